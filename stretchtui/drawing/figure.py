"""A skeleton drawn on dots: a body on a mattress that fits itself to any space.

Only here has the body any thickness; radii are shares of body height like the joints.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from math import cos, radians, sin
from typing import NamedTuple

from stretchtui.domain.figure.pose import (
    HOLLOW,
    RESTING_Y,
    Arm,
    Arrow,
    Figure,
    LowerLimb,
    Point,
    Skeleton,
    View,
    pose_at,
)
from stretchtui.drawing.canvas import DotCanvas, Rendering


class Ink(IntEnum):
    """What a dot belongs to; a higher ink lies in front."""

    MATTRESS = 1
    PILLOW = 2
    FAR_ARM = 3
    FAR_RESTING = 4
    FAR_MOVING = 5
    HEAD = 6
    TRUNK = 7
    NEAR_RESTING = 8
    PELVIS = 9
    NEAR_MOVING = 10
    UPPER_MOVING = 11
    NEAR_ARM = 12
    ARROW = 13


ASCII_FILLS: dict[int, str] = {
    Ink.MATTRESS: "=",
    Ink.PILLOW: "~",
    Ink.FAR_ARM: "+",
    Ink.FAR_RESTING: "o",
    Ink.FAR_MOVING: "#",
    Ink.HEAD: "@",
    Ink.TRUNK: "%",
    Ink.PELVIS: "#",
    Ink.UPPER_MOVING: "*",
    Ink.NEAR_RESTING: "o",
    Ink.NEAR_MOVING: "#",
    Ink.NEAR_ARM: "+",
    Ink.ARROW: "|",
}
"""Each ink's character where there is nothing but ASCII."""

_INNER = 100  # added to a resting limb's ink: the inside that is drawn sparser

_HIP_R, _KNEE_R, _CALF_R, _ANKLE_R = 0.054, 0.038, 0.039, 0.021
_HEEL_R, _TOE_R = 0.02, 0.014
_SHOULDER_R, _ELBOW_R, _WRIST_R, _HAND_R = 0.029, 0.022, 0.016, 0.016
_CHEST_R, _PELVIS_R, _NECK_R = 0.067, 0.06, 0.036
_WAIST_R = 0.053, 0.044  # with a flat lower back, and with the hollow of the start pose
_BED = (-0.26, 0.8)  # from the foot end: where the bed begins and ends, and half its width
_BED_Z = 0.55
_DETAIL = 60  # dots to a body height from which a nose is drawn
_SMALL = 28  # dots: in less height the figure is an icon, and no bed is drawn round it
_MATTRESS = 0.045  # how thick the mattress is drawn
_SIDEWAYS = 0.38  # from the side, limbs on the far side peep out this share of their distance
_ELEVATION = radians(33)  # from the foot end one also looks down a little


class _Box(NamedTuple):
    """What a scene takes, in body heights: left, right, top above and bottom below the mattress."""

    left: float
    right: float
    top: float
    bottom: float


