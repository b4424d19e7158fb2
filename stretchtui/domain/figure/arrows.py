"""Small arrows, for movements too small to see."""

from __future__ import annotations

from math import cos, degrees, radians, sin

from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.scene import Area, Limb, Spot, chain

_USUAL = 0.085


def arrow(middle: tuple[float, float], degrees: float, long: float = _USUAL) -> tuple[Limb | Area, ...]:
    """Give an arrow of a length about a middle, pointing at an angle above the direction to the right."""
    (x, y), ax, ay = middle, cos(radians(degrees)), sin(radians(degrees))
    size = long / _USUAL
    tip, neck, tail = long / 2, long / 2 - 0.044 * size, -long / 2
    wide, thick = 0.034 * size, 0.01 * size
    head = (
        (x + ax * tip, y + ay * tip),
        (x + ax * neck - ay * wide, y + ay * neck + ax * wide),
        (x + ax * neck + ay * wide, y + ay * neck - ax * wide),
    )
    shaft = (Spot(x + ax * tail, y + ay * tail, thick), Spot(x + ax * neck, y + ay * neck, thick))
    return Area(Part.ARROW, head), Limb(Part.ARROW, shaft)


def bow(middle: tuple[float, float], radius: float, start: float, sweep: float) -> tuple[Limb | Area, ...]:
    """Give an arrow round a middle from an angle above the direction to the right, sweep above 0 anticlockwise."""
    (x, y), way = middle, 1 if sweep > 0 else -1

    def at(angle: float) -> tuple[float, float]:
        return x + radius * cos(radians(angle)), y + radius * sin(radians(angle))

    places = [at(start + sweep * step / 8) for step in range(9)]
    end = start + sweep + way * degrees(0.003 / radius)
    return chain(Part.ARROW, places, [0.008] * len(places)), arrow(at(end), end + 88 * way, 0.072)[0]


def circle(
    middle: tuple[float, float], radius: float, gone: float, *, clockwise: bool = True
) -> tuple[Limb | Area, ...]:
    """Give an arrow that goes round, from where it is when so much of a turn is done."""
    way = -1 if clockwise else 1
    return bow(middle, radius, 90 + way * 360 * gone, 200 * way)
