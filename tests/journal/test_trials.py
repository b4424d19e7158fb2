"""Trials by fault: power, kill -9, a full disk, many writers, a frozen one; TinyDB's own storage is the control.

The control must fail where it is known to, so that a trial which finds nothing is known to look.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from journal_disk import Disk, build
from journal_strategies import PARIS, session_record, ticking
from tinydb import TinyDB

from stretchtui.domain.record import SessionRecord
from stretchtui.journal.codec import encode
from stretchtui.journal.errors import JournalBusy, JournalWriteError
from stretchtui.journal.journal import Journal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

ALWAYS = date.min, date.max
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=PARIS)
FORK = multiprocessing.get_context("fork")
LOADS = ("append", "edit", "delete")


def slowly(quick: int, thorough: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("times", [quick, pytest.param(thorough, marks=pytest.mark.slow)])


# Every crash state of a save


def different(states: Iterable[dict[str, bytes]]) -> list[dict[str, bytes]]:
    return list({tuple(sorted(state.items())): state for state in states}.values())


def one_change(load: str, journal: Journal, records: list[SessionRecord]) -> SessionRecord:
    if load == "append":
        return journal.add(session_record())
    if load == "edit":
        return journal.edit(replace(records[1], note="changed"))
    if load == "move":
        return journal.edit(replace(records[1], day=date(2026, 10, 3)))
    return journal.delete(records[1].id)


@pytest.mark.parametrize("load", [*LOADS, "move"])
def test_every_crash_state_of_a_save_is_the_old_journal_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: str
) -> None:
    journal = Journal(tmp_path / "journal", ticking(NOW))
    records = [journal.add(session_record()) for _ in range(3)]
    disk = Disk(journal.folder)
    disk.begin()
    disk.install(monkeypatch)
    saved = one_change(load, journal, records)
    monkeypatch.undo()
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
    journal = Journal(tmp_path / "journal", ticking(NOW))
    records = [journal.add(session_record()) for _ in range(3)]
    disk = Disk(journal.folder)
    disk.begin()
    disk.install(monkeypatch)
    monkeypatch.setattr("stretchtui.journal.files.sync_file", lambda _: None)
    saved = one_change("append", journal, records)
    monkeypatch.undo()
    lost = 0
    for state in different(disk.possible()):
        folder = tmp_path / "crash"
        build(state, folder)
        lost += Journal(folder, ticking(NOW)).get(saved.id) != saved
        shutil.rmtree(folder)
    assert lost


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "link", "unlink"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
def test_a_save_whose_system_call_fails_is_refused_or_done_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    journal = Journal(tmp_path / "journal", ticking(NOW))
    records = [journal.add(session_record()) for _ in range(3)]
    real = getattr(os, call)
    for failing in range(1, 12):
        calls = 0

        def fail(*args: Any, failing: int = failing, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(number, os.strerror(number))
            return real(*args, **options)

        record = session_record()
        monkeypatch.setattr(os, call, fail)
        try:
            journal.add(record)
        except JournalWriteError:
            monkeypatch.undo()
            journal.add(record)
        monkeypatch.undo()
        records.append(record)
        found = Journal(journal.folder, ticking(NOW))
        assert {kept.id for kept in found.between(*ALWAYS)} == {kept.id for kept in records}
        assert not found.problems()
        assert not list(journal.folder.glob("*.tmp"))
        if calls < failing:
            return


# kill -9


def fill(journal: Journal, count: int) -> list[SessionRecord]:
    return [journal.add(session_record(id=f"r{number:03}")) for number in range(count)]


def work_for_ever(load: str, folder: Path, say: Callable[[str], object]) -> None:
    """Change the journal until killed, and say what was done after each change."""
    journal = Journal(folder, ticking(NOW, 0.001))
    records = list(journal.between(*ALWAYS))
    for number in range(1_000_000):
        if load == "append":
            say(journal.add(session_record(id=os.urandom(8).hex())).id)
        elif load == "edit":
            record = records[number % len(records)]
            records[number % len(records)] = journal.edit(replace(record, note=str(int(record.note or 0) + 1)))
            say(f"{record.id} {int(record.note or 0) + 1}")
        else:
            record = records[number % len(records)]
            journal.restore(record.id)
            journal.delete(record.id)
            say(record.id)


def kill_at_random(work: Callable[[Callable[[str], object]], None]) -> list[str]:
    reader, writer = os.pipe()
    process = FORK.Process(target=lambda: work(lambda word: os.write(writer, f"{word}\n".encode())))
    process.start()
    os.close(writer)
    # Once it has said something it is at work, and the blow may fall at any step of that.
    select.select([reader], [], [], 2.0)
    time.sleep(random.random() * 0.02)  # noqa: S311
    process.kill()
    process.join()
    with os.fdopen(reader, encoding="utf-8") as words:
        return words.read().split("\n")[:-1]


@slowly(8, 200)
@pytest.mark.parametrize("load", LOADS)
def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path: Path, load: str, times: int) -> None:
    folder = tmp_path / "journal"
    expected = {record.id: "" for record in fill(Journal(folder, ticking(NOW)), 12)}
    rounds = 0
    for _ in range(times):
        said = kill_at_random(lambda say: work_for_ever(load, folder, say))
        rounds += bool(said)
        found = Journal(folder, ticking(NOW))
        records = {record.id: record for record in found.between(*ALWAYS)}
        for word in said:
            key, _, note = word.partition(" ")
            expected[key] = note
        if load == "append":
            assert expected.keys() <= records.keys()
            shutil.rmtree(folder) if len(records) > 80 else None
            expected = expected if folder.exists() else dict.fromkeys((r.id for r in fill(found, 12)), "")
        elif load == "edit":
            assert all(int(records[key].note or 0) >= int(note or 0) for key, note in expected.items())
        else:
            assert all(found.get(key, include_deleted=True) for key in expected)
            gone = [key for key in said if key not in records]
            # The last one may be between its restoring and its deletion.
            assert len(set(said)) - len(set(gone)) <= 1
            for key in expected:
                found.restore(key)
        assert not found.problems()
    assert rounds > times // 2, "too few of the killed ever wrote"


# Many writers


def write_some(folder: Path, ids: list[str]) -> None:
    journal = Journal(folder, ticking(NOW), lock_timeout_s=60)
    for key in ids:
        journal.add(session_record(id=key))


def write_some_by_stock(path: Path, ids: list[str]) -> None:
    for key in ids:
        with TinyDB(path) as db:
            db.insert(encode(session_record(id=key)))


def run_all(work: Callable[[Path, list[str]], None], path: Path, writers: int) -> tuple[set[str], int]:
    """Let writers write at once; give the ids that should be there, and how many of them failed."""
    ids = [[f"w{writer}-{number}" for number in range(8)] for writer in range(writers)]
    processes = [FORK.Process(target=_quiet, args=(work, path, part)) for part in ids]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return {key for part in ids for key in part}, sum(process.exitcode != 0 for process in processes)


def _quiet(work: Callable[[Path, list[str]], None], path: Path, part: list[str]) -> None:
    try:
        work(path, part)
    except Exception:  # noqa: BLE001 - that it failed is all that counts
        os._exit(1)


@slowly(2, 20)
@pytest.mark.parametrize("writers", [2, 8])
def test_writers_at_once_lose_nothing(tmp_path: Path, writers: int, times: int) -> None:
    for number in range(times):
        folder = tmp_path / str(number)
        wanted, failed = run_all(write_some, folder, writers)
        journal = Journal(folder, ticking(NOW))
        assert ({record.id for record in journal.between(*ALWAYS)}, failed) == (wanted, 0)
        assert not journal.problems()


def test_a_frozen_writer_holds_nobody_up_for_long(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    record = Journal(folder, ticking(NOW)).add(session_record())
    reader, writer = os.pipe()

    def freeze() -> None:
        with Journal(folder, ticking(NOW))._writer.locked():
            os.write(writer, b"!")
            os.kill(os.getpid(), signal.SIGSTOP)

    process = FORK.Process(target=freeze)
    process.start()
    os.read(reader, 1)
    try:
        journal = Journal(folder, ticking(NOW), lock_timeout_s=0.2)
        started = time.monotonic()
        with pytest.raises(JournalBusy, match=r"another program.*close that program or try again"):
            journal.add(session_record())
        assert time.monotonic() - started < 2
        assert journal.between(*ALWAYS) == (record,)
    finally:
        assert process.pid
        os.kill(process.pid, signal.SIGCONT)
        process.join()
    journal.add(session_record())


# A full disk


def with_little_room(work: Callable[[], object], room: int) -> int:
    """Do work where no file may grow beyond room; 0: done, 1: refused, 2: anything else."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            import resource

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            work()
            code = 0
        except JournalWriteError:
            code = 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_full_disk_refuses_and_leaves_what_was_saved(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", ticking(NOW))
    records = [journal.add(session_record()) for _ in range(8)]
    size = (journal.folder / "2026-11.json").stat().st_size
    outcomes = set()
    for room in (0, 1, 100, 4096, size - 1, size, size + 200):
        outcomes.add(with_little_room(lambda: journal.add(session_record(note="x" * 500)), room))
        found = Journal(journal.folder, ticking(NOW))
        assert {kept.id for kept in found.between(*ALWAYS)} == {kept.id for kept in records}
        assert not found.problems()
        assert not list(journal.folder.glob("*.tmp"))
    assert outcomes == {1}


# The control


def stock(path: Path) -> list[Any] | None:
    """Read what TinyDB's own storage left; None where it cannot."""
    try:
        with TinyDB(path) as db:
            return list(db.all())
    except Exception:  # noqa: BLE001 - any of them is a journal that cannot be read
        return None


def remove_by_stock(path: Path) -> None:
    with TinyDB(path) as db:
        db.remove(doc_ids=[1])


@pytest.mark.slow
def test_the_stock_storage_loses_the_journal_when_killed(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    for _ in range(200):
        path.unlink(missing_ok=True)
        with TinyDB(path) as db:
            db.insert_multiple(encode(session_record()) for _ in range(60))
        kill_at_random(lambda say: delete_by_stock(path, say))
        if stock(path) is None:
            return
    pytest.fail("200 kills did the stock storage no harm")


def delete_by_stock(path: Path, say: Callable[[str], object]) -> None:
    while True:
        say("")
        with TinyDB(path) as db:
            db.remove(doc_ids=[db.all()[0].doc_id])
            if len(db) < 2:
                db.insert_multiple(encode(session_record()) for _ in range(60))


def test_the_stock_storage_loses_the_journal_out_of_room(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    bad = 0
    for room in (0, 1, 100, 4096):
        path.unlink(missing_ok=True)
        with TinyDB(path) as db:
            db.insert_multiple(encode(session_record(note="x" * number**2)) for number in range(8, 0, -1))
        with_little_room(lambda: remove_by_stock(path), room)
        bad += len(stock(path) or []) < 7
    assert bad, "a full disk did the stock storage no harm"


def test_the_stock_storage_loses_records_of_writers_at_once(tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.json"
        wanted, failed = run_all(write_some_by_stock, path, 4)
        if failed or len(stock(path) or []) < len(wanted):
            return
    pytest.fail("four writers at once did the stock storage no harm")


def test_the_stock_storage_has_crash_states_that_cannot_be_read(tmp_path: Path) -> None:
    """It writes in place, syncs, and then cuts the rest off: between the two lies the old file's end."""
    path = tmp_path / "stock.json"
    with TinyDB(path) as db:
        db.insert_multiple(encode(session_record()) for _ in range(8))
        db.storage._handle.truncate = lambda *_: None  # type: ignore[attr-defined]
        db.remove(doc_ids=[1, 2, 3])
    assert stock(path) is None
