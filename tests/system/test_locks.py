"""Locks: one holder at a time, on file systems that know no locks as well, and never through a link."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from stretchtui.system.files import StrangeFileError, write
from stretchtui.system.locks import STALE_S, FileLock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs flock, links and fork")

REFUSALS = (errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".lock"


@pytest.fixture
def no_flock(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr("fcntl.flock", refuse)


def test_one_has_it_at_a_time(path: Path) -> None:
    first, second = FileLock(path), FileLock(path)
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    assert not second.weak


@pytest.mark.parametrize("number", REFUSALS)
def test_without_locks_of_the_system_a_file_stands_for_one(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", refuse)
    first, second = FileLock(path), FileLock(path)
    assert first.acquire()
    assert first.weak
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.usefixtures("no_flock")
def test_a_lock_of_a_dead_program_is_taken_over(path: Path) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0 if FileLock(path).acquire() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert FileLock(path).acquire()


@pytest.mark.usefixtures("no_flock")
def test_a_lock_of_another_machine_is_waited_for_until_it_is_stale(path: Path) -> None:
    held = path.with_name(f"{path.name}.held")
    held.write_text("elsewhere 1 abc\n")
    assert not FileLock(path).acquire()
    long_ago = held.stat().st_mtime - STALE_S - 60
    os.utime(held, (long_ago, long_ago))
    assert FileLock(path).acquire()


@pytest.mark.parametrize("name", [".lock", ".lock.held"])
@pytest.mark.usefixtures("no_flock")
def test_no_link_is_followed(path: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "target"
    target.write_text("precious")
    path.with_name(name).symlink_to(target)
    with pytest.raises(StrangeFileError):
        FileLock(path).acquire()
    assert target.read_text() == "precious"


def test_a_lock_whose_file_was_removed_meanwhile_is_not_had(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    real = fcntl.flock

    def flock(handle: int, operation: int) -> None:
        path.unlink(missing_ok=True)
        real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    assert not FileLock(path).acquire()


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP])
def test_where_permissions_cannot_be_set_a_file_is_written_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fchmod", refuse)
    before = os.umask(0o277)
    try:
        write(path, b"kept")
    finally:
        os.umask(before)
    path.chmod(0o600)
    assert path.read_bytes() == b"kept"
