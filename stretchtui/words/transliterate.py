"""Every character that is not ASCII as its nearest one that is, for terminals without UTF-8."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

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
    return text if text.isascii() else "".join(map(_nearest, text.translate(_TABLE)))


def _nearest(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else "?"
