"""What a person changes of a session afterwards, applied to the record as it is stored then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Protocol

from stretchtui.domain import limits
from stretchtui.domain.calendar import DAY_STARTS_AT, local_day
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.entered_time import EnteredTimeError, TimeFault, check_begun, check_day
from stretchtui.domain.instants import in_zone, shifted
from stretchtui.domain.rating import SCALES
from stretchtui.domain.record import (
    ExerciseOutcome,
    ExerciseRecord,
    Outcome,
    Place,
    RecordSource,
    SessionRecord,
    places,
    session_outcome,
)
from stretchtui.domain.zones import known_zone

USUAL_TIME = time(8, 0)
"""When a session of a day that is over is taken to have begun, until somebody says otherwise."""

RATINGS = ("stiffness_before", "stiffness_after", "comfort")
"""The fields of a record that are ratings."""

_VALUES = ("outcome", "active_s", "exercises", *RATINGS, "note")
"""The fields of a record that change while it is led, rated and edited, its times apart."""

_CORRECTION_S = 2 * 3600
"""A time that is moved by less is corrected, not another one."""

_OWN = frozenset({"id", "updated_at", "schema", "routine_name", "scales", "deleted", "extra"})
"""The fields of a record that nobody changes of a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes to a session; whatever is not named in them stays as it is stored.

    `values` are fields of the record by name, `lasted_s` is the time from its start to its end.
    `outcomes` are of single lines. `day` and `at` move the session in time; `at` has whole
    minutes, and before `day_starts_at` it is in the night that ends the day.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    lasted_s: float | None = None
    outcomes: Mapping[Place, ExerciseOutcome] = field(default_factory=dict)
    day: date | None = None
    at: time | None = None
    day_starts_at: time = DAY_STARTS_AT

    def __bool__(self) -> bool:
        """Tell whether there is any change."""
        return bool(self.values or self.outcomes or self.day or self.at) or self.lasted_s is not None


NO_CHANGES = Changes()


class NamedRoutine(Protocol):
    """What a record says of the routine that was done."""

    @property
    def id(self) -> str: ...  # noqa: D102 - a field

    @property
    def name(self) -> str: ...  # noqa: D102


def noted(
    now: datetime, zone: str, record_id: str, routine: NamedRoutine, day: date | None, day_starts_at: time
) -> SessionRecord:
    """Make the record of a session that was done without the program, for a person to say how it went.

    `zone` is the name of the one that `now` is in. Without a day it began just now; one of another day than
    today began at the usual time.
    """
    now = now.replace(microsecond=0)
    today = local_day(now, day_starts_at)
    record = SessionRecord(
        id=record_id,
        day=today,
        started_at=now,
        timezone=zone,
        routine=routine.id,
        routine_name=routine.name[: limits.NAME_CHARACTERS],
        outcome=Outcome.COMPLETED,
        updated_at=now,
        source=RecordSource.MANUAL,
    )
    return record if day in (None, today) else moved(record, day, USUAL_TIME, day_starts_at)


def noted_as(record: SessionRecord, changes: Changes, now: datetime) -> SessionRecord:
    """Finish a record from `noted` by what a person says of it; raises EnteredTimeError for one that cannot be."""
    record = changed(record, changes, now)
    check_day(record.day, now, changes.day_starts_at)
    return check_begun(record, now)


def changed(stored: SessionRecord, changes: Changes, now: datetime) -> SessionRecord:
    """Apply changes to a record; what was done in seconds and reps stays as it was measured.

    The session's outcome follows those of its lines, unless it is among the changes or was
    set by hand before. Raises EnteredTimeError for a day or time that a session cannot have been at by now.
    """
    lines = zip(places(stored.exercises), stored.exercises, strict=True)
    exercises = tuple(_with_outcome(entry, changes.outcomes.get(place, entry.outcome)) for place, entry in lines)
    record = replace(stored, exercises=exercises)
    if changes.outcomes and stored.outcome is session_outcome(stored.exercises):
        record = replace(record, outcome=session_outcome(exercises))
    if any(changes.values[name] != getattr(stored, name) for name in RATINGS if name in changes.values):
        record = replace(record, scales={**SCALES, **stored.scales})
    if changes.lasted_s is not None:
        record = replace(record, ended_at=_end(record, record.started_at, changes.lasted_s))
    return _moved_by(replace(record, **changes.values), changes, now)


def _with_outcome(entry: ExerciseRecord, outcome: ExerciseOutcome) -> ExerciseRecord:
    """Give a line another outcome; one that was not stopped for pain has none."""
    return replace(entry, outcome=outcome, pain=entry.pain if outcome is ExerciseOutcome.STOPPED_PAIN else None)


def changes_between(before: SessionRecord, after: SessionRecord) -> Changes:
    """Give what was measured, rated and noted between two copies of a record; their places in time are left out."""
    values = {name: getattr(after, name) for name in _VALUES if getattr(after, name) != getattr(before, name)}
    return Changes(values=values, lasted_s=_lasted_s(after) if _lasted_s(after) != _lasted_s(before) else None)


def all_of(record: SessionRecord) -> Changes:
    """Give everything that a record says was measured, rated and noted; what it leaves out is no change."""
    said = {name: getattr(record, name) for name in _VALUES}
    return Changes(
        values={name: value for name, value in said.items() if value not in (None, "", ())}, lasted_s=_lasted_s(record)
    )