class _Pen:
    """Draws in body heights on a canvas; knows the view, the scale and where the origin is."""

    def __init__(self, canvas: DotCanvas, view: View, box: _Box) -> None:
        self.canvas = canvas
        self.view = view
        width, height = box.right - box.left, box.top - box.bottom
        most = min((canvas.width - 1) / width, (canvas.height - 1) / height)
        # A mattress of whole cells is a clean bar in every rendering; in an icon it is one line.
        self.mattress = 1 if canvas.height < _SMALL else 4 * max(1, round(_MATTRESS * most / 4))
        self.scale = min((canvas.width - 1) / width, (canvas.height - 1 - self.mattress) / height)
        self.x = (canvas.width - 1 - width * self.scale) / 2 - box.left * self.scale
        self.y = canvas.height - 0.55 - self.mattress + box.bottom * self.scale

    def at(self, point: Point) -> tuple[float, float]:
        """Place a point, in dots."""
        across, up = _project(point, self.view)
        return self.x + across * self.scale, self.y - up * self.scale

    def radius(self, share: float) -> float:
        """Give a radius in dots, never so thin that a limb breaks up."""
        return max(0.72, share * self.scale - 0.25)

    def limb(self, points: Sequence[Point], radii: Sequence[float], ink: int, *, sparse: bool = False) -> None:
        """Draw joined capsules through points; sparse ones keep an outline."""
        places = [self.at(point) for point in points]
        if self.view is View.FOOT_END:
            radii = [1.1 * radius * _nearness(point) for point, radius in zip(points, radii, strict=True)]
        for (ax, ay), (bx, by), a, b in zip(places, places[1:], radii, radii[1:], strict=False):
            r, s = self.radius(a), self.radius(b)
            self.canvas.capsule(ax, ay, r, bx, by, s, ink)
            if sparse and min(r, s) > 1.9:
                self.canvas.capsule(ax, ay, r - 1.1, bx, by, s - 1.1, ink + _INNER)

    def ball(self, point: Point, across: float, down: float, ink: int) -> None:
        """Draw an upright ellipse."""
        x, y = self.at(point)
        self.canvas.ellipse(x, y, self.radius(across), self.radius(down), ink)


def draw_figure(canvas: DotCanvas, skeleton: Skeleton, figure: Figure | None = None) -> None:
    """Draw a pose as large as the canvas allows, its mattress along the bottom.

    figure: the one the pose belongs to; the scale is then the same for its whole movement.
    """
    if canvas.width < 4 or canvas.height < 4:
        return
    small = canvas.height < _SMALL
    box = _extent(figure, small=small) if figure else _box_of([skeleton], small=small)
    pen = _Pen(canvas, skeleton.view, box)
    for ink in (Ink.FAR_RESTING, Ink.NEAR_RESTING):
        canvas.sparser(ink, ink + _INNER)
    if skeleton.view is View.SIDE:
        _draw_side(pen, skeleton)
    else:
        _draw_foot_end(pen, skeleton)


def rendering_for(columns: int, rows: int) -> Rendering:
    """Choose the better rendering for a space: blocks read solid where large, braille is fine where small."""
    return Rendering.SOLID if columns >= 56 and rows >= 16 else Rendering.BRAILLE


def _project(point: Point, view: View) -> tuple[float, float]:
    """Tell where a point is seen: (to the right, up), in body heights."""
    if view is View.SIDE:
        return point.x - _SIDEWAYS * point.z, point.y
    return -point.z * _nearness(point), point.y * cos(_ELEVATION) - point.x * sin(_ELEVATION)


def _nearness(point: Point) -> float:
    """Tell how much larger a part looks from the foot end the nearer it is; 1 at the shoulders."""
    return 1 + 0.3 * point.x


@lru_cache(maxsize=64)
def _extent(figure: Figure, *, small: bool) -> _Box:
    """Find the box that a figure's whole movement takes, either side moving."""
    steps = [step / 8 for step in range(9)]
    poses = [pose_at(figure, reach, mirrored=mirrored) for reach in steps for mirrored in (False, True)]
    return _box_of(poses, small=small)


def _box_of(poses: Sequence[Skeleton], *, small: bool) -> _Box:
    """Find the box that some poses take, the body's thickness included; small leaves the bed out."""
    view = poses[0].view
    seen = [_project(point, view) for pose in poses for point in pose.points]
    around = 0.042  # half the thickness of a knee, the thickest joint that may be outermost
    left, right = min(x for x, _ in seen) - around, max(x for x, _ in seen) + around
    top, bottom = max(y for _, y in seen) + around, min(y for _, y in seen) - around
    if view is View.SIDE:
        top = max(top, 0.19 if poses[0].arrow is Arrow.NONE else 0.31)
        return _Box(min(left, -0.25), max(right, 0.8), top, 0.0)
    if small:
        return _Box(left, right, top + 0.045, bottom)
    corners = [_project(Point(x, 0.0, _BED_Z), view) for x in _BED]
    wide = max(abs(x) for x, _ in corners) + 0.02
    return _Box(-wide, wide, max(top, corners[0][1]) + 0.045, min(bottom, corners[1][1]))


