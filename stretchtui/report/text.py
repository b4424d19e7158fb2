"""The report as lines of text, at most 80 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from stretchtui.domain.calendar import DayMark
from stretchtui.domain.history.mornings import Spread
from stretchtui.domain.history.report import Report, ReportLabels
from stretchtui.domain.rating import COMFORT, STIFFNESS
from stretchtui.domain.routine import Side
from stretchtui.domain.text import one_line
from stretchtui.words import labels
from stretchtui.words import report as words
from stretchtui.words.trends_page import number, out_of_range, signed, span, spread, week_days

WIDTH = 80
_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'"})
_FACT = 12
_NAME = 20


def report_lines(report: Report, shelf: ReportLabels, *, unicode: bool = True) -> list[str]:
    """Write a report out; `unicode` False keeps all to ASCII but what names and notes are made of."""
    lines = _lines(report, shelf, unicode=unicode)
    return lines if unicode else [line.translate(_PLAIN) for line in lines]


def _lines(report: Report, shelf: ReportLabels, *, unicode: bool) -> list[str]:
    found = report.trends
    lines = [words.title(found), words.CLAIM, ""]
    if told := out_of_range(found):
        lines += [*textwrap.wrap(told, WIDTH), ""]
    lines += _facts("Days", *words.days_lines(found))
    lines += _facts("Sessions", *words.session_lines(report))
    lines += _facts("Time", f"{span(found.active_s)}, of it {span(found.held_s)} held")
    lines += _facts(
        "Stiffness",
        f"before  {spread(found.before)}",
        f"after   {spread(found.after)}",
        f"change  {spread(found.change, difference=True)}",
        f"{STIFFNESS.minimum} {STIFFNESS.low_anchor}, {STIFFNESS.maximum} {STIFFNESS.high_anchor}",
    )
    lines += _facts("Comfort", f"{spread(found.comfort)}", f"{COMFORT.maximum} {COMFORT.high_anchor}")
    tables = (_days(report, shelf, unicode=unicode), _weeks(report), _exercises(report, shelf), _remarks(report, shelf))
    for table in filter(None, map(list, tables)):
        lines += ["", *table]
    for text in (*words.explanations(found), words.versions(report, shelf)):
        lines += ["", *textwrap.wrap(text, WIDTH)]
    return lines


def _facts(name: str, *texts: str) -> Iterator[str]:
    for number_of, text in enumerate(texts):
        yield from textwrap.wrap(
            text, WIDTH, initial_indent=(name if number_of == 0 else "").ljust(_FACT), subsequent_indent=" " * _FACT
        )


def _days(report: Report, shelf: ReportLabels, *, unicode: bool) -> Iterator[str]:
    """Draw every day of the period, those without a session too."""
    if not report.trends.weeks:
        yield words.NO_SESSION
        return
    glyphs = labels.DAY_GLYPHS if unicode else labels.DAY_LETTERS
    arrow, gap = ("→", "–") if unicode else (">", "-")
    legend = [f"{glyphs[DayMark(outcome.value)]} {word}" for outcome, word in labels.OUTCOME_WORDS.items()]
    yield "  ".join((*legend, f"{glyphs[DayMark.NOTHING]} no session", f"stiffness before{arrow}after"))
    yield "week of".ljust(_FACT) + "".join(name.ljust(8) for name in words.weekdays(shelf.first_weekday)) + "days done"

    def cell(day: date | None) -> str:
        if day is None:
            return " " * 8
        text = glyphs[report.marks.get(day, DayMark.NOTHING)]
        morning = report.mornings.get(day)
        if morning is not None:
            before, after = (gap if value is None else str(value) for value in (morning.before, morning.after))
            text += f" {before}{arrow}{after}"
        return text.ljust(8)

    for week in report.trends.weeks:
        cells = "".join(map(cell, words.days_of(week, report.trends, shelf.first_weekday)))
        yield f"{str(week.first).ljust(_FACT)}{cells}{week_days(week)}"


def _weeks(report: Report) -> Iterator[str]:
    if not report.trends.weeks:
        return
    yield "week of     before       after        change       (means of rated mornings)"
    for week in report.trends.weeks:
        change = "-" if week.change.mean is None else f"{signed(week.change.mean)} (n {week.change.n})"
        yield f"{week.first}  {_mean(week.before):<13}{_mean(week.after):<13}{change}"
    if report.trends.means:
        last = report.trends.means[-1]
        yield f"7-day mean before, on {last.day}: {number(last.mean)} (n {last.n})"


def _mean(found: Spread) -> str:
    return "-" if found.mean is None else f"{number(found.mean)} (n {found.n})"


def _exercises(report: Report, shelf: ReportLabels) -> Iterator[str]:
    if not report.trends.sides:
        yield "No session has details of its exercises."
        return
    yield f"{'exercise':<{_NAME}} {'side':<6}{'each time':<12}   done part skip pain    reps     held s"
    for side in report.trends.sides:
        dose = report.doses[side.exercise, side.side]
        name = one_line(shelf.exercise(side.exercise))
        name = name if len(name) <= _NAME else f"{name[: _NAME - 2]}.."
        cells = (
            f"{name:<{_NAME}} {'' if side.side is Side.BOTH else side.side.value:<6}",
            f"{words.aim(dose).replace(' x ', 'x'):<12}",
            f"{f'{side.done}/{side.times}':>7}{side.partial:>5}{side.skipped:>5}{side.stopped_pain:>5}",
            f"{f'{dose.reps_done}/{dose.reps_planned}':>8}{f'{dose.held_s:.0f}/{dose.hold_planned_s:.0f}':>11}",
        )
        yield "".join(cells)


def _remarks(report: Report, shelf: ReportLabels) -> Iterator[str]:
    yield "Cut short, and notes" if report.remarks else "Nothing was cut short, and there are no notes."
    for remark in report.remarks:
        head = f"{remark.day} {words.time(remark)}  "
        for name, text in words.remark_lines(remark, shelf):
            for part in f"{name}: {text}".split("\n"):
                yield from textwrap.wrap(
                    part, WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
                ) or [""]
                head = " " * len(head)
