"""A whole morning by lines: what is left over, the first question, the session, the rating, and saving."""

from __future__ import annotations

import contextlib
import locale
import os
import sys
from collections.abc import Mapping

from stretchtui.domain.rating import stiffness
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.sound import Sound
from stretchtui.domain.text import whole_sentence
from stretchtui.plain.cue_sink import CueSink
from stretchtui.plain.interrupted import settle_form, settle_session
from stretchtui.plain.keys import KEYS
from stretchtui.plain.prompt import QUIT, TAKE_BACK, Prompter
from stretchtui.plain.rating import RatingDialogue
from stretchtui.plain.session_runner import SessionRunner
from stretchtui.plain.streams import BROKEN, LineReader, LineWriter, TerminationSignal, raw_in, raw_out, signals_to
from stretchtui.session.context import AppContext
from stretchtui.session.controller import SessionController
from stretchtui.session.due import due
from stretchtui.session.guidance import guided
from stretchtui.session.interrupted import InterruptedRating, interrupted_sessions
from stretchtui.session.open_forms import left_forms
from stretchtui.session.saving import Rated, SaveRefused
from stretchtui.system.crash_report import write_crash_report
from stretchtui.words import leading, saving
from stretchtui.words.plain import keys as key_words
from stretchtui.words.plain import morning as words
from stretchtui.words.plain.session import safety_page
from stretchtui.words.plan import all_due

DONE, FAILED = 0, 1

BEFORE_S = 60.0
"""On a terminal the session begins unrated after so long without an answer: the hands may be busy already.

What comes before the question takes a screen reader more than half of that.
"""

PIPED_BEFORE_S = 12.0
"""The same where lines come from a pipe: there may be nobody at its other end."""

PIPED_AFTER_S = 120.0
"""In a pipe the questions at the end wait so long; on a terminal as long as it takes."""

LEAST_S = 3.0
"""Real time that any question has, however fast the session's clock runs."""

LAST_WORD_S = 1.0
"""How long the last line may take when the program is told to go."""


def run(context: AppContext, request: SessionRequest, *, sound_asked: bool) -> tuple[int, str | None]:
    """Lead through a session on the standard streams; gives the exit code, and a sentence if something failed.

    Where the lines go into a pipe there is no sound, unless `sound_asked`.
    """
    encoding = locale.getencoding() if os.name == "posix" else sys.stdout.encoding
    source = LineReader(raw_in(sys.stdin), encoding, terminal=sys.stdin is not None and sys.stdin.isatty())
    with signals_to(source.leave):
        sink = LineWriter(raw_out(sys.stdout), encoding, lambda: source.leave(BROKEN))
        prompter = Prompter(source, sink)
        context.no_voice = not (sound_asked or sys.stdout.isatty())
        cue_sink = CueSink() if context.no_voice else _cue_sink(context, prompter, asked=sound_asked)
        program = PlainProgram(context, request, prompter, cue_sink)
        code = program.run()
        cue_sink.close(at_once=code != DONE)
        context.awake.close()
        return code, program.failure


def _cue_sink(context: AppContext, prompter: Prompter, *, asked: bool) -> CueSink:
    """Make the sound that the settings or the person want; what it cannot do is told to those who asked."""
    from stretchtui.plain.sound import ThreadedCueSink  # noqa: PLC0415 - silence needs none of it

    sound = context.config.sound
    cue_sink = ThreadedCueSink(context, prompter.say)
    instead = cue_sink.choose(sound)
    if instead is not None and (asked or sound is Sound.VOICE):
        prompter.say(instead)
    return cue_sink


