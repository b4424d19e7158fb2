"""Points of a body and the two-bone solution that keeps hands and feet where they belong.

Units are body heights. x runs from head to feet, y up from the mattress, z towards the
person's right.
"""

from __future__ import annotations

from math import acos, atan2, cos, hypot, pi, radians, sin, sqrt
from typing import NamedTuple


class Point(NamedTuple):
    """A place on or in the body."""

    x: float
    y: float
    z: float = 0.0

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Point:
        """Give the point this much further on."""
        return Point(self.x + x, self.y + y, self.z + z)

    def mirrored(self) -> Point:
        """Give the same place on the body's other side."""
        return Point(self.x, self.y, -self.z)

    def at_angle(self, degrees: float, length: float) -> Point:
        """Give the point so far away, in degrees above the direction to the feet, in the plane of one side."""
        angle = radians(degrees)
        return Point(self.x + length * cos(angle), self.y + length * sin(angle), self.z)

    def towards(self, other: Point, share: float) -> Point:
        """Give the point a share of the way to another."""
        x, y, z = self
        return Point(x + (other.x - x) * share, y + (other.y - y) * share, z + (other.z - z) * share)

    def distance(self, other: Point) -> float:
        """Measure how far apart two points are."""
        return hypot(other.x - self.x, other.y - self.y, other.z - self.z)

    def within(self, centre: Point, reach: float) -> Point:
        """Give the point itself, or where it is too far from the centre the one in its direction at reach."""
        far = centre.distance(self)
        return self if far <= reach else centre.towards(self, reach / far)

    def beyond(self, centre: Point, reach: float) -> Point:
        """Give the point itself, or where it is too near the centre the one in its direction at reach."""
        near = centre.distance(self)
        if near >= reach:
            return self
        # At the centre itself every direction is as good: the one that `_unit` takes.
        return centre.towards(self, reach / near) if near > 1e-9 else centre.moved(x=reach)


def two_bones(root: Point, end: Point, first: float, second: float, swivel: float, floor: float = -1.0) -> Point:
    """Place the joint between two bones of fixed length that run from root to end.

    `swivel` turns the joint about the line from root to end, in degrees: 0 highest, 180
    lowest, positive towards the person's right; where it would come below `floor` it turns
    outwards as far as it must. An end out of reach, too far or too near, is taken at the reach.
    """
    far = min(max(root.distance(end), abs(first - second) + 1e-9), first + second - 1e-9)
    ax, ay, az = _unit(Point(end.x - root.x, end.y - root.y, end.z - root.z))
    along = (first * first - second * second + far * far) / (2 * far)
    off = sqrt(max(0.0, first * first - along * along))
    level = hypot(ax, az) or 1e-9
    # Two directions square to the line: one as high as can be, one level (towards the right).
    up = Point(-ax * ay / level, level, -az * ay / level)
    side = Point(-az / level, 0.0, ax / level)
    middle = root.y + along * ay
    turn = radians(swivel)
    lowest = (floor - middle) / (off * up.y) if off > 1e-9 else -1.0
    if cos(turn) < lowest:
        turn = acos(max(-1.0, min(1.0, lowest))) * (1 if swivel >= 0 else -1)
    high, out = off * cos(turn), off * sin(turn)
    return Point(
        root.x + along * ax + high * up.x + out * side.x,
        middle + high * up.y,
        root.z + along * az + high * up.z + out * side.z,
    )


def bent_towards(root: Point, end: Point, first: float, second: float, pole: Point) -> Point:
    """Place the joint between two bones of fixed length that run from root to end, on the side that pole points to.

    An end out of reach, too far or too near, is taken at the reach.
    """
    far = min(max(root.distance(end), abs(first - second) + 1e-9), first + second - 1e-9)
    axis = _unit(Point(end.x - root.x, end.y - root.y, end.z - root.z))
    along = (first * first - second * second + far * far) / (2 * far)
    off = sqrt(max(0.0, first * first - along * along))
    share = axis.x * pole.x + axis.y * pole.y + axis.z * pole.z
    out = _unit(pole.moved(*(-share * part for part in axis)))
    return root.moved(*(along * a + off * o for a, o in zip(axis, out, strict=True)))


def angle_between(root: Point, end: Point) -> float:
    """Measure a line's angle in the plane of one side: degrees above the direction to the feet, -180 to 180."""
    return atan2(end.y - root.y, end.x - root.x) * 180 / pi


def _unit(vector: Point) -> Point:
    """Give the vector at length 1; no direction at all counts as towards the feet."""
    length = hypot(*vector)
    return Point(vector.x / length, vector.y / length, vector.z / length) if length > 1e-9 else Point(1.0, 0.0)
