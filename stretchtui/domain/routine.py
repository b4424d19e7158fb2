"""Exercises, their doses and the routines they make up.

Doses are ranges, as a physiotherapist writes them ("10-15 s", "2-3 times"): reaching
the minimum is done, and a level says which point of every range a session aims for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from stretchtui.domain import limits
from stretchtui.domain.fields import Length, Matching, Within
from stretchtui.domain.figure.pose import Figure


class Level(StrEnum):
    """Which point of each range of a dose is aimed for."""

    GENTLE = "gentle"
    STANDARD = "standard"
    FULL = "full"


class Side(StrEnum):
    """The side of the body that moves, as the person lying down feels it."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Sides(StrEnum):
    """How an exercise goes through its sides.

    BOTH: the sides move together. EACH: all reps on one side, then all on the other.
    ALTERNATING: one rep on each side in turn.
    """

    BOTH = "both"
    EACH = "each"
    ALTERNATING = "alternating"

    def each(self, first: Side = Side.LEFT) -> tuple[Side, ...]:
        """Give the sides in the order they are done, `first` being the one to begin with."""
        if self is Sides.BOTH:
            return (Side.BOTH,)
        return (Side.RIGHT, Side.LEFT) if first is Side.RIGHT else (Side.LEFT, Side.RIGHT)


class Span(NamedTuple):
    """An inclusive range of whole numbers, minimum first."""

    minimum: int
    maximum: int

    def at(self, level: Level, *, up: bool = False) -> int:
        """Pick the point for a level: minimum, middle, or maximum; `up` rounds a middle up that is no whole number."""
        if level is Level.GENTLE:
            return self.minimum
        if level is Level.FULL:
            return self.maximum
        return (self.minimum + self.maximum + up) // 2

    def __str__(self) -> str:
        """Write the range as a dose is written: `10-15`, or `3` where there is no choice."""
        return f"{self.minimum}-{self.maximum}" if self.minimum != self.maximum else str(self.minimum)


class Amount(NamedTuple):
    """How much of an exercise a level aims for: sets of reps a side, each held for so many seconds."""

    sets: int
    reps: int
    hold_s: int


ONCE = Span(1, 1)
"""The range of a thing done one time."""

Id = Annotated[
    str,
    Matching("(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*", "lower-case words joined by hyphens, e.g. my-stretch"),
]
Name = Annotated[str, Length(1, 10_000, "some text")]
Seconds = Annotated[float, Within(0, 300, "{:g}-{:g} s")]

_SPAN = "[minimum, maximum] between {:g} and {:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of an exercise: sets x reps x hold, side, tempo and rest; all times in seconds.

    `reps` is per side. `hold_s` is the time kept in position in one rep. Moving in, moving
    out, getting ready, changing sides and resting have times of their own and never count
    as hold. `ours` names the keys whose values are this program's, not the source's.
    """

    sets: Annotated[Span, Within(1, 10, _SPAN)] = ONCE
    reps: Annotated[Span, Within(1, 50, _SPAN)] = ONCE
    hold_s: Annotated[Span, Within(1, 300, _SPAN)]
    sides: Sides = Sides.BOTH
    get_ready_s: Seconds = 10.0
    move_in_s: Seconds = 3.0
    move_out_s: Seconds = 3.0
    switch_sides_s: Seconds = 5.0
    rest_s: Seconds = 0.0
    set_rest_s: Seconds = 15.0
    ours: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def mistakes(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find what is marked as ours and is no part of a dose."""
        for position, name in enumerate(values.get("ours", ())):
            if name not in cls.__dataclass_fields__:
                yield f"ours[{position}]", f"there is no dose key {name!r}"

    def at(self, level: Level) -> Amount:
        """Give what a level aims for.

        In the middle, counts are rounded down and holds up, so that even of a dose as narrow as
        2-3 times 3-5 s the standard level is more than the gentle one and less than the full one.
        """
        return Amount(self.sets.at(level), self.reps.at(level), self.hold_s.at(level, up=True))

    @property
    def is_stretch(self) -> bool:
        """Tell a held stretch from a movement paced by its tempo."""
        return self.hold_s.maximum >= 10

    @property
    def counts_from_s(self) -> float:
        """Seconds of hold from which a rep counts: the minimum of a stretch, a moment of a movement."""
        return float(self.hold_s.minimum) if self.is_stretch else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What is said on screen in each phase; `{side}` stands for the side's word.

    `move_in_word`, `hold_word` and `move_out_word` are the one word, or two, that fit this movement
    better than the usual ones.
    """

    get_ready: str
    move_in: str
    hold: str
    move_out: str
    switch_sides: str = "Change to the {side}."
    rest: str = "Rest a moment."
    move_in_word: str = ""
    hold_word: str = ""
    move_out_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One movement: what it is for, how it is done, who should ask first, and its dose.

    `plain_name` says what a clinical name means. `side_phrase` says a side in this exercise's words
    and holds `{side}`, e.g. "{side} leg".
    """

    id: Id
    name: Name
    plain_name: str = ""
    purpose: str = ""
    start: str = ""
    instructions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()
    cues: Cues
    dose: Dose
    side_phrase: str = "{side} side"
    figure: Figure | None = None

    @classmethod
    def mistakes(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find a phrase that says no side where sides differ."""
        dose, phrase = values.get("dose"), values.get("side_phrase", "{side}")
        if dose and dose.sides is not Sides.BOTH and "{side}" not in phrase:
            yield "side_phrase", f"expected text with {{side}} in it, got {phrase!r}"

    @property
    def title(self) -> str:
        """The name, and beside a clinical one the plain one."""
        return f"{self.name}: {self.plain_name}" if self.plain_name else self.name

    def name_side(self, side: Side) -> str:
        """Say a side in this exercise's words ("right leg"); "" when both move together."""
        return "" if side is Side.BOTH else self.side_phrase.replace("{side}", side.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a routine comes from; named on screen, so that its authors keep their credit."""

    title: str
    author: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """An ordered list of exercises, with the subset for a rough morning."""

    id: Id
    name: Name
    source: Source
    exercises: Annotated[tuple[Exercise, ...], Length(1, limits.EXERCISES, "{} to {} exercise ids")]
    short: tuple[str, ...] = ()
    start: str = ""
    disclosures: tuple[str, ...] = ()

    @classmethod
    def mistakes(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find what the short version has and the routine does not."""
        inside = {exercise.id for exercise in values.get("exercises", ())}
        for position, wanted in enumerate(values.get("short", ()) if inside else ()):
            if wanted not in inside:
                yield f"short[{position}]", f"{wanted!r} is not among this routine's exercises"

    def planned(self, *, short: bool) -> tuple[Exercise, ...]:
        """List the exercises of a session, in the routine's order."""
        if not (short and self.short):
            return self.exercises
        return tuple(exercise for exercise in self.exercises if exercise.id in self.short)
