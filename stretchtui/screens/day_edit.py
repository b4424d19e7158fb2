"""Adding a session that was done without the program, and editing the notes of one."""

from __future__ import annotations

import os
from datetime import date

from stretchtui.context import Context
from stretchtui.domain.changes import Changes, noted, noted_as
from stretchtui.domain.record import new_id
from stretchtui.journal.journal import Saved
from stretchtui.screens.session_form import SessionForm


class AddScreen(SessionForm):
    """Notes a session that was done without the program."""

    TITLE_TEXT = "Add a session"

    def __init__(self, context: Context, day: date) -> None:
        now = context.now()
        record_id = new_id(now, os.urandom(10))
        super().__init__(context, noted(now, record_id, context.routine, day, context.config.day_starts_at))

    def saved(self, changes: Changes, *, restore: bool = False) -> Saved:
        """Add the session."""
        return self.context.journal.save(noted_as(self.record, changes, self.context.now()))


class EditScreen(SessionForm):
    """Changes the notes of a session; what the person did not touch stays as the journal has it by then."""

    TITLE_TEXT = "Edit the session"

    def saved(self, changes: Changes, *, restore: bool = False) -> Saved:
        """Apply the changes to the record as it is in the journal now."""
        return self.context.journal.save(self.record, changes, restore=restore) if changes else Saved(self.record)
