"""Where cues go that are called out beside the lines; as it stands here, nowhere."""

from __future__ import annotations

from stretchtui.domain.cues.cue_sheet import Cue
from stretchtui.words.plain import session as words


class CueSink:
    """Calls cues out loud beside the lines; as it stands here, not at all. Calling returns at once."""

    def call(self, cue: Cue) -> None:
        """Call a cue out, ending the one before."""

    def change(self) -> str:
        """Take the next way of calling cues out, and say in a sentence which that is."""
        return words.NO_SOUND

    def close(self, *, at_once: bool) -> None:
        """End it; unless that has to be at once, the last cue is waited for."""
