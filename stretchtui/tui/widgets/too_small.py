"""Stands over a screen for which the window is too small."""

from __future__ import annotations

from textual.widgets import Static

LEAST = (36, 12)
"""The fewest columns and lines on which every screen can be read."""


class TooSmall(Static):
    """Says that the window is too small; the stylesheet shows it only while that is so."""

    def __init__(self) -> None:
        super().__init__(f"Too small. Needs {LEAST[0]}x{LEAST[1]}.", markup=False)
