"""What the journal asks of the system: files read whole, replaced whole, set aside whole; no link in it followed."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.journal.errors import DamagedFileError
from stretchtui.system import files
from stretchtui.system.files import LinkError, StrangeFileError, sync_folder

Signature = tuple[int, int, int, int]
"""What changes whenever a file's content does: its times, its size and its place on the disk."""

CHANGED: Signature = (-1, -1, -1, -1)
"""The signature of no file: whoever compares with it reads again."""

FULL = {errno.ENOSPC, errno.EDQUOT}
"""The errors of a disk that has no room, or none for this person."""

LEFTOVER = re.compile(r"\.stretchtui-[0-9a-f]{16}\.tmp")
"""The temporary file of a writer that died."""


def signature(path: Path) -> Signature | None:
    """Give what changes whenever a file's content does, or None where there is none; raises LinkError for a link."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    if files.is_link(found):
        raise LinkError(path)
    return _signature(found)


def _signature(found: os.stat_result) -> Signature:
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


def read_bytes(
    path: Path, limit: int = limits.MONTH_BYTES, *, follow: bool = False, head: bool = False
) -> bytes | None:
    """Read a whole file, or with `head` no more than `limit` bytes of a larger one; None where there is none.

    Raises DamagedFileError for what is no ordinary file, too large or not permitted, and
    LinkError for a link unless the person named it, which `follow` says.
    """
    with suppress(FileNotFoundError), _damage_told(path):
        return files.read(path, limit, follow=follow, head=head)
    return None


def read_blocks(path: Path, limit: int) -> Iterator[bytes]:
    """Read a file that the person named block by block; raises what `read_bytes` does, and FileNotFoundError."""
    with _damage_told(path):
        yield from files.blocks(path, limit, follow=True)


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except LinkError:
        raise
    except StrangeFileError as error:
        raise DamagedFileError(path, error.reason) from error
    except PermissionError as error:
        # Windows answers so while another program has a sound file open, too.
        if os.name == "nt":
            raise
        raise DamagedFileError(path, "opening it is not permitted") from error


def write_bytes(path: Path, raw: bytes, *, last_check: Callable[[], None] = lambda: None) -> Signature:
    """Replace a file as `files.write` does, and give the new one's signature."""
    written = files.write(path, raw, last_check=last_check)
    found = os.lstat(path)
    same = (found.st_ino, found.st_size, found.st_mtime_ns) == (written.st_ino, written.st_size, written.st_mtime_ns)
    return _signature(found) if same else CHANGED


def write_unsynced(path: Path, raw: bytes) -> None:
    """Write a file of little weight: it outlives the program, though maybe not a loss of power."""
    # Where a new file takes the place of an old one the system would hurry to sync it.
    if files.look(path) is not None:
        path.unlink()
    files.write_new(path, raw)


def quarantine(path: Path, label: str, *, keep_name: bool = False) -> Path:
    """Keep a damaged file, whole, as `<name>.damaged-<label>`; never over another file.

    The caller holds the lock. With `keep_name` the file may stay under its name too, until another
    replaces it: then the name is never without a file. Gives the new path. Raises LinkError for a
    link, which stays as it is.
    """
    present = signature(path)
    aside = free_name(path.with_name(f"{path.name}.damaged-{label}"), "")
    try:
        if not keep_name or present is None or files.look(path) is None:
            raise OSError
        aside = _second_name_of(path) or aside
        if not aside.exists():
            os.link(path, aside)
    except OSError:
        path.rename(aside)
    sync_folder(aside.parent)
    return aside


def free_name(path: Path, suffix: str) -> Path:
    """Give a path that nothing has: this one, or one with a number before the suffix."""
    names = (path.with_name(f"{path.name.removesuffix(suffix)}-{number}{suffix}") for number in count(2))
    return next(free for free in chain((path,), names) if not os.path.lexists(free))


def _second_name_of(path: Path) -> Path | None:
    """Give the name under which an attempt that was cut short has kept a damaged file already."""
    for name in os.listdir(path.parent):  # noqa: PTH208 - no path for each of many files
        with suppress(OSError):
            other = path.with_name(name)
            if name.startswith(f"{path.name}.damaged-") and os.path.samestat(os.lstat(other), os.lstat(path)):
                return other
    return None


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files of writers that died; the caller holds the lock, so none is alive."""
    with suppress(OSError):
        for name in filter(LEFTOVER.fullmatch, os.listdir(folder)):  # noqa: PTH208 - no path for each of many files
            with suppress(OSError):
                if files.look(folder / name) is not None:
                    (folder / name).unlink()
