"""The wellness notice."""

from __future__ import annotations

from textual.widgets import Static

from stretchtui.domain.wording import WELLNESS_NOTICE


class Notice(Static):
    """Says what the program is not, before the first session."""

    def __init__(self) -> None:
        super().__init__(f"Before you begin: {WELLNESS_NOTICE}", markup=False)
