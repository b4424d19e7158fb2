"""What records, settings and commands name as routines and timelines do: reading them needs nothing else of those."""

from __future__ import annotations

from enum import StrEnum

DEFAULT_ROUTINE = "morning-bed"
"""The routine that is led where no other is named."""


PACES = (1.0, 1.25, 1.5, 2.0)
"""How many times longer everything but the holds may take (our own values)."""

RATE = 160
"""Words a minute of a calm voice; the rate that speech is reckoned with unless another is chosen."""

FULL_SESSIONS = 3
"""So many completed sessions of a routine are told in full before `auto` is brief (our own value)."""


class Guidance(StrEnum):
    """How much is told: FULL says all of how an exercise is done, BRIEF what one has to be reminded of."""

    AUTO = "auto"
    FULL = "full"
    BRIEF = "brief"

    def for_routine(self, completed: int) -> Guidance:
        """Choose what AUTO stands for after so many completed sessions of the routine."""
        if self is not Guidance.AUTO:
            return self
        return Guidance.BRIEF if completed >= FULL_SESSIONS else Guidance.FULL


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


class PhaseKind(StrEnum):
    """What the person does during a phase; exactly one instruction each."""

    GET_READY = "get-ready"
    MOVE_IN = "move-in"
    HOLD = "hold"
    MOVE_OUT = "move-out"
    SWITCH_SIDES = "switch-sides"
    REST = "rest"


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """The weekday's number, Monday being 0."""
        return list(Weekday).index(self)
