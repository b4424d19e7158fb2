"""A body in bed, seen as in a mirror on the ceiling: head at the top, left is left."""

from __future__ import annotations

from functools import cache

from stretchtui.domain.figure import body
from stretchtui.domain.figure.arrows import arrow
from stretchtui.domain.figure.keyframes import Arrow
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.pose import RESTING_Y
from stretchtui.domain.figure.scene import Area, Box, Layer, Limb, chain
from stretchtui.domain.figure.skeleton import LowerLimb, Skeleton
from stretchtui.domain.figure.vectors import Point

_LENGTH = 0.66  # the bed is seen from over its foot, so that lengths look shorter than widths
_WIDE, _TOP, _BOARD, _FOOT = 0.5, 0.21, 0.25, -0.585
"""Half a bed's width; the upper end of its mattress, the top of its headboard, and its foot."""

WHOLE = Box(-_WIDE - 0.04, _WIDE + 0.04, _BOARD, _FOOT - 0.01)
_BODY = Box(-0.46, 0.46, 0.18, -0.49)

_NEARER = 0.75  # how much larger what is a body height above the mattress is seen
_SHADOW = 0.28  # how far a shadow lies from what throws it, of the height above the mattress


def seen(point: Point) -> tuple[float, float]:
    """Tell where a point is seen from above: what is nearer is also seen farther out."""
    return point.z * size(point), -point.x * _LENGTH


def size(point: Point) -> float:
    """Tell how much larger a part looks the nearer it is."""
    return 1 + _NEARER * max(0.0, point.y)


def body_box(pose: Skeleton) -> Box:
    """Give what a small picture shows: the body, and no bed round it."""
    toes = min(seen(leg.toe)[1] for leg in (pose.left_leg, pose.right_leg)) - body.TOE_R
    return _BODY._replace(bottom=min(_BODY.bottom, toes))


def layers(pose: Skeleton) -> tuple[Layer, ...]:
    """Pile up what is seen from above, lowest first."""
    arms = [body.arm(Part.ARM, Part.SKIN, limb, seen) for limb in (pose.left_arm, pose.right_arm)]
    # The one that leads lies lowest, the other rolls on top of it.
    legs = (pose.left_leg, pose.right_leg) if pose.mirrored else (pose.right_leg, pose.left_leg)
    head = _head(pose)
    return (
        Layer(_bed()),
        Layer(_pillow()),
        Layer(tuple(shape for leg in legs for shape in _shadow(leg)), tuple(map(_closing, legs))),
        Layer((*arms[0], *arms[1])),
        Layer(head, head),
        Layer(_trunk(pose)),
        *map(_leg, legs),
        Layer(_pelvis(pose)),
        Layer(_arrows(pose)),
    )


def ghost(goal: Skeleton) -> Layer:
    """Give the outline of where both legs go on the other side."""
    shapes: list[Limb] = []
    legs: tuple[LowerLimb, ...] = (goal.left_leg, goal.right_leg)
    if goal.roll:  # of two that roll together the outer one is enough
        legs = legs[:1] if goal.mirrored else legs[1:]
    for leg in legs:
        shapes += [*body.leg_outline(leg, seen, size)[:2], _closing(leg)]
    return Layer(tuple(shapes), outlined=True)


def _closing(leg: LowerLimb) -> Limb:
    """Give what lies between thigh and shank, where no scrap of an outline is to be seen."""
    inside = leg.hip.towards(leg.ankle, 0.5).towards(leg.knee, 0.5)
    radii = (body.HIP_R, body.ANKLE_R, body.KNEE_R, body.KNEE_R)
    return body.bones(Part.GHOST, (leg.hip, leg.ankle, inside, leg.knee), radii, seen, size)


@cache
def _bed() -> tuple[Area | Limb, ...]:
    """Give a headboard, and the edge of a mattress with round corners."""
    over, corner = _WIDE + 0.03, 0.05
    edge = [(-_WIDE, _TOP), (-_WIDE, _FOOT + corner), (-_WIDE + corner, _FOOT)]
    return (
        Area(Part.LINEN, ((-over, _BOARD), (over, _BOARD), (over, _TOP), (-over, _TOP))),
        chain(Part.BED, [*edge, *((-x, y) for x, y in reversed(edge))], [0.011] * 6),
    )


@cache
def _pillow() -> tuple[Area | Limb, ...]:
    """Give a pillow with round corners, as wide as two heads on each side of one, from which creases run."""
    wide, top, bottom, round_r = 0.27, 0.185, 0.045, 0.02
    corners = ((-wide, top), (wide, top), (wide, bottom), (-wide, bottom))
    creases = [((way * 0.25, y), (way * 0.17, 0.115 + (y - 0.115) * 0.5)) for way in (-1, 1) for y in (0.165, 0.065)]
    return (
        Area(Part.PILLOW, corners),
        chain(Part.PILLOW, [*corners, corners[0]], [round_r] * 5),
        *(chain(Part.SHADOW, ends, [0.007, 0.004], fine=True) for ends in creases),
    )


