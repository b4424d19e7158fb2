"""A scene drawn on dots: a body that fits itself to any space."""

from __future__ import annotations

from itertools import pairwise

from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.scene import Area, Box, Layer, Limb, Scene
from stretchtui.drawing.canvas import DotCanvas
from stretchtui.drawing.cells import Rendering

ASCII_FILLS: dict[int, str] = {
    Part.BED: "=",
    Part.LINEN: "=",
    Part.PILLOW: "~",
    Part.SHADOW: ".",
    Part.GHOST: ".",
    Part.FAR_ARM: "-",
    Part.RESTING: "o",
    Part.FAR_MOVING: "*",
    Part.TRUNK: "%",
    Part.PELVIS: "#",
    Part.MOVING: "#",
    Part.ARM: "+",
    Part.SKIN: "@",
    Part.HAIR: "&",
    Part.ARROW: "!",
}
"""Each part's character where there is nothing but ASCII."""

_FINE = 110  # dots to a body height from which small things are drawn
_HAIRY = 22  # dots to a body height below which a head is too small for hair
_LOW = 60  # dots: in less height the air above a figure is left out
_SMALL = 32  # dots: in less height the figure is an icon, and the mattress a line
_MATTRESS = 0.045  # how thick the mattress is drawn
_GAPS = {Rendering.SOLID: 1.9, Rendering.SEXTANT: 1.4}
"""How wide halos and outlines are, in dots, where blocks are larger than a dot; else one dot."""

_GAP = 0.017  # at most so much of a body height, so that a small body is not eaten up
_LEAST_GAP = 0.65  # less is no gap at all


def is_icon(rows: int) -> bool:
    """Tell whether a space of so many rows shows little else than the body."""
    return 4 * rows < _SMALL


class _Pen:
    """Draws in body heights on a canvas; knows the scale and where the origin is."""

    def __init__(self, canvas: DotCanvas, box: Box, *, on_floor: bool) -> None:
        self.canvas = canvas
        width, height = box.right - box.left, box.top - box.bottom
        most = min(canvas.width / width, canvas.height / height)
        # A mattress of whole cells is a clean bar in every rendering; in an icon it is one line.
        thick = 1 if canvas.height < _SMALL else 4 * max(1, round(_MATTRESS * most / 4))
        floor = thick if on_floor else 0
        self.scale = min((canvas.width - 1) / width, (canvas.height - 1 - floor) / height)
        self.x = (canvas.width - 1 - width * self.scale) / 2 - box.left * self.scale
        self.gap = 1.0
        spare = 0.0 if on_floor else (canvas.height - 1 - height * self.scale) / 2
        self.y = canvas.height - 0.5 - floor - spare + box.bottom * self.scale

    def limb(self, limb: Limb, ink: int, wider: float = 0.0) -> None:
        """Draw joined capsules, never so thin that a limb breaks up."""
        scale = self.scale
        places = [
            (self.x + x * scale, self.y - y * scale, max(0.1, max(0.72, radius * scale - 0.25) + wider))
            for x, y, radius in limb.spots
        ]
        for first, last in pairwise(places):
            self.canvas.capsule(*first, *last, ink)

    def area(self, area: Area, ink: int) -> None:
        """Fill a polygon."""
        self.canvas.polygon([(self.x + x * self.scale, self.y - y * self.scale) for x, y in area.corners], ink)


def draw_scene(canvas: DotCanvas, scene: Scene, rendering: Rendering = Rendering.BRAILLE) -> None:
    """Draw a scene as large as the canvas allows, standing on its bottom where it has a floor.

    Halos and outlines are as wide as the rendering can show.
    """
    if canvas.width < 4 or canvas.height < 4:
        return
    box = scene.low if scene.low and canvas.height < _LOW else scene.box
    pen = _Pen(canvas, box, on_floor=scene.on_floor)
    pen.gap = max(1.0, min(_GAPS.get(rendering, 1.0), _GAP * pen.scale))
    for layer in scene.layers:
        canvas.nearer()
        if layer.outlined:
            _outline(pen, layer)
        else:
            _fill(pen, layer)
    canvas.sweep()


def _fill(pen: _Pen, layer: Layer) -> None:
    for limb in layer.halo if _GAP * pen.scale >= _LEAST_GAP else ():
        if not limb.fine or pen.scale >= _FINE:
            pen.limb(limb, 0, pen.gap)
    for shape in layer.shapes:
        if pen.scale < (_FINE if shape.fine else _HAIRY if shape.part is Part.HAIR else 0):
            continue
        if isinstance(shape, Area):
            pen.area(shape, shape.part)
        else:
            pen.limb(shape, shape.part)


def _outline(pen: _Pen, layer: Layer) -> None:
    limbs = [shape for shape in layer.shapes if isinstance(shape, Limb)]
    for limb in limbs:
        pen.limb(limb, limb.part)
    pen.canvas.nearer()
    for limb in limbs:
        pen.limb(limb, 0, -pen.gap)
