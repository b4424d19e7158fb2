"""A scene drawn in pixels: dots of the same canvas, several to a pixel, so that edges are soft."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from stretchtui.domain.figure.scene import Scene
from stretchtui.drawing.canvas import DotCanvas
from stretchtui.drawing.figure import draw_scene

_SOFT = 3  # dots to a pixel, each way

Colour = tuple[int, int, int]


def scene_pixels(scene: Scene, colours: Mapping[int, Colour], ground: Colour, width: int, height: int) -> bytes:
    """Draw a scene so large in pixels: three bytes each, red, green, blue, rows from the top."""
    canvas = DotCanvas(-(-width * _SOFT // 2), -(-height * _SOFT // 4))
    draw_scene(canvas, scene)
    inks = canvas.inks()
    shades = {0: ground, **colours}
    rows = []
    for y in range(0, height * _SOFT, _SOFT):
        lines = inks[y : y + _SOFT]
        for x in range(0, width * _SOFT, _SOFT):
            found = [shades[ink] for line in lines for ink in line[x : x + _SOFT]]
            rows.append(bytes(sum(channel) // len(found) for channel in zip(*found, strict=True)))
    return b"".join(rows)


def png(pixels: bytes, width: int) -> bytes:
    """Pack pixels of three bytes as a PNG file."""
    stride = 3 * width
    lines = b"".join(b"\0" + pixels[start : start + stride] for start in range(0, len(pixels), stride))
    header = struct.pack(">IIBBBBB", width, len(pixels) // stride, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)
