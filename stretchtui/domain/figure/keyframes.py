"""What an exercise file says about its figure: poses as data, in degrees.

Angles are those of KINEMATICS: design values inside published ranges of motion, not
reviewed by a clinician. The bounds below keep a typing mistake from breaking a body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from stretchtui.domain.fields import Length, Within, refuse_mistakes


class View(StrEnum):
    """Where the figure is seen from.

    SIDE: from the side that moves, which is always the nearer one: head on the left where the
    right side moves, on the right where the left one does. CLOSE: the same from chest to knee, twice
    as large. CEILING: as in a mirror on the ceiling, head at the top and left on the left.
    """

    SIDE = "side"
    CLOSE = "close"
    CEILING = "ceiling"


class Hands(StrEnum):
    """What both hands do in a frame.

    MATTRESS: palms down beside the body. CHEST: resting on the ribs, elbows beside. OUT: arms
    out to the sides on the mattress. SHIN: holding the front of the moving shin below the knee
    (each its own where both legs are lifted). THIGH: holding the back of the moving thigh. A
    hand whose hold is still too far away reaches for it with a straight arm.
    """

    MATTRESS = "mattress"
    CHEST = "chest"
    OUT = "out"
    SHIN = "shin"
    THIGH = "thigh"


class BodyPart(StrEnum):
    """A part of the body that can be shown bright, as the one that works."""

    LEG = "leg"
    OTHER_LEG = "other-leg"
    PELVIS = "pelvis"


class Arrow(StrEnum):
    """A small arrow over the lower back, for a movement too small to see."""

    NONE = "none"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A lifted leg, in degrees.

    `hip`: thigh against the pelvis, 0 to 130, 90 at right angles. `knee`: 0 straight to 150.
    `ankle`: 0 foot square to the shin, up to 60 toes pointed away, down to -20 toes drawn up.
    """

    hip: Annotated[float, Within(0, 130)]
    knee: Annotated[float, Within(0, 150)]
    ankle: Annotated[float, Within(-20, 60)] = 15.0

    def __post_init__(self) -> None:
        """Refuse what no joint does."""
        refuse_mistakes(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One pose on the way from the start (reach 0) to the hold (reach 1), in degrees.

    `at`: the reach at which this pose is passed, above 0 and at most 1; without it frames are
    spread evenly. `trunk`: the line from shoulder to hip, 0 to 40, the hips rising.
    `pelvis`: -15 to 30, above 0 tilted back, which flattens the lower back (flat at 9).
    `leg`, `other_leg`: the moving side's leg and the other one where they are lifted; a leg
    left out keeps its foot planted and bends as it must. `hands`: see Hands. `roll`: how far
    both knees lean to the moving side, 0 to 60, and `pelvis_roll` how far the pelvis follows,
    0 to 30; for the view from the ceiling, and not together with lifted legs.
    """

    at: Annotated[float, Within(0, 1)] | None = None
    trunk: Annotated[float, Within(0, 40)] = 0.0
    pelvis: Annotated[float, Within(-15, 30)] = 0.0
    leg: Leg | None = None
    other_leg: Leg | None = None
    hands: Hands = Hands.MATTRESS
    roll: Annotated[float, Within(0, 60)] = 0.0
    pelvis_roll: Annotated[float, Within(0, 30)] = 0.0

    def __post_init__(self) -> None:
        """Refuse angles outside the ranges of the docstring."""
        refuse_mistakes(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An exercise's figure: the `[figure]` table of its file.

    `view`: "side", "close" or "ceiling". `moves`: the bright parts, any of "leg", "other-leg" and
    "pelvis". `arrow`: "none", "down" or "up". `start`: the hands' place in the start pose,
    which is lying on the back with both knees bent and both feet planted. `frames`: the poses
    that follow, the last one being the hold; none at all leaves the figure in the start pose.
    Frames are written for the right side moving; the left side's are their mirror image.

        [figure]
        moves = ["leg"]

        [[figure.frames]]
        leg = {hip = 90, knee = 25, ankle = 35}
        hands = "thigh"
    """

    view: View = View.SIDE
    moves: tuple[BodyPart, ...] = (BodyPart.LEG,)
    arrow: Arrow = Arrow.NONE
    start: Hands = Hands.MATTRESS
    frames: Annotated[tuple[Frame, ...], Length(0, 12, "at most {1} frames")] = ()

    def __post_init__(self) -> None:
        """Refuse frames out of order, holds on a planted leg, and rolling with lifted legs."""
        refuse_mistakes(self)

    @classmethod
    def broken_rules(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find frames out of order, holds on a planted leg, and rolling with lifted legs."""
        frames: tuple[Frame, ...] = values.get("frames", ())
        times = [frame.at for frame in frames if frame.at is not None]
        rising = all(before < after for before, after in pairwise([0.0, *times]))
        if times and not (len(times) == len(frames) and times[-1] == 1 and rising):
            yield "frames", "expected `at` in every frame or in none, rising from above 0 to 1 in the last"
        for number, frame in enumerate(frames):
            if frame.hands in {Hands.SHIN, Hands.THIGH} and frame.leg is None:
                yield f"frames[{number}]", f"expected a lifted `leg` for hands on the {frame.hands}"
        lifts = any(frame.leg or frame.other_leg for frame in frames)
        if lifts and any(frame.roll or frame.pelvis_roll for frame in frames):
            yield "frames", "expected either lifted legs or `roll` in one figure, not both"
        if values.get("start") in {Hands.SHIN, Hands.THIGH}:
            yield "start", 'expected "mattress", "chest" or "out"'

    @property
    def times(self) -> tuple[float, ...]:
        """List the reach of every frame, the start pose's 0 first."""
        count = len(self.frames)
        return (0.0, *(frame.at or (number + 1) / count for number, frame in enumerate(self.frames)))
