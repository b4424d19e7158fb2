"""What is under way and not in the journal yet: how each session stands, and what is entered in forms.

Each has a file of two slots, written in turns, each with its own checksum: whatever stops the
program in the middle of a write, the slot written before it is whole. A lock that the system
frees when the program ends tells whether somebody still works on it.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import one_line, sanitise
from stretchtui.journal.errors import DamagedFileError, JournalWriteError, RecordError, refusals_told
from stretchtui.journal.storage.files import read_bytes
from stretchtui.system import files
from stretchtui.system.files import look, open_there, sync_file, sync_folder, write_all, write_new
from stretchtui.system.locks import FileLock

if TYPE_CHECKING:
    from stretchtui.journal.records.checkpoint import Checkpoint
    from stretchtui.journal.records.form_drafts import FormDraft

_NAME = re.compile(r"session-([0-9A-Za-z][0-9A-Za-z._-]{0,63})\.checkpoint")
_HEAD = re.compile(rb"stretchtui-checkpoint ([0-9]{1,18}) ([0-9]{1,7}) ([0-9a-f]{8})\n")
_LONGEST_HEAD = 64

Kept = TypeVar("Kept", "Checkpoint", "FormDraft")


@dataclass(slots=True)
class _Running:
    """A session of this program: its lock, its open file and the number of its last write."""

    lock: FileLock
    handle: int
    writes: int


class Checkpoints:
    """The checkpoints in a folder of the state directory (made 0700, files 0600).

    `write` and `clear` raise JournalWriteError when the disk refuses; `interrupted` never
    raises. Any number of programs may use the same folder: none sees the sessions of another
    that still lives. Not for several threads at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: dict[str, _Running] = {}

    def write(self, checkpoint: Checkpoint | FormDraft) -> None:
        """Keep how a session or a form stands; on return it is on the disk. Keeps its lock from then on."""
        from stretchtui.journal.records.checkpoint import encode_checkpoint
        from stretchtui.journal.records.form_drafts import FormDraft, encode_draft

        document = encode_draft(checkpoint) if isinstance(checkpoint, FormDraft) else encode_checkpoint(checkpoint)
        body = msgspec.json.encode(document)
        if len(body) > limits.SLOT_BYTES - _LONGEST_HEAD:
            raise JournalWriteError("The session is too large for a checkpoint; shorten the note.")
        with refusals_told(self.folder):
            running = self._running.get(checkpoint.id) or self._begin(checkpoint.id)
            running.writes += 1
            head = f"stretchtui-checkpoint {running.writes} {len(body)} {zlib.crc32(body):08x}\n"
            os.lseek(running.handle, running.writes % 2 * limits.SLOT_BYTES, os.SEEK_SET)
            write_all(running.handle, head.encode() + body)
            sync_file(running.handle)

    def take_up(self, known: Kept) -> Kept | None:
        """Make a session or a form this program's own, and give it as it stood last; None when it is gone.

        Raises JournalWriteError when another program has it.
        """
        path = self._path(known.id)
        with refusals_told(self.folder):
            if look(self.folder, folder=True) is None or look(path) is None:
                return None
            try:
                if known.id not in self._running:
                    self._begin(known.id, new=False)
            except FileNotFoundError:
                return None
        found = _read(path)
        return found if isinstance(found, type(known)) else None

    def clear(self, session_id: str) -> None:
        """Forget a session that was saved, discarded, or has nothing to keep any more.

        Raises JournalWriteError when another program leads it.
        """
        path = self._path(session_id)
        running = self._running.pop(session_id, None)
        with refusals_told(self.folder):
            if running is None and (look(self.folder, folder=True) is None or look(path) is None):
                return
            lock = running.lock if running is not None else _locked(path)
            if running is not None:
                os.close(running.handle)
            try:
                path.unlink(missing_ok=True)
            finally:
                lock.release()
            lock.remove()

    def abandon(self) -> None:
        """Let go of all that is under way, as the system does when a program is killed: the next start finds it."""
        for running in self._running.values():
            os.close(running.handle)
            running.lock.release()
        self._running.clear()

    def has(self, session_id: str) -> bool:
        """Tell whether this program keeps a session here."""
        return session_id in self._running

    def any(self) -> bool:
        """Tell whether there is anything that may have been left over, before it is read."""
        return bool(self._paths())

    def interrupted(self) -> tuple[Checkpoint, ...]:
        """List the sessions whose program ended without clearing them, the last stopped first.

        Those of living programs, of this one too, and damaged ones are left out.
        """
        from stretchtui.journal.records.checkpoint import Checkpoint

        return self._left_over(Checkpoint, lambda checkpoint: checkpoint.stopped_at)

    def forms_left_over(self) -> tuple[FormDraft, ...]:
        """List the forms whose program ended without clearing them, as `interrupted` does the sessions."""
        from stretchtui.journal.records.form_drafts import FormDraft

        return self._left_over(FormDraft, lambda draft: draft.written_at)

    def _left_over(self, kind: type[Kept], when: Callable[[Kept], datetime]) -> tuple[Kept, ...]:
        found: list[Kept] = []
        for path in self._paths():
            name = path.stem.removeprefix("session-")
            if name not in self._running and not _lives(path):
                checkpoint = _read(path)
                if isinstance(checkpoint, kind) and checkpoint.id == name:
                    found.append(checkpoint)
        return tuple(sorted(found, key=lambda each: when(each).timestamp(), reverse=True))

    def problems(self) -> tuple[str, ...]:
        """Say of what lies in the place of checkpoints and is none of the program's, a sentence each."""
        found = []
        try:
            look(self.folder, folder=True)
        except OSError as error:
            found.append(f"{one_line(str(self.folder))}: {error.strerror}; sessions that are cut short are not kept.")
        for path in self._paths():
            for place in (path, _lock_path(path)):
                try:
                    look(place)
                except OSError as error:
                    found.append(f"{one_line(str(place))}: {error.strerror}.")
        return tuple(found)

    def _paths(self) -> list[Path]:
        """List what is named as a checkpoint; nothing where the folder is a link or cannot be read."""
        try:
            look(self.folder, folder=True)
            return sorted(path for path in self.folder.iterdir() if _NAME.fullmatch(path.name))
        except OSError:
            return []

    def _begin(self, session_id: str, *, new: bool = True) -> _Running:
        path = self._path(session_id)
        files.make_inner(self.folder)
        lock = _locked(path)
        try:
            # A session that goes on must not write over its newest slot first.
            newest = max((slot[0] for slot in _slots(path)), default=0)
            found = look(path)
            if found is None and new:
                write_new(path, b"")
            elif found is not None and found.st_nlink > 1:
                # It is written in place, and must not be so under a name outside.
                files.write(path, files.read(path, 2 * limits.SLOT_BYTES, head=True))
            handle = open_there(path, os.O_RDWR)
        except BaseException:
            lock.release()
            raise
        sync_folder(self.folder)
        running = self._running[session_id] = _Running(lock, handle, newest)
        return running

    def _path(self, session_id: str) -> Path:
        name = f"session-{session_id}.checkpoint"
        if not _NAME.fullmatch(name):
            raise RecordError("id", "an id of 1-64 letters, digits, dots and dashes", session_id)
        return self.folder / name


