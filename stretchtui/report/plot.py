"""The report's plot as SVG: stiffness before and after by day, and the 7-day mean; gaps stay gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from html import escape

from stretchtui.domain.calendar import shift_month
from stretchtui.domain.history.mornings import MORNINGS_FOR_A_LINE, MovingMean, segments
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.rating import STIFFNESS
from stretchtui.domain.text import counted
from stretchtui.words import report as words

WIDTH, HEIGHT = 720, 158
LEFT, RIGHT, TOP, BOTTOM = 30, 12, 8, 22
"""The plot's size and margins, in units of the drawing."""

MOST_MARKS = 14
"""More labels run into one another."""

_LABEL = 45


class _Frame:
    """Where a day and a rating lie in the drawing."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = max(1, (last - first).days + 1)

    def x(self, day: date) -> float:
        """Give the middle of a day."""
        return self.left(day) + (WIDTH - LEFT - RIGHT) / self._days / 2

    def left(self, day: date) -> float:
        """Give where a day begins."""
        return LEFT + (day - self.first).days * (WIDTH - LEFT - RIGHT) / self._days

    def y(self, value: float) -> float:
        """Give the height of a rating: always the whole scale, so that two reports can be compared."""
        share = (value - STIFFNESS.minimum) / (STIFFNESS.maximum - STIFFNESS.minimum)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    @property
    def radius(self) -> float:
        """The size of a dot, smaller where there are many days."""
        return 3.2 if self._days <= 62 else 2.2 if self._days <= 200 else 1.3


def plot(found: Trends) -> str:
    """Draw a period; "" where no morning was rated."""
    if not found.mornings:
        return ""
    # Nothing lies before the week of the first session, however early the period begins.
    frame = _Frame(found.weeks[0].first if found.weeks else found.first, found.last)
    rated = [morning for morning in found.mornings if morning.before is not None]
    kind = "many" if frame.radius < 3 else "few"
    described = (
        f"Stiffness before and after each session, 0 to 10, {words.day(found.first)} to {words.day(found.last)}; "
        f"{counted(len(rated), 'morning')} rated before."
    )
    return "\n".join(
        (
            f'<svg class="{kind}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" xmlns="http://www.w3.org/2000/svg">',
            f"<title>{escape(described)}</title>",
            *_grid(frame),
            *_line(frame, found.after_means, "after"),
            *_line(frame, found.means, "before"),
            *(_square(frame, m.day, m.after) for m in found.mornings if m.after is not None),
            *(_dot(frame, m.day, m.before) for m in found.mornings if m.before is not None),
            "</svg>",
        )
    )


def _dot(frame: _Frame, day: date, value: int) -> str:
    return f'<circle class="before" cx="{frame.x(day):.1f}" cy="{frame.y(value):.1f}" r="{frame.radius}"/>'


def _square(frame: _Frame, day: date, value: int) -> str:
    # A little larger than a dot, so that both show where they fall on one another.
    half = frame.radius + 0.6
    place = f'x="{frame.x(day) - half:.1f}" y="{frame.y(value) - half:.1f}"'
    return f'<rect class="after" {place} width="{2 * half:.1f}" height="{2 * half:.1f}"/>'


def caption(found: Trends) -> str:
    """Say what the plot shows, with n."""
    before = sum(morning.before is not None for morning in found.mornings)
    after = sum(morning.after is not None for morning in found.mornings)
    dots = f"Filled dots: before (n {before}). Open squares: after (n {after})."
    if not found.means and not found.after_means:
        return f"{dots} Lines of 7-day means begin with {MORNINGS_FOR_A_LINE} rated mornings."
    return f"{dots} Lines: 7-day means, solid before, dashed after; they break where a week has no rating."


def _grid(frame: _Frame) -> Iterator[str]:
    for value in range(STIFFNESS.minimum, STIFFNESS.maximum + 1, 2):
        y = frame.y(value)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="tick" x="{LEFT - 6}" y="{y + 3:.1f}" text-anchor="end">{value}</text>'
    for day, label in _ticks(frame.first, frame.last):
        x = frame.left(day)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM + 4}"/>'
        # A label is written after its mark; near the end there is room only before the edge.
        at, anchor = (x + 3, "start") if x < WIDTH - _LABEL else (WIDTH - 2, "end")
        yield f'<text class="tick" x="{at:.1f}" y="{HEIGHT - 7}" text-anchor="{anchor}">{label}</text>'


def _ticks(first: date, last: date) -> Iterable[tuple[date, str]]:
    """Choose days to mark: weeks, months or years, at most fourteen or so."""
    days = (last - first).days + 1
    if days <= 98:
        return [(day, words.short_day(day)) for day in (first + timedelta(days=n) for n in range(0, days, 7))]
    months = 1 if days <= 400 else 3 if days <= 1200 else 12 * -(-days // (365 * MOST_MARKS))
    begun = date(first.year, 1, 1)
    marks = (shift_month(begun, number) for number in range(0, days // 28 + 13, months))
    name = words.year if months >= 12 else words.month
    return [(day, name(day)) for day in marks if first <= day <= last]


def _line(frame: _Frame, means: Sequence[MovingMean], name: str) -> Iterator[str]:
    for stretch in segments(means):
        points = " ".join(f"{frame.x(mean.day):.1f},{frame.y(mean.mean):.1f}" for mean in stretch)
        yield f'<polyline class="mean {name}-mean" points="{points}"/>'