def differing(one: SessionRecord, other: SessionRecord) -> tuple[str, ...]:
    """Name the fields in which two copies of a session differ for the person."""
    names = (item.name for item in fields(SessionRecord) if item.name not in _OWN)
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def unopposed(changes: Changes, base: SessionRecord, stored: SessionRecord) -> Changes:
    """Leave out of changes to base what stored, which is later, has changed as well."""
    later = differing(base, stored)
    before, after = _outcomes(base), _outcomes(stored)
    return replace(
        changes,
        values={name: value for name, value in changes.values.items() if name not in later},
        lasted_s=None if "ended_at" in later else changes.lasted_s,
        outcomes={place: said for place, said in changes.outcomes.items() if before.get(place) is after.get(place)},
        day=None if "day" in later else changes.day,
        at=None if "started_at" in later else changes.at,
    )


def _outcomes(record: SessionRecord) -> dict[Place, ExerciseOutcome]:
    lines = zip(places(record.exercises), record.exercises, strict=True)
    return {place: entry.outcome for place, entry in lines}


def _lasted_s(record: SessionRecord) -> float | None:
    return None if record.ended_at is None else record.ended_at.timestamp() - record.started_at.timestamp()


def _apart_s(one: SessionRecord, other: SessionRecord) -> float:
    return abs(one.started_at.timestamp() - other.started_at.timestamp())


def _moved_by(record: SessionRecord, changes: Changes, now: datetime) -> SessionRecord:
    """Move a record as changes say; a day or minute that it has already is no move."""
    start = record.started_at
    day = changes.day if changes.day != record.day else None
    at = changes.at if changes.at != time(start.hour, start.minute) else None
    if day is None and at is None:
        return record
    if day is not None:
        check_day(day, now, changes.day_starts_at)
    first, second = (moved(record, day, at, changes.day_starts_at, fold) for fold in (0, 1))
    came = first.started_at.replace(tzinfo=None) == second.started_at.replace(tzinfo=None)
    if at is not None and not came:
        raise EnteredTimeError(
            TimeFault.TIME_SKIPPED, wall_clock(record.day if day is None else day, at, changes.day_starts_at)
        )
    # Of a time that comes twice, the second is meant if it has been already, but not to correct the first by minutes.
    only_first = came and second.started_at.timestamp() > now.timestamp()
    corrected = came and _apart_s(first, record) < min(_CORRECTION_S, _apart_s(second, record))
    return check_begun(first if only_first or corrected else second, now)


def moved(
    record: SessionRecord, day: date | None, at: time | None, day_starts_at: time, fold: int = 1
) -> SessionRecord:
    """Move a session to another day, another time of its day, or both; it lasts as long as it did.

    The wall clock is that of the session's own zone; of a time that comes twice, fold 1 is the
    second. Without a new time it keeps its distance from the day it belongs to, so that a
    session after midnight stays one. Raises EnteredTimeError for a day past the last one there is.
    """
    if day is None and at is None:
        return record
    on = day or record.day
    if at is None:
        start = record.started_at
        # A file may hold a start that is far from its day; a night at most lies between them in truth.
        nights = (start.date() - record.day).days
        wall = _shifted(on, nights if abs(nights) <= 1 else 0, start.time().replace(tzinfo=None))
    else:
        wall = wall_clock(on, at, day_starts_at)
    started_at = placed(wall, record, fold)
    lasted_s = _lasted_s(record)
    ended_at = None if lasted_s is None else _end(record, started_at, lasted_s)
    return replace(record, day=on, started_at=started_at, ended_at=ended_at)


def _end(record: SessionRecord, started_at: datetime, lasted_s: float) -> datetime:
    """Give the end of a session of a record's zone: the clock may have been changed since its start."""
    end, zone = shifted(started_at, timedelta(seconds=lasted_s)), known_zone(record.timezone)
    return end if zone is None else in_zone(end, zone)


def wall_clock(day: date, at: time, day_starts_at: time) -> datetime:
    """Give date and time on the clock at a time of a journal's day: before the border it is the next date's night.

    Raises EnteredTimeError for a day past the last one there is.
    """
    return _shifted(day, int(at < day_starts_at), at)


def _shifted(day: date, days: int, at: time) -> datetime:
    try:
        return datetime.combine(day + timedelta(days=days), at)
    except OverflowError:
        raise EnteredTimeError(TimeFault.DAY_TO_COME if days > 0 else TimeFault.DAY_TOO_EARLY, day) from None


def placed(wall: datetime, record: SessionRecord, fold: int = 1) -> datetime:
    """Place a wall clock in the zone of a record; where that has no name known here, at its offset.

    A time that the clock jumped over is put an hour later; of one that came twice, fold 1 is the second.
    """
    zone = known_zone(record.timezone)
    if zone is None:
        return wall.replace(tzinfo=record.started_at.tzinfo)
    before, after = (zone.utcoffset(wall.replace(fold=each)) or timedelta() for each in (0, 1))
    here, other = (after, before) if fold else (before, after)
    if before < after:  # the clock jumped over it, and went on by the other offset
        return wall.replace(tzinfo=timezone(other)).astimezone(timezone(here))
    return wall.replace(tzinfo=timezone(here))
