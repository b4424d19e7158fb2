"""The line of keys at the bottom: what can be done here, in one widget that is drawn only when that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import one_line
from stretchtui.tui.widgets.key_names import KeyGroup, key_sign

LAST = "open_help"
"""The action that keeps its place in a window too narrow for all: it explains the others."""

LAST_PLACE = 999
"""The place of a binding that its widget's class does not declare."""

ARROWS = frozenset("←→↑↓")


@dataclass(frozen=True)
class KeyTarget:
    """A key that can be clicked: `key` is pressed then, `sign` is read, `tooltip` says what it does."""

    key: str
    sign: str
    action: str
    tooltip: str
    enabled: bool = True


@dataclass(frozen=True)
class KeyWord:
    """One or several keys and the word behind them; with several, the word belongs to none of them."""

    targets: tuple[KeyTarget, ...]
    word: str

    @property
    def keys(self) -> str:
        """The keys' signs, side by side."""
        return self._between.join(target.sign for target in self.targets)

    @property
    def _between(self) -> str:
        return " " if all(target.sign in ARROWS for target in self.targets) else "/"

    @property
    def width(self) -> int:
        """Cells it takes, with a blank on both sides and between its halves."""
        return cell_len(self.keys) + cell_len(self.word) + 3

    def at(self, x: int) -> KeyTarget | None:
        """Give the key that a cell belongs to, counted from the first; between two keys is none."""
        if len(self.targets) == 1:
            return self.targets[0] if 0 <= x < self.width else None
        start = 1
        for number, target in enumerate(self.targets):
            end = start + cell_len(target.sign)
            first, last = number == 0, number == len(self.targets) - 1
            if start - first <= x < end + last:
                return target
            start = end + 1
        return None


def fitting(words: Iterable[KeyWord], width: int) -> tuple[KeyWord, ...]:
    """Leave out what a width in cells has no room for, from the end on, help last of all."""
    found = list(words)
    while len(found) > 1 and sum(word.width for word in found) > width:
        found.pop(-2 if found[-1].targets[0].action.endswith(LAST) else -1)
    return tuple(found)


class KeyLine(Widget):
    """Shows the keys that work where the focus is; a click on one presses it.

    `words` gives another word for an action while it stands for something else, such as to go
    on while paused; it is asked whenever the screen's bindings are refreshed.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--word"}

    hovered: reactive[KeyTarget | None] = reactive[KeyTarget | None](None)

    def __init__(self, words: Callable[[], Mapping[str, str]] = dict) -> None:
        super().__init__()
        self._words = words
        self._bound: tuple[KeyWord, ...] = ()

    @property
    def keys(self) -> tuple[KeyWord, ...]:
        """What is on show, from left to right."""
        return fitting(self._bound, self.size.width)

    def on_mount(self) -> None:
        """Follow the bindings of the screen; those there are now show with its first picture."""
        self._follow(self.screen)
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
        """Give each binding with a key to be shown once, by the first of its keys that works here."""
        words = self._words()
        found: dict[object, list[KeyTarget]] = {}
        named: dict[object, str] = {}
        for active in working_bindings(screen):
            binding = active.binding
            if not binding.show:
                continue
            group = binding.group if isinstance(binding.group, KeyGroup) else None
            place = group or binding.id or binding.action
            found.setdefault(place, []).append(_target(active))
            named[place] = group.description if group else words.get(binding.action, binding.description)
        return tuple(KeyWord(tuple(targets), named[place]) for place, targets in found.items())

    def render(self) -> Text:
        """Draw the keys side by side."""
        key_style = self.get_component_rich_style("key-line--key")
        word_style = self.get_component_rich_style("key-line--word")
        line = Text(no_wrap=True, end="")
        for word in self.keys:
            line.append(f" {word.keys} ", key_style)
            hovered = len(word.targets) == 1 and word.targets[0] == self.hovered
            line.append(f"{word.word} ", key_style if hovered else word_style)
        return line

    def target_at(self, x: int) -> KeyTarget | None:
        """Give the key at a cell of the line."""
        for word in self.keys:
            if x < word.width:
                return word.at(x)
            x -= word.width
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the key under the mouse."""
        self.hovered = self.target_at(event.x)
        self.tooltip = self.hovered.tooltip if self.hovered else None

    def on_leave(self) -> None:
        """Explain nothing any more."""
        self.hovered = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that was clicked."""
        target = self.target_at(event.x) if event.button == 1 else None
        if target is not None and target.enabled:
            self.app.simulate_key(target.key)


def working_bindings(screen: Screen[Any]) -> Iterator[ActiveBinding]:
    """Give the bindings that work where the focus is, each with the first of its keys that does, as declared.

    Keys of the settings stand where those they replace stood.
    """
    places: dict[DOMNode, int] = {}
    first: dict[tuple[int, int], ActiveBinding] = {}
    for active in screen.active_bindings.values():
        node, binding = active.node, active.binding
        depth = places.setdefault(node, len(places))
        number = _places(type(node)).get((binding.id, binding.action), LAST_PLACE)
        first.setdefault((depth, number), active)
    for _, active in sorted(first.items(), key=lambda item: item[0]):
        yield active


@lru_cache(maxsize=128)  # asked for every key, whenever one may work or work no more
def _places(kind: type[DOMNode]) -> Mapping[tuple[str | None, str], int]:
    """Give the places of the bindings that a class declares, its bases' last, each by its id and action."""
    declared = [item for base in kind.__mro__ for item in vars(base).get("BINDINGS", ())]
    numbered = [(item, number) for number, item in enumerate(declared) if isinstance(item, Binding)]
    return {(item.id, item.action): number for item, number in reversed(numbered)}


def _target(active: ActiveBinding) -> KeyTarget:
    binding = active.binding
    return KeyTarget(
        key=binding.key,
        sign=one_line(key_sign(binding.key)),
        action=binding.action,
        tooltip=active.tooltip or binding.description,
        enabled=active.enabled,
    )
