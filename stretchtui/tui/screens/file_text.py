"""Changing a file of a person's own as text, where it is not written so that its lines have fields."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from stretchtui.domain.text import one_line
from stretchtui.library import FileProblem, LibraryError
from stretchtui.library.drafting import ChangedMeanwhileError
from stretchtui.session.context import AppContext
from stretchtui.session.open_text import OpenText
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.drafted import DraftedScreen
from stretchtui.tui.screens.rate_after import NoteArea
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.words import editor as words

MOST_TOLD = 4
"""So many mistakes stand under the text; the others follow once these are put right."""


class FileTextScreen(DraftedScreen[bool]):
    """Shows a file's text, and under it what is wrong there; the result tells whether it was saved."""

    AUTO_FOCUS = "NoteArea"
    FOCUS = ((NoteArea,),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="text-save", tooltip="Save the file, once nothing in it is wrong"),
        Binding("escape", "leave", "Back", id="text-leave", tooltip="Back; asks if something was changed"),
    ]

    def __init__(self, context: AppContext, file: OpenText) -> None:
        super().__init__()
        self.context = context
        self.file = file

    def compose(self) -> ComposeResult:
        """Lay out the file's name, its text, and what is wrong there."""
        with Vertical(id="text-box"):
            yield Static(one_line(str(self.file.path)), id="text-title", markup=False)
            yield Static(words.TEXT_HINT, id="text-hint", markup=False)
            yield NoteArea(self.file.text, tab_behavior="focus", compact=True, show_line_numbers=True, id="text-area")
            yield Static(id="text-wrong", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin where the first mistake is, and offer what was changed an earlier time."""
        self._go_to_mistake()
        self._ask_about_left()

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.query_one(NoteArea).text

    @work
    async def _ask_about_left(self) -> None:
        left = self.file.left
        if left is not None:
            question = ConfirmScreen(words.TEXT_LEFT_OVER, detail=words.LEFT_ALONE, yes=words.GO_ON, no=words.AS_SAVED)
            if await self.app.push_screen_wait(question):
                self.query_one(NoteArea).text = left

    def draft_differs(self) -> bool:
        """Tell whether something is changed that is not written down."""
        return self.text != self.file.kept

    def write_draft(self) -> str | None:
        """Write down what is changed."""
        return self.file.keep(self.text)

    @on(TextArea.Changed)
    def judge_again(self) -> None:
        """Say what is wrong by now."""
        self._judge()

    def _judge(self) -> tuple[FileProblem, ...]:
        """Show and give what is wrong."""
        wrong = self.file.mistakes(self.text)
        told = [words.in_text(problem.line, problem.message) for problem in wrong[:MOST_TOLD]]
        if len(wrong) > MOST_TOLD:
            told.append(words.more_wrong(len(wrong) - MOST_TOLD))
        self.query_one("#text-wrong", Static).update("\n".join(told) or words.NOTHING_WRONG)
        self.set_class(not wrong, "-right")
        return wrong

    def _go_to_mistake(self) -> None:
        """Put the cursor in the line of the first mistake."""
        for problem in self._judge()[:1]:
            self.query_one(NoteArea).move_cursor((max(problem.line - 1, 0), 0), center=True)

    def action_save(self) -> None:
        """Save it, or say why that cannot be."""
        try:
            self.file.save(self.text)
        except ChangedMeanwhileError:
            self._tell(words.CHANGED_MEANWHILE)
        except LibraryError as error:
            self._tell(one_line(str(error)))
            self._go_to_mistake()
        else:
            self.notify(words.saved_as(one_line(str(self.file.path))), timeout=6, markup=False)
            self.dismiss(True)

    def _tell(self, sentence: str) -> None:
        self.notify(sentence, title=words.NOT_SAVED, severity="error", timeout=15, markup=False)

    @work
    async def action_leave(self) -> None:
        """Go back; ask first when that loses something."""
        if self.text != self.file.text:
            question = ConfirmScreen(
                words.LEAVE_UNSAVED, detail=words.LEAVING_LOSES, yes=words.LEAVE, no=words.STAY, loses=True
            )
            if not await self.app.push_screen_wait(question):
                return
        self.file.forget()
        self.dismiss(False)
