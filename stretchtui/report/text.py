"""A period looked back on as lines of text, at most 80 columns wide: the report, and the page of numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from stretchtui.domain.calendar import DayMark
from stretchtui.domain.history.report import Report, ReportLabels
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.text import one_line
from stretchtui.report.rows import MEANS, Column, Fact, Table, day_table, exercise_table, facts, week_table
from stretchtui.words import labels
from stretchtui.words import report as words
from stretchtui.words.trends_page import CAPTION, asides, out_of_range, sessions_line, without_lines

WIDTH = 80

WEEKS_SHOWN = 13
"""How many weeks the page of numbers lists at most."""

_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'"})
_LETTERS = str.maketrans(
    {**{labels.DAY_GLYPHS[mark]: labels.DAY_LETTERS[mark] for mark in DayMark}, "→": ">", "–": "-"}
)
_NAME = 12


def report_lines(report: Report, titles: ReportLabels, *, unicode: bool = True) -> list[str]:
    """Write a report out; `unicode` False keeps all to ASCII but what names and notes are made of."""
    lines = _report_lines(report, titles, unicode=unicode)
    return lines if unicode else [line.translate(_PLAIN) for line in lines]


def _report_lines(report: Report, titles: ReportLabels, *, unicode: bool) -> list[str]:
    found = report.trends
    lines = [words.title(found), words.CLAIM, "", *_told(found)]
    lines += _facts((Fact(words.PLANNED, tuple(words.planned_lines(titles))),))
    lines += _facts(facts(found, words.session_lines(report, titles), words.without_lines(found)))
    parts = (
        _days(report, titles, unicode=unicode),
        _weeks(found, week_table(found).only("week", *MEANS), unicode=unicode) if found.weeks else (),
        _exercises(exercise_table(found.sides, titles.exercises, report.doses)),
        _remarks(report, titles),
    )
    for part in filter(None, map(list, parts)):
        lines += ["", *part]
    for text in (*words.explanations(found, titles), words.versions(report, titles)):
        lines += ["", *textwrap.wrap(text, WIDTH)]
    return lines


def trends_lines(found: Trends, names: Mapping[str, str], *, all_weeks: str = "") -> list[str]:
    """Write the numbers of a period; `names` are the exercises' by id, `all_weeks` how the weeks left out are got."""
    lines = [words.period(found), "", *_told(found)]
    if not found.sessions:
        return [*lines, labels.NO_SESSIONS]
    lines += _facts(facts(found, (sessions_line(found), *asides(found)), without_lines(found)))
    hidden = len(found.weeks) - WEEKS_SHOWN
    more = [words.weeks_hidden(hidden, all_weeks)] if hidden > 0 else []
    return [
        *lines,
        "",
        *_weeks(found, week_table(found, WEEKS_SHOWN), more),
        "",
        *_exercises(exercise_table(found.sides, {**found.names, **names})),
        "",
        *textwrap.wrap(CAPTION, WIDTH),
    ]


def _told(found: Trends) -> list[str]:
    told = out_of_range(found)
    return [*textwrap.wrap(told, WIDTH), ""] if told else []


def _facts(found: Iterable[Fact]) -> Iterator[str]:
    for name, texts in found:
        for number_of, text in enumerate(texts):
            head = (name if number_of == 0 else "").ljust(_NAME)
            yield from _wrapped(text, head)


def _wrapped(text: str, head: str) -> list[str]:
    """Break a text into lines, the first after a head and the others below it."""
    if text and len(head) + len(text) <= WIDTH and text.isprintable() and text == text.strip():
        return [head + text]
    return textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False)


def _days(report: Report, titles: ReportLabels, *, unicode: bool) -> Iterator[str]:
    if not report.trends.weeks:
        yield words.NO_SESSION
        return
    for line in ("  ".join(words.day_legend()), *_table(day_table(report, titles.first_weekday))):
        yield line if unicode else line.translate(_LETTERS)


def _weeks(found: Trends, table: Table, more: Iterable[str] = (), *, unicode: bool = True) -> Iterator[str]:
    yield from (line if unicode else line.translate(_LETTERS) for line in _table(table))
    yield from more
    yield words.last_mean(found)


def _exercises(table: Table) -> Iterable[str]:
    return _table(table) if table.rows else (words.NO_DETAILS,)


def _remarks(report: Report, titles: ReportLabels) -> Iterator[str]:
    yield words.CUT_AND_NOTES if report.remarks else words.NOTHING_CUT
    for remark in report.remarks:
        head = f"{remark.day} {words.time(remark)}  "
        for name, text in words.remark_lines(remark, titles):
            for part in f"{name}: {text}".split("\n"):
                yield from _wrapped(part, head) or [""]
                head = " " * len(head)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns, [column.short for column in table.columns])
    for row in table.rows:
        yield _row(table.columns, [one_line(cell.in_short) for cell in row])


def _row(columns: Iterable[Column], texts: Iterable[str]) -> str:
    cells = (
        text.rjust(column.width) if column.figures else _cut(text, column.width - 1).ljust(column.width)
        for column, text in zip(columns, texts, strict=True)
    )
    return "".join(cells).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 2]}.."
