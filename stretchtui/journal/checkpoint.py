"""What is under way and not in the journal yet: how each session stands, and what is entered in forms.

Each has a file of two slots, written in turns, each with its own checksum: whatever stops the
program in the middle of a write, the slot written before it is whole. A lock that the system
frees when the program ends tells whether somebody still works on it.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from stretchtui.domain import limits
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.player_state import PlayerState, RunState
from stretchtui.domain.text import one_line
from stretchtui.journal.errors import DamagedFileError, JournalWriteError, RecordError
from stretchtui.journal.records.codec import decode, encode
from stretchtui.journal.records.fields import MOMENT, YES_NO, Fields, Kind, number, one_of, text
from stretchtui.journal.records.form_drafts import FormDraft, decode_draft, encode_draft
from stretchtui.journal.records.player_codec import dump_player, load_player
from stretchtui.journal.storage.files import read_bytes
from stretchtui.system import files
from stretchtui.system.files import look, open_there, sync_file, sync_folder, write_all, write_new
from stretchtui.system.locks import FileLock

_NAME = re.compile(r"session-([0-9A-Za-z][0-9A-Za-z._-]{0,63})\.checkpoint")
_HEAD = re.compile(rb"stretchtui-checkpoint ([0-9]{1,18}) ([0-9]{1,7}) ([0-9a-f]{8})\n")
_LONGEST_HEAD = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A session as it stood at `stopped_at`, an aware instant, with all that is needed to go on.

    `record` is what would be kept of it as it stands. `where` is the place in words, as
    "Knee to chest, left leg". `start_from` is the exercise it was started from, if not the first;
    `first_side` is the one that exercises begin with.
    `base` is what this program last saved of it, so that what was done since can be told from it;
    None while the journal has nothing of it.
    """

    record: SessionRecord
    routine: str
    level: Level
    short: bool
    speed: float
    start_from: str | None
    player: PlayerState
    stopped_at: datetime
    where: str
    base: SessionRecord | None = None
    first_side: Side = Side.LEFT

    @property
    def id(self) -> str:
        """The session's id."""
        return self.record.id

    @property
    def ended(self) -> bool:
        """Tell whether the session was over, so that only the journal is missing it."""
        return self.player.run in (RunState.FINISHED, RunState.STOPPED_EARLY)


@dataclass(slots=True)
class _Running:
    """A session of this program: its file, its lock and the number of its last write."""

    path: Path
    lock: FileLock
    handle: int
    writes: int = field(default=0)


