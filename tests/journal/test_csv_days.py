"""Days as spreadsheets rewrite them: the one reading that is left is taken, and where two are, both are named."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import strategies as st

from stretchtui.journal.transfer.csv_days import DayError, Days
from tests.how_often import often
from tests.tables import every_row

TODAY = date(2026, 11, 26)
PARIS = "Europe/Paris"
NOVEMBER, MAY = "2026-11-20T07:02:11+01:00", "2026-05-04T07:02:11+02:00"


def read(*rows: dict[str, str], today: date = TODAY) -> list[dict[str, str]]:
    days = Days(today)
    for row in rows:
        days.learn(row)
    return [days.read(row) for row in rows]


def refused(*rows: dict[str, str]) -> str:
    with pytest.raises(DayError) as caught:
        read(*rows)
    return f"{caught.value.column}: {caught.value.what}"


@every_row(
    "text",
    [
        "2026-11-20",
        "2026/11/20",
        "2026. 11. 20.",
        "20.11.2026",
        "20/11/2026",
        "11/20/2026",
        "20-11-2026",
        "11-20-2026",
        "2026-11-20 00:00:00",
        "2026-11-20T00:00:00",
        "20.11.2026 00:00",
        "11/20/2026 12:00:00 AM",
        " 20.11.2026 ",
        "\u00a020/11/2026\u202f",
        "46346",
        "46346.0",
        "46346,0",
        "20.11.26",
        "11/20/26",
    ],
)
def test_a_day_with_one_reading_needs_nothing_beside_it(text: str) -> None:
    expected = {"day": "2026-11-20"}
    if text in ("20.11.26", "11/20/26"):  # 26 November 2020 is a reading too
        assert read({"day": text, "started_at": NOVEMBER}) == [expected | {"started_at": NOVEMBER}]
    else:
        assert read({"day": text}) == [expected]


@every_row("text", ["04/05/2026", "05/04/2026", "4/5/2026", "4-5-2026", "04/05/26", "46146", "44684"])
@every_row("start", [MAY, "2026-05-05T02:02:11+02:00"])
def test_the_rows_start_decides_between_two_readings(text: str, start: str) -> None:
    assert read({"day": text, "started_at": start})[0]["day"] == "2026-05-04"


@every_row(
    ("text", "days"),
    [
        ("04/05/2026", "2026-04-05 or 2026-05-04"),
        ("4-5-2026", "2026-04-05 or 2026-05-04"),
        ("04/05/26", "2004-05-26 or 2026-04-05 or 2026-05-04"),
        ("26.11.20", "2020-11-26 or 2026-11-20"),
        ("44519", "2021-11-19 or 2025-11-20"),
    ],
)
def test_two_readings_with_nothing_to_tell_are_both_named(text: str, days: str) -> None:
    said = refused({"day": text})
    assert said == f"day: {text} may be {days}, and nothing around it tells which; write one of these"


@every_row(
    ("row", "said"),
    [
        ({"day": "30.02.2026"}, "day: 30.02.2026: there is no such day"),
        ({"day": "99999"}, "99999 is no day up to 2026-11-27"),
        ({"day": "46355"}, "is no day"),
        ({"day": "9999999"}, "is no day"),
        ({"day": "20.11.2026 07:02"}, "day: 20.11.2026 07:02 has a time; write the day alone, as 2026-11-20"),
        ({"started_at": "20.11.2026", "timezone": PARIS}, "has no time; write it as 2026-11-20T07:02:11+01:00"),
        ({"started_at": "20.11.2026 25:02", "timezone": PARIS}, "there is no such time"),
        ({"started_at": "20.11.2026 13:02 pm", "timezone": PARIS}, ""),
        ({"started_at": "20.11.2026 07:02"}, "timezone names no zone that is known; add an offset"),
        ({"started_at": "20.11.2026 07:02", "timezone": "Mars/Base"}, "timezone names no zone"),
        ({"started_at": "20.11.2026 07:02", "timezone": "Europe"}, "timezone names no zone"),
        ({"started_at": "20.11.2026 07:02", "timezone": "../../etc/passwd"}, "timezone names no zone"),
        ({"started_at": "29.03.2026 02:30", "timezone": PARIS}, "there was no such time"),
        (
            {"started_at": "25.10.2026 02:30", "timezone": PARIS},
            "may be 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00",
        ),
    ],
)
def test_what_has_no_reading_is_refused_with_words(row: dict[str, str], said: str) -> None:
    assert said in refused(row)


def test_one_day_of_the_sheet_with_one_reading_settles_its_shape() -> None:
    assert [row["day"] for row in read({"day": "04/05/2026"}, {"day": "20/11/2026"})] == ["2026-05-04", "2026-11-20"]
    assert [row["day"] for row in read({"day": "04/05/2026"}, {"day": "11/20/2026"})] == ["2026-04-05", "2026-11-20"]
    assert [row["day"] for row in read({"day": "44519"}, {"day": "46346"})] == ["2021-11-19", "2026-11-20"]
    by_a_start = read({"day": "04/05/2026", "started_at": MAY}, {"day": "06/07/2026"})
    assert [row["day"] for row in by_a_start] == ["2026-05-04", "2026-07-06"]
    # Slashes say nothing about dashes, nor do days that read the same both ways or the journal's own.
    assert "may be" in refused({"day": "20/11/2026"}, {"day": "04-05-2026"})
    assert "may be" in refused({"day": "11/11/2026"}, {"day": "04/05/2026"})
    assert "may be" in refused({"day": "2026-11-20"}, {"day": "04-05-2026"})


def test_where_the_cells_around_a_day_disagree_it_is_refused() -> None:
    mixed = {"day": "20/11/2026"}, {"day": "11/21/2026"}
    assert [row["day"] for row in read(*mixed)] == ["2026-11-20", "2026-11-21"]
    assert "may be" in refused(*mixed, {"day": "04/05/2026"})
    assert read(*mixed, {"day": "04/05/2026", "started_at": MAY})[2]["day"] == "2026-05-04"
    said = refused({"day": "11/20/2026"}, {"day": "04/05/2026", "started_at": MAY})
    assert "the cells around it tell different ones" in said


def test_a_day_that_was_moved_away_from_its_start_is_the_persons_word() -> None:
    assert read({"day": "22/11/2026", "started_at": NOVEMBER})[0]["day"] == "2026-11-22"
    assert read({"day": "05/06/2026", "started_at": NOVEMBER}, {"day": "22/11/2026"})[0]["day"] == "2026-06-05"


@every_row(
    ("text", "expected"),
    [
        ("2026-11-20 07:02:11", "2026-11-20T07:02:11+01:00"),
        ("2026-07-20 07:02:11", "2026-07-20T07:02:11+02:00"),
        ("20.11.2026 07:02", "2026-11-20T07:02:00+01:00"),
        ("20.11.2026, 07:02:11", "2026-11-20T07:02:11+01:00"),
        ("11/20/2026 7:02:11 AM", "2026-11-20T07:02:11+01:00"),
        ("11/20/2026 12:02:11 p.m.", "2026-11-20T12:02:11+01:00"),
        ("20/11/2026 19.02.11", "2026-11-20T19:02:11+01:00"),
        ("2026-11-20 07:02:11.25", "2026-11-20T07:02:11.250000+01:00"),
        ("2026-11-20 07:02:11+0300", "2026-11-20T07:02:11+03:00"),
        ("2026-11-20 07:02:11z", "2026-11-20T07:02:11Z"),
        ("46346.2931828704", "2026-11-20T07:02:11+01:00"),
        ("46346,29318", "2026-11-20T07:02:11+01:00"),
        ("46346", "2026-11-20T00:00:00+01:00"),
    ],
)
def test_an_instant_without_an_offset_is_in_the_zone_of_its_row(text: str, expected: str) -> None:
    assert read({"started_at": text, "timezone": PARIS}) == [{"started_at": expected}]
    assert read({"updated_at": text, "timezone": f" {PARIS}"}) == [{"updated_at": expected}]


def test_a_row_without_a_zone_is_in_the_persons_own() -> None:
    days = Days(TODAY, timezone(timedelta(hours=5)))
    row = {"started_at": "20.11.2026 07:02"}
    days.learn(row)
    assert days.read(row) == {"started_at": "2026-11-20T07:02:00+05:00"}


def test_all_days_of_a_row_tell_of_one_another() -> None:
    row = {"day": "2026-05-04", "started_at": "05/04/2026 07:02", "ended_at": "05/04/2026 07:12", "timezone": PARIS}
    assert read(row)[0]["ended_at"] == "2026-05-04T07:12:00+02:00"
    assert "started_at: 05/04/2026 07:02 may be" in refused(row | {"day": ""})


@every_row("text", ["", "  ", "yesterday", "2026", "07:02", "2026-W47", "1/2", "2026-02-30", "60", "x" * 90_000])
def test_what_is_no_day_is_left_for_the_journal_to_refuse(text: str) -> None:
    assert read({"day": text}) == [{"day": text} if text.strip() else {}]


STARTS = st.datetimes(datetime(1971, 1, 1), datetime(2026, 11, 1))  # noqa: DTZ001 - wall clocks


@often(
    12,
    1_000,
    st.lists(STARTS, min_size=1, max_size=5),
    st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "serial"]),
)
def test_no_way_of_writing_changes_a_day_beside_its_start(starts: list[datetime], form: str) -> None:
    rows = []
    for start in starts:
        count = (start.date() - date(1899, 12, 30)).days
        day = str(count) if form == "serial" else start.strftime(form)
        rows.append({"day": day, "started_at": f"{start.isoformat(timespec='seconds')}+01:00"})
    assert [row["day"] for row in read(*rows)] == [start.date().isoformat() for start in starts]


@often(
    12,
    1_000,
    st.lists(st.dates(date(2026, 1, 1), TODAY), min_size=2, max_size=6),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]),
)
def test_a_sheet_of_days_alone_is_read_rightly_or_not_at_all(days: list[date], form: str) -> None:
    assert all(first.year == second.year for first, second in pairwise(days))
    try:
        found = read(*({"day": day.strftime(form)} for day in days))
    except DayError:
        assert any(day.day <= 12 != day.month for day in days)
    else:
        assert [row["day"] for row in found] == [day.isoformat() for day in days]
