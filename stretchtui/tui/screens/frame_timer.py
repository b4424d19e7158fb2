"""How often a session's screen is drawn: as its figure needs it, and not at all while the session waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

from stretchtui.domain.session.player_state import Moment, RunState
from stretchtui.domain.session.timeline import PhaseKind

FRAMES_A_SECOND = {PhaseKind.MOVE_IN: 24, PhaseKind.MOVE_OUT: 24}
"""How often the screen is drawn while the figure moves; the others need fewer."""

STILL_FRAMES_A_SECOND = 6
"""Enough for a breath and for the ring, whose end goes about a cell in that time of a usual hold."""

PREVIEW_FRAMES_A_SECOND = 30


class FrameTimer:
    """Ticks a screen whose session runs `speed` times faster than time."""

    def __init__(self, screen: Screen[Any], tick: Callable[[], None], speed: float) -> None:
        self._screen = screen
        self._tick = tick
        self._speed = speed
        self._timer: Timer | None = None
        self._frames = 0

    def follow(self, moment: Moment, *, moving: bool) -> None:
        """Tick as often as a moment needs, its pictures moving or still."""
        frames = 0
        if moment.run is RunState.RUNNING:
            frames = FRAMES_A_SECOND.get(moment.kind, STILL_FRAMES_A_SECOND) if moving else STILL_FRAMES_A_SECOND
            frames = frames if self._speed == 1 else PREVIEW_FRAMES_A_SECOND
        if frames != self._frames:
            self.stop()
            self._frames = frames
            self._timer = self._screen.set_interval(1 / frames, self._tick) if frames else None

    def stop(self) -> None:
        """Tick no more."""
        self._frames = 0
        if self._timer is not None:
            self._timer.stop()
