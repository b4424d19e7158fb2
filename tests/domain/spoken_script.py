"""The words of a session as prose with instants, the way a listener gets them."""

from __future__ import annotations

from collections.abc import Iterable

from stretchtui.domain.cues.cue_sheet import Cue, CueKind

HEADINGS = {CueKind.EXERCISE, CueKind.OVER}


def script(cues: Iterable[Cue]) -> str:
    """Write one line a cue: minutes, seconds and tenths, then what is said; a blank line before each exercise."""
    lines: list[str] = []
    for cue in cues:
        if cue.kind in HEADINGS and lines:
            lines.append("")
        minutes, seconds = divmod(round(cue.at_s, 1), 60)
        lines.append(f"{minutes:.0f}:{seconds:04.1f}  {cue.text}")
    return "\n".join(lines) + "\n"
