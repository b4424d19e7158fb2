"""The line of a session as this program writes it, seen at a glance: one that writing gives back byte for byte.

Such a line has every key once and in its order, none that is unknown and no value out of range. What it says of its
exercises is nearly always what other days say too, and is then made once for all of them.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

# Types stand here as they are: msgspec would compile each one that is text, `from __future__ import annotations`.
import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType
from msgspec.structs import force_setattr

from stretchtui.domain import limits
from stretchtui.domain.choices import Level, PhaseKind, Side
from stretchtui.domain.rating import COMFORT, PAIN, STIFFNESS
from stretchtui.domain.record import (
    DoneDose,
    ExerciseOutcome,
    ExerciseRecord,
    Outcome,
    Pain,
    PlannedDose,
    RecordSource,
)
from stretchtui.domain.text import sanitise

_Name = Annotated[str, Meta(min_length=1, max_length=limits.NAME_CHARACTERS)]
_Title = Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)]
_Moment = Annotated[str, Meta(max_length=40)]
_Count = Annotated[int, Meta(ge=0, le=10_000)]
# Whole numbers stay whole, as the codec leaves them.
_Hold = Annotated[int, Meta(ge=0, le=1_000_000)] | Annotated[float, Meta(ge=0, le=1e6)]
_Active = Annotated[int, Meta(ge=0, le=1_000_000_000)] | Annotated[float, Meta(ge=0, le=1e9)]
_Speed = Annotated[int, Meta(ge=1, le=1_000)] | Annotated[float, Meta(ge=0.001, le=1_000)]
_Stiffness = Annotated[int, Meta(ge=STIFFNESS.minimum, le=STIFFNESS.maximum)]

if TYPE_CHECKING:
    _Exercises = tuple[ExerciseRecord, ...]
    _Scales = Mapping[str, str]
else:
    _Exercises = _Scales = Raw  # until `session_line` puts in what is made of it


class _Planned(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    sets: _Count
    reps: _Count
    hold_s: _Hold


class _Done(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    reps: _Count
    hold_s: _Hold


class _Pain(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    nrs: Annotated[int, Meta(ge=PAIN.minimum, le=PAIN.maximum)] | None
    phase: PhaseKind | None


class _Entry(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    exercise: _Name
    name: _Title | UnsetType = UNSET
    side: Side
    planned: _Planned
    done: _Done
    outcome: ExerciseOutcome
    pain: _Pain | UnsetType = UNSET


class SessionLine(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    """What stands in a session's line; see `SessionLike`. Texts are as they stand, but for those of exercises."""

    schema: Annotated[int, Meta(ge=1, le=1_000_000)]
    id: Annotated[str, Meta(pattern=r"\A[0-9A-Za-z][0-9A-Za-z._-]{0,63}\Z")]
    day: date
    started: _Moment = msgspec.field(name="started_at")
    ended: _Moment | None = msgspec.field(name="ended_at")
    timezone: _Name
    routine: _Name
    title: _Title | UnsetType = msgspec.field(name="routine_name", default=UNSET)
    level: Level | None
    short: bool
    outcome: Outcome
    active_s: _Active | None
    exercises: _Exercises
    stiffness_before: _Stiffness | None
    stiffness_after: _Stiffness | None
    comfort: Annotated[int, Meta(ge=COMFORT.minimum, le=COMFORT.maximum)] | None
    scales: _Scales
    note: Annotated[str, Meta(max_length=limits.NOTE_CHARACTERS)]
    source: RecordSource
    speed: _Speed
    updated: _Moment = msgspec.field(name="updated_at")
    deleted: bool

    @property
    def routine_name(self) -> str:
        """What the routine was called then."""
        return self.title if isinstance(self.title, str) else ""

    @property
    def started_at(self) -> datetime:
        """When it started, with its offset."""
        return datetime.fromisoformat(self.started)

    @property
    def ended_at(self) -> datetime | None:
        """When it ended, with its offset."""
        return None if self.ended is None else datetime.fromisoformat(self.ended)

    @property
    def updated_at(self) -> datetime:
        """When it was changed last, with its offset."""
        return datetime.fromisoformat(self.updated)


_BEFORE_EXERCISES = b',"exercises":'
_NO_EXERCISES = b"[]"
_ENCODE = msgspec.json.Encoder().encode
_SESSION = msgspec.json.Decoder(SessionLine)
_ENTRY = msgspec.json.Decoder(_Entry)
_ENTRIES = msgspec.json.Decoder(Annotated[list[Raw], Meta(max_length=limits.ENTRIES)])
_SCALES = msgspec.json.Decoder(Annotated[dict[_Name, _Name], Meta(max_length=limits.ENTRIES)])


def session_line(line: bytes) -> SessionLine | None:
    """Look at a session's line; None for one that is not just as this program writes it."""
    return session_lines({"": line}).get("")


def session_lines(lines: Mapping[str, bytes]) -> dict[str, SessionLine]:
    """Look at the lines of sessions, and leave out those that are not just as this program writes them."""
    seen: dict[str, SessionLine] = {}
    before, exercises = _NO_EXERCISES, tuple[ExerciseRecord, ...]()
    for key, line in lines.items():
        # Exercises are most of a line, and nearly always those of the line before: these bytes were looked at there.
        start = line.find(_BEFORE_EXERCISES) + len(_BEFORE_EXERCISES)
        known = line.startswith(before, start)
        short = line[:start] + _NO_EXERCISES + line[start + len(before) :] if known else line
        try:
            found = _SESSION.decode(short)
            if _ENCODE(found) != short:
                continue
            raw = bytes(found.exercises)  # type: ignore[arg-type]
            if not known:
                before, exercises = raw, _exercises(raw)
            elif raw != _NO_EXERCISES:
                continue  # what was taken for the exercises stands elsewhere in the line
            force_setattr(found, "exercises", exercises)
            force_setattr(found, "scales", _scales(bytes(found.scales)))  # type: ignore[arg-type]
            seen[key] = found
        except (msgspec.MsgspecError, ValueError, RecursionError):
            continue
    return seen


def _same(found: object, raw: bytes) -> None:
    if _ENCODE(found) != raw:
        raise ValueError


@lru_cache(maxsize=200)
def _exercises(raw: bytes) -> tuple[ExerciseRecord, ...]:
    entries = _ENTRIES.decode(raw)
    _same(entries, raw)
    return tuple(_exercise(bytes(entry)) for entry in entries)


@lru_cache(maxsize=2_000)
def _exercise(raw: bytes) -> ExerciseRecord:
    found = _ENTRY.decode(raw)
    _same(found, raw)
    planned, done, pain = found.planned, found.done, found.pain
    return ExerciseRecord(
        exercise=sanitise(found.exercise),
        side=found.side,
        planned=PlannedDose(sets=planned.sets, reps=planned.reps, hold_s=planned.hold_s),
        done=DoneDose(reps=done.reps, hold_s=done.hold_s),
        outcome=found.outcome,
        name=sanitise(found.name) if isinstance(found.name, str) else "",
        pain=Pain(nrs=pain.nrs, phase=pain.phase) if isinstance(pain, _Pain) and pain != _Pain(None, None) else None,
    )


@lru_cache(maxsize=20)
def _scales(raw: bytes) -> Mapping[str, str]:
    found = _SCALES.decode(raw)
    _same(found, raw)
    return {sanitise(name): sanitise(scale) for name, scale in found.items()}
