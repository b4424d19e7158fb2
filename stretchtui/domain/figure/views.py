"""A figure at an instant, as it is seen from where it is seen best."""

from __future__ import annotations

from functools import lru_cache, reduce
from types import ModuleType

from stretchtui.domain.figure import ceiling_view, front_view, profile_view, side_view
from stretchtui.domain.figure.keyframes import BodyPart, Figure
from stretchtui.domain.figure.pose import pose_at
from stretchtui.domain.figure.positions import Position, View
from stretchtui.domain.figure.scene import Box, Scene, bounds
from stretchtui.domain.figure.skeleton import Skeleton

_STEPS = 8
_TOES_FREE = 0.015  # between the picture's edge and the toes of somebody whose legs are straight


def scene_at(
    figure: Figure | None,
    reach: float,
    *,
    mirrored: bool = False,
    breath: float = 0.0,
    goal: bool = False,
    icon: bool = False,
) -> Scene:
    """Show a figure `reach` of the way into its movement (see pose_at).

    mirrored: the LEFT side moves, and the person is seen from that side. goal: the end of the
    movement stands there as an outline. icon: as large as fits, for the smallest pictures, which
    show little else than the body.
    """
    figure = figure or Figure()
    if figure.view is View.CEILING:
        return _from_ceiling(figure, reach, mirrored=mirrored, breath=breath, icon=icon)
    if figure.placed is not Position.SUPINE:
        scene = _upright(figure, reach, breath=breath, goal=goal, icon=icon)
        return scene.mirrored() if mirrored else scene
    pose = pose_at(figure, reach, breath=breath)
    layers = side_view.layers(pose)
    if goal and figure.view is View.SIDE:
        layers = (layers[0], side_view.ghost(_end(figure, mirrored=False), pose), *layers[1:])
    box = _side_box(figure, icon=icon)
    scene = Scene(layers, box, low=box._replace(top=_side_box(figure, icon=True).top))
    return scene.mirrored() if mirrored else scene


def _upright(figure: Figure, reach: float, *, breath: float, goal: bool, icon: bool) -> Scene:
    """Show somebody who is not on the back, the right side moving."""
    pose = pose_at(figure, reach, breath=breath)
    box = _room(figure, icon=icon)
    if figure.view is View.SIDE:
        layers = profile_view.layers(figure, pose)
        outline = profile_view.ghost(_end(figure, mirrored=False), pose) if goal else None
    else:
        layers = front_view.layers(figure, pose)
        close = figure.view is View.PORTRAIT
        outline = front_view.ghost(_end(figure, mirrored=False), pose, close=close) if goal else None
    if outline:
        layers = (layers[0], outline, *layers[1:])
    return Scene(layers, box, on_floor=figure.view is not View.PORTRAIT and figure.placed is not Position.SIDE)


@lru_cache(maxsize=64)
def _room(figure: Figure, *, icon: bool) -> Box:
    """Find the room that somebody who is not on the back takes in all the movement."""
    if figure.view is View.PORTRAIT:
        return front_view.portrait(pose_at(figure, 0.0), _end(figure, mirrored=False))
    view: ModuleType = profile_view if figure.view is View.SIDE else front_view
    least: Box = view.ROOM[figure.placed]
    poses = [pose_at(figure, step / _STEPS) for step in range(_STEPS + 1)]
    taken = [bounds(view.person(pose)) for pose in poses]
    own = reduce(Box.joined, taken)._replace(bottom=least.bottom)
    if icon:
        return own
    arrows = (bounds(shapes) for pose in poses if (shapes := view.arrows(pose)))
    return reduce(Box.joined, arrows, own.joined(least))


def _from_ceiling(figure: Figure, reach: float, *, mirrored: bool, breath: float, icon: bool) -> Scene:
    """Show somebody in bed; the other side's end stands there as an outline."""
    layers = ceiling_view.layers(pose_at(figure, reach, mirrored=mirrored, breath=breath))
    other = ceiling_view.ghost(_end(figure, mirrored=not mirrored))
    if icon:  # no pillow either, so that the head is told from it
        return Scene(layers[3:], ceiling_view.body_box(_end(figure, mirrored=False)), on_floor=False)
    # Under the shadow and the body, on the sheet.
    return Scene((*layers[:2], other, *layers[2:]), ceiling_view.WHOLE, on_floor=False)


@lru_cache(maxsize=64)
def _end(figure: Figure, *, mirrored: bool) -> Skeleton:
    """Give the end of a movement."""
    return pose_at(figure, 1.0, mirrored=mirrored)


def _side_box(figure: Figure, *, icon: bool) -> Box:
    """Find the room that a figure takes in all its movement; the same for most, so that bodies have one size."""
    if figure.view is View.CLOSE:
        return side_view.CLOSE if BodyPart.PELVIS in figure.moves else side_view.FEET
    own = _own_box(figure)
    return own if icon else own._replace(right=own.right + _TOES_FREE).joined(side_view.WHOLE)


@lru_cache(maxsize=64)
def _own_box(figure: Figure) -> Box:
    """Find the room that somebody on the back takes in all the movement, seen from the side."""
    shapes = [shape for step in range(_STEPS + 1) for shape in side_view.person(pose_at(figure, step / _STEPS))]
    return bounds(shapes)._replace(bottom=0.0)
