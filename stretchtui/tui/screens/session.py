"""The active exercise: a figure, a ring with huge digits, and one instruction at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session.bounce import Bounce
from stretchtui.domain.session.player_state import Moment, RunState
from stretchtui.session.controller import SessionController
from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.cue_dispatcher import CueDispatcher
from stretchtui.tui.screens.frame_timer import FrameTimer
from stretchtui.tui.screens.session_keys import BINDINGS, named, offered
from stretchtui.tui.stall_guard import StallGuard
from stretchtui.tui.terminal_driver import stalled
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.session_frame import SessionFrame
from stretchtui.words import leading, saving


class SessionScreen(BaseScreen[SessionRecord | None]):
    """Leads through a session; its result is the record, or None when there is nothing to keep."""

    BLANK = True

    BINDINGS: ClassVar = [*BINDINGS]

    def __init__(self, controller: SessionController) -> None:
        super().__init__()
        self.controller = controller
        self.context = context = controller.context
        self.request = request = controller.request
        self.player, self.recorder = controller.player, controller.recorder
        self._bounce = Bounce()
        self._stall_guard = StallGuard(self.player)
        self._cue_dispatcher = CueDispatcher(self, self.tick, controller)
        self._frame_timer = FrameTimer(self, self.tick, request.speed)
        self._frame = SessionFrame(
            leading.title(request),
            request.level,
            request.exercises,
            rendering=context.rendering,
            figure=context.figure_rendering,
            key_of=self.key_of,
        )
        self._could_take_back = False
        self._ended = False

    def compose(self) -> ComposeResult:
        """Lay out the frame whose edge follows the phase, with everything in it."""
        yield self._frame
        yield KeyLine(self._key_words)

    @property
    def _moving(self) -> bool:
        """Tell whether pictures move: a setting of ours, and one of Textual's."""
        return self.context.config.animation and self.app.animation_level != "none"

    def on_mount(self) -> None:
        """Start the session's clock."""
        self.controller.tell_keys(leading.ways(*map(self.key_of, ("session-pain", "session-next", "session-go-on"))))
        self._bounce.begin(self.context.clock.monotonic())
        self.player.start(self.controller.now_s())
        self._follow(phase_ended=False)

    def on_screen_suspend(self) -> None:
        """Wait while something else is on top."""
        self.wait()

    def wait(self) -> None:
        """Pause until the person goes on."""
        self.player.pause(self.controller.now_s())
        self._follow()

    # --- time -------------------------------------------------------------------------

    def tick(self) -> None:
        """Let the session catch up with the clock, and show it; what nobody sees is not counted."""
        unseen = self._stall_guard.look(stalled(self.app), self.context.clock.monotonic(), self.controller.now_s())
        entered = self.player.advance(self.controller.now_s())
        if unseen and not self.player.over:
            self._note(phase_ended=bool(entered))
            return
        if self.player.over:
            self._finish()
            return
        self._follow(phase_ended=bool(entered))

    def _follow(self, *, phase_ended: bool = True) -> None:
        """Call, write down and show what the session has become; the cue first, since it must not be late."""
        self._cue_dispatcher.follow(flashing=self._moving)
        self._note(phase_ended=phase_ended)
        moment = self.player.moment()
        self._show(moment)
        self._frame_timer.follow(moment, moving=self._moving)
        self.context.awake.want(moment.run is RunState.RUNNING)

    def _show(self, moment: Moment) -> None:
        shown = self._frame.show(
            moment,
            moving=self._moving,
            can_take_back=self.controller.can_take_back,
        )
        if shown or self._could_take_back is not self.controller.can_take_back:
            self._could_take_back = self.controller.can_take_back
            self.refresh_bindings()

    # --- keys -------------------------------------------------------------------------

    def _key_words(self) -> Mapping[str, str]:
        """Name a key by what it does now."""
        return named(self.controller)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        return offered(self.controller, action)

    def action_toggle_pause(self) -> None:
        """Pause, or go on."""
        if self.controller.in_pain and self.controller.repeated("go-on"):
            return
        self.controller.toggle(self.controller.now_s())
        self._after_key()

    def action_enter(self) -> None:
        """Begin the movement that one gets ready for; otherwise pause, or go on."""
        if self._bounce.passed_over(self.context.clock.monotonic(), accepts=True):
            return
        if self.controller.in_pain:
            self.action_toggle_pause()
        elif not self.controller.repeated("enter"):
            self.controller.enter(self.controller.now_s())
            self._after_key()

    def action_next_station(self) -> None:
        """Go to the other side or the next exercise."""
        self._step("next", self.controller.next)

    def action_back(self) -> None:
        """Do this one again, or the one before."""
        self._step("back", self.controller.back)

    def action_stop_exercise(self) -> None:
        """Stop because it hurts, and ask what is to be marked."""
        self._step("pain", self.player.stop_for_pain)

    def action_leave_out(self) -> None:
        """Leave out the exercise to come."""
        self._step("leave-out", self.controller.leave_out)

    def action_how_much(self, digit: int | None) -> None:
        """Take a digit as how much it hurts, or take the answer back."""
        if digit is None:
            self.controller.rate_pain(None)
        else:
            self.controller.digit(digit)
        self._after_key()

    def action_rate_pain(self, number: int) -> None:
        """Take the number that was clicked as how much it hurts."""
        if self.controller.in_pain:
            self.controller.rate_pain(number)
            self._after_key()

    def action_urgent_care(self) -> None:
        """Say when back pain needs urgent care."""
        self.app.action_open_urgent_care()  # type: ignore[attr-defined]

    def _step(self, name: str, step: Callable[[float], None]) -> None:
        """Take a step; a key held down is one step."""
        if not self.controller.repeated(name):
            step(self.controller.now_s())
            self._after_key()

    def action_take_back(self) -> None:
        """Take the last step back."""
        if self.controller.take_back(self.controller.now_s()):
            self._after_key()

    def again(self) -> SessionScreen | None:
        """Give a screen that goes on before the step that ended this session; None when there is none to take back."""
        if not self.player.over or not self.controller.take_back(self.controller.now_s()):
            return None
        return SessionScreen(self.controller)

    def action_tell_in_full(self) -> None:
        """Tell all of the exercise that one gets ready for."""
        self.player.tell_in_full(self.controller.now_s())
        self._after_key()

    def action_change_hold(self, direction: int) -> None:
        """Lengthen or shorten the holds of this exercise."""
        self.player.change_hold(direction, self.controller.now_s())
        self.notify(leading.hold_now(self.player.moment().hold_s), timeout=2)
        self._after_key()

    def action_change_pace(self, direction: int) -> None:
        """Give more or less time to everything but the holds."""
        if error := self.controller.change_pace(direction, self.controller.now_s()):
            self.notify(error, severity="warning")
        self.notify(leading.pace_now(self.player.state.pace), timeout=2)
        self._after_key()

    def action_toggle_figure_only(self) -> None:
        """Show figure and ring only, or everything again."""
        self.toggle_class("-figure-only")

    @work
    async def action_end_early(self) -> None:
        """Ask, then end the session and keep what was done."""
        kept = leading.END_DETAIL if self.request.recorded else ""
        question = ConfirmScreen(leading.END_QUESTION, detail=kept, yes=leading.END, no=leading.GO_ON)
        if await self.app.push_screen_wait(question):
            self.controller.end(self.controller.now_s())
            self._finish()
            return
        if not self.controller.in_pain:
            self.player.resume(self.controller.now_s())
        self._after_key()

    def _after_key(self) -> None:
        if self.player.over:
            self._finish()
        else:
            self._follow()
            self.refresh_bindings()

    # --- the end ----------------------------------------------------------------------

    def record(self) -> SessionRecord:
        """Sum up the session as it stands."""
        return self.recorder.record()

    def keep(self) -> SessionRecord | None:
        """Write what was done to the journal, once; None when there is nothing to write."""
        record, error = self.recorder.save()
        if error is not None:
            self.notify(error, title=saving.NOT_SAVED_YET, severity="error", timeout=20)
        return record

    def _note(self, *, phase_ended: bool = False) -> None:
        """Write down how the session stands, so that nothing can take it away."""
        error = None if self._ended else self.recorder.checkpoint_if_due(phase_ended=phase_ended)
        if error is not None:
            self.notify(error, severity="warning", timeout=20)

    def keep_now(self) -> None:
        """Save at once because the program is about to go."""
        if not self._ended:
            self._ended = True
            self.player.end(self.controller.now_s())
            self.keep()

    def _finish(self) -> None:
        if self._ended:
            return
        self._ended = True
        self.context.awake.want(False)
        self._cue_dispatcher.follow(flashing=self._moving)
        self._frame_timer.stop()
        record = self.keep()
        if record is None:
            self.notify(leading.not_recorded(self.request))
        self.dismiss(record)

    def on_key(self, event: events.Key) -> None:
        """Keep stray keys from moving the focus about."""
        if event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
