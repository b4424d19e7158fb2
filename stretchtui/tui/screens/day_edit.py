"""Adding a session that was done without the program, and editing the notes of one."""

from __future__ import annotations

from stretchtui.domain.history.edits import Changes, noted_as
from stretchtui.journal import Saved
from stretchtui.session.context import AppContext
from stretchtui.session.open_forms import OpenForm
from stretchtui.tui.screens.session_form import SessionForm
from stretchtui.words import days


class AddScreen(SessionForm):
    """Notes a session that was done without the program."""

    TITLE_TEXT = days.FORM_ADD

    def saved(self, changes: Changes, *, restore: bool = False) -> Saved:
        """Add the session."""
        return self.context.journal.save(noted_as(self.record, changes, self.context.now()))


class EditScreen(SessionForm):
    """Changes the notes of a session; what the person did not touch stays as the journal has it by then."""

    TITLE_TEXT = days.FORM_EDIT

    def saved(self, changes: Changes, *, restore: bool = False) -> Saved:
        """Apply the changes to the record as it is in the journal now."""
        return self.context.journal.save(self.record, changes, restore=restore) if changes else Saved(self.record)


def form_screen(context: AppContext, form: OpenForm) -> SessionForm:
    """Show an open form."""
    return AddScreen(context, form) if form.adding else EditScreen(context, form)
