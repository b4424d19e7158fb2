"""A body that sits or stands, seen from the front as in a mirror: left is left."""

from __future__ import annotations

from math import atan2, degrees

from stretchtui.domain.figure import body, supports
from stretchtui.domain.figure.arrows import arrow, circle
from stretchtui.domain.figure.heads import face
from stretchtui.domain.figure.keyframes import Arrow, Figure
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.positions import Position, View
from stretchtui.domain.figure.posture import CHEST_AT, CHEST_DEEP, WAIST_AT
from stretchtui.domain.figure.scene import Area, Box, Layer, Limb, chain
from stretchtui.domain.figure.skeleton import Arm, LowerLimb, Skeleton
from stretchtui.domain.figure.vectors import Point

FROM_ABOVE = 0.18
"""How much lower what is farther forward is seen: from a little above, so that thighs show."""

FLOOR_Y = {Position.SITTING: -0.062, Position.STANDING: -0.018}
ROOM = {Position.SITTING: Box(-0.4, 0.4, 0.8, -0.062), Position.STANDING: Box(-0.5, 0.4, 1.04, -0.018)}
"""What each position takes at least."""

_PORTRAIT_HIGH, _PORTRAIT_LOW, _PORTRAIT_WIDE = 0.205, -0.115, 0.26
_WHOLE_TRUNK = -0.24
_HIPS_R = 0.05


def seen(point: Point) -> tuple[float, float]:
    """Tell where a point is seen from the front."""
    return point.z, point.y - FROM_ABOVE * point.x


def portrait(start: Skeleton, end: Skeleton) -> Box:
    """Give the room of head and shoulders, of the trunk where that moves, and of arms that go out."""
    y = start.right_arm.shoulder.y
    out = max(abs(arm.hand.z) for arm in (end.right_arm, end.left_arm)) + body.HAND_R
    low = _WHOLE_TRUNK if start.trunk_moving or out > _PORTRAIT_WIDE else _PORTRAIT_LOW
    wide = max(_PORTRAIT_WIDE, out)
    return Box(-wide, wide, y + _PORTRAIT_HIGH, y + low)


def layers(figure: Figure, pose: Skeleton) -> tuple[Layer, ...]:
    """Pile up what is seen, the farthest first."""
    arms = [(limb, _arm(limb)) for limb in (pose.left_arm, pose.right_arm)]
    legs = [(limb, _leg(limb)) for limb in (pose.left_leg, pose.right_leg)]
    sits = figure.placed is Position.SITTING
    close = figure.view is View.PORTRAIT
    behind = () if close else supports.facing(figure.placed, figure.rests_on, FROM_ABOVE)
    trunk, (neck, *head) = _trunk(pose), _head(pose)
    lower = tuple(Layer(shapes, body.leg_halo(shapes, limb, seen, 0.4)) for limb, shapes in legs)
    upper = tuple(Layer(shapes, body.arm_halo(shapes, limb, seen)) for limb, shapes in arms)
    torso = Layer(trunk, tuple(shape for shape in trunk if isinstance(shape, Limb)))
    if close:
        # Head and neck are one: a halo between them would cut the chin off.
        return (
            torso,
            # Arms have a colour that a bright trunk has not: there only what crosses has to stay apart.
            *((Layer(upper[0].shapes), upper[1]) if pose.trunk_moving else upper),
            Layer((neck, *head), (neck,)),
            Layer(arrows(pose)),
        )
    standing = (*lower, torso)
    sitting = (torso, Layer(supports.seat(FROM_ABOVE)), *lower)
    return (
        Layer(behind),
        *(sitting if sits else standing),
        Layer((neck, *head), (neck, *head)),
        *upper,
        Layer(supports.ground(FLOOR_Y[figure.placed])),
        Layer(arrows(pose)),
    )


def person(pose: Skeleton) -> tuple[Limb, ...]:
    """Give every shape of the body, to find the room it takes."""
    limbs = [*_leg(pose.left_leg), *_leg(pose.right_leg), *_arm(pose.left_arm), *_arm(pose.right_arm)]
    return (*limbs, *_head(pose))


