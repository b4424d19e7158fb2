"""The figure: keyframes turned into joints at an instant.

A pure function of how far into the movement the person is. Limbs follow the keyframes'
angles; feet that are planted and hands that hold are solved backwards, so that they stay
where they are and no bone changes its length. Segment lengths are shares of body height
from KINEMATICS (thigh .245, shank .246, trunk .288, upper arm .186, forearm .146).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.figure.keyframes import BodyPart, Figure, Frame
from stretchtui.domain.figure.positions import Hands, Position
from stretchtui.domain.figure.posture import posture_at
from stretchtui.domain.figure.segments import (
    FOOT_DOWN,
    FOOT_FORWARD,
    FOREARM,
    HAND,
    HIP_Z,
    SHANK,
    SHOULDER_Z,
    THIGH,
    TRUNK,
    UPPER_ARM,
)
from stretchtui.domain.figure.skeleton import Arm, LowerLimb, Skeleton
from stretchtui.domain.figure.track import Track
from stretchtui.domain.figure.vectors import Point, angle_between, two_bones

RESTING_Y = 0.055  # shoulders, hips and planted ankles of someone lying down
MATTRESS_HAND_Y = 0.022
_ANKLE_FLOOR, _TOE_FLOOR = 0.045, 0.014

_SHOULDERS = Point(0.0, RESTING_Y)
# At hip 45 and knee 90 the ankle comes to this place: the base pose of KINEMATICS.
_PLANTED_X = TRUNK + (THIGH + SHANK) * cos(pi / 4)
HOLLOW = 0.044  # how far the lower back stands off the line of the trunk in its neutral curve
_FLAT_AT = 9.0  # degrees of pelvic tilt that flatten it
_SHIN_SHARE, _THIGH_SHARE = 0.27, 0.5  # where hands take hold: along the shin, along the thigh
_ELBOWS_DOWN, _ELBOWS_OUT = 130.0, 95.0  # swivel of an elbow: hanging down a little outwards, or beside the chest
_FOLLOWING = 0.6  # how far the upper foot turns about the lower one when knees roll, of the knees' own turn
_BREATH = 0.014


@dataclass(frozen=True, slots=True)
class _Body:
    """What the channels say at one instant, before limbs are solved; angles in degrees."""

    trunk: float
    pelvis: float
    roll: float
    pelvis_roll: float
    part: float = 0.0

    def hips(self) -> tuple[Point, Point, Point]:
        """Give the middle of the pelvis, the right hip and the left hip."""
        lean = radians(self.pelvis_roll)
        # Rolling to one side rests on that buttock: its hip stays at its height, the other rises.
        rise = HIP_Z * sin(abs(lean))
        middle = _SHOULDERS.at_angle(self.trunk, TRUNK)
        if rise:
            y = middle.y + rise
            middle = Point(sqrt(TRUNK * TRUNK - (y - _SHOULDERS.y) ** 2), y)
        across, down = HIP_Z * cos(lean), HIP_Z * sin(lean)
        return middle, middle.moved(y=-down, z=across), middle.moved(y=down, z=-across)


_BASE = Figure()


def pose_at(figure: Figure | None, reach: float, *, mirrored: bool = False, breath: float = 0.0) -> Skeleton:
    """Place every joint when the person is `reach` of the way into the movement.

    reach: 0 start pose to 1 hold pose, linear in time (both ends are eased here); values
    outside are taken as the nearer end. mirrored: the LEFT side moves. breath: phase of a slow
    breath, 0 to 1 (only chest and belly move). No figure gives the start pose.
    """
    figure = figure or _BASE
    place = _right_side_moves if figure.placed is Position.SUPINE else posture_at
    skeleton = place(figure, min(1.0, max(0.0, reach)), breath)
    return skeleton.sides_exchanged() if mirrored else skeleton


def _right_side_moves(figure: Figure, reach: float, breath: float) -> Skeleton:
    """Place the pose with the right side moving, as keyframes are written."""
    track = _track(figure)
    index, share = track.channels.segment(reach)
    channel = track.channels.channels_at(index, share)
    body = _Body(*channel[:5])
    pelvis, right_hip, left_hip = body.hips()
    lifted = track.lifted[index]
    right = _leg(right_hip, channel[5:8], lifted[0], body.roll + body.part, moving=BodyPart.LEG in figure.moves)
    left = _leg(left_hip, channel[8:11], lifted[1], body.roll - body.part, moving=BodyPart.OTHER_LEG in figure.moves)
    if body.roll and not (left.lifted or right.lifted):
        left = _follow(left, right, body.roll)
    eased = share * share * (3 - 2 * share)
    grips = [_Grip(hands, right, left if both else right) for hands, both in track.hands[index]]
    hollow = HOLLOW * min(1.6, max(0.0, (_FLAT_AT - body.pelvis) / _FLAT_AT))
    air = _BREATH * (1 - cos(2 * pi * breath)) / 2
    return Skeleton(
        view=figure.view,
        head=Point(-0.118, 0.1),
        chest=_SHOULDERS.at_angle(body.trunk * 0.5, 0.085).moved(y=air),
        waist=_SHOULDERS.at_angle(body.trunk, TRUNK * 0.64).moved(y=hollow + air / 2),
        pelvis=pelvis,
        right_leg=right,
        left_leg=left,
        right_arm=_arm(1, grips[0], grips[1], eased),
        left_arm=_arm(-1, grips[0], grips[1], eased),
        hollow=hollow,
        tilt=body.pelvis,
        roll=body.pelvis_roll,
        pelvis_moving=BodyPart.PELVIS in figure.moves,
        arrow=figure.arrow,
        arrow_at=reach * reach * (3 - 2 * reach),
    )


def _leg(hip: Point, angles: tuple[float, ...], lifted: bool, roll: float, *, moving: bool) -> LowerLimb:
    """Place a leg by its angles (thigh, knee, ankle), or, planted, by where its foot stands."""
    if lifted:
        thigh, bend, point = angles
        knee = hip.at_angle(max(0.0, thigh), THIGH)
        ankle = knee.at_angle(max(0.0, thigh) - bend, SHANK)
        if ankle.y < _ANKLE_FLOOR:  # keyframes that would press the heel into the mattress
            ankle = Point(ankle.x, _ANKLE_FLOOR, ankle.z)
            knee = two_bones(hip, ankle, THIGH, SHANK, 0.0)
            ankle = ankle.within(knee, SHANK)
        foot = max(thigh - bend + 90 - point, _lowest_foot(ankle.y))
    else:
        # Lifted high and rolled far at once, the hip would be a hair further away than the leg is long.
        ankle = Point(_PLANTED_X, RESTING_Y, HIP_Z if hip.z > 0 else -HIP_Z).within(hip, THIGH + SHANK)
        knee = two_bones(hip, ankle, THIGH, SHANK, roll)
        foot = 0.0
    toe = ankle.at_angle(foot, FOOT_FORWARD).at_angle(foot - 90, FOOT_DOWN)
    return LowerLimb(hip, knee, ankle, toe, foot, lifted, moving)


def _lowest_foot(ankle_y: float) -> float:
    """Find the angle of a foot whose ball just touches the mattress, -90 when it cannot reach it."""
    far, lean = hypot(FOOT_FORWARD, FOOT_DOWN), atan2(FOOT_DOWN, FOOT_FORWARD)
    rise = (_TOE_FLOOR - ankle_y) / far
    return degrees(lean + asin(rise)) if rise > -1 else -90.0


def _follow(leg: LowerLimb, leader: LowerLimb, roll: float) -> LowerLimb:
    """Let a leg roll on top of the one that leads, its foot coming a little off the mattress."""
    turn = radians(roll) * _FOLLOWING
    apart = leader.ankle.z - leg.ankle.z
    ankle = leg.ankle.moved(y=apart * sin(turn), z=apart * (1 - cos(turn)))
    knee = two_bones(leg.hip, ankle, THIGH, SHANK, roll)
    toe = ankle.moved(*(b - a for a, b in zip(leg.ankle, leg.toe, strict=True)))
    return replace(leg, knee=knee, ankle=ankle, toe=toe, lifted=True)


@dataclass(frozen=True, slots=True)
class _Grip:
    """Where both hands belong while the legs are where they are."""

    hands: Hands
    right: LowerLimb
    left: LowerLimb  # the leg that the left hand holds: the moving one, unless both are lifted

    @property
    def swivel(self) -> float:
        """Tell how far the elbow turns from upright, in degrees."""
        return _ELBOWS_OUT if self.hands is Hands.CHEST else _ELBOWS_DOWN

    def place(self, side: int) -> tuple[Point, Point]:
        """Give the wrist of one side (1 right, -1 left) and the point that its hand lies towards."""
        if self.hands is Hands.MATTRESS:
            wrist = Point(0.322, MATTRESS_HAND_Y, side * (SHOULDER_Z + 0.035))
            return wrist, wrist.moved(x=1.0, y=-0.1)
        if self.hands is Hands.OUT:
            wrist = Point(0.03, MATTRESS_HAND_Y, side * (SHOULDER_Z + 0.322))
            return wrist, wrist.moved(y=-0.1, z=side)
        if self.hands is Hands.CHEST:
            wrist = Point(0.1, 0.13, side * 0.07)
            return wrist, wrist.moved(x=0.6, z=-side)
        leg = self.right if side > 0 else self.left
        if self.hands is Hands.SHIN:
            held = leg.knee.towards(leg.ankle, _SHIN_SHARE)
            outwards = angle_between(leg.knee, leg.ankle) + 90
            return held.moved(z=side * 0.035), held.at_angle(outwards, 0.05)
        outwards = angle_between(leg.hip, leg.knee) - 90
        held = leg.hip.towards(leg.knee, _THIGH_SHARE).at_angle(outwards, 0.02)
        return held.moved(z=side * 0.02), held.at_angle(outwards, 0.05)


def _arm(side: int, before: _Grip, after: _Grip, share: float) -> Arm:
    """Place one arm (1 right, -1 left) on its way from one grip to the next.

    A wrist out of reach is placed as far as the straight arm goes, which is how a person
    reaches for a shin that is still coming.
    """
    shoulder = _SHOULDERS.moved(z=side * SHOULDER_Z)
    (wrist, lies), (next_wrist, next_lies) = before.place(side), after.place(side)
    facing = Point(*(b - a for a, b in zip(wrist, lies, strict=True)))
    next_facing = Point(*(b - a for a, b in zip(next_wrist, next_lies, strict=True)))
    wrist = wrist.towards(next_wrist, share).within(shoulder, (UPPER_ARM + FOREARM) * 0.998)
    if wrist.y < MATTRESS_HAND_Y:
        wrist = Point(wrist.x, MATTRESS_HAND_Y, wrist.z)
    swivel = before.swivel + (after.swivel - before.swivel) * share
    elbow = two_bones(shoulder, wrist, UPPER_ARM, FOREARM, side * swivel, floor=MATTRESS_HAND_Y)
    facing = _sized(facing, 1.0).towards(_sized(next_facing, 1.0), share)
    return Arm(shoulder, elbow, wrist, wrist.moved(*_sized(facing, HAND)))


def _sized(vector: Point, length: float) -> Point:
    """Give a vector another length, keeping its direction."""
    return Point(0.0, 0.0).towards(vector, length / max(1e-9, Point(0.0, 0.0).distance(vector)))


@dataclass(frozen=True, slots=True)
class _Track:
    """A figure's keyframes: channels, and between every two of them which legs are lifted and what hands do."""

    channels: Track
    lifted: tuple[tuple[bool, bool], ...]
    hands: tuple[tuple[tuple[Hands, bool], tuple[Hands, bool]], ...]


