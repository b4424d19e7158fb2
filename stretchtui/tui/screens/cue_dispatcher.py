"""Calling a session's cues: out loud by the cue output, and as a flash of the screen."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

from stretchtui.domain.cues.cue_sheet import CueKind
from stretchtui.session.controller import SessionController
from stretchtui.tui import garbage
from stretchtui.tui.sound import SoundedApp
from stretchtui.tui.widgets.session_frame import SessionFrame

FLASH_S = 0.3
"""How long the screen stays lit at a cue."""

FLASHES_APART_S = 0.5
"""Never more than two flashes a second, however fast a preview runs: more can harm."""


HOLD_ENDS = frozenset({CueKind.HOLD, CueKind.MOVE_OUT})
"""The cues at both ends of a hold: without a sound they must be seen from the corner of an eye."""

AHEAD_S = 0.2
"""A cue that comes so soon gets a tick of its own; the screen is drawn at least this often anyway."""


class CueDispatcher:
    """Calls each cue of a session's screen at its moment, for which that is ticked between two of its own ticks."""

    def __init__(self, screen: Screen[Any], tick: Callable[[], None], controller: SessionController) -> None:
        self._screen = screen
        self._tick = tick
        self._controller = controller
        self._player = controller.player
        self._speed = controller.request.speed
        self._clock = controller.context.clock
        self._flashed_s: float | None = None
        self._ahead: Timer | None = None
        self._undisturbed = False

    def follow(self, *, flashing: bool) -> None:
        """Call what is due after a tick or a key; `flashing` False leaves the edge as it is."""
        self._see_to_garbage()
        cue = self._controller.cue(self._speed)
        if cue is not None:
            app: SoundedApp = self._screen.app  # type: ignore[assignment]
            app.cue_output.call(cue)
            if flashing and cue.kind is not CueKind.COUNT:
                self._flash(words=cue.kind in HOLD_ENDS)
        self._look_ahead(self._controller.next_cue_s())

    def _see_to_garbage(self) -> None:
        """Keep looks for garbage short, which held cues up for 0.2 s: what there is at the start is left out."""
        if self._undisturbed is self._player.over:
            self._undisturbed = not self._player.over
            if self._undisturbed:
                gc.freeze()
            else:
                gc.unfreeze()
                self._screen.app.set_timer(garbage.TIDY_AFTER_S, garbage.tidy)

    def _look_ahead(self, wait_s: float | None) -> None:
        """See to a tick at the very moment of a cue that is near."""
        if self._ahead is None and wait_s is not None and wait_s / self._speed < AHEAD_S:
            self._ahead = self._screen.set_timer(wait_s / self._speed + 0.001, self._arrive)

    def _arrive(self) -> None:
        self._ahead = None
        self._tick()

    def _flash(self, *, words: bool) -> None:
        now_s = self._clock.monotonic()
        if self._flashed_s is not None and now_s - self._flashed_s < FLASHES_APART_S:
            return
        self._flashed_s = now_s
        frame = self._screen.query_one(SessionFrame)
        frame.light_up(words=words)
        self._screen.set_timer(FLASH_S, frame.go_out)
