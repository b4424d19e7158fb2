"""The line of keys at the bottom: what can be done here, in one widget that is drawn only when that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from stretchtui.domain.text import one_line

LAST = "open_help"
"""The action that keeps its place in a window too narrow for all: it explains the others."""


@dataclass(frozen=True)
class KeyWord:
    """One key on the line: `key` is pressed when it is clicked, `shown` and `word` are read."""

    key: str
    shown: str
    word: str
    action: str
    tooltip: str
    enabled: bool = True

    @property
    def width(self) -> int:
        """Cells it takes, with a blank on both sides and between its halves."""
        return cell_len(self.shown) + cell_len(self.word) + 3


def fitting(keys: Iterable[KeyWord], width: int) -> tuple[KeyWord, ...]:
    """Leave out what a width in cells has no room for, from the end on, help last of all."""
    found = list(keys)
    while len(found) > 1 and sum(key.width for key in found) > width:
        found.pop(-2 if found[-1].action.endswith(LAST) else -1)
    return tuple(found)


class KeyLine(Widget):
    """Shows the keys of the screen in front; a click on one presses it.

    `words` gives another word for an action while it stands for something else, such as to go
    on while paused; it is asked whenever the screen's bindings are refreshed.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--word"}

    hovered: reactive[str] = reactive("")

    def __init__(self, words: Callable[[], Mapping[str, str]] = dict) -> None:
        super().__init__()
        self._words = words
        self._bound: tuple[KeyWord, ...] = ()

    @property
    def keys(self) -> tuple[KeyWord, ...]:
        """What is on show, from left to right."""
        return fitting(self._bound, self.size.width)

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _follow(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen and screen.app.app_focus:
            bound = self._read(screen)
            if bound != self._bound:
                self._bound = bound
                self.refresh()

    def _read(self, screen: Screen[Any]) -> tuple[KeyWord, ...]:
        """Give each action with a key to be shown once, in the order of the bindings."""
        words = self._words()
        found: dict[str, KeyWord] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if not binding.show or binding.action in found:
                continue
            found[binding.action] = KeyWord(
                key=binding.key,
                shown=one_line(self.app.get_key_display(binding)),
                word=words.get(binding.action, binding.description),
                action=binding.action,
                tooltip=active.tooltip or binding.description,
                enabled=active.enabled,
            )
        return tuple(found.values())

    def render(self) -> Text:
        """Draw the keys side by side."""
        key_style = self.get_component_rich_style("key-line--key")
        word_style = self.get_component_rich_style("key-line--word")
        line = Text(no_wrap=True, end="")
        for key in self.keys:
            line.append(f" {key.shown} ", key_style)
            line.append(f"{key.word} ", key_style if key.action == self.hovered else word_style)
        return line

    def _at(self, x: int) -> KeyWord | None:
        for key in self.keys:
            x -= key.width
            if x < 0:
                return key
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the key under the mouse."""
        key = self._at(event.x)
        self.hovered = key.action if key else ""
        self.tooltip = key.tooltip if key else None

    def on_leave(self) -> None:
        """Explain nothing any more."""
        self.hovered = ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that was clicked."""
        key = self._at(event.x)
        if key is not None and key.enabled:
            self.app.simulate_key(key.key)
