from __future__ import annotations

from datetime import date, timedelta

from stretchtui.domain.history.plot import Plot, Series, Unit
from stretchtui.drawing.cells import Rendering
from stretchtui.drawing.plot import MARGIN, Ink, fitting_ticks, plot_rows
from tests.tables import every_row

FIRST = date(2026, 10, 26)
COLUMNS, ROWS = MARGIN + 56, 13


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def drawn(plot: Plot, rendering: Rendering = Rendering.BRAILLE, columns: int = COLUMNS, rows: int = ROWS) -> list[str]:
    ticks = [(tick, f"{tick.day:%m-%d}") for tick in fitting_ticks(plot, columns)]
    return [row.text for row in plot_rows(plot, columns, rows, rendering, ticks)]


def four_weeks(before: Series = Series(), after: Series = Series()) -> Plot:  # noqa: B008 - frozen
    return Plot(FIRST, on(27), before, after)


def test_every_rating_has_a_row_and_every_day_the_same_columns() -> None:
    marks = tuple((on(day), float(day % 11)) for day in range(28))
    rows = drawn(four_weeks(Series(marks)))
    assert len(rows) == ROWS
    for number, (_, value) in enumerate(marks):
        assert rows[10 - int(value)][MARGIN + 2 * number + 1] == "●"
    assert sum(row.count("●") for row in rows) == 28


@every_row(("rendering", "signs"), [(Rendering.BRAILLE, "●○◉"), (Rendering.SOLID, "●○◉"), (Rendering.ASCII, "ba*")])
def test_before_after_and_both_at_once_differ_by_shape(rendering: Rendering, signs: str) -> None:
    plot = four_weeks(Series(((on(0), 6.0), (on(1), 4.0))), Series(((on(0), 3.0), (on(1), 4.0))))
    rows = drawn(plot, rendering)
    assert rows[4][MARGIN + 1] == signs[0]
    assert rows[7][MARGIN + 1] == signs[1]
    assert rows[6][MARGIN + 3] == signs[2]
    assert rendering is not Rendering.ASCII or "".join(rows).isascii()


def test_a_line_goes_through_its_means_and_not_over_gaps() -> None:
    lines = (tuple((on(day), 5.0) for day in range(4)), tuple((on(day), 5.0) for day in range(20, 24)))
    rows = plot_rows(four_weeks(Series(lines=lines)), COLUMNS, ROWS, Rendering.BRAILLE, ())
    columns = {column for column, ink in enumerate(rows[5].fore) if ink == Ink.LINE}
    assert columns == {*range(MARGIN + 1, MARGIN + 8), *range(MARGIN + 41, MARGIN + 48)}
    assert all(Ink.LINE not in row.fore for row in (*rows[:5], *rows[6:]))


def test_the_scale_is_named_and_the_weeks_stand_evenly_under_their_days() -> None:
    rows = drawn(four_weeks())
    assert [row[:2].strip() for row in rows[:11:2]] == ["10", "8", "6", "4", "2", "0"]
    assert rows[11][MARGIN:].count("┴") == 4
    assert [rows[12].index(label) - MARGIN for label in ("10-26", "11-02", "11-09", "11-16")] == [1, 15, 29, 43]


@every_row("rows", [*range(9), 22, 23, 60])
@every_row("columns", [0, 1, 3, 4, 12, 40, 200])
def test_any_size_is_filled_and_none_overrun(columns: int, rows: int) -> None:
    plot = four_weeks(Series(((on(0), 0.0), (on(27), 10.0)), (((on(0), 0.0), (on(27), 10.0)),)))
    for rendering in Rendering:
        found = drawn(plot, rendering, columns, rows)
        assert len(found) <= rows
        assert {len(row) for row in found} <= {columns}


@every_row(
    ("days", "most", "unit", "count"),
    [
        (1, 9, Unit.DAY, 1),
        (28, 9, Unit.DAY, 4),
        (91, 9, Unit.DAY, 7),
        (371, 14, Unit.MONTH, 12),
        (371, 9, Unit.MONTH, 4),
        (3650, 9, Unit.YEAR, 5),
        (46_000, 9, Unit.YEAR, 9),
        (20, 0, Unit.DAY, 1),
    ],
)
def test_ticks_are_as_many_as_have_room(days: int, most: int, unit: Unit, count: int) -> None:
    ticks = Plot(FIRST, on(days - 1), Series(), Series()).ticks(most)
    assert {tick.unit for tick in ticks} == {unit}
    assert len(ticks) == count
