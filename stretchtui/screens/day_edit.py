"""Adding a session that was done without the program, and editing the notes of one."""

from __future__ import annotations

import os
from datetime import date, time

from stretchtui.context import Context
from stretchtui.domain.changes import Changes, changed, moved
from stretchtui.domain.record import NAME_KEPT, Outcome, RecordSource, SessionRecord, new_id
from stretchtui.journal.errors import RecordNotFound
from stretchtui.screens.session_form import SessionForm

USUAL_TIME = time(8, 0)
"""Proposed for a session of a day that is over."""


class AddScreen(SessionForm):
    """Notes a session that was done without the program."""

    TITLE_TEXT = "Add a session"

    def __init__(self, context: Context, day: date) -> None:
        now = context.now().replace(microsecond=0)
        record = SessionRecord(
            id=new_id(now, os.urandom(10)),
            day=context.today(),
            started_at=now,
            timezone=now.timezone_name or "UTC",
            routine=context.routine.id,
            routine_name=context.routine.name[:NAME_KEPT],
            outcome=Outcome.COMPLETED,
            updated_at=now,
            source=RecordSource.MANUAL,
        )
        if day != record.day:
            record = moved(record, day, USUAL_TIME, context.config.day_starts_at)
        super().__init__(context, record)

    def saved(self, changes: Changes) -> SessionRecord:
        """Add the session."""
        record = changed(self.record, changes, self.context.config.day_starts_at)
        return self.context.journal.add(self.checked(record))


class EditScreen(SessionForm):
    """Changes the notes of a session; what the person did not touch stays as the journal has it by then."""

    TITLE_TEXT = "Edit the session"

    def saved(self, changes: Changes) -> SessionRecord:
        """Apply the changes to the record as it is in the journal now."""
        if not changes:
            return self.record
        stored = self.context.journal.get(self.record.id)
        if stored is None:
            raise RecordNotFound("This session was deleted meanwhile; add it anew if it should stay.")
        record = changed(stored, changes, self.context.config.day_starts_at)
        return self.context.journal.edit(self.checked(record) if changes.day or changes.at else record)
