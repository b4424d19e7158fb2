"""The session record: what was planned and what was done, as the journal keeps it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from stretchtui.domain.choices import Level, PhaseKind, Side
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.fields import Within
from stretchtui.domain.rating import PAIN, SCALES

SCHEMA = 2
"""Version of the record's layout; raised when a field changes its meaning or one is added."""

Place = tuple[str, Side, int]
"""Which line of a session is meant: exercise, side, and how many such lines come before it."""

Degree = Annotated[int, Within(PAIN.minimum, PAIN.maximum)]
"""How much something hurts, a point of `PAIN`."""


class ExerciseOutcome(StrEnum):
    """How one side of one exercise ended. DONE: the minimum of the dose was reached."""

    DONE = "done"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    STOPPED_PAIN = "stopped-pain"


class Outcome(StrEnum):
    """How a session ended. COMPLETED: every exercise that was to be done reached its minimum."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    STOPPED_PAIN = "stopped-pain"


class RecordSource(StrEnum):
    """Who timed the session: this program, or the person from memory."""

    TIMER = "timer"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDose:
    """What was aimed for: reps in each set, seconds of hold in each rep."""

    sets: int
    reps: int
    hold_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneDose:
    """What was done: reps that reached the minimum hold, and all seconds held, in total."""

    reps: int
    hold_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """Where an exercise hurt: how much on `PAIN`, 0-10, and in which phase; None is not said, never 0."""

    nrs: Degree | None = None
    phase: PhaseKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRecord:
    """One side of one exercise in a session.

    An exercise that was left out beforehand has one entry, of side BOTH, with no set, repetition or
    second planned. `name` is what the exercise was called then, "" where that was not noted; `pain` belongs to
    one that was stopped for it. `extra` keeps fields of newer versions.
    """

    exercise: str
    side: Side
    planned: PlannedDose
    done: DoneDose
    outcome: ExerciseOutcome
    name: str = ""
    pain: Pain | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def left_out(self) -> bool:
        """Tell whether it was left out beforehand: nothing of it was planned, so that nothing was skipped."""
        return self.outcome is ExerciseOutcome.SKIPPED and self.planned.sets * self.planned.reps == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One session in the journal.

    `day` is the local day it belongs to, frozen at the start. `started_at`, `ended_at` and
    `updated_at` are timezone-aware; `timezone` is the zone's name. `active_s` is running time
    in seconds from the monotonic clock, pauses left out. `ended_at` and `active_s` are None
    for a session noted from memory; a rating that was not given is None, never 0.
    `routine_name` is what the routine was called then, "" where that was not noted. `extra`
    keeps fields that a newer version wrote. Raises ValueError for instants without a zone
    and for a session that ends before it starts.
    """

    id: str
    day: date
    started_at: datetime
    timezone: str
    routine: str
    outcome: Outcome
    updated_at: datetime
    routine_name: str = ""
    ended_at: datetime | None = None
    level: Level | None = None
    short: bool = False
    active_s: float | None = None
    exercises: tuple[ExerciseRecord, ...] = ()
    stiffness_before: int | None = None
    stiffness_after: int | None = None
    comfort: int | None = None
    scales: Mapping[str, str] = field(default_factory=lambda: dict(SCALES))
    note: str = ""
    source: RecordSource = RecordSource.TIMER
    speed: float = 1
    deleted: bool = False
    schema: int = SCHEMA
    extra: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse instants that cannot be placed in time."""
        for name in ("started_at", "ended_at", "updated_at"):
            instant = getattr(self, name)
            if instant is not None and instant.utcoffset() is None:
                raise ValueError(f"{name} needs a time zone, got {instant.isoformat()}")
        if self.ended_at is not None and self.ended_at.timestamp() < self.started_at.timestamp():
            raise ValueError("ended_at is before started_at")

    @property
    def held_s(self) -> float:
        """All seconds of hold in the session."""
        return sum(entry.done.hold_s for entry in self.exercises)


def session_outcome(exercises: Iterable[ExerciseRecord]) -> Outcome:
    """Sum up a session: pain anywhere, else completed when all that was to be done reached its minimum."""
    outcomes = [entry.outcome for entry in exercises if not entry.left_out]
    if ExerciseOutcome.STOPPED_PAIN in outcomes:
        return Outcome.STOPPED_PAIN
    if outcomes and all(outcome is ExerciseOutcome.DONE for outcome in outcomes):
        return Outcome.COMPLETED
    return Outcome.PARTIAL


def places(entries: Iterable[ExerciseRecord]) -> list[Place]:
    """Name every line of a session so that it is found again in a newer copy of the record."""
    seen: dict[tuple[str, Side], int] = {}
    found: list[Place] = []
    for entry in entries:
        number = seen[entry.exercise, entry.side] = seen.get((entry.exercise, entry.side), -1) + 1
        found.append((entry.exercise, entry.side, number))
    return found


def new_id(instant: datetime, noise: bytes) -> str:
    """Make a time-ordered UUID (version 7, RFC 9562) from an aware instant and 10 random bytes."""
    if len(noise) != 10:
        raise ValueError("expected 10 random bytes")
    head = max(0, int(instant.timestamp() * 1000)).to_bytes(6, "big")
    value = bytearray(head + noise)
    value[6] = (value[6] & 0x0F) | 0x70
    value[8] = (value[8] & 0x3F) | 0x80
    return str(uuid.UUID(bytes=bytes(value)))
