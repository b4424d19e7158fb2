"""What fits a position, so that no figure does what nobody does in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stretchtui.domain.figure.positions import SUPPORTS, Hands, Position, View

_LYING_ONLY = ("trunk", "pelvis", "roll", "pelvis_roll", "part")
_NEVER_LYING = ("lean", "bend", "twist", "rise", "neck", "arm", "other_arm", "shoulders_up", "shoulders_back")
"""What a frame says of somebody lying on the back and of nobody else, and of everybody else."""

_LYING_HANDS = {Hands.MATTRESS, Hands.CHEST, Hands.OUT, Hands.SHIN, Hands.THIGH}
_OTHER_HANDS = {Hands.MATTRESS, Hands.LAP, Hands.SIDES, Hands.CROSSED, Hands.HOLD, Hands.FLOOR}
_LYING_VIEWS = {View.SIDE, View.CLOSE, View.CEILING}
_UPRIGHT_VIEWS = {View.SIDE, View.FRONT, View.PORTRAIT}


def misfits(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Find what nobody does in the position that a figure names."""
    position = values["position"]
    support, view = values.get("support"), values.get("view", View.SIDE)
    if support and support not in SUPPORTS[position]:
        yield "support", f"expected one of {', '.join(SUPPORTS[position])} for somebody {position}, got {support}"
    upright = position in {Position.SITTING, Position.STANDING}
    lying = position is Position.SUPINE
    views = _LYING_VIEWS if lying else _UPRIGHT_VIEWS if upright else {View.SIDE}
    if view not in views:
        yield "view", f"expected one of {', '.join(sorted(views))} for somebody {position}, got {view}"
    hands, foreign = (_LYING_HANDS, _NEVER_LYING) if lying else (_OTHER_HANDS, _LYING_ONLY)
    named = [("begin", values.get("begin"))]
    named += [(f"frames[{number}]", frame) for number, frame in enumerate(values.get("frames", ()))]
    for where, frame in named:
        if frame is None:
            continue
        still = type(frame)()
        for key in foreign:
            if getattr(frame, key) != getattr(still, key):
                yield f"{where}.{key}", f"nobody does this {position}"
        if frame.hands not in hands:
            yield f"{where}.hands", f"expected one of {', '.join(sorted(hands))} for somebody {position}"
