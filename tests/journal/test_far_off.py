"""Instants and days as far off as a file can hold them: read, listed, counted, changed, deleted, taken out and in."""

from __future__ import annotations

import json
import math
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example
from hypothesis import strategies as st

from stretchtui.config import Config
from stretchtui.domain.history.edits import Changes
from stretchtui.domain.history.trends_document import document
from stretchtui.domain.instants import HORIZON, TICK, age_of, later_than, shifted
from stretchtui.journal import Journal, Month, Own, encode, exchange, load_trends
from stretchtui.library import Library
from stretchtui.report.build import build_report
from stretchtui.words.trends_page import out_of_range
from tests.how_often import often
from tests.journal.strategies import MORNING, PARIS, session_record, ticking

TODAY = MORNING.date()
OWN = Own("morning-bed", "Europe/Paris", PARIS)
LAST_OF_ALL = datetime.fromisoformat("9999-12-31T23:59:59.999999-23:59")
FIRST_OF_ALL = datetime.fromisoformat("0001-01-01T00:00:00+23:59")
NO_ROOM = HORIZON - 10 * TICK
"""The last moments in which a change has nowhere later to go."""

_offsets = st.integers(1 - 24 * 60, 24 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = (
    st.datetimes(timezones=_offsets)
    | st.sampled_from((datetime.max, datetime.min)).flatmap(  # noqa: DTZ901
        lambda end: _offsets.map(lambda zone: end.replace(tzinfo=zone))
    )
    | st.builds(
        lambda near, micros: near + timedelta(microseconds=micros), st.just(HORIZON), st.integers(-20_000, 2000)
    )
)
days = st.dates() | st.sampled_from((date.min, date.max, TODAY, TODAY + timedelta(days=1)))


def journal_with(folder: Path, line: dict[str, object], day: date) -> Journal:
    """Put a record into a month file by hand, as another program may have."""
    folder.mkdir(parents=True)
    (folder / Month.of(day).name).write_text(json.dumps({"sessions": {line["id"]: line}}), encoding="utf-8")
    return Journal(folder, ticking())


# --- arithmetic ---------------------------------------------------------------------------


@often(25, 100, instants, st.timedeltas())
@example(LAST_OF_ALL, TICK)
@example(FIRST_OF_ALL, -TICK)
def test_moving_an_instant_never_fails_and_goes_as_far_as_it_can(instant: datetime, by: timedelta) -> None:
    found = shifted(instant, by)
    wanted = (instant - datetime(2000, 1, 1, tzinfo=UTC)) / TICK + by / TICK
    ends = [(end - datetime(2000, 1, 1, tzinfo=UTC)) / TICK for end in (FIRST_OF_ALL, LAST_OF_ALL)]
    assert (found - datetime(2000, 1, 1, tzinfo=UTC)) / TICK == pytest.approx(min(max(wanted, ends[0]), ends[1]), abs=1)


@often(25, 100, instants, instants)
@example(MORNING, LAST_OF_ALL)
@example(MORNING, NO_ROOM - TICK)
def test_a_change_is_later_than_the_one_before_it_whatever_that_says(now: datetime, previous: datetime) -> None:
    if math.isinf(age_of(now)):
        return  # no clock says so
    assert age_of(later_than(now, previous)) > age_of(previous) or NO_ROOM <= previous < HORIZON


# --- through the journal ------------------------------------------------------------------


@often(3, 20, days, instants, instants, st.none() | instants)
@example(TODAY, MORNING, LAST_OF_ALL, None)
@example(TODAY, FIRST_OF_ALL, FIRST_OF_ALL, LAST_OF_ALL)
@example(date.max, LAST_OF_ALL, LAST_OF_ALL, LAST_OF_ALL)
@example(date.min, FIRST_OF_ALL, FIRST_OF_ALL, FIRST_OF_ALL)
@example(date(226, 11, 20), MORNING, MORNING, None)
def test_a_session_of_any_time_can_be_read_changed_deleted_and_moved_to_another_machine(
    day: date, started_at: datetime, updated_at: datetime, ended_at: datetime | None
) -> None:
    if ended_at is not None and ended_at < started_at:
        started_at, ended_at = ended_at, started_at
    record = replace(session_record(), day=day, started_at=started_at, updated_at=updated_at, ended_at=ended_at)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        journal = journal_with(folder / "here", encode(record), day)
        untouched = journal_with(folder / "there", encode(record), day)
        assert journal.between(date.min, date.max) == (record,)
        assert [seen.id for seen in journal.summaries()] == [record.id]
        assert journal.get(record.id) == record

        noted = journal.save(record, Changes(values={"note": "still here"})).record
        assert (noted.note, noted.day, noted.started_at) == ("still here", day, started_at)
        assert age_of(noted.updated_at) > age_of(updated_at) or NO_ROOM <= updated_at < HORIZON
        journal.delete(record.id)
        assert journal.between(date.min, date.max) == ()
        journal.restore(record.id)
        moved = journal.save(record, Changes(day=date(2026, 11, 20), at=time(7, 30))).record
        assert (moved.day, moved.started_at.replace(tzinfo=None)) == (date(2026, 11, 20), datetime(2026, 11, 20, 7, 30))  # noqa: DTZ001
        if not NO_ROOM <= updated_at < HORIZON:
            untouched.merge([journal.folder])
            assert untouched.between(date.min, date.max) == (moved,), "the older copy came back"


@often(2, 10, days, instants, instants, st.sampled_from(["json", "csv"]))
@example(TODAY, MORNING, LAST_OF_ALL, "csv")
@example(date.max, LAST_OF_ALL, LAST_OF_ALL, "csv")
@example(date.min, FIRST_OF_ALL, FIRST_OF_ALL, "csv")
@example(date(2106, 11, 20), MORNING, MORNING, "csv")
def test_a_session_of_any_time_goes_out_and_comes_in_unchanged(
    day: date, started_at: datetime, updated_at: datetime, suffix: str
) -> None:
    record = replace(session_record(), day=day, started_at=started_at, updated_at=updated_at, ended_at=None)
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), Path(name, f"out.{suffix}")
        exchange.export(journal_with(folder / "here", encode(record), day), file)
        there = Journal(folder / "there", ticking())
        assert exchange.import_file(there, file, OWN).new == 1
        assert there.between(date.min, date.max) == (record,)
        assert exchange.import_file(there, file, OWN).same == 1
        edited = there.save(record, Changes(values={"note": "mine"})).record
        done = exchange.import_file(there, file, OWN)
        assert (done.older, there.get(record.id)) == (1, edited) or NO_ROOM <= updated_at < HORIZON


