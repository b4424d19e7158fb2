"""Saving a session: added or changed by one call, and of two who change it at once both are right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import strategies as st

from stretchtui.domain.entered_time import EnteredTimeError
from stretchtui.domain.history.edits import Changes, all_of, changes_between
from stretchtui.domain.record import Outcome, SessionRecord
from stretchtui.journal import Journal
from stretchtui.journal.errors import JournalWriteError, RecordDeleted
from tests.how_often import often
from tests.journal.strategies import session_record, ticking
from tests.journal.support import NOW, put, stored


def test_what_is_not_there_is_added_with_the_changes(journal: Journal) -> None:
    record = session_record(comfort=None)
    saved = journal.save(record, Changes(values={"comfort": 4}))
    assert saved.record == replace(record, comfort=4, updated_at=saved.record.updated_at) == journal.get(record.id)
    assert saved.meanwhile == ()


def test_what_is_there_keeps_all_that_is_not_named_and_it_is_told_who_else_was_there(journal: Journal) -> None:
    base = journal.save(session_record(stiffness_after=None, note="", extra={"mood": "calm"})).record
    Journal(journal.folder, ticking(NOW)).save(base, Changes(values={"stiffness_after": 7, "note": "from elsewhere"}))
    saved = journal.save(base, Changes(values={"comfort": 2}))
    assert saved.meanwhile == ("stiffness_after", "note")
    assert (saved.record.stiffness_after, saved.record.comfort, saved.record.note) == (7, 2, "from elsewhere")
    assert saved.record.extra == {"mood": "calm"}
    assert journal.get(base.id) == saved.record


def test_a_session_that_was_moved_meanwhile_is_changed_where_it_is(journal: Journal) -> None:
    base = journal.save(session_record()).record
    journal.save(base, Changes(day=date(2026, 3, 2)))
    saved = journal.save(base, Changes(values={"note": "found"}))
    assert (saved.record.day, saved.record.note) == (date(2026, 3, 2), "found")
    assert journal.between(date.min, date.max) == (saved.record,)


def test_a_deletion_meanwhile_is_said_and_taken_back_by_a_word_only(journal: Journal) -> None:
    base = journal.save(session_record()).record
    gone = journal.delete(base.id)
    with pytest.raises(RecordDeleted):
        journal.save(base, Changes(values={"note": "late"}))
    assert journal.get(base.id, include_deleted=True) == gone
    saved = journal.save(base, Changes(values={"note": "late"}), restore=True)
    assert (saved.record.note, journal.get(base.id)) == ("late", saved.record)


def test_a_day_that_cannot_be_changes_nothing(journal: Journal) -> None:
    base = journal.save(session_record()).record
    with pytest.raises(EnteredTimeError):
        journal.save(base, Changes(day=base.day + timedelta(days=1), values={"note": "x"}))
    assert journal.get(base.id) == base


def test_changes_made_earlier_leave_alone_what_was_changed_since(journal: Journal) -> None:
    base = journal.save(session_record(comfort=None, note="")).record
    then = base.updated_at + timedelta(microseconds=1)
    journal.save(base, Changes(values={"note": "newer"}))
    saved = journal.save(base, Changes(values={"note": "older", "comfort": 3}), made_at=then)
    assert (saved.record.note, saved.record.comfort) == ("newer", 3)


def test_one_that_is_not_understood_is_not_overwritten(journal: Journal) -> None:
    base = journal.save(session_record()).record
    path = journal.folder / f"{base.day:%Y-%m}.json"
    put(path, stored(path)[base.id] | {"outcome": "splendid"})
    before = path.read_bytes()
    fresh = Journal(journal.folder, ticking(NOW))
    with pytest.raises(JournalWriteError, match="not understood"):
        fresh.save(base, Changes(values={"note": "x"}))
    assert path.read_bytes() == before


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "outcome": st.sampled_from(Outcome),
    "stiffness_before": st.none() | st.integers(0, 10),
    "stiffness_after": st.none() | st.integers(0, 10),
    "comfort": st.none() | st.integers(1, 5),
    "note": st.sampled_from(("", "a", "b")),
    "day": st.dates(date(2026, 9, 1), date(2026, 11, 20)),
    "at": st.times(time(5), time(7, 59)).map(lambda at: at.replace(second=0, microsecond=0)),
}


@st.composite
def changes(draw: st.DrawFn) -> Changes:
    names = draw(st.sets(st.sampled_from(sorted(VALUES)), min_size=1))
    said = {name: draw(VALUES[name]) for name in sorted(names)}
    when = {name: said.pop(name) for name in ("day", "at") if name in said}
    return Changes(values=said, **when)


@often(6, 60, said=st.lists(changes(), min_size=2, max_size=3))
def test_of_changes_to_the_same_copy_each_field_is_as_it_was_changed_last(said: list[Changes]) -> None:
    with TemporaryDirectory() as folder:
        programs = [Journal(Path(folder), ticking(NOW)) for _ in said]
        base = programs[0].save(session_record(exercises=())).record
        last: dict[str, Any] = {}
        for program, change in zip(programs, said, strict=True):
            program.save(base, change)
            last |= (
                change.values | ({"day": change.day} if change.day else {}) | ({"at": change.at} if change.at else {})
            )
        (found,) = programs[-1].between(date.min, date.max)
        at = last.pop("at", None)
        assert {name: getattr(found, name) for name in last} == last
        if at is not None:
            assert (found.started_at.hour, found.started_at.minute) == (at.hour, at.minute)


def test_what_lies_between_two_copies_makes_one_of_the_other() -> None:
    before = session_record(note="old", comfort=1)
    later = replace(before, note="new", active_s=99.0, ended_at=before.started_at + timedelta(seconds=500))
    between = changes_between(before, later)
    assert dict(between.values) == {"note": "new", "active_s": 99.0}
    assert between.lasted_s == 500
    assert not changes_between(before, before)
    assert "comfort" not in all_of(replace(before, comfort=None)).values, "what is left out is no change"


def test_the_length_of_a_session_is_kept_where_its_start_was_moved(journal: Journal) -> None:
    base: SessionRecord = journal.save(session_record()).record
    journal.save(base, Changes(at=time(5, 0)))
    saved = journal.save(base, Changes(lasted_s=700)).record
    assert saved.ended_at is not None
    assert saved.ended_at.timestamp() - saved.started_at.timestamp() == 700
