"""A body in bed, seen as in a mirror on the ceiling: head at the top, left is left."""

from __future__ import annotations

from stretchtui.domain.figure import body
from stretchtui.domain.figure.scene import Area, Box, Layer, Limb, Part, chain
from stretchtui.domain.figure.skeleton import LowerLimb, Skeleton
from stretchtui.domain.figure.vectors import Point

_LENGTH = 0.66  # the bed is seen from over its foot, so that lengths look shorter than widths
_BED_TOP, _BED_FOOT = (0.48, 0.215), (0.54, -0.54)  # half its width there, and where that is
WHOLE = Box(-_BED_FOOT[0] - 0.02, _BED_FOOT[0] + 0.02, _BED_TOP[1] + 0.02, _BED_FOOT[1] - 0.02)
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
    legs = (pose.left_leg, pose.right_leg) if pose.mirrored else (pose.right_leg, pose.left_leg)
    return (
        Layer(_bed()),
        Layer((chain(Part.PILLOW, [(-0.12, 0.125), (0.12, 0.125)], [0.066, 0.066]),)),
        Layer(tuple(shape for leg in legs for shape in _shadow(leg))),
        Layer((*arms[0], *arms[1])),
        Layer(_head(pose)),
        Layer(_trunk(pose)),
        *(_leg(leg, leads=index == 0) for index, leg in enumerate(legs)),
    )


def ghost(goal: Skeleton) -> Layer:
    """Give the outline of where the leg that leads goes on the other side."""
    leads = goal.left_leg if goal.mirrored else goal.right_leg
    return Layer(body.leg_outline(leads, seen, size), outlined=True)


def _bed() -> tuple[Area | Limb, ...]:
    """Give the bed's edges, and a fold of the blanket at its foot."""
    (narrow, top), (wide, foot) = _BED_TOP, _BED_FOOT
    return (
        chain(Part.BED, [(-narrow, top), (narrow, top)], [0.014, 0.014]),
        chain(Part.BED, [(-narrow, top), (-wide, foot)], [0.008, 0.01]),
        chain(Part.BED, [(narrow, top), (wide, foot)], [0.008, 0.01]),
        chain(Part.LINEN, [(-wide + 0.02, foot + 0.012), (wide - 0.02, foot + 0.012)], [0.014, 0.014]),
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


def _leg(leg: LowerLimb, *, leads: bool) -> Layer:
    """Give a leg; the one that leads lies lowest and is the brighter one, the other rolls on top of it."""
    part = Part.MOVING if leads else Part.FAR_MOVING
    sole = leg.toe.moved(x=-0.012)
    foot = body.bones(part, (leg.ankle, sole), (0.023, 0.03), seen, size)
    shapes = (*body.leg(part, leg, seen, size), foot)
    return Layer(shapes, body.leg_halo(shapes, leg, seen, size=size))


def _shadow(leg: LowerLimb) -> tuple[Limb, ...]:
    """Give the shadow that a raised leg throws on the sheet, to the side that it leans to."""
    lean = leg.knee.z - (leg.hip.z + leg.ankle.z) / 2
    away = 1.0 if lean > 0 else -1.0
    points = [
        point.moved(z=away * _SHADOW * point.y * min(1.0, abs(lean) * 8)) for point in (leg.hip, leg.knee, leg.ankle)
    ]
    return (chain(Part.SHADOW, [seen(point) for point in points], [body.HIP_R, body.KNEE_R, body.ANKLE_R]),)
