"""On file systems that keep no permissions or know no locks, saving works, and what is lost by that is told once."""

from __future__ import annotations

import errno
import os
from typing import Any

import pytest

from stretchtui.journal import Journal
from tests.journal.strategies import session_record
from tests.journal.support import posix

pytestmark = posix


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


@pytest.fixture
def no_permissions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every new file readable by everybody, as FAT and some shares do."""
    opened, chmod = os.open, os.fchmod

    def open_to_all(path: Any, flags: int, *mode: int, **more: Any) -> int:
        handle = opened(path, flags, *mode, **more)
        if flags & os.O_CREAT:
            chmod(handle, 0o755)
        return handle

    monkeypatch.setattr(os, "open", open_to_all)
    monkeypatch.setattr(os, "fchmod", refuse)


def told(journal: Journal) -> list[str]:
    return [notice.what for notice in journal.notices()]


def test_an_ordinary_disk_has_nothing_to_tell(journal: Journal) -> None:
    journal.add(session_record())
    assert told(journal) == []


@pytest.mark.usefixtures("no_permissions")
def test_that_others_may_read_is_told_once(journal: Journal) -> None:
    saved = [journal.add(session_record(note=note)) for note in ("one", "two")]
    assert {record.id for record in saved} == {record.id for record in journal.summaries()}
    assert told(journal) == [
        "Other people on this computer may read the journal: its file system keeps no permissions."
    ]


def test_that_there_are_no_locks_is_told_once(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.flock", refuse)
    saved = [journal.add(session_record(note=note)) for note in ("one", "two")]
    assert {record.id for record in saved} == {record.id for record in journal.summaries()}
    assert told(journal) == ["The file system of the journal knows no locks, so a file stands for one."]
