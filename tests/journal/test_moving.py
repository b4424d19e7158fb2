"""A record whose day changes moves to the month of that day, and is never in two."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, encode
from stretchtui.journal.writer import MOVE_NAME
from tests.journal.faults import Crash, failing
from tests.journal.strategies import PARIS, session_record, ticking
from tests.journal.support import ALWAYS, NOVEMBER, NOW, put, revise, stored

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


def test_a_changed_day_moves_the_record_to_its_month(journal: Journal, folder: Path) -> None:
    stays = journal.add(session_record())
    record = journal.add(session_record())
    moved = revise(journal, replace(record, day=date(2026, 10, 31)))
    assert stored(folder / "2026-10.json") == {record.id: encode(moved)}
    assert set(stored(folder / "2026-11.json")) == {stays.id, record.id}
    gone = stored(folder / "2026-11.json")[record.id]
    assert (gone["deleted"], gone["day"]) == (True, "2026-10-31")
    assert gone["updated_at"] < moved.updated_at.isoformat(), "the mark would win over the record in a merge"
    assert journal.between(*NOVEMBER) == (stays,)
    fresh = Journal(folder, ticking(NOW + timedelta(hours=1)))
    assert journal.get(record.id) == fresh.get(record.id, include_deleted=True) == moved
    assert not (folder / MOVE_NAME).exists()
    back = revise(fresh, replace(moved, day=record.day))
    assert (fresh.get(record.id), fresh.between(*ALWAYS)) == (back, (stays, back))
    assert fresh.problems() == ()


def test_a_move_cut_short_is_completed_by_the_next_change(journal: Journal, folder: Path) -> None:
    record = journal.add(session_record())
    newer = replace(record, day=date(2026, 10, 31), updated_at=record.updated_at + timedelta(seconds=1))
    put(folder / "2026-10.json", newer)
    (folder / MOVE_NAME).write_text(f"{record.id}\n2026-11.json\n2026-10.json\n")
    assert journal.between(*ALWAYS) == (newer,)
    other = Journal(folder, ticking(NOW)).add(session_record())
    assert stored(folder / "2026-11.json")[record.id]["deleted"]
    assert set(stored(folder / "2026-11.json")) == {other.id, record.id}
    assert not (folder / MOVE_NAME).exists()
    assert journal.delete(record.id).deleted
    assert journal.between(*ALWAYS) == (other,)


@pytest.mark.parametrize("call", ["open", "replace", "unlink"])
def test_a_move_cut_short_anywhere_leaves_the_session_on_one_day_whichever_month_is_read(
    tmp_path: Path, call: str
) -> None:
    for nth in range(1, 99):
        folder = tmp_path / str(nth)
        journal = Journal(folder, ticking(NOW))
        record = journal.add(session_record())
        with failing(call, nth, Crash()) as used, suppress(Crash):
            revise(journal, replace(record, day=date(2026, 10, 31)))
        if used() < nth:
            return
        shown = [Journal(folder, ticking(NOW)).between(*days) for days in (OCTOBER, NOVEMBER)]
        assert sum(map(len, shown)) == 1, f"cut short at {call} {nth}"
    pytest.fail("it never came to an end")


@pytest.mark.parametrize("note", ["", "\ufffd", "a\nb\nc", "unknown\n2026-11.json\n2026-10.json\n"])
def test_a_move_that_never_began_changes_nothing(journal: Journal, folder: Path, note: str) -> None:
    record = journal.add(session_record())
    (folder / MOVE_NAME).write_text(note, encoding="utf-8")
    other = journal.add(session_record())
    assert {found.id for found in journal.between(*ALWAYS)} == {record.id, other.id}
    assert not (folder / MOVE_NAME).exists()


def test_a_record_in_the_wrong_month_is_told_and_moves_when_edited(journal: Journal, folder: Path) -> None:
    record = session_record()
    put(folder / "2026-03.json", record)
    assert journal.between(*ALWAYS) == (record,)
    assert "lies in 2026-03.json" in str(journal.problems()[0])
    revise(journal, record)
    assert set(stored(folder / "2026-11.json")) == {record.id}
    assert len(journal.between(*ALWAYS)) == 1
    assert journal.problems() == ()


# The same record in two months, as a sync tool may leave it that brings one file and not the other


def twins(folder: Path, *, back: bool) -> tuple[SessionRecord, SessionRecord]:
    """Put a record into October and, the older or the later copy, into November, which its id tells of."""
    in_november = session_record(note="November")
    shift = timedelta(hours=-1 if back else 1)
    in_october = replace(in_november, note="October", day=date(2026, 10, 31), updated_at=in_november.updated_at + shift)
    put(folder / "2026-11.json", in_november)
    put(folder / "2026-10.json", in_october, session_record(datetime(2026, 10, 2, 7, tzinfo=PARIS)))
    return (in_october, in_november) if back else (in_november, in_october)


@pytest.mark.parametrize("back", [False, True])
def test_of_two_copies_the_later_one_shows_wherever_one_looks(folder: Path, back: bool) -> None:
    _, later = twins(folder, back=back)
    for looks in (
        lambda journal: journal.between(*ALWAYS),
        lambda journal: journal.between(*OCTOBER),
        lambda journal: (journal.latest(), journal.between(*OCTOBER), journal.latest()),
        lambda journal: (journal.get(later.id), journal.between(*OCTOBER)),
    ):
        journal = Journal(folder, ticking(NOW))
        looks(journal)
        assert later in journal.between(*ALWAYS)
        assert len(journal.between(*ALWAYS)) == 2
        assert len(journal.between(*OCTOBER)) == (1 if back else 2)
        assert journal.between(*NOVEMBER) == ((later,) if back else ())
        assert [found.id for found in journal.summaries(*NOVEMBER)] == ([later.id] if back else [])
        assert len(journal.summaries(*OCTOBER)) == (1 if back else 2)
        assert journal.get(later.id) == journal.latest() == later
        assert journal.problems() == ()


@pytest.mark.parametrize("back", [False, True])
def test_a_change_goes_to_the_later_copy_and_counts_everywhere(folder: Path, back: bool) -> None:
    _, later = twins(folder, back=back)
    journal = Journal(folder, ticking(NOW + timedelta(days=1)))
    journal.between(*ALWAYS)
    edited = revise(journal, replace(later, comfort=5))
    assert stored(folder / f"{later.day:%Y-%m}.json")[later.id] == encode(edited)
    journal.delete(later.id)
    for fresh in (journal, Journal(folder, ticking(NOW))):
        for days in (OCTOBER, NOVEMBER, ALWAYS) if fresh is journal else (ALWAYS,):
            assert later.id not in {record.id for record in fresh.between(*days)}
        assert fresh.get(later.id) is None


@pytest.mark.parametrize("same_time", [False, True])
def test_check_tells_of_two_copies_and_repair_leaves_the_later(folder: Path, same_time: bool) -> None:
    earlier, later = twins(folder, back=False)
    if same_time:
        put(folder / "2026-11.json", replace(earlier, updated_at=later.updated_at))
    journal = Journal(folder, ticking(NOW))
    (wrong,) = [wrong for state in journal.check() for wrong in state.wrong]
    assert later.id in wrong
    (done,) = journal.repair()
    assert later.id in done
    for fresh in (journal, Journal(folder, ticking(NOW))):
        assert not [wrong for state in fresh.check() for wrong in state.wrong]
        alive = [fresh.between(*days) for days in (OCTOBER, NOVEMBER)]
        assert sum(record.id == later.id for found in alive for record in found) == 1
    assert journal.repair() == ()


def test_a_record_on_its_way_shows_where_it_goes_without_anything_being_written(folder: Path) -> None:
    earlier, later = twins(folder, back=False)
    (folder / MOVE_NAME).write_text(f"{later.id}\n2026-11.json\n2026-10.json\n")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    journal = Journal(folder, ticking(NOW))
    assert journal.between(*NOVEMBER) == ()
    assert journal.get(earlier.id) == journal.latest() == later
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
