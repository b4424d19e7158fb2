"""The sentences and figures of a period looked back on, the same for every way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from stretchtui.domain.entered_time import EARLIEST
from stretchtui.domain.history.adherence import Standing
from stretchtui.domain.history.mornings import Spread
from stretchtui.domain.history.trends import Trends, WeekTrend
from stretchtui.domain.record import Outcome
from stretchtui.domain.text import counted
from stretchtui.words import dates, labels

CAPTION = "Stiffness may ease after waking anyway; these notes do not show what caused a change."
"""Goes with every number that sets before and after side by side."""

DAYS_NAMED = 5
"""How many days out of range are named at most."""

RUNS_NAMED = 16
"""How many runs of days without a session are named at most."""


def number(value: float) -> str:
    """Write a mean with one decimal, as `4.3`; a whole part of zero keeps no minus: `0.0`."""
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text


def signed(value: float) -> str:
    """Write a difference with its sign, as `-1.5` or `+0.3`; none at all is `0.0`."""
    text = number(value)
    return text if text.startswith("-") or text == "0.0" else f"+{text}"


def spread(found: Spread, *, difference: bool = False) -> str:
    """Write a mean with range and n, as `5.2 (2-8, n 9)`; `6, n 1` where all are the same; `not rated` for n 0."""
    if found.mean is None or found.lowest is None or found.highest is None:
        return "not rated"
    if found.lowest == found.highest:
        return f"{whole(found.lowest, difference=difference)}, n {found.n}"
    if difference:
        low, high = whole(found.lowest, difference=True), whole(found.highest, difference=True)
        return f"{signed(found.mean)} ({low} to {high}, n {found.n})"
    return f"{number(found.mean)} ({found.lowest}-{found.highest}, n {found.n})"


def whole(value: int, *, difference: bool) -> str:
    """Write a rating, or a difference of two with its sign; no difference is `0`."""
    return f"{value:+d}" if difference and value else str(value)


def share(part: int, whole: int) -> str:
    """Write a share with its denominator, as `7 of 9 (78 %)`; without a share where there is nothing to share."""
    return f"{part} of {whole} ({round(100 * part / whole)} %)" if whole else "0 of 0"


def span(seconds: float) -> str:
    """Write a length of time, as `1 h 12 min`."""
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else labels.minutes(seconds)


def days_lines(found: Trends) -> Iterator[str]:
    """Say how many days were done, and how the goal stands, a phrase each."""
    goal = f"{counted(found.goal, 'day')} a week"
    yield f"{found.days_done} done; {counted(found.days_with_session, 'day')} with a session of any kind"
    if weeks := len(found.weeks_counted):
        yield f"goal reached in {found.weeks_reached} of {counted(weeks, 'week')} (goal: {goal})"
    elif found.weeks:
        yield f"goal: {goal}; no whole week to hold it against yet"
    if found.so_far:
        yield f"this week so far: {counted(found.so_far.days_done, 'day')} done"


def without_lines(found: Trends, write: Callable[[date], str] = str, *, listed: bool = False) -> Iterator[str]:
    """Say how many days were without a session, and how many of the plan's, a phrase each; nothing before the first.

    `write` writes days; those without a session are named if `listed`.
    """
    days = found.counted
    if days.first is None or days.last is None:
        return
    span = f"the {days.days} from {write(days.first)} to {write(days.last)}"
    names = _named(days.without, write) if listed else ""
    yield f"{counted(len(days.without), 'day')} without a session, of {span}{names}"
    if days.plan:
        plan = f"{days.plan_days} ({dates.weekday_names(days.plan)}, as the plan is now)"
        names = _named(days.not_done, write) if listed else ""
        yield f"{counted(len(days.not_done), 'planned day')} not done, of {plan}{names}"


def _named(days: Sequence[date], write: Callable[[date], str]) -> str:
    """Name days, those that follow one another as a run; a long time has too many to be named."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day.toordinal() == runs[-1][-1].toordinal() + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if not 0 < len(runs) <= RUNS_NAMED:
        return ""
    return ": " + ", ".join(write(run[0]) + (f" to {write(run[-1])}" if len(run) > 1 else "") for run in runs)


def week_days(week: WeekTrend) -> str:
    """Say in at most 12 characters how many days of a week were done, and whether that reached the goal."""
    if week.reached:
        return f"{week.days_done} reached"
    standing = {Standing.UNDER_WAY: " so far", Standing.CUT: " in part"}
    return f"{week.days_done}{standing.get(week.standing, '')}"


def out_of_range(found: Trends) -> str:
    """Say that there are sessions on days that cannot be, and that they are not counted; "" without any."""
    count = len(found.out_of_range)
    if not count:
        return ""
    named = ", ".join(str(record.day) for record in found.out_of_range[:DAYS_NAMED])
    more = f" and {count - DAYS_NAMED} more" if count > DAYS_NAMED else ""
    verb = "is" if count == 1 else "are"
    return (
        f"{counted(count, 'session')} of a day before {EARLIEST} or still to come {verb} not counted: "
        f"{named}{more}. Correct the day if it is wrong."
    )


def there_are(count: int) -> str:
    """Say how many there are, after *there*: `is 1`, `are 3`."""
    return f"{'is' if count == 1 else 'are'} {count}"


def sessions_line(found: Trends) -> str:
    """Say how many sessions there were, and how they ended."""
    ends = ", ".join(f"{found.outcomes[outcome]} {labels.OUTCOME_WORDS[outcome]}" for outcome in Outcome)
    return f"{found.sessions}: {ends}"


def asides(found: Trends) -> list[str]:
    """Say what else should be known of the sessions, a phrase each; nothing where there is nothing."""
    memory, bare = found.from_memory, found.without_lines
    return [
        phrase
        for count, phrase in (
            (memory == bare and memory, f"{memory} noted from memory, without details of the exercises"),
            (memory != bare and memory, f"{memory} noted from memory"),
            (memory != bare and bare, f"{bare} without details of the exercises"),
            (found.other_speed, f"{found.other_speed} with the clock at another speed"),
        )
        if count
    ]
