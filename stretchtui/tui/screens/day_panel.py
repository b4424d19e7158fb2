"""The day that is chosen in the calendar: its sessions, one of them in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style

from stretchtui.domain.record import SessionRecord
from stretchtui.session.context import AppContext
from stretchtui.tui.screens.day_text import day_title, nothing, session_body, session_head, session_line
from stretchtui.tui.widgets.cached_lines import CachedText, LaidOutOnce
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted

SESSIONS = KeyGroup("Session", explanation="Another session of the day, or scroll")
DAYS = KeyGroup("Day", explanation="The day before, the day after")


class DayPanel(VerticalScroll, LaidOutOnce):
    """Shows a day; of several sessions one is chosen and shown in full, the others in a line each."""

    BINDINGS: ClassVar = [
        listed("day-up", "up,k", "step(-1)", "Session before", "Session before, or scroll", SESSIONS),
        listed("day-down", "down,j", "step(1)", "Session after", "Session after, or scroll", SESSIONS),
        listed("day-before", "left,h", "screen.move_day(-1)", "Day before", "The day before", DAYS),
        listed("day-after", "right,l", "screen.move_day(1)", "Day after", "The day after", DAYS),
        unlisted("day-today", "home", "screen.today", "Today", "Today"),
    ]

    def __init__(self, context: AppContext, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.context = context
        self._day: date | None = None
        self._records: Sequence[SessionRecord] = ()
        self._due = ""
        self._index = 0

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield CachedText(id="day")

    @property
    def chosen(self) -> SessionRecord | None:
        """The session that is chosen, or None on a day without one."""
        return self._records[self._index] if self._records else None

    def forget(self) -> None:
        """Let nothing be chosen, as if no day had been shown."""
        self._day, self._records, self._index = None, (), 0

    def show(self, day: date, records: Sequence[SessionRecord], *, choose: str | None = None, due: str = "") -> None:
        """Show a day, and what is `due` on it.

        Choose a session by its id, else stay with the one chosen before, else take the last.
        """
        present = self.chosen.id if self.chosen else None
        again = day == self._day
        self._day, self._records, self._due = day, records, due
        ids = [record.id for record in records]
        wanted = choose if choose in ids else present
        self._index = ids.index(wanted) if wanted in ids else max(0, len(ids) - 1)
        self._write()
        if not again:
            self._to_chosen()

    def on_resize(self) -> None:
        """Write it for the new width."""
        if self._day is not None:
            self._write()

    def action_step(self, step: int) -> None:
        """Choose the session before or after; on a day with no other one, scroll."""
        if len(self._records) > 1:
            self.action_choose(min(max(self._index + step, 0), len(self._records) - 1))
        else:
            self.scroll_relative(y=step, animate=False)

    def action_choose(self, index: int) -> None:
        """Choose a session by its place in the day."""
        if 0 <= index < len(self._records):
            self._index = index
            self._write()
            self._to_chosen()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the session that is pressed on, before the day opens and moves from under the mouse."""
        index = event.style.meta.get("session")
        if index is not None:
            self.action_choose(index)

    def _write(self) -> None:
        assert self._day is not None  # noqa: S101
        lines = [day_title(self._day), Content("")]
        if not self._records:
            lines[1] = nothing()
        if self._due:
            lines[1:1] = [Content(self._due)]
        unicode, library = self.context.unicode, self.context.library
        for index, record in enumerate(self._records):
            if index == self._index:
                lines.append(self._head(session_head(record, library), index))
                lines += session_body(record, library, unicode=unicode, width=self.size.width)
                lines.append(Content(""))
            else:
                lines.append(self._head(session_line(record, unicode=unicode), index))
        self.query_one("#day", CachedText).say(Content("\n").join(lines).rstrip())

    def _head(self, text: Content, index: int) -> Content:
        """Mark the chosen one of several sessions; a click on another chooses it."""
        if len(self._records) == 1:
            return text
        mark = "› " if index == self._index else "  "
        head = Content.assemble(mark, text).stylize("$primary" if index == self._index else "")
        return head.stylize(Style.from_meta({"session": index}))

    def _to_chosen(self) -> None:
        """Bring the chosen session into sight, with the lines of those before it when all fits."""
        self.call_after_refresh(self._scroll_to_chosen)

    def _scroll_to_chosen(self) -> None:
        self.scroll_to(y=self._index + 2 + bool(self._due) if self._index else 0, animate=False)
