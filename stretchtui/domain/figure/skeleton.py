"""A body at one instant: every joint, and what is worth drawing about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.figure.keyframes import Arrow
from stretchtui.domain.figure.positions import View
from stretchtui.domain.figure.vectors import Point

_CROWN = Point(-0.18, 0.1)  # of somebody lying on the back


@dataclass(frozen=True, slots=True)
class LowerLimb:
    """One leg: joints from the hip down; `toe` is the ball of the foot, `lifted` whether it left the mattress."""

    hip: Point
    knee: Point
    ankle: Point
    toe: Point
    foot: float
    lifted: bool = False
    moving: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        """Every joint, from the hip down."""
        return (self.hip, self.knee, self.ankle, self.toe)

    def sides_exchanged(self) -> LowerLimb:
        """Give the same pose to the leg of the other side."""
        hip, knee, ankle, toe = (point.mirrored() for point in self.points)
        return replace(self, hip=hip, knee=knee, ankle=ankle, toe=toe)


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: joints from the shoulder down; `hand` is the middle of the fingers."""

    shoulder: Point
    elbow: Point
    wrist: Point
    hand: Point
    moving: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        """Every joint, from the shoulder down."""
        return (self.shoulder, self.elbow, self.wrist, self.hand)

    def sides_exchanged(self) -> Arm:
        """Give the same pose to the arm of the other side."""
        shoulder, elbow, wrist, hand = (point.mirrored() for point in self.points)
        return replace(self, shoulder=shoulder, elbow=elbow, wrist=wrist, hand=hand)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Every joint at one instant, in body heights (see vectors for the directions).

    `hollow` is how far the lower back stands off the trunk's line, `tilt` how far the pelvis is
    tilted back (degrees), `roll` how far the pelvis
    has rolled (degrees, above 0 to the person's right), `arrow_at` how far the arrow has
    gone, 0 to 1. `left` and `right` are the person's own; `mirrored` says that the left side
    moves. `crown` is the middle of the top of the head, `turn` how far the face is turned to the right
    (degrees).
    """

    view: View
    head: Point
    chest: Point
    waist: Point
    pelvis: Point
    right_leg: LowerLimb
    left_leg: LowerLimb
    right_arm: Arm
    left_arm: Arm
    hollow: float
    tilt: float
    roll: float
    pelvis_moving: bool
    arrow: Arrow
    arrow_at: float
    mirrored: bool = False
    crown: Point = _CROWN
    turn: float = 0.0
    trunk_moving: bool = False

    @property
    def points(self) -> Iterator[Point]:
        """Every joint."""
        yield from (self.head, self.chest, self.waist, self.pelvis)
        for limb in (self.right_leg, self.left_leg, self.right_arm, self.left_arm):
            yield from limb.points

    def sides_exchanged(self) -> Skeleton:
        """Give the same pose with left and right changed over."""
        return replace(
            self,
            right_leg=self.left_leg.sides_exchanged(),
            left_leg=self.right_leg.sides_exchanged(),
            right_arm=self.left_arm.sides_exchanged(),
            left_arm=self.right_arm.sides_exchanged(),
            roll=-self.roll,
            crown=self.crown.mirrored(),
            turn=-self.turn,
            head=self.head.mirrored(),
            chest=self.chest.mirrored(),
            waist=self.waist.mirrored(),
            mirrored=not self.mirrored,
        )
