"""What is seen of a figure, as flat shapes: every renderer draws these and knows nothing of bodies.

Units are body heights, x to the right and y up. A scene is a pile of layers, the farthest
first; a layer's halo is what it takes away from all that lies behind it, so that limbs
which cross stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.vectors import Point


class Spot(NamedTuple):
    """A round place on a limb."""

    x: float
    y: float
    radius: float


class Box(NamedTuple):
    """What a scene takes: left, right, top and bottom."""

    left: float
    right: float
    top: float
    bottom: float

    def mirrored(self) -> Box:
        """Give the same box with left and right changed over."""
        return self._replace(left=-self.right, right=-self.left)

    def joined(self, other: Box) -> Box:
        """Give the box that holds both."""
        return Box(
            min(self.left, other.left),
            max(self.right, other.right),
            max(self.top, other.top),
            min(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Limb:
    """A chain of round places and all that lies between neighbours; `fine` ones are for large pictures."""

    part: Part
    spots: tuple[Spot, ...]
    fine: bool = False

    def mirrored(self) -> Limb:
        """Give the same shape with left and right changed over."""
        return replace(self, spots=tuple(spot._replace(x=-spot.x) for spot in self.spots))


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon, corners in order around it."""

    part: Part
    corners: tuple[tuple[float, float], ...]
    fine: bool = False

    def mirrored(self) -> Area:
        """Give the same shape with left and right changed over."""
        return replace(self, corners=tuple((-x, y) for x, y in self.corners))


Shape = Limb | Area


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes at one depth; `halo` are limbs round which what lies behind is taken away.

    Of an `outlined` layer only the edge is drawn, and what it encloses is taken away too.
    """

    shapes: tuple[Shape, ...] = ()
    halo: tuple[Limb, ...] = ()
    outlined: bool = False

    def mirrored(self) -> Layer:
        """Give the same layer with left and right changed over."""
        shapes = tuple(shape.mirrored() for shape in self.shapes)
        return replace(self, shapes=shapes, halo=tuple(limb.mirrored() for limb in self.halo))


@dataclass(frozen=True, slots=True)
class Scene:
    """Layers from the farthest to the nearest, and the box that holds a figure's whole movement.

    `on_floor`: the box stands on the top of a mattress, which reaches from edge to edge below it.
    `low`: a box without the air above this figure, for pictures in which every row counts.
    """

    layers: tuple[Layer, ...]
    box: Box
    on_floor: bool = True
    low: Box | None = None

    @property
    def shapes(self) -> Iterator[Shape]:
        """Every shape, the farthest first."""
        for layer in self.layers:
            yield from layer.shapes

    def mirrored(self) -> Scene:
        """Give the same scene with left and right changed over."""
        layers = tuple(layer.mirrored() for layer in self.layers)
        return Scene(layers, self.box.mirrored(), self.on_floor, self.low and self.low.mirrored())


def chain(part: Part, places: Sequence[tuple[float, float]], radii: Sequence[float], *, fine: bool = False) -> Limb:
    """Make a limb of places and the radius at each."""
    return Limb(part, tuple([Spot(x, y, radius) for (x, y), radius in zip(places, radii, strict=True)]), fine)


def bounds(shapes: Sequence[Shape]) -> Box:
    """Find the box that some shapes take."""
    spots = [
        spot
        for shape in shapes
        for spot in (shape.spots if isinstance(shape, Limb) else [Spot(x, y, 0.0) for x, y in shape.corners])
    ]
    return Box(
        min([x - radius for x, _, radius in spots]),
        max([x + radius for x, _, radius in spots]),
        max([y + radius for _, y, radius in spots]),
        min([y - radius for _, y, radius in spots]),
    )


def from_share(points: Sequence[Point], radii: Sequence[float], share: float) -> tuple[list[Point], list[float]]:
    """Leave out the first share of a limb's first bone, as where it grows out of the trunk."""
    start = points[0].towards(points[1], share)
    return [start, *points[1:]], [radii[0] + (radii[1] - radii[0]) * share, *radii[1:]]
