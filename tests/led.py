"""A session that is led without any drawing, as the screen and the plain lines do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stretchtui.domain.history.edits import Changes
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session.player import MAX_GAP_S
from stretchtui.domain.session.request import SessionRequest
from stretchtui.journal import Checkpoint, Checkpoints, FormDraft, Journal
from stretchtui.session.context import AppContext
from stretchtui.session.controller import SessionController
from tests.support import FakeClock, make_context


class Led:
    """A session led by one program, and the journal as another program sees it."""

    def __init__(self, folder: Path, context: AppContext | None = None, **request: Any) -> None:
        self.folder = folder
        self.context = context or make_context(folder)
        assert isinstance(self.context.clock, FakeClock)
        self.clock = self.context.clock
        self.other = Journal(self.context.locations.journal, self.clock.now)
        usual = {"routine": self.context.routine, "level": self.context.config.level}
        self.session = SessionController(self.context, SessionRequest(**usual | request), stiffness_before=6)
        self.player, self.recorder = self.session.player, self.session.recorder
        self.player.start(self.clock.seconds)

    def run(self, seconds: float) -> None:
        """Let the session run, written down at the end of each phase."""
        for _ in range(round(seconds / MAX_GAP_S)):
            if self.player.advance(self.clock.go(MAX_GAP_S)) and not self.player.over:
                assert self.recorder.checkpoint_if_due(phase_ended=True) is None

    def play_out(self) -> None:
        """Let the session run to its end, with nothing written down on the way."""
        while not self.player.over:
            self.player.advance(self.clock.go(MAX_GAP_S))

    def press(self, *steps: str) -> None:
        """Take steps by their names."""
        for step in steps:
            hand = self.player if step == "stop_for_pain" else self.session
            getattr(hand, step)(self.clock.monotonic())

    def ended(self) -> SessionRecord:
        """End the session, as it was saved then."""
        self.press("end")
        record, trouble = self.recorder.save()
        assert trouble is None
        assert record is not None
        return record

    def stored(self) -> SessionRecord:
        record = self.other.get(self.recorder.start.id)
        assert record is not None
        return record

    def abandoned(self) -> Checkpoint:
        """Be killed, start again, and give what is found then."""
        free_locks(self.context)
        self.context = make_context(self.folder, self.clock)
        (found,) = interrupted(self.context)
        assert isinstance(found, Checkpoint)
        return found


def free_locks(context: AppContext) -> None:
    """Do all that a system does for a program that was killed."""
    context.checkpoints.abandon()


def interrupted(context: AppContext) -> list[Checkpoint | FormDraft]:
    """Give what the next start finds, the sessions before the forms."""
    own = Checkpoints(context.locations.state / "sessions")
    return [*own.interrupted(), *own.forms_left_over()]


RATING = Changes(values={"stiffness_after": 3, "comfort": 4, "note": "som"})


def killed_in_session(folder: Path) -> None:
    """Lead a session for a minute, and be killed."""
    led = Led(folder)
    led.run(60)
    led.abandoned()


def killed_while_rating(folder: Path) -> Led:
    """Lead a session to its end, rate it, and be killed before that is saved."""
    led = Led(folder)
    led.play_out()
    led.ended()
    assert led.recorder.keep_entered(RATING) is None
    led.abandoned()
    return led