# --- looking back -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stray", [date(226, 11, 20), date(1899, 12, 31), TODAY + timedelta(days=2), date(2106, 11, 20)]
)
def test_a_session_of_another_century_is_named_and_counted_in_nothing(tmp_path: Path, stray: date) -> None:
    record = session_record(day=stray, started_at=MORNING)
    journal = journal_with(tmp_path / "journal", encode(record), stray)
    mine = journal.add(session_record(MORNING - timedelta(weeks=1)))
    found = load_trends(journal, None, None, today=TODAY, goal=3)
    assert (found.sessions, found.begun, found.last) == (1, mine.day, TODAY)
    assert [seen.id for seen in found.out_of_range] == [record.id]
    assert f"1 session of a day before 1900-01-01 or still to come is not counted: {stray}." in out_of_range(found)
    assert document(found)["out_of_range"] == [{"id": record.id, "day": str(stray)}]
    assert len(json.dumps(document(found))) < 4_000
    assert journal.latest(TODAY) == mine or stray < TODAY
    report = build_report(journal, Library({}, {}, ()), Config(), None, None, today=TODAY)
    assert (report.report.trends.first, report.report.trends.last) == (date(2026, 11, 9), TODAY)
    assert stray < TODAY or f"not counted: {stray}." in " ".join(report.text().split())
    journal.save(record, Changes(day=date(2026, 11, 20)))
    again = load_trends(journal, None, None, today=TODAY, goal=3)
    assert (again.sessions, again.out_of_range, out_of_range(again)) == (2, (), "")


def test_a_session_of_tomorrow_is_in_range_since_the_person_flew_west(tmp_path: Path) -> None:
    tomorrow = TODAY + timedelta(days=1)
    journal = journal_with(tmp_path / "journal", encode(session_record(day=tomorrow)), tomorrow)
    found = load_trends(journal, None, None, today=TODAY, goal=3)
    assert (found.sessions, found.last, found.out_of_range) == (1, tomorrow, ())
