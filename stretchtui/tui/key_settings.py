"""The keys as they are for this person: the bindings' own, save where the settings give others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from stretchtui.tui.compat import merged_bindings
from stretchtui.tui.widgets.key_names import key_name

if TYPE_CHECKING:
    from stretchtui.domain.keymap import Keys

PlaceRows = tuple[str, tuple[tuple[str, str], ...]]


class KeySettings:
    """Which keys the settings give to the actions of a program; the catalogue of all keys is made only if asked for."""

    def __init__(self, program: type[App[Any]]) -> None:
        self._program = program
        self._given: Keys = {}

    def take(self, wanted: Mapping[str, str]) -> tuple[dict[str, str], Sequence[str]]:
        """Take the keys of the settings: the keymap for Textual, and a sentence for each that cannot be given."""
        if not wanted:
            return {}, ()
        from stretchtui.tui import key_catalogue

        self._given, complaints = key_catalogue.taken(self._program, wanted)
        return (key_catalogue.keymap(self._program, self._given) if self._given else {}), complaints

    def name_of(self, binding: str, screen: type[Screen[Any]]) -> str:
        """Name the key of a binding, by its id, for a text on a screen."""
        if binding in self._given:
            return key_name(self._given[binding][0])
        for key, declared in merged_bindings(screen):
            if declared.id == binding:
                return key_name(key)
        from stretchtui.tui import key_catalogue

        entries = key_catalogue.entries(self._program, self._given)
        return key_name(next(entry.keys[0] for entry in entries if entry.id == binding))

    def help_rows(self) -> list[PlaceRows]:
        """Give for each place of the program its keys and what they do."""
        from stretchtui.tui import key_catalogue

        return [*key_catalogue.rows(self._program, self._given)]
