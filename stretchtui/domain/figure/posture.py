"""Bodies that are not on their backs: keyframes turned into joints at an instant.

As in `pose`, limbs follow the keyframes' angles, and feet that stand and hands that rest or hold are
solved backwards. x runs forward, the way the person faces, y up from the ground and z to the person's
right; somebody lying face down or on the side has the head where x grows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, radians, sin

from stretchtui.domain.figure.keyframes import BodyPart, Figure, Frame, Hands, Leg, Position, Reach, View
from stretchtui.domain.figure.segments import (
    FOOT_DOWN,
    FOOT_FORWARD,
    FOREARM,
    HAND,
    HIP_Z,
    NECK,
    SHANK,
    SHOULDER_Z,
    THIGH,
    TRUNK,
    UPPER_ARM,
)
from stretchtui.domain.figure.skeleton import Arm, LowerLimb, Skeleton
from stretchtui.domain.figure.track import Track
from stretchtui.domain.figure.vectors import Point, angle_between, bent_towards

SEAT_Y = 0.241
"""The top of a chair's seat: feet stand flat before it."""

REST_Y = 0.53
"""The top of a counter, or of a chair's back, that a standing person holds on to."""

BESIDE_Z, BEFORE_X = 0.158, 0.17
"""Where a hand holds on: so far beside the body where it is seen from the front, so far before it from the side."""

_ANKLE_Y, _HAND_Y = 0.055, 0.022
_SHOULDERS_UP, _SHOULDERS_BACK = 0.045, 0.055
_HIPS_GIVE = 0.0013  # body heights for each degree
_BREATH = 0.008
_ARM_LENGTH = (UPPER_ARM + FOREARM) * 0.998


@dataclass(frozen=True, slots=True)
class Posture:
    """A position's base pose: where the hips are, how the trunk lies (degrees above forward), how the legs are.

    `stands_at` is where planted feet stand, None where legs lie as `leg` says; `risen` where the hips
    go when the person gets up. `hanging` are the angles of an arm at rest beside the body (see Reach).
    """

    trunk: float
    hips: Point
    hands: Hands
    leg: Leg
    other_leg: Leg
    stands_at: float | None = None
    risen: Point | None = None
    points_toes: float = 0.0
    hanging: tuple[float, float, float] = (4.0, 5.0, 12.0)


_STRAIGHT, _SQUARE = Leg(hip=0, knee=0, ankle=0), Leg(hip=90, knee=90, ankle=0)
_STANDING_Y = 0.543
_FOLDED, _FLAT = Leg(hip=45, knee=90, ankle=20), Leg(hip=0, knee=0, ankle=60)

POSTURES: Mapping[Position, Posture] = {
    Position.SITTING: Posture(
        90, Point(0, THIGH + _ANKLE_Y), Hands.LAP, _SQUARE, _SQUARE, THIGH, Point(THIGH - 0.02, _STANDING_Y)
    ),
    Position.STANDING: Posture(90, Point(0, _STANDING_Y), Hands.SIDES, _STRAIGHT, _STRAIGHT, 0.01),
    Position.PRONE: Posture(0, Point(0, 0.06), Hands.SIDES, _FLAT, _FLAT, hanging=(6.0, 8.0, 0.0)),
    Position.FOUR_POINT: Posture(
        9, Point(0, 0.287), Hands.FLOOR, Leg(hip=81, knee=90, ankle=60), Leg(hip=81, knee=90, ankle=60), points_toes=25
    ),
    Position.SIDE: Posture(0, Point(0, 0.36), Hands.FLOOR, _FOLDED, _FOLDED),
}


def posture_at(figure: Figure, reach: float, breath: float) -> Skeleton:
    """Place every joint of somebody not on the back, the right side moving."""
    posture, track = POSTURES[figure.placed], _track(figure)
    index, share = track.channels.segment(reach)
    channel = track.channels.channels_at(index, share)
    body = _Body.of(posture, channel[:9])
    lifted = track.lifted[index]
    right = _leg(figure, posture, body, 1, channel[9:12], lifted[0])
    left = _leg(figure, posture, body, -1, channel[12:15], lifted[1])
    eased = share * share * (3 - 2 * share)
    arms = []
    for side, angles in ((1, channel[15:18]), (-1, channel[18:21])):
        leg = right if side > 0 else left
        before, after = (
            _Grip.of(frame, side, posture).place(figure, body, side, leg, angles) for frame in track.between[index]
        )
        arms.append(_arm(figure, body, side, before, after, eased))
    air = _BREATH * (1 - cos(2 * pi * breath)) / 2
    chest = body.along(0.205).moved(*(air * part for part in body.forward))
    return Skeleton(
        view=figure.view,
        head=body.head,
        chest=chest.moved(*(0.012 * part for part in body.forward)),
        waist=body.along(0.1),
        pelvis=body.hips,
        right_leg=right,
        left_leg=left,
        right_arm=arms[0],
        left_arm=arms[1],
        hollow=0.0,
        tilt=0.0,
        roll=0.0,
        pelvis_moving=BodyPart.PELVIS in figure.moves,
        arrow=figure.arrow,
        arrow_at=reach * reach * (3 - 2 * reach),
        crown=body.crown,
        turn=body.turn,
        trunk_moving=BodyPart.TRUNK in figure.moves,
    )


