"""The figure: keyframes turned into joints at an instant.

A pure function of how far into the movement the person is. Limbs follow the keyframes'
angles; feet that are planted and hands that hold are solved backwards, so that they stay
where they are and no bone changes its length. Segment lengths are shares of body height
from KINEMATICS (thigh .245, shank .246, trunk .288, upper arm .186, forearm .146).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, pi, radians, sin, sqrt

from stretchtui.domain.keyframes import Arrow, Figure, Frame, Hands, Leg, Part, View
from stretchtui.domain.vectors import Point, angle_between, two_bones

__all__ = [
    "Arm",
    "Arrow",
    "Figure",
    "Frame",
    "Hands",
    "Leg",
    "LowerLimb",
    "Part",
    "Point",
    "Skeleton",
    "View",
    "pose_at",
]

THIGH, SHANK, TRUNK, UPPER_ARM, FOREARM, HAND = 0.245, 0.246, 0.288, 0.186, 0.146, 0.055
RESTING_Y = 0.055  # shoulders, hips and planted ankles of someone lying down
MATTRESS_HAND_Y = 0.022

_SHOULDER_Z, _HIP_Z = 0.08, 0.045
_SHOULDERS = Point(0.0, RESTING_Y)
# At hip 45 and knee 90 the ankle comes to this place: the base pose of KINEMATICS.
_PLANTED_X = TRUNK + (THIGH + SHANK) * cos(pi / 4)
_FOOT_FORWARD, _FOOT_DOWN = 0.1, 0.036  # from the ankle to the ball of the foot
_HOLLOW = 0.036  # how far the lower back stands off the line of the trunk in its neutral curve
_FLAT_AT = 9.0  # degrees of pelvic tilt that flatten it
_SHIN_SHARE, _THIGH_SHARE = 0.27, 0.58  # where hands take hold: along the shin, along the thigh
_ELBOW_SWIVEL = 130.0  # elbows hang down and a little out
_FOLLOWING = 0.6  # how far the upper foot turns about the lower one when knees roll, of the knees' own turn
_BREATH = 0.008


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


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: joints from the shoulder down; `hand` is the middle of the fingers."""

    shoulder: Point
    elbow: Point
    wrist: Point
    hand: Point

    @property
    def points(self) -> tuple[Point, ...]:
        """Every joint, from the shoulder down."""
        return (self.shoulder, self.elbow, self.wrist, self.hand)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Every joint at one instant, in body heights (see vectors for the directions).

    `hollow` is how far the lower back stands off the trunk's line, `roll` how far the pelvis
    has rolled (degrees, above 0 to the person's right), `arrow_at` how far the arrow has
    gone, 0 to 1. `left` and `right` are the person's own; `mirrored` says that the left side
    moves.
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
    roll: float
    pelvis_moving: bool
    arrow: Arrow
    arrow_at: float
    mirrored: bool = False

    @property
    def points(self) -> Iterator[Point]:
        """Every joint."""
        yield from (self.head, self.chest, self.waist, self.pelvis)
        for limb in (self.right_leg, self.left_leg, self.right_arm, self.left_arm):
            yield from limb.points


@dataclass(frozen=True, slots=True)
class _Body:
    """What the channels say at one instant, before limbs are solved; angles in degrees."""

    trunk: float
    pelvis: float
    roll: float
    pelvis_roll: float

    def hips(self) -> tuple[Point, Point, Point]:
        """The middle of the pelvis, the right hip and the left hip."""
        lean = radians(self.pelvis_roll)
        # Rolling to one side rests on that buttock: its hip stays at its height, the other rises.
        rise = _HIP_Z * sin(abs(lean))
        middle = _SHOULDERS.at_angle(self.trunk, TRUNK)
        if rise:
            y = middle.y + rise
            middle = Point(sqrt(TRUNK * TRUNK - (y - _SHOULDERS.y) ** 2), y)
        across, down = _HIP_Z * cos(lean), _HIP_Z * sin(lean)
        return middle, middle.moved(y=-down, z=across), middle.moved(y=down, z=-across)


_BASE = Figure()


def pose_at(figure: Figure | None, reach: float, *, mirrored: bool = False, breath: float = 0.0) -> Skeleton:
    """Place every joint when the person is `reach` of the way into the movement.

    reach: 0 start pose to 1 hold pose, linear in time (both ends are eased here); values
    outside are taken as the nearer end. mirrored: the LEFT side moves. breath: phase of a slow
    breath, 0 to 1 (only chest and belly move). No figure gives the start pose.
    """
    skeleton = _right_side_moves(figure or _BASE, min(1.0, max(0.0, reach)), breath)
    return _mirror(skeleton) if mirrored else skeleton


def _right_side_moves(figure: Figure, reach: float, breath: float) -> Skeleton:
    """The pose with the right side moving, as keyframes are written."""
    track = _track(figure)
    index, share = track.segment(reach)
    channel = track.channels_at(index, share)
    body = _Body(*channel[:4])
    pelvis, right_hip, left_hip = body.hips()
    lifted = track.lifted[index]
    right = _leg(right_hip, channel[4:7], lifted[0], body.roll, moving=Part.LEG in figure.moves)
    left = _leg(left_hip, channel[7:10], lifted[1], body.roll, moving=Part.OTHER_LEG in figure.moves)
    if body.roll and not (left.lifted or right.lifted):
        left = _follow(left, right, body.roll)
    eased = share * share * (3 - 2 * share)
    grips = [_Grip(hands, right, left) for hands in track.hands[index]]
    hollow = _HOLLOW * min(1.6, max(0.0, (_FLAT_AT - body.pelvis) / _FLAT_AT))
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
        roll=body.pelvis_roll,
        pelvis_moving=Part.PELVIS in figure.moves,
        arrow=figure.arrow,
        arrow_at=reach * reach * (3 - 2 * reach),
    )