def _head(pose: Skeleton) -> tuple[Limb, ...]:
    """Give the face from above, hair at the crown, and the neck."""
    y = -pose.head.x * _LENGTH + 0.02
    return (
        chain(Part.SKIN, [(0.0, 0.0), (0.0, y)], [0.038, 0.036]),
        chain(Part.SKIN, [(0.0, y + 0.014), (0.0, y - 0.026)], [0.06, 0.043]),
        chain(Part.SKIN, [(-0.058, y - 0.004), (0.058, y - 0.004)], [0.012, 0.012], fine=True),  # ears
        chain(Part.HAIR, [(-0.048, y + 0.028), (0.0, y + 0.062), (0.048, y + 0.028)], [0.017, 0.024, 0.017]),
        chain(Part.HAIR, [(-0.022, y + 0.004), (-0.016, y + 0.004)], [0.007, 0.007], fine=True),  # eyes
        chain(Part.HAIR, [(0.016, y + 0.004), (0.022, y + 0.004)], [0.007, 0.007], fine=True),
    )


def _trunk(pose: Skeleton) -> tuple[Limb | Area, ...]:
    """Give shoulders, waist and hips; breath widens the ribs."""
    air = pose.chest.y - RESTING_Y
    shoulders = sorted(seen(limb.shoulder) for limb in (pose.left_arm, pose.right_arm))
    hips = sorted(seen(limb.hip) for limb in (pose.left_leg, pose.right_leg))
    middle = sum(x for x, _ in hips) / 2
    waist = shoulders[0][1] + (hips[0][1] - shoulders[0][1]) * 0.62
    sides = [
        (shoulders[0][0] - 0.035, shoulders[0][1]),
        (middle * 0.6 - 0.082 - air, waist),
        (hips[0][0] - 0.042, hips[0][1]),
    ]
    other = [
        (hips[1][0] + 0.042, hips[1][1]),
        (middle * 0.6 + 0.082 + air, waist),
        (shoulders[1][0] + 0.035, shoulders[1][1]),
    ]
    return (
        Area(Part.TRUNK, (*sides, *other)),
        chain(Part.TRUNK, shoulders, [0.047 + air / 2] * 2),
        chain(Part.TRUNK, hips, [0.06, 0.06]),
    )


def _pelvis(pose: Skeleton) -> tuple[Limb, ...]:
    """Give hips and buttocks where nothing else moves."""
    if not pose.pelvis_moving or pose.right_leg.moving:
        return ()
    tops = [(leg.hip, leg.hip.towards(leg.knee, 0.3)) for leg in (pose.left_leg, pose.right_leg)]
    sides = [body.bones(Part.PELVIS, top, (body.HIP_R, body.HIP_R), seen) for top in tops]
    return (*sides, chain(Part.PELVIS, [seen(top[0]) for top in tops], [0.06, 0.06]))


def _arrows(pose: Skeleton) -> tuple[Limb | Area, ...]:
    """Give two arrows that close in on the hips."""
    if pose.arrow is not Arrow.IN:
        return ()
    x, y = seen(pose.pelvis)
    away = 0.27 - 0.035 * pose.arrow_at
    return (*arrow((x - away, y), 0, 0.16), *arrow((x + away, y), 180, 0.16))


def _leg(leg: LowerLimb) -> Layer:
    """Give a leg, its foot turned a little outwards."""
    out = 0.014 if leg.hip.z > 0 else -0.014
    toes = leg.toe.moved(x=-0.004, z=out)
    part = Part.MOVING if leg.moving else Part.RESTING
    foot = body.bones(part, (leg.ankle, leg.ankle.towards(toes, 0.7), toes), (0.022, 0.032, 0.026), seen, size)
    shapes = (*body.leg(part, leg, seen, size), foot)
    return Layer(shapes, body.leg_halo(shapes, leg, seen, size=size))


def _shadow(leg: LowerLimb) -> tuple[Limb, ...]:
    """Give the shadow that a raised leg throws on the sheet, to the side that it leans to."""
    lean = leg.knee.z - (leg.hip.z + leg.ankle.z) / 2
    away = 1.0 if lean > 0 else -1.0
    points = [
        point.moved(z=away * _SHADOW * point.y * min(1.0, abs(lean) * 8)) for point in (leg.hip, leg.knee, leg.ankle)
    ]
    return (chain(Part.SHADOW, [seen(point) for point in points], [body.HIP_R, body.KNEE_R, body.ANKLE_R], fine=True),)