@dataclass(frozen=True, slots=True)
class _Body:
    """Trunk and head at one instant: a place and the three directions that belong to the trunk."""

    hips: Point
    up: Point
    forward: Point
    right: Point
    head: Point
    crown: Point
    turn: float
    lifted: float
    drawn_back: float

    @classmethod
    def of(cls, posture: Posture, channel: tuple[float, ...]) -> _Body:
        """Place trunk and head as the channels say."""
        lean, bend, twist, rise, tilt, turn, nod, shoulders_up, shoulders_back = channel
        # Whoever bends to one side lets the hips go a little to the other.
        hips = posture.hips.towards(posture.risen or posture.hips, rise).moved(z=-_HIPS_GIVE * bend)
        up = _direction(posture.trunk - lean, bend)
        level = _direction(posture.trunk - lean - 90, 0.0)
        across = _cross(level, up)
        turned = radians(twist)
        right = Point(*(a * cos(turned) - f * sin(turned) for a, f in zip(across, level, strict=True)))
        forward = _cross(up, right)
        neck = _direction(posture.trunk - lean * 0.8 - nod, bend + tilt)
        top = hips.moved(*(TRUNK * part for part in up))
        head = top.moved(*(NECK * part for part in neck)).moved(*(0.012 * part for part in level))
        crown = head.moved(*(0.063 * part for part in neck))
        return cls(hips, up, forward, right, head, crown, turn + twist, shoulders_up, shoulders_back)

    def along(self, distance: float) -> Point:
        """Give the place so far up the trunk from the hips."""
        return self.hips.moved(*(distance * part for part in self.up))

    def shoulder(self, side: int) -> Point:
        """Give one shoulder (1 right, -1 left): each goes up and back in its joint with the trunk."""
        up, back = _SHOULDERS_UP * self.lifted, -_SHOULDERS_BACK * self.drawn_back
        wide = side * SHOULDER_Z
        return self.along(TRUNK).moved(
            *(u * up + f * back + r * wide for u, f, r in zip(self.up, self.forward, self.right, strict=True))
        )

    def hang(self, reach: tuple[float, ...], side: int, bent: float = 0.0) -> Point:
        """Give the direction of an arm so far in front of and beside the trunk, in degrees."""
        forward, out = radians(reach[0] + bent), radians(reach[1])
        return Point(
            *(
                cos(out) * (sin(forward) * f - cos(forward) * u) + side * sin(out) * r
                for u, f, r in zip(self.up, self.forward, self.right, strict=True)
            )
        )


def _direction(degrees: float, sideways: float) -> Point:
    """Give a direction of length 1, so far above forward and so far leant to the right."""
    angle, lean = radians(degrees), radians(sideways)
    return Point(cos(angle) * cos(lean), sin(angle) * cos(lean), sin(lean))


def _cross(a: Point, b: Point) -> Point:
    """Give the direction square to two others."""
    return Point(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)


def _leg(
    figure: Figure, posture: Posture, body: _Body, side: int, angles: tuple[float, ...], lifted: bool
) -> LowerLimb:
    """Place a leg by its angles (thigh, knee, ankle), or, planted, by where its foot stands."""
    hip = body.hips.moved(z=side * HIP_Z)
    thigh, bend, point = angles
    moving = (BodyPart.LEG if side > 0 else BodyPart.OTHER_LEG) in figure.moves
    if posture.stands_at is not None and not lifted:
        ankle = Point(posture.stands_at, _ANKLE_Y, side * HIP_Z)
        knee = bent_towards(hip, ankle, THIGH, SHANK, Point(1.0, 0.0))
        ankle = ankle.within(knee, SHANK)
        foot = 0.0
    else:
        knee = hip.at_angle(thigh, THIGH)
        ankle = knee.at_angle(thigh - bend, SHANK)
        foot = thigh - bend + 90 - point
    toe = ankle.at_angle(foot, FOOT_FORWARD).at_angle(foot - 90, FOOT_DOWN)
    return LowerLimb(hip, knee, ankle, toe, foot, lifted, moving)


