"""A quick look at a month file: what counting needs of each session, many times faster than whole records.

Every field is checked as `codec.decode` checks it. A record that is not plainly right is
left to `decode`, so that a glance and a record never tell two stories.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Raw

from stretchtui.domain import limits
from stretchtui.domain.instants import age_of
from stretchtui.domain.rating import COMFORT, PAIN, STIFFNESS
from stretchtui.domain.record import ExerciseOutcome, Outcome, RecordSource, SessionRecord
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.domain.text import sanitise
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.fields import MOMENT
from stretchtui.journal.records.migrations import has_changed
from stretchtui.journal.records.order import understand_line
from stretchtui.journal.storage.document import TABLE

_TABLES = msgspec.json.Decoder(dict[str, dict[str, Raw]])

_Name = Annotated[str, Meta(min_length=1, max_length=limits.NAME_CHARACTERS)]
_Count = Annotated[int, Meta(ge=0, le=10_000)]
_Hold = Annotated[float, Meta(ge=0, le=1e6)]


class _Planned(msgspec.Struct, frozen=True, gc=False):
    sets: _Count
    reps: _Count
    hold_s: _Hold


class _Done(msgspec.Struct, frozen=True, gc=False):
    reps: _Count
    hold_s: _Hold


class _Pain(msgspec.Struct, frozen=True, gc=False):
    nrs: Annotated[int, Meta(ge=PAIN.minimum, le=PAIN.maximum)] | None = None
    phase: PhaseKind | None = None


class _Entry(msgspec.Struct, frozen=True, gc=False):
    exercise: _Name
    side: Side
    planned: _Planned
    done: _Done
    outcome: ExerciseOutcome
    title: Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)] | None = msgspec.field(name="name", default=None)
    pain: _Pain | None = None

    @property
    def name(self) -> str:
        """What the exercise was called then."""
        return self.title or ""


class SummaryFields(msgspec.Struct, frozen=True, gc=False):
    """What counting needs of a session; see `SessionLike`."""

    id: Annotated[str, Meta(pattern=r"\A[0-9A-Za-z][0-9A-Za-z._-]{0,63}\Z")]
    day: date
    started: Annotated[str, Meta(max_length=40)] = msgspec.field(name="started_at")
    timezone: _Name
    routine: _Name
    outcome: Outcome
    updated: Annotated[str, Meta(max_length=40)] = msgspec.field(name="updated_at")
    ended: Annotated[str, Meta(max_length=40)] | None = msgspec.field(name="ended_at", default=None)
    schema: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    routine_name: Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)] | None = None
    level: Level | None = None
    short: bool = False
    active_s: Annotated[float, Meta(ge=0, le=1e9)] | None = None
    exercises: Annotated[tuple[_Entry, ...], Meta(max_length=limits.ENTRIES)] = ()
    stiffness_before: Annotated[int, Meta(ge=STIFFNESS.minimum, le=STIFFNESS.maximum)] | None = None
    stiffness_after: Annotated[int, Meta(ge=STIFFNESS.minimum, le=STIFFNESS.maximum)] | None = None
    comfort: Annotated[int, Meta(ge=COMFORT.minimum, le=COMFORT.maximum)] | None = None
    scales: Annotated[dict[_Name, _Name], Meta(max_length=limits.ENTRIES)] | None = None
    note: Annotated[str, Meta(max_length=limits.NOTE_CHARACTERS)] = ""
    source: RecordSource = RecordSource.TIMER
    speed: Annotated[float, Meta(ge=0.001, le=1_000)] = 1
    deleted: bool = False

    @property
    def started_at(self) -> datetime:
        """When it started, with its offset."""
        return datetime.fromisoformat(self.started)

    @property
    def updated_at(self) -> datetime:
        """When it was changed last, with its offset."""
        return datetime.fromisoformat(self.updated)


_GLANCE = msgspec.json.Decoder(SummaryFields)


SessionSummary = SummaryFields | SessionRecord
"""A session as it was seen: most at a glance, some had to be read whole."""


def glances(raw: bytes) -> tuple[SessionSummary, ...] | None:
    """Look at every session in the bytes of a month file, deleted ones too, in the file's order.

    None for a file that is not laid out as this program does it, or holds a record that is not
    understood: that one needs a closer look.
    """
    try:
        tables = _TABLES.decode(raw)
        lines = tables.pop(TABLE)
        # A record a line, and a line each for the head and the two closing brackets.
        if tables or len(raw) > limits.MONTH_BYTES or raw.count(b"\n") != len(lines) + (3 if lines else 4):
            return None
        return tuple(_glance(key, line) for key, line in lines.items())
    except (msgspec.MsgspecError, RecordError, KeyError, ValueError, RecursionError):
        return None


def alive(found: Iterable[SessionSummary]) -> list[SessionSummary]:
    """Leave out deleted sessions and older copies of one in several months; by start and then id."""
    newest: dict[str, SessionSummary] = {}
    for record in found:
        present = newest.get(record.id)
        newest[record.id] = record if present is None else max(present, record, key=_age)
    kept = (record for record in newest.values() if not record.deleted)
    return sorted(kept, key=lambda record: (record.started_at.timestamp(), record.id))


def _age(record: SessionSummary) -> tuple[float, bool, date]:
    return age_of(record.updated_at), record.deleted, record.day


def _glance(key: str, line: Raw) -> SessionSummary:
    """Look at one record; raises RecordError or ValueError for what is none."""
    try:
        found = _GLANCE.decode(line)
        started = MOMENT.read(found.started)
        MOMENT.read(found.updated)
        ended = started if found.ended is None else MOMENT.read(found.ended)
    except (msgspec.ValidationError, ValueError):
        return understand_line(key, line)
    # Rare, and for the codec to judge: an older schema, an end before the start, names that are not harmless.
    odd = found.id != key or has_changed(found.schema) or ended.timestamp() < started.timestamp()
    if odd or not _tame(bytes(line), found.exercises):
        return understand_line(key, line)
    return found


def _tame(line: bytes, entries: Iterable[_Entry]) -> bool:
    """Tell whether the exercises' names are the same once they are made harmless."""
    plain = line.isascii() and b"\\" not in line and b"\x7f" not in line
    return plain or all(sanitise(text) == text for entry in entries for text in (entry.exercise, entry.name))
