"""Which characters a picture is made of: by what a terminal draws well, and by how much room there is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stretchtui.drawing.cells import Rendering

_VTE_SEXTANTS = 6600
_GHOSTTY_OCTANTS = (1, 2)


def finest_blocks(environment: Mapping[str, str]) -> Rendering | None:
    """Tell the finest blocks of the terminal that an environment speaks of; None where it is not known.

    Inside a multiplexer nothing is known: its variables may be those of another terminal.
    """
    if environment.get("TMUX") or environment.get("STY"):
        return None
    program = environment.get("TERM_PROGRAM", "").lower()
    if program == "ghostty":
        version = tuple(int(number) for number in re.findall(r"\d+", environment.get("TERM_PROGRAM_VERSION", ""))[:2])
        return Rendering.OCTANT if version >= _GHOSTTY_OCTANTS else Rendering.SEXTANT
    term = environment.get("TERM", "")
    knows = (
        program == "wezterm"
        or term.startswith(("foot", "xterm-kitty"))
        or any(environment.get(name) for name in ("KITTY_WINDOW_ID", "WT_SESSION"))
    )
    vte = environment.get("VTE_VERSION", "")
    return Rendering.SEXTANT if knows or (vte.isdecimal() and int(vte) >= _VTE_SEXTANTS) else None


def rendering_for(columns: int, rows: int) -> Rendering:
    """Choose the better rendering for a space: blocks read solid where large, braille is fine where small."""
    return Rendering.SOLID if columns >= 56 and rows >= 15 else Rendering.BRAILLE