@dataclass(frozen=True, slots=True)
class _Grip:
    """Where one hand belongs: held by angles of its own, or where `hands` say."""

    reach: Reach | None
    hands: Hands
    hanging: tuple[float, float, float]

    @classmethod
    def of(cls, frame: Frame, side: int, posture: Posture) -> _Grip:
        """Tell what a frame says of one side's hand."""
        hands = posture.hands if frame.hands is Hands.MATTRESS else frame.hands
        return cls(frame.arm if side > 0 else frame.other_arm, hands, posture.hanging)

    def place(
        self, figure: Figure, body: _Body, side: int, leg: LowerLimb, angles: tuple[float, ...]
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


def _on_lap(figure: Figure, body: _Body, side: int, leg: LowerLimb) -> _Placed:
    """Rest a hand on the thigh, its fingers towards the knee."""
    wrist = leg.hip.towards(leg.knee, 0.62).moved(y=0.062, z=side * 0.012)
    return wrist, Point(1.0, -0.25), Point(-0.8, -0.3, side * 0.5)


def _crossed(figure: Figure, body: _Body, side: int, leg: LowerLimb) -> _Placed:
    """Lay a hand on the other shoulder, the elbow before the ribs."""
    other = body.shoulder(-side)
    wrist = other.moved(
        *(0.062 * f - 0.035 * u + 0.02 * side * r for f, u, r in zip(body.forward, body.up, body.right, strict=True))
    )
    fingers = Point(*(u - side * r for u, r in zip(body.up, body.right, strict=True)))
    return wrist, fingers, Point(*(f - 0.9 * u for f, u in zip(body.forward, body.up, strict=True)))


def _holding(figure: Figure, body: _Body, side: int, leg: LowerLimb) -> _Placed:
    """Lay a hand on the support: the resting side's from the front, both from the side."""
    if figure.view is View.SIDE:
        return Point(BEFORE_X, REST_Y + _HAND_Y, side * SHOULDER_Z), Point(1.0, 0.0), Point(-0.6, -1.0)
    if side > 0:
        return None
    return Point(0.02, REST_Y + _HAND_Y, -BESIDE_Z), Point(0.5, 0.0, -1.0), Point(-0.4, -0.6, -0.5)


def _on_floor(figure: Figure, body: _Body, side: int, leg: LowerLimb) -> _Placed:
    """Stand a hand below its shoulder; of somebody on the side it lies before the face."""
    if figure.placed is Position.SIDE:
        before = body.along(TRUNK + 0.02).moved(y=-0.2 - 0.02 * side)
        return before.moved(z=side * SHOULDER_Z), Point(1.0, -0.3), Point(-1.0, -0.4)
    return Point(body.shoulder(side).x + 0.01, _HAND_Y, side * SHOULDER_Z), Point(1.0, -0.1), Point(-1.0, 0.0)


_HELD: Mapping[Hands, Callable[[Figure, _Body, int, LowerLimb], _Placed]] = {
    Hands.LAP: _on_lap,
    Hands.CROSSED: _crossed,
    Hands.HOLD: _holding,
    Hands.FLOOR: _on_floor,
}


def _arm(
    figure: Figure,
    body: _Body,
    side: int,
    before: tuple[Point, Point, Point],
    after: tuple[Point, Point, Point],
    share: float,
) -> Arm:
    """Place one arm on its way from one grip to the next."""
    shoulder = body.shoulder(side)
    wrist, lies, pole = (a.towards(b, share) for a, b in zip(before, after, strict=True))
    wrist = wrist.within(shoulder, _ARM_LENGTH)
    elbow = bent_towards(shoulder, wrist, UPPER_ARM, FOREARM, pole)
    origin = Point(0.0, 0.0)
    fingers = origin.towards(lies, HAND / max(1e-9, origin.distance(lies)))
    moving = (BodyPart.ARM if side > 0 else BodyPart.OTHER_ARM) in figure.moves
    return Arm(shoulder, elbow, wrist, wrist.moved(*fingers), moving)


@dataclass(frozen=True, slots=True)
class _Track:
    """A figure's keyframes: channels, and between every two of them which legs are lifted."""

    channels: Track
    lifted: tuple[tuple[bool, bool], ...]
    between: tuple[tuple[Frame, Frame], ...]


@lru_cache(maxsize=64)
def _track(figure: Figure) -> _Track:
    frames, posture = figure.poses, POSTURES[figure.placed]
    pairs = tuple(pairwise(frames)) or ((frames[0], frames[0]),)
    return _Track(
        Track.through(figure.times, [_channels(frame, figure, posture) for frame in frames]),
        tuple((bool(a.leg or b.leg), bool(a.other_leg or b.other_leg)) for a, b in pairs),
        pairs,
    )


def _channels(frame: Frame, figure: Figure, posture: Posture) -> tuple[float, ...]:
    """List one frame's channels: trunk and head, each leg's thigh, knee and ankle, each arm's angles."""
    neck = frame.neck
    trunk = (frame.lean, frame.bend, frame.twist, frame.rise, neck.tilt, neck.turn, neck.nod)
    channels = [*trunk, frame.shoulders_up, frame.shoulders_back]
    body = _Body.of(posture, tuple(channels))
    for side, leg, rest in ((1, frame.leg, posture.leg), (-1, frame.other_leg, posture.other_leg)):
        if leg or posture.stands_at is None:
            own = leg or rest
            point = own.ankle if leg else own.ankle + posture.points_toes
            channels += [posture.trunk - frame.lean - 180 + own.hip, own.knee, point]
        else:
            planted = _leg(figure, posture, body, side, (0.0, 0.0, 0.0), False)
            thigh, shank = angle_between(planted.hip, planted.knee), angle_between(planted.knee, planted.ankle)
            channels += [thigh, thigh - shank, shank + 90]
    for arm in (frame.arm, frame.other_arm):
        channels += [arm.forward, arm.out, arm.elbow] if arm else posture.hanging
    return tuple(channels)
