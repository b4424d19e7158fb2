"""Small arrows, for movements too small to see."""

from __future__ import annotations

from math import cos, radians, sin

from stretchtui.domain.figure.scene import Area, Limb, Part, Spot, chain

_USUAL = 0.085


def arrow(middle: tuple[float, float], degrees: float, long: float = _USUAL) -> tuple[Limb | Area, ...]:
    """Give an arrow of a length about a middle, pointing at an angle above the direction to the right."""
    (x, y), ax, ay = middle, cos(radians(degrees)), sin(radians(degrees))
    size = long / _USUAL
    tip, neck, tail = long / 2, long / 2 - 0.036 * size, -long / 2
    wide, thick = 0.028 * size, 0.009 * size
    head = (
        (x + ax * tip, y + ay * tip),
        (x + ax * neck - ay * wide, y + ay * neck + ax * wide),
        (x + ax * neck + ay * wide, y + ay * neck - ax * wide),
    )
    shaft = (Spot(x + ax * tail, y + ay * tail, thick), Spot(x + ax * neck, y + ay * neck, thick))
    return Area(Part.ARROW, head), Limb(Part.ARROW, shaft)


def circle(
    middle: tuple[float, float], radius: float, gone: float, *, clockwise: bool = True
) -> tuple[Limb | Area, ...]:
    """Give an arrow that goes round, from where it is when so much of a turn is done."""
    (x, y), way = middle, 1 if clockwise else -1
    start = 90 - 360 * gone
    places = [
        (x + way * radius * cos(radians(start - step * 25)), y + radius * sin(radians(start - step * 25)))
        for step in range(9)
    ]
    end = start - 212
    head, _ = arrow((x + radius * cos(radians(end)), y + radius * sin(radians(end))), end - 88, 0.072)
    if isinstance(head, Area) and not clockwise:
        head = Area(head.part, tuple((2 * x - across, up) for across, up in head.corners))
    return chain(Part.ARROW, places, [0.008] * len(places)), head
