"""The thickness of a body: how far flesh stands off the bones, in body heights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.scene import Layer, Limb, chain, from_share
from stretchtui.domain.figure.skeleton import Arm, LowerLimb
from stretchtui.domain.figure.vectors import Point

HIP_R, KNEE_R, CALF_R, ANKLE_R = 0.056, 0.041, 0.043, 0.022
HEEL_R, TOE_R = 0.022, 0.014
SHOULDER_R, ELBOW_R, WRIST_R, HAND_R = 0.031, 0.024, 0.018, 0.021

Seen = Callable[[Point], tuple[float, float]]
"""Where a view shows a point."""

Size = Callable[[Point], float]
"""How much larger a view shows what is at a point."""


def bones(part: Part, points: Sequence[Point], radii: Sequence[float], seen: Seen, size: Size | None = None) -> Limb:
    """Put flesh on joints as a view shows them."""
    if size:
        radii = [radius * size(point) for point, radius in zip(points, radii, strict=True)]
    return chain(part, [seen(point) for point in points], radii)


def leg(part: Part, limb: LowerLimb, seen: Seen, size: Size | None = None) -> tuple[Limb, ...]:
    """Give thigh, calf and foot."""
    calf = limb.knee.towards(limb.ankle, 0.32)
    heel = limb.ankle.at_angle(limb.foot, -0.02).at_angle(limb.foot - 90, 0.031)
    return (
        bones(part, (limb.hip, limb.knee), (HIP_R, KNEE_R), seen, size),
        bones(part, (limb.knee, calf, limb.ankle), (KNEE_R - 0.003, CALF_R, ANKLE_R), seen, size),
        bones(part, (limb.ankle, heel, limb.toe), (ANKLE_R, HEEL_R, TOE_R), seen, size),
        bones(part, (limb.ankle, limb.toe), (ANKLE_R, TOE_R), seen, size),
    )


def leg_outline(limb: LowerLimb, seen: Seen, size: Size | None = None) -> tuple[Limb, ...]:
    """Give a leg that is to come, in as few shapes as show its edge."""
    heel = limb.ankle.at_angle(limb.foot, -0.012).at_angle(limb.foot - 90, 0.012)
    foot = bones(Part.GHOST, (heel, limb.toe), (HEEL_R + 0.006, TOE_R + 0.004), seen, size)
    return (*leg(Part.GHOST, limb, seen, size)[:2], foot)


def leg_halo(
    limbs: Sequence[Limb], limb: LowerLimb, seen: Seen, share: float = 0.5, *, size: Size | None = None
) -> tuple[Limb, ...]:
    """Give the part of a leg that a halo goes round: all but what grows out of the hip."""
    points, radii = from_share((limb.hip, limb.knee), (HIP_R, KNEE_R), share)
    return (bones(limbs[0].part, points, radii, seen, size), *limbs[1:])


def arm(sleeve: Part, skin: Part, limb: Arm, seen: Seen) -> tuple[Limb, ...]:
    """Give a sleeve, and the hand as a mitt."""
    mitt = limb.wrist.towards(limb.hand, 0.35)
    return (
        bones(sleeve, (limb.shoulder, limb.elbow, limb.wrist), (SHOULDER_R, ELBOW_R, WRIST_R), seen),
        bones(skin, (mitt, limb.hand), (HAND_R, HAND_R * 0.85), seen),
    )


def arm_halo(limbs: Sequence[Limb], limb: Arm, seen: Seen) -> tuple[Limb, ...]:
    """Give the part of an arm that a halo goes round: all but the shoulder."""
    points, radii = from_share((limb.shoulder, limb.elbow, limb.wrist), (SHOULDER_R, ELBOW_R, WRIST_R), 0.45)
    return (bones(limbs[0].part, points, radii, seen), *limbs[1:])


def ghost(shapes: Iterable[Limb], legs: Iterable[LowerLimb], arms: Iterable[Arm], seen: Seen) -> Layer:
    """Give the outline of what is elsewhere at the end: some shapes, and of legs and arms those that move."""
    moving = [shape for limb in legs if limb.moving for shape in leg_outline(limb, seen)]
    moving += [shape for limb in arms if limb.moving for shape in arm(Part.GHOST, Part.GHOST, limb, seen)]
    return Layer(tuple(Limb(Part.GHOST, shape.spots) for shape in (*shapes, *moving)), outlined=True)
