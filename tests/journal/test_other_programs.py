"""Other programs in the same folder: what they change is noticed, and never overwritten."""

from __future__ import annotations

import os
import tempfile
import threading
import traceback
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock

from stretchtui.journal import Journal
from stretchtui.journal.errors import JournalBusy, JournalWriteError
from stretchtui.journal.storage.lock import LOCK_NAME
from tests.journal.strategies import PARIS, session_record, ticking
from tests.journal.support import ALWAYS, NOW, posix, put, stored


def test_a_file_changed_under_a_running_program_is_noticed(journal: Journal, folder: Path) -> None:
    record = journal.add(session_record())
    assert journal.between(*ALWAYS) == (record,)
    other = Journal(folder, ticking(NOW))
    second = other.add(session_record())
    assert len(journal.between(*ALWAYS)) == 2
    put(folder / "2026-11.json", second)
    assert journal.between(*ALWAYS) == (second,)
    third = journal.add(session_record())
    assert set(stored(folder / "2026-11.json")) == {second.id, third.id}
    (folder / "2026-11.json").unlink()
    assert journal.between(*ALWAYS) == ()


def test_a_record_the_cache_knew_is_read_again_where_it_changed(journal: Journal, folder: Path) -> None:
    records = [journal.add(session_record()) for _ in range(3)]
    assert len(journal.between(*ALWAYS)) == 3
    other = replace(records[1], note="from the other machine")
    put(folder / "2026-11.json", records[0], other, records[2])
    assert journal.get(other.id) == other


def test_a_file_that_keeps_changing_is_not_overwritten(
    journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program, one that knows no lock, writes the file whenever this one is about to."""
    theirs = [session_record() for _ in range(9)]
    real, seen = os.fsync, 0

    def interfere(handle: int) -> None:
        nonlocal seen
        real(handle)
        if seen < rounds:
            seen += 1
            put(folder / "2026-11.json", *theirs[:seen])

    monkeypatch.setattr(os, "fsync", interfere)
    folder.mkdir(parents=True)
    rounds = 2
    ours = journal.add(session_record())
    assert {record.id for record in journal.between(*ALWAYS)} == {theirs[0].id, theirs[1].id, ours.id}
    rounds = 9
    with pytest.raises(JournalBusy, match="keeps being changed"):
        journal.add(session_record())
    assert set(stored(folder / "2026-11.json")) == {record.id for record in theirs[:seen]}


def test_a_busy_journal_says_so_and_reading_goes_on(folder: Path) -> None:
    journal = Journal(folder, ticking(NOW), lock_timeout_s=0.05)
    record = journal.add(session_record())
    with FileLock(folder / LOCK_NAME):
        with pytest.raises(JournalBusy, match=r"busy for 0\.05 s.*nothing was saved; close"):
            journal.add(session_record())
        assert journal.between(*ALWAYS) == (record,)
    journal.add(session_record())


def test_threads_take_turns(journal: Journal) -> None:
    records = [session_record() for _ in range(24)]
    threads = [
        threading.Thread(target=lambda part=part: [journal.add(record) for record in records[part::4]])
        for part in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {record.id for record in journal.between(*ALWAYS)} == {record.id for record in records}


def test_the_first_change_clears_up_after_writers_that_died(journal: Journal, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / ".stretchtui-0123456789abcdef.tmp").write_bytes(b"half a mon")
    assert journal.between(*ALWAYS) == ()
    journal.add(session_record())
    assert {path.name for path in folder.iterdir()} == {LOCK_NAME, "2026-11.json", "backups"}


def test_other_files_are_none_of_its_business(journal: Journal, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("2026-13.json", "0000-01.json", "2026-11.json.bak", "2026-11-old.json", "notes.txt"):
        (folder / name).write_text("x")
    assert journal.between(*ALWAYS) == ()
    assert journal.problems() == ()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("x")
    journal = Journal(tmp_path / "journal", ticking(NOW))
    assert journal.between(*ALWAYS) == ()
    assert "could not be opened" in str(journal.problems()[0])
    with pytest.raises(JournalWriteError, match=r"could not be written: .*; what was saved before is intact"):
        journal.add(session_record())
    with pytest.raises(JournalWriteError, match="not a folder"):
        Journal(tmp_path / "journal" / "inside", ticking(NOW)).add(session_record())


@posix
def test_without_permission_reading_tells_and_writing_refuses() -> None:
    """The superuser may do anything, so a child that is nobody tries it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            _try_without_permission()
            code = 0
        except BaseException:  # noqa: BLE001 - a child of a test must end here, whatever happened
            traceback.print_exc()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _try_without_permission() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "journal"
        journal = Journal(folder, ticking(NOW))
        record = journal.add(session_record())
        october = journal.add(session_record(datetime(2026, 10, 2, 7, tzinfo=PARIS)))
        before = (folder / "2026-11.json").read_bytes()

        folder.chmod(0o500)
        with pytest.raises(JournalWriteError, match=r"permission was denied; .*choose another"):
            journal.add(session_record())
        assert journal.between(*ALWAYS) == (october, record)
        assert (folder / "2026-11.json").read_bytes() == before
        folder.chmod(0o700)

        (folder / "2026-11.json").chmod(0)
        fresh = Journal(folder, ticking(NOW))
        assert fresh.between(*ALWAYS) == (october, record)
        assert "not permitted" in str(fresh.problems()[0])
        added = fresh.add(session_record())
        assert fresh.between(*ALWAYS) == (october, record, added)
        (aside,) = folder.glob("2026-11.json.damaged-*")
        aside.chmod(0o600)
        assert aside.read_bytes() == before

        folder.chmod(0)
        assert Journal(folder, ticking(NOW)).between(*ALWAYS) == ()
        folder.chmod(0o700)