class Checkpoints:
    """The checkpoints in a folder of the state directory (made 0700, files 0600).

    `write` and `clear` raise JournalWriteError when the disk refuses; `left_over` never
    raises. Any number of programs may use the same folder: none sees the sessions of another
    that still lives. Not for several threads at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: dict[str, _Running] = {}

    def write(self, checkpoint: Checkpoint | FormDraft) -> None:
        """Keep how a session or a form stands; on return it is on the disk. Keeps its lock from then on."""
        document = encode_draft(checkpoint) if isinstance(checkpoint, FormDraft) else _document(checkpoint)
        body = msgspec.json.encode(document)
        if len(body) > limits.SLOT_BYTES - _LONGEST_HEAD:
            raise JournalWriteError("The session is too large for a checkpoint; shorten the note.")
        try:
            running = self._running.get(checkpoint.id) or self._begin(checkpoint.id)
            running.writes += 1
            head = f"stretchtui-checkpoint {running.writes} {len(body)} {zlib.crc32(body):08x}\n"
            os.lseek(running.handle, running.writes % 2 * limits.SLOT_BYTES, os.SEEK_SET)
            write_all(running.handle, head.encode() + body)
            sync_file(running.handle)
        except OSError as error:
            raise JournalWriteError.from_os(self.folder, error) from error

    def take_up(self, session_id: str) -> Checkpoint | None:
        """Make a session this program's own, and give it as it stood last; None when there is none any more.

        Raises JournalWriteError when another program leads it.
        """
        found = self._taken(session_id)
        return found if isinstance(found, Checkpoint) else None

    def take_up_form(self, draft_id: str) -> FormDraft | None:
        """Make a form this program's own, as `take_up` does a session."""
        found = self._taken(draft_id)
        return found if isinstance(found, FormDraft) else None

    def _taken(self, session_id: str) -> Checkpoint | FormDraft | None:
        path = self._path(session_id)
        try:
            if look(self.folder, folder=True) is None or look(path) is None:
                return None
            if session_id not in self._running:
                self._begin(session_id, new=False)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise JournalWriteError.from_os(self.folder, error) from error
        return _read(path)

    def clear(self, session_id: str) -> None:
        """Forget a session that was saved, discarded, or has nothing to keep any more.

        Raises JournalWriteError when another program leads it.
        """
        path = self._path(session_id)
        running = self._running.pop(session_id, None)
        try:
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
        except OSError as error:
            raise JournalWriteError.from_os(self.folder, error) from error

    def abandon(self) -> None:
        """Let go of all that is under way, as the system does when a program is killed: the next start finds it."""
        for running in self._running.values():
            os.close(running.handle)
            running.lock.release()
        self._running.clear()

    def has(self, session_id: str) -> bool:
        """Tell whether this program keeps a session here."""
        return session_id in self._running

    def left_over(self) -> tuple[Checkpoint, ...]:
        """List the sessions whose program ended without clearing them, the last stopped first.

        Those of living programs, of this one too, and damaged ones are left out.
        """
        found = [checkpoint for checkpoint in self._abandoned() if isinstance(checkpoint, Checkpoint)]
        return tuple(sorted(found, key=lambda checkpoint: checkpoint.stopped_at.timestamp(), reverse=True))

    def forms_left_over(self) -> tuple[FormDraft, ...]:
        """List the forms whose program ended without clearing them, as `left_over` does the sessions."""
        found = [draft for draft in self._abandoned() if isinstance(draft, FormDraft)]
        return tuple(sorted(found, key=lambda draft: draft.written_at.timestamp(), reverse=True))

    def _abandoned(self) -> Iterator[Checkpoint | FormDraft]:
        for path in self._paths():
            name = _NAME.fullmatch(path.name)
            if name and name[1] not in self._running and not _lives(path):
                checkpoint = _read(path)
                if checkpoint is not None and checkpoint.id == name[1]:
                    yield checkpoint

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
        running = self._running[session_id] = _Running(path, lock, handle, newest)
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
    for _, body in sorted(_slots(path), reverse=True):
        with suppress(RecordError, ValueError, RecursionError, msgspec.MsgspecError):
            document = msgspec.json.decode(body)
            is_form = isinstance(document, dict) and "form" in document
            return decode_draft(document) if is_form else _checkpoint(document)
    return None


def _document(checkpoint: Checkpoint) -> dict[str, Any]:
    return {
        "record": encode(checkpoint.record),
        "routine": checkpoint.routine,
        "level": checkpoint.level.value,
        "short": checkpoint.short,
        "speed": checkpoint.speed,
        "start_from": checkpoint.start_from,
        "first_side": checkpoint.first_side.value,
        "player": dump_player(checkpoint.player),
        "stopped_at": checkpoint.stopped_at.isoformat(),
        "where": checkpoint.where,
        "base": checkpoint.base and encode(checkpoint.base),
    }


def _checkpoint(document: object) -> Checkpoint:
    fields = Fields(document, "")
    base = fields.take("base", _ANYTHING, None)
    return Checkpoint(
        record=decode(fields.take("record", _ANYTHING)),
        routine=fields.take("routine", _NAME_TEXT),
        level=fields.take("level", one_of(Level)),
        short=fields.take("short", YES_NO),
        speed=fields.take("speed", number(0.001, 1_000)),
        start_from=fields.take("start_from", _NAME_TEXT, None),
        first_side=fields.take("first_side", one_of(Side), Side.LEFT),
        player=load_player(fields.take("player", _ANYTHING)),
        stopped_at=fields.take("stopped_at", MOMENT),
        where=fields.take("where", text(0, 1_000)),
        base=None if base is None else decode(base),
    )


_ANYTHING: Kind[object] = Kind("an object", lambda value: value)
_NAME_TEXT = text(1, 100)
