"""The fields of a session: what each may hold, and a look at a line that writing gives back byte for byte.

Such a line is as this program writes it: every key once and in its order, none that is unknown. What it says of its
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
from stretchtui.domain.rating import COMFORT, PAIN, SCALES, STIFFNESS
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


def _text(shortest: int, longest: int) -> Meta:
    return Meta(min_length=shortest, max_length=longest, description=f"text of {shortest}-{longest} characters")


def _whole(low: int, high: int) -> Meta:
    return Meta(ge=low, le=high, description=f"a whole number {low}-{high}")


def _number(low: float, high: float) -> Meta:
    return Meta(ge=low, le=high, description=f"a number {low:g}-{high:g}")


Name = Annotated[str, _text(1, limits.NAME_CHARACTERS)]
_Title = Annotated[str, _text(0, limits.NAME_CHARACTERS)]
_ID = Meta(pattern=r"\A[0-9A-Za-z][0-9A-Za-z._-]{0,63}\Z", description="an id of 1-64 letters, digits, dots and dashes")
DAY_FORM = "a day YYYY-MM-DD"
MOMENT_FORM = "a date and time with offset, as 2026-11-22T07:02:11+01:00"
_Day = Annotated[date, Meta(description=DAY_FORM)]
# What form it has is seen in Python: the pattern would be no faster here.
_Moment = Annotated[str, Meta(max_length=40, description=MOMENT_FORM)]
_Count = Annotated[int, _whole(0, 10_000)]
# Whole numbers stay whole.
_Hold = Annotated[float, _number(0, 1e6)] | Annotated[int, _whole(0, 1_000_000)]
_Active = Annotated[float, _number(0, 1e9)] | Annotated[int, _whole(0, 1_000_000_000)]
Speed = Annotated[float, _number(0.001, 1_000)] | Annotated[int, _whole(1, 1_000)]
Stiffness = Annotated[int, _whole(STIFFNESS.minimum, STIFFNESS.maximum)]
Comfort = Annotated[int, _whole(COMFORT.minimum, COMFORT.maximum)]
_FEW = Meta(max_length=limits.ENTRIES, description=f"a list of at most {limits.ENTRIES} entries")
_Names = Annotated[dict[Name, Name], Meta(max_length=limits.ENTRIES, description="an object of names")]

if TYPE_CHECKING:
    _Exercises = tuple[ExerciseRecord, ...]
    _Scales = Mapping[str, str]
else:
    _Exercises = _Scales = Raw  # until `session_lines` puts in what is made of it


class Planned(msgspec.Struct, frozen=True, gc=False):
    """What was aimed for."""

    sets: _Count
    reps: _Count
    hold_s: _Hold


class Done(msgspec.Struct, frozen=True, gc=False):
    """What was done."""

    reps: _Count
    hold_s: _Hold


class Hurt(msgspec.Struct, frozen=True, gc=False):
    """Where it hurt, as far as that was said."""

    nrs: Annotated[int, _whole(PAIN.minimum, PAIN.maximum)] | None = None
    phase: PhaseKind | None = None


class Entry(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One side of an exercise as it stands in a session."""

    exercise: Name
    name: _Title | UnsetType = UNSET
    side: Side
    planned: Planned
    done: Done
    outcome: ExerciseOutcome
    pain: Hurt | UnsetType = UNSET


class SessionLine(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What stands in a session's line; see `SessionLike`. Texts are as they stand, but for those of exercises."""

    schema: Annotated[int, _whole(1, 1_000_000)] = 1
    id: Annotated[str, _ID]
    day: _Day
    started: _Moment = msgspec.field(name="started_at")
    ended: _Moment | None = msgspec.field(name="ended_at", default=None)
    timezone: Name
    routine: Name
    title: _Title | UnsetType = msgspec.field(name="routine_name", default=UNSET)
    level: Level | None = None
    short: bool = False
    outcome: Outcome
    active_s: _Active | None = None
    exercises: _Exercises
    stiffness_before: Stiffness | None = None
    stiffness_after: Stiffness | None = None
    comfort: Comfort | None = None
    scales: _Scales
    note: Annotated[str, _text(0, limits.NOTE_CHARACTERS)] = ""
    source: RecordSource = RecordSource.TIMER
    speed: Speed = 1
    updated: _Moment = msgspec.field(name="updated_at")
    deleted: bool = False

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


class GivenSession(SessionLine, frozen=True, kw_only=True):
    """A session as any program may have written it, with entries that are still to be looked at."""

    exercises: Annotated[list[object], _FEW] = msgspec.field(default_factory=list)  # type: ignore[assignment]
    scales: _Names = msgspec.field(default_factory=lambda: SCALES)


_BEFORE_EXERCISES = b',"exercises":'
_NO_EXERCISES = b"[]"
_ENCODE = msgspec.json.Encoder().encode
_SESSION = msgspec.json.Decoder(SessionLine)
_ENTRY = msgspec.json.Decoder(Entry)
_ENTRIES = msgspec.json.Decoder(Annotated[list[Raw], _FEW])
_SCALES = msgspec.json.Decoder(_Names)


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
    return exercise_of(found)


def exercise_of(found: Entry, extra: Mapping[str, object] | None = None) -> ExerciseRecord:
    """Make a record of an entry, its texts harmless; `extra` are the fields in it that this version does not know."""
    planned, done, pain, extra = found.planned, found.done, found.pain, extra or {}
    hurt = isinstance(pain, Hurt) and (pain != Hurt() or "pain" in extra)
    return ExerciseRecord(
        exercise=sanitise(found.exercise),
        side=found.side,
        planned=PlannedDose(sets=planned.sets, reps=planned.reps, hold_s=planned.hold_s),
        done=DoneDose(reps=done.reps, hold_s=done.hold_s),
        outcome=found.outcome,
        name=sanitise(found.name) if isinstance(found.name, str) else "",
        pain=Pain(nrs=pain.nrs, phase=pain.phase) if isinstance(pain, Hurt) and hurt else None,
        extra=extra,
    )


@lru_cache(maxsize=20)
def _scales(raw: bytes) -> Mapping[str, str]:
    found = _SCALES.decode(raw)
    _same(found, raw)
    return harmless(found)


def harmless(names: Mapping[str, str]) -> Mapping[str, str]:
    """Make the names of scales harmless, and what they name."""
    return {sanitise(name): sanitise(scale) for name, scale in names.items()}
