"""Cues out loud beside the lines: the cue output, on an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import TimeoutError as TooLong
from typing import Any

from stretchtui.cues.cue_output import CueOutput
from stretchtui.domain.cues.cue_sheet import Cue
from stretchtui.domain.cycle import next_in
from stretchtui.domain.sound import Sound
from stretchtui.domain.text import whole_sentence
from stretchtui.plain.cue_sink import CueSink
from stretchtui.session.context import AppContext
from stretchtui.words import sound as words

CHOOSING_S = 5.0
"""How long looking for engines and players may take."""

LAST_WORD_S = 10.0
"""How long the last cue may take to be over."""

CLOSING_S = 3.0


class ThreadedCueSink(CueSink):
    """Calls cues out by the cue output, without the terminal's bell: that is a control byte.

    `tell` is given each sentence that a person should read, from any thread.
    """

    def __init__(self, context: AppContext, tell: Callable[[str], None]) -> None:
        self._context = context
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sound", daemon=True)
        self._thread.start()
        self._closed = False
        folder = context.locations.state / "tones"
        self._output = CueOutput(context.config.sound_settings, folder, ring=None, tell=tell)

    def choose(self, sound: Sound) -> str | None:
        """Call cues out this way from now on; gives a sentence when it has to be another one."""
        return self._wait(self._choose(sound), CHOOSING_S)

    def call(self, cue: Cue) -> None:
        """Call a cue out, ending the one before."""
        if not self._closed:
            self._loop.call_soon_threadsafe(self._output.call, cue)

    def change(self) -> str:
        """Take the next of silent, chime and voice, keep that in the settings, and say which it is."""
        sound = next_in(Sound, self._context.config.sound)
        trouble = self._context.change(sound=sound)
        instead = self.choose(sound)
        return " ".join(filter(None, [instead or whole_sentence(words.chosen(sound, self._output.using)), trouble]))

    def close(self, *, at_once: bool) -> None:
        """Let the last cue be heard, unless it has to end at once, and leave no process behind."""
        if self._closed:
            return
        self._closed = True
        if not at_once:
            self._wait(self._output.played(), LAST_WORD_S)
        self._wait(self._output.close(), CLOSING_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSING_S)
        if not self._thread.is_alive():
            self._loop.close()

    async def _choose(self, sound: Sound) -> str | None:
        instead = self._output.choose(sound)
        self._context.no_voice = not self._output.is_preferred
        return instead

    def _wait(self, what: Coroutine[Any, Any, str | None] | Coroutine[Any, Any, None], longest_s: float) -> str | None:
        future = asyncio.run_coroutine_threadsafe(what, self._loop)
        try:
            return future.result(longest_s)
        except TooLong:
            future.cancel()
            return None
