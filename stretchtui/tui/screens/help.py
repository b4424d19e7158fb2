"""Help: the keys, the wellness notice, when back pain needs urgent care, and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TabbedContent, TabPane, Tabs

from stretchtui import __version__
from stretchtui.domain.cycle import next_in
from stretchtui.domain.routine import Routine
from stretchtui.session.context import AppContext
from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.screens.help_keys import KeyRows, keys_text
from stretchtui.tui.screens.scrolling import scrolling
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import KeyGroup
from stretchtui.words import labels
from stretchtui.words.safety import (
    LASTING_STIFFNESS,
    SAME_FOR_ALL,
    SIGNS_FROM,
    SOON,
    URGENT_NOW,
    URGENT_SOON,
    urgent_call,
    while_you_stretch,
)

PAGES = KeyGroup("Page", explanation="Turn to another page of the help")

MOST_WIDE = 130
"""Cells that the page of keys takes at most."""

BESIDE = 6
"""Cells beside the text: margins, and the scroll bar."""


class HelpScreen(BaseScreen[None]):
    """Explains the keys and says what the program is not."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark,f1", "dismiss", "Back", id="help-back", tooltip="Back to where you came from"),
        Binding(
            "left,h,left_square_bracket",
            "turn(-1)",
            "Page before",
            id="help-before",
            tooltip="The page before",
            group=PAGES,
        ),
        Binding(
            "right,l,right_square_bracket",
            "turn(1)",
            "Next page",
            id="help-after",
            tooltip="The next page",
            group=PAGES,
        ),
        *scrolling("help", "scroll_page", line=2, page=16),
    ]

    def __init__(
        self, context: AppContext, *, keys: Sequence[tuple[str, KeyRows]] = (), page: str = "help-keys"
    ) -> None:
        super().__init__()
        self.context = context
        self._keys = keys
        self._page = page

    def compose(self) -> ComposeResult:
        """Lay out the pages."""
        pages = (
            ("Keys", "help-keys", Content("")),
            ("Wellness", "help-wellness", _wellness_text(self.context.routine, self.key_of("session-pain"))),
            ("Urgent care", "help-urgent", _urgent_text(self.context.config.emergency_number)),
            ("About", "help-about", _about_text(self.context)),
        )
        with TabbedContent(initial=self._page, id="help-pages"):
            for title, page, text in pages:
                with TabPane(title, id=page), VerticalScroll(can_focus=False):
                    yield Static(text, classes="help-text")
        yield KeyLine()

    def on_mount(self) -> None:
        """Leave the keys to the screen: the tabs are for the mouse."""
        self.query_one(Tabs).can_focus = False

    def on_resize(self) -> None:
        """Lay the keys out for the new width."""
        room = min(self.size.width, MOST_WIDE) - BESIDE
        self.query_one("#help-keys .help-text", Static).update(keys_text(room, self._keys))

    def action_turn(self, step: int) -> None:
        """Turn to the page before or after."""
        pages = self.query_one(TabbedContent)
        pages.active = next_in((pane.id or "" for pane in self.query(TabPane)), pages.active, step)

    def action_scroll_page(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one(f"#{self.query_one(TabbedContent).active} VerticalScroll").scroll_relative(
            y=lines, animate=False
        )


def _wellness_text(routine: Routine, pain_key: str) -> Content:
    parts = [
        Content.styled("What this is", "bold"),
        Content("StretchTUI guides a gentle stretching routine and keeps your own notes."),
        Content(labels.WELLNESS_NOTICE),
        Content(""),
        Content.styled("While you stretch", "bold"),
        *_list(while_you_stretch(pain_key)),
        Content(""),
        Content.styled("What to know about mornings", "bold"),
        *_list(routine.disclosures),
        Content(""),
        Content.styled("Who should ask first", "bold"),
        *_list(tuple(dict.fromkeys(text for exercise in routine.exercises for text in exercise.ask_first))),
    ]
    return Content("\n").join(parts)


def _urgent_text(emergency_number: str) -> Content:
    parts = [
        Content(SAME_FOR_ALL),
        Content(""),
        Content.styled(urgent_call(emergency_number), "bold"),
        *_list(URGENT_NOW),
        Content(""),
        Content.styled(SOON, "bold"),
        *_list(URGENT_SOON),
        Content(""),
        Content(LASTING_STIFFNESS),
        Content(""),
        Content.styled(SIGNS_FROM, "dim"),
    ]
    return Content("\n").join(parts)


def _about_text(context: AppContext) -> Content:
    source = context.routine.source
    parts = [
        Content.styled(f"StretchTUI {__version__}", "bold"),
        Content(""),
        Content(f"Routine: {context.routine.name}"),
        Content(f"Source: “{source.title}”{f', {source.author}' if source.author else ''}"),
        Content(source.note),
        Content("What the article leaves open is our own choice and is marked so with each exercise."),
        Content(""),
        Content.styled("Where your things are", "bold"),
        *(Content(f"{name.ljust(10)} {path}") for name, path in context.locations.as_dict().items()),
    ]
    return Content("\n").join(parts)


def _list(texts: Iterable[str]) -> list[Content]:
    return [Content(f"- {text}") for text in texts]
