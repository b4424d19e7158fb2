"""A body that is not on its back, seen from the side that moves."""

from __future__ import annotations

from functools import cache
from math import atan2, degrees

from stretchtui.domain.figure import body, supports
from stretchtui.domain.figure.arrows import arrow, circle
from stretchtui.domain.figure.heads import profile
from stretchtui.domain.figure.keyframes import Arrow, Figure
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.positions import Position
from stretchtui.domain.figure.scene import Area, Box, Layer, Limb, chain
from stretchtui.domain.figure.skeleton import Skeleton
from stretchtui.domain.figure.vectors import Point

ROOM = {
    Position.SITTING: Box(-0.33, 0.5, 0.8, 0.0),
    Position.STANDING: Box(-0.25, 0.65, 1.04, 0.0),
    Position.PRONE: Box(-0.62, 0.5, 0.64, 0.0),
    Position.FOUR_POINT: Box(-0.4, 0.55, 0.6, 0.0),
    Position.SIDE: Box(-0.4, 0.6, 0.62, -0.02),
}
"""What each position takes at least, so that a body has the same size in all movements of one."""

_SIDEWAYS = 0.8
_TRUNK_R = (0.053, 0.069, 0.056, 0.055)  # at the shoulders, the chest, the waist and the hips


def seen(point: Point) -> tuple[float, float]:
    """Tell where a point is seen from the side."""
    return point.x - _SIDEWAYS * point.z, point.y


def layers(figure: Figure, pose: Skeleton) -> tuple[Layer, ...]:
    """Pile up what is seen of somebody whose right side is the nearer one."""
    far, near = pose.left_leg, pose.right_leg
    far_leg = body.leg(Part.FAR_MOVING if far.moving else Part.RESTING, far, seen)
    near_leg = body.leg(Part.MOVING if near.moving else Part.RESTING, near, seen)
    far_sleeve = Part.FAR_MOVING if pose.left_arm.moving else Part.FAR_ARM
    far_arm = body.arm(far_sleeve, far_sleeve, pose.left_arm, seen)
    near_arm = body.arm(Part.MOVING if pose.right_arm.moving else Part.ARM, Part.SKIN, pose.right_arm, seen)
    trunk = _trunk(pose)
    bed, sits = figure.placed is Position.SIDE, figure.placed is Position.SITTING
    support = Layer(_bed() if bed else supports.beside(figure))
    return (
        Layer() if sits else support,
        Layer(far_arm, far_arm),
        Layer(far_leg, body.leg_halo(far_leg, far, seen, 0.3)),
        Layer(halo=near_leg),
        Layer((trunk,), (trunk,)),
        # An arm stands off from the trunk alone: a gap round one that lies on a thigh would cut that in two.
        Layer(halo=body.arm_halo(near_arm, pose.right_arm, seen)),
        Layer(_head(pose)),
        Layer(near_leg, body.leg_halo(near_leg, near, seen)),
        # A thigh lies on the seat, with no gap between.
        support if sits else Layer(),
        Layer(near_arm),
        Layer(() if bed else supports.ground()),
        Layer(arrows(pose)),
    )


def person(pose: Skeleton) -> tuple[Limb, ...]:
    """Give every shape of the body, to find the room it takes."""
    legs = (*body.leg(Part.MOVING, pose.left_leg, seen), *body.leg(Part.MOVING, pose.right_leg, seen))
    arms = (*body.arm(Part.ARM, Part.ARM, pose.left_arm, seen), *body.arm(Part.ARM, Part.ARM, pose.right_arm, seen))
    return (*legs, *arms, *_head(pose), _trunk(pose))


def ghost(goal: Skeleton, now: Skeleton) -> Layer:
    """Give the outline of what is going to be elsewhere at the end."""
    moved = goal.pelvis.distance(now.pelvis) > 0.02 or goal.chest.distance(now.chest) > 0.02
    shapes = (_trunk(goal), profile(goal.head[:2], _crown_at(goal))[0]) if moved else ()
    return body.ghost(shapes, (goal.left_leg, goal.right_leg), (goal.left_arm, goal.right_arm), seen)


def _trunk(pose: Skeleton) -> Limb:
    shoulders = pose.right_arm.shoulder.towards(pose.left_arm.shoulder, 0.5)
    part = Part.PELVIS if pose.trunk_moving else Part.TRUNK
    points = (shoulders, pose.chest, pose.waist, pose.pelvis)
    return chain(part, [(point.x, point.y) for point in points], _TRUNK_R)


def _crown_at(pose: Skeleton) -> float:
    return degrees(atan2(pose.crown.y - pose.head.y, pose.crown.x - pose.head.x))


def _head(pose: Skeleton) -> tuple[Limb, ...]:
    """Give neck and head."""
    shoulders = pose.right_arm.shoulder.towards(pose.left_arm.shoulder, 0.5)
    root, end = shoulders.towards(pose.head, 0.1), shoulders.towards(pose.head, 0.7)
    neck = chain(Part.SKIN, [root[:2], end[:2]], [0.03, 0.036])
    return (neck, *profile(pose.head[:2], _crown_at(pose)))


def arrows(pose: Skeleton) -> tuple[Limb | Area, ...]:
    """Give the arrows of a movement too small to see, none for others."""
    at, gone = pose.right_arm.shoulder, 0.02 * pose.arrow_at
    if pose.arrow is Arrow.BACK:
        return arrow((at.x - 0.21 - gone, at.y + 0.06), 180, 0.18)
    if pose.arrow is Arrow.ROUND:
        return circle((pose.pelvis.x + 0.2, at.y + 0.03), 0.06, pose.arrow_at)
    return ()


@cache
def _bed() -> tuple[Area | Limb, ...]:
    """Give a bed from above, for somebody on the side, with a pillow under the head."""
    corners = [(-0.42, -0.0), (0.58, -0.0), (0.58, 0.6), (-0.42, 0.6), (-0.42, -0.0)]
    return (
        chain(Part.BED, corners, [0.01] * 5),
        chain(Part.PILLOW, [(0.46, 0.24), (0.46, 0.46)], [0.07, 0.07]),
    )
