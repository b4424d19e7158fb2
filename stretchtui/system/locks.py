"""A lock on a file, which the system frees when its holder dies; where it has none, a file that says who holds it."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.system.files import look, open_there, read, write_new

STALE_S = 600.0
"""After how many seconds a lock of another machine, which nobody can ask, counts as left behind by a crash."""

_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}


class FileLock:
    """The lock of the file at `path`, which is made (0600) where it is missing, stays empty and is never followed.

    File systems of networks may know no locks. There a second file, `<name>.held`, made only if there
    is none, stands for the lock; `weak` is then true: it keeps programs apart that begin at different
    moments, and after a crash it is taken over once its program is gone, or after `STALE_S` where
    that ran on another machine. Raises StrangeFileError for what is no ordinary file, and OSError
    as the system gives it. Not for several threads at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.weak = False
        self._handle: int | None = None
        self._note: bytes | None = None

    @property
    def held(self) -> Path:
        """Give the second file's place."""
        return self.path.with_name(f"{self.path.name}.held")

    def acquire(self) -> bool:
        """Take the lock if it is free, without waiting; False if another holds it."""
        handle = self._opened()
        try:
            taken = _lock(handle)
            if taken is None:
                self.weak = True
                taken = self._take_name()
            # A holder that is done may have removed the file just now: then the lock is that of another one.
            if taken and not self._is_there(handle):
                self._drop_name()
                taken = False
        except BaseException:
            os.close(handle)
            raise
        if not taken:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let others have it; the file stays."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        self._drop_name()
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - not on every system

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)

    def remove(self) -> None:
        """Remove the lock's file, which nobody is to wait for any more; a link stays."""
        if look(self.path) is not None:
            self.path.unlink(missing_ok=True)

    def _opened(self) -> int:
        if look(self.path) is None:
            with suppress(FileExistsError):
                write_new(self.path, b"")
        return open_there(self.path, os.O_RDWR)

    def _is_there(self, handle: int) -> bool:
        found = look(self.path)
        return found is not None and os.path.samestat(found, os.fstat(handle))

    # Where the system has no locks

    def _take_name(self) -> bool:
        note = f"{_node()} {os.getpid()} {os.urandom(8).hex()}\n".encode("ascii", "replace")
        for _ in range(2):
            try:
                write_new(self.held, note)
            except FileExistsError:
                if not self._take_over():
                    return False
            else:
                self._note = note
                return True
        return False

    def _drop_name(self) -> None:
        if self._note is not None:
            with suppress(OSError):
                if read(self.held, limits.NOTE_BYTES) == self._note:
                    self.held.unlink()
            self._note = None

    def _take_over(self) -> bool:
        """Clear away a lock whose program is gone; False if it may be alive."""
        try:
            note = read(self.held, limits.NOTE_BYTES)
        except FileNotFoundError:
            return True
        if not self._is_left_behind(note):
            return False
        # Of several that see it only one can rename it, and it looks once more at what it has got.
        away = self.held.with_name(f".stretchtui-{os.urandom(8).hex()}.tmp")
        try:
            self.held.rename(away)
        except FileNotFoundError:
            return True
        if read(away, limits.NOTE_BYTES) != note and not os.path.lexists(self.held):
            away.rename(self.held)
            return False
        away.unlink()
        return True

    def _is_left_behind(self, note: bytes) -> bool:
        host, _, rest = note.decode("ascii", "replace").partition(" ")
        number = rest.partition(" ")[0]
        if host == _node().encode("ascii", "replace").decode() and number.isdigit():
            return not _runs(int(number))
        # The share's own clock tells its age: the machines' may differ by hours.
        probe = self.held.with_name(f".stretchtui-{os.urandom(8).hex()}.tmp")
        write_new(probe, b"")
        try:
            return probe.lstat().st_mtime - self.held.lstat().st_mtime > STALE_S
        finally:
            probe.unlink()


def _node() -> str:
    """Give the name of this machine."""
    import platform  # noqa: PLC0415 - nearly every system has locks

    return platform.node()


def _lock(handle: int) -> bool | None:
    """Lock an open file: True, False if another has it, None where there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - not on every system

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on every system

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno in _NO_LOCKS:
            return None
        raise
    return True


def _runs(process: int) -> bool:
    """Tell whether a process of this machine is alive, as far as that is known."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
