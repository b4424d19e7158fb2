"""The report's plot as SVG: stiffness before and after by day, and the 7-day means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from stretchtui.domain.history.plot import LEVELS, Plot, Point, mornings_plot
from stretchtui.domain.history.trends import Trends
from stretchtui.words import plot as words

WIDTH, HEIGHT = 720, 158
LEFT, RIGHT, TOP, BOTTOM = 30, 12, 8, 22
"""The plot's size and margins, in units of the drawing."""

MOST_TICKS = 14
"""More labels run into one another."""

_LABEL = 45


def plot(found: Trends) -> str:
    """Draw a period; "" where no morning was rated."""
    if not found.mornings:
        return ""
    drawn = mornings_plot(found)
    radius = _radius(drawn)
    return "\n".join(
        (
            f'<svg class="{"many" if radius < 3 else "few"}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'xmlns="http://www.w3.org/2000/svg">',
            f"<title>{escape(words.title(found))}</title>",
            *_grid(drawn),
            *_lines(drawn, drawn.after.lines, "after"),
            *_lines(drawn, drawn.before.lines, "before"),
            *(_square(*_place(drawn, *mark), radius) for mark in drawn.after.marks),
            *(_dot(*_place(drawn, *mark), radius) for mark in drawn.before.marks),
            "</svg>",
        )
    )


def _across(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _down(value: float) -> float:
    return HEIGHT - BOTTOM - Plot.height(value) * (HEIGHT - TOP - BOTTOM)


def _place(drawn: Plot, day: date, value: float) -> tuple[float, float]:
    return _across(drawn.middle(day)), _down(value)


def _radius(drawn: Plot) -> float:
    """Choose the size of a dot, smaller where there are many days."""
    return 3.2 if drawn.days <= 62 else 2.2 if drawn.days <= 200 else 1.3


def _dot(x: float, y: float, radius: float) -> str:
    return f'<circle class="before" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def _square(x: float, y: float, radius: float) -> str:
    # A little larger than a dot, so that both show where they fall on one another.
    half = radius + 0.6
    place = f'x="{x - half:.1f}" y="{y - half:.1f}"'
    return f'<rect class="after" {place} width="{2 * half:.1f}" height="{2 * half:.1f}"/>'


def _grid(drawn: Plot) -> Iterator[str]:
    for value in LEVELS:
        y = _down(value)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="tick" x="{LEFT - 6}" y="{y + 3:.1f}" text-anchor="end">{value}</text>'
    for tick in drawn.ticks(MOST_TICKS):
        x = _across(drawn.left(tick.day))
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM + 4}"/>'
        # A label is written after its mark; near the end there is room only before the edge.
        at, anchor = (x + 3, "start") if x < WIDTH - _LABEL else (WIDTH - 2, "end")
        label = words.tick_label(tick)
        yield f'<text class="tick" x="{at:.1f}" y="{HEIGHT - 7}" text-anchor="{anchor}">{label}</text>'


def _lines(drawn: Plot, lines: Iterable[Sequence[Point]], name: str) -> Iterator[str]:
    for line in lines:
        places = (_place(drawn, *point) for point in line)
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline class="mean {name}-mean" points="{points}"/>'
