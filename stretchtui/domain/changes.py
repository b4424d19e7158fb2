"""What a person changes of a session afterwards, applied to the record as it is stored then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pendulum

from stretchtui.domain.rating import SCALES
from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, SessionRecord, session_outcome
from stretchtui.domain.routine import Side

EARLIEST = date(1900, 1, 1)
"""A day before this is surely a slip of the finger."""

Place = tuple[str, Side, int]
"""Which line of a session is meant: exercise, side, and how many such lines come before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes to a session; whatever is not named in them stays as it is stored.

    `values` are fields of the record by name. `outcomes` are of single lines. `day` and `at`
    move the session in time; `at` has whole minutes.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    outcomes: Mapping[Place, ExerciseOutcome] = field(default_factory=dict)
    day: date | None = None
    at: time | None = None

    def __bool__(self) -> bool:
        """Tell whether there is any change."""
        return bool(self.values or self.outcomes or self.day or self.at)


def places(entries: Iterable[ExerciseRecord]) -> list[Place]:
    """Name every line of a session so that it is found again in a newer copy of the record."""
    seen: dict[tuple[str, Side], int] = {}
    found: list[Place] = []
    for entry in entries:
        number = seen[entry.exercise, entry.side] = seen.get((entry.exercise, entry.side), -1) + 1
        found.append((entry.exercise, entry.side, number))
    return found


def changed(stored: SessionRecord, changes: Changes, day_starts_at: time) -> SessionRecord:
    """Apply changes to a record; what was done in seconds and reps stays as it was measured.

    The session's outcome follows those of its lines, unless it is among the changes or was
    set by hand before. Raises ValueError for a day past the last one there is.
    """
    lines = zip(places(stored.exercises), stored.exercises, strict=True)
    exercises = tuple(_with_outcome(entry, changes.outcomes.get(place, entry.outcome)) for place, entry in lines)
    record = replace(stored, exercises=exercises)
    if changes.outcomes and stored.outcome is session_outcome(stored.exercises):
        record = replace(record, outcome=session_outcome(exercises))
    if {"stiffness_before", "stiffness_after", "comfort"} & changes.values.keys():
        record = replace(record, scales={**SCALES, **stored.scales})
    return moved(replace(record, **changes.values), changes.day, changes.at, day_starts_at)


def _with_outcome(entry: ExerciseRecord, outcome: ExerciseOutcome) -> ExerciseRecord:
    """Give a line another outcome; one that was not stopped for pain has none."""
    return replace(entry, outcome=outcome, pain=entry.pain if outcome is ExerciseOutcome.STOPPED_PAIN else None)


def moved(record: SessionRecord, day: date | None, at: time | None, day_starts_at: time) -> SessionRecord:
    """Move a session to another day, another time of its day, or both; it lasts as long as it did.

    The wall clock is that of the session's own zone. Without a new time it keeps its distance
    from the day it belongs to, so that a session after midnight stays one. Raises ValueError
    for a day past the last one there is.
    """
    if day is None and at is None:
        return record
    on = day or record.day
    if at is None:
        start = record.started_at
        wall = _shifted(on, (start.date() - record.day).days, start.time().replace(tzinfo=None))
    else:
        wall = wall_clock(on, at, day_starts_at)
    started_at = placed(wall, record)
    ended_at = record.ended_at
    if ended_at is not None:
        lasted = timedelta(seconds=ended_at.timestamp() - record.started_at.timestamp())
        ended_at = started_at + lasted
    return replace(record, day=on, started_at=started_at, ended_at=ended_at)


def wall_clock(day: date, at: time, day_starts_at: time) -> datetime:
    """Give date and time on the clock at a time of a journal's day: before the border it is the next date's night.

    Raises ValueError for a day past the last one there is.
    """
    return _shifted(day, int(at < day_starts_at), at)


def _shifted(day: date, days: int, at: time) -> datetime:
    try:
        return datetime.combine(day + timedelta(days=days), at)
    except OverflowError:
        raise ValueError("there is no such day") from None


def placed(wall: datetime, record: SessionRecord) -> datetime:
    """Place a wall clock in the zone of a record; where that has no name known here, at its offset.

    A time that the clock jumped over is put an hour later; of one that came twice, the second is taken.
    """
    try:
        zone = pendulum.timezone(record.timezone)
    except (ValueError, OSError):
        return wall.replace(tzinfo=record.started_at.tzinfo)
    parts = (wall.year, wall.month, wall.day, wall.hour, wall.minute, wall.second, wall.microsecond)
    return pendulum.datetime(*parts, tz=zone)
