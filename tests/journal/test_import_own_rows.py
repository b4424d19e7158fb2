"""Import: rows that a person wrote, without an id or with no more than a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stretchtui.domain.record import Outcome, RecordSource
from stretchtui.journal import ExchangeError, Journal, exchange
from tests.journal.importing import OWN, filled
from tests.journal.strategies import PARIS
from tests.journal.support import ALWAYS, take_in


@pytest.fixture
def own(tmp_path: Path) -> Journal:
    """Give a journal of three sessions to change."""
    return filled(tmp_path / "own")


def test_rows_without_an_id_are_new_sessions_of_ones_own_and_come_once(own: Journal, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "day,started_at,comfort,note,routine,source,schema,timezone\n"
        "2026-11-02,,4,by day,,,,\n"
        "2026-11-02,,2,again that day,,,,\n"
        ",2026-11-03T06:30:00+01:00,,by time,,,,\n"
        ",2026-11-04T02:00:00+01:00,,before the day begins,,,,\n",
        encoding="utf-8",
    )
    assert take_in(own, path).new == 4
    found = {record.note: record for record in own.between(date(2026, 11, 1), date(2026, 11, 5))}
    assert {note: str(record.day) for note, record in found.items()} == {
        "by day": "2026-11-02",
        "again that day": "2026-11-02",
        "by time": "2026-11-03",
        "before the day begins": "2026-11-03",
    }
    assert {record.source for record in found.values()} == {RecordSource.MANUAL}
    assert {record.outcome for record in found.values()} == {Outcome.COMPLETED}
    assert {(record.routine, record.timezone) for record in found.values()} == {("morning-bed", "UTC")}
    assert found["by day"].started_at == datetime(2026, 11, 2, 8, tzinfo=UTC)
    elsewhere = replace(OWN, zone=PARIS, timezone="Europe/Paris")
    again = exchange.import_file(own, path, elsewhere)
    assert (again.new, again.same) == (0, 4), "where the person is now made them others"
    path.write_text(path.read_text("utf-8").replace(",4,by day", ",5,by day"), encoding="utf-8")
    assert take_in(own, path).changed == 1


def days_alone(own: Journal, folder: Path, *rows: str) -> tuple[int, int, int, int]:
    path = folder / "days.csv"
    path.write_text("\n".join(("day,comfort,note", *rows)), encoding="utf-8")
    done = take_in(own, path)
    return done.new, done.changed, done.same, done.older


def test_rows_of_one_day_are_told_apart_by_what_they_say(own: Journal, tmp_path: Path) -> None:
    morning, evening, walk = "2026-11-02,4,morning", "2026-11-02,2,evening", "2026-11-02,5,third walk"
    assert days_alone(own, tmp_path, morning, evening) == (2, 0, 0, 0)
    assert days_alone(own, tmp_path, evening, morning) == (0, 0, 2, 0), "sorted the other way"
    assert days_alone(own, tmp_path, walk) == (1, 0, 0, 0), "of another sheet"
    assert days_alone(own, tmp_path, "2026-11-02,2,late evening") == (0, 1, 0, 0), "a cell was changed"
    notes = {record.note: record for record in own.between(date(2026, 11, 2), date(2026, 11, 2))}
    assert sorted(notes) == ["late evening", "morning", "third walk"]
    own.delete(notes["morning"].id)
    assert days_alone(own, tmp_path, morning) == (0, 0, 0, 1), "it was deleted since"
    assert days_alone(own, tmp_path, "2026-11-02,1,a fourth one") == (1, 0, 0, 0)


def test_what_has_the_id_left_out_is_found_by_when_it_began(own: Journal, tmp_path: Path) -> None:
    last = own.between(*ALWAYS)[-1]
    (tmp_path / "in.csv").write_text(f"started_at,note\n{last.started_at.isoformat()},found\n", encoding="utf-8")
    assert take_in(own, tmp_path / "in.csv").changed == 1
    assert own.get(last.id).note == "found"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("nobody,,", "line 2, column day: expected a day"),
        (",25-May-2026,", "line 2, column day: expected a day YYYY-MM-DD, got '25-May-2026'"),
        (",,x", "line 2, column id: expected a day or an id"),
        (",2027-03-01,", "line 2, column day: expected a time that has come"),
    ],
)
def test_a_new_session_needs_a_day_that_has_come(own: Journal, tmp_path: Path, row: str, expected: str) -> None:
    (tmp_path / "in.csv").write_text(f"id,day,note\n{row}\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match=expected):
        take_in(own, tmp_path / "in.csv")


NOT_A_ZONE = "timezone: expected a time zone's name, as Europe/Paris, got 'Mars/Base'"
NOT_YET = "schema: expected a whole number 1-2, got 99"


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize(
    ("column", "value", "expected"), [("timezone", "Mars/Base", NOT_A_ZONE), ("schema", 99, NOT_YET)]
)
def test_a_zone_that_nobody_knows_and_a_schema_to_come_are_no_persons_word(
    own: Journal, tmp_path: Path, column: str, value: object, expected: str, *, known: bool
) -> None:
    last = own.between(*ALWAYS)[-1]
    row = {"id": last.id} if known else {"day": "2026-11-02"}
    sheet, document = tmp_path / "in.csv", tmp_path / "in.json"
    sheet.write_text(f"{','.join(row)},{column}\n{','.join(row.values())},{value}\n", encoding="utf-8")
    document.write_text(json.dumps([row | {column: value}]), encoding="utf-8")
    for path in (sheet, document):
        with pytest.raises(ExchangeError) as refusal:
            take_in(own, path)
        assert expected in str(refusal.value).replace("in.csv, line 2, column ", "")
        assert "nothing was imported" in str(refusal.value)
    assert own.between(*ALWAYS)[-1] == last


def test_a_bare_offset_is_a_zone(own: Journal, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("day,timezone\n2026-11-02,+05:30\n", encoding="utf-8")
    assert take_in(own, tmp_path / "in.csv").new == 1
