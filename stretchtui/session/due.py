"""What is due of a person's routines: plans of the settings and of routine files, and the journal's sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from stretchtui.domain.due import Due, PlannedSession, WeekPlan, due_on, falls_on
from stretchtui.domain.routine import Routine
from stretchtui.library import Library
from stretchtui.session.context import AppContext
from stretchtui.system.shapes import nearest
from stretchtui.words import commands


def _planned(context: AppContext) -> tuple[Routine, ...]:
    return context.config.planned(context.library.routines, context.library.own_routines)


def due(context: AppContext, day: date, sessions: Iterable[PlannedSession] | None = None) -> tuple[Due, ...]:
    """Say what is due on a day; without `sessions` those of the day are read where there is a plan."""
    routines = _planned(context)
    if not routines:
        return ()
    found = context.journal.between(day, day) if sessions is None else sessions
    return due_on(day, routines, found, today=context.today())


def days_due(context: AppContext, first: date, last: date) -> frozenset[date]:
    """Give the days of a period, today and later, on which something is due."""
    routines = _planned(context)
    days = range(max(first, context.today()).toordinal(), last.toordinal() + 1) if routines else ()
    return frozenset(day for day in map(date.fromordinal, days) if any(falls_on(routine, day) for routine in routines))


def unknown(library: Library, plans: Mapping[str, WeekPlan]) -> Iterator[str]:
    """Say which routines that the settings have a plan for are nowhere."""
    for wanted in plans:
        if wanted not in library.routines and not library.broken(wanted):
            yield f"plan.{commands.no_such_routine(wanted)}{nearest(wanted, library.routines)}"
