"""What a body sits on, stands on and holds on to, from the side and from the front."""

from __future__ import annotations

from functools import cache, lru_cache

from stretchtui.domain.figure.grips import BEFORE_X, BESIDE_Z, REST_Y
from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.positions import Position, Support
from stretchtui.domain.figure.posture import SEAT_Y
from stretchtui.domain.figure.scene import Area, Limb, chain

SEAT_X = (-0.105, 0.17)
"""Where the seat of a chair that is sat on begins and ends, from the hips."""

BACK_Y = 0.385
"""The top of that chair's back: low enough for elbows that go behind the trunk."""

EDGE_Z = -0.134
"""Where a counter beside the body begins."""

_FAR_AWAY = 9.0
_EDGE = 0.011  # the light on what is lain or stood on
_LEG_R, _BOARD_R = 0.012, 0.016
_WIDE = 0.17  # half a chair's width


@cache
def ground(y: float = 0.0) -> tuple[Area, ...]:
    """Give the floor or the side of the mattress below a height, with light along its upper edge."""
    down = -_FAR_AWAY
    return (
        Area(Part.BED, ((down, y), (_FAR_AWAY, y), (_FAR_AWAY, down), (down, down))),
        Area(Part.LINEN, ((down, y), (_FAR_AWAY, y), (_FAR_AWAY, y - _EDGE), (down, y - _EDGE))),
    )


@lru_cache(maxsize=64)
def beside(figure: Figure) -> tuple[Limb | Area, ...]:
    """Give a support as it is seen from the side, the person facing right."""
    support = figure.rests_on
    if figure.placed is Position.SITTING:
        return _chair(*SEAT_X, BACK_Y)
    if support is Support.CHAIR:
        return _chair(BEFORE_X + 0.02, BEFORE_X + 0.3, REST_Y)
    if support is Support.COUNTER:
        # A knee that is lifted beside it is seen against nothing, or it would be lost before the counter.
        front, shut, back = (0.13, 0.36, 0.6) if figure.beside else (BEFORE_X - 0.03, BEFORE_X + 0.01, BEFORE_X + 0.34)
        return (
            Area(Part.BED, ((shut, REST_Y), (back, REST_Y), (back, 0.0), (shut, 0.0))),
            chain(Part.LINEN, [(front, REST_Y - _BOARD_R), (back, REST_Y - _BOARD_R)], [_BOARD_R, _BOARD_R]),
        )
    return ()


def facing(position: Position, support: Support, from_above: float) -> tuple[Limb | Area, ...]:
    """Give a support as it is seen from the front, behind the person or beside the resting hand."""
    if position is Position.SITTING:
        low, high = SEAT_Y + 0.04, BACK_Y
        wide = _WIDE - 0.02
        return (
            *(chain(Part.BED, [(x, low), (x, high)], [_LEG_R, _LEG_R]) for x in (-wide, wide)),
            *(chain(Part.LINEN, [(-wide, y), (wide, y)], [0.024, 0.024]) for y in (high - 0.02, high - 0.09)),
        )
    if support is Support.COUNTER:
        near, far = EDGE_Z, -BESIDE_Z - 0.3
        top = REST_Y - _BOARD_R
        return (
            Area(Part.BED, ((near - 0.02, top), (far, top), (far, -0.02), (near - 0.02, -0.02))),
            chain(Part.LINEN, [(near, top), (far, top)], [_BOARD_R, _BOARD_R]),
        )
    if support is Support.CHAIR:
        return _chair(-BESIDE_Z, -BESIDE_Z - 0.26, REST_Y)
    return ()


def seat(from_above: float) -> tuple[Limb | Area, ...]:
    """Give the seat and the front legs of a chair from the front."""
    back, front = SEAT_X
    low, high, foot = SEAT_Y - from_above * front, SEAT_Y - from_above * back, -from_above * front
    return (
        *(chain(Part.BED, [(x, low), (x, foot)], [_LEG_R, _LEG_R]) for x in (-_WIDE + 0.02, _WIDE - 0.02)),
        Area(Part.LINEN, ((-_WIDE, low - 0.02), (_WIDE, low - 0.02), (_WIDE - 0.02, high), (-_WIDE + 0.02, high))),
    )


def _chair(back: float, front: float, top: float) -> tuple[Limb | Area, ...]:
    """Give a chair from the side, its back as high as said."""
    seat_y = SEAT_Y - _BOARD_R
    return (
        *(chain(Part.BED, [(x, seat_y), (x, _LEG_R)], [_LEG_R, _LEG_R]) for x in (back, front)),
        chain(Part.LINEN, [(back, seat_y), (front, seat_y)], [_BOARD_R, _BOARD_R]),
        chain(Part.LINEN, [(back, seat_y), (back, top - _BOARD_R)], [_BOARD_R, _BOARD_R]),
    )
