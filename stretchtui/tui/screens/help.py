"""Help: the keys, the wellness notice, when back pain needs urgent care, and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
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
from stretchtui.tui.widgets.key_names import KeyGroup, listed
from stretchtui.words import labels, safety

PAGES = KeyGroup("Page", explanation="Turn to another page of the help")

MOST_WIDE = 130
"""Cells that the page of keys takes at most."""

BESIDE = 6
"""Cells beside the text: margins, and the scroll bar."""


class HelpScreen(BaseScreen[None]):
    """Explains the keys and says what the program is not."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar = [
        listed("help-back", "q,escape,question_mark,f1", "dismiss", "Back", "Back to where you came from"),
        listed("help-before", "left,h,left_square_bracket", "turn(-1)", "Page before", "The page before", PAGES),
        listed("help-after", "right,l,right_square_bracket", "turn(1)", "Next page", "The next page", PAGES),
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
            (safety.KEYS_PAGE, "help-keys", Content("")),
            (safety.WELLNESS_PAGE, "help-wellness", _wellness_text(self.context.routine, self.key_of("session-pain"))),
            (safety.URGENT_PAGE, "help-urgent", _urgent_text(self.context.config.emergency_number)),
            (safety.ABOUT_PAGE, "help-about", _about_text(self.context)),
        )
        with TabbedContent(initial=self._page, id="help-pages"):
            for title, page, text in pages:
                with TabPane(title, id=page), VerticalScroll(can_focus=False):
                    yield Static(text, classes="help-text")
        yield KeyLine()

    def on_mount(self) -> None:
        """Leave the keys to the screen: the tabs are for the mouse."""
        self.query_one(Tabs).can_focus = False

    def on_resize(self, _: events.Resize) -> None:
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
        Content.styled(safety.WHAT_THIS_IS, "bold"),
        Content(safety.GUIDES),
        Content(labels.WELLNESS_NOTICE),
        Content(""),
        Content.styled(safety.WHILE_YOU_STRETCH, "bold"),
        *_list(safety.while_you_stretch(pain_key)),
        Content(""),
        Content.styled(safety.ABOUT_MORNINGS, "bold"),
        *_list(routine.disclosures),
        Content(""),
        Content.styled(safety.WHO_ASKS_FIRST, "bold"),
        *_list(tuple(dict.fromkeys(text for exercise in routine.exercises for text in exercise.ask_first))),
    ]
    return Content("\n").join(parts)


def _urgent_text(emergency_number: str) -> Content:
    parts = [
        Content(safety.SAME_FOR_ALL),
        *(
            line
            for heading, signs in safety.signs(emergency_number)
            for line in (Content(""), Content.styled(heading, "bold"), *_list(signs))
        ),
        Content(""),
        Content(safety.LASTING_STIFFNESS),
        Content(""),
        Content.styled(safety.SIGNS_FROM, "$foreground-muted"),
    ]
    return Content("\n").join(parts)


def _about_text(context: AppContext) -> Content:
    source = context.routine.source
    parts = [
        Content.styled(f"StretchTUI {__version__}", "bold"),
        Content(""),
        Content(safety.routine_name(context.routine.name)),
        Content(safety.source(source.title, source.author)),
        Content(source.note),
        Content(safety.OUR_CHOICE),
        Content(""),
        Content.styled(safety.WHERE_THINGS_ARE, "bold"),
        *(Content(f"{name.ljust(10)} {path}") for name, path in context.locations.as_dict().items()),
    ]
    return Content("\n").join(parts)


def _list(texts: Iterable[str]) -> list[Content]:
    return [Content(f"- {text}") for text in texts]
