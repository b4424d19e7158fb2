"""The lines of a routine that is changed, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchtui.tui.widgets.clicked_list import ClickedList
from stretchtui.tui.widgets.key_names import KeyGroup

CHOOSING = KeyGroup(explanation="Choose a line")
MOVING = KeyGroup("Move", explanation="Move the line up, or down")
PAGES = KeyGroup(explanation="A page of lines up, or down")
ENDS = KeyGroup(explanation="The first line, the last one")


class DraftList(ClickedList, inherit_bindings=False):
    """Lists lines, each in two rows; a click chooses, and Enter leads to the fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.edit", "Change", id="editor-edit", tooltip="Change the line's dose, side and note"),
        Binding(
            "up,k", "cursor_up", "Line above", show=False, id="editor-up", tooltip="The line above", group=CHOOSING
        ),
        Binding(
            "down,j",
            "cursor_down",
            "Line below",
            show=False,
            id="editor-down",
            tooltip="The line below",
            group=CHOOSING,
        ),
        Binding("K", "screen.move(-1)", "Move up", id="editor-move-up", tooltip="Move the line up", group=MOVING),
        Binding("J", "screen.move(1)", "Move down", id="editor-move-down", tooltip="Move the line down", group=MOVING),
        Binding("minus,delete", "screen.remove", "Remove", id="editor-remove", tooltip="Take the line out"),
        Binding(
            "pageup", "page_up", "Page up", show=False, id="editor-page-up", tooltip="A page of lines up", group=PAGES
        ),
        Binding(
            "pagedown",
            "page_down",
            "Page down",
            show=False,
            id="editor-page-down",
            tooltip="A page of lines down",
            group=PAGES,
        ),
        Binding("home", "first", "First", show=False, id="editor-first", tooltip="The first line", group=ENDS),
        Binding("end", "last", "Last", show=False, id="editor-last", tooltip="The last line", group=ENDS),
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
