"""The wellness notice."""

from __future__ import annotations

from textual.widgets import Static

from stretchtui.words.labels import WELLNESS_NOTICE


class Notice(Static):
    """Says what the program is not, before the first session."""

    def __init__(self, *also: str) -> None:
        super().__init__("\n".join((f"Before you begin: {WELLNESS_NOTICE}", *also)), markup=False)
