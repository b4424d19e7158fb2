"""How a body can be placed, what it rests on, what its hands do, and where it is seen from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Position(StrEnum):
    """How the body is placed before anything moves."""

    SUPINE = "supine"
    SIDE = "side"
    PRONE = "prone"
    FOUR_POINT = "four-point"
    SITTING = "sitting"
    STANDING = "standing"


class Support(StrEnum):
    """What the body rests on, or holds on to: drawn with it, touched by it and never entered."""

    MATTRESS = "mattress"
    FLOOR = "floor"
    CHAIR = "chair"
    COUNTER = "counter"


SUPPORTS: Mapping[Position, tuple[Support, ...]] = {
    **dict.fromkeys(Position, (Support.MATTRESS, Support.FLOOR)),
    Position.SITTING: (Support.CHAIR,),
    Position.STANDING: (Support.FLOOR, Support.COUNTER, Support.CHAIR),
}
"""What can be under or beside the body in each position, the usual one first."""


class View(StrEnum):
    """Where the figure is seen from.

    SIDE: from the side that moves, which is always the nearer one: head on the left of somebody
    lying, face to the right of everybody else, where the right side moves, and the other way round
    where the left one does. CLOSE: the same nearer, from head to knee or of straight feet, lying on the back.
    CEILING: as in a mirror on the ceiling, head at the top and left on the left, lying on the back.
    FRONT: as in a mirror on the wall, left on the left, sitting or standing. PORTRAIT: the same from
    the chest up, twice as large.
    """

    SIDE = "side"
    CLOSE = "close"
    CEILING = "ceiling"
    FRONT = "front"
    PORTRAIT = "portrait"


AS_IN_A_MIRROR = frozenset({View.CEILING, View.FRONT, View.PORTRAIT})
"""Views in which left is left."""


class Hands(StrEnum):
    """What both hands do in a frame.

    MATTRESS: palms down beside the body. CHEST: resting on the ribs, elbows beside. OUT: arms
    out to the sides on the mattress. SHIN: holding the front of the moving shin below the knee
    (each its own where both legs are lifted). THIGH: holding the back of the moving thigh. A
    hand whose hold is still too far away reaches for it with a straight arm.

    Sitting or standing: LAP: resting on the thighs. SIDES: hanging by the sides. CROSSED: arms
    crossed, hands on the shoulders. HOLD: on the support: both hands; or only the resting side's where
    the support stands beside the body (from the front, or where a leg is lifted). FLOOR: on the ground
    below the shoulders.
    """

    MATTRESS = "mattress"
    CHEST = "chest"
    OUT = "out"
    SHIN = "shin"
    THIGH = "thigh"
    LAP = "lap"
    SIDES = "sides"
    CROSSED = "crossed"
    HOLD = "hold"
    FLOOR = "floor"
