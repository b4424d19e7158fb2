"""Session records for the journal's tests: one made by hand, and any that hypothesis can think of."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from stretchtui.domain.rating import COMFORT, PAIN, STIFFNESS
from stretchtui.domain.record import (
    SCHEMA,
    DoneDose,
    ExerciseOutcome,
    ExerciseRecord,
    Outcome,
    Pain,
    PlannedDose,
    RecordSource,
    SessionRecord,
    new_id,
)
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.domain.text import sanitise

PARIS = timezone(timedelta(hours=1))
MORNING = datetime(2026, 11, 22, 7, 2, 11, tzinfo=PARIS)

_noise = itertools.count(1)


def ticking(start: datetime = MORNING, step_s: float = 1.0) -> Callable[[], datetime]:
    """Make a clock that goes on by step_s at each look at it."""
    looks = itertools.count()
    return lambda: start + timedelta(seconds=step_s * next(looks))


def exercise_record(**changes: Any) -> ExerciseRecord:
    """Make one side of one exercise."""
    fields: dict[str, Any] = {
        "exercise": "knee-to-chest",
        "side": Side.LEFT,
        "planned": PlannedDose(sets=1, reps=1, hold_s=13),
        "done": DoneDose(reps=1, hold_s=13.0),
        "outcome": ExerciseOutcome.DONE,
    }
    return ExerciseRecord(**fields | changes)


def session_record(started_at: datetime = MORNING, **changes: Any) -> SessionRecord:
    """Make a session that started at an instant, with an id of its own."""
    fields: dict[str, Any] = {
        "id": new_id(started_at, next(_noise).to_bytes(10, "big")),
        "day": started_at.date(),
        "started_at": started_at,
        "ended_at": started_at + timedelta(minutes=7),
        "timezone": "Europe/Paris",
        "routine": "morning-bed",
        "level": Level.STANDARD,
        "outcome": Outcome.COMPLETED,
        "active_s": 412.0,
        "exercises": (exercise_record(), exercise_record(side=Side.RIGHT)),
        "stiffness_before": 6,
        "stiffness_after": 3,
        "comfort": 4,
        "updated_at": started_at + timedelta(minutes=8),
    }
    return SessionRecord(**fields | changes)


_harmless_text = st.text(max_size=40).map(sanitise)
_names = st.text(min_size=1, max_size=20).map(sanitise)
_counts = st.integers(0, 10_000)
_seconds = st.floats(0, 1e6, allow_nan=False) | st.integers(0, 1_000_000)
_offsets = st.integers(-24 * 60 + 1, 24 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _harmless_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=5,
)
_extra = st.dictionaries(_names.map(lambda name: f"x-{name}"), _json, max_size=3)

instants = st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2200, 1, 1), timezones=_offsets)  # noqa: DTZ001

exercise_records = st.builds(
    ExerciseRecord,
    exercise=_names,
    side=st.sampled_from(Side),
    planned=st.builds(PlannedDose, sets=_counts, reps=_counts, hold_s=_seconds),
    done=st.builds(DoneDose, reps=_counts, hold_s=_seconds),
    outcome=st.sampled_from(ExerciseOutcome),
    name=st.just("") | _names,
    pain=st.none()
    | st.builds(Pain, nrs=st.sampled_from(PAIN.points), phase=st.none() | st.sampled_from(PhaseKind))
    | st.builds(Pain, phase=st.sampled_from(PhaseKind)),
    extra=_extra,
)


@st.composite
def session_records(draw: st.DrawFn) -> SessionRecord:
    """Draw any valid record."""
    started_at = draw(instants)
    length = st.timedeltas(timedelta(0), timedelta(days=1))
    return SessionRecord(
        id=new_id(started_at.astimezone(UTC), draw(st.binary(min_size=10, max_size=10))),
        day=draw(st.dates(date(1, 1, 1), date(9999, 12, 31))),
        started_at=started_at,
        ended_at=draw(st.none() | length.map(lambda passed: started_at + passed)),
        timezone=draw(_names),
        routine=draw(_names),
        routine_name=draw(st.just("") | _names),
        level=draw(st.none() | st.sampled_from(Level)),
        short=draw(st.booleans()),
        outcome=draw(st.sampled_from(Outcome)),
        active_s=draw(st.none() | st.floats(0, 1e9)),
        exercises=tuple(draw(st.lists(exercise_records, max_size=3))),
        stiffness_before=draw(st.none() | st.sampled_from(STIFFNESS.points)),
        stiffness_after=draw(st.none() | st.sampled_from(STIFFNESS.points)),
        comfort=draw(st.none() | st.sampled_from(COMFORT.points)),
        scales=draw(st.dictionaries(_names, _names, max_size=2)),
        note=draw(_harmless_text),
        source=draw(st.sampled_from(RecordSource)),
        speed=draw(st.integers(1, 1_000) | st.floats(0.001, 1_000)),
        updated_at=draw(instants),
        deleted=draw(st.booleans()),
        schema=draw(st.integers(SCHEMA, 1_000)),
        extra=draw(_extra),
    )
