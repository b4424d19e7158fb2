"""Heads, as they are seen from the side and from the front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import cos, radians, sin

from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.scene import Limb, chain

Place = tuple[float, float]

_NOSE_AT = 0.071


@lru_cache(maxsize=16)
def profile(middle: Place, degrees: float) -> tuple[Limb, ...]:
    """Give a head in profile whose crown points so far above the direction to the right, face clockwise of it.

    Kept, since in most movements it stays where it is.
    """
    turn = radians(degrees - 180)

    def part(kind: Part, places: Sequence[Place], radii: Sequence[float], *, fine: bool = False) -> Limb:
        """Place what is written as of somebody who looks at the ceiling, crown to the left."""
        turned = [
            (middle[0] + x * cos(turn) - y * sin(turn), middle[1] + x * sin(turn) + y * cos(turn)) for x, y in places
        ]
        return chain(kind, turned, radii, fine=fine)

    return (
        part(Part.SKIN, [(-0.008, -0.002), (0.012, 0.002)], [0.063, 0.058]),
        part(Part.SKIN, [(0.006, 0.018), (0.048, 0.018)], [0.046, 0.027]),  # jaw
        part(Part.SKIN, [(0.036, 0.038), (0.058, 0.04), (0.055, 0.02)], [0.018, 0.015, 0.018]),  # mouth and chin
        part(Part.SKIN, [(-0.006, 0.05), (0.02, 0.065), (0.03, 0.048)], [0.015, 0.011, 0.014]),  # nose
        part(Part.SKIN, [(-0.03, 0.042), (-0.018, 0.05)], [0.014, 0.013]),  # brow
        part(
            Part.HAIR,
            [(-0.048, 0.038), (-0.063, 0.008), (-0.05, -0.035), (-0.012, -0.052)],
            [0.013, 0.021, 0.024, 0.019],
        ),
        part(Part.HAIR, [(0.012, -0.014), (0.014, -0.004)], [0.006, 0.008], fine=True),  # ear
    )


def face(middle: Place, tilt: float, turn: float) -> tuple[Limb, ...]:
    """Give a head from the front, leant so far to the right and turned so far to the right, in degrees."""
    part, away = _leaning(middle, tilt), sin(radians(turn))
    back = -0.012 * away  # hair covers the side of the head that the face leaves
    nose = _NOSE_AT * away
    cap = [(-0.047, 0.031), (-0.029, 0.055), (0.0, 0.064), (0.029, 0.055), (0.047, 0.031)]
    behind = [(back * 3.0, 0.036), (back * 4.0, -0.012)]
    return (
        part(Part.SKIN, [(0.0, 0.014), (0.012 * away, -0.026)], [0.06, 0.043]),
        part(Part.SKIN, [(0.022 * away, -0.036), (0.03 * away, -0.044)], [0.03, 0.022]),  # chin
        part(Part.SKIN, [(nose * 0.6, 0.004), (nose, -0.013)], [0.012, 0.013]),
        *(part(Part.SKIN, [(x, -0.006), (x, 0.006)], [0.013, 0.013], fine=True) for x in _ears(turn)),
        *(part(Part.HAIR, [(x - 0.004, -0.004), (x + 0.004, -0.004)], [0.009, 0.009], fine=True) for x in _eyes(turn)),
        part(Part.HAIR, [(x + back, y) for x, y in cap], [0.014, 0.019, 0.021, 0.019, 0.014]),
        *((part(Part.HAIR, behind, [0.028, 0.024]),) if abs(back) > 0.004 else ()),
    )


def _eyes(turn: float) -> list[float]:
    """List how far to the right the eyes are seen; where a face is turned far, one is out of sight."""
    return [0.047 * sin(radians(turn + degrees)) for degrees in (-32, 32) if abs(turn + degrees) < 80]


def _ears(turn: float) -> list[float]:
    """List how far to the right the ears are seen that are not behind the head."""
    return [0.06 * sin(radians(turn + degrees)) for degrees in (-90, 90) if abs(turn + degrees) < 100]


def _leaning(middle: Place, tilt: float) -> Callable[..., Limb]:
    """Give what places parts of a head that leans so far to the right."""
    lean = radians(tilt)

    def part(kind: Part, places: Sequence[Place], radii: Sequence[float], *, fine: bool = False) -> Limb:
        leant = [
            (middle[0] + x * cos(lean) + y * sin(lean), middle[1] - x * sin(lean) + y * cos(lean)) for x, y in places
        ]
        return chain(kind, leant, radii, fine=fine)

    return part
