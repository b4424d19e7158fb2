"""A quick look at a month file: what counting needs of each session, and whole records of what is plainly right.

Every field is checked as `codec.decode` checks it. A record that is not plainly right is
left to `decode`, so that a glance and a record never tell two stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Raw

from stretchtui.domain import limits
from stretchtui.domain.choices import Level, PhaseKind, Side
from stretchtui.domain.history.session_protocol import by_start
from stretchtui.domain.instants import age_of
from stretchtui.domain.rating import COMFORT, PAIN, SCALES, STIFFNESS
from stretchtui.domain.record import (
    DoneDose,
    ExerciseOutcome,
    ExerciseRecord,
    Outcome,
    Pain,
    PlannedDose,
    RecordSource,
    SessionRecord,
)
from stretchtui.domain.text import sanitise
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.fields import MOMENT
from stretchtui.journal.records.migrations import STEPS, has_changed
from stretchtui.journal.records.order import understand_line
from stretchtui.journal.storage.document import TABLE

_TABLES = msgspec.json.Decoder(dict[str, dict[str, Raw]])

_Name = Annotated[str, Meta(min_length=1, max_length=limits.NAME_CHARACTERS)]
_Count = Annotated[int, Meta(ge=0, le=10_000)]
# Whole numbers stay whole, as the codec leaves them.
_Hold = Annotated[int, Meta(ge=0, le=1_000_000)] | Annotated[float, Meta(ge=0, le=1e6)]
_Active = Annotated[int, Meta(ge=0, le=1_000_000_000)] | Annotated[float, Meta(ge=0, le=1e9)]
_Speed = Annotated[int, Meta(ge=1, le=1_000)] | Annotated[float, Meta(ge=0.001, le=1_000)]


class _Planned(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    sets: _Count
    reps: _Count
    hold_s: _Hold


class _Done(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    reps: _Count
    hold_s: _Hold


class _Pain(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    nrs: Annotated[int, Meta(ge=PAIN.minimum, le=PAIN.maximum)] | None = None
    phase: PhaseKind | None = None


class _Entry(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
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


class SummaryFields(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
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
    active_s: _Active | None = None
    exercises: Annotated[tuple[_Entry, ...], Meta(max_length=limits.ENTRIES)] = ()
    stiffness_before: Annotated[int, Meta(ge=STIFFNESS.minimum, le=STIFFNESS.maximum)] | None = None
    stiffness_after: Annotated[int, Meta(ge=STIFFNESS.minimum, le=STIFFNESS.maximum)] | None = None
    comfort: Annotated[int, Meta(ge=COMFORT.minimum, le=COMFORT.maximum)] | None = None
    scales: Annotated[dict[_Name, _Name], Meta(max_length=limits.ENTRIES)] | None = None
    note: Annotated[str, Meta(max_length=limits.NOTE_CHARACTERS)] = ""
    source: RecordSource = RecordSource.TIMER
    speed: _Speed = 1
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
    return sorted(kept, key=by_start)


def _age(record: SessionSummary) -> tuple[float, bool, date]:
    return age_of(record.updated_at), record.deleted, record.day


def read_record(key: str, line: bytes) -> SessionRecord:
    """Give the record that a line under a key stands for, as `understand_line` does and more than twice as fast.

    Raises RecordError if it is none.
    """
    found = _look(key, line)
    return understand_line(key, line) if found is None else _record(found)


def _glance(key: str, line: Raw) -> SessionSummary:
    """Look at one record; raises RecordError for what is none."""
    raw = bytes(line)
    found = _look(key, raw)
    if found is None or not (is_tame(raw) or all(_clean(text) == text for text in _names(found))):
        return understand_line(key, raw)
    return found


def _look(key: str, line: bytes) -> SummaryFields | None:
    """Look at one record; None for what is rare, and for the codec to judge.

    That is what is no record, has fields of a newer version or nulls where there were none, is of an
    older schema, or ends before it starts.
    """
    try:
        found = _GLANCE.decode(line)
        started = MOMENT.read(found.started)
        MOMENT.read(found.updated)
        ended = started if found.ended is None else MOMENT.read(found.ended)
    except (msgspec.ValidationError, ValueError):
        return None
    odd = found.id != key or has_changed(found.schema) or ended.timestamp() < started.timestamp()
    return None if odd else found


def is_tame(line: bytes) -> bool:
    """Tell by a look whether all texts in a record's line are the same once they are made harmless."""
    return line.isascii() and b"\\" not in line and b"\x7f" not in line


def _names(found: SummaryFields) -> Iterator[str]:
    return (text for each in found.exercises for text in (each.exercise, each.name))


def _clean(text: str) -> str:
    """Make a text harmless, as nearly every one is already."""
    return text if text.isascii() and text.isprintable() else sanitise(text)


def _record(found: SummaryFields) -> SessionRecord:
    """Make a whole record of what was seen: all there is, as there are no unknown fields in it."""
    scales = SCALES if found.scales is None else found.scales
    return SessionRecord(
        schema=max(found.schema, len(STEPS) + 1),
        id=found.id,
        day=found.day,
        started_at=found.started_at,
        updated_at=found.updated_at,
        ended_at=None if found.ended is None else datetime.fromisoformat(found.ended),
        timezone=_clean(found.timezone),
        routine=_clean(found.routine),
        routine_name=_clean(found.routine_name or ""),
        exercises=tuple(_entry(each) for each in found.exercises),
        scales={_clean(name): _clean(scale) for name, scale in scales.items()},
        note=_clean(found.note),
        level=found.level,
        short=found.short,
        outcome=found.outcome,
        active_s=found.active_s,
        stiffness_before=found.stiffness_before,
        stiffness_after=found.stiffness_after,
        comfort=found.comfort,
        source=found.source,
        speed=found.speed,
        deleted=found.deleted,
    )


def _entry(found: _Entry) -> ExerciseRecord:
    planned, done, pain = found.planned, found.done, found.pain
    return ExerciseRecord(
        exercise=_clean(found.exercise),
        side=found.side,
        planned=PlannedDose(sets=planned.sets, reps=planned.reps, hold_s=planned.hold_s),
        done=DoneDose(reps=done.reps, hold_s=done.hold_s),
        outcome=found.outcome,
        name=_clean(found.name),
        pain=None if pain is None or pain == _Pain() else Pain(nrs=pain.nrs, phase=pain.phase),
    )