def ghost(goal: Skeleton, now: Skeleton, *, close: bool) -> Layer:
    """Give the outline of what is going to be elsewhere at the end."""
    shapes: list[Limb] = []
    if goal.head.distance(now.head) > 0.02:
        shapes.append(face((seen(goal.head)), 0.0, 0.0)[0])
    if goal.chest.distance(now.chest) > 0.02:
        shapes += [shape for shape in _trunk(goal) if isinstance(shape, Limb)]
    legs = () if close else (goal.left_leg, goal.right_leg)
    return body.ghost(shapes, legs, (goal.left_arm, goal.right_arm), seen)


def _arm(limb: Arm) -> tuple[Limb, ...]:
    return body.arm(Part.MOVING if limb.moving else Part.ARM, Part.SKIN, limb, seen)


def _leg(limb: LowerLimb) -> tuple[Limb, ...]:
    """Give thigh, calf, and a foot that is turned outwards as far as shows that it is one."""
    part, out = Part.MOVING if limb.moving else Part.RESTING, 1 if limb.hip.z > 0 else -1
    toes = [limb.toe.moved(z=out * far) for far in (-0.004, 0.04)]
    foot = body.bones(part, (limb.ankle, *toes), (body.ANKLE_R, body.HEEL_R, body.HEEL_R), seen)
    return (*body.leg(part, limb, seen), foot)


def _trunk(pose: Skeleton) -> tuple[Limb | Area, ...]:
    """Give shoulders, waist and hips; shoulders that turn are seen narrower, and breath widens the ribs."""
    air = pose.chest.distance(pose.pelvis.towards(pose.waist, CHEST_AT / WAIST_AT)) - CHEST_DEEP
    part = Part.PELVIS if pose.trunk_moving else Part.TRUNK
    left, right = (seen(limb.shoulder) for limb in (pose.left_arm, pose.right_arm))
    low_left, low_right = (seen(limb.hip) for limb in (pose.left_leg, pose.right_leg))
    waist_x, waist_y = seen(pose.waist)
    corners = (
        (left[0] - 0.03, left[1]),
        (waist_x - 0.078 - air, waist_y),
        (low_left[0] - 0.036, low_left[1]),
        (low_right[0] + 0.036, low_right[1]),
        (waist_x + 0.078 + air, waist_y),
        (right[0] + 0.03, right[1]),
    )
    neck = seen(pose.pelvis.towards(pose.head, 0.87))
    return (
        Area(part, corners),
        Area(part, ((left[0], left[1] + 0.036), (neck[0], neck[1] + 0.02), (right[0], right[1] + 0.036))),
        chain(part, [left, right], [0.04 + air / 2] * 2),
        chain(part, [low_left, low_right], [_HIPS_R, _HIPS_R]),
    )


def _head(pose: Skeleton) -> tuple[Limb, ...]:
    """Give neck and face."""
    shoulders = pose.right_arm.shoulder.towards(pose.left_arm.shoulder, 0.5)
    neck = chain(
        Part.SKIN, [seen(shoulders.towards(pose.head, 0.22)), seen(shoulders.towards(pose.head, 0.6))], [0.034, 0.027]
    )
    return (neck, *face(seen(pose.head), _tilt(pose), pose.turn))


def _tilt(pose: Skeleton) -> float:
    (x, y), (top_x, top_y) = seen(pose.head), seen(pose.crown)
    return degrees(atan2(top_x - x, top_y - y))


def arrows(pose: Skeleton) -> tuple[Limb | Area, ...]:
    """Give the arrows of a movement too small to see, none for others."""
    (x, y), gone = seen(pose.head), 0.02 * pose.arrow_at
    shoulder = seen(pose.right_arm.shoulder)
    if pose.arrow is Arrow.SIDE:
        return arrow((x + 0.17 + gone, y), 0, 0.14)
    if pose.arrow is Arrow.DOWN:
        return arrow((shoulder[0] + 0.125, shoulder[1] + 0.115 - gone), -80, 0.14)
    if pose.arrow is Arrow.UP:
        foot_x, foot_y = seen(pose.right_leg.ankle)
        return arrow((foot_x + 0.16, foot_y + 0.08), 90, 0.16)
    if pose.arrow is Arrow.ROUND:
        return tuple(
            shape
            for way in (-1, 1)
            for shape in circle((way * 0.2, shoulder[1] + 0.05), 0.045, pose.arrow_at, clockwise=way > 0)
        )
    return ()
