"""Widgets that seldom change beside one that always does: drawn once, not with every frame of the other."""

from __future__ import annotations

from typing import Self

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static


class CachedLines(Widget):
    """Keeps its lines until it is refreshed or styled anew.

    Textual asks each widget under the same container for its lines when one of them changes.
    To be named after the widget's own class, which Textual takes the style from.
    """

    _cached: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of a region, as they were unless something changed."""
        if self._cached is None or self._cached[0] != crop:
            self._cached = crop, super().render_lines(crop)
        return self._cached[1]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew."""
        self._cached = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw anew in the new style."""
        self._cached = None
        super().notify_style_update()


class CachedText(Static, CachedLines):
    """Plain text that is drawn and laid out only when it changes."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, id=id, markup=False)
        self._text = text

    def say(self, text: str) -> None:
        """Show a text; where it takes no more and no less room, nothing else moves."""
        if text == self._text:
            return
        same_room = self._same_room(text)
        self._text = text
        self.update(text, layout=not same_room)

    def _same_room(self, text: str) -> bool:
        """Tell whether a text takes as much room as the one on show, of the dimensions that follow it."""
        styles, width = self.styles, self.content_size.width
        if not styles.auto_dimensions or (self.size.height <= 1 and cell_len(text) == cell_len(self._text)):
            return True
        if styles.is_auto_width or not width:
            return False
        before, after = (Content(words).get_height({}, width) for words in (self._text, text))
        return before == after
