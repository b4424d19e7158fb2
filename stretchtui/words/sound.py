"""What is said of sound: what cues go out by, what is missing for it, and what was given up."""

from __future__ import annotations

from stretchtui.domain.sound import Sound
from stretchtui.domain.text import beginning

NO_SOUND = "no sound"
BELL = "the terminal's bell"
CHIMES = "chimes"
CHIMES_BY_WINDOWS = "chimes by Windows"
WINDOWS_SPEECH = "Windows speech"

INSTALL_ENGINE = "Install espeak-ng for the voice."
TURN_ON_SPEECH = "Turn on the system's own speech, or install espeak-ng, for the voice."
INSTALL_PLAYER = "Install pulseaudio-utils (paplay) or alsa-utils (aplay) for chimes."


def chimes_by(player: str) -> str:
    """Name chimes by what plays them."""
    return f"chimes by {player}"


def chosen(sound: Sound, using: str) -> str:
    """Say which sound was chosen, and what it goes out by."""
    return f"Sound: {sound.value}" if sound is Sound.SILENT else f"Sound: {sound.value}, by {using}"


def voice_available(engine: str) -> str:
    """Say what there is for the voice."""
    return f"Voice by {engine}."


def chimes_available(player: str) -> str:
    """Say what there is for chimes."""
    return f"Chimes by {player}."


def for_chimes(instead: str) -> str:
    """Say what stands in for chimes."""
    return f"For chimes there is {instead}."


def no_engine(wanted: str, advice: str) -> str:
    """Say that no speech engine was found, or not the one that the settings name, and what to install."""
    return f"{_no_engine(wanted)}. {advice}"


def no_engine_so(wanted: str, instead: str, advice: str) -> str:
    """Say that no speech engine was found, what is done instead, and what to install."""
    return f"{_no_engine(wanted)}; {instead}. {advice}"


def _no_engine(wanted: str) -> str:
    return f"No speech engine {wanted} found" if wanted else "No speech engine found"


def no_player_so(instead: str, advice: str) -> str:
    """Say that nothing plays chimes, what is done instead, and what to install."""
    return f"No player for chimes found; {instead}. {advice}".rstrip()


def uses(output: str) -> str:
    """Say what takes the place of what is missing; "" where nothing does."""
    return f"using {output}" if output else "there will be no sound"


def stopped_working(output: str, instead: str, *, voice_named: bool) -> str:
    """Say that an output was given up, what is done instead, and what may be the cause."""
    gone = f"{beginning(output)} stopped working; {instead}."
    return f"{gone} Is there such a voice as the settings name?" if voice_named else gone