@lru_cache(maxsize=64)
def _track(figure: Figure) -> _Track:
    """Prepare a figure's channels; a planted leg's angles are those that keep its foot planted."""
    frames = figure.poses
    values = tuple(_channels(frame) for frame in frames)
    pairs = list(pairwise(frames)) or [(frames[0], frames[0])]
    return _Track(
        channels=Track.through(figure.times, values),
        lifted=tuple((bool(a.leg or b.leg), bool(a.other_leg or b.other_leg)) for a, b in pairs),
        hands=tuple(((a.hands, bool(a.other_leg)), (b.hands, bool(b.other_leg))) for a, b in pairs),
    )


def _channels(frame: Frame) -> tuple[float, ...]:
    """List one frame's channels: body, then thigh (against the mattress), knee and ankle of each leg."""
    body = _Body(frame.trunk, frame.pelvis, frame.roll, frame.pelvis_roll, frame.part)
    _, *hips = body.hips()
    channels = [frame.trunk, frame.pelvis, frame.roll, frame.pelvis_roll, frame.part]
    for leg, hip in zip((frame.leg, frame.other_leg), hips, strict=True):
        if leg:
            channels += [frame.trunk + frame.pelvis + leg.hip, leg.knee, leg.ankle]
        else:
            planted = _leg(hip, (), False, 0.0, moving=False)
            thigh, shank = angle_between(hip, planted.knee), angle_between(planted.knee, planted.ankle)
            channels += [thigh, thigh - shank, shank + 90]
    return tuple(channels)
