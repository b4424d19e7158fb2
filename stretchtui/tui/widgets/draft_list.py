"""The lines of a routine that is changed, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchtui.tui.widgets.clicked_list import ClickedList
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted

CHOOSING = KeyGroup(explanation="Choose a line")
MOVING = KeyGroup("Move", explanation="Move the line up, or down")
PAGES = KeyGroup(explanation="A page of lines up, or down")
ENDS = KeyGroup(explanation="The first line, the last one")


class DraftList(ClickedList, inherit_bindings=False):
    """Lists lines, each in two rows; a click chooses, and Enter leads to the fields."""

    BINDINGS: ClassVar = [
        listed("editor-edit", "enter", "screen.edit", "Change", "Change the line's dose, side and note"),
        unlisted("editor-up", "up,k", "cursor_up", "Line above", "The line above", CHOOSING),
        unlisted("editor-down", "down,j", "cursor_down", "Line below", "The line below", CHOOSING),
        listed("editor-move-up", "K", "screen.move(-1)", "Move up", "Move the line up", MOVING),
        listed("editor-move-down", "J", "screen.move(1)", "Move down", "Move the line down", MOVING),
        listed("editor-remove", "minus,delete", "screen.remove", "Remove", "Take the line out"),
        unlisted("editor-page-up", "pageup", "page_up", "Page up", "A page of lines up", PAGES),
        unlisted("editor-page-down", "pagedown", "page_down", "Page down", "A page of lines down", PAGES),
        unlisted("editor-first", "home", "first", "First", "The first line", ENDS),
        unlisted("editor-last", "end", "last", "Last", "The last line", ENDS),
    ]

    @dataclass
    class Chosen(Message):
        """Another line was chosen, by its number from 0."""

        number: int

    _drawn: Sequence[Content] = ()

    def show(self, rows: Sequence[Content], chosen: int) -> None:
        """Show lines, one of them chosen; nothing is drawn anew that is shown already."""
        with self.prevent(OptionList.OptionHighlighted):
            if len(rows) != self.option_count:
                self.clear_options()
                self.add_options(Option(row) for row in rows)
            else:
                for number, (row, drawn) in enumerate(zip(rows, self._drawn, strict=True)):
                    if row != drawn:
                        self.replace_option_prompt_at_index(number, row)
            self._drawn = tuple(rows)
            self.highlighted = chosen if rows else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which line was chosen."""
        event.stop()
        self.post_message(self.Chosen(event.option_index))
