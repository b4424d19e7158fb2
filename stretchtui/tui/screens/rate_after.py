"""Rating after: stiffness now, comfort, and a note, each of which may be left out."""

from __future__ import annotations

import math
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, Static, TextArea

from stretchtui.domain.history.edits import NO_CHANGES, Changes, changed
from stretchtui.domain.rating import COMFORT
from stretchtui.domain.record import Outcome, SessionRecord
from stretchtui.domain.session.bounce import Bounce
from stretchtui.domain.text import noted_text
from stretchtui.session.context import AppContext
from stretchtui.session.saving import Rated, SaveRefused
from stretchtui.tui.screens.drafted import DraftedScreen
from stretchtui.tui.screens.save_failed import SaveFailedAnswer, SaveFailedScreen
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed
from stretchtui.tui.widgets.scale_field import ScaleField
from stretchtui.words import labels, saving

_SCALES = ("stiffness_after", "comfort")

BOUNCING = ("enter", "space")
"""Keys that a hand still holds or strikes twice when the session ends: they pause it, and accept here."""


class NoteArea(TextArea):
    """A note of any length; keys that are no text, such as the save key, work inside it too."""

    def on_mount(self) -> None:
        """Let ctrl+z take back words, not what happened to be typed within two seconds."""
        self.history.checkpoint_timer = math.inf

    def on_key(self, event: events.Key) -> None:
        """Begin another word for ctrl+z."""
        if event.character is not None and event.character.isspace():
            self.history.checkpoint()


class RateAfterScreen(DraftedScreen[SessionRecord | None]):
    """Asks how it was; the result is the record as it was saved, or None to go on with the session.

    `ended_by` is the key that ended the session, "" when it came to its end by itself: then, and after
    one that could bounce, what was pressed for the session answers no question here.
    Leaving by any way keeps what was entered: nothing chosen simply means not rated.
    """

    AUTO_FOCUS = "#stiffness-after"
    FOCUS = ((ScaleField, VerticalScroll), (NoteArea, VerticalScroll), (Button, VerticalScroll))
    BINDINGS: ClassVar = [
        listed("rating-save", "ctrl+s", "save", "Save", "Save; what was left out stays not rated"),
        listed("rating-close", "q,escape", "save", "Save and close", "Save as well, and close"),
        listed("rating-next", "tab", "app.focus_next", "Next field", "The next field"),
        listed("rating-undo", "u", "take_back", "Go on stretching", "Take the early end back"),
    ]

    def __init__(
        self,
        context: AppContext,
        record: SessionRecord,
        recorder: Rated,
        *,
        can_go_on: bool = False,
        ended_by: str = "",
        said: Changes = NO_CHANGES,
    ) -> None:
        super().__init__()
        self._said = said.values
        self._bounce = Bounce()
        self._ended_by = ended_by
        self._can_go_on = can_go_on
        self.context = context
        self.record = record
        self._keeping = recorder

    def compose(self) -> ComposeResult:
        """Lay out what was done, the two questions, the note and the way out."""
        with VerticalScroll(id="rating-box", can_focus=False):
            yield Static(self._summary(), id="rating-summary", markup=False)
            scale = self.context.stiffness_after(self.record.routine)
            yield ScaleField(scale, leads_to="#comfort", large=self.context.unicode, id="stiffness-after")
            yield ScaleField(COMFORT, leads_to="#save", large=self.context.unicode, id="comfort")
            note = self._said.get("note", self.record.note)
            yield NoteArea(note, id="note", placeholder=saving.NOTE_HINT, tab_behavior="focus", compact=True)
            yield Button(f"{saving.SAVE} ({self.key_of('rating-save')})", id="save", variant="primary", compact=True)
        yield KeyLine()

    def _summary(self) -> str:
        """Say in a line what the session was, with thanks for a stop for pain."""
        summary = labels.summary(self.context.library.names.routine(self.record), self.record)
        return f"{summary} {labels.PAIN_NOTED}" if self.record.outcome is Outcome.STOPPED_PAIN else summary

    def on_button_pressed(self) -> None:
        """Save."""
        self.action_save()

    def on_mount(self) -> None:
        """Show what the journal has already, and what was entered before."""
        for name in _SCALES:
            self._scale(name).value = self._said.get(name, getattr(self.record, name))
        # A text area can write a note otherwise than it is stored, though nobody touched it.
        self._untouched = None if "note" in self._said else self.query_one(NoteArea).text
        self._written = self.entered()
        if self._ended_by in ("", *BOUNCING):
            self._bounce.begin(self.context.clock.monotonic())

    def on_key(self, event: events.Key) -> None:
        """Pass over a key that was meant for the session."""
        if self._bounce.passed_over(self.context.clock.monotonic(), accepts=event.key in BOUNCING):
            event.stop()
        elif isinstance(self.focused, Button) and event.is_printable and event.key not in self.active_bindings:
            self._go_on_note(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """Put what is pasted elsewhere into the note too."""
        if not isinstance(self.focused, NoteArea):
            self._go_on_note(event.text)

    def _go_on_note(self, text: str) -> None:
        """Take text that no other field takes for the note, unless it is blank: words are lost nowhere."""
        if not text.strip():
            return
        note = self.query_one(NoteArea)
        self.set_focus(note)
        note.move_cursor(note.document.end)
        note.insert(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take the end back only while that goes."""
        return action != "take_back" or self._can_go_on

    def action_take_back(self) -> None:
        """Go on with the session that was ended."""
        self.dismiss(None)

    def _scale(self, name: str) -> ScaleField:
        return self.query_one(f"#{name.replace('_', '-')}", ScaleField)

    def entered(self) -> Changes:
        """Give what the person said so far; what was not touched is no part of it."""
        values: dict[str, object] = {name: self._scale(name).value for name in _SCALES}
        note = self.query_one(NoteArea).text
        values["note"] = self.record.note if note == self._untouched else noted_text(note)
        return Changes(values={name: value for name, value in values.items() if value != getattr(self.record, name)})

    def draft_differs(self) -> bool:
        """Tell whether something is said that is not written down."""
        return self.entered() != self._written

    def write_draft(self) -> str | None:
        """Write down what was said so far."""
        self._written = self.entered()
        return self._keeping.keep_entered(self._written)

    def keep_now(self) -> None:
        """Save at once because the program is about to go."""
        if self.is_mounted:
            self._keep()

    def action_save(self, *, restore: bool = False) -> None:
        """Save and close; when that fails, say why and offer every other way to keep the session."""
        refusal = self._keep(restore=restore)
        if refusal is None:
            self.dismiss(self.record)
        else:
            record = changed(self.record, self.entered(), self.context.now())
            self.app.push_screen(SaveFailedScreen(self.context, record, refusal), self._answered)

    def _keep(self, *, restore: bool = False) -> SaveRefused | None:
        """Save the session as it was rated; else say why that was refused."""
        saved = self._keeping.save_rated(self.entered(), restore=restore)
        if isinstance(saved, SaveRefused):
            return saved
        if saved.meanwhile:
            self.app.notify(saving.changed_meanwhile(saved.meanwhile), timeout=15)
        self.record = saved.record
        self._untouched = self.query_one(NoteArea).text
        return None

    def _answered(self, answer: SaveFailedAnswer | None) -> None:
        if answer in (SaveFailedAnswer.AGAIN, SaveFailedAnswer.BRING_BACK):
            self.action_save(restore=answer is SaveFailedAnswer.BRING_BACK)
        elif answer in (SaveFailedAnswer.LEAVE, SaveFailedAnswer.ELSEWHERE):
            self.dismiss(self.record)
