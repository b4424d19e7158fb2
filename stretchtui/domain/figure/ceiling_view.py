"""A body in bed, seen as in a mirror on the ceiling: head at the top, left is left."""

from __future__ import annotations

from stretchtui.domain.figure import body
from stretchtui.domain.figure.scene import Area, Box, Layer, Limb, Part, chain
from stretchtui.domain.figure.skeleton import LowerLimb, Skeleton
from stretchtui.domain.figure.vectors import Point

_LENGTH = 0.66  # the bed is seen from over its foot, so that lengths look shorter than widths
_WIDE, _TOP, _BOARD, _FOLD, _FOOT = 0.52, 0.22, 0.25, -0.535, -0.58
"""Half a bed's width; its upper end, the top of its headboard, where the blanket is folded back, its foot."""

WHOLE = Box(-_WIDE - 0.03, _WIDE + 0.03, _BOARD + 0.01, _FOOT - 0.01)
BODY = Box(-0.49, 0.49, 0.2, -0.54)
"""What a small picture shows: the body, and no bed round it."""

_NEARER = 0.75  # how much larger what is a body height above the mattress is seen
_SHADOW = 0.28  # how far a shadow lies from what throws it, of the height above the mattress


def seen(point: Point) -> tuple[float, float]:
    """Tell where a point is seen from above: what is nearer is also seen farther out."""
    return point.z * size(point), -point.x * _LENGTH


def size(point: Point) -> float:
    """Tell how much larger a part looks the nearer it is."""
    return 1 + _NEARER * max(0.0, point.y)


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
    )


def ghost(goal: Skeleton) -> Layer:
    """Give the outline of where both legs go on the other side."""
    shapes: list[Limb] = []
    for leg in (goal.left_leg, goal.right_leg):
        shapes += [*body.leg_outline(leg, seen, size)[:2], _closing(leg)]
    return Layer(tuple(shapes), outlined=True)


def _closing(leg: LowerLimb) -> Limb:
    """Give what lies between thigh and shank, where no scrap of an outline is to be seen."""
    inside = leg.hip.towards(leg.ankle, 0.5).towards(leg.knee, 0.5)
    radii = (body.HIP_R, body.KNEE_R, body.ANKLE_R, body.HIP_R)
    return body.bones(Part.GHOST, (leg.hip, inside, leg.ankle, leg.hip), radii, seen, size)


def _bed() -> tuple[Area | Limb, ...]:
    """Give headboard, edges, and at the foot the blanket with its fold."""
    over = _WIDE + 0.02
    return (
        Area(Part.BED, ((-over, _BOARD), (over, _BOARD), (over, _TOP), (-over, _TOP))),
        *(chain(Part.BED, [(x, _TOP), (x, _FOOT)], [0.007, 0.007]) for x in (-_WIDE, _WIDE)),
        Area(Part.BED, ((-_WIDE, _FOLD), (_WIDE, _FOLD), (_WIDE, _FOOT), (-_WIDE, _FOOT))),
        chain(Part.LINEN, [(-_WIDE, _FOLD), (_WIDE, _FOLD)], [0.01, 0.01]),
    )


def _pillow() -> tuple[Area | Limb, ...]:
    """Give a pillow with pointed corners, from which its creases run."""
    right = ((0.0, 0.2), (0.2, 0.196), (0.28, 0.208), (0.268, 0.125), (0.28, 0.042), (0.2, 0.054), (0.0, 0.05))
    left = tuple((-x, y) for x, y in reversed(right[1:-1]))
    creases = [((0.256, y), (0.18, 0.125 + (y - 0.125) * 0.6)) for y in (0.185, 0.065)]
    return (
        Area(Part.PILLOW, (*right, *left)),
        *(chain(Part.SHADOW, [(way * x, y) for x, y in ends], [0.009, 0.006]) for way in (-1, 1) for ends in creases),
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
    """Give shoulders, waist and hips."""
    shoulders = sorted(seen(limb.shoulder) for limb in (pose.left_arm, pose.right_arm))
    hips = sorted(seen(limb.hip) for limb in (pose.left_leg, pose.right_leg))
    middle = sum(x for x, _ in hips) / 2
    waist = shoulders[0][1] + (hips[0][1] - shoulders[0][1]) * 0.62
    sides = [
        (shoulders[0][0] - 0.035, shoulders[0][1]),
        (middle * 0.6 - 0.082, waist),
        (hips[0][0] - 0.042, hips[0][1]),
    ]
    other = [
        (hips[1][0] + 0.042, hips[1][1]),
        (middle * 0.6 + 0.082, waist),
        (shoulders[1][0] + 0.035, shoulders[1][1]),
    ]
    return (
        Area(Part.TRUNK, (*sides, *other)),
        chain(Part.TRUNK, shoulders, [0.047, 0.047]),
        chain(Part.TRUNK, hips, [0.06, 0.06]),
    )


def _leg(leg: LowerLimb) -> Layer:
    """Give a leg, its foot turned a little outwards."""
    out = 0.014 if leg.hip.z > 0 else -0.014
    toes = leg.toe.moved(x=-0.004, z=out)
    foot = body.bones(Part.MOVING, (leg.ankle, leg.ankle.towards(toes, 0.7), toes), (0.022, 0.032, 0.026), seen, size)
    shapes = (*body.leg(Part.MOVING, leg, seen, size), foot)
    return Layer(shapes, body.leg_halo(shapes, leg, seen, size=size))


def _shadow(leg: LowerLimb) -> tuple[Limb, ...]:
    """Give the shadow that a raised leg throws on the sheet, to the side that it leans to."""
    lean = leg.knee.z - (leg.hip.z + leg.ankle.z) / 2
    away = 1.0 if lean > 0 else -1.0
    points = [
        point.moved(z=away * _SHADOW * point.y * min(1.0, abs(lean) * 8)) for point in (leg.hip, leg.knee, leg.ankle)
    ]
    return (chain(Part.SHADOW, [seen(point) for point in points], [body.HIP_R, body.KNEE_R, body.ANKLE_R]),)
