"""The words of the plan: on which days one means to stretch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stretchtui.domain.due import Due, WeekPlan
from stretchtui.domain.routine import Dates, Routine
from stretchtui.words import dates
from stretchtui.words.labels import times

TITLE = "A plan in one sentence"
IF = "After I wake on"
THEN = "I will do my stretches before I get up."
DUE, DUE_TODAY = "Due", "Due today"
KEEP, NO_PLAN = "Keep", "No plan"


def keys(moving: Iterable[str], toggle: str) -> str:
    """Say by which keys days are chosen, and what a plan is for."""
    return (
        f"{', '.join(moving)} and {toggle} choose the days. To say when one will do something makes it a little "
        "likelier; nothing is counted against it."
    )


def week_plan(plan: WeekPlan) -> str:
    """Say on which weekdays a routine is meant to be done, and how often on each."""
    return ", ".join(_week_plan(plan))


def _week_plan(plan: WeekPlan) -> Iterator[str]:
    yield dates.weekday_names(plan.weekdays)
    if plan.times > 1:
        yield f"{times(plan.times)} a day"


def how_often(routine: Routine) -> str:
    """Say how often as it was written, on which days by the plan, and from when to when; the same is not said twice."""
    written = routine.frequency.casefold()
    plan = _week_plan(routine.plan) if routine.plan and routine.plan.days else ()
    parts = (routine.frequency, *(part for part in plan if part not in written), span(routine.dates))
    return ", ".join(filter(None, parts))


def span(found: Dates) -> str:
    """Say from when to when a routine is to be done; "" where nobody said."""
    return " ".join(f"{word} {day}" for word, day in (("from", found.begins), ("to", found.ends)) if day)


def planned(routine: Routine) -> str:
    """Say on which days a routine is planned, from when to when, and who set it: `Evening: Mon, twice a day`."""
    days = week_plan(routine.plan) if routine.plan else ""
    by = f"set by {routine.set_by}" if routine.set_by else ""
    return f"{routine.name}: {', '.join(filter(None, (days, span(routine.dates), by)))}"


def due(name: str, found: Due) -> str:
    """Say of a routine that is due how often, or how much of it is done."""
    if found.times == 1:
        return f"{name}, done" if found.done else name
    return f"{name}, {found.done} of {found.times} done" if found.done else f"{name}, {times(found.times)}"


def all_due(names: Mapping[str, str], found: Iterable[Due], *, today: bool) -> str:
    """Say what is due on a day, "" where nothing is; `names` are the routines' by id."""
    told = "; ".join(due(names.get(each.routine, each.routine), each) for each in found)
    return f"{DUE_TODAY if today else DUE}: {told}" if told else ""


def for_an_alarm(command: str) -> str:
    """Say which command makes a reminder."""
    return f"For an alarm in your calendar:  {command}"
