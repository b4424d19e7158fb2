"""Steps of a session are taken back as they were taken, and what of it is kept; nothing here is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchtui.domain.record import Outcome
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.undo import UNDO_S
from stretchtui.library import Library
from stretchtui.tui.screens.day_text import day_text
from tests.led import Led
from tests.support import MORNING

TODAY = MORNING.date()


@pytest.fixture
def led(tmp_path: Path) -> Led:
    session = Led(tmp_path)
    session.run(60)
    return session


@pytest.mark.parametrize("steps", [("next",), ("back",), ("stop_for_pain", "toggle"), ("end",)])
def test_a_step_is_taken_back_with_nothing_lost(led: Led, steps: tuple[str, ...]) -> None:
    before = led.player.state
    led.press(*steps)
    assert (led.player.state.index, led.player.state.run) != (before.index, before.run)
    assert led.session.can_take_back
    led.clock.go(1)
    led.press("take_back")
    after = led.player.state
    assert (after.index, after.tallies, after.run) == (before.index, before.tallies, RunState.RUNNING)
    assert after.attempt_s == before.attempt_s
    assert not led.session.can_take_back


def test_after_five_seconds_of_running_a_step_stays(led: Led) -> None:
    led.press("next")
    where = led.player.state.index
    led.run(UNDO_S + 1)
    assert not led.session.can_take_back
    led.press("take_back")
    assert led.player.state.index >= where


def test_steps_are_taken_back_one_after_another_and_a_pause_takes_nothing_of_their_time(led: Led) -> None:
    before = led.player.state
    led.press("next", "next", "toggle")
    led.clock.go(60)
    led.press("take_back", "take_back", "take_back")
    assert (led.player.state.index, led.player.state.tallies) == (before.index, before.tallies)
    assert not led.session.can_take_back


def test_time_after_the_end_takes_nothing_of_its_five_seconds(led: Led) -> None:
    led.press("end")
    ran_s = led.player.state.active_s
    led.clock.go(UNDO_S + 60)
    led.press("take_back")
    assert (led.player.state.run, led.player.state.active_s) == (RunState.RUNNING, ran_s)


def test_after_a_session_that_ended_by_itself_there_is_nothing_to_take_back(led: Led) -> None:
    led.run(600)
    assert led.player.over
    assert not led.session.can_take_back


@pytest.mark.parametrize("record", [False, True])
def test_a_session_of_another_speed_is_recorded_only_when_that_is_asked_for_and_says_its_speed(
    tmp_path: Path, shipped: Library, record: bool
) -> None:
    led = Led(tmp_path, speed=40, record=record)
    led.play_out()
    saved, trouble = led.recorder.save()
    assert trouble is None
    assert [(kept.outcome, kept.speed) for kept in led.other.between(TODAY, TODAY)] == (
        [(Outcome.COMPLETED, 40)] if record else []
    )
    if record:
        assert saved is not None
        assert "clock at speed 40" in day_text(TODAY, [saved], shipped, unicode=True).plain
    else:
        assert saved is None
