"""A session that the journal did not take: try again, another folder, as text, or leave it to the next start."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, Input, Static

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.session.context import AppContext
from stretchtui.session.saving import SaveRefused, clear_checkpoint, save_elsewhere
from stretchtui.system.program import MERGE
from stretchtui.tui.screens.base import BaseModal, choosing
from stretchtui.tui.screens.day_text import day_text
from stretchtui.tui.widgets.key_names import key_name, listed
from stretchtui.words import saving


class SaveFailedAnswer(StrEnum):
    """What becomes of a session that is not in the journal."""

    AGAIN = "again"
    BRING_BACK = "bring-back"
    STAY = "stay"
    LEAVE = "leave"
    ELSEWHERE = "elsewhere"


class SaveFailedScreen(BaseModal[SaveFailedAnswer]):
    """Says why a session is not saved, and offers every other way to keep it.

    One that was deleted meanwhile can be brought back, or left deleted.
    """

    FOCUS = ((Button, VerticalScroll), (Input, VerticalScroll))
    BINDINGS: ClassVar = [
        listed("unsaved-again", "r", "again", "Try again", "Save it; a deleted one comes back"),
        listed("unsaved-folder", "f", "folder", "Another folder", "Save it in another folder"),
        listed("unsaved-copy", "c", "copy", "Copy as text", "Send it to the clipboard as text"),
        listed("unsaved-stay", "escape,q", "choose('stay')", "Stay", "Back to the rating"),
        listed("unsaved-leave", "l", "choose('leave')", "Leave", "Leave; asks where nothing else holds it"),
        *choosing("unsaved", before="up,left", after="down,right"),
    ]

    def __init__(self, context: AppContext, record: SessionRecord, refusal: SaveRefused) -> None:
        super().__init__()
        self.context = context
        self.record = record
        self._refusal = refusal
        self._safe = refusal.safe

    def compose(self) -> ComposeResult:
        """Lay out what happened over the choices."""
        deleted = self._refusal.deleted
        title, detail = saving.refused(self._refusal.reason, safe=self._safe, deleted=deleted)
        with VerticalScroll(id="unsaved-box", can_focus=False):
            yield Static(title, id="confirm-question", markup=False)
            yield Static(detail, id="confirm-detail", markup=False)
            again = saving.BRING_BACK_AND_SAVE if deleted else saving.TRY_AGAIN
            yield Button(self._named(again, "again"), id="again", variant="primary", compact=True)
            yield Button(self._named(saving.ELSEWHERE, "folder"), id="folder", compact=True)
            yield Input(placeholder=saving.folder_hint(key_name("enter")), id="folder-path", compact=True)
            yield Button(self._named(saving.COPY, "copy"), id="copy", compact=True)
            yield Button(self._named(saving.BACK_TO_RATING, "stay"), id="stay", compact=True)
            yield Button(
                self._named(saving.LEAVE_DELETED if deleted else saving.LEAVE, "leave"), id="leave", compact=True
            )
            yield Static(id="unsaved-answer", markup=False)

    def _named(self, words: str, name: str) -> str:
        """Write on a button what it does and by which key."""
        return f"{words} ({self.key_of(f'unsaved-{name}')})"

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button as the answer."""
        chosen = event.button.id or SaveFailedAnswer.STAY
        if chosen == "folder":
            self.action_folder()
        elif chosen == "copy":
            self.action_copy()
        elif chosen == SaveFailedAnswer.AGAIN:
            self.action_again()
        else:
            self.action_choose(chosen)

    def action_choose(self, answer: str) -> None:
        """Close with an answer; leaving what is nowhere else has to be said twice."""
        if answer == SaveFailedAnswer.LEAVE and self._refusal.deleted:
            clear_checkpoint(self.context, self.record.id)
        elif answer == SaveFailedAnswer.LEAVE and not self._safe:
            self._safe = True
            self._say(saving.LEAVING_LOSES)
            return
        self.dismiss(SaveFailedAnswer(answer))

    def action_again(self) -> None:
        """Save it after all; one that was deleted comes back by that."""
        self.dismiss(SaveFailedAnswer.BRING_BACK if self._refusal.deleted else SaveFailedAnswer.AGAIN)

    def action_folder(self) -> None:
        """Ask for another folder."""
        self.add_class("-asks-folder")
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the session in the folder that was named."""
        if not event.value.strip():
            return
        saved = save_elsewhere(self.context, self.record, event.value)
        if isinstance(saved, str):
            self._say(saved)
            return
        shown = one_line(str(saved))
        self.app.notify(saving.brought_in_by(f"{MERGE} {shown}"), title=saving.saved_in(shown), timeout=20)
        self.dismiss(SaveFailedAnswer.ELSEWHERE)

    def action_copy(self) -> None:
        """Send the session as text to the clipboard."""
        text = day_text(self.record.day, [self.record], self.context.library, unicode=self.context.unicode)
        self.app.copy_to_clipboard(text.plain)
        self._say(saving.COPIED)

    def _say(self, sentence: str) -> None:
        self.query_one("#unsaved-answer", Static).update(sentence)
