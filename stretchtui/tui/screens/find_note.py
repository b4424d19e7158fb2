"""Finding a session by its note: as one types, the notes that have all the words, the last first."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from stretchtui.domain.history.notes import Noted, excerpt, matching
from stretchtui.domain.history.period import latest_day
from stretchtui.domain.text import one_line
from stretchtui.session.context import AppContext
from stretchtui.tui.screens.base import BaseModal
from stretchtui.tui.widgets.found_list import FoundList, finding
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed
from stretchtui.words import days as words

MOST_SHOWN = 200
"""So many notes are listed; who looks for an older one types a word of it."""


class NoteInput(Input):
    """Takes the words that are looked for; its other keys go through what was found."""

    BINDINGS: ClassVar = [
        listed("find-take", "enter", "screen.take", "Go there", "Show that session in the calendar"),
        *finding("find", "note"),
    ]


class FindNoteScreen(BaseModal[tuple[date, str] | None]):
    """Asks for words of a note; the day and id of the session that was chosen, or None."""

    AUTO_FOCUS = "#find-words"
    FOCUS = ((NoteInput,),)
    BINDINGS: ClassVar = [listed("find-back", "escape", "dismiss(None)", "Back", "Back to the calendar")]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self._noted: tuple[Noted, ...] | None = None
        self._found: tuple[Noted, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the words over the notes that have them."""
        with Vertical(id="find-box"):
            yield Static(words.FIND, id="find-title", markup=False)
            yield NoteInput(placeholder=words.FIND_HINT, compact=True, id="find-words")
            yield FoundList(id="find-found", markup=False)
            yield Static(id="find-count", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read what was noted, and show it."""
        self._read()

    @work
    async def _read(self) -> None:
        """Read the journal's notes off the event loop: there may be thirty years of them."""
        until = latest_day(self.context.today())
        found = await asyncio.to_thread(self.context.journal.summaries, date.min, until)
        self._noted = matching(found, "")
        self.look_again()

    def on_input_changed(self) -> None:
        """Find what has the words by now."""
        self.look_again()

    def look_again(self) -> None:
        """List the notes that have every word that was typed."""
        if self._noted is None:
            return
        wanted = self.query_one(Input).value
        self._found = matching(self._noted, wanted)
        room = max(20, min(92, self.size.width - 24))
        self.query_one(FoundList).show(_row(session, wanted, room) for session in self._found[:MOST_SHOWN])
        told = words.notes_found(len(self._found), one_line(wanted).strip(), MOST_SHOWN)
        self.query_one("#find-count", Static).update(told)

    def action_choose(self, step: int) -> None:
        """Look at another note."""
        self.query_one(FoundList).choose(step)

    def action_take(self) -> None:
        """Close with the session that is looked at."""
        row = self.query_one(FoundList).highlighted
        if row is not None:
            self.dismiss((self._found[row].day, self._found[row].id))


def _row(session: Noted, wanted: str, room: int) -> Content:
    note = excerpt(one_line(session.note), one_line(wanted), room)
    return Content.assemble((f"{session.day.isoformat()}  ", "$foreground-muted"), note)
