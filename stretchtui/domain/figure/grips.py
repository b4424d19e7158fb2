"""Where hands belong that rest, hold or are held somewhere, of somebody who is not on the back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.figure.keyframes import BodyPart, Figure, Frame, Reach
from stretchtui.domain.figure.positions import Hands, Position, View
from stretchtui.domain.figure.segments import FOREARM, HAND, SHOULDER_Z, TRUNK, UPPER_ARM
from stretchtui.domain.figure.skeleton import Arm, LowerLimb
from stretchtui.domain.figure.torso import Torso
from stretchtui.domain.figure.vectors import Point, bent_towards

REST_Y = 0.53
"""The top of a counter, or of a chair's back, that a standing person holds on to."""

BESIDE_Z, BEFORE_X = 0.158, 0.17
"""Where a hand holds on: so far beside the body where it is seen from the front, so far before it from the side."""

_FORWARD_X = 0.1  # so far forward a hand beside the body is seen from the side
_HAND_Y = 0.022
_ARM_LENGTH, _ARM_FOLDED = (UPPER_ARM + FOREARM) * 0.998, (UPPER_ARM - FOREARM) * 1.002


@dataclass(frozen=True, slots=True)
class Grip:
    """Where one hand belongs: held by angles of its own, or where `hands` say."""

    reach: Reach | None
    hands: Hands
    hanging: tuple[float, float, float]

    @classmethod
    def of(cls, frame: Frame, side: int, usual: Hands, hanging: tuple[float, float, float]) -> Grip:
        """Tell what a frame says of one side's hand."""
        hands = usual if frame.hands is Hands.MATTRESS else frame.hands
        return cls(frame.arm if side > 0 else frame.other_arm, hands, hanging)

    def place(
        self, figure: Figure, body: Torso, side: int, leg: LowerLimb, angles: tuple[float, ...]
    ) -> tuple[Point, Point, Point]:
        """Give the wrist, the way the hand lies, and the way the elbow points."""
        shoulder = body.shoulder(side)
        if self.reach is None and (held := _HELD.get(self.hands)):
            place = held(figure, body, side, leg)
            if place is not None:
                return place
        angles = angles if self.reach else self.hanging
        upper, fore = body.hang(angles, side), body.hang(angles, side, angles[2])
        wrist = shoulder.moved(*(UPPER_ARM * u + FOREARM * f for u, f in zip(upper, fore, strict=True)))
        # A straight arm still knows which way its elbow would go.
        behind = body.hang(angles, side, -90.0)
        return wrist, fore, behind


_Placed = tuple[Point, Point, Point] | None


def _on_lap(figure: Figure, body: Torso, side: int, leg: LowerLimb) -> _Placed:
    """Rest a hand on the thigh, its fingers towards the knee."""
    wrist = leg.hip.towards(leg.knee, 0.62).moved(y=0.062, z=side * 0.012)
    return wrist, Point(1.0, -0.25), Point(-0.8, -0.3, side * 0.5)


def _crossed(figure: Figure, body: Torso, side: int, leg: LowerLimb) -> _Placed:
    """Lay a hand on the other shoulder, the elbow before the ribs."""
    other = body.shoulder(-side)
    wrist = other.moved(
        *(0.062 * f - 0.035 * u + 0.02 * side * r for f, u, r in zip(body.forward, body.up, body.right, strict=True))
    )
    fingers = Point(*(u - side * r for u, r in zip(body.up, body.right, strict=True)))
    # Elbows away from each other, or four bones are a tangle.
    out = (f - 0.9 * u + side * r for f, u, r in zip(body.forward, body.up, body.right, strict=True))
    return wrist, fingers, Point(*out)


def _holding(figure: Figure, body: Torso, side: int, leg: LowerLimb) -> _Placed:
    """Lay a hand on the support: both, or the resting side's where it stands beside the body."""
    if not figure.beside:
        return Point(BEFORE_X, REST_Y + _HAND_Y, side * SHOULDER_Z), Point(1.0, 0.0), Point(-0.6, -1.0)
    if side > 0:
        return None
    forward = 0.02 if figure.view is not View.SIDE else _FORWARD_X
    return Point(forward, REST_Y + _HAND_Y, -BESIDE_Z), Point(0.5, 0.0, -1.0), Point(-0.4, -0.6, -0.5)


def _on_floor(figure: Figure, body: Torso, side: int, leg: LowerLimb) -> _Placed:
    """Stand a hand below its shoulder; of somebody on the side it lies before the face.

    Below a shoulder that is too low for that the elbow comes down on the ground behind, and the forearm lies flat.
    """
    if figure.placed is Position.SIDE:
        before = body.along(TRUNK + 0.02).moved(y=-0.2 - 0.02 * side)
        return before.moved(z=side * SHOULDER_Z), Point(1.0, -0.3), Point(-1.0, -0.4)
    shoulder = body.shoulder(side)
    flat = FOREARM - sqrt(max(0.0, UPPER_ARM**2 - (shoulder.y - _HAND_Y) ** 2))
    wrist = Point(shoulder.x + min(0.01, flat), _HAND_Y, side * SHOULDER_Z)
    return wrist, Point(1.0, -0.1), Point(-1.0, 0.0)


_HELD: Mapping[Hands, Callable[[Figure, Torso, int, LowerLimb], _Placed]] = {
    Hands.LAP: _on_lap,
    Hands.CROSSED: _crossed,
    Hands.HOLD: _holding,
    Hands.FLOOR: _on_floor,
}


def arm_between(
    figure: Figure,
    body: Torso,
    side: int,
    before: tuple[Point, Point, Point],
    after: tuple[Point, Point, Point],
    share: float,
) -> Arm:
    """Place one arm on its way from one grip to the next."""
    shoulder = body.shoulder(side)
    wrist, lies, pole = (a.towards(b, share) for a, b in zip(before, after, strict=True))
    # The upper arm is the longer bone: no elbow bends so far that the wrist comes to the shoulder.
    wrist = wrist.within(shoulder, _ARM_LENGTH).beyond(shoulder, _ARM_FOLDED)
    elbow = bent_towards(shoulder, wrist, UPPER_ARM, FOREARM, pole)
    origin = Point(0.0, 0.0)
    fingers = origin.towards(lies, HAND / max(1e-9, origin.distance(lies)))
    moving = (BodyPart.ARM if side > 0 else BodyPart.OTHER_ARM) in figure.moves
    return Arm(shoulder, elbow, wrist, wrist.moved(*fingers), moving)
