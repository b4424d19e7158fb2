"""Huge digits, drawn as strokes on dots.

Seven strokes as on a clock radio, but with round corners and a one that looks like a
one. Every length follows from the height, so they are as clear at 8 dots as at 120.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import NamedTuple

_STROKES = {
    "0": "abcdef",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgecd",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
}
"""Top a, upper right b, lower right c, bottom d, lower left e, upper left f, middle g."""


class _Box(NamedTuple):
    """Where one digit goes, in dots: its corner, its size and the thickness of its strokes."""

    x: int
    y: int
    width: int
    height: int
    thick: int


def digit_spans(text: str, x: int, y: int, width: int, height: int) -> Iterator[tuple[int, float, float]]:
    """List (row, left, right) spans of a text of digits, ":" and spaces in a box; other characters are left out.

    A colon takes about half a digit's width. Sizes in dots; a box too small draws what it can.
    """
    if not text or width < 1 or height < 1:
        return
    shares = [0.45 if character == ":" else 1.0 for character in text]
    gap = max(2 if width >= 5 * len(text) else 1, round(min(height * 0.16, width / len(text) * 0.2)))
    unit = (width - gap * (len(text) - 1)) / sum(shares)
    thick = max(1, round(min(height / 7.0, unit / 3.4)))
    left = float(x)
    for character, share in zip(text, shares, strict=True):
        box = _Box(round(left), y, max(1, round(unit * share)), height, thick)
        left += unit * share + gap
        if character == ":":
            yield from _colon(box)
        elif character == "1":
            yield from _one(box)
        elif character in _STROKES:
            yield from _digit(box, _STROKES[character])


def _bar(x: int, y: int, width: int, height: int) -> Iterator[tuple[int, float, float]]:
    """Draw a plain rectangle."""
    return ((row, x, x + width - 1) for row in range(y, y + height))


def _colon(box: _Box) -> Iterator[tuple[int, float, float]]:
    """Draw two squares of the strokes' thickness."""
    x = box.x + (box.width - box.thick) // 2
    for share in (0.3, 0.7):
        yield from _bar(x, box.y + round(box.height * share - box.thick / 2), box.thick, box.thick)


def _one(box: _Box) -> Iterator[tuple[int, float, float]]:
    """Draw a stem with a slanting flag, standing on a foot where there is room."""
    x, y, width, height, thick = box
    stem = x + (width - thick + 1) // 2
    yield from _bar(stem, y, thick, height)
    reach = min(stem - x, round(height * 0.24))
    for row in range(reach + thick if thick > 1 else reach):  # the flag falls away to the left
        drop = min(row, reach)
        if row < reach or thick > 1:
            top = max(0, row - thick)
            yield y + row, stem - drop, stem - top
    if height >= 12 and width >= 3 * thick:
        side = min(stem - x, x + width - stem - thick, round(width * 0.36))
        yield from _bar(stem - side, y + height - thick, thick + 2 * side, thick)


def _digit(box: _Box, strokes: str) -> Iterator[tuple[int, float, float]]:
    """Draw the strokes of a digit, its outer and inner corners rounded."""
    x, y, width, height, thick = box
    middle = (height - thick) // 2
    bars = {"a": 0, "g": middle, "d": height - thick}
    outer = thick * 1.25 if thick > 1 else 0.0
    for row in range(height):
        half = "upper" if row < middle + thick / 2 else "lower"
        sides = [stroke in strokes for stroke in ("fb" if half == "upper" else "ec")]
        insets = [_inset(row, height, outer, strokes, corner) for corner in ("fa", "ba", "ed", "cd")]
        left = x + max(insets[0] if row * 2 < height else 0.0, insets[2] if row * 2 >= height else 0.0)
        right = x + width - 1 - max(insets[1] if row * 2 < height else 0.0, insets[3] if row * 2 >= height else 0.0)
        if any(bar in strokes and top <= row < top + thick for bar, top in bars.items()):
            yield y + row, left, right
            continue
        if sides[0]:
            yield y + row, left, x + thick - 1
        if sides[1]:
            yield y + row, x + width - thick, right


def _inset(row: int, height: int, radius: float, strokes: str, corner: str) -> float:
    """Tell how far a round corner pulls a row in; corner names its side stroke and its bar."""
    deep = row if corner[1] == "a" else height - 1 - row
    if radius <= deep or not all(stroke in strokes for stroke in corner):
        return 0.0
    rise = radius - deep - 0.5
    return radius - sqrt(max(0.0, radius * radius - rise * rise))
