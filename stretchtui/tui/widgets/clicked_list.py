"""A list in which a click chooses a row and no more; Textual's own takes it for Enter too."""

from __future__ import annotations

from textual import events
from textual.widgets import OptionList


class ClickedList(OptionList):
    """Chooses the row that was clicked."""

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked, and do what a click does there besides."""
        event.prevent_default()
        row = event.style.meta.get("option")
        if row is not None:
            self.highlighted = row
            self.row_clicked(event)

    def row_clicked(self, event: events.Click) -> None:
        """Do what a click on a row does besides choosing it."""
