"""What the journal asks of the system: files read whole, replaced whole, set aside whole."""

from __future__ import annotations

import errno
import glob
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from stretchtui.journal.errors import DamagedFileError
from stretchtui.journal.layout import MAX_BYTES

Signature = tuple[int, int, int, int]
"""What changes whenever a file's content does: its times, its size and its place on the disk."""

CHANGED: Signature = (-1, -1, -1, -1)
"""The signature of no file: whoever compares with it reads again."""

FULL = {errno.ENOSPC, errno.EDQUOT}
"""The errors of a disk that has no room, or none for this person."""

_LEFTOVER = re.compile(r"\.stretchtui-[0-9a-f]{16}\.tmp")
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def signature(path: Path) -> Signature | None:
    """Give what changes whenever a file's content does, or None where nothing can be reached."""
    try:
        found = path.stat()
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):
            return None
        raise
    return _signature(found)


def _signature(found: os.stat_result) -> Signature:
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes | None:
    """Read a whole file, or so much of it that it shows to be over the limit; None where there is none.

    Raises DamagedFileError for anything that is no readable ordinary file. Opening never
    blocks, not even on a pipe.
    """
    try:
        handle = os.open(path, _READ_FLAGS)
    except FileNotFoundError:
        return None
    except OSError as error:
        # Windows answers so while another program has a sound file open, and for a folder.
        if isinstance(error, PermissionError) and (os.name != "nt" or path.is_dir()):
            raise DamagedFileError(path, "opening it is not permitted") from error
        if error.errno == errno.ELOOP:
            raise DamagedFileError(path, "it is a link that leads back to itself") from error
        raise
    try:
        found = os.fstat(handle)
        kind = found.st_mode
        if not stat.S_ISREG(kind):
            raise DamagedFileError(path, "it is a folder" if stat.S_ISDIR(kind) else "it is not an ordinary file")
        # Asking for little more than there is saves making room for the most there could be.
        raw = os.read(handle, min(found.st_size, limit) + 1)
        while len(raw) <= limit and (more := os.read(handle, min(1 << 20, limit + 1 - len(raw)))):
            raw += more
        return raw
    finally:
        os.close(handle)


def write_bytes(path: Path, raw: bytes, *, last_check: Callable[[], None] = lambda: None) -> Signature:
    """Replace a file's content durably: all of it on the disk on return, or the old file intact.

    A link stays a link; the file gets the permissions 0600. `last_check` is called when all is
    ready but the rename, and stops the change by raising. Gives the new file's signature.
    Raises OSError as the system gives it.
    """
    target = Path(os.path.realpath(path))
    temporary = target.parent / f".stretchtui-{secrets.token_hex(8)}.tmp"
    handle = os.open(temporary, _WRITE_FLAGS, 0o600)
    try:
        try:
            if hasattr(os, "fchmod"):
                os.fchmod(handle, 0o600)  # whatever the umask took away
            write_all(handle, raw)
            sync_file(handle)
            written = os.fstat(handle)
        finally:
            os.close(handle)
        last_check()
        _replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)
    found = target.stat()
    same = (found.st_ino, found.st_size, found.st_mtime_ns) == (written.st_ino, written.st_size, written.st_mtime_ns)
    return _signature(found) if same else CHANGED


def write_unsynced(path: Path, raw: bytes) -> None:
    """Write a file of little weight: it outlives the program, though maybe not a loss of power."""
    # Where a new file takes the place of an old one the system would hurry to sync it.
    with suppress(FileNotFoundError):
        path.unlink()
    handle = os.open(path, _WRITE_FLAGS, 0o600)
    try:
        write_all(handle, raw)
    finally:
        os.close(handle)


def write_all(handle: int, raw: bytes) -> None:
    """Write all bytes, in as many steps as the system takes."""
    left = memoryview(raw)
    while left:
        left = left[os.write(handle, left) :]


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a loss of power, on systems that can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def set_aside(path: Path, label: str, *, keep_name: bool = False) -> Path:
    """Keep a damaged file, whole, as `<name>.damaged-<label>`; never over another file.

    The caller holds the lock. A link stays where it is and what it leads to is renamed. With
    `keep_name` the file may stay under its name too, until another replaces it: then the name
    is never without a file. Gives the new path.
    """
    target = Path(os.path.realpath(path))
    if not os.path.lexists(target):
        target = path
    aside = target.with_name(f"{target.name}.damaged-{label}")
    number = 2
    while os.path.lexists(aside):
        aside = target.with_name(f"{target.name}.damaged-{label}-{number}")
        number += 1
    try:
        if not keep_name or not target.is_file():
            raise OSError
        aside = _second_name_of(target) or aside
        if not aside.exists():
            os.link(target, aside)
    except OSError:
        target.rename(aside)
    sync_folder(aside.parent)
    return aside


def _second_name_of(target: Path) -> Path | None:
    """Give the name under which an attempt that was cut short has kept a damaged file already."""
    for other in target.parent.glob(f"{glob.escape(target.name)}.damaged-*"):
        with suppress(OSError):
            if other.samefile(target):
                return other
    return None


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files of writers that died; the caller holds the lock, so none is alive."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _LEFTOVER.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink()


def sync_file(handle: int) -> None:
    """Wait until a file's content is on the disk."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not on every system

        # fsync leaves the data in the drive's own cache there.
        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _replace(source: Path, target: Path) -> None:
    """Rename over the target; on Windows, wait briefly for readers and scanners to let go of it."""
    waits_s = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()
    for wait_s in waits_s:
        with suppress(PermissionError):
            source.replace(target)
            return
        time.sleep(wait_s)
    source.replace(target)
