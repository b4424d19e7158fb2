"""The chimes: soft tones, one for each thing to do, made with the standard library alone."""

from __future__ import annotations

import array
import io
import math
import sys
import wave
from enum import StrEnum
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.domain.cues.cue_sheet import Cue, CueKind
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.system import files

SAMPLES_A_SECOND = 22050
LOUDEST = 0.4
"""Peak of a tone at full volume, 1 being the most a file can hold."""

FADE_IN_S, FADE_OUT_S = 0.02, 0.06
"""Every tone begins and ends in silence, without a click."""

MAKE = 1
"""Raised when a tone changes, so that files made earlier are not taken for it."""

_PARTIALS = ((1.0, 1.0), (2.0, 0.22), (3.01, 0.07))
"""What a tone is made of: multiples of its pitch, and how strong each is; a soft bell."""


class Tone(StrEnum):
    """The chimes there are."""

    READY = "ready"
    MOVE_IN = "move-in"
    HOLD = "hold"
    HALFWAY = "halfway"
    COUNT = "count"
    MOVE_OUT = "move-out"
    SWITCH_SIDES = "switch-sides"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Note:
    """One note: when it begins and how long it sounds, in seconds, its pitch in hertz, its strength from 0 to 1."""

    at_s: float
    lasts_s: float
    pitch: float
    strength: float = 1.0


_C4, _G4, _A4, _C5, _E5, _G5, _A5, _C6 = 261.6, 392.0, 440.0, 523.3, 659.3, 784.0, 880.0, 1046.5

NOTES: dict[Tone, tuple[Note, ...]] = {
    Tone.READY: (Note(0.0, 0.5, _C4), Note(0.22, 0.7, _G4)),
    Tone.MOVE_IN: (Note(0.0, 0.35, _C5), Note(0.18, 0.5, _E5)),
    Tone.HOLD: (Note(0.0, 0.9, _G4),),
    Tone.HALFWAY: (Note(0.0, 0.18, _A4, 0.7), Note(0.2, 0.3, _A4, 0.7)),
    Tone.COUNT: (Note(0.0, 0.16, _A5, 0.5),),
    Tone.MOVE_OUT: (Note(0.0, 0.35, _E5), Note(0.18, 0.6, _C5)),
    Tone.SWITCH_SIDES: (Note(0.0, 0.3, _C5), Note(0.18, 0.3, _G5), Note(0.36, 0.5, _C5)),
    Tone.PAUSED: (Note(0.0, 0.3, _G4), Note(0.2, 0.6, _C4)),
    Tone.OVER: (Note(0.0, 0.5, _C5), Note(0.2, 0.5, _E5), Note(0.4, 0.5, _G5), Note(0.6, 1.2, _C6, 0.8)),
}

_OF_CUES: dict[CueKind, Tone] = {
    CueKind.EXERCISE: Tone.READY,
    CueKind.MOVE_IN: Tone.MOVE_IN,
    CueKind.HOLD: Tone.HOLD,
    CueKind.HALFWAY: Tone.HALFWAY,
    CueKind.COUNT: Tone.COUNT,
    CueKind.MOVE_OUT: Tone.MOVE_OUT,
    CueKind.SWITCH_SIDES: Tone.SWITCH_SIDES,
    CueKind.STOPPED: Tone.MOVE_OUT,
    CueKind.PAUSED: Tone.PAUSED,
    CueKind.OVER: Tone.OVER,
}

_OF_PHASES: dict[PhaseKind, Tone] = {
    PhaseKind.GET_READY: Tone.READY,
    PhaseKind.MOVE_OUT: Tone.MOVE_OUT,
    PhaseKind.SWITCH_SIDES: Tone.SWITCH_SIDES,
}


def tone_of(cue: Cue) -> Tone | None:
    """Choose the chime for a cue; None for cues that only add words."""
    if cue.kind is CueKind.RESUMED:
        return _OF_PHASES.get(cue.phase.kind, Tone.MOVE_IN)
    return _OF_CUES.get(cue.kind)


def lasts_s(tone: Tone) -> float:
    """Give how long a tone is, in seconds."""
    return max(note.at_s + note.lasts_s for note in NOTES[tone])


def samples(tone: Tone, volume: int) -> array.array[int]:
    """Make a tone at a volume in percent: 16-bit samples, one channel."""
    mixed = [0.0] * round(lasts_s(tone) * SAMPLES_A_SECOND)
    for note in NOTES[tone]:
        start = round(note.at_s * SAMPLES_A_SECOND)
        for index, value in enumerate(_sounded(note), start):
            if index < len(mixed):
                mixed[index] += value
    peak = max(map(abs, mixed))
    strongest = max(note.strength for note in NOTES[tone])
    scale = 32767 * LOUDEST * strongest * volume / 100 / peak
    return array.array("h", (round(value * scale) for value in mixed))


def _sounded(note: Note) -> list[float]:
    count = round(note.lasts_s * SAMPLES_A_SECOND)
    turn = 2 * math.pi * note.pitch / SAMPLES_A_SECOND
    decay = 3.0 / count
    fade_in, fade_out = FADE_IN_S * SAMPLES_A_SECOND, FADE_OUT_S * SAMPLES_A_SECOND
    partials = [[part * math.sin(turn * multiple * at) for at in range(count)] for multiple, part in _PARTIALS]
    return [
        note.strength * math.exp(-decay * at) * min(1.0, at / fade_in, (count - 1 - at) / fade_out) * together
        for at, together in enumerate(map(sum, zip(*partials, strict=True)))
    ]


class Tones:
    """Files of tones in a folder of ours, each made when it is first asked for."""

    def __init__(self, folder: Path, volume: int) -> None:
        self._folder = folder
        self._volume = volume
        self._made: dict[Tone, Path] = {}

    def file(self, tone: Tone) -> Path:
        """Give the file of a tone; raises OSError when it cannot be written."""
        if tone not in self._made:
            path = self._folder / f"{tone.value}-{MAKE}-{self._volume}.wav"
            data = as_wave(samples(tone, self._volume))
            files.make_inner(self._folder)
            if not _holds(path, data):
                files.write(path, data)
            self._made[tone] = path
        return self._made[tone]


def as_wave(values: array.array[int]) -> bytes:
    """Write samples as a WAV file's bytes."""
    if sys.byteorder == "big":
        values = array.array("h", values)
        values.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLES_A_SECOND)
        writer.writeframes(values.tobytes())
    return file.getvalue()


def _holds(path: Path, data: bytes) -> bool:
    try:
        return files.read(path, limits.TONE_BYTES) == data
    except OSError:
        return False
