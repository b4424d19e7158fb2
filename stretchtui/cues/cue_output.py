"""Where cues go out: by the backend that was chosen, or the best one that works.

Voice falls back to chimes, chimes to the terminal's bell, the bell to silence. Whatever is
missing or breaks is told once, in a sentence; nothing that goes wrong here reaches the session.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from stretchtui.cues import engines, players
from stretchtui.cues.backends import Backend, Bell, Chime, Silence, Voice, WindowsChime
from stretchtui.cues.process import ExitKind
from stretchtui.cues.tones import Tones
from stretchtui.domain.cues.cue_sheet import Cue
from stretchtui.domain.sound import Sound, SoundSettings
from stretchtui.words import sound as words

MOST_FAILURES = 2
"""A backend that fails so often in a row is given up."""

MOST_CUTS = 6
"""One that never comes to an end by itself before the next cue, so often in a row, is taken to hang."""

FOLLOWED_S = 0.8
"""Cues that come faster than this follow nobody's breath: being cut then says nothing about the engine."""

CROWDED_S = 0.3
"""A minor cue so soon after another is left out."""

RESCUED_S = 0.5
"""A cue whose backend fails within this time goes out by the next one instead."""


class CueOutput:
    """Calls cues out. Its methods return at once and belong on the event loop; `stop` may come from anywhere.

    `folder` takes the tones' files. `ring` rings the terminal's bell, None where there is none.
    `tell` is given each sentence that a person should read, each one once.
    """

    def __init__(
        self,
        settings: SoundSettings,
        folder: Path,
        *,
        ring: Callable[[], None] | None,
        tell: Callable[[str], None],
        which: engines.Which = shutil.which,
        platform: str = sys.platform,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self.sound = Sound.SILENT
        self._ring = ring
        self._tell = tell
        self._told: set[str] = set()
        self._which = which
        self._platform = platform
        self._monotonic = monotonic
        self._folder = folder
        self._tones = Tones(folder, settings.volume)
        self._backend: Backend = Silence()
        self._spare: Backend | None = None
        self._retired: list[Backend] = []
        self._last: Cue | None = None
        self._called_s = 0.0
        self._failures = self._cuts = 0

    # --- choosing -------------------------------------------------------------------------

    @property
    def using(self) -> str:
        """What cues go out by at present, for people: `espeak-ng`, `chimes by paplay`, `the terminal's bell`."""
        return self._backend.name

    @property
    def is_preferred(self) -> bool:
        """Tell whether cues go out the way that was chosen, not by a way to fall back on."""
        return {
            Sound.SILENT: True,
            Sound.CHIME: isinstance(self._backend, Chime | WindowsChime),
            Sound.VOICE: isinstance(self._backend, Voice),
        }[self.sound]

    def audible(self) -> bool:
        """Tell whether cues can be heard at all."""
        return not isinstance(self._backend, Silence) or isinstance(self._backend, Bell | WindowsChime)

    def choose(self, sound: Sound) -> str | None:
        """Call cues out this way from now on; gives a sentence when it has to be another one."""
        self.sound = sound
        if sound is Sound.VOICE:
            return self._voice()
        if sound is Sound.CHIME:
            return self._chime()
        self._take(Silence())
        return None

    def configure(self, settings: SoundSettings) -> None:
        """Use another voice, rate or volume for what is chosen next."""
        if settings != self.settings:
            self.settings = settings
            self._tones = Tones(self._folder, settings.volume)

    def available(self) -> str:
        """Say what there is for voice and chimes, in one or two sentences."""
        engine = engines.find(self.settings, self._which, self._platform)
        player = players.find(self._which, self._platform)
        advice = engines.advice(self._platform)
        voice = words.voice_available(engine.name) if engine else words.no_engine(self._wanted_engine, advice)
        chimes = words.chimes_available(player.name) if player else words.for_chimes(self._without_player().name)
        return f"{voice} {chimes}"

    def _voice(self) -> str | None:
        engine = engines.find(self.settings, self._which, self._platform)
        if engine is not None:
            self._take(Voice(engine, self.settings, self._ended))
            return None
        self._chime()
        return words.no_engine_so(self._wanted_engine, self._instead(), engines.advice(self._platform))

    @property
    def _wanted_engine(self) -> str:
        """The engine that the settings name, "" where any will do."""
        return "" if self.settings.engine == "auto" else self.settings.engine

    def _chime(self) -> str | None:
        self._take(self._best_chime())
        if isinstance(self._backend, Chime | WindowsChime):
            return None
        return words.no_player_so(self._instead(), players.advice(self._platform))

    def _best_chime(self) -> Backend:
        player = players.find(self._which, self._platform)
        if player is None:
            return self._without_player()
        if player.path == players.WINDOWS:
            return WindowsChime(self._tones, self._ended)
        return Chime(player, self._tones, self._ended)

    def _without_player(self) -> Backend:
        return Bell(self._ring) if self._ring is not None else Silence()

    def _next_best(self) -> Backend:
        """Give what cues go out by when the present backend fails."""
        if self._spare is None:
            self._spare = self._best_chime() if isinstance(self._backend, Voice) else self._without_player()
        return self._spare

    def _instead(self) -> str:
        """Say what takes the place of what is missing."""
        if not self.audible():
            return words.uses("")
        return words.uses(words.CHIMES if isinstance(self._backend, Chime | WindowsChime) else self.using)

    def _take(self, backend: Backend) -> None:
        self._backend.stop()
        self._retired.append(self._backend)
        self._backend = backend
        self._spare = None
        self._failures = self._cuts = 0

    # --- calling --------------------------------------------------------------------------

    def call(self, cue: Cue) -> None:
        """Call a cue out, ending the one before."""
        now_s = self._monotonic()
        if cue.minor and now_s - self._called_s < CROWDED_S:
            return
        self._last, self._called_s = cue, now_s
        if self._spare is not None:
            self._spare.stop()
        self._backend.call(cue)

    def stop(self) -> None:
        """Be silent at once; from any thread."""
        self._last = None
        for backend in (self._backend, self._spare):
            if backend is not None:
                backend.stop()

    async def played(self) -> None:
        """Wait until the last cue is over, by whatever it went out in the end."""
        await self._backend.over()
        for backend in (self._spare, self._backend):
            if backend is not None:
                await backend.over()

    async def close(self) -> None:
        """Be silent and leave no process behind; cues may be called again afterwards."""
        for backend in (*self._retired, self._backend, self._spare or Silence()):
            await backend.close()
        self._retired.clear()

    # --- when it does not work --------------------------------------------------------------

    def _ended(self, backend: Backend, ending: ExitKind, ran_s: float) -> None:
        if backend is not self._backend:
            return
        if ending is ExitKind.DONE:
            self._failures = self._cuts = 0
            return
        if ending is ExitKind.CUT:
            self._cuts += ran_s >= FOLLOWED_S
            if self._cuts >= MOST_CUTS:
                self._fall_back()
            return
        self._failures += 1
        next_best = self._next_best()
        if ending is ExitKind.GONE or self._failures >= MOST_FAILURES:
            self._fall_back()
        if self._last is not None and self._monotonic() - self._called_s < RESCUED_S:
            next_best.call(self._last)

    def _fall_back(self) -> None:
        """Give up what does not work, take the next best, and say so once."""
        broken, spoke = self._backend.name, isinstance(self._backend, Voice)
        self._take(self._next_best())
        self.say_once(words.stopped_working(broken, self._instead(), voice_named=spoke and bool(self.settings.voice)))

    def say_once(self, sentence: str) -> None:
        """Tell a person something, unless it was told before."""
        if sentence not in self._told:
            self._told.add(sentence)
            self._tell(sentence)
