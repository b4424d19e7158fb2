"""What several tests share: a clock set by hand, and exercises and records made of few words."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pendulum

from stretchtui import library
from stretchtui.config import Config
from stretchtui.domain.choices import Guidance
from stretchtui.domain.cues.speech import Speech
from stretchtui.domain.dose import Dose, Span
from stretchtui.domain.record import DoneDose, ExerciseOutcome, ExerciseRecord, Outcome, PlannedDose, SessionRecord
from stretchtui.domain.routine import Cues, Exercise, Level, Routine, Side, Source
from stretchtui.domain.sound import Sound
from stretchtui.journal import Checkpoints, Journal
from stretchtui.library import Library
from stretchtui.library.reading import Tell
from stretchtui.session.context import AppContext
from stretchtui.system import resources
from stretchtui.system.keep_awake import KeepAwake
from stretchtui.system.locations import Locations
from stretchtui.words import spoken

CALM = Speech(spoken)
"""A calm voice in a session that runs at its own speed."""

MORNING = pendulum.datetime(2026, 11, 22, 7, 2, 11, tz="Europe/Paris")


class FakeClock:
    """A clock that stands still until it is told to go on; both its clocks go together."""

    def __init__(self, seconds: float = 1000.0, start: pendulum.DateTime = MORNING) -> None:
        self.seconds = seconds
        self.set(start)

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> pendulum.DateTime:
        return self._at.add(microseconds=round((self.seconds - self._at_s) * 1e6))

    def on_the_wall(self) -> datetime:
        return self.now().naive()

    def set(self, instant: pendulum.DateTime) -> None:
        """Set the wall clock, as a system does that was wrong; the monotonic one goes on as it does."""
        self._at, self._at_s = instant, self.seconds

    def go(self, seconds: float) -> float:
        """Let seconds pass and give the new monotonic time."""
        self.seconds += seconds
        return self.seconds


CUES = Cues(
    get_ready="lie down",
    move_in="{side} in",
    hold="stay, {side}",
    move_out="{side} out",
    switch_sides="now {side}",
    rest="rest",
)


def make_exercise(name: str = "stretch", hold_s: tuple[int, int] = (10, 15), **dose: Any) -> Exercise:
    """Make an exercise; `sets` and `reps` are given as pairs."""
    spans = {key: Span(*dose.pop(key)) for key in ("sets", "reps") if key in dose}
    return Exercise(
        id=name,
        name=name.capitalize(),
        purpose="",
        start="",
        instructions=(),
        cautions=(),
        ask_first=(),
        cues=CUES,
        dose=Dose(hold_s=Span(*hold_s), **spans, **dose),
        side_phrase="{side} leg",
    )


def make_routine(*exercises: Exercise, short: Sequence[str] = ()) -> Routine:
    return Routine(id="own", name="Own", source=Source(title="Own"), exercises=exercises, short=tuple(short))


def make_line(outcome: ExerciseOutcome, *, reps: int = 1, hold_s: float = 12.0) -> ExerciseRecord:
    return ExerciseRecord(
        exercise="stretch",
        side=Side.BOTH,
        planned=PlannedDose(sets=1, reps=1, hold_s=13),
        done=DoneDose(reps=reps, hold_s=hold_s),
        outcome=outcome,
    )


def make_record(day: date = date(2026, 11, 22), outcome: Outcome = Outcome.COMPLETED, **values: Any) -> SessionRecord:
    started_at = datetime.combine(day, time(7, 2, 11), tzinfo=UTC)
    fields: dict[str, Any] = {
        "id": "0193f0c2-0000-7000-8000-000000000000",
        "day": day,
        "started_at": started_at,
        "timezone": "UTC",
        "routine": "morning-bed",
        "outcome": outcome,
        "updated_at": started_at,
        "level": Level.STANDARD,
    }
    return SessionRecord(**{**fields, **values})


@cache
def shipped() -> Library:
    """Read what ships; nothing in it can be changed, so one reading serves every test."""
    return library.load(resources.folder("data"))


@cache
def _read_once(path: Path) -> Exercise | None:
    problems: list[library.FileProblem] = []
    found = library.read_exercise(path, problems.append)
    return None if problems else found


@contextlib.contextmanager
def exercises_read_once() -> Iterator[None]:
    """Read each exercise that ships once for all the programs of a run; nothing in it can be changed."""
    ready = resources.folder("data") / "exercises"

    def read(path: Path, tell: Tell, most: int = library.MOST_TOLD) -> Exercise | None:
        known = _read_once(path) if path.parent == ready else None
        return known or library.read_exercise(path, tell, most)

    with patch("stretchtui.library.library.read_exercise", read):
        yield


READY_S = {
    "lumbar-rotation": 22.0,
    "pelvic-tilt": 19.0,
    "knee-to-chest": 17.0,
    "hamstring-stretch": 18.0,
    "bed-bridge": 16.0,
    "knees-to-chest": 14.0,
}
"""More than any voice needs to tell an exercise in brief, so that no test's moments hang on its words."""


@cache
def unhurried() -> Library:
    """Give what ships, with the same time to get ready whatever is told in it."""
    found = shipped()
    exercises = {
        key: replace(exercise, dose=replace(exercise.dose, get_ready_s=READY_S[key]))
        for key, exercise in found.exercises.items()
        if key in READY_S
    }
    routines = {
        key: replace(routine, exercises=tuple(exercises[exercise.id] for exercise in routine.exercises))
        for key, routine in found.routines.items()
        if exercises.keys() >= {exercise.id for exercise in routine.exercises}
    }
    return replace(found, exercises={**found.exercises, **exercises}, routines={**found.routines, **routines})


def make_context(folder: Path, clock: FakeClock | None = None, **settings: Any) -> AppContext:
    """Make the surroundings of a program that has seen nothing yet."""
    clock = clock or FakeClock()
    places = Locations(
        journal=folder / "journal",
        config=folder / "config.toml",
        routines=folder / "routines",
        exercises=folder / "exercises",
        state=folder / "state",
    )
    own = places.routines, places.exercises
    return AppContext(
        awake=KeepAwake(contextlib.nullcontext),
        library=library.load(resources.folder("data"), *own) if any(map(os.path.lexists, own)) else unhurried(),
        journal=Journal(places.journal, clock.now),
        checkpoints=Checkpoints(places.state / "sessions"),
        clock=clock,
        config=replace(Config(sound=Sound.SILENT, guidance=Guidance.BRIEF), **settings),
        locations=places,
    )
