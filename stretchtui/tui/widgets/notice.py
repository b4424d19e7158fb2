"""The wellness notice."""

from __future__ import annotations

from textual.widgets import Static

from stretchtui.words.overview import BEFORE_YOU_BEGIN, urgent_page


class Notice(Static):
    """Says what the program is not, before the first session, and which key opens the page of urgent care."""

    def __init__(self, urgent_key: str, *also: str) -> None:
        super().__init__("\n".join((f"{BEFORE_YOU_BEGIN} {urgent_page(urgent_key)}", *also)), markup=False)
