"""Every state that a loss of power may leave, and every system call that may fail, in every kind of change."""

from __future__ import annotations

import errno
import io
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.storages import JSONStorage

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, encode
from stretchtui.journal.errors import JournalWriteError
from tests.journal.disk import Disk, Plain, build
from tests.journal.faults import CALLS, failing, refusal
from tests.journal.strategies import session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOW, posix, revise
from tests.journal.trials import LOADS, fill_stock, stock

pytestmark = posix


def different(states: Iterable[dict[str, bytes]]) -> list[dict[str, bytes]]:
    return list({tuple(sorted(state.items())): state for state in states}.values())


def one_change(load: str, journal: Journal, records: list[SessionRecord]) -> SessionRecord:
    if load == "append":
        return journal.add(session_record())
    if load == "edit":
        return revise(journal, replace(records[1], note="changed"))
    if load == "move":
        return revise(journal, replace(records[1], day=date(2026, 10, 3)))
    return journal.delete(records[1].id)


def after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: str
) -> tuple[Disk, list[SessionRecord], SessionRecord]:
    """Change a journal of three records on a watched disk; gives the disk, the records and the changed one."""
    journal = Journal(tmp_path / "journal", ticking(NOW))
    records = [journal.add(session_record(exercises=())) for _ in range(3)]
    disk = Disk(journal.folder)
    disk.begin()
    disk.install(monkeypatch)
    saved = one_change(load, journal, records)
    monkeypatch.undo()
    return disk, records, saved


@pytest.mark.parametrize("load", LOADS)
def test_every_crash_state_of_a_save_is_the_old_journal_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: str
) -> None:
    disk, records, saved = after_a_change(tmp_path, monkeypatch, load)
    before = {record.id: record for record in records}
    after = before | {saved.id: saved}
    assert disk.calls.count("fsync") >= 2
    assert len(disk.states) > 100
    seen = []
    for number, state in enumerate(different(disk.states)):
        folder = tmp_path / "crashes" / str(number)
        build(state, folder)
        found = Journal(folder, ticking(NOW))
        content = {key: found.get(key, include_deleted=True) for key in after}
        expected = [{key: wanted.get(key) for key in after} for wanted in (before, after)]
        assert content in expected, (number, state)
        seen.append(content == expected[1])
        assert not found.problems()
        shutil.rmtree(folder)
    # What the caller was told is saved is there after any loss of power that follows.
    for state in different(disk.possible()):
        folder = tmp_path / "acknowledged"
        build(state, folder)
        assert Journal(folder, ticking(NOW)).get(saved.id, include_deleted=True) == saved
        shutil.rmtree(folder)
    assert {True, False} == set(seen)


def test_without_the_syncs_the_same_trial_finds_saves_that_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trial's own control: a save that only renames survives a kill, and not a loss of power."""
    with monkeypatch.context() as patches:
        patches.setattr("stretchtui.system.files.sync_file", lambda _: None)
        disk, _, saved = after_a_change(tmp_path, patches, "append")
    for state in different(disk.possible()):
        build(state, tmp_path / "crash")
        lost = Journal(tmp_path / "crash", ticking(NOW)).get(saved.id) != saved
        shutil.rmtree(tmp_path / "crash")
        if lost:
            return
    pytest.fail("a save without syncs survived every loss of power")


CHANGES_BY_STOCK: dict[str, Callable[[TinyDB], object]] = {
    "append": lambda db: db.insert(encode(session_record())),
    "edit": lambda db: db.update({"note": "changed"}, doc_ids=[2]),
    "delete": lambda db: db.remove(doc_ids=[2]),
}


class InTheOpen(JSONStorage):
    """TinyDB's own storage, whose file object makes the same calls where the watched disk sees them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._handle = io.TextIOWrapper(io.BufferedRandom(Plain(path)), encoding="utf-8")


@pytest.mark.parametrize("load", CHANGES_BY_STOCK)
def test_the_stock_storage_has_crash_states_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: str
) -> None:
    """The control: it writes in place, syncs, and then cuts the rest off."""
    path = tmp_path / "stock" / "stock.json"
    path.parent.mkdir()
    fill_stock(path, 8)
    before = stock(path)
    disk = Disk(path.parent)
    disk.begin()
    disk.install(monkeypatch)
    with TinyDB(path, storage=InTheOpen) as db:
        CHANGES_BY_STOCK[load](db)
    monkeypatch.undo()
    after = stock(path)
    assert before
    assert after
    assert before != after
    found = []
    for state in different(disk.states):
        build(state, tmp_path / "crash")
        found.append(stock(tmp_path / "crash" / path.name))
    assert None in found


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
def test_a_save_whose_system_call_fails_is_refused_or_done_and_can_be_repeated(
    tmp_path: Path, call: str, number: int
) -> None:
    journal = Journal(tmp_path / "journal", ticking(NOW))
    records = [journal.add(session_record()) for _ in range(3)]
    for nth in range(1, 12):
        record = session_record()
        try:
            with failing(call, nth, refusal(number)) as used:
                journal.add(record)
        except JournalWriteError:
            journal.add(record)
        records.append(record)
        found = Journal(journal.folder, ticking(NOW))
        assert {kept.id for kept in found.between(*ALWAYS)} == {kept.id for kept in records}
        assert not found.problems()
        assert not list(journal.folder.glob("*.tmp"))
        assert not [wrong for state in found.check() for wrong in state.wrong]
        # Whatever failed, the backups have everything, what this save brought too.
        (journal.folder / NAME).write_bytes(b"")
        restored = Journal(journal.folder, ticking(NOW))
        assert {kept.id for kept in restored.between(*ALWAYS)} == {kept.id for kept in records}
        if used() < nth:
            return
    pytest.fail("a save has more calls than were tried")
