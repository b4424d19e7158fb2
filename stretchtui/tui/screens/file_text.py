"""Changing a file of a person's own as text, where it is not written so that its lines have fields."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from stretchtui.domain.text import one_line
from stretchtui.library import FileProblem, LibraryError
from stretchtui.library.drafting import ChangedMeanwhileError
from stretchtui.session.context import AppContext
from stretchtui.session.open_text import OpenText
from stretchtui.tui.screens.drafted import DraftedScreen
from stretchtui.tui.screens.rate_after import NoteArea
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed
from stretchtui.words import editor as words


class FileTextScreen(DraftedScreen[bool]):
    """Shows a file's text, and under it what is wrong there; the result tells whether it was saved."""

    AUTO_FOCUS = "NoteArea"
    FOCUS = ((NoteArea,),)
    BINDINGS: ClassVar = [
        listed("text-save", "ctrl+s", "save", "Save", "Save the file, once nothing in it is wrong"),
        listed("text-leave", "escape", "leave", "Back", "Back; asks if something was changed"),
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
        self.offer_left(self.file.left, words.TEXT_LEFT_OVER, words.LEFT_ALONE, words.AS_SAVED, self._show)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.query_one(NoteArea).text

    def _show(self, text: str) -> None:
        self.query_one(NoteArea).text = text

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
        told = words.first_of([words.in_text(problem.line, problem.message) for problem in wrong])
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
            self.tell_not_saved(words.CHANGED_MEANWHILE)
        except LibraryError as error:
            self.tell_not_saved(one_line(str(error)))
            self._go_to_mistake()
        else:
            self.notify(words.saved_as(one_line(str(self.file.path))), timeout=6)
            self.dismiss(True)

    @work
    async def action_leave(self) -> None:
        """Go back; ask first when that loses something."""
        if await self.may_leave(loses=self.text != self.file.text, detail=words.LEAVING_LOSES):
            self.file.forget()
            self.dismiss(False)
