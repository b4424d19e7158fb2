"""The plan of a routine, and what is due by it: on which weekdays it is meant to be done, and how often a day.

What is due is said of today and of days to come. Of a day that is over nothing is: whoever did not do it has
missed nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Protocol

from stretchtui.domain.calendar import counts
from stretchtui.domain.choices import Weekday
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.fields import Like, Within
from stretchtui.domain.session_protocol import SessionLike

WEEKDAYS = Like('a list of days such as ["monday", "friday"]')


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlan:
    """The weekdays on which a routine is meant to be done, and how often on each; no day at all is no plan."""

    days: Annotated[tuple[Weekday, ...], WEEKDAYS] = tuple(Weekday)
    times: Annotated[int, Within(1, 10, "times a day, {:g}-{:g}")] = 1

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays by their numbers, Monday being 0, each once."""
        return tuple(sorted({day.number for day in self.days}))


class _Dates(Protocol):
    @property
    def begins(self) -> date | None: ...

    @property
    def ends(self) -> date | None: ...


class PlannedRoutine(Protocol):
    """What the rule needs of a routine."""

    @property
    def id(self) -> str: ...  # noqa: D102 - a field

    @property
    def plan(self) -> WeekPlan | None: ...  # noqa: D102

    @property
    def dates(self) -> _Dates: ...  # noqa: D102


class PlannedSession(SessionLike, Protocol):
    """A session that knows its routine."""

    @property
    def routine(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Due:
    """A routine that is due on a day: how often, and how often it was done by now."""

    routine: str
    times: int
    done: int = 0


def falls_on(routine: PlannedRoutine, day: date) -> bool:
    """Tell whether a routine's plan has a day, inside the dates that the routine was set for."""
    begins, ends = routine.dates.begins, routine.dates.ends
    inside = (begins is None or begins <= day) and (ends is None or day <= ends)
    return inside and routine.plan is not None and day.weekday() in routine.plan.weekdays


def due_on(
    day: date, routines: Iterable[PlannedRoutine], sessions: Iterable[PlannedSession], *, today: date
) -> tuple[Due, ...]:
    """Say what is due on a day, today or later, in the order of the routines; nothing on a day that is over.

    A session counts if it makes its day a day done; more than planned is simply more.
    """
    if day < today:
        return ()
    done = Counter(session.routine for session in sessions if session.day == day and counts(session))
    return tuple(
        Due(routine.id, routine.plan.times, done[routine.id])
        for routine in routines
        if routine.plan is not None and falls_on(routine, day)
    )
