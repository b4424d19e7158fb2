"""Looking back: means with n, before and after, days a week, and how each exercise went.

What counts, the same for screens, `stats` and the report:

- A day's *morning* is its first session with a rating before, or else with one after. The
  dots, the 7-day means and the weekly means are of mornings, one a day.
- The totals (`before`, `after`, `change`, `comfort`) are of every rating given, so a day with
  two rated sessions has two in them.
- A rating that was not given is missing, never 0: it is in no mean and in no n.
- *Change* is after minus before in the same session, so below 0 is less stiff.
- Days and weeks are counted as `adherence` says.
- An exercise that was left out beforehand is in no count of exercises: nothing of it was to be done.
- A session at another speed counts like any other, since it is in the journal only when that
  was asked for; `other_speed` says how many there are.

Plain differences and means only: nothing here claims what a difference means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import NotRequired, TypedDict

from stretchtui.domain import calendar
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.adherence import DaysCounted, Frame, Standing, days_counted
from stretchtui.domain.history.mornings import Morning, MovingMean, Spread, mornings, moving_means
from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, Outcome, RecordSource
from stretchtui.domain.routine import Side
from stretchtui.domain.session_protocol import SessionLike, alike


@dataclass(frozen=True, slots=True)
class WeekTrend:
    """One week: days done beside the goal, and the stiffness of its mornings.

    `first` is the week's first day, `days` how many of its days lie in the period (1-7).
    `standing` says whether it counts against the goal.
    """

    first: date
    days: int
    days_done: int
    goal: int
    standing: Standing
    before: Spread
    after: Spread
    change: Spread

    @property
    def reached(self) -> bool:
        """Tell whether the goal is reached, which may be so before the week is over."""
        return self.days_done >= self.goal


@dataclass(frozen=True, slots=True)
class SideCount:
    """How often one side of one exercise was part of a session, and how that went."""

    exercise: str
    side: Side
    done: int
    partial: int
    skipped: int
    stopped_pain: int

    @property
    def times(self) -> int:
        """The denominator: every time it was part of a session, whatever became of it."""
        return self.done + self.partial + self.skipped + self.stopped_pain


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """A period looked back on; times in seconds, `first` and `last` both included.

    `begun` is the day of the first session there is, None without any. `days` is the period's
    length. `days_with_session` are days with any session, `days_done` those that count towards
    the goal, and `counted` what may be said of the other days. `weeks` begin with that of the
    first session there is. `without_lines` are sessions noted without exercises, which are in no
    `sides`. `before`, `after`, `change` and `comfort` are of all ratings, `mornings` and what is
    made of them of one session a day. `comfort_counts` says how often each point of the comfort
    scale was given. `means` and `after_means` are empty before there are seven such mornings.
    `sides` come in the order in which they first came up. `out_of_range` are sessions on days
    that cannot be, set apart (see `period.apart`) to be told; they are in nothing else. `names`
    has what exercises were called last, by id, where that was noted.
    """

    first: date
    last: date
    begun: date | None
    goal: int
    sessions: int
    outcomes: Mapping[Outcome, int]
    from_memory: int
    other_speed: int
    without_lines: int
    days_with_session: int
    days_done: int
    counted: DaysCounted
    active_s: float
    held_s: float
    before: Spread
    after: Spread
    change: Spread
    comfort: Spread
    comfort_counts: Mapping[int, int]
    mornings: tuple[Morning, ...]
    means: tuple[MovingMean, ...]
    after_means: tuple[MovingMean, ...]
    weeks: tuple[WeekTrend, ...]
    sides: tuple[SideCount, ...]
    names: Mapping[str, str]
    out_of_range: tuple[SessionLike, ...] = ()

    @property
    def days(self) -> int:
        """The days of the period."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def mornings_rated_before(self) -> int:
        """How many mornings have a rating of before: so many are on the way to the means."""
        return sum(morning.before is not None for morning in self.mornings)

    @property
    def weeks_counted(self) -> tuple[WeekTrend, ...]:
        """The weeks that count against the goal: whole ones that are over, from that of the first session on."""
        return tuple(week for week in self.weeks if week.standing is Standing.COUNTED)

    @property
    def weeks_reached(self) -> int:
        """In how many of the weeks that count the goal was reached; more in one does not make up for another."""
        return sum(week.reached for week in self.weeks_counted)

    @property
    def so_far(self) -> WeekTrend | None:
        """The week under way, if the period goes into it."""
        return next((week for week in reversed(self.weeks) if week.standing is Standing.UNDER_WAY), None)


class CountedBy(TypedDict):
    """What days and weeks are counted by: days a week, 1-7, and weekdays, which count from Monday, 0."""

    goal: int
    plan: NotRequired[Collection[int]]
    first_weekday: NotRequired[int]


def trends(
    records: Iterable[SessionLike],
    first: date | None,
    last: date,
    *,
    goal: int,
    today: date,
    begun: date | None = None,
    plan: Collection[int] = (),
    first_weekday: int = calendar.MONDAY,
) -> Trends:
    """Look back on the sessions of the days first to last, both included; others are passed over.

    `first` None begins with the week of the earliest session. `goal` is days a week, 1-7;
    `plan` has the plan's weekdays; weekdays count from Monday, 0. `today` is the day that a
    session started now would belong to. `begun` is the day of the first session there is, also
    before the period; None takes the earliest of the period. Of sessions that began at the same instant the one of the
    lower id comes first, whatever their order in `records`. With no session, or `last` before
    `first`, everything is 0 or empty.
    """
    found = [record for record in records if record.day <= last and (first is None or record.day >= first)]
    begun = min((record.day for record in found), default=None) if begun is None else begun
    first = calendar.week_start(begun or last, first_weekday) if first is None else first
    return _looked_back(found, Frame(first, last, today, begun, first_weekday), goal, plan)


