"""Next, back, pain and an early end can be taken back for five seconds; a key held down is one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchtui.domain.moment import RunState
from stretchtui.domain.record import Outcome
from stretchtui.domain.undo import UNDO_S
from stretchtui.screens.rating import RatingScreen
from stretchtui.screens.session import SessionScreen
from tests.screens.harness import Morning, morning


async def begin(hand: Morning, after_s: float = 60) -> SessionScreen:
    await hand.press("enter", "enter")
    await hand.wait(after_s)
    assert isinstance(hand.app.screen, SessionScreen)
    return hand.app.screen


@pytest.mark.parametrize("keys", [("n",), ("b",), ("x", "space")])
async def test_a_step_is_taken_back_with_nothing_lost(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with morning(tmp_path) as hand:
        screen = await begin(hand)
        before = screen.player.state
        await hand.press(*keys)
        assert screen.player.state.index != before.index
        assert "u takes that back" in hand.text("#next")
        hand.clock.go(1)
        await hand.press("u")
        after = screen.player.state
        assert (after.index, after.tallies, after.run) == (before.index, before.tallies, RunState.RUNNING)
        assert after.attempt_s == before.attempt_s
        assert "u takes" not in hand.text("#next")


async def test_after_five_seconds_a_step_stays(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = await begin(hand)
        await hand.press("n")
        where = screen.player.state.index
        await hand.wait(UNDO_S + 0.5)
        assert "u takes" not in hand.text("#next")
        await hand.press("u")
        assert screen.player.state.index >= where


async def test_a_key_held_down_is_one_step(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = await begin(hand)
        await hand.press("n")
        first = screen.player.phase.number
        for _ in range(30):
            hand.clock.go(0.03)
            await hand.press("n")
        assert screen.player.phase.number == first


async def test_an_early_end_is_taken_back_from_the_rating_and_there_is_one_record(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = await begin(hand)
        where = screen.player.phase
        await hand.press("q", "y")
        assert isinstance(hand.app.screen, RatingScreen)
        assert [record.outcome for record in hand.records()] == [Outcome.PARTIAL]
        hand.clock.go(2)
        await hand.press("u")
        session = hand.app.screen
        assert isinstance(session, SessionScreen)
        assert session.player.phase == where
        assert session.player.state.run is RunState.RUNNING
        await hand.play_out()
        assert isinstance(hand.app.screen, RatingScreen)
        await hand.press("3", "ctrl+s")
        (record,) = hand.records()
        assert (record.outcome, record.stiffness_after) == (Outcome.COMPLETED, 3)


async def test_steps_are_taken_back_one_after_another(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = await begin(hand)
        before = screen.player.state
        await hand.press_in_turn("n", "n", "space")
        hand.clock.go(60)
        await hand.press_in_turn("u", "u", "u")
        assert screen.player.state.index == before.index
        assert screen.player.state.tallies == before.tallies
        assert "u takes" not in hand.text("#next")


async def test_time_after_the_end_takes_nothing_of_its_five_seconds(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = await begin(hand)
        await hand.press("q", "y")
        hand.clock.go(UNDO_S + 60)
        await hand.press("u")
        session = hand.app.screen
        assert isinstance(session, SessionScreen)
        assert session.player.state.active_s == screen.player.state.active_s


async def test_after_a_session_that_ended_by_itself_there_is_nothing_to_take_back(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await begin(hand, 1)
        await hand.play_out()
        await hand.press("u")
        assert isinstance(hand.app.screen, RatingScreen)
