"""What can go wrong in the journal, each in one line that says what, where and what to do."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from pathlib import Path

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.refusal import Refusal
from stretchtui.domain.text import one_line
from stretchtui.system.files import StrangeFileError

_REASONS = {
    "ENOSPC": ("the disk is full", "free some space and save again"),
    "EDQUOT": ("your disk quota is used up", "free some space and save again"),
    "EFBIG": ("the file would be larger than is allowed here", "raise the limit and save again"),
    "EROFS": ("the disk is read-only", "make it writable or choose another folder"),
    "EACCES": ("permission was denied", "make the folder writable or choose another one"),
    "EPERM": ("permission was denied", "make the folder writable or choose another one"),
    "ENOTDIR": ("part of that path is a file, not a folder", "choose another folder"),
    "EEXIST": ("a file of that name is in the way", "move it or choose another folder"),
    "EIO": ("the disk reported an error", "check the disk or choose another folder"),
}


def explain(error: OSError) -> tuple[str, str]:
    """Say why the system refused, and what to do, as two halves of a sentence."""
    if isinstance(error, StrangeFileError):
        return f"{one_line(error.path.name)}: {error.reason}", error.todo
    name = errno.errorcode.get(error.errno or 0, "")
    unknown = (error.strerror or type(error).__name__, "check the disk and the folder, then save again")
    return _REASONS.get(name, unknown)


class JournalError(Refusal):
    """Anything the journal refuses or fails to do; its text is one line made for the person."""


class JournalBusy(JournalError):  # noqa: N818 - a state to wait out, named as the person is told it
    """Another program kept the journal, or one of its files, busy for too long; nothing was saved."""


class JournalWriteError(JournalError):
    """The disk, the folder or a value did not let a change be saved; what was saved before is intact."""


@contextmanager
def refusals_told(folder: Path) -> Iterator[None]:
    """Put a system error that stops a change in a folder into words, as a JournalWriteError."""
    try:
        yield
    except OSError as error:
        reason, todo = explain(error)
        what = f"The journal in {one_line(str(folder))} could not be written: {reason}"
        raise JournalWriteError(f"{what}; what was saved before is intact, {todo}.") from error


def reason_of(error: OSError) -> str:
    """Say in a few words why the system refused."""
    return explain(error)[0]


class RecordExists(JournalError):  # noqa: N818 - says a fact about the journal
    """A record of that id is in the journal already."""

    def __init__(self, record_id: str) -> None:
        what = f"Session {record_id} is in the journal already, maybe deleted"
        super().__init__(f"{what}; edit or restore it instead.")


class RecordNotFound(JournalError):  # noqa: N818 - says a fact about the journal
    """No record of that id is in the journal, or it was deleted."""


class RecordDeleted(RecordNotFound):
    """The record was deleted, here or elsewhere; it can be restored."""

    def __init__(self, record_id: str) -> None:
        super().__init__(f"Session {one_line(record_id)} was deleted; restore it before changing it.")


class VersionError(JournalError):
    """There is no such version of a month, or it cannot be read."""


class ExchangeError(JournalError):
    """A file that leaves or comes in was not written or not taken; the text names file, line and column."""


class RecordError(JournalError, ValueError):
    """A document is not a session record: `key` says where, `expected` what should be there."""

    def __init__(self, key: str, expected: str, got: object) -> None:
        self.key = key
        self.expected = expected
        found = f"{len(got)} characters" if isinstance(got, str) and len(got) > 60 else repr(got)
        self.got = found if len(found) <= 60 else f"{found[:57]}..."
        super().__init__(f"{key}: expected {expected}, got {self.got}")


class DamagedFileError(JournalError):
    """A file is there but holds no journal that can be read; `reason` finishes "because ..."."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{one_line(path.name)} could not be read: {reason}")


class FileChangedError(JournalError):
    """Another program changed a file between its reading and its writing; read it again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a journal file that the person should know; `what` and `todo` are sentences."""

    path: Path
    what: str
    todo: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.what} {self.todo}"


def unopened(path: Path, error: OSError, effect: str = "It is left as it is until then.", *, name: str = "") -> Problem:
    """Say of a file or folder, by another `name` than its last one if need be, that it was not opened, and why."""
    shown = one_line(name or path.name)
    if isinstance(error, StrangeFileError):
        todo = f"{error.todo[:1].upper()}{error.todo[1:]}. {effect}"
        return Problem(path, f"{shown} was not opened: {error.reason}.", todo)
    what = f"{shown} could not be opened: {(error.strerror or type(error).__name__).lower()}."
    return Problem(path, what, "Check it and its folder, then try again.")


@dataclass(slots=True)
class EventLog:
    """What was done to the files unasked, since the start: events need a person's care, notices need none."""

    now: Callable[[], datetime]
    events: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def notice(self, told: Problem) -> None:
        """Make known, once, what is no fault of a change that is saved."""
        if told not in self.notices:
            self.notices.append(told)
