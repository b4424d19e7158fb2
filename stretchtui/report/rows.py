"""The facts and tables of a period looked back on, once for every way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from stretchtui.domain.calendar import DayMark
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.mornings import Spread
from stretchtui.domain.history.report import DoseSum, Report
from stretchtui.domain.history.trends import SideCount, Trends, WeekTrend
from stretchtui.domain.routine import Side
from stretchtui.words import labels
from stretchtui.words import report as words
from stretchtui.words.trends_page import days_lines, number, share, signed, week_days


class Fact(NamedTuple):
    """What is said of one thing, a phrase a line."""

    name: str
    lines: tuple[str, ...]


class Cell(NamedTuple):
    """What stands in one place of a table: a text with a smaller one beside it, and both in `short` where room is.

    `kind` and `title` say what a day was like, for those who colour it or point at it.
    """

    text: str = ""
    note: str = ""
    short: str = ""
    kind: str = ""
    title: str = ""

    @property
    def in_short(self) -> str:
        """All that is written where room is short."""
        return self.short or self.text


class Column(NamedTuple):
    """A column by its key: its head, and its head and width where room is short; `figures` stand at its right."""

    key: str
    head: str
    short: str
    width: int
    figures: bool


def _column(key: str, width: int = 13, *, figures: bool = False) -> Column:
    return Column(key, *words.COLUMNS[key], width, figures)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under the heads of their columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def only(self, *keys: str) -> Table:
        """Take some of the columns."""
        places = [place for place, column in enumerate(self.columns) if column.key in keys]
        rows = tuple(tuple(row[place] for place in places) for row in self.rows)
        return Table(tuple(self.columns[place] for place in places), rows)

    def beside(self, other: Table) -> Table:
        """Put a table of as many rows to the right."""
        rows = zip(self.rows, other.rows, strict=True)
        return Table(self.columns + other.columns, tuple(left + right for left, right in rows))


MEANS = ("before", "after", "change")
"""The columns of what a week's mornings have in the mean."""

_WEEK, _DONE = _column("week", 12), _column("days_done")
_WEEKS = (_WEEK, _DONE, *map(_column, MEANS))
_EXERCISES = (
    _column("exercise", 21),
    _column("side", 6),
    _column("dose", 12),
    _column("done", 7, figures=True),
    *(_column(key, 5, figures=True) for key in ("partial", "skipped", "pain")),
    _column("reps", 8, figures=True),
    _column("held", 11, figures=True),
)
_COUNTS = ("exercise", "side", "done", "partial", "skipped", "pain")


def facts(found: Trends, sessions: Iterable[str], without: Iterable[str]) -> tuple[Fact, ...]:
    """Sum up a period; `sessions` says how they ended, `without` which days had none."""
    return (
        Fact(words.DAYS, (*days_lines(found), *without)),
        Fact(words.SESSIONS, tuple(sessions)),
        Fact(words.TIME, (words.how_long(found),)),
        Fact(words.STIFF, tuple(words.stiffness_lines(found))),
        Fact(words.COMFORTABLE, tuple(words.comfort_lines(found))),
    )


def week_table(found: Trends, most: int | None = None) -> Table:
    """Tell of each week, or of the last ones, its days done and the means of its mornings."""
    weeks = found.weeks if most is None else found.weeks[-most:]
    rows = (
        (
            *(_week(week, found), _done(week)),
            *(_mean(week.before), _mean(week.after), _mean(week.change, difference=True)),
        )
        for week in weeks
    )
    return Table(_WEEKS, tuple(rows))


def day_table(report: Report, first_weekday: int) -> Table:
    """Tell of every day of the period how it went, those without a session too."""
    found = report.trends
    days = (Column("", name, name, 8, figures=False) for name in words.weekdays(first_weekday))
    rows = (
        (
            _week(week, found),
            *(_day(report, day) for day in words.days_of(week, found, first_weekday)),
            _done(week),
        )
        for week in found.weeks
    )
    return Table((_WEEK, *days, _DONE), tuple(rows))


def exercise_table(
    sides: Iterable[SideCount], names: Mapping[str, str], doses: Mapping[tuple[str, Side], DoseSum] | None = None
) -> Table:
    """Tell of each side of each exercise how often it went how, and how much was done of its doses, if given."""
    rows = (_exercise(side, names, (doses or {}).get((side.exercise, side.side))) for side in sides)
    table = Table(_EXERCISES, tuple(rows))
    return table if doses is not None else table.only(*_COUNTS)


def _exercise(side: SideCount, names: Mapping[str, str], dose: DoseSum | None) -> tuple[Cell, ...]:
    aim = words.aim(dose) if dose else ""
    return (
        Cell(names.get(side.exercise, side.exercise)),
        Cell("" if side.side is Side.BOTH else side.side.value),
        Cell(aim.replace(" x ", " × ").replace("-", "–"), short=aim.replace(" x ", "x")),
        Cell(share(side.done, side.times), short=f"{side.done}/{side.times}"),
        *(Cell(str(count or "–"), short=str(count)) for count in (side.partial, side.skipped, side.stopped_pain)),
        _part(dose.reps_done, dose.reps_planned) if dose else Cell(),
        _part(dose.held_s, dose.hold_planned_s, " s") if dose and dose.hold_planned_s else Cell(),
    )


def _part(part: float, whole: float, unit: str = "") -> Cell:
    return Cell(f"{part:.0f} of {whole:.0f}{unit}", short=f"{part:.0f}/{whole:.0f}")


def _week(week: WeekTrend, found: Trends) -> Cell:
    return Cell(words.day_within(week.first, found), short=str(week.first))


def _done(week: WeekTrend) -> Cell:
    count, _, standing = week_days(week).partition(" ")
    return Cell(count, standing, short=week_days(week))


def _mean(found: Spread, *, difference: bool = False) -> Cell:
    if found.mean is None:
        return Cell("–")
    text = signed(found.mean) if difference else number(found.mean)
    return Cell(words.typeset(text), f"n {found.n}", short=f"{text} (n {found.n})")


def _day(report: Report, day: date | None) -> Cell:
    if day is None:
        return Cell(kind="outside")
    mark = report.marks.get(day, DayMark.NOTHING)
    morning = report.mornings.get(day)
    ratings = (morning.before, morning.after) if morning else ()
    rated = "→".join("–" if rating is None else str(rating) for rating in ratings)
    glyph = labels.DAY_GLYPHS[mark]
    return Cell(glyph, rated, f"{glyph} {rated}".rstrip(), mark.value, words.day_said(day, mark))
