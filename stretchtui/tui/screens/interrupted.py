"""What was cut short: go on with it, keep it as it is, or discard it."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from stretchtui.tui.screens.base import choosing
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.question import Answer, QuestionScreen
from stretchtui.tui.widgets.key_names import listed
from stretchtui.words import saving

GO_ON, KEEP, DISCARD, LATER = "go-on", "keep", "discard", "later"


class InterruptedScreen(QuestionScreen[str]):
    """Says what was cut short and asks what becomes of it; LATER asks again next time.

    `loses` says what is lost by discarding it.
    """

    BINDINGS: ClassVar = [
        listed("left-over-go-on", "r", f"answer('{GO_ON}')", "Go on", "Go on with it"),
        listed("left-over-keep", "k", f"answer('{KEEP}')", "Keep", "Keep it as it stood"),
        listed("left-over-discard", "d", f"answer('{DISCARD}')", "Discard", "Forget it; asks once more"),
        listed("left-over-later", "escape,q", f"answer('{LATER}')", "Later", "Ask again at the next start"),
        *choosing("left-over", before="left", after="right"),
    ]

    def __init__(self, title: str, detail: str, *, loses: str) -> None:
        answers = (
            Answer(GO_ON, saving.GO_ON, "left-over-go-on"),
            Answer(KEEP, saving.KEEP, "left-over-keep"),
            Answer(DISCARD, saving.DISCARD, "left-over-discard"),
        )
        super().__init__(title, detail, answers)
        self._loses = loses

    def action_answer(self, answer: str) -> None:
        """Take the answer; discarding is asked about once more."""
        if answer == DISCARD:
            self._ask_surely()
        else:
            self.dismiss(answer)

    @work
    async def _ask_surely(self) -> None:
        question = ConfirmScreen(saving.DISCARD_SURELY, detail=self._loses, yes=saving.DISCARD, no=saving.KEEP_NOT)
        if await self.app.push_screen_wait(question):
            self.dismiss(DISCARD)
