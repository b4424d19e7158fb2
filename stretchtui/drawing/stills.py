"""Still figures for pages and paper, where curves can be had: the start of a movement and its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.views import scene_at
from stretchtui.drawing.svg import scene_svg

PAPER: Mapping[int, str] = {
    Part.BED: "#d9d6cf",
    Part.LINEN: "#b3afa7",
    Part.PILLOW: "#bdb9b1",
    Part.SHADOW: "#e6e3dc",
    Part.GHOST: "#a8a49c",
    Part.FAR_ARM: "#86a080",
    Part.RESTING: "#6d84a8",
    Part.FAR_MOVING: "#e3a268",
    Part.TRUNK: "#55948a",
    Part.PELVIS: "#d98c3f",
    Part.MOVING: "#e07b1f",
    Part.ARM: "#648a58",
    Part.SKIN: "#d9a58c",
    Part.HAIR: "#6b6661",
    Part.ARROW: "#b58900",
}
"""Each part's colour on white, told apart in grey too: the moving side is the strongest."""

GROUND = "#ffffff"

_TALL = 0.56  # a still's height, of its width
_GAP = 10
_NAME = 22


def still(figure: Figure, reach: float, width: int, *, goal: bool = False) -> str:
    """Draw a figure so far into its movement, 0 to 1, as an SVG so wide."""
    scene = scene_at(figure, reach, goal=goal)
    return scene_svg(scene, PAPER, GROUND, width, round(width * _TALL))


def start_and_end(figure: Figure, title: str, width: int) -> str:
    """Draw the start of a movement and its end side by side, as one SVG so wide that tells its title to all readers."""
    one = (width - _GAP) // 2
    pair = _at(0, 0, still(figure, 0.0, one, goal=True)) + _at(one + _GAP, 0, still(figure, 1.0, one))
    return _picture(width, round(one * _TALL), title, pair)


def overview(figures: Sequence[tuple[str, Figure]], title: str, width: int) -> str:
    """Draw the start and the end of several movements, each under its name, two to a row."""
    one = (width - _GAP) // 2
    high = round((one - _GAP) // 2 * _TALL) + _NAME + _GAP
    parts = []
    for number, (name, figure) in enumerate(figures):
        x, y = number % 2 * (one + _GAP), number // 2 * high
        parts.append(
            f'<text x="{x + 4}" y="{y + 15}" font-family="sans-serif" font-size="13" fill="#333">{escape(name)}</text>'
        )
        parts.append(_at(x, y + _NAME, start_and_end(figure, name, one)))
    return _picture(width, -(-len(figures) // 2) * high, title, f"{_WHITE}{''.join(parts)}")


_WHITE = f'<rect width="100%" height="100%" fill="{GROUND}"/>'


def _at(x: int, y: int, svg: str) -> str:
    return f'<g transform="translate({x} {y})">{svg}</g>'


def _picture(width: int, height: int, title: str, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img"><title>{escape(title)}</title>{body}</svg>'
    )
