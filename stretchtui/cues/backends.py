"""The backends, each a way a cue can go out: spoken, as a tone, as the terminal's bell, or not at all."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from functools import partial
from typing import Protocol

from stretchtui.cues.engines import Engine
from stretchtui.cues.players import Player
from stretchtui.cues.process import ExitKind, ProcessSlot
from stretchtui.cues.tones import Tone, Tones, lasts_s, tone_of
from stretchtui.domain.cues.cue_sheet import Cue
from stretchtui.domain.sound import SoundSettings
from stretchtui.words import sound

Ended = Callable[["Backend", ExitKind, float], None]
"""Told by which backend a cue went out, how its process ended, and after how many seconds."""


class Backend(Protocol):
    """Something that calls cues out, one at a time, and never makes anyone wait."""

    name: str
    """What it is, for people: `espeak-ng`, `chimes by paplay`."""

    def call(self, cue: Cue) -> None:
        """Begin a cue, ending the one before; returns at once."""
        ...

    def stop(self) -> None:
        """Be silent at once; from any thread."""
        ...

    async def over(self) -> None:
        """Wait until the cue is over."""
        ...

    async def close(self) -> None:
        """Be silent, and leave nothing behind."""
        ...


class Silence:
    """No sound at all."""

    name = sound.NO_SOUND

    def call(self, cue: Cue) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""

    async def over(self) -> None:
        """Wait for nothing."""

    async def close(self) -> None:
        """Do nothing."""


class Bell(Silence):
    """The terminal's bell, for the cues that have a chime; the last seconds are left uncounted."""

    name = sound.BELL

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring

    def call(self, cue: Cue) -> None:
        """Ring once."""
        if tone_of(cue) not in (None, Tone.COUNT, Tone.HALFWAY):
            self._ring()


class _ByProcess(Backend):
    """Calls each cue out by a process of its own, which the next cue ends."""

    def __init__(self, name: str, ended: Ended) -> None:
        self.name = name
        self._ended = ended
        self._child = ProcessSlot(partial(ended, self))

    def stop(self) -> None:
        """End the process."""
        self._child.stop()

    async def over(self) -> None:
        """Wait until the process has ended."""
        await self._child.over()

    async def close(self) -> None:
        """End the process and see it gone."""
        await self._child.close()


class Voice(_ByProcess):
    """Speaks each cue's text by an engine."""

    def __init__(self, engine: Engine, settings: SoundSettings, ended: Ended) -> None:
        super().__init__(engine.name, ended)
        self._engine = engine
        self._settings = settings

    def call(self, cue: Cue) -> None:
        """Speak a cue."""
        job = self._engine.job(cue.text, self._settings)
        if job is not None:
            self._child.run(job)


class Chime(_ByProcess):
    """Plays each cue's tone by a player."""

    def __init__(self, player: Player, tones: Tones, ended: Ended) -> None:
        super().__init__(sound.chimes_by(player.name), ended)
        self._player = player
        self._tones = tones

    def call(self, cue: Cue) -> None:
        """Play the tone of a cue that has one."""
        tone = tone_of(cue)
        if tone is None:
            return
        try:
            file = self._tones.file(tone)
        except OSError:
            self._ended(self, ExitKind.GONE, 0.0)
            return
        self._child.run(self._player.job(file, lasts_s(tone)))


class WindowsChime(Silence):
    """Plays each cue's tone by Windows itself, without a process."""

    name = sound.CHIMES_BY_WINDOWS

    def __init__(self, tones: Tones, ended: Ended) -> None:
        self._tones = tones
        self._ended = ended

    def call(self, cue: Cue) -> None:
        """Play the tone of a cue that has one; a new one ends the one before."""
        tone = tone_of(cue)
        if tone is None:
            return
        try:
            _play_on_windows(str(self._tones.file(tone)))
        except (OSError, RuntimeError, ImportError):
            self._ended(self, ExitKind.GONE, 0.0)

    def stop(self) -> None:
        """Stop the tone."""
        with contextlib.suppress(OSError, RuntimeError, ImportError):
            _play_on_windows(None)


def _play_on_windows(file: str | None) -> None:
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - there is none elsewhere

        winsound.PlaySound(file, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
    else:
        raise ImportError("winsound")
