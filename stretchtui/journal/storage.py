"""A storage for TinyDB that is whole on the disk at every instant, whatever stops the program.

Everything is serialised and proven first; then written to a temporary file in the same
folder, synced, put in place by one rename, and the folder synced. A reader therefore sees
the old content or the new, never a part, and needs no lock. Writers must take turns: whoever
opens a storage to change it holds the journal's lock from before `read` until after `write`.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from stretchtui.journal.errors import DamagedFileError, FileChangedError, JournalWriteError

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read or written; a month of long notes is far below it."""

MAX_DEPTH = 64
"""How deep objects and lists may lie in one another; a record needs six."""

TABLE = "sessions"
"""The one table of a journal file."""

Tables = dict[str, dict[str, Any]]
Signature = tuple[int, int, int, int]

_INDENT = 2
_TOO_DEEP = b"\n" + b" " * (_INDENT * (MAX_DEPTH + 1))
_LEFTOVER = re.compile(r"\.stretchtui-[0-9a-f]{16}\.tmp")
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class DurableStorage(Storage):
    """TinyDB's storage for one journal file: strict when reading, all or nothing when writing.

    Made anew for each change. `read` gives None where there is no file; it parses once and
    keeps the result, since nobody else may write while the caller holds the lock. Raises
    DamagedFileError for content that is no journal, FileChangedError when another program
    wrote the file after it was read, JournalWriteError for values that JSON cannot hold, and
    OSError as the system gives it.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._tables: Tables | None = None
        self._signature: Signature | None = None
        self._was_read = False

    def read(self) -> Tables | None:
        """Give the tables of the file, or None where there is no file."""
        if not self._was_read:
            # The signature is taken first: a change during the reading then shows as one after it.
            self._signature = signature(self.path)
            raw = read_bytes(self.path)
            self._tables = None if raw is None else parse(self.path, raw)
            self._was_read = True
        return self._tables

    def write(self, data: Tables) -> None:
        """Put the tables on the disk; on return they are there to stay."""
        write_bytes(self.path, serialise(data), last_check=self._refuse_if_changed)
        # What was kept is not what is on the disk any more.
        self._was_read = False

    def _refuse_if_changed(self) -> None:
        """Refuse to overwrite what another program wrote since the file was read."""
        if self._was_read and signature(self.path) != self._signature:
            raise FileChangedError(f"{self.path.name} was changed by another program while it was being saved.")


def signature(path: Path) -> Signature | None:
    """Give what changes whenever a file's content does, or None where nothing can be reached."""
    try:
        found = path.stat()
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):
            return None
        raise
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


def read_bytes(path: Path) -> bytes | None:
    """Read a whole file of at most MAX_BYTES, or give None where there is none.

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
        kind = os.fstat(handle).st_mode
        if not stat.S_ISREG(kind):
            raise DamagedFileError(path, "it is a folder" if stat.S_ISDIR(kind) else "it is not an ordinary file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(MAX_BYTES + 1)
    finally:
        os.close(handle)


def parse(path: Path, raw: bytes) -> Tables:
    """Turn the bytes of a journal file into tables, strictly; path is for the message only.

    Raises DamagedFileError for anything but one JSON object with an object of sessions:
    empty, cut off, not UTF-8, NaN, half a surrogate pair, a key given twice, too deep, too large.
    """
    if len(raw) > MAX_BYTES:
        raise DamagedFileError(path, f"it is larger than {MAX_BYTES // 1024**2} MiB")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if not raw.strip():
        raise DamagedFileError(path, "it is empty")
    try:
        data = msgspec.json.decode(raw)
        as_read = _tidy(msgspec.json.encode(data))
        # What this program wrote comes out the same; only other texts need a closer look.
        as_given = as_read if as_read == raw else _tidy(raw)
    except RecursionError:
        raise DamagedFileError(path, "it is nested too deeply") from None
    except UnicodeError:
        raise DamagedFileError(path, "it is not UTF-8 text") from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise DamagedFileError(path, f"it is not valid JSON ({error})") from None
    if _TOO_DEEP in as_given:
        raise DamagedFileError(path, "it is nested too deeply")
    # One line holds one value, so the first value of a repeated key is missed by counting.
    if as_given is not as_read and as_given.count(b"\n") != as_read.count(b"\n"):
        raise DamagedFileError(path, "a key in it is given twice")
    if not isinstance(data, dict) or not isinstance(data.get(TABLE, {}), dict):
        raise DamagedFileError(path, f"it has no table of {TABLE}")
    return data


def serialise(data: Tables) -> bytes:
    """Write tables as indented UTF-8 JSON and prove that reading gives the same back.

    Raises JournalWriteError for values that do not come back as they were (NaN, bytes, keys
    that are not text, half a surrogate pair) and for what `parse` would refuse to read.
    """
    try:
        raw = _tidy(msgspec.json.encode(data))
        same = msgspec.json.decode(raw) == data
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise JournalWriteError(f"The session holds a value that cannot be saved ({error}); remove it.") from None
    if not same or _TOO_DEEP in raw:
        raise JournalWriteError("The session holds a value that would not be read back as it is; remove it.")
    if len(raw) > MAX_BYTES:
        raise JournalWriteError(f"The month would be larger than {MAX_BYTES // 1024**2} MiB; shorten the notes.")
    return raw


def _tidy(raw: bytes) -> bytes:
    """Lay JSON out for people, one value a line."""
    return msgspec.json.format(raw, indent=_INDENT) + b"\n"


def write_bytes(path: Path, raw: bytes, *, last_check: Callable[[], None] = lambda: None) -> None:
    """Replace a file's content durably: all of it on the disk on return, or the old file intact.

    A link stays a link; the file gets the permissions 0600. `last_check` is called when all is
    ready but the rename, and stops the change by raising. Raises OSError as the system gives it.
    """
    target = Path(os.path.realpath(path))
    temporary = target.parent / f".stretchtui-{secrets.token_hex(8)}.tmp"
    handle = os.open(temporary, _WRITE_FLAGS, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            if hasattr(os, "fchmod"):
                os.fchmod(handle, 0o600)  # whatever the umask took away
            file.write(raw)
            file.flush()
            _sync(handle)
        last_check()
        _replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


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


def set_aside(path: Path, label: str) -> Path:
    """Rename a damaged file, whole, to `<name>.damaged-<label>`; never over another file.

    The caller holds the lock. A link stays where it is and what it leads to is renamed.
    Gives the new path.
    """
    target = Path(os.path.realpath(path))
    if not os.path.lexists(target):
        target = path
    aside = target.with_name(f"{target.name}.damaged-{label}")
    number = 2
    while os.path.lexists(aside):
        aside = target.with_name(f"{target.name}.damaged-{label}-{number}")
        number += 1
    target.rename(aside)
    sync_folder(aside.parent)
    return aside


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files of writers that died; the caller holds the lock, so none is alive."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _LEFTOVER.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink()


def _sync(handle: int) -> None:
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
