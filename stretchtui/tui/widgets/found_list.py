"""What was found for a text that is typed above it."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input
from textual.widgets.option_list import Option

from stretchtui.tui.widgets.clicked_list import ClickedList
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted

PAGE = 8
"""So many rows are a page."""


def finding(screen: str, one: str) -> tuple[Binding, ...]:
    """Give the keys by which a field goes through what was found, each of which is called `one`."""
    rows = KeyGroup("Choose", explanation=f"Look at another {one}")
    pages = KeyGroup(explanation=f"A page of {one}s up, or down")
    up, down = f"A page of {one}s up", f"A page of {one}s down"
    return (
        listed(f"{screen}-up", "up", "screen.choose(-1)", "Above", f"The {one} above", rows),
        listed(f"{screen}-down", "down", "screen.choose(1)", "Below", f"The {one} below", rows),
        unlisted(f"{screen}-page-up", "pageup", f"screen.choose({-PAGE})", "Up", up, pages),
        unlisted(f"{screen}-page-down", "pagedown", f"screen.choose({PAGE})", "Down", down, pages),
    )


class FoundList(ClickedList, can_focus=False, inherit_bindings=False):
    """Lists what was found; the keys are those of the field above it."""

    def row_clicked(self, event: events.Click) -> None:
        """Keep typing where one typed."""
        self.screen.query_one(Input).focus()

    def show(self, rows: Iterable[Content]) -> None:
        """List what was found, the first of it looked at."""
        self.clear_options()
        self.add_options(map(Option, rows))
        self.highlighted = 0 if self.option_count else None

    def choose(self, step: int) -> None:
        """Look at another row, so many further on."""
        if self.option_count:
            self.highlighted = min(max((self.highlighted or 0) + step, 0), self.option_count - 1)
