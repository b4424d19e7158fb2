"""The wellness notice."""

from __future__ import annotations

from textual.widgets import Static

from stretchtui.words.overview import BEFORE_YOU_BEGIN


class Notice(Static):
    """Says what the program is not, before the first session."""

    def __init__(self, *also: str) -> None:
        super().__init__("\n".join((BEFORE_YOU_BEGIN, *also)), markup=False)
