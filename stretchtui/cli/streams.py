"""The standard streams, made such that no text, and nothing that was closed, ends in an error of Python's."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys


class ClosedStream(io.TextIOBase):
    """Stands for a standard output that was closed before the program began: it refuses what is written."""

    def write(self, text: str, /) -> int:
        """Refuse it."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def mend_streams() -> None:
    """Make the standard streams such that no text, and nothing that was closed, ends in an error of Python's."""
    for place in range(3):
        try:
            os.fstat(place)
        except OSError:
            # Else the first file that is opened would be the standard stream of every child.
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        # A note may hold what the terminal's encoding does not; better a question mark than no answer.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.stdout is None:
        sys.stdout = ClosedStream()


def flush_streams() -> bool:
    """Write out what waits in the standard streams; False where that failed."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        return False
    return True


def give_up_streams() -> None:
    """Drop what could not be written: it must not be tried again, and complained about, as Python ends."""
    with contextlib.suppress(OSError):
        for stream, place in ((sys.stdout, 1), (sys.stderr, 2)):
            if stream is not None and not stream.isatty():
                os.dup2(os.open(os.devnull, os.O_WRONLY), place)
