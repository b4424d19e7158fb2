"""A scene drawn as SVG: for pages and paper, where curves can be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import hypot, sqrt

from stretchtui.domain.figure.scene import Area, Layer, Limb, Scene, Shape, Spot

_HALO = 0.012
_LINE = 0.006  # half the width of an outline
_FLOOR = 0.05  # how much of the mattress is shown


def scene_svg(scene: Scene, colours: Mapping[int, str], ground: str, width: int, height: int | None = None) -> str:
    """Draw a scene so wide in pixels, as high as it is or as given; colours by part, ground for what is taken away."""
    box = scene.box
    bottom = box.bottom - (_FLOOR if scene.on_floor else 0.0)
    across, up = box.right - box.left, box.top - bottom
    body = "".join(part for layer in scene.layers for part in _layer(layer, colours, ground))
    seen = f"{box.left:.4g} {-box.top:.4g} {across:.4g} {up:.4g}"
    size = f'width="{width}" height="{height or round(width * up / across)}" viewBox="{seen}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} preserveAspectRatio="xMidYMax meet">{body}</svg>'


def _layer(layer: Layer, colours: Mapping[int, str], ground: str) -> Iterator[str]:
    limbs = [shape for shape in layer.shapes if isinstance(shape, Limb)]
    if layer.outlined:
        yield from (_path(limb, colours[limb.part], _LINE) for limb in limbs)
        yield from (_path(limb, ground, -_LINE) for limb in limbs)
        return
    yield from (_path(limb, ground, _HALO) for limb in layer.halo)
    # As on dots, what has a higher part lies on top.
    yield from (_path(shape, colours[shape.part]) for shape in sorted(layer.shapes, key=lambda shape: shape.part))


def _path(shape: Shape, colour: str, wider: float = 0.0) -> str:
    if isinstance(shape, Area):
        lines = "L".join(f"{x:.4f} {-y:.4f}" for x, y in shape.corners)
        return f'<path d="M{lines}Z" fill="{colour}"/>'
    spots = [spot._replace(radius=max(0.001, spot.radius + wider)) for spot in shape.spots]
    hulls = "".join(_hull(first, last) for first, last in pairwise(spots))
    return f'<path d="{hulls}" fill="{colour}"/>'


def _hull(first: Spot, last: Spot) -> str:
    """Give the outline of two circles and all between them, clockwise on the page."""
    (ax, ay, a), (bx, by, b) = first, last
    long = hypot(bx - ax, by - ay)
    if long <= abs(a - b) + 1e-9:
        x, y, r = max(first, last, key=lambda spot: spot.radius)
        return f"M{x - r:.4f} {-y:.4f}a{r:.4f} {r:.4f} 0 1 1 {2 * r:.4f} 0a{r:.4f} {r:.4f} 0 1 1 {-2 * r:.4f} 0Z"
    ux, uy = (bx - ax) / long, (by - ay) / long
    lean = (a - b) / long
    upright = sqrt(1 - lean * lean)
    # The two directions, from either centre, in which the common tangents touch.
    px, py = ux * lean - uy * upright, uy * lean + ux * upright
    qx, qy = ux * lean + uy * upright, uy * lean - ux * upright
    corners = [(ax, ay, a, px, py), (bx, by, b, px, py), (bx, by, b, qx, qy), (ax, ay, a, qx, qy), (ax, ay, a, px, py)]
    start, over, round_end, back, round_start = (f"{x + r * dx:.4f} {-(y + r * dy):.4f}" for x, y, r, dx, dy in corners)
    arcs = (f"A{r:.4f} {r:.4f} 0 {int(r > other)} 1 " for r, other in ((b, a), (a, b)))
    return f"M{start}L{over}{next(arcs)}{round_end}L{back}{next(arcs)}{round_start}Z"