def _draw_side(pen: _Pen, pose: Skeleton) -> None:
    """Draw a pose seen from the person's right."""
    _mattress_edge(pen)
    pen.limb([Point(-0.2, 0.021), Point(-0.12, 0.031), Point(-0.03, 0.017)], [0.02, 0.03, 0.016], Ink.PILLOW)
    _arm(pen, pose.left_arm, Ink.FAR_ARM)
    _leg(pen, pose.left_leg, Ink.FAR_MOVING if pose.left_leg.moving else Ink.FAR_RESTING)
    _head(pen, pose)
    _trunk(pen, pose)
    _leg(pen, pose.right_leg, Ink.NEAR_MOVING if pose.right_leg.moving else Ink.NEAR_RESTING)
    _arm(pen, pose.right_arm, Ink.NEAR_ARM)
    if pose.arrow is not Arrow.NONE:
        _arrow(pen, pose)


def _mattress_edge(pen: _Pen) -> None:
    """Draw the side of the mattress, from a line down to the bottom of the canvas."""
    canvas = pen.canvas
    top, bottom = canvas.height - pen.mattress, canvas.height - 1
    canvas.box(0, top, canvas.width, bottom, Ink.MATTRESS)
    canvas.sparser(Ink.MATTRESS, Ink.MATTRESS + _INNER)
    if bottom > top:
        canvas.box(0, top + 1, canvas.width, bottom, Ink.MATTRESS + _INNER)


def _head(pen: _Pen, pose: Skeleton) -> None:
    """Draw the head in profile, face to the ceiling, and the neck."""
    head = pose.head
    pen.limb([Point(0.005, 0.06), head.moved(0.03, -0.014)], [0.045, _NECK_R], Ink.HEAD)
    pen.ball(head, 0.068, 0.056, Ink.HEAD)
    pen.limb([head.moved(0.01, 0.022), head.moved(0.046, 0.018)], [0.028, 0.022], Ink.HEAD)  # face and chin
    if pen.scale > _DETAIL:
        pen.limb([head.moved(0.01, 0.045), head.moved(0.022, 0.06)], [0.012, 0.007], Ink.HEAD)  # nose


def _trunk(pen: _Pen, pose: Skeleton) -> None:
    """Draw chest, belly and pelvis; the hollow under the lower back is what they leave free."""
    shoulder = pose.right_arm.shoulder.towards(pose.left_arm.shoulder, 0.5)
    flat, hollow = _WAIST_R
    waist_r = flat + (hollow - flat) * min(1.0, pose.hollow / HOLLOW)
    chest = pose.chest.moved(y=_CHEST_R - RESTING_Y)
    waist = pose.waist.moved(y=waist_r - RESTING_Y)
    pelvis = pose.pelvis.moved(y=_PELVIS_R - RESTING_Y)
    pen.limb([shoulder, chest, waist, pelvis], [0.052, _CHEST_R, waist_r, _PELVIS_R], Ink.TRUNK)
    if pose.pelvis_moving:
        pen.limb([pelvis, pelvis.towards(waist, 0.4)], [_PELVIS_R, 0.056], Ink.PELVIS)


def _leg(pen: _Pen, leg: LowerLimb, ink: Ink) -> None:
    """Draw thigh, calf and foot."""
    sparse = ink in {Ink.FAR_RESTING, Ink.NEAR_RESTING}
    calf = leg.knee.towards(leg.ankle, 0.3)
    pen.limb([leg.hip, leg.knee], [_HIP_R, _KNEE_R], ink, sparse=sparse)
    pen.limb([leg.knee, calf, leg.ankle], [_KNEE_R - 0.002, _CALF_R, _ANKLE_R], ink, sparse=sparse)
    heel = leg.ankle.at_angle(leg.foot, -0.018).at_angle(leg.foot - 90, 0.033)
    pen.limb([leg.ankle, heel, leg.toe], [_ANKLE_R, _HEEL_R, _TOE_R], ink, sparse=sparse)
    pen.limb([leg.ankle, leg.toe], [_ANKLE_R, _TOE_R], ink, sparse=sparse)
    if pen.view is View.FOOT_END:  # a foot is broader than it is high
        pen.limb([leg.toe, leg.toe.moved(z=0.012)], [0.024, 0.024], ink)


