"""How much of an exercise is done, and on which sides.

Doses are ranges, as a physiotherapist writes them ("10-15 s", "2-3 times"): reaching
the minimum is done, and a level says which point of every range a session aims for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from stretchtui.domain.choices import Level, Side
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.fields import OneOf, Within


class Sides(StrEnum):
    """How an exercise goes through its sides.

    BOTH: the sides move together. EACH: all reps on one side, then all on the other.
    ALTERNATING: one rep on each side in turn. LEFT and RIGHT: on that side only.
    """

    BOTH = "both"
    EACH = "each"
    ALTERNATING = "alternating"
    LEFT = "left"
    RIGHT = "right"

    @property
    def are_two(self) -> bool:
        """Tell whether one side comes after the other."""
        return self in (Sides.EACH, Sides.ALTERNATING)

    def each(self, first: Side = Side.LEFT) -> tuple[Side, ...]:
        """Give the sides in the order they are done, `first` being the one to begin with."""
        if not self.are_two:
            return (Side(self.value),)
        return (Side.RIGHT, Side.LEFT) if first is Side.RIGHT else (Side.LEFT, Side.RIGHT)


class Span(NamedTuple):
    """An inclusive range of whole numbers, minimum first."""

    minimum: int
    maximum: int

    @classmethod
    def of_number(cls, number: int) -> Span:
        """Make the range of a dose that leaves no choice; in a file it may be written as that number."""
        return cls(number, number)

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

Seconds = Annotated[float, Within(0, 300, "{:g}-{:g} s")]

PainLimit = Annotated[int, Within(0, 10, "a whole number {:g}-{:g}")]
FirstSide = Annotated[Side, OneOf((Side.LEFT, Side.RIGHT))]

_SPAN = "a whole number or [minimum, maximum] between {:g} and {:g}"

Sets = Annotated[Span, Within(1, 10, _SPAN)]
Reps = Annotated[Span, Within(1, 50, _SPAN)]
Hold = Annotated[Span, Within(0, 300, _SPAN)]

PACED_BY_IT = "expected more than 0 s, for a repetition without a hold is paced by it"
"""What is wrong with a tempo of no time at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of an exercise: sets x reps x hold, side, tempo and rest; all times in seconds.

    `reps` is per side. `hold_s` is the time kept in position in one rep. Moving in, moving
    out, getting ready, changing sides and resting have times of their own and never count
    as hold. No hold at all is a pure repetition, paced by the tempo. `first_side` is the side to
    begin with where the person is not to choose, `pain_limit` the pain up to which to go, 0-10: it is
    told and never acted on. `ours` names the keys whose values are this program's, not the source's.
    """

    sets: Sets = ONCE
    reps: Reps = ONCE
    hold_s: Hold
    sides: Sides = Sides.BOTH
    first_side: FirstSide | None = None
    pain_limit: PainLimit | None = None
    get_ready_s: Seconds = 10.0
    move_in_s: Seconds = 3.0
    move_out_s: Seconds = 3.0
    switch_sides_s: Seconds = 5.0
    rest_s: Seconds = 0.0
    set_rest_s: Seconds = 15.0
    ours: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def broken_rules(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find what is marked as ours and is no part of a dose, and a repetition that takes no time."""
        for position, name in enumerate(values.get("ours", ())):
            if name not in cls.__dataclass_fields__:
                yield f"ours[{position}]", f"there is no dose key {name!r}"
        if "hold_s" in values and not values["hold_s"].minimum and not values.get("move_in_s", 1.0):
            yield "move_in_s", PACED_BY_IT

    def at(self, level: Level) -> Amount:
        """Give what a level aims for.

        In the middle, counts are rounded down and holds up, so that even of a dose as narrow as
        2-3 times 3-5 s the standard level is more than the gentle one and less than the full one.
        """
        return Amount(self.sets.at(level), self.reps.at(level), self.hold_s.at(level, up=True))

    @property
    def is_stretch(self) -> bool:
        """Tell what is held, as a stretch is, from a movement paced by its tempo."""
        return self.hold_s.maximum >= 10

    @property
    def least_reps(self) -> int:
        """Counted reps of a side, in all its sets, from which an exercise is done."""
        return self.sets.minimum * self.reps.minimum

    @property
    def counts_from_s(self) -> float:
        """Seconds of hold from which a rep that has one counts: the minimum of a stretch, a moment of a movement."""
        return max(1.0, self.hold_s.minimum) if self.is_stretch else 1.0
