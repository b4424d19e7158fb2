"""How cues reach the person: the ways there are, and what a voice is like."""

from __future__ import annotations

from enum import StrEnum

from stretchtui.domain.choices import RATE
from stretchtui.domain.dataclass import dataclass


class Sound(StrEnum):
    """How cues reach the person."""

    SILENT = "silent"
    CHIME = "chime"
    VOICE = "voice"


class VoiceEngine(StrEnum):
    """What speaks; AUTO takes the first one there is."""

    AUTO = "auto"
    ESPEAK = "espeak-ng"
    DISPATCHER = "spd-say"
    SAY = "say"
    SAPI = "sapi"


RATES = (80, 400)
"""Slowest and fastest voice, in words a minute."""

VOLUMES = (0, 100)
"""Softest and loudest, in percent of what engine and tones give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundSettings:
    """What the sound is like: `rate` in words a minute, `volume` in percent, "" for the engine's own `voice`."""

    engine: VoiceEngine = VoiceEngine.AUTO
    voice: str = ""
    rate: int = RATE
    volume: int = 80
