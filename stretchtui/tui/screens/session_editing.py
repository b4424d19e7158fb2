"""Keeping the notes of past sessions right: add, edit, delete and undo, for a screen that shows them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import JournalError
from stretchtui.session.context import AppContext
from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.widgets.key_names import listed
from stretchtui.words import saving
from stretchtui.words.dates import day_in_full

if TYPE_CHECKING:
    from stretchtui.session.open_forms import OpenForm


class SessionEditingScreen(BaseScreen[None]):
    """A screen with a session chosen, which can be changed there."""

    KEYS: ClassVar[tuple[Binding, ...]] = (
        listed("calendar-add", "a", "add", "Add", "Note a session done without the program"),
        listed("calendar-edit", "e", "edit", "Edit", "Change day, ratings, note or outcomes"),
        listed("calendar-delete", "d", "delete", "Delete", "Delete the chosen session; asks first"),
        listed("calendar-undo", "u", "undo", "Undo", "Bring a deleted session back"),
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self._deleted: list[str] = []

    def forget_deleted(self) -> None:
        """Offer to undo nothing any more."""
        self._deleted.clear()

    def chosen(self) -> SessionRecord | None:
        """Give the session that is chosen, or None where there is none."""
        raise NotImplementedError

    def proposed_day(self) -> date:
        """Give the day that a session would be noted for."""
        raise NotImplementedError

    def go_to(self, record: SessionRecord) -> None:
        """Show a session that was changed, where it is now."""
        raise NotImplementedError

    def reload(self, choose: str | None = None) -> None:
        """Read the journal again; `choose` is the id of a session to be chosen."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer undo only while there is something to undo, and changes only of a session that is there."""
        if action in ("edit", "delete") and self.is_mounted:
            return self.chosen() is not None
        return bool(self._deleted) if action == "undo" else super().check_action(action, parameters)

    def action_add(self) -> None:
        """Note a session that was done without the program."""
        from stretchtui.session.open_forms import OpenForm

        self._fill_in(OpenForm.for_new(self.context, self.proposed_day()))

    def action_edit(self) -> None:
        """Change the chosen session."""
        from stretchtui.session.open_forms import OpenForm

        if record := self._asked_for():
            self._fill_in(OpenForm(self.context, record))

    def _fill_in(self, form: OpenForm) -> None:
        from stretchtui.tui.screens.day_edit import form_screen

        self.app.push_screen(form_screen(self.context, form), self._changed)

    def _asked_for(self) -> SessionRecord | None:
        record = self.chosen()
        if record is None:
            self.notify(saving.NO_SESSION_HERE)
        return record

    def _changed(self, record: SessionRecord | None) -> None:
        if record is not None:
            self.go_to(record)

    def action_delete(self) -> None:
        """Ask, then delete the chosen session; it can be brought back."""
        from stretchtui.tui.screens.confirm import ConfirmScreen

        record = self._asked_for()
        if record is None:
            return
        question = saving.delete_question(day_in_full(record.day), record.started_at)
        detail = saving.delete_detail(self.key_of("calendar-undo"))

        def answered(meant: bool | None) -> None:
            if meant:
                self._delete(record)

        self.app.push_screen(ConfirmScreen(question, detail=detail, yes=saving.DELETE, no=saving.DELETE_NOT), answered)

    def _delete(self, record: SessionRecord) -> None:
        try:
            self.context.journal.delete(record.id)
        except JournalError as error:
            self.notify(str(error), title=saving.NOT_DELETED, severity="error")
            return
        self._deleted.append(record.id)
        self.refresh_bindings()
        self.notify(saving.deleted(self.key_of("calendar-undo")))
        self.reload()

    def action_undo(self) -> None:
        """Bring back the session that was deleted last, and show it."""
        if not self._deleted:
            return
        try:
            record = self.context.journal.restore(self._deleted[-1])
        except JournalError as error:
            self.notify(str(error), title=saving.NOT_BROUGHT_BACK, severity="error")
            return
        self._deleted.pop()
        self.refresh_bindings()
        self.go_to(record)
