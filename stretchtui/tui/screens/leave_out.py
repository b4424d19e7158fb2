"""An exercise that is not for this person: left out today, or always. Nobody is asked why."""

from __future__ import annotations

from typing import ClassVar

from stretchtui.tui.screens.base import choosing
from stretchtui.tui.screens.question import Answer, QuestionScreen
from stretchtui.tui.widgets.key_names import listed
from stretchtui.words import overview as words

TODAY, ALWAYS, KEEP = "today", "always", "keep"


class LeaveOutScreen(QuestionScreen[str]):
    """Asks how long an exercise is left out; KEEP leaves it in."""

    BINDINGS: ClassVar = [
        listed("leave-out-today", "t", f"answer('{TODAY}')", "Today", "Leave it out today"),
        listed("leave-out-always", "a", f"answer('{ALWAYS}')", "Always", "Leave it out from now on"),
        listed("leave-out-keep", "escape,q", f"answer('{KEEP}')", "Keep it", "Keep it in the routine"),
        *choosing("leave-out", before="left", after="right"),
    ]

    def __init__(self, name: str) -> None:
        answers = (
            Answer(TODAY, words.TODAY, "leave-out-today"),
            Answer(ALWAYS, words.ALWAYS, "leave-out-always"),
            Answer(KEEP, words.NOT_NOW, "leave-out-keep"),
        )
        super().__init__(words.leave_out_question(name), words.LEAVE_OUT_DETAIL, answers)
