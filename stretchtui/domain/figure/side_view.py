"""A body on a mattress, seen from the side that moves: head to toes, or nearer and without what is beyond the knees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import hypot

from stretchtui.domain.figure import body, supports
from stretchtui.domain.figure.arrows import arrow, bow
from stretchtui.domain.figure.heads import profile
from stretchtui.domain.figure.keyframes import Arrow
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.pose import HOLLOW, RESTING_Y
from stretchtui.domain.figure.positions import View
from stretchtui.domain.figure.scene import Area, Box, Layer, Limb, Spot, chain
from stretchtui.domain.figure.skeleton import Arm, Skeleton
from stretchtui.domain.figure.vectors import Point

WHOLE = Box(-0.26, 0.82, 0.64, 0.0)
"""Room for every movement of somebody lying, so that a body has the same size in all of them."""

CLOSE = Box(-0.23, 0.53, 0.3, 0.0)
FEET = Box(0.46, 1.0, 0.31, 0.0)
"""Head to knee, nearer; and straight legs whose feet move."""

_SIDEWAYS = 0.85  # limbs on the far side peep out this share of their distance
_CHEST_R, _PELVIS_R, _NECK_R = 0.069, 0.062, 0.036
_WAIST_R = 0.056, 0.046  # with a flat lower back, and with the hollow of the start pose
_TRUE_HOLLOW = 0.3
_FLAT_Y, _FOOT = 0.11, 2  # with both knees below this only scraps of the far leg are seen, but for its foot
_ASIDE = 0.007  # how far the halo of an arm is moved to one side


def seen(point: Point) -> tuple[float, float]:
    """Tell where a point is seen from the side."""
    return point.x - _SIDEWAYS * point.z, point.y


def layers(pose: Skeleton) -> tuple[Layer, ...]:
    """Pile up what is seen of somebody whose right side is the nearer one."""
    far, near = pose.left_leg, pose.right_leg
    far_leg = body.leg(Part.FAR_MOVING if far.moving else Part.RESTING, far, seen)
    far_halo = body.leg_halo(far_leg, far, seen, 0.3)
    if max(far.knee.y, near.knee.y) < _FLAT_Y:
        far_leg, far_halo = far_leg[_FOOT:], far_halo[_FOOT:]
    near_leg = body.leg(Part.MOVING if near.moving else Part.RESTING, near, seen)
    near_arm = body.arm(Part.ARM, Part.SKIN, pose.right_arm, seen)
    trunk = _trunk(pose)
    close = pose.view is View.CLOSE
    return (
        Layer(_pillow()),
        Layer(far_leg, far_halo),
        # Even where it grows out of the trunk the nearer leg stands off from the farther one.
        Layer(halo=body.leg_halo(near_leg, near, seen, 0.2)),
        Layer(_hollow(pose) if close else ()),
        # Both legs grow out of the hips: there the trunk has no halo.
        Layer((trunk,), (replace(trunk, spots=trunk.spots[:-1]),)),
        # An arm stands off from the trunk, whose colour is near its own; over a leg a gap would cut it in two.
        Layer(halo=_arm_halo(pose.right_arm, near_arm)),
        Layer(_head(pose)),
        Layer(halo=body.leg_halo(near_leg, near, seen)),
        Layer(near_leg),
        Layer(_pelvis(pose, trunk)),
        # Hands that hold a thigh come round it from the near side.
        Layer(near_arm),
        # Nothing sinks into the mattress, and no halo takes a bite out of it.
        Layer(supports.ground()),
        Layer(_arrows(pose)),
    )


def person(pose: Skeleton) -> tuple[Limb, ...]:
    """Give every shape of the body, to find the room it takes."""
    legs = (*body.leg(Part.MOVING, pose.left_leg, seen), *body.leg(Part.MOVING, pose.right_leg, seen))
    return (*legs, *body.arm(Part.ARM, Part.ARM, pose.right_arm, seen), *_pillow(), *_head(pose), _trunk(pose))


def ghost(goal: Skeleton, now: Skeleton) -> Layer:
    """Give the outline of what is going to be elsewhere at the end."""
    shapes = (_trunk(goal),) if goal.pelvis.distance(now.pelvis) > 0.02 else ()
    return body.ghost(shapes, (goal.left_leg, goal.right_leg), (), seen)


@cache
def _pillow() -> tuple[Limb, ...]:
    """Give a pillow with a crease."""
    return (
        chain(Part.PILLOW, [(-0.222, 0.024), (-0.14, 0.03), (-0.035, 0.018)], [0.024, 0.031, 0.017]),
        chain(Part.SHADOW, [(-0.225, 0.022), (-0.195, 0.018)], [0.004, 0.003], fine=True),
    )


def _head(pose: Skeleton) -> tuple[Limb, ...]:
    """Give the head in profile, face to the ceiling, and the neck."""
    x, y = pose.head.x - 0.004, pose.head.y + 0.006
    neck = chain(Part.SKIN, [(-0.012, 0.078), (x + 0.045, y - 0.01)], [0.03, _NECK_R])
    return (neck, *profile((x, y), 180.0))


def _trunk(pose: Skeleton) -> Limb:
    """Give chest, belly and pelvis; the hollow under the lower back is what they leave free."""
    shoulder = pose.right_arm.shoulder.towards(pose.left_arm.shoulder, 0.5)
    flat, hollow = _WAIST_R
    # From close by the hollow is shown larger than life; in a whole body that would be a broken back.
    low = pose.hollow * (1.0 if pose.view is View.CLOSE else _TRUE_HOLLOW)
    share = min(1.0, low / HOLLOW)
    waist_r = flat + (hollow - flat) * share
    chest = pose.chest.moved(y=_CHEST_R - RESTING_Y)
    waist = pose.waist.moved(y=waist_r - RESTING_Y - pose.hollow + low)
    pelvis = pose.pelvis.moved(y=_PELVIS_R - RESTING_Y)
    return chain(
        Part.TRUNK,
        [(point.x, point.y) for point in (shoulder, chest, waist, pelvis)],
        [0.053, _CHEST_R, waist_r, _PELVIS_R],
    )


def _arm_halo(limb: Arm, shapes: Sequence[Limb]) -> tuple[Limb, ...]:
    """Give the halo of an arm: above one that lies, below one that is raised, so that no scrap of the chest floats."""
    halo = body.arm_halo(shapes, limb, seen)
    up = min(1.0, max(-1.0, (RESTING_Y - limb.wrist.y) / RESTING_Y)) * _ASIDE
    return tuple(
        replace(part, spots=tuple(Spot(x, y + up, radius - abs(up)) for x, y, radius in part.spots)) for part in halo
    )


def _pelvis(pose: Skeleton, trunk: Limb) -> tuple[Limb | Area, ...]:
    """Give the lower end of the trunk and the top of the thigh as what moves, where they are seen from close by."""
    if pose.view is not View.CLOSE or not pose.pelvis_moving:
        return ()
    waist, hips = trunk.spots[-2:]
    thigh = body.leg(Part.PELVIS, pose.right_leg, seen)[0]
    return (
        Limb(Part.PELVIS, (hips, thigh.spots[0])),
        _cut(Part.PELVIS, hips, waist, 0.8),
        _cut(Part.PELVIS, thigh.spots[0], thigh.spots[1], 0.5),
    )


def _cut(part: Part, first: Spot, last: Spot, share: float) -> Area:
    """Give a share of what lies between two places on a limb, cut off straight at both ends."""
    until = Spot(*(a + (b - a) * share for a, b in zip(first, last, strict=True)))
    along = hypot(last.x - first.x, last.y - first.y)
    up, left = (last.x - first.x) / along, (last.y - first.y) / along
    ends = ((first, 1), (until, 1), (until, -1), (first, -1))
    return Area(part, tuple((x - way * r * left, y + way * r * up) for (x, y, r), way in ends))


def _hollow(pose: Skeleton) -> tuple[Limb, ...]:
    """Give the gap under the lower back as light that goes out as it closes."""
    low = pose.hollow
    if low < 0.004 or pose.arrow not in {Arrow.DOWN, Arrow.UP}:
        return ()
    radius = low * 0.5
    return (chain(Part.ARROW, [(pose.waist.x - 0.05, radius), (pose.waist.x + 0.035, radius)], [radius, radius]),)


def _arrows(pose: Skeleton) -> tuple[Limb | Area, ...]:
    """Give small arrows that go the way of a movement too small to see."""
    if pose.arrow is Arrow.NONE:
        return ()
    way = -1.0 if pose.arrow is Arrow.DOWN else 1.0
    gone = 0.018 * pose.arrow_at
    if pose.arrow is Arrow.IN:
        x, y = pose.pelvis.x, pose.pelvis.y + 0.14
        return (*arrow((x - 0.085 + gone, y), 0), *arrow((x + 0.085 - gone, y), 180))
    if pose.right_leg.moving and pose.right_leg.lifted:
        knee = pose.right_leg.knee
        if pose.view is View.CLOSE:
            return bow(pose.right_leg.ankle[:2], 0.185, 24 + 10 * pose.arrow_at, 52)
        return arrow((knee.x, knee.y + 0.15 + way * gone), 90 * way, 0.13)
    if pose.view is not View.CLOSE:
        return arrow((pose.waist.x, 0.235 + way * gone), 90 * way)
    # One presses inside the lower back, the other turns round the hips with the pelvis.
    hips = (pose.pelvis.x, pose.pelvis.y)
    pressing = arrow((pose.waist.x - 0.06, 0.215 + way * gone), 90 * way, 0.11)
    return (*pressing, *bow(hips, 0.145, 95 + way * (36 - 12 * pose.arrow_at), -48 * way))
