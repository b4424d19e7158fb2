"""What is drawn but does not arrive: a moment of it is nothing, more is not counted."""

from __future__ import annotations

import pytest

from stretchtui.domain.routine import Level
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import PauseReason, RunState
from stretchtui.domain.session.timeline import timeline
from stretchtui.tui.stall_guard import StallGuard
from tests.support import FakeClock, make_exercise


@pytest.fixture
def player(clock: FakeClock) -> SessionPlayer:
    player = SessionPlayer(timeline([make_exercise(hold_s=(30, 30))], Level.STANDARD))
    player.start(clock.seconds)
    return player


def tick(guard: StallGuard, clock: FakeClock, *, stalled: bool) -> bool:
    now = clock.go(0.25)
    unread = guard.look(stalled, now, now)
    guard.player.advance(now)
    return unread


def test_a_short_jam_drops_frames_and_nothing_else(player: SessionPlayer, clock: FakeClock) -> None:
    guard = StallGuard(player)
    assert [tick(guard, clock, stalled=jam) for jam in (False, True, True, True, False)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert player.state.run is RunState.RUNNING
    assert player.state.active_s == pytest.approx(1.25)


def test_a_long_jam_pauses_where_the_person_last_saw_it(player: SessionPlayer, clock: FakeClock) -> None:
    guard = StallGuard(player)
    for _ in range(4):
        tick(guard, clock, stalled=False)
    for _ in range(40):
        tick(guard, clock, stalled=True)
    assert (player.state.run, player.state.reason) == (RunState.PAUSED, PauseReason.GAP)
    assert player.state.active_s == pytest.approx(1.0)
    clock.go(0.25)
    player.resume(clock.seconds)
    assert not tick(guard, clock, stalled=False)
    assert player.state.run is RunState.RUNNING
    assert player.state.active_s == pytest.approx(1.25)
