"""Sessions that something cut short: they can go on, be kept, or be discarded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from stretchtui.domain.record import Outcome
from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.context import AppContext
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.interrupted import InterruptedScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.session import SessionScreen
from tests.led import interrupted, killed_in_session
from tests.support import MORNING
from tests.tui.harness import Blank, Morning, morning


@asynccontextmanager
async def next_start(
    folder: Path, request: Callable[[AppContext], SessionRequest] | None = None
) -> AsyncIterator[Morning]:
    """Start the program after one that was killed a minute into its session."""
    killed_in_session(folder)
    async with morning(folder, request=request, front=None if request else Blank) as hand:
        hand.clock.go(600)
        await hand.shown()
        yield hand


async def test_the_next_start_says_when_and_where_it_stopped_and_keeps_it_as_it_stood(tmp_path: Path) -> None:
    async with next_start(tmp_path) as hand:
        assert isinstance(hand.app.screen, InterruptedScreen)
        assert hand.text("#confirm-detail") == "It stopped at 07:03 in: Lumbar rotations, knees to the left."
        assert hand.records() == []
        await hand.press("k")
        assert isinstance(hand.app.screen, Blank)
        (record,) = hand.records()
        assert record.outcome is Outcome.PARTIAL
        assert record.held_s > 0
        assert interrupted(hand.app.context) == []


async def test_going_on_leads_to_one_record_that_began_when_it_did(tmp_path: Path) -> None:
    async with next_start(tmp_path) as hand:
        await hand.press("r")
        session = hand.app.screen
        assert isinstance(session, SessionScreen)
        assert hand.text("#place").startswith("1 of 6 · Lumbar rotations")
        assert "Space goes on" in hand.text("#instruction")
        await hand.press("space")
        await hand.play_out()
        assert isinstance(hand.app.screen, RateAfterScreen)
        (record,) = hand.records()
        assert record.outcome is Outcome.COMPLETED
        assert record.started_at == MORNING
        assert record.stiffness_before == 6
        assert record.ended_at is not None
        assert (record.ended_at - record.started_at).total_seconds() > 600
        assert interrupted(hand.app.context) == []


async def test_discarding_asks_once_more_and_leaves_no_trace(tmp_path: Path) -> None:
    async with next_start(tmp_path) as hand:
        await hand.press("d")
        assert isinstance(hand.app.screen, ConfirmScreen)
        await hand.press("n")
        assert isinstance(hand.app.screen, InterruptedScreen)
        await hand.press("d", "y")
        assert hand.records() == []
        assert interrupted(hand.app.context) == []


async def test_deciding_later_asks_again(tmp_path: Path) -> None:
    async with next_start(tmp_path) as hand:
        await hand.press("escape")
        assert isinstance(hand.app.screen, Blank)
        assert len(interrupted(hand.app.context)) == 1


async def test_a_session_asked_for_directly_is_not_held_up(tmp_path: Path) -> None:
    def direct(context: AppContext) -> SessionRequest:
        return SessionRequest(routine=context.routine, level=context.config.level, direct=True)

    async with next_start(tmp_path, direct) as hand:
        assert not isinstance(hand.app.screen, InterruptedScreen)
        assert [record.outcome for record in hand.records()] == [Outcome.PARTIAL]
