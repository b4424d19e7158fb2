"""Heads, as they are seen from the side and from the front."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, radians, sin

from stretchtui.domain.figure.scene import Limb, Part, chain

Place = tuple[float, float]

_NOSE_AT = 0.078


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
    lean, yaw = radians(tilt), radians(turn)

    def part(kind: Part, places: Sequence[Place], radii: Sequence[float], *, fine: bool = False) -> Limb:
        leant = [
            (middle[0] + x * cos(lean) + y * sin(lean), middle[1] - x * sin(lean) + y * cos(lean)) for x, y in places
        ]
        return chain(kind, leant, radii, fine=fine)

    def round_head(degrees: float, out: float) -> float:
        """Tell how far to the right a place on the head is seen."""
        return out * sin(yaw + radians(degrees))

    back = -0.03 * sin(yaw)  # hair covers the side of the head that the face leaves
    nose, shown = round_head(0, _NOSE_AT), 1.0 if cos(yaw) > 0.3 else 0.7
    ears = [x for x in (round_head(90, 0.06), round_head(-90, 0.06)) if abs(x) > 0.02]
    return (
        part(Part.SKIN, [(0.0, 0.014), (round_head(0, 0.012), -0.026)], [0.06, 0.043]),
        part(Part.SKIN, [(round_head(0, 0.022), -0.036), (round_head(0, 0.03), -0.044)], [0.03, 0.022]),  # chin
        part(Part.SKIN, [(nose * 0.6, 0.006), (nose, -0.01)], [0.012, 0.012]),
        *(part(Part.SKIN, [(x, -0.006), (x, 0.006)], [0.013, 0.013], fine=True) for x in ears),
        part(Part.HAIR, [(-0.048 + back, 0.028), (back, 0.062), (0.048 + back, 0.028)], [0.017, 0.024, 0.017]),
        *((part(Part.HAIR, [(back * 1.2, 0.03), (back * 1.4, -0.014)], [0.027, 0.02]),) if abs(back) > 0.012 else ()),
        *(
            part(Part.HAIR, [(x - 0.003, 0.004), (x + 0.003, 0.004)], [0.007 * shown] * 2, fine=True)
            for x in (round_head(-21, 0.055), round_head(21, 0.055))
        ),
    )