def _mirror(skeleton: Skeleton) -> Skeleton:
    """The same pose with left and right changed over."""

    def leg(limb: LowerLimb) -> LowerLimb:
        hip, knee, ankle, toe = (point.mirrored() for point in limb.points)
        return replace(limb, hip=hip, knee=knee, ankle=ankle, toe=toe)

    def arm(limb: Arm) -> Arm:
        return Arm(*(point.mirrored() for point in limb.points))

    return replace(
        skeleton,
        right_leg=leg(skeleton.left_leg),
        left_leg=leg(skeleton.right_leg),
        right_arm=arm(skeleton.left_arm),
        left_arm=arm(skeleton.right_arm),
        roll=-skeleton.roll,
        mirrored=True,
    )


def _leg(hip: Point, angles: tuple[float, ...], lifted: bool, roll: float, *, moving: bool) -> LowerLimb:
    """Place a leg by its angles (thigh, knee, ankle), or, planted, by where its foot stands."""
    if lifted:
        thigh, bend, point = angles
        knee = hip.at_angle(thigh, THIGH)
        ankle = knee.at_angle(thigh - bend, SHANK)
        foot = thigh - bend + 90 - point
    else:
        ankle = Point(_PLANTED_X, RESTING_Y, _HIP_Z if hip.z > 0 else -_HIP_Z)
        knee = two_bones(hip, ankle, THIGH, SHANK, roll)
        foot = 0.0
    toe = ankle.at_angle(foot, _FOOT_FORWARD).at_angle(foot - 90, _FOOT_DOWN)
    return LowerLimb(hip, knee, ankle, toe, foot, lifted, moving)


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
    left: LowerLimb

    def place(self, side: int) -> tuple[Point, Point]:
        """The wrist of one side (1 right, -1 left) and the point that its hand lies towards."""
        if self.hands is Hands.MATTRESS:
            wrist = Point(0.322, MATTRESS_HAND_Y, side * (_SHOULDER_Z + 0.035))
            return wrist, wrist.moved(x=1.0, y=-0.1)
        if self.hands is Hands.OUT:
            wrist = Point(0.03, MATTRESS_HAND_Y, side * (_SHOULDER_Z + 0.322))
            return wrist, wrist.moved(y=-0.1, z=side)
        if self.hands is Hands.CHEST:
            wrist = Point(0.1, 0.13, side * 0.07)
            return wrist, wrist.moved(x=0.6, z=-side)
        own = self.right if side > 0 else self.left
        leg = own if self.right.lifted and self.left.lifted else self.right
        if self.hands is Hands.SHIN:
            held = leg.knee.towards(leg.ankle, _SHIN_SHARE)
            outwards = angle_between(leg.knee, leg.ankle) + 90
        else:
            held = leg.hip.towards(leg.knee, _THIGH_SHARE)
            outwards = angle_between(leg.hip, leg.knee) - 90
        return held.moved(z=side * 0.035), held.at_angle(outwards, 0.05)


