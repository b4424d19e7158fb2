"""Leading through a session by lines: cues out, keys in, and everything kept on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stretchtui.domain.cues.cue_sheet import Cue, CueKind
from stretchtui.domain.rating import PAIN, STIFFNESS
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session.player_state import PauseReason, RunState
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.domain.text import whole_sentence
from stretchtui.plain.cue_sink import CueSink
from stretchtui.plain.keys import ALIASES, KEYS
from stretchtui.plain.prompt import Prompter, number
from stretchtui.session.controller import SessionController
from stretchtui.words import leading
from stretchtui.words.plain import session as words
from stretchtui.words.plain.keys import all_keys, ways

Actions = dict[str, Callable[[], None]]

TICK_S = 0.1
"""How long to wait for a line that is on its way out, and the shortest step of a session."""

LOOK_S = 0.5
"""A running session is looked after this often at least: a machine that slept is told from one that was waited for."""

ALONE_S = 10.0
"""Where nobody can press a key any more, a pause lasts so long."""

COMPLAINTS_APART_S = 1.0
"""A flood of lines that are no keys is answered no more often than this."""


class SessionRunner:
    """Leads through one session.

    `late_answer` takes a number typed early in the session as the stiffness before, because the
    question went on without waiting for it.
    """

    def __init__(
        self, controller: SessionController, prompter: Prompter, cue_sink: CueSink, *, late_answer: bool = False
    ) -> None:
        self.context = controller.context
        self.controller = controller
        self.request = controller.request
        self.prompter = prompter
        self._cue_sink = cue_sink
        self.controller.tell_keys(ways(KEYS))
        self.player, self.recorder = controller.player, controller.recorder
        self._late_answer = late_answer
        self._now_s = self.controller.now_s()
        self._asking_end = False
        self._answering = False
        self._stalled = False
        self._alone_from_s: float | None = None
        self._complained_s = self._now_s - COMPLAINTS_APART_S * self.request.speed
        self._keys = self._session_keys()
        self._keys_in_pain = self._pain_keys()
        self._tellings = self._telling_keys()

    def lead(self) -> None:
        """Lead through to the end, whichever end that is. Raises TerminationSignal when the program is told to go."""
        self.player.start(self._now_s)
        if self.player.state.run is RunState.PAUSED:
            self.controller.cue()
            self.prompter.say(words.why_paused(self.player.moment(), KEYS))
        self._follow()
        while not self.player.over:
            line = self.prompter.take(self._wait_s())
            self._catch_up()
            if line is not None:
                self._obey(line)
            elif self.prompter.source.ended and self.player.state.run is RunState.PAUSED:
                self._go_on_alone()

    def save(self) -> tuple[SessionRecord | None, str | None]:
        """Put what was done into the journal, as `SessionRecorder.save` does; a session under way ends here."""
        if not self.player.over:
            self.player.end(self._now_s)
        self.context.awake.want(False)
        return self.recorder.save()

    def again(self) -> SessionRunner:
        """Give a runner that goes on before the step that ended this session."""
        self.controller.take_back(self._now_s)
        return SessionRunner(self.controller, self.prompter, self._cue_sink)

    def _take_back(self) -> None:
        if not self.controller.take_back(self._now_s):
            self.prompter.say(words.NOTHING_TO_TAKE_BACK)

    # --- time -------------------------------------------------------------------------------

    def _wait_s(self) -> float | None:
        """Say how long to wait for a line before the session has to be looked after."""
        if self.player.state.run is RunState.PAUSED:
            return LOOK_S if self.prompter.source.ended else None
        if not self.prompter.sink.settled:
            return TICK_S
        return min(LOOK_S, self._step_s() / self.request.speed)

    def _step_s(self) -> float:
        """Give the session's seconds to the next cue or phase: a step that long calls each at its own moment."""
        return max(TICK_S, self.controller.next_cue_s() or 0.0)

    def _catch_up(self) -> None:
        """Let the session come up to the clock in small steps, or pause it when too much time has gone by.

        While a line is still on its way out, nothing is counted: nobody could have read it.
        """
        now_s = self.controller.now_s()
        running = self.player.state.run is RunState.RUNNING
        gap = now_s - self._now_s > self.player.max_gap_s
        if running and not gap and not self.prompter.sink.settled:
            return
        self._stalled = not self.prompter.sink.settled
        at_once = gap or not running
        while self._now_s < now_s:
            self._now_s = now_s if at_once else min(now_s, self._now_s + self._step_s())
            entered = self.player.advance(self._now_s)
            self._follow(phase_ended=bool(entered) or gap)
            if self.player.over:
                return

    def _follow(self, *, phase_ended: bool = False, silently: bool = False) -> None:
        """Say what the session has become, and write down how it stands."""
        # Lines are read at the reader's own pace, so a preview shows the same ones as a real session.
        cue = self.controller.cue()
        if cue is not None and not silently:
            self._say(cue)
            self._cue_sink.call(cue)
        error = None if self.player.over else self.recorder.checkpoint_if_due(phase_ended=phase_ended)
        if error is not None:
            self.prompter.say(error)
        if self.player.state.run is not RunState.PAUSED:
            self._alone_from_s = None
        self.context.awake.want(self.player.state.run is RunState.RUNNING)

    def _say(self, cue: Cue) -> None:
        if cue.kind is CueKind.PAUSED and self._stalled and self.player.state.reason is PauseReason.GAP:
            self.prompter.say(words.not_shown(KEYS))
        elif line := words.cue_line(cue, self.player.moment(), KEYS):
            self.prompter.say(line)
        if cue.kind is CueKind.STOPPED:
            self.prompter.say(*words.pain_choices(self.player.moment(), KEYS))

    def _go_on_alone(self) -> None:
        """End a pause that nobody can end: a question about the end is taken as the end, else it goes on."""
        if self._asking_end:
            self.controller.end(self._now_s)
            self._follow()
        elif self._alone_from_s is None:
            self._alone_from_s = self._now_s
            self.prompter.say(words.BY_ITSELF)
        elif self._now_s - self._alone_from_s >= ALONE_S:
            self.controller.toggle(self._now_s)
            self._follow(phase_ended=True)

    # --- keys -------------------------------------------------------------------------------

    def _session_keys(self) -> Actions:
        """Give what the keys do that move the session."""
        return {
            KEYS.enter.typed: lambda: self.controller.enter(self._now_s),
            KEYS.next.typed: lambda: self.controller.next(self._now_s),
            KEYS.back.typed: lambda: self.controller.back(self._now_s),
            KEYS.pain.typed: lambda: self.player.stop_for_pain(self._now_s),
            KEYS.take_back.typed: self._take_back,
            KEYS.more.typed: lambda: self._change_hold(1),
            KEYS.less.typed: lambda: self._change_hold(-1),
            KEYS.slower.typed: lambda: self._change_pace(1),
            KEYS.quicker.typed: lambda: self._change_pace(-1),
            KEYS.full.typed: self._tell_in_full,
        }

    def _pain_keys(self) -> Actions:
        """Give what the keys do in a pause for pain."""
        return {
            **{key.typed: self._keys[key.typed] for key in (KEYS.enter, KEYS.next, KEYS.back, KEYS.take_back)},
            KEYS.less.typed: lambda: self.controller.leave_out(self._now_s),
            KEYS.not_said.typed: lambda: self.controller.rate_pain(None),
        }

    def _telling_keys(self) -> Actions:
        """Give what the keys do that ask or tell something."""
        emergency_number = self.context.config.emergency_number
        return {
            KEYS.end.typed: self._ask_end,
            KEYS.sound.typed: lambda: self.prompter.say(self._cue_sink.change()),
            KEYS.where.typed: lambda: self.prompter.say(words.where(self.player.moment())),
            KEYS.help.typed: lambda: self._show_page(all_keys(KEYS)),
            KEYS.instructions.typed: lambda: self._show_page(words.instructions(self.player.phase.exercise)),
            KEYS.safety.typed: lambda: self._show_page(words.safety_page(emergency_number, KEYS)),
        }

    def _obey(self, line: str) -> None:
        """Do what a line says; one that comes as the session ends is for the questions after it."""
        key = ALIASES.get(line.lower(), line.lower())
        asked_end, self._asking_end = self._asking_end, False
        if asked_end and key in (KEYS.end.typed, "y", "yes"):
            self.controller.end(self._now_s)
            self._follow()
        elif self.controller.in_pain and key not in self._tellings:
            self._obey_in_pain(key, line, asked_end=asked_end)
        elif self._answering or self.player.over:
            self.prompter.keep_for_questions(line)
        elif key in self._keys:
            self._keys[key]()
            self._follow(phase_ended=True)
        elif key in self._tellings:
            self._tellings[key]()
        elif not self._take_number(line):
            self._complain(line)

    def _obey_in_pain(self, key: str, line: str, *, asked_end: bool) -> None:
        """Do what a line says in a pause for pain; a number is how much it hurts."""
        before = self.player.state
        nrs = number(line)
        if nrs is not None and PAIN.accepts(nrs):
            self.controller.rate_pain(nrs)
        elif nrs is not None or (key not in self._keys_in_pain and key != KEYS.pain.typed):
            self.prompter.say(words.expected_in_pain(line, KEYS))
            return
        elif key in self._keys_in_pain and not (asked_end and key == KEYS.enter.typed):
            self._keys_in_pain[key]()
        said_so = self.player.state.pain != before.pain and nrs is None and key != KEYS.not_said.typed
        self._follow(phase_ended=True)
        if self.controller.in_pain and not said_so:
            self.prompter.say(*words.pain_choices(self.player.moment(), KEYS))

    def _tell_in_full(self) -> None:
        """Tell all of what one gets ready for; later it would be in the way, so that is said."""
        if self.player.phase.kind is not PhaseKind.GET_READY:
            self.prompter.say(words.told_before(KEYS))
        self.player.tell_in_full(self._now_s)

    def _change_hold(self, direction: int) -> None:
        """Hold longer or less long; where that cannot be, say how long it is."""
        before = self.player.state.more_hold_s
        self.player.change_hold(direction, self._now_s)
        if self.player.state.more_hold_s == before:
            self.prompter.say(words.hold_stays(self.player.moment().hold_s))

    def _change_pace(self, direction: int) -> None:
        """Give more or less time to everything but the holds."""
        if trouble := self.controller.change_pace(direction, self._now_s):
            self.prompter.say(trouble)
        self.prompter.say(whole_sentence(leading.pace_now(self.player.state.pace)))

    def _wait(self) -> None:
        """Pause without a word: what is said next says it."""
        self.player.pause(self._now_s)
        self._follow(phase_ended=True, silently=True)

    def _ask_end(self) -> None:
        """Ask, then end the session and keep what was done."""
        self._wait()
        self._asking_end = True
        in_pain = self.controller.in_pain
        self.prompter.say(words.end_question(KEYS, recorded=self.request.recorded, in_pain=in_pain))

    def _show_page(self, lines: Iterable[str]) -> None:
        """Pause and tell something longer."""
        self._wait()
        self.prompter.say(*lines)
        if self.controller.in_pain:
            self.prompter.say(*words.pain_choices(self.player.moment(), KEYS))
        else:
            self.prompter.say(words.paused(KEYS))

    def _take_number(self, line: str) -> bool:
        """Take a number as a late answer, or in a pipe, where it stands before its question, for later."""
        value = number(line)
        if value is None:
            return False
        held = self.player.state.attempt_s > 0 or any(tally.begun for tally in self.player.state.tallies.values())
        if self._late_answer and STIFFNESS.accepts(value) and not held:
            self.recorder.rate_before(value)
            self._late_answer = False
            self.prompter.say(words.noted_before(value))
            return True
        if self.prompter.source.terminal:
            return False
        self._answering = True
        self.prompter.keep_for_questions(line)
        return True

    def _complain(self, line: str) -> None:
        now_s = self.controller.now_s()
        if now_s - self._complained_s >= COMPLAINTS_APART_S * self.request.speed:
            self._complained_s = now_s
            self.prompter.say(words.no_key(line, KEYS))
