"""A session as it is led: its player, the steps that can be taken back, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from stretchtui.domain.cues.cue_scheduler import CueScheduler
from stretchtui.domain.cues.cue_sheet import Cue
from stretchtui.domain.cues.speech import Ways
from stretchtui.domain.session import pain
from stretchtui.domain.session.held_key import HeldKey
from stretchtui.domain.session.player import MAX_GAP_S, SessionPlayer
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.domain.session.undo import Undo
from stretchtui.journal import Checkpoint, JournalError
from stretchtui.library import LibraryError
from stretchtui.session.context import AppContext
from stretchtui.session.guidance import USUAL_WAYS, guide, guided, speech
from stretchtui.session.interrupted import resumed_request
from stretchtui.session.recorder import SessionRecorder
from stretchtui.words import saving


class CannotGoOnError(Exception):
    """An interrupted session does not fit its routine any more, or that is gone; says so in a sentence."""


class SessionController:
    """Does what a key means in a session: the one place for the screen and the plain lines.

    `now` is the session's own time in seconds, as the player is given it. Raises ValueError for a
    checkpoint that does not fit its routine any more, and JournalError for one that another program
    has taken up.
    """

    def __init__(
        self,
        context: AppContext,
        request: SessionRequest,
        *,
        stiffness_before: int | None = None,
        interrupted: Checkpoint | None = None,
    ) -> None:
        self.context = context
        self._heard = context.config, context.no_voice
        self.request = request
        self._ways = USUAL_WAYS
        plan, gap_s = guided(context, request).plan(), MAX_GAP_S * request.speed
        self.player = SessionPlayer(plan, start_from=request.start_from, pace=request.pace, max_gap_s=gap_s)
        self.recorder = SessionRecorder(
            context, request, self.player, stiffness_before=stiffness_before, interrupted=interrupted
        )
        self._undo = Undo()
        self._held = HeldKey()
        self._caller = self._new_caller()

    @classmethod
    def resumed(cls, context: AppContext, interrupted: Checkpoint) -> SessionController:
        """Go on with an interrupted session as it stood last.

        Raises JournalError where another program has taken it up, and CannotGoOnError where its routine is another now.
        """
        try:
            return cls(context, resumed_request(context, interrupted), interrupted=interrupted)
        except JournalError:
            raise
        except (LibraryError, ValueError) as error:
            raise CannotGoOnError(saving.cannot_go_on(str(error))) from None

    @property
    def in_pain(self) -> bool:
        """Tell whether the session waits because something hurts."""
        return self.player.state.pain is not None

    @property
    def can_take_back(self) -> bool:
        """Tell whether there is a pause for pain, or a step, to take back."""
        return self.in_pain or self._undo.possible(self._ran_s)

    @property
    def can_leave_out(self) -> bool:
        """Tell whether there is an exercise to come that can be left out from this pause."""
        return self.in_pain and pain.can_be_left_out(self.player.phases, self.player.state)

    @property
    def can_begin(self) -> bool:
        """Tell whether a movement is got ready for, which can begin at once."""
        return self.player.state.run is RunState.RUNNING and self.player.phase.kind is PhaseKind.GET_READY

    @property
    def can_tell_more(self) -> bool:
        """Tell whether there is more to say of what one gets ready for than is told now."""
        phase = self.player.phase
        return phase.kind is PhaseKind.GET_READY and not self.player.plan.tells_in_full(phase.number)

    @property
    def _ran_s(self) -> float:
        """Give the time that steps are measured by: it stands still in any pause, and after the end."""
        return self.player.state.active_s / self.request.speed

    def repeated(self, key: str) -> bool:
        """Tell whether a key is only held down."""
        return self._held.repeated(key, self.context.clock.monotonic())

    def tell_keys(self, ways: Ways) -> None:
        """Let what is told name the keys of the way of leading at hand."""
        self._ways = ways
        self._told_anew()

    def now_s(self) -> float:
        """Give the session's own time: the monotonic clock, faster in a preview."""
        return self.context.clock.monotonic() * self.request.speed

    def cue(self, speed: float = 1.0) -> Cue | None:
        """Give the cue to be called now, if any, for a clock that runs `speed` times as fast as who hears or reads it.

        The settings are as they are now, and from then on the plan goes by them too.
        """
        context = self.context
        if self._heard != (context.config, context.no_voice):
            self._heard = context.config, context.no_voice
            self._told_anew()
        self._caller.speech = speech(context.config, speed, no_voice=context.no_voice)
        return self._caller.follow(self.player.state)

    def next_cue_s(self) -> float | None:
        """Give the session's seconds to the next cue or phase; None while it stands still."""
        return self._caller.wait_s(self.player.state)

    def _new_caller(self) -> CueScheduler:
        return CueScheduler(self.player.plan, speech(self.context.config, no_voice=self.context.no_voice))

    def _told_anew(self) -> None:
        self.player.told_by(guide(self.context, self.request.routine, self._ways))

    def toggle(self, now: float) -> None:
        """Pause, or go on; out of a pause for pain that is a step, which marks what is proposed."""
        if self.player.state.run is RunState.RUNNING:
            self.player.pause(now)
        elif self.in_pain:
            self._step(self.player.resume, now)
        else:
            self.player.resume(now)

    def enter(self, now: float) -> None:
        """Begin the movement that one gets ready for; otherwise pause, or go on."""
        if self.can_begin:
            self._step(self.player.begin, now)
        else:
            self.toggle(now)

    def next(self, now: float) -> None:
        """Begin the movement, or go to the next rep, side or exercise; in pain, choose what was begun after."""
        self._step(self.player.next, now, moves=not self.in_pain)

    def back(self, now: float) -> None:
        """Do this one again, or the one before; in a pause for pain, choose what was begun before."""
        self._step(self.player.back, now, moves=not self.in_pain)

    def change_pace(self, direction: int, now: float) -> str | None:
        """Take the next slower or quicker pace, and keep it for other mornings; a sentence if that failed."""
        self.player.change_pace(direction, now)
        pace = self.player.state.pace
        return None if pace == self.context.config.pace else self.context.change(pace=pace)

    def leave_out(self, now: float) -> None:
        """Leave out the exercise to come, which was not begun."""
        if self.can_leave_out:
            self._step(self.player.leave_out, now)

    def end(self, now: float) -> None:
        """End the session early; taken back it runs, whether it was paused for the question or not."""
        self.player.advance(now)
        state = self.player.state
        if not self.player.over:
            running = state if self.in_pain else replace(state, run=RunState.RUNNING, reason=None)
            self._undo.remember(running, self._ran_s)
        self.player.end(now)

    def digit(self, digit: int) -> None:
        """Take a digit as how much it hurts."""
        if self.player.state.pain is not None:
            self.player.change_pain(pain.with_digit(self.player.state.pain, digit))

    def rate_pain(self, nrs: int | None) -> None:
        """Take a number 0-10 as how much it hurts; None takes it back."""
        if self.player.state.pain is not None:
            self.player.change_pain(pain.rated(self.player.state.pain, nrs))

    def take_back(self, now: float) -> bool:
        """Take a pause for pain back, or else the last step; tell whether there was one."""
        if self.in_pain:
            self.player.no_pain(now)
            return True
        over = self.player.over
        before = self._undo.take(self._ran_s)
        if before is None:
            return False
        self.player.take_back(before, now)
        self._undo.uncover(self._ran_s)
        if over:
            self.recorder.end_taken_back()
            self._caller = self._new_caller()
        return True

    def _step(self, step: Callable[[float], object], now: float, *, moves: bool = True) -> None:
        """Take a step that can be taken back, if it moves the session on."""
        self.player.advance(now)
        if moves and not self.player.over:
            self._undo.remember(self.player.state, self._ran_s)
        step(now)
