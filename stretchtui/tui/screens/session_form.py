"""A session's notes as a form: when it was, how it went, ratings, note, and each exercise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Static

from stretchtui.domain.entered_time import EnteredTimeError
from stretchtui.domain.history.edits import Changes, wall_clock
from stretchtui.domain.history.form_entries import FormEntries, entered_changes, entered_when
from stretchtui.domain.rating import COMFORT, STIFFNESS, Scale
from stretchtui.domain.record import ExerciseOutcome, Outcome, SessionRecord, session_outcome
from stretchtui.journal import JournalError, RecordDeleted, Saved
from stretchtui.session.context import AppContext
from stretchtui.session.open_forms import OpenForm
from stretchtui.tui.screens.base import between_fields
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.drafted import DraftedScreen
from stretchtui.tui.screens.rate_after import NoteArea
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed
from stretchtui.tui.widgets.scale_field import ScaleField
from stretchtui.words import days, labels, saving
from stretchtui.words.dates import day_in_full

MOST_CHARACTERS = 40
"""So much of an exercise's name stands before its outcome."""

_LEADS_TO = {"stiffness_before": "#stiffness-after", "stiffness_after": "#comfort", "comfort": "#save"}
"""Where Enter goes from a rating: Tab passes by the note and the exercises."""

_WORDS = {outcome.value: word for outcome, word in labels.OUTCOME_WORDS.items()}
_EXERCISE_WORDS = {outcome.value: word for outcome, word in labels.EXERCISE_OUTCOME_WORDS.items()}


