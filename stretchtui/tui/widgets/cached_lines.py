"""Widgets that are laid out and drawn once for each change: of their own, not of one beside them."""

from __future__ import annotations

from typing import Self

from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static


class LaidOutOnce(Widget):
    """Asks for no second layout when the first one has changed its size, as Textual's widgets do.

    What scrolls is still laid out again by Textual when its bar comes or goes. To be named as `CachedLines` is.
    """

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)


class CachedLines(LaidOutOnce):
    """Keeps its lines until it is refreshed or styled anew.

    Textual asks each widget under the same container for its lines when one of them changes.
    To be named after the widget's own class, which Textual takes the style from.
    """

    _cached: tuple[Size, Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of a region, as they were unless something changed."""
        if self._cached is None or self._cached[:2] != (self.size, crop):
            self._cached = self.size, crop, super().render_lines(crop)
        return self._cached[2]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew."""
        self._cached = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw anew in the new style."""
        self._cached = None
        super().notify_style_update()


class CachedText(Static, CachedLines):
    """Text that is drawn and laid out only when it changes."""

    def __init__(self, text: str | Content = "", *, id: str | None = None) -> None:  # noqa: A002
        self._text = _content(text)
        super().__init__(self._text, id=id)

    def say(self, text: str | Content) -> None:
        """Show a text; where it takes no more and no less room, nothing else moves."""
        before, self._text = self._text, _content(text)
        if not self._text.is_same(before):
            self.update(self._text, layout=not self._same_room(before))

    @property
    def rows(self) -> int:
        """How many rows the text takes at its present width."""
        return self._text.get_height({}, self.content_size.width)

    def _same_room(self, before: Content) -> bool:
        """Tell whether the text takes as much room as the one before, of the dimensions that follow it."""
        styles, width = self.styles, self.content_size.width
        if not (self.display and styles.auto_dimensions):
            return True
        if self.size.height <= 1 and self._text.cell_length == before.cell_length:
            return True
        if styles.is_auto_width or not width:
            return False
        return self._text.get_height({}, width) == before.get_height({}, width)


def _content(text: str | Content) -> Content:
    return text if isinstance(text, Content) else Content(text)
