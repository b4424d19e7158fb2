"""For terminals without UTF-8: every character of the screen as its nearest ASCII one."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from stretchtui.words.transliterate import in_ascii


class AsciiFilter(LineFilter):
    """Turns lines to ASCII on their way to the terminal, width for width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Turn a line's segments to ASCII."""
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]
