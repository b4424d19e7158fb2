"""A report gathered from journal, library and settings: the one way for the command line and the screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from stretchtui import __version__
from stretchtui.config import Config
from stretchtui.domain.calendar import week_start
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.period import Period, apart, period_end, period_first
from stretchtui.domain.history.report import Report, ReportLabels, report
from stretchtui.domain.history.trends import Trends, trends
from stretchtui.domain.record import SCHEMA
from stretchtui.domain.session_protocol import SessionLike
from stretchtui.journal import Journal
from stretchtui.library import Library
from stretchtui.report.page import report_page
from stretchtui.report.text import report_lines


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A report, ready to be written as text or as a page."""

    report: Report
    titles: ReportLabels

    def text(self, *, unicode: bool = True) -> str:
        """Write it as text of at most 80 columns; `unicode` False draws in ASCII."""
        return "\n".join(report_lines(self.report, self.titles, unicode=unicode)) + "\n"

    def page(self) -> str:
        """Write it as a self-contained HTML document in UTF-8."""
        return report_page(self.report, self.titles)

    def file_name(self, suffix: str) -> str:
        """Name a file after the period, as `stretching-2026-10-26-to-2026-11-22.html`."""
        return f"stretching-{self.report.trends.first}-to-{self.report.trends.last}{suffix}"


def build_report(
    journal: Journal, library: Library, config: Config, first: date | None, last: date | None, *, today: date
) -> RenderedReport:
    """Gather the report of the days first to last, both included.

    `first` None begins with the week of `last` and the three before, though not before the
    week of the first session there is. `last` None, and one that is still to come, end with
    today, or with the latest session where that is of tomorrow. Never raises for what is in
    the files; `journal.problems()` tells of it. A year takes a moment: call it off the event loop.
    """
    first_weekday = config.week_starts_on.number
    begun = journal.first_day(today)
    if first is None:
        first = period_first(Period.FOUR_WEEKS, min(last or today, today), first_weekday) or date.min
        first = first if begun is None or begun <= first else min(week_start(begun, first_weekday), last or today)
    inside, outside = apart(journal.summaries(first, last or date.max), today)
    end = period_end(last, today, inside)
    found = trends(inside, first, end, today=today, begun=begun, **config.counted_by)
    titles = _labels(library, config, inside, found, today)
    return RenderedReport(report(inside, replace(found, out_of_range=tuple(outside))), titles)


def _labels(
    library: Library, config: Config, inside: Sequence[SessionLike], found: Trends, today: date
) -> ReportLabels:
    """Name what the report's sessions and sides only have the ids of, and say what is planned."""
    return ReportLabels(
        exercises={**found.names, **library.names.exercises},
        routines={
            **{record.routine: record.routine_name for record in inside if record.routine_name},
            **library.names.routines,
        },
        figures={
            exercise.id: exercise.figure
            for exercise in filter(None, map(library.exercises.get, {side.exercise for side in found.sides}))
            if exercise.figure is not None
        },
        program=f"StretchTUI {__version__}",
        schema=SCHEMA,
        made_on=today,
        planned=tuple(
            routine
            for routine in config.planned(library.routines, library.own_routines)
            if routine.dates.ends is None or routine.dates.ends >= found.first
        ),
        first_weekday=config.week_starts_on.number,
    )