def _scales(*, lying: bool) -> Iterator[tuple[str, Scale]]:
    """Give what is asked of a session, as it fits how its routine begins."""
    still = days.LYING_STILL if lying else ""
    yield "stiffness_before", replace(STIFFNESS, question=days.STIFFNESS_BEFORE + still)
    yield "stiffness_after", replace(STIFFNESS, question=days.STIFFNESS_AFTER + still)
    yield "comfort", COMFORT


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds the fields of a form; up and down are left to the form."""


class SessionForm(DraftedScreen[SessionRecord]):
    """Shows a session's notes to be changed; the result is the record as it was saved, or None."""

    TITLE_TEXT: ClassVar[str]
    AUTO_FOCUS = "#form-outcome"
    FOCUS = ((Input,), (ChoiceField,), (ScaleField,), (NoteArea,), (Button,))
    BINDINGS: ClassVar = [
        listed("form-save", "ctrl+s", "save", "Save", "Save what is in the form"),
        listed("form-leave", "q,escape", "leave", "Back", "Asks if there are changes"),
        *between_fields("form"),
    ]

    def __init__(self, context: AppContext, form: OpenForm) -> None:
        super().__init__()
        self.context = context
        self.form = form
        self.record = record = form.record
        lines = zip(record.exercises, form.entries.outcomes, strict=True)
        now = [replace(entry, outcome=outcome) for entry, outcome in lines]
        follows = session_outcome(now) if now else None
        self._by_hand = form.entries.outcome is not follows
        self._untouched: str | None = record.note

    def compose(self) -> ComposeResult:
        """Lay out when it was, how it went, the ratings, the note, and the exercises beside or under them."""
        entries = self.form.entries
        with Fields(id="form"):
            yield Static(self.TITLE_TEXT, id="form-title")
            with Horizontal(id="form-when"):
                yield Static(f"{days.DAY} ", classes="form-label")
                yield Input(entries.day, restrict=r"[0-9-]*", max_length=10, compact=True, id="form-day")
                yield Static(f"{days.TIME} ", classes="form-label")
                yield Input(entries.at, restrict=r"[0-9:]*", max_length=5, compact=True, id="form-time")
                yield Static(id="form-said", markup=False)
            with Vertical(id="form-columns"):
                with Vertical(id="form-notes"):
                    yield ChoiceField(f"{days.OUTCOME} ", [*_WORDS.items()], entries.outcome.value, id="form-outcome")
                    for name, scale in _scales(lying=self.context.begins_lying(self.record.routine)):
                        yield ScaleField(scale, leads_to=_LEADS_TO[name], id=name.replace("_", "-"))
                    yield NoteArea(
                        entries.note, id="note", placeholder=saving.NOTE_HINT, tab_behavior="focus", compact=True
                    )
                if self.record.exercises:
                    with Vertical(id="form-exercises"):
                        yield Static(days.HOW_EXERCISES_WENT, classes="form-head")
                        yield from self._lines()
            yield Button(f"{saving.SAVE} ({self.key_of('form-save')})", id="save", variant="primary", compact=True)
        yield KeyLine()

    def _lines(self) -> ComposeResult:
        """Give a choice for each line of the session."""
        called = self.context.library.names.exercise
        names = [days.line_name(called(entry)[:MOST_CHARACTERS], entry) for entry in self.record.exercises]
        width = max(map(len, names)) + 2
        for index, (label, outcome) in enumerate(zip(names, self.form.entries.outcomes, strict=True)):
            words = [*_EXERCISE_WORDS.items()]
            yield ChoiceField(label, words, outcome.value, label_width=width, id=f"line-{index}", classes="line")

    def on_mount(self) -> None:
        """Show the ratings as they are stored, or as they were entered before."""
        for name in _LEADS_TO:
            self._scale(name).value = self.form.entries.ratings[name]
        # A text area can write a note otherwise than it is stored, though nobody touched it.
        touched = self.form.entries.note != self.record.note
        self._untouched = None if touched else self.query_one("#note", NoteArea).text
        if self.form.meanwhile:
            self.app.notify(saving.changed_meanwhile(self.form.meanwhile), timeout=15)
        self._say_when()
        self.call_after_refresh(self.query_one(Fields).scroll_home, animate=False)

    def _scale(self, name: str) -> ScaleField:
        return self.query_one(f"#{name.replace('_', '-')}", ScaleField)

    # --- what is entered --------------------------------------------------------------

    def entries(self) -> FormEntries:
        """Give what stands in the fields."""
        note = self.query_one("#note", NoteArea).text
        return FormEntries(
            day=self.query_one("#form-day", Input).value,
            at=self.query_one("#form-time", Input).value,
            outcome=Outcome(self.query_one("#form-outcome", ChoiceField).value),
            ratings={name: self._scale(name).value for name in _LEADS_TO},
            note=self.record.note if note == self._untouched else note,
            outcomes=tuple(ExerciseOutcome(line.value) for line in self.query(".line").results(ChoiceField)),
        )

    def entered(self) -> Changes:
        """Give what differs from the session as it was opened; raises EnteredTimeError for what cannot be."""
        return entered_changes(self.record, self.entries(), self.context.now(), self.context.config.day_starts_at)

    def draft_differs(self) -> bool:
        """Tell whether something stands in the fields that is not written down."""
        return self.entries() != self.form.entries

    def write_draft(self) -> str | None:
        """Write down what stands in the fields."""
        return self.form.keep(self.entries())

    # --- what is shown ----------------------------------------------------------------

    def on_input_changed(self) -> None:
        """Say in words which moment the day and time stand for."""
        self._say_when()

    def _say_when(self, error: EnteredTimeError | None = None) -> None:
        text = saving.when_fault(error) if error else ""
        if error is None:
            try:
                day, at = entered_when(
                    self.record, self.entries(), self.context.now(), self.context.config.day_starts_at
                )
                wall = wall_clock(day, at, self.context.config.day_starts_at)
                text = day_in_full(day) if wall.date() == day else days.the_night_to(day_in_full(wall.date()))
            except EnteredTimeError as wrong:
                error, text = wrong, saving.when_fault(wrong)
        said = self.query_one("#form-said", Static)
        said.update(text)
        said.set_class(error is not None, "-wrong")

    def on_choice_field_changed(self, event: ChoiceField.Changed) -> None:
        """Let the session's outcome follow its exercises, unless it is set by hand."""
        if event.field.id == "form-outcome":
            self._by_hand = True
        elif not self._by_hand:
            lines = zip(self.record.exercises, self.query(".line").results(ChoiceField), strict=True)
            now = [replace(entry, outcome=ExerciseOutcome(line.value)) for entry, line in lines]
            self.query_one("#form-outcome", ChoiceField).value = session_outcome(now).value

    # --- keys -------------------------------------------------------------------------

    def on_input_submitted(self) -> None:
        """Enter leads on."""
        self.focus_next()

    def on_button_pressed(self) -> None:
        """Save."""
        self.action_save()

    def action_save(self, *, restore: bool = False) -> None:
        """Save and close; what cannot be saved is said, and everything stays as it was entered."""
        try:
            saved = self.saved(self.entered(), restore=restore)
        except EnteredTimeError as error:
            self._say_when(error)
            self.query_one("#form-day" if error.of_day else "#form-time").focus()
        except RecordDeleted:
            self._ask_restore()
        except JournalError as error:
            self.tell_not_saved(str(error))
        else:
            if saved.meanwhile:
                self.app.notify(saving.changed_meanwhile(saved.meanwhile), timeout=15)
            self._leave(saved.record)

    def _leave(self, record: SessionRecord | None) -> None:
        """Close; what was written down on the way is saved or not wanted any more."""
        trouble = self.form.close()
        if trouble is not None:
            self.app.notify(trouble, severity="warning", timeout=15)
        self.dismiss(record)

    @work
    async def _ask_restore(self) -> None:
        """Ask whether a session that was deleted meanwhile is to come back with what was entered."""
        title, detail = saving.refused("", safe=False, deleted=True)
        question = ConfirmScreen(
            title, detail=saving.bring_back_question(detail), yes=saving.BRING_BACK, no=saving.LEAVE_IT
        )
        if await self.app.push_screen_wait(question):
            self.action_save(restore=True)

    def saved(self, changes: Changes, *, restore: bool = False) -> Saved:
        """Write the changes to the journal; raises EnteredTimeError and JournalError."""
        raise NotImplementedError

    @work
    async def action_leave(self) -> None:
        """Close without saving; ask first when that loses something."""
        try:
            loses = bool(self.entered())
        except EnteredTimeError:
            loses = True
        if await self.may_leave(loses=loses):
            self._leave(None)