class PlainProgram:
    """Leads through a session by lines and keeps it, whatever ends it; what it works with is passed in.

    `failure` is a sentence for the person when something that was asked for was not done.
    """

    def __init__(
        self, context: AppContext, request: SessionRequest, prompter: Prompter, cue_sink: CueSink | None = None
    ) -> None:
        self.context = context
        self.request = request
        self.prompter = prompter
        self.failure: str | None = None
        self._cue_sink = cue_sink or CueSink()
        self._runner: SessionRunner | None = None
        self._rating: RatingDialogue | None = None

    def run(self) -> int:
        """Run from the first line to the last, and give the exit code."""
        try:
            code = self._morning()
            while not self.prompter.sink.settled:
                self.prompter.source.take(0.1)
        except TerminationSignal as leaving:
            code = self._leave(leaving.number)
        except Exception as error:  # noqa: BLE001 - whatever went wrong in here, the session is kept
            with contextlib.suppress(Exception):
                self._keep()
            self.failure = write_crash_report(error, self.context.locations.state, self.context.now())
            code = FAILED
        return code

    def _morning(self) -> int:
        self.prompter.listen()
        if self.context.show_notice:
            self.prompter.say(words.notice(KEYS))
            self.context.remember_notice()
        wait_s = self._wait_s(None, PIPED_BEFORE_S)
        for interrupted in interrupted_sessions(self.context):
            going_on = settle_session(self.context, self.prompter, self._cue_sink, interrupted, wait_s)
            if isinstance(going_on, InterruptedRating):
                self._go_on_rating(going_on)
            elif going_on is not None:
                self._say_keys()
                return self._lead(going_on)
        for left in left_forms(self.context):
            settle_form(self.context, self.prompter, left, wait_s)
        length_s = guided(self.context, self.request, key_words.ways(KEYS)).total_s()
        if due_today := due(self.context, self.context.today()):
            self.prompter.say(whole_sentence(all_due(self.context.library.names.routines, due_today, today=True)))
        self.prompter.say(*words.opening(self.request, length_s))
        self._say_keys()
        before = self._ask_before()
        if before == QUIT:
            self.prompter.say(words.NO_SESSION)
            return DONE
        rated = before if isinstance(before, int) else None
        controller = SessionController(self.context, self.request, stiffness_before=rated)
        late = self.prompter.unanswered
        return self._lead(SessionRunner(controller, self.prompter, self._cue_sink, late_answer=late))

    def _say_keys(self) -> None:
        """Tell the keys where there is somebody to press them; briefly to those who have heard them before."""
        if not self.prompter.source.ended:
            self.prompter.say(key_words.in_short(KEYS) if self.context.show_notice else key_words.known(KEYS))

    def _go_on_rating(self, rating: InterruptedRating) -> None:
        """Ask on where the rating of a session was cut short."""
        if rating.meanwhile:
            self.prompter.say(saving.changed_meanwhile(rating.meanwhile))
        self._rating = self._rating_of(rating, rating.record, rating.entered.values)
        self._rating.ask(back=False)
        self._save(self._rating)
        self._rating = None

    # --- the session --------------------------------------------------------------------------

    def _wait_s(self, typing_s: float | None, piped_s: float) -> float | None:
        """Say how long a question waits, by whether a person types; a preview's wait is shorter."""
        wait_s = typing_s if self.prompter.source.terminal else piped_s
        return None if wait_s is None else max(LEAST_S, wait_s / self.request.speed)

    def _ask_before(self) -> int | str | None:
        if self.prompter.nobody:
            return None
        # At a first start nothing begins by itself before a line has answered the notice.
        wait_s = self._wait_s(None if self.context.show_notice else BEFORE_S, PIPED_BEFORE_S)
        scale = stiffness(lying=self.request.routine.begins_lying)
        waits = "" if wait_s is None else words.begins_by_itself(wait_s)
        safety = tuple(safety_page(self.context.config.emergency_number, KEYS))
        return self.prompter.rating(scale, wait_s, waits, safety=safety)

    def _lead(self, runner: SessionRunner) -> int:
        self._runner = runner
        runner.lead()
        record, trouble = runner.save()
        if record is None:
            self.prompter.say(leading.not_recorded(runner.request))
            return DONE
        self._rating = self._rating_of(runner.recorder, record)
        if trouble is not None:
            self.prompter.say(trouble)
        self.prompter.say(words.summary(runner.request.routine.name, record))
        if self._rating.ask(back=runner.controller.can_take_back) == TAKE_BACK:
            self._rating = None
            return self._lead(runner.again())
        return self._save(self._rating)

    def _rating_of(
        self, rated: Rated, record: SessionRecord, entered: Mapping[str, object] | None = None
    ) -> RatingDialogue:
        wait_s = self._wait_s(None, PIPED_AFTER_S)
        return RatingDialogue(self.context, self.prompter, rated, record, wait_s=wait_s, entered=entered or {})

    def _save(self, rating: RatingDialogue) -> int:
        rating.save()
        if rating.failure is None:
            return DONE
        self.failure = rating.failure
        return FAILED

    # --- leaving unasked ----------------------------------------------------------------------

    def _leave(self, number: int) -> int:
        """Keep what there is because the program has to go."""
        kept, trouble = self._keep()
        if trouble is not None:
            self.failure = trouble
        elif number != BROKEN:
            self.prompter.say(words.left(kept))
            self.prompter.sink.flush(LAST_WORD_S)
        return 128 + number

    def _keep(self) -> tuple[SessionRecord | None, str | None]:
        """Save what there is, rated as far as it was; gives it, and a sentence if it could not be saved."""
        if self._rating is None:
            return self._runner.save() if self._runner is not None else (None, None)
        answer = self._rating.put()
        return self._rating.record, answer.reason if isinstance(answer, SaveRefused) else None
