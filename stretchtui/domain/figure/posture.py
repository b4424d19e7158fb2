"""Bodies that are not on their backs: keyframes turned into joints at an instant.

As in `pose`, limbs follow the keyframes' angles, and feet that stand and hands that rest or hold are
solved backwards. x runs forward, the way the person faces, y up from the ground and z to the person's
right; somebody lying face down or on the side has the head where x grows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from math import cos, pi

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.figure.grips import Grip, arm_between
from stretchtui.domain.figure.keyframes import BodyPart, Figure, Frame, Leg
from stretchtui.domain.figure.positions import Hands, Position
from stretchtui.domain.figure.segments import (
    FOOT_DOWN,
    FOOT_FORWARD,
    HIP_Z,
    SHANK,
    THIGH,
)
from stretchtui.domain.figure.skeleton import LowerLimb, Skeleton
from stretchtui.domain.figure.torso import Torso
from stretchtui.domain.figure.track import Track
from stretchtui.domain.figure.vectors import Point, angle_between, bent_towards

SEAT_Y = 0.241
"""The top of a chair's seat: feet stand flat before it."""

CHEST_AT, WAIST_AT, CHEST_DEEP = 0.205, 0.1, 0.012
"""How far up the trunk chest and waist are, and how far the chest stands off its line."""

_ANKLE_Y = 0.055
_BREATH = 0.008


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
    body = _torso(figure, posture, channel[:9])
    lifted = track.lifted[index]
    right = _leg(figure, posture, body, 1, channel[9:12], lifted[0])
    left = _leg(figure, posture, body, -1, channel[12:15], lifted[1])
    eased = share * share * (3 - 2 * share)
    arms = []
    for side, angles in ((1, channel[15:18]), (-1, channel[18:21])):
        leg = right if side > 0 else left
        before, after = (
            Grip.of(frame, side, posture.hands, posture.hanging).place(figure, body, side, leg, angles)
            for frame in track.between[index]
        )
        arms.append(arm_between(figure, body, side, before, after, eased))
    air = _BREATH * (1 - cos(2 * pi * breath)) / 2
    chest = body.along(CHEST_AT).moved(*(air * part for part in body.forward))
    return Skeleton(
        view=figure.view,
        head=body.head,
        chest=chest.moved(*(CHEST_DEEP * part for part in body.forward)),
        waist=body.along(WAIST_AT),
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


def _torso(figure: Figure, posture: Posture, channel: tuple[float, ...]) -> Torso:
    both = not any(frame.leg or frame.other_leg for frame in figure.poses)
    return Torso.of(posture.trunk, posture.hips, posture.risen or posture.hips, channel, stands_on_both=both)


def _leg(
    figure: Figure, posture: Posture, body: Torso, side: int, angles: tuple[float, ...], lifted: bool
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
    body = _torso(figure, posture, tuple(channels))
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
