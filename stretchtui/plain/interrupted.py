"""Asking by lines what becomes of what an earlier program left over: sessions, ratings and forms."""

from __future__ import annotations

from stretchtui.journal import Checkpoint, JournalError
from stretchtui.plain.cue_sink import CueSink
from stretchtui.plain.keys import KEYS
from stretchtui.plain.prompt import Prompter
from stretchtui.plain.session_runner import SessionRunner
from stretchtui.session.context import AppContext
from stretchtui.session.controller import CannotGoOnError, SessionController
from stretchtui.session.interrupted import InterruptedRating, interrupted_words, keep_interrupted
from stretchtui.session.open_forms import LeftForm, keep_left_form, left_form_words
from stretchtui.session.saving import clear_checkpoint
from stretchtui.words.plain import morning as words

GO_ON, KEEP, DISCARD, LATER = (key.typed for key in (KEYS.go_on, KEYS.keep, KEYS.discard, KEYS.later))


def settle_session(
    context: AppContext, prompter: Prompter, cue_sink: CueSink, interrupted: Checkpoint, wait_s: float | None
) -> SessionRunner | InterruptedRating | None:
    """Ask what becomes of a session that was cut short; gives what leads it, or its rating, when it is to go on."""
    answer = _ask(
        prompter,
        interrupted_words(context, interrupted),
        words.interrupted_choices(KEYS, rating=interrupted.ended),
        (GO_ON, KEEP, DISCARD, LATER),
        words.discard_surely(KEYS, entered_only=interrupted.ended and interrupted.base is not None),
        wait_s,
    )
    if answer == GO_ON:
        try:
            if interrupted.ended:
                return InterruptedRating(context, interrupted)
            return SessionRunner(SessionController.resumed(context, interrupted), prompter, cue_sink)
        except JournalError as error:
            prompter.say(str(error))
        except CannotGoOnError as error:
            prompter.say(str(error))
            answer = KEEP
    if answer in (KEEP, ""):
        trouble = keep_interrupted(context, interrupted, asked=not prompter.unanswered)
        prompter.say(trouble or words.SESSION_KEPT)
    elif answer == DISCARD:
        prompter.say(clear_checkpoint(context, interrupted.id) or words.DISCARDED)
    return None


def settle_form(context: AppContext, prompter: Prompter, left: LeftForm, wait_s: float | None) -> None:
    """Ask what becomes of a form that was filled in on the full screen; unanswered it waits for the next start."""
    if prompter.nobody:
        return
    answer = _ask(
        prompter,
        left_form_words(context, left),
        words.left_form_choices(KEYS),
        (KEEP, DISCARD, LATER),
        words.discard_surely(KEYS, entered_only=True),
        wait_s,
    )
    if answer == KEEP:
        prompter.say(keep_left_form(context, left) or words.FORM_KEPT)
    elif answer == DISCARD:
        prompter.say(clear_checkpoint(context, left.draft.id) or words.DISCARDED)


def _ask(
    prompter: Prompter,
    told: tuple[str, str],
    question: str,
    choices: tuple[str, ...],
    surely: str,
    wait_s: float | None,
) -> str:
    """Ask what becomes of something; "" where nobody says."""
    prompter.say(". ".join(told))
    answer = prompter.choice(question, choices, wait_s)
    if answer == DISCARD and not prompter.choice(surely, (DISCARD,), wait_s):
        return LATER if prompter.unanswered else ""
    return answer
