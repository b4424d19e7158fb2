"""What the shapes of a figure belong to."""

from __future__ import annotations

from enum import IntEnum


class Part(IntEnum):
    """What a shape belongs to, which gives it its colour; within a layer a higher one lies on top."""

    BED = 1
    LINEN = 2
    PILLOW = 3
    SHADOW = 4
    GHOST = 5
    FAR_ARM = 6
    RESTING = 7
    FAR_MOVING = 8
    TRUNK = 9
    PELVIS = 10
    MOVING = 11
    ARM = 12
    SKIN = 13
    HAIR = 14
    ARROW = 15
