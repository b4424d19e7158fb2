"""The one way in which the program opens, reads, makes and replaces its files.

What stands in a file's place was maybe put there by somebody else: a sync tool carries links,
pipes and files without end as well. So a name is opened only where it is an ordinary file, a
link is not followed unless the caller says that the person named it, no more is read than the
caller's limit, and what is written takes the place of a name, never of what a link leads to.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

READ_S = 20.0
"""The longest that one file is read, in seconds, where the system gives an answer at all."""

_AT_ONCE = 1 << 20
_OPEN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}
_NO_MODES = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_KINDS = {
    stat.S_IFDIR: "it is a folder",
    stat.S_IFIFO: "it is a pipe",
    stat.S_IFSOCK: "it is a socket",
    **dict.fromkeys((stat.S_IFCHR, stat.S_IFBLK), "it is a device"),
}


class StrangeFileError(OSError):
    """What stands at `path` is not what may be opened there; `reason` says why, and `todo` what to do."""

    todo = "move it away"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(errno.EINVAL, f"{reason}; {self.todo}", str(path))
        self.path = path
        self.reason = reason


class LinkError(StrangeFileError):
    """It is a link, and the person did not name it: it is left as it is, and so is what it leads to."""

    todo = "remove the link, or put in its place what it leads to"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "it is a link, and those in here are not followed")


class TooLargeError(StrangeFileError):
    """It is larger than any file of its kind."""

    def __init__(self, path: Path, limit: int) -> None:
        size = f"{limit / 1024**2:g} MiB" if limit >= 1024**2 else f"{limit // 1024} KiB"
        super().__init__(path, f"it is larger than {size}")


def is_link(found: os.stat_result) -> bool:
    """Tell of what `lstat` found whether it leads elsewhere; a junction of Windows does too."""
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return stat.S_ISLNK(found.st_mode) or (junction is not None and getattr(found, "st_reparse_tag", 0) == junction)


def look(path: Path, *, folder: bool = False) -> os.stat_result | None:
    """Give what stands under a name if it is an ordinary file, or with `folder` a folder; None for nothing.

    Opens nothing. Raises StrangeFileError for anything else, OSError as the system gives it.
    """
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    if is_link(found):
        raise LinkError(path)
    if folder:
        if not stat.S_ISDIR(found.st_mode):
            raise StrangeFileError(path, "it is no folder")
    elif not stat.S_ISREG(found.st_mode):
        raise StrangeFileError(path, _KINDS.get(stat.S_IFMT(found.st_mode), "it is not an ordinary file"))
    return found


def absent(path: Path) -> bool:
    """Tell whether there is plainly nothing under a name, not so much as a link on its way that leads nowhere."""
    try:
        os.lstat(path)
    except OSError as error:
        return isinstance(error, FileNotFoundError) and lost_link(path) is None
    return False


def lost_link(path: Path) -> Path | None:
    """Give the link that leads nowhere, if it is one that keeps a path from being reached."""
    first = next(filter(os.path.lexists, (path, *path.parents)), path)
    return first if first.is_symlink() and not first.exists() else None


def links_in(folder: Path) -> tuple[str, ...]:
    """Say of each link that lies in a folder of ours that it is not followed, a sentence each."""
    try:
        return tuple(f"{path}: {LinkError(path).strerror}." for path in sorted(folder.iterdir()) if path.is_symlink())
    except OSError:
        return ()


def open_there(path: Path, flags: int, *, follow: bool = False) -> int:
    """Open an ordinary file that is there, and give its handle; opening never blocks.

    `follow` is for a path that the person named: links that it goes by are followed. Raises
    FileNotFoundError, StrangeFileError, and OSError as the system gives it.
    """
    place = Path(os.path.realpath(path)) if follow else path
    if follow and place.is_symlink():
        raise StrangeFileError(path, "it is a link that leads in a circle")
    before = look(place)
    if before is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    try:
        handle = os.open(place, flags | _OPEN | getattr(os, "O_NONBLOCK", 0), 0o600)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK) and place.is_symlink():
            raise LinkError(path) from None
        raise
    opened = os.fstat(handle)
    # Where a link cannot be refused in opening, only the file that was looked at will do.
    swapped = not hasattr(os, "O_NOFOLLOW") and (opened.st_dev, opened.st_ino) != (before.st_dev, before.st_ino)
    if swapped or not stat.S_ISREG(opened.st_mode):
        os.close(handle)
        raise StrangeFileError(path, "it was just replaced")
    return handle


def read(path: Path, limit: int, *, follow: bool = False, head: bool = False) -> bytes:
    """Read a whole file of at most `limit` bytes, or with `head` no more of a larger one; raises what `blocks` does."""
    return b"".join(blocks(path, limit, follow=follow, head=head, at_once=limit + 1))[:limit]


def blocks(
    path: Path, limit: int, *, follow: bool = False, head: bool = False, at_once: int = _AT_ONCE
) -> Iterator[bytes]:
    """Read a file of at most `limit` bytes block by block; with `head` of a larger one hardly more.

    Raises TooLargeError before anything is read, FileNotFoundError, TimeoutError after
    `READ_S` seconds of reading, and what `open_there` raises.
    """
    handle = open_there(path, os.O_RDONLY, follow=follow)
    try:
        size = os.fstat(handle).st_size
        if size > limit and not head:
            raise TooLargeError(path, limit)
        # Asking for little more than there is saves making room for the most there could be.
        had, took, wanted = 0, 0.0, min(size, limit, at_once - 1) + 1
        while had <= limit:
            if took > READ_S:
                raise TimeoutError(errno.ETIMEDOUT, f"reading it took longer than {READ_S:g} s", str(path))
            begun = time.monotonic()
            block = os.read(handle, wanted)
            took += time.monotonic() - begun
            if not block:
                return
            had += len(block)
            if had > limit and not head:
                raise TooLargeError(path, limit)
            yield block
            wanted = min(_AT_ONCE, limit + 1 - had)
    finally:
        os.close(handle)


def write(
    path: Path, raw: bytes | Iterable[bytes], *, last_check: Callable[[], None] = lambda: None, follow: bool = False
) -> os.stat_result:
    """Put a file in the place of a name durably: all of it on the disk on return, or the old file intact.

    `raw` is all of it, or the pieces one after the other. It gets the permissions 0600, where the file system knows
    any. `last_check` is called when all is ready but the rename, and stops the change by raising. Only an ordinary
    file is ever replaced. Gives the new file as it was before the rename. Raises StrangeFileError, and OSError as the
    system gives it.
    """
    target = Path(os.path.realpath(path)) if follow else path
    look(target)
    temporary = target.parent / f".stretchtui-{os.urandom(8).hex()}.tmp"
    handle = os.open(temporary, _NEW, 0o600)
    try:
        try:
            make_private(handle)
            for piece in (raw,) if isinstance(raw, bytes) else raw:
                write_all(handle, piece)
            sync_file(handle)
            written = os.fstat(handle)
        finally:
            os.close(handle)
        last_check()
        look(target)
        _replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)
    return written


def write_new(path: Path, raw: bytes) -> None:
    """Make a file (0600) that may not outlive a loss of power; raises FileExistsError where there is anything."""
    handle = os.open(path, _NEW, 0o600)
    try:
        write_all(handle, raw)
    except BaseException:
        os.close(handle)
        with suppress(OSError):
            path.unlink()  # half a file is none
        raise
    os.close(handle)


def make_private(handle: int) -> None:
    """Give a new file of ours to its owner alone, where the file system knows modes."""
    if os.name == "nt" or stat.S_IMODE(os.fstat(handle).st_mode) == 0o600:
        return
    try:
        os.fchmod(handle, 0o600)  # whatever the umask took away
    except OSError as error:
        if error.errno not in _NO_MODES:
            raise


def others_may_read(path: Path) -> bool:
    """Tell whether a file of ours is open to other people, as on file systems that keep no permissions."""
    return os.name != "nt" and bool(stat.S_IMODE(path.stat().st_mode) & 0o044)


def make_folder(folder: Path) -> None:
    """Make a folder and what is missing above it, for this person only, to last from now on."""
    if folder.is_dir():
        return
    missing = [part for part in (folder, *folder.parents) if not os.path.lexists(part)]
    for part in reversed(missing):
        part.mkdir(mode=0o700, exist_ok=True)
        sync_folder(part.parent)
    if not missing:
        folder.mkdir(mode=0o700, exist_ok=True)  # another made it just now; or it is refused, and the system says why


def make_inner(folder: Path) -> None:
    """Make a folder inside one of the program's; raises StrangeFileError where a link or a file is in its place."""
    if look(folder, folder=True) is None:
        make_folder(folder)


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
