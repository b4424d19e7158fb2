"""A full disk: older backups make room, a save that still finds none is refused, and all that was saved stays."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, encode
from stretchtui.journal.errors import JournalWriteError
from stretchtui.journal.storage.backups import Backups
from tests.journal.faults import refusal, watched
from tests.journal.strategies import PARIS, session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOW, posix, revise
from tests.journal.trials import needs_fork, stock


@contextmanager
def quota(folder: Path, most: int) -> Iterator[None]:
    """Let all files of a folder together hold no more than so many bytes."""

    def check(_: int) -> None:
        files = (path.stat() for path in folder.rglob("*") if path.is_file())
        if sum({found.st_ino: found.st_size for found in files}.values()) > most:
            raise refusal(errno.ENOSPC)

    # What a write brought is counted before its content is synced, which is when a disk notices too.
    with watched("fsync", check):
        yield


def versions(journal: Journal, name: str = NAME) -> list[Path]:
    return Backups(journal.folder).of(name).whole()


def size(journal: Journal) -> int:
    return (journal.folder / NAME).stat().st_size


def test_older_backups_make_room_for_a_save(journal: Journal) -> None:
    october = journal.add(session_record(datetime(2026, 10, 2, 7, tzinfo=PARIS), note="x" * 90_000))
    for number in range(4):
        october = revise(journal, replace(october, note=str(number) * 90_000))
    records = [october, *(journal.add(session_record(note="y" * 20_000)) for _ in range(6))]
    assert (len(versions(journal, "2026-10.json")), len(versions(journal))) == (4, 5)
    newest = versions(journal, "2026-10.json")
    room = sum(path.stat().st_size for path in journal.folder.rglob("*") if path.is_file())
    with quota(journal.folder, room + 1000):
        records.append(journal.add(session_record(note="z" * 20_000)))
    # The oldest of the oldest month went, and no more than was needed.
    assert versions(journal, "2026-10.json") == newest[:2]
    assert len(versions(journal)) == 5
    with quota(journal.folder, 0), pytest.raises(JournalWriteError, match="the disk is full"):
        journal.add(session_record())
    # Of each month the newest stays, whatever is saved for it.
    assert (len(versions(journal, "2026-10.json")), len(versions(journal))) == (1, 1)
    fresh = Journal(journal.folder, ticking(NOW))
    assert fresh.between(*ALWAYS) == tuple(records)
    assert not [wrong for state in fresh.check() for wrong in state.wrong]
    (journal.folder / NAME).write_bytes(b"")
    assert fresh.between(*ALWAYS) == tuple(records)


def test_a_backup_that_cannot_be_read_is_not_the_one_that_is_kept(journal: Journal) -> None:
    record = journal.add(session_record())
    for number in range(4):
        record = revise(journal, replace(record, note=str(number)))
    newest, sound, *_ = versions(journal)
    newest.write_bytes(b"{")
    with quota(journal.folder, 0), pytest.raises(JournalWriteError):
        journal.add(session_record())
    assert versions(journal) == [newest, sound]


def test_where_no_backup_can_be_made_the_save_is_kept_and_that_is_told_once_a_month(journal: Journal) -> None:
    records = [journal.add(session_record()) for _ in range(3)]
    backups = journal.folder / "backups"
    backups.rename(backups.with_name("elsewhere"))
    backups.write_text("in the way")
    records += [journal.add(session_record()) for _ in range(2)]
    records.insert(0, journal.add(session_record(datetime(2026, 10, 2, 7, tzinfo=PARIS))))
    assert journal.between(*ALWAYS) == tuple(records)
    assert [str(notice).partition(":")[0] for notice in journal.notices()] == [
        f"{name} was saved, and no backup of it could be made" for name in (NAME, "2026-10.json")
    ]
    backups.unlink()
    backups.with_name("elsewhere").rename(backups)
    # The next save makes up for it.
    records.append(journal.add(session_record()))
    (journal.folder / NAME).write_bytes(b"")
    assert Journal(journal.folder, ticking(NOW)).between(*ALWAYS) == tuple(records)


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


@needs_fork
def test_no_room_for_the_file_refuses_and_leaves_what_was_saved(journal: Journal) -> None:
    records = [journal.add(session_record()) for _ in range(8)]
    outcomes = set()
    for room in (0, 1, 100, 4096, size(journal) - 1, size(journal), size(journal) + 200):
        outcomes.add(with_little_room(lambda: journal.add(session_record(note="x" * 500)), room))
        found = Journal(journal.folder, ticking(NOW))
        assert {kept.id for kept in found.between(*ALWAYS)} == {kept.id for kept in records}
        assert not found.problems()
        assert not list(journal.folder.glob("*.tmp"))
    assert outcomes == {1}


@needs_fork
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


def remove_by_stock(path: Path) -> None:
    with TinyDB(path) as db:
        db.remove(doc_ids=[1])


# A real one


IN_A_SMALL_DISK = 'mount -t tmpfs -o size=400k tmpfs "$1" && exec "$2" -c "$3" "$1"'
"""Run by a shell that has mounts of its own, so that nothing is left of them when it ends."""


@pytest.mark.slow
@posix
def test_on_a_real_small_disk_older_backups_go_first_and_nothing_saved_is_lost(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or not sys.platform.startswith("linux"):
        pytest.skip("needs a disk of its own")
    private = [unshare, "--map-root-user", "--mount"]
    here = "from tests.journal.test_full_disk import fill_the_disk; fill_the_disk(sys.argv[1])"
    script = f"import sys; sys.path[:] = {sys.path!r}; {here}"
    command = [*private, "sh", "-c", IN_A_SMALL_DISK, "sh", str(tmp_path), sys.executable, script]
    if subprocess.run(
        [*private, "mount", "-t", "tmpfs", "tmpfs", tmp_path], capture_output=True, check=False
    ).returncode:
        pytest.skip("this system gives no disk of its own")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["before"] == 5
    assert found["after"] < 5, "no backup made room"
    assert found["saved by dropping backups"] > 0
    assert found["refused"].startswith("The journal in ")
    assert "the disk is full; what was saved before is intact, free some space" in found["refused"]


def fill_the_disk(place: str) -> None:
    """Fill a small disk, and save until it is refused; print what happened."""
    journal = Journal(Path(place) / "journal", ticking(NOW))
    ballast = Path(place) / "ballast"
    records = [journal.add(session_record(note="x" * 2000)) for _ in range(10)]
    report: dict[str, object] = {"before": len(versions(journal)), "refused": ""}
    saved = 0
    while not report["refused"]:
        _fill_up(ballast)
        try:
            records.append(journal.add(session_record(note="y" * 2000)))
            saved += 1
        except JournalWriteError as error:
            report["refused"] = str(error)
    report |= {"after": len(versions(journal)), "saved by dropping backups": saved}
    _all_there(journal, records)
    ballast.unlink()
    records.append(journal.add(session_record()))
    _all_there(journal, records)
    print(json.dumps(report))  # noqa: T201


def _fill_up(ballast: Path) -> None:
    with ballast.open("ab", buffering=0) as file:
        for step in (4096, 1):
            try:
                while True:
                    file.write(b"x" * step)
            except OSError:
                continue


def _all_there(journal: Journal, records: list[SessionRecord]) -> None:
    fresh = Journal(journal.folder, ticking(NOW))
    assert fresh.between(*ALWAYS) == tuple(records)
    assert not [wrong for state in fresh.check() for wrong in state.wrong]
    assert not list(journal.folder.glob("*.tmp"))
