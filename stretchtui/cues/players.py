"""Players: what can play a tone's file on this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from stretchtui.cues.process import Job
from stretchtui.domain.dataclass import dataclass
from stretchtui.words import sound

Which = Callable[[str], str | None]

PLAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("paplay", ()),
    ("pw-play", ()),
    ("aplay", ("-q",)),
    ("afplay", ()),
    ("play", ("-q",)),
    ("ffplay", ("-nodisp", "-autoexit", "-loglevel", "quiet")),
)
"""Programs that play a file, the ones that mix with other sound first, and what each needs to be told."""

WINDOWS = "winsound"
"""Windows plays a file by itself; this stands for it where a program's path would be."""


@dataclass(frozen=True, slots=True)
class Player:
    """A program that plays a file; `path` is WINDOWS where the system does it itself."""

    name: str
    path: str
    options: tuple[str, ...] = ()

    def job(self, file: Path, lasts_s: float) -> Job:
        """Give the command that plays a file of so many seconds."""
        return Job(argv=(self.path, *self.options, str(file)), limit_s=lasts_s + 3.0)


def find(which: Which, platform: str) -> Player | None:
    """Look for a player."""
    if platform == "win32":
        return Player(WINDOWS, WINDOWS)
    for name, options in PLAYERS:
        path = which(name)
        if path:
            return Player(name, path, options)
    return None


def advice(platform: str) -> str:
    """Say what to install for the chimes."""
    return sound.INSTALL_PLAYER if platform == "linux" else ""
