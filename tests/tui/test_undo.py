"""Keys that take a step back, in the session and after it; a key held down is one key."""

from __future__ import annotations

from pathlib import Path

from stretchtui.domain.record import Outcome
from stretchtui.domain.session.player import MAX_GAP_S
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.undo import UNDO_S
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.session import SessionScreen
from tests.tui.harness import Morning, morning, session


async def in_session(hand: Morning) -> SessionScreen:
    screen = hand.app.screen
    assert isinstance(screen, SessionScreen)
    while screen.player.state.active_s < 60:
        screen.player.advance(hand.clock.go(MAX_GAP_S))
    return screen


async def test_what_u_takes_back_is_said_while_it_can_be(tmp_path: Path) -> None:
    async with morning(tmp_path, front=session) as hand:
        screen = await in_session(hand)
        before = screen.player.state
        await hand.press("n")
        assert screen.player.state.index != before.index
        assert "u takes that back" in hand.text("#next")
        await hand.press_in_turn("u")
        assert screen.player.state.index == before.index
        assert "u takes" not in hand.text("#next")
        await hand.press_in_turn("n")
        first = screen.player.phase.number
        await hand.press("n", "n")
        assert screen.player.phase.number == first, "a key that is held down is one step"
        await hand.wait(UNDO_S)
        assert "u takes" not in hand.text("#next")


async def test_an_early_end_is_taken_back_from_the_rating_and_there_is_one_record(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("enter", "enter")
        screen = await in_session(hand)
        where = screen.player.phase
        await hand.press("q", "y")
        assert isinstance(hand.app.screen, RateAfterScreen)
        assert [record.outcome for record in hand.records()] == [Outcome.PARTIAL]
        hand.clock.go(UNDO_S + 60)
        await hand.press("u")
        again = hand.app.screen
        assert isinstance(again, SessionScreen)
        assert again.player.phase == where
        assert again.player.state.run is RunState.RUNNING
        await hand.play_out()
        assert isinstance(hand.app.screen, RateAfterScreen)
        await hand.press("u")
        assert isinstance(hand.app.screen, RateAfterScreen), "it ended by itself: there is nothing to take back"
        await hand.press("3", "ctrl+s")
        (record,) = hand.records()
        assert (record.outcome, record.stiffness_after) == (Outcome.COMPLETED, 3)
