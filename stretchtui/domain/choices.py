"""What records and commands name as routines and timelines do: reading a journal needs nothing else of those."""

from __future__ import annotations

from enum import StrEnum

DEFAULT_ROUTINE = "morning-bed"
"""The routine that is led where no other is named."""


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