def _arm(side: int, before: _Grip, after: _Grip, share: float) -> Arm:
    """Place one arm (1 right, -1 left) on its way from one grip to the next.

    A wrist out of reach is placed as far as the straight arm goes, which is how a person
    reaches for a shin that is still coming.
    """
    shoulder = _SHOULDERS.moved(z=side * _SHOULDER_Z)
    (wrist, lies), (next_wrist, next_lies) = before.place(side), after.place(side)
    facing = Point(*(b - a for a, b in zip(wrist, lies, strict=True)))
    next_facing = Point(*(b - a for a, b in zip(next_wrist, next_lies, strict=True)))
    wrist = wrist.towards(next_wrist, share).within(shoulder, (UPPER_ARM + FOREARM) * 0.998)
    if wrist.y < MATTRESS_HAND_Y:
        wrist = Point(wrist.x, MATTRESS_HAND_Y, wrist.z)
    elbow = two_bones(shoulder, wrist, UPPER_ARM, FOREARM, side * _ELBOW_SWIVEL, floor=MATTRESS_HAND_Y)
    origin = Point(0.0, 0.0)
    units = [origin.towards(facing, 1 / origin.distance(facing)), origin.towards(next_facing, 1 / origin.distance(next_facing))]
    facing = units[0].towards(units[1], share)
    pointing = origin.towards(facing, HAND / max(1e-9, origin.distance(facing)))
    return Arm(shoulder, elbow, wrist, wrist.moved(*pointing))


@dataclass(frozen=True, slots=True)
class _Track:
    """A figure's keyframes as channels over reach.

    A channel runs through its values smoothly, at rest at both ends and never past a
    keyframe (monotone cubic, slopes after Fritsch and Carlson's harmonic mean).
    """

    times: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    slopes: tuple[tuple[float, ...], ...]
    lifted: tuple[tuple[bool, bool], ...]
    hands: tuple[tuple[Hands, Hands], ...]

    def segment(self, reach: float) -> tuple[int, float]:
        """Which two keyframes a reach lies between, and how far from the first, 0 to 1."""
        for index in range(len(self.times) - 1):
            if reach <= self.times[index + 1]:
                return index, (reach - self.times[index]) / (self.times[index + 1] - self.times[index])
        return 0, 0.0

    def channels_at(self, index: int, share: float) -> tuple[float, ...]:
        """Every channel's value between two keyframes."""
        if len(self.times) == 1:
            return self.values[0]
        span = self.times[index + 1] - self.times[index]
        a, b = share * share * (3 - 2 * share), share * (1 - share) * (1 - share) * span
        c = share * share * (share - 1) * span
        return tuple(
            start + (stop - start) * a + first * b + last * c
            for start, stop, first, last in zip(
                self.values[index], self.values[index + 1], self.slopes[index], self.slopes[index + 1], strict=True
            )
        )


@lru_cache(maxsize=64)
def _track(figure: Figure) -> _Track:
    """Prepare a figure's channels; a planted leg's angles are those that keep its foot planted."""
    frames = (Frame(hands=figure.start), *figure.frames)
    times = figure.times
    values = tuple(_channels(frame) for frame in frames)
    pairs = list(zip(frames, frames[1:], strict=False)) or [(frames[0], frames[0])]
    columns = [_slopes(times, column) for column in zip(*values, strict=True)]
    return _Track(
        times=times,
        values=values,
        slopes=tuple(zip(*columns, strict=True)),
        lifted=tuple((bool(a.leg or b.leg), bool(a.other_leg or b.other_leg)) for a, b in pairs),
        hands=tuple((a.hands, b.hands) for a, b in pairs),
    )


def _channels(frame: Frame) -> tuple[float, ...]:
    """One frame's channels: body, then thigh (against the mattress), knee and ankle of each leg."""
    body = _Body(frame.trunk, frame.pelvis, frame.roll, frame.pelvis_roll)
    _, *hips = body.hips()
    channels = [frame.trunk, frame.pelvis, frame.roll, frame.pelvis_roll]
    for leg, hip in zip((frame.leg, frame.other_leg), hips, strict=True):
        if leg:
            channels += [frame.trunk + frame.pelvis + leg.hip, leg.knee, leg.ankle]
        else:
            planted = _leg(hip, (), False, 0.0, moving=False)
            thigh, shank = angle_between(hip, planted.knee), angle_between(planted.knee, planted.ankle)
            channels += [thigh, thigh - shank, shank + 90]
    return tuple(channels)


def _slopes(times: tuple[float, ...], values: tuple[float, ...]) -> tuple[float, ...]:
    """A channel's slope at every keyframe: 0 at both ends and wherever it turns round."""
    slopes = [0.0] * len(times)
    for index in range(1, len(times) - 1):
        before = (values[index] - values[index - 1]) / (times[index] - times[index - 1])
        after = (values[index + 1] - values[index]) / (times[index + 1] - times[index])
        if before * after > 0:
            slopes[index] = 2 * before * after / (before + after)
    return tuple(slopes)
