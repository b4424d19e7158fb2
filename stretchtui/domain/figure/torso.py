"""Trunk, head and shoulders of somebody who is not on the back: what limbs hang on."""

from __future__ import annotations

from math import cos, radians, sin

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.figure.segments import NECK, SHOULDER_Z, TRUNK
from stretchtui.domain.figure.vectors import Point

_SHOULDERS_UP, _SHOULDERS_BACK = 0.045, 0.055
_HIPS_GIVE = 0.0013  # body heights for each degree


@dataclass(frozen=True, slots=True)
class Torso:
    """Trunk and head at one instant: a place and the three directions that belong to the trunk."""

    hips: Point
    up: Point
    forward: Point
    right: Point
    head: Point
    crown: Point
    turn: float
    lifted: float
    drawn_back: float

    @classmethod
    def of(cls, trunk: float, hips: Point, risen: Point, channel: tuple[float, ...], *, stands_on_both: bool) -> Torso:
        """Place trunk and head as the channels say."""
        lean, bend, twist, rise, tilt, turn, nod, shoulders_up, shoulders_back = channel
        # Whoever bends to one side over both feet lets the hips go a little to the other.
        hips = hips.towards(risen, rise).moved(z=-_HIPS_GIVE * bend * stands_on_both)
        up = _direction(trunk - lean, bend)
        level = _direction(trunk - lean - 90, 0.0)
        across = _cross(level, up)
        turned = radians(twist)
        right = Point(*(a * cos(turned) - f * sin(turned) for a, f in zip(across, level, strict=True)))
        forward = _cross(up, right)
        neck = _direction(trunk - lean * 0.8 - nod, bend + tilt)
        top = hips.moved(*(TRUNK * part for part in up))
        head = top.moved(*(NECK * part for part in neck)).moved(*(0.012 * part for part in level))
        crown = head.moved(*(0.063 * part for part in neck))
        return cls(hips, up, forward, right, head, crown, turn + twist, shoulders_up, shoulders_back)

    def along(self, distance: float) -> Point:
        """Give the place so far up the trunk from the hips."""
        return self.hips.moved(*(distance * part for part in self.up))

    def shoulder(self, side: int) -> Point:
        """Give one shoulder (1 right, -1 left): each goes up and back in its joint with the trunk."""
        up, back = _SHOULDERS_UP * self.lifted, -_SHOULDERS_BACK * self.drawn_back
        wide = side * SHOULDER_Z
        return self.along(TRUNK).moved(
            *(u * up + f * back + r * wide for u, f, r in zip(self.up, self.forward, self.right, strict=True))
        )

    def hang(self, reach: tuple[float, ...], side: int, bent: float = 0.0) -> Point:
        """Give the direction of an arm so far in front of and beside the trunk, in degrees."""
        forward, out = radians(reach[0] + bent), radians(reach[1])
        return Point(
            *(
                cos(out) * (sin(forward) * f - cos(forward) * u) + side * sin(out) * r
                for u, f, r in zip(self.up, self.forward, self.right, strict=True)
            )
        )


def _direction(degrees: float, sideways: float) -> Point:
    """Give a direction of length 1, so far above forward and so far leant to the right."""
    angle, lean = radians(degrees), radians(sideways)
    return Point(cos(angle) * cos(lean), sin(angle) * cos(lean), sin(lean))


def _cross(a: Point, b: Point) -> Point:
    """Give the direction square to two others."""
    return Point(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
