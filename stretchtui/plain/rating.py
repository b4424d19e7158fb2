"""Asking by lines how a session was, and saving it with the answers, whatever that takes."""

from __future__ import annotations

from collections.abc import Mapping

from stretchtui.domain.history.edits import Changes, changed
from stretchtui.domain.rating import COMFORT
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal import Saved
from stretchtui.plain.keys import KEYS
from stretchtui.plain.prompt import QUIT, TAKE_BACK, Prompter
from stretchtui.session.context import AppContext
from stretchtui.session.saving import Rated, SaveRefused, clear_checkpoint, save_elsewhere
from stretchtui.system.program import MERGE
from stretchtui.words import labels, saving
from stretchtui.words.plain import morning as words
from stretchtui.words.plain.session import safety_page


class RatingDialogue:
    """The questions after a session and what was answered so far.

    Each waits `wait_s`. `failure` is a sentence for the person when nothing has the session in the end.
    """

    def __init__(
        self,
        context: AppContext,
        prompter: Prompter,
        rated: Rated,
        record: SessionRecord,
        *,
        wait_s: float | None,
        entered: Mapping[str, object],
    ) -> None:
        self.record = record
        self.failure: str | None = None
        self._context = context
        self._prompter = prompter
        self._rated = rated
        self._wait_s = wait_s
        self._entered = dict(entered)

    def ask(self, *, back: bool) -> str | None:
        """Ask how it was; each answer is kept at once, and the first that nobody gives ends the asking.

        TAKE_BACK when the person would rather go on after an early end, which `back` offers.
        """
        prompter = self._prompter
        if back and not prompter.nobody:
            prompter.say(words.end_can_be_taken_back(KEYS))
        prompter.unanswered = False
        if prompter.source.terminal:
            prompter.source.drop()  # what was typed before a question was put is no answer to it
        safety = tuple(safety_page(self._context.config.emergency_number, KEYS))
        stiff = self._context.stiffness_after(self.record.routine)
        for name, scale in (("stiffness_after", stiff), ("comfort", COMFORT)):
            if prompter.nobody:
                return None
            before = words.entered_before(self._entered.get(name), KEYS)
            answer = prompter.rating(scale, self._wait_s, before, safety=safety, back=back)
            if answer in (QUIT, TAKE_BACK):
                return str(answer)
            self._enter(name, answer)
        if not prompter.nobody:
            prompter.say(f"{words.note(KEYS)} {words.entered_before(self._entered.get('note'), KEYS)}".rstrip())
            self._enter("note", prompter.answer(self._wait_s))
        return None

    def _enter(self, name: str, value: object) -> None:
        if value not in (None, ""):
            self._entered[name] = value
            if trouble := self._rated.keep_entered(self._answers):
                self._prompter.say(trouble)

    @property
    def _answers(self) -> Changes:
        return Changes(values=self._entered)

    def put(self, *, restore: bool = False) -> Saved | SaveRefused:
        """Write the session into the journal with what was said of it so far."""
        return self._rated.save_rated(self._answers, restore=restore)

    def save(self) -> None:
        """Save with the rating; as long as that is refused, offer every other way."""
        saved = self.put()
        while isinstance(saved, SaveRefused):
            title, detail = saving.refused(saved.reason, safe=saved.safe, deleted=saved.deleted)
            self._prompter.say(f"{title}. {detail}".replace("\n", " "))
            if not self._wants_another_try(saved):
                return
            saved = self.put(restore=saved.deleted)
        if saved.meanwhile:
            self._prompter.say(saving.changed_meanwhile(saved.meanwhile))
        self._prompter.say(words.saved(saved.record, self._context.week(saved.record.day)))

    def _wants_another_try(self, refusal: SaveRefused) -> bool:
        """Offer what can be done with a session that the journal refused."""
        record = changed(self.record, self._answers, self._context.now())
        choices = words.unsaved_choices(KEYS, deleted=refusal.deleted)
        self._prompter.say(choices)
        warned = refusal.safe or refusal.deleted
        while line := self._prompter.answer(self._wait_s):
            if line.lower() in (KEYS.again.typed, "again"):
                return True
            if line.lower() in (KEYS.leave.typed, "leave", KEYS.end.typed):
                if warned:
                    self._leave(refusal)
                    return False
                warned = True
                self._prompter.say(words.leaving_loses(KEYS))
            elif line.lower() in (KEYS.as_text.typed, "text"):
                self._prompter.say(*labels.page(record, self._context.library.names), choices)
            elif isinstance(saved := save_elsewhere(self._context, record, line), str):
                self._prompter.say(saved, choices)
            else:
                self._prompter.say(words.saved_in(one_line(str(saved)), MERGE))
                return False
        if self._prompter.unanswered:
            self._tell_unsaved(refusal)
        return not self._prompter.unanswered

    def _leave(self, refusal: SaveRefused) -> None:
        """Leave a session as the person wants it: deleted where it was, else out of the journal."""
        if refusal.deleted:
            self._prompter.say(clear_checkpoint(self._context, self.record.id) or words.LEFT_DELETED)
        else:
            self._tell_unsaved(refusal)

    def _tell_unsaved(self, refusal: SaveRefused) -> None:
        self.failure = words.not_in_the_journal(refusal.reason, safe=refusal.safe)
