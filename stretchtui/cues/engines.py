"""Speech engines: which there are on this machine, and how each is told what to say."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from stretchtui.cues.process import Job
from stretchtui.domain.choices import RATE
from stretchtui.domain.cues.speech import speech_s
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.sound import SoundSettings, VoiceEngine
from stretchtui.domain.text import one_line
from stretchtui.system.program import PROGRAM
from stretchtui.words import sound

Which = Callable[[str], str | None]

MOST_CHARACTERS = 600
"""Of one cue; nobody listens longer, and the next cue ends it anyway."""

_NOT_SPOKEN = re.compile("[\ufffd\\[\\]<>{}|\\\\^`~*_#]+")
"""Signs that an engine may take for markup or phonemes, and that nobody speaks."""

SAPI_SCRIPT = (
    "[Console]::InputEncoding = [System.Text.Encoding]::UTF8; "
    "$voice = [Console]::In.ReadLine(); $text = [Console]::In.ReadToEnd(); "
    "Add-Type -AssemblyName System.Speech; $s = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "if ($voice) {{ $s.SelectVoice($voice) }}; $s.Rate = {rate}; $s.Volume = {volume}; $s.Speak($text)"
)


@dataclass(frozen=True, slots=True)
class Engine:
    """A speech engine: its kind, its program, and how that is called."""

    kind: VoiceEngine
    path: str
    arrange: Callable[[str, SoundSettings, str], Job]

    @property
    def name(self) -> str:
        """The engine's name for people."""
        return sound.WINDOWS_SPEECH if self.kind is VoiceEngine.SAPI else self.kind.value

    def job(self, text: str, settings: SoundSettings) -> Job | None:
        """Give the command that says a text; None when nothing in it can be said."""
        said = speakable(text)
        return self.arrange(self.path, settings, said) if said else None


def speakable(text: str) -> str:
    """Make a text harmless for any engine: one line of words and plain punctuation."""
    return " ".join(_NOT_SPOKEN.sub(" ", one_line(text)).split())[:MOST_CHARACTERS].strip()


def find(settings: SoundSettings, which: Which, platform: str) -> Engine | None:
    """Look for the engine that the settings name, or for the first there is on this kind of system."""
    for kind, program, arrange in _known(platform):
        if settings.engine in (kind, VoiceEngine.AUTO):
            path = which(program)
            if path:
                return Engine(kind, path, arrange)
    return None


def advice(platform: str) -> str:
    """Say what to install for the voice."""
    if platform in ("win32", "darwin"):
        return sound.TURN_ON_SPEECH
    return sound.INSTALL_ENGINE


def _known(platform: str) -> list[tuple[VoiceEngine, str, Callable[[str, SoundSettings, str], Job]]]:
    own: dict[str, list[tuple[VoiceEngine, str, Callable[[str, SoundSettings, str], Job]]]] = {
        "darwin": [(VoiceEngine.SAY, "say", _say)],
        "win32": [(VoiceEngine.SAPI, "powershell", _sapi)],
    }
    return [
        *own.get(platform, ()),
        (VoiceEngine.ESPEAK, "espeak-ng", _espeak),
        (VoiceEngine.DISPATCHER, "spd-say", _spd),
    ]


def _limit_s(text: str, settings: SoundSettings) -> float:
    """Give the time after which an engine that still speaks is taken to hang."""
    return 1.6 * speech_s(text, settings.rate) + 1.5


def _espeak(path: str, settings: SoundSettings, text: str) -> Job:
    voice = ("-v", settings.voice) if settings.voice else ()
    argv = (path, "-s", str(settings.rate), "-a", str(settings.volume), *voice, "--", text)
    return Job(argv=argv, limit_s=_limit_s(text, settings))


def _spd(path: str, settings: SoundSettings, text: str) -> Job:
    """Speech-dispatcher speaks on after spd-say is over, and is silenced by another call of it."""
    slower = settings.rate < RATE
    rate = round((settings.rate - RATE) / (RATE - 80 if slower else 450 - RATE) * 100)
    voice = ("-y", settings.voice) if settings.voice else ()
    volume = str(2 * settings.volume - 100)
    argv = (path, "-N", PROGRAM, "-r", str(max(-100, min(100, rate))), "-i", volume, *voice, "--", text)
    lasts_s = 1.5 * speech_s(text, settings.rate) + 1.0
    return Job(argv=argv, limit_s=5.0, cancel=(path, "-C"), lasts_s=lasts_s)


def _say(path: str, settings: SoundSettings, text: str) -> Job:
    voice = ("-v", settings.voice) if settings.voice else ()
    said = f"[[volm {settings.volume / 100:.2f}]] {text}"
    return Job(
        argv=(path, "-r", str(settings.rate), *voice, "-f", "-"),
        stdin=said.encode(),
        limit_s=_limit_s(text, settings),
    )


def _sapi(path: str, settings: SoundSettings, text: str) -> Job:
    rate = round(10 * math.log(settings.rate / RATE, 3))
    script = SAPI_SCRIPT.format(rate=max(-10, min(10, rate)), volume=settings.volume)
    return Job(
        argv=(path, "-NoProfile", "-NonInteractive", "-Command", script),
        stdin=f"{settings.voice}\n{text}".encode(),
        limit_s=_limit_s(text, settings) + 5.0,  # PowerShell takes its time to start
    )
