"""Changing a routine: its lines on the left, the chosen one with picture and fields on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from stretchtui.domain.draft import DraftLine, RoutineDraft
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.text import one_line
from stretchtui.library import LibraryError
from stretchtui.library.drafting import ChangedMeanwhileError, FaultyError, RoutineFile
from stretchtui.session.context import AppContext
from stretchtui.session.guidance import guided
from stretchtui.session.open_routine import OpenRoutine
from stretchtui.tui.screens.base import between_fields
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.exercise_picker import ExercisePickerScreen
from stretchtui.tui.screens.put_right import PutRightScreen
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.draft_list import DraftList
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed, unlisted
from stretchtui.tui.widgets.line_detail import LineDetail
from stretchtui.tui.widgets.line_fields import LineFields
from stretchtui.tui.widgets.links import link
from stretchtui.tui.widgets.routine_head import DAYS, RoutineHead
from stretchtui.tui.widgets.weekdays_field import WeekdaysField
from stretchtui.words import editor as words
from stretchtui.words import labels
from stretchtui.words.saving import STAY

ACTIONS = ("add", "remove", "move(-1)", "move(1)", "undo", "save", "leave", "double", "redo")
"""What stands above the lines to be clicked, what is needed most first: a narrow window cuts off the end."""


class RoutineEditorScreen(PutRightScreen):
    """Changes a routine and writes it into its own file; the result tells whether it was saved."""

    AUTO_FOCUS = "DraftList"
    FOCUS = ((DraftList,), (Input,), (WeekdaysField,), (ChoiceField,))
    BINDINGS: ClassVar = [
        listed("editor-put-right", "x", "put_right", "Put right", "Go to what is wrong, or take it out"),
        listed("editor-add", "a", "add", "Add", "Add an exercise after the line"),
        unlisted("editor-double", "y", "double", "Copy", "A copy of the line after it"),
        listed("editor-undo", "u,ctrl+z", "undo", "Undo", "Take the last step back"),
        unlisted("editor-redo", "U,ctrl+y", "redo", "Redo", "Make the step again"),
        listed("editor-save", "ctrl+s", "save", "Save", "Save it as a file of your own"),
        listed("editor-leave", "escape,q", "leave", "Back", "From a field to the lines; then back"),
        unlisted("editor-lift", "ctrl+up", "move(-1)", "Up", "Move the line up, from its fields too"),
        unlisted("editor-lower", "ctrl+down", "move(1)", "Down", "Move the line down, likewise"),
        *between_fields("editor-field"),
    ]

    def __init__(self, context: AppContext, routine: OpenRoutine) -> None:
        super().__init__()
        self.context = context
        self.routine = routine
        self.number = 0
        self._saved = False
        self._kept = routine.draft

    def compose(self) -> ComposeResult:
        """Lay out the head, and the lines beside the chosen one."""
        with Vertical(id="editor"):
            yield RoutineHead(self.draft)
            yield Static(id="editor-actions")
            with Horizontal(id="editor-box"):
                yield DraftList(id="editor-lines", markup=False)
                yield LineDetail(self.context.figure_rendering, blocks=self.context.unicode, id="editor-detail")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the draft."""
        parts: list[str | Content] = []
        for action, word in zip(ACTIONS, words.ACTIONS, strict=True):
            parts += [link(word, f"screen.{action}"), "  "]
        self.query_one("#editor-actions", Static).update(Content.assemble(*parts))
        self.show()
        self.offer_left(self.routine.left, words.LEFT_OVER, words.LEFT_ALONE, words.AS_SAVED, self._go_on)

    def _go_on(self, left: RoutineFile) -> None:
        self.routine.go_on(left)
        self.show()

    def draft_differs(self) -> bool:
        """Tell whether something is changed that is neither saved nor written down."""
        return self.routine.unsaved and self.draft is not self._kept

    def write_draft(self) -> str | None:
        """Write down what is changed."""
        self._kept = self.draft
        return self.routine.keep()

    # --- what is shown ----------------------------------------------------------------

    @property
    def draft(self) -> RoutineDraft:
        """The routine as it is now."""
        return self.routine.draft

    def show(self, typing: str = "") -> None:
        """Show the draft as it is now; a field that is being typed into is ahead of it, and left alone."""
        self.number = min(self.number, max(0, len(self.draft.lines) - 1))
        rows = [self._row(number, line) for number, line in enumerate(self.draft.lines)]
        self.query_one(DraftList).show(rows, self.number)
        self.query_one(RoutineHead).show(self.draft, typing)
        self._show_state()
        self._show_line(typing)
        self.note_change()
        self.offer_putting_right()

    def _row(self, number: int, line: DraftLine) -> Content:
        """Write a line in two rows: its exercise, and its dose or that something in it is wrong."""
        found, exercise = self.routine.line(number), self.routine.exercise(line)
        name = exercise.name if exercise else one_line(line.exercise)
        if found is None:
            told = Content.styled(f"! {words.NOT_RIGHT}", "$warning")
        else:
            told = Content.styled(words.line_dose(found, self.context.config.level), "$foreground-muted")
        width = max(2, len(str(len(self.draft.lines))))
        return Content.assemble((f"{number + 1:>{width}} {name}", "bold"), f"\n{' ' * width} ", told)

    def _show_state(self) -> None:
        routine, file = self.routine.judged.routine, self.routine.file
        told = words.mistakes(len(self.routine.judged.mistakes))
        if routine is not None:
            request = SessionRequest(routine=routine, level=self.context.config.level)
            told = labels.minutes(guided(self.context, request).total_s())
        state = words.NEW if file.is_new else words.UNSAVED if self.routine.unsaved else words.KEPT
        self.query_one(RoutineHead).show_state(words.standing(len(self.draft.lines), told, state))

    def _show_line(self, typing: str = "") -> None:
        """Show the chosen line with its picture, and what is wrong."""
        line = self.draft.lines[self.number] if self.draft.lines else None
        exercise = self.routine.exercise(line) if line else None
        wrong = [*(self.routine.judged.of_line(self.number) if line else ()), *self.routine.judged.of_head]
        detail = self.query_one(LineDetail)
        if line is None:
            detail.show_none(words.hint(self.key_of("editor-add")))
        else:
            detail.show(line, exercise, in_short=line.exercise in self.draft.short, typing=typing)
        begun = line is None and "lines" not in self.draft.head  # then it is not wrong that there are none
        detail.show_wrong([words.wrong(key, message) for key, message in wrong if not (begun and key == "lines")])

    # --- what is entered --------------------------------------------------------------

    def _change(self, draft: RoutineDraft, what: str = "", typing: str = "") -> None:
        """Make a step, and show it."""
        self.routine.change(draft, what)
        self.show(typing)

    @on(DraftList.Chosen)
    def choose(self, event: DraftList.Chosen) -> None:
        """Show the line that was chosen."""
        if event.number < len(self.draft.lines):
            self.number = event.number
            self._show_line()

    @on(LineFields.Changed)
    def take_field(self, event: LineFields.Changed) -> None:
        """Take what was entered for the chosen line."""
        if not self.draft.lines:
            return
        if event.key == "short":
            self._change(self.draft.short_changed(self.number, wanted=event.value))
        else:
            typing = event.key if event.typed else ""
            what = f"{self.number} {typing}" if typing else ""
            self._change(self.draft.line_changed(self.number, event.key, event.value), what, typing)

    @on(RoutineHead.Changed)
    def take_head(self, event: RoutineHead.Changed) -> None:
        """Take what was entered for the whole routine."""
        if event.key == DAYS:
            self._change(self.draft.planned_on(event.value))
        else:
            self._change(self.draft.changed(event.key, event.value), event.key, event.key)

    def on_input_submitted(self) -> None:
        """Enter leads on."""
        self.focus_next()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """In a narrow window the fields are seen instead of the lines while one of them has the focus."""
        self.bring_in_front(fields=self.query_one(LineFields) in event.widget.ancestors)

    # --- keys -------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Go to the fields of the chosen line."""
        if self.draft.lines:
            self.bring_in_front(fields=True)
            self.query_one(LineFields).query_one("#field-side").focus()

    @work
    async def action_add(self) -> None:
        """Ask for an exercise, and put it after the chosen line."""
        chosen = await self.app.push_screen_wait(ExercisePickerScreen(self.context, self.routine.exercises))
        self.routine.judge()
        if chosen is not None:
            number = self.number + 1 if self.draft.lines else 0
            self.number = number
            self.routine.change(self.draft.added(number, chosen))
        self.show()

    def action_remove(self) -> None:
        """Take the chosen line out."""
        if self.draft.lines:
            self._change(self.draft.removed(self.number))

    def action_double(self) -> None:
        """Put a copy of the chosen line after it."""
        if self.draft.lines:
            draft = self.draft.doubled(self.number)
            self.number += 1
            self._change(draft)

    def action_move(self, step: int) -> None:
        """Move the chosen line up or down."""
        draft = self.draft.moved(self.number, step) if self.draft.lines else self.draft
        if draft != self.draft:
            self.number += step
            self._change(draft)

    def action_undo(self) -> None:
        """Take the last step back."""
        self._along(self.routine.undo)

    def action_redo(self) -> None:
        """Make the step again that was taken back last."""
        self._along(self.routine.redo)

    def _along(self, step: Callable[[], None]) -> None:
        """Go a step back or on, and along with the chosen line if that is moved."""
        before = self.draft
        step()
        self.number = before.followed(self.number, self.draft)
        self.show()

    def action_save(self) -> None:
        """Save it, or say why that cannot be and go to where the mistake is."""
        try:
            self.routine.save()
        except FaultyError as error:
            self._show_mistake(str(error))
        except ChangedMeanwhileError:
            self._offer_reading_again()
        except LibraryError as error:
            self.tell_not_saved(one_line(str(error)))
        else:
            self._saved = True
            self.notify(words.saved_as(one_line(str(self.routine.file.path))), timeout=6)
        self.show()

    def _show_mistake(self, told: str) -> None:
        """Go to the first line that is wrong, and say what is."""
        found = self.go_to_mistake() if self.draft.lines or "lines" in self.draft.head else None
        self.tell_not_saved(words.wrong(*found[1:]) if found else words.EMPTY if not self.draft.lines else told)

    @work
    async def _offer_reading_again(self) -> None:
        """Ask whether what others wrote into the file is to be taken."""
        question = ConfirmScreen(
            words.CHANGED_MEANWHILE, detail=words.READING_AGAIN_LOSES, yes=words.READ_AGAIN, no=STAY, loses=True
        )
        if await self.app.push_screen_wait(question):
            try:
                self.routine.read_again()
            except LibraryError as error:
                self.tell_not_saved(one_line(str(error)))
            self.show()

    @work
    async def action_leave(self) -> None:
        """Go from a field to the lines, from there back; ask first when that loses something."""
        lines = self.query_one(DraftList)
        if self.focused is not None and self.focused is not lines:
            lines.focus()
            return
        if await self.may_leave(loses=self.routine.unsaved, detail=words.LEAVING_LOSES):
            self.routine.forget()
            self.dismiss(self._saved)