def _arm(pen: _Pen, arm: Arm, ink: Ink) -> None:
    """Draw one arm with its hand."""
    pen.limb([arm.shoulder, arm.elbow, arm.wrist, arm.hand], [_SHOULDER_R, _ELBOW_R, _WRIST_R, _HAND_R], ink)


def _arrow(pen: _Pen, pose: Skeleton) -> None:
    """Draw the small arrow over the lower back, going the way of the movement."""
    way = -1.0 if pose.arrow is Arrow.DOWN else 1.0
    middle = 0.235 + way * 0.02 * pose.arrow_at
    x, tip = pen.at(Point(pose.waist.x, middle + way * 0.055))
    _, tail = pen.at(Point(pose.waist.x, middle - way * 0.055))
    wide = max(2.4, 0.04 * pen.scale)
    neck = tip + way * wide
    pen.canvas.polygon([(x - wide, neck), (x + wide + 0.5, neck), (x + 0.25, tip - 0.5 * way)], Ink.ARROW)
    pen.canvas.box(x - wide * 0.25, min(neck, tail), x + wide * 0.25 + 0.5, max(neck, tail), Ink.ARROW)


def _bed(pen: _Pen) -> None:
    """Draw the bed as seen from its foot: two long edges and a headboard."""
    canvas = pen.canvas
    near, far = Point(_BED[1], 0.0, _BED_Z), Point(_BED[0], 0.0, _BED_Z)
    for side in (1, -1):
        (ax, ay), (bx, by) = pen.at(near._replace(z=side * near.z)), pen.at(far._replace(z=side * far.z))
        canvas.capsule(ax, ay, 0.6, bx, by, 0.6, Ink.MATTRESS)
    (left, y), (right, _) = pen.at(far), pen.at(far._replace(z=-far.z))
    canvas.box(left, y - max(1.0, 0.03 * pen.scale), right, y, Ink.MATTRESS)


def _draw_foot_end(pen: _Pen, pose: Skeleton) -> None:
    """Draw a pose seen from beyond the feet and a little from above: the person's right is on the left."""
    canvas = pen.canvas
    _mattress_edge(pen)
    if canvas.height >= _SMALL:
        _bed(pen)
    pen.limb([Point(-0.17, 0.02, 0.1), Point(-0.17, 0.02, -0.1)], [0.075, 0.075], Ink.PILLOW)
    for arm in (pose.left_arm, pose.right_arm):
        _arm(pen, arm, Ink.FAR_ARM)
    pen.limb([Point(0.0, 0.07), pose.head], [0.036, 0.034], Ink.HEAD)
    pen.ball(pose.head, 0.053, 0.066, Ink.HEAD)
    hips = [pose.right_leg.hip, pose.left_leg.hip]
    shoulders = [pose.right_arm.shoulder, pose.left_arm.shoulder]
    outline = [shoulders[0].moved(z=0.03), hips[0].moved(z=0.03), hips[1].moved(z=-0.03), shoulders[1].moved(z=-0.03)]
    canvas.polygon([pen.at(point) for point in outline], Ink.TRUNK)
    pen.limb(shoulders, [0.045, 0.045], Ink.TRUNK)
    pen.limb(hips, [0.056, 0.056], Ink.PELVIS if pose.pelvis_moving else Ink.TRUNK)
    # The leg that leads lies lowest and is the bright one; the other rolls on top of it.
    for leg, leads in ((pose.right_leg, not pose.mirrored), (pose.left_leg, pose.mirrored)):
        ink = Ink.NEAR_MOVING if leads else Ink.UPPER_MOVING
        _leg(pen, leg, ink if leg.moving else Ink.NEAR_RESTING)
