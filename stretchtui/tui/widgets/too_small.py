"""Stands over a screen for which the window is too small."""

from __future__ import annotations

from textual.widgets import Static

from stretchtui.words.overview import too_small

LEAST = (36, 12)
"""The fewest columns and lines on which every screen can be read."""


class TooSmall(Static):
    """Says that the window is too small; the stylesheet shows it only while that is so."""

    def __init__(self) -> None:
        super().__init__(too_small(*LEAST), markup=False)
