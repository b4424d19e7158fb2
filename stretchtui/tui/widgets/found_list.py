"""What was found for a text that is typed above it."""

from __future__ import annotations

from textual import events
from textual.widgets import Input, OptionList


class FoundList(OptionList, can_focus=False, inherit_bindings=False):
    """Lists what was found; the keys are those of the field above it."""

    def on_click(self, event: events.Click) -> None:
        """Look at the row that was clicked."""
        event.prevent_default()
        row = event.style.meta.get("option")
        if row is not None:
            self.highlighted = row
            self.screen.query_one(Input).focus()

    def choose(self, step: int) -> None:
        """Look at another row, so many further on."""
        if self.option_count:
            self.highlighted = min(max((self.highlighted or 0) + step, 0), self.option_count - 1)
