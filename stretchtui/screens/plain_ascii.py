"""For terminals without UTF-8: every character of the screen as its nearest ASCII one."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_LIKE = {
    "-": "─━═╌╍┄┅┈┉╴╶╸╺–—‐▔▁",
    "|": "│┃║┆┇┊┋╎╏▏▕▎▍",
    "+": "┌┐└┘╭╮╰╯┏┓┗┛╔╗╚╝├┤┬┴┼┠┨╠╣╦╩╬╪╫",
    "#": "█▇▆▅▄▃▂▀▌▐▊▋▉■●▪",
    '"': "“”„",
    "'": "‘’",
    "<": "←‹",
    ">": "→›▶",
    "^": "↑▲△",
    "v": "↓▼",
    ".": "·…•",
    "o": "○◐◉",
    " ": "\N{NO-BREAK SPACE}",
    "~": "⏎⌫",
}
_TABLE = str.maketrans({odd: plain for plain, odds in _LIKE.items() for odd in odds})


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """Replace every character that is not ASCII by one that is, "?" where none is like it."""
    return text if text.isascii() else text.translate(_TABLE).encode("ascii", "replace").decode("ascii")


class AsciiFilter(LineFilter):
    """Turns lines to ASCII on their way to the terminal, width for width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Turn a line's segments to ASCII."""
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]
