"""A session led in real time on a screen, with an engine that records what it is told to say."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from stretchtui.domain.cues.cue_sheet import Cue, cue_sheet
from stretchtui.domain.cues.speech import Speech
from stretchtui.domain.dose import Sides
from stretchtui.domain.routine import Level, Routine
from stretchtui.domain.session.player_state import PlayerState
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.session.timeline import Phase, Timeline
from stretchtui.domain.sound import Sound
from stretchtui.session.controller import SessionController
from stretchtui.session.guidance import guided
from stretchtui.system.clock import SystemClock
from stretchtui.tui.app import StretchApp
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.words import spoken
from tests.cues.bench import wall_minus_monotonic_s
from tests.support import make_exercise, make_routine
from tests.tui.harness import hearing, make_context


@dataclass
class Heard:
    """What a session was and when it came to be so.

    `began_s` is its start on the wall clock. `entered_s` has, for each phase entered, how late
    that was noticed, in seconds of real time. `notices` has what went wrong, as it was told.
    """

    phases: Timeline
    speech: Speech
    began_s: float = 0.0
    entered_s: list[float] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def sheet(self) -> tuple[Cue, ...]:
        return cue_sheet(self.phases, self.speech)

    def due_s(self, cue: Cue) -> float:
        """Give the moment of a cue on the wall clock."""
        return self.began_s + cue.at_s / self.speech.speed


def small_routine() -> Routine:
    """Make a routine with every kind of cue in some seconds."""
    return make_routine(
        make_exercise(
            "pull", (4, 4), sides=Sides.EACH, get_ready_s=3.0, move_in_s=1.5, move_out_s=1.5, switch_sides_s=1.5
        ),
    )


async def lead(
    folder: Path,
    routine: Routine,
    *,
    speed: float = 1.0,
    sound: Sound = Sound.VOICE,
    meanwhile: Callable[[float], None] | None = None,
) -> Heard:
    """Lead a session to its end; `meanwhile` is called now and then with its running seconds."""
    context = make_context(folder, SystemClock(), sound=sound)  # type: ignore[arg-type]
    request = SessionRequest(routine=routine, level=Level.STANDARD, speed=speed)
    heard = Heard(guided(context, request).plan().as_led(PlayerState()), Speech(spoken, speed=speed))
    app = hearing(StretchApp)(context)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = SessionScreen(SessionController(context, request))
        starts = starts_s(heard.phases)
        advance = screen.player.advance

        def noted(now: float) -> tuple[Phase, ...]:
            entered = advance(now)
            lag_s = [(screen.player.state.active_s - starts[heard.phases.index(phase)]) / speed for phase in entered]
            heard.entered_s.extend(lag_s)
            return entered

        screen.player.advance = noted  # type: ignore[method-assign]
        await app.push_screen(screen)
        now_s = time.monotonic()
        screen.player.advance(now_s * speed)
        heard.began_s = now_s + wall_minus_monotonic_s() - screen.player.state.active_s / speed
        while app.screen is screen:
            await pilot.pause(0.05)
            if meanwhile is not None:
                meanwhile(screen.player.state.active_s)
        await app.cue_output.played()
        told = app.told  # type: ignore[attr-defined]
        heard.notices = sorted({notice.message for notice in told if notice.severity != "information"})
    return heard


def starts_s(phases: Timeline) -> list[float]:
    found, at_s = [], 0.0
    for phase in phases:
        found.append(at_s)
        at_s += phase.duration_s
    return found
