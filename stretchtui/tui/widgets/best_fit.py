"""A line that says as much as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from stretchtui.tui.widgets.cached_lines import CachedText


class BestFit(CachedText):
    """Shows the first of some texts that fits its width, the longest first; the last one where none does."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._texts: Sequence[str] = ()

    def show(self, texts: Sequence[str]) -> None:
        """Say one of these, which say the same in fewer and fewer words."""
        self._texts = texts
        self._choose()

    def on_resize(self) -> None:
        """Choose again for the new width."""
        self._choose()

    def _choose(self) -> None:
        if self._texts:
            fitting = (text for text in self._texts if Content(text).cell_length <= self.size.width)
            self.say(next(fitting, self._texts[-1]))