def _looked_back(found: Sequence[SessionLike], frame: Frame, goal: int, plan: Collection[int]) -> Trends:
    """Count and sum up the sessions of a period, which are all there are in it."""
    tally = _Tally()
    for record in found:
        tally.add(record)
    tally.name(found)
    for exercises, times in alike(found):
        tally.add_exercises(exercises, times)
    rated, done, with_session = mornings(found), calendar.days_done(found), {record.day for record in found}
    return Trends(
        first=frame.first,
        last=frame.last,
        begun=frame.begun,
        goal=goal,
        sessions=len(found),
        outcomes={outcome: tally.outcomes[outcome] for outcome in Outcome},
        from_memory=tally.from_memory,
        other_speed=tally.other_speed,
        without_lines=tally.without_lines,
        days_with_session=len(with_session),
        days_done=len(done),
        counted=days_counted(frame, with_session, plan),
        active_s=sum(record.active_s or 0 for record in found),
        held_s=tally.held_s,
        before=Spread.of(record.stiffness_before for record in found),
        after=Spread.of(record.stiffness_after for record in found),
        change=Spread.of(_change(record) for record in found),
        comfort=Spread.of(record.comfort for record in found),
        comfort_counts=Counter(record.comfort for record in found if record.comfort is not None),
        mornings=rated,
        means=moving_means((morning.day, morning.before) for morning in rated),
        after_means=moving_means((morning.day, morning.after) for morning in rated),
        weeks=_week_trends(frame, done, rated, goal),
        sides=tally.sides(),
        names=tally.names,
    )


@dataclass(slots=True)
class _Tally:
    """What is counted while the sessions go by."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    entries: Counter[tuple[str, Side, ExerciseOutcome]] = field(default_factory=Counter)
    from_memory: int = 0
    other_speed: int = 0
    without_lines: int = 0
    held_s: float = 0.0
    names: dict[str, str] = field(default_factory=dict)

    def add(self, record: SessionLike) -> None:
        """Count one session, but for its exercises."""
        self.outcomes[record.outcome] += 1
        self.from_memory += record.source is RecordSource.MANUAL
        self.other_speed += record.speed != 1
        self.without_lines += not record.exercises

    def name(self, records: Sequence[SessionLike]) -> None:
        """Give each exercise the name it had last, sessions in order."""
        for exercises, _ in alike(reversed(records)):
            for entry in reversed(exercises):
                if entry.name:
                    self.names.setdefault(entry.exercise, entry.name)

    def add_exercises(self, exercises: Iterable[ExerciseRecord], times: int) -> None:
        """Count what was done in so many sessions."""
        for entry in exercises:
            if not entry.left_out:
                self.entries[entry.exercise, entry.side, entry.outcome] += times
                self.held_s += entry.done.hold_s * times

    def sides(self) -> tuple[SideCount, ...]:
        """Give the counts of every side that came by, in the order they did."""
        keys = dict.fromkeys((exercise, side) for exercise, side, _ in self.entries)
        return tuple(
            SideCount(
                *key,
                done=self.entries[(*key, ExerciseOutcome.DONE)],
                partial=self.entries[(*key, ExerciseOutcome.PARTIAL)],
                skipped=self.entries[(*key, ExerciseOutcome.SKIPPED)],
                stopped_pain=self.entries[(*key, ExerciseOutcome.STOPPED_PAIN)],
            )
            for key in keys
        )


def _week_trends(frame: Frame, done: Collection[date], rated: Iterable[Morning], goal: int) -> tuple[WeekTrend, ...]:
    """Put beside each week's days the ratings of its mornings, from the week of the first session on."""
    if frame.begun is None:
        return ()
    first = max(frame.first, calendar.week_start(frame.begun, frame.first_weekday))
    by_week: dict[date, list[Morning]] = {}
    for morning in rated:
        by_week.setdefault(calendar.week_start(morning.day, frame.first_weekday), []).append(morning)
    return tuple(
        WeekTrend(
            first=week.first,
            days=_shared_days(week.first, first, frame.last, frame.first_weekday),
            days_done=week.days_done,
            goal=week.goal,
            standing=frame.standing(week.first),
            before=Spread.of(morning.before for morning in by_week.get(week.first, ())),
            after=Spread.of(morning.after for morning in by_week.get(week.first, ())),
            change=Spread.of(morning.change for morning in by_week.get(week.first, ())),
        )
        for week in calendar.weeks(done, first, frame.last, goal, frame.first_weekday)
    )


def _shared_days(week: date, first: date, last: date, first_weekday: int) -> int:
    """Count the days of a week that lie in the period."""
    return min(calendar.week_end(week, first_weekday), last).toordinal() - max(week, first).toordinal() + 1


def _change(record: SessionLike) -> int | None:
    before, after = record.stiffness_before, record.stiffness_after
    return None if before is None or after is None else after - before
