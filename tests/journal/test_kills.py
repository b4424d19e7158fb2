"""Programs killed at any moment and at every step: what they acknowledged is there, whole."""

from __future__ import annotations

import os
import shutil
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tinydb import TinyDB

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal
from tests.how_often import slowly
from tests.journal.faults import killed_at
from tests.journal.strategies import session_record, ticking
from tests.journal.support import ALWAYS, NOW, revise
from tests.journal.trials import LOADS, Say, fill_stock, kill_at_random, needs_fork, start, stock

pytestmark = needs_fork

DAYS = date(2026, 11, 22), date(2026, 12, 22)
State = tuple[int, bool]
"""How often a record was changed, as its note says, and whether it is deleted."""


def state(record: SessionRecord) -> State:
    return int(record.note), record.deleted


def following(load: str, before: State) -> State:
    number, deleted = before
    return (number, not deleted) if load == "delete" else (number + 1, False)


def change(load: str, journal: Journal, record: SessionRecord) -> SessionRecord:
    if load == "append":
        return journal.add(session_record(id=os.urandom(8).hex(), note="0"))
    if load == "delete":
        return journal.restore(record.id) if record.deleted else journal.delete(record.id)
    number = int(record.note) + 1
    day = DAYS[number % 2] if load == "move" else record.day
    return revise(journal, replace(record, note=str(number), day=day))


def work_for_ever(load: str, folder: Path, ids: list[str], say: Say) -> None:
    """Change the journal until killed, and say how a record is now after each change."""
    journal = Journal(folder, ticking(NOW, 0.001))
    for number in range(1_000_000):
        record = journal.get(ids[number % len(ids)], include_deleted=True)
        assert record is not None
        changed = change(load, journal, record)
        say(f"{changed.id} {changed.note} {changed.deleted:d}")


def fill(folder: Path, count: int) -> dict[str, State]:
    journal = Journal(folder, ticking(NOW))
    return {journal.add(session_record(id=f"r{number:03}", note="0")).id: (0, False) for number in range(count)}


def found_in(folder: Path, ids: set[str]) -> dict[str, State]:
    """Give how the records are; each must be there once, and in the month of its day alone."""
    journal = Journal(folder, ticking(NOW))
    alive = journal.between(*ALWAYS)
    known = {record.id: record for record in alive}
    for key in ids - known.keys():
        gone = journal.get(key, include_deleted=True)
        assert gone is not None, f"{key} is lost"
        known[key] = gone
    assert len(alive) == sum(not record.deleted for record in known.values())
    assert not journal.problems()
    return {key: state(record) for key, record in known.items()}


@slowly(3, 200)
@pytest.mark.parametrize("load", LOADS)
def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path: Path, load: str, times: int) -> None:
    folder = tmp_path / "journal"
    expected = fill(folder, 12)
    rounds = 0
    for _ in range(times):
        ids = sorted(expected)
        said = kill_at_random(lambda say, ids=ids: work_for_ever(load, folder, ids, say))
        rounds += bool(said)
        for word in said:
            key, number, deleted = word.split()
            expected[key] = int(number), deleted == "1"
        found = found_in(folder, set(expected))
        # One more change may be whole on the disk, though its writer could not say so any more.
        ahead = [key for key in found if found[key] != expected.get(key)]
        assert len(ahead) <= 1
        for key in ahead:
            assert found[key] == (following(load, expected[key]) if key in expected else (0, False))
        expected = found
        if len(expected) > 60:
            shutil.rmtree(folder)
            expected = fill(folder, 12)
    assert rounds > times // 2, "too few of the killed ever wrote"
    Journal(folder, ticking(NOW)).add(session_record(note="0"))
    assert {path.name for path in folder.iterdir()} <= {".journal.lock", "2026-11.json", "2026-12.json", "backups"}
    assert not [wrong for state in Journal(folder, ticking(NOW)).check() for wrong in state.wrong]


@pytest.mark.parametrize(
    "load", ["edit", *(pytest.param(load, marks=pytest.mark.slow) for load in LOADS if load != "edit")]
)
def test_a_writer_killed_at_each_step_of_a_change_has_made_it_or_not(tmp_path: Path, load: str) -> None:
    seen = set()
    for step in range(1, 100):
        folder = tmp_path / str(step)
        before = fill(folder, 3)

        def work(say: Say, folder: Path = folder, step: int = step) -> None:
            journal = Journal(folder, ticking(NOW))
            record = journal.get("r001")
            assert record is not None
            with killed_at(step):
                change(load, journal, record)
            say("done")

        process, reader = start(work)
        process.join()
        with os.fdopen(reader) as words:
            done = bool(words.read())
        found = found_in(folder, set(before))
        after = before if load == "append" else before | {"r001": following(load, before["r001"])}
        new = dict.fromkeys(found.keys() - before.keys(), (0, False))
        assert len(new) <= (load == "append")
        assert found in (before | new, after | new)
        seen.add(found == before)
        if done:
            break
        # Whatever is left half done, the next change ends it.
        Journal(folder, ticking(NOW)).add(session_record(note="0"))
        assert not [wrong for state in Journal(folder, ticking(NOW)).check() for wrong in state.wrong]
    assert step > 10
    assert seen == {True, False}


def test_the_stock_storage_loses_the_journal_when_killed(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    fill_stock(path, 60)

    def delete_by_stock(_: Say) -> None:
        with TinyDB(path) as db, killed_at(1):  # its sync: the new text is there, and the rest of the old one behind it
            db.remove(doc_ids=[1])

    process, reader = start(delete_by_stock)
    process.join()
    os.close(reader)
    assert process.exitcode == -signal.SIGKILL
    assert stock(path) is None