def _lock_path(path: Path) -> Path:
    return path.with_suffix(".lock")


def _locked(path: Path) -> FileLock:
    """Lock a session; raises JournalWriteError when another program has it."""
    lock = FileLock(_lock_path(path))
    if not lock.acquire():
        raise JournalWriteError("This session is being led by another program; end it there first.")
    return lock


def _lives(path: Path) -> bool:
    """Tell whether the program that leads a session still runs; True where that cannot be told."""
    lock = FileLock(_lock_path(path))
    try:
        if look(lock.path) is None:
            return False
        if not lock.acquire():
            return True
    except OSError:
        return True
    lock.release()
    return False


def _slots(path: Path) -> Iterator[tuple[int, bytes]]:
    """Give the whole slots of a file, each with the number of its write."""
    try:
        raw = read_bytes(path, 2 * limits.SLOT_BYTES, head=True) or b""
    except (OSError, DamagedFileError):
        return
    for start in (0, limits.SLOT_BYTES):
        head = _HEAD.match(raw, start)
        if head:
            body = raw[head.end() : head.end() + int(head[2])]
            if len(body) == int(head[2]) and zlib.crc32(body) == int(head[3], 16):
                yield int(head[1]), body


def _read(path: Path) -> Checkpoint | FormDraft | None:
    from stretchtui.journal.records.checkpoint import decode_checkpoint
    from stretchtui.journal.records.form_drafts import decode_draft

    for _, body in sorted(_slots(path), reverse=True):
        with suppress(RecordError, ValueError, RecursionError, msgspec.MsgspecError):
            written = msgspec.json.decode(body, type=dict[str, Any])
            document = {key: sanitise(value) if type(value) is str else value for key, value in written.items()}
            return decode_draft(document) if "form" in document else decode_checkpoint(document)
    return None
