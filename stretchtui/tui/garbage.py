"""When Python looks for garbage: not before the first picture, and not while a key is worked off."""

from __future__ import annotations

import asyncio
import gc

AFTER_S = 0.05
"""So long after a key is worked off its picture is there, and hands have seldom pressed the next one."""

TIDY_AFTER_S = 1.0
"""So long after a session its rating is there, and nobody has read the question yet."""

ALL = 70_000
"""From so many new objects on everything is looked through, as Python does at about as many."""

MOST = 200_000
"""With so many new objects it is looked through all the same, however fast the keys come."""


def look_from_now_on() -> None:
    """Look for garbage again where that was put off until the first screen shows, but not among what is there by then.

    All of that stays to the end, and going through it takes longer than drawing a screen.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def leave_out_all_there_is() -> None:
    """Never look again among what is there by now; before the first look, none of this is needed."""
    if gc.isenabled():
        gc.freeze()


def tidy() -> None:
    """Look for what a session has left, and leave out what stays, which no later look then goes through."""
    if gc.isenabled():
        gc.collect()
        gc.freeze()


class GarbageAfterKeys:
    """Puts looks for garbage off until a key is worked off and its picture is there: the longest take 70 ms."""

    def __init__(self) -> None:
        self._put_off = False
        self._coming: asyncio.TimerHandle | None = None
        self._new = 0

    def put_off(self) -> None:
        """Look for none from now on; where nobody looks anyway, as before the first picture, nothing changes."""
        if self._coming is not None:
            self._coming.cancel()
        if gc.get_count()[0] > MOST:
            self.look()
        if gc.isenabled():
            gc.disable()
            self._put_off = True

    def look_soon(self) -> None:
        """Look when hands have had the time for the next key, unless there is one."""
        if self._put_off:
            self._coming = asyncio.get_running_loop().call_later(AFTER_S, self.look)

    def look(self) -> None:
        """Look for as much as Python would have looked for by now, and leave it to Python from now on."""
        if self._put_off:
            self._put_off = False
            self._new += gc.get_count()[0]
            everything = self._new > ALL
            gc.collect(2 if everything else 1)
            self._new = 0 if everything else self._new
            gc.enable()
