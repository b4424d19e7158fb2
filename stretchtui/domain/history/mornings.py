"""Which ratings stand for a morning, and their means over the days.

A day's *morning* is its first session with a rating before, or else with one after. A rating
that was not given is missing, never 0: it is in no mean and in no n. *Change* is after minus
before in the same session, so below 0 is less stiff.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import TypeVar

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.session_protocol import SessionLike, by_start

S = TypeVar("S", bound=SessionLike)

MEAN_DAYS = 7
"""How many days a moving mean looks back over, its own day included."""

MORNINGS_FOR_A_LINE = 7
"""With fewer rated mornings there is no line of means."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Some ratings or differences summed up: how many, their mean, the lowest and highest; None where n is 0."""

    n: int = 0
    mean: float | None = None
    lowest: int | None = None
    highest: int | None = None

    @classmethod
    def of(cls, values: Iterable[int | None]) -> Spread:
        """Sum up what was given; None is not counted."""
        given = [value for value in values if value is not None]
        return cls(len(given), sum(given) / len(given), min(given), max(given)) if given else cls()


@dataclass(frozen=True, slots=True)
class Morning:
    """The stiffness of a day's first rated session; at least one of the two was given."""

    day: date
    before: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        """After minus before; None unless both were given."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class MovingMean:
    """The mean over the rated mornings of the seven days that end with day, which is one of them; n of 1-7."""

    day: date
    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class MonthlyMorning:
    """The ratings before and after of a month's mornings, summed up; month is its first day."""

    month: date
    before: Spread
    after: Spread


def rated_session(records: Iterable[S]) -> S | None:
    """Choose the session of a day whose ratings stand for its morning: see the top of this module."""
    rated = [record for record in records if record.stiffness_before is not None] or [
        record for record in records if record.stiffness_after is not None
    ]
    return min(rated, key=by_start, default=None)


def mornings(records: Iterable[SessionLike]) -> tuple[Morning, ...]:
    """List the rated mornings by day; days without a rating are simply not there."""
    rated: dict[date, list[SessionLike]] = {}
    for record in records:
        if record.stiffness_before is not None or record.stiffness_after is not None:
            rated.setdefault(record.day, []).append(record)
    # Nearly every day has one session; only where there are more is there a choice to make.
    chosen = ((day, found[0] if len(found) == 1 else rated_session(found)) for day, found in sorted(rated.items()))
    return tuple(Morning(day, one.stiffness_before, one.stiffness_after) for day, one in chosen if one)


def moving_means(ratings: Iterable[tuple[date, int | None]]) -> tuple[MovingMean, ...]:
    """Give the mean of the last seven days at every rated day, days in order and each at most once.

    Empty before there are seven rated days.
    """
    given = [(day, value) for day, value in ratings if value is not None]
    if len(given) < MORNINGS_FOR_A_LINE:
        return ()
    window: deque[tuple[date, int]] = deque()
    total = 0
    means = []
    for day, value in given:
        window.append((day, value))
        total += value
        while (day - window[0][0]).days >= MEAN_DAYS:
            total -= window.popleft()[1]
        means.append(MovingMean(day, total / len(window), len(window)))
    return tuple(means)


def monthly(rated: Iterable[Morning]) -> tuple[MonthlyMorning, ...]:
    """Sum up rated mornings, in order, by the month of the calendar; months without any are not there."""
    return tuple(
        MonthlyMorning(
            month, Spread.of(morning.before for morning in found), Spread.of(morning.after for morning in found)
        )
        for month, group in groupby(rated, key=lambda morning: morning.day.replace(day=1))
        for found in [list(group)]
    )


def segments(means: Sequence[MovingMean]) -> tuple[tuple[MovingMean, ...], ...]:
    """Cut a line of means where it must show a gap: where a mean shares no day with the one before it."""
    cut: list[list[MovingMean]] = []
    for mean in means:
        if not cut or (mean.day - cut[-1][-1].day).days >= MEAN_DAYS:
            cut.append([])
        cut[-1].append(mean)
    return tuple(map(tuple, cut))
