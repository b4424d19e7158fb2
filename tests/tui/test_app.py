"""What the program does in the moment between two screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.strip import Strip

from stretchtui.domain.routine import Side
from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.controller import SessionController
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from tests.tui.harness import Blank, Morning, morning


def rating(hand: Morning) -> RateAfterScreen:
    """Rate a session that was led and never saved."""
    context = hand.app.context
    request = SessionRequest(routine=context.routine, level=context.config.level)
    recorder = SessionController(context, request).recorder
    return RateAfterScreen(context, recorder.record(), recorder)


async def test_a_key_for_a_screen_that_is_not_there_yet_does_nothing(tmp_path: Path) -> None:
    async with morning(tmp_path, front=Blank) as hand:
        mounting = hand.app.push_screen(rating(hand))
        screen = hand.app.screen
        assert isinstance(screen, RateAfterScreen)
        assert not screen.is_mounted
        assert not await hand.app.run_action("save", screen)
        assert hand.app.screen is screen
        await mounting
        assert await hand.app.run_action("save", screen)


async def test_keeping_everything_while_the_rating_comes_up_does_not_fail(tmp_path: Path) -> None:
    async with morning(tmp_path, front=Blank) as hand:
        mounting = hand.app.push_screen(rating(hand))
        assert not hand.app.screen.is_mounted
        hand.app.keep_everything()
        await mounting
        assert hand.records() == []
        hand.app.keep_everything()
        assert len(hand.records()) == 1


async def test_a_key_for_no_action_or_for_two_is_told_and_the_others_are_taken(tmp_path: Path) -> None:
    keys = {"session-nxt": "f5", "overview-level": "f6", "overview-side": "r"}
    async with morning(tmp_path, keys=keys) as hand:
        assert [notice.message for notice in hand.told] == [
            "[keys] session-nxt: there is no action of that name; the nearest is session-next. It is passed over.",
            "[keys] overview-side: r is taken already on the overview: “Short” (overview-short). Its key is still f.",
        ]
        screen = hand.app.screen
        assert isinstance(screen, OverviewScreen)
        await hand.press("l", "r")
        assert hand.app.context.config.level.value == "standard", "it has another key now"
        assert (screen.short, hand.app.context.config.first_side) == (True, Side.LEFT)
        await hand.press("f6")
        assert hand.app.context.config.level.value == "full"


async def test_digits_typed_at_once_go_each_into_its_own_field(tmp_path: Path) -> None:
    async with morning(tmp_path, front=Blank) as hand:
        screen = rating(hand)
        await hand.app.push_screen(screen)
        for key in ("3", "enter", "5"):
            hand.app.post_message(events.Key(key, key if key.isdigit() else None))
        await hand.until(lambda: "comfort" in screen.entered().values)
        assert screen.entered().values == {"stiffness_after": 3, "comfort": 5}


class Undrawable(Blank):
    def render_line(self, _: int) -> Strip:
        raise ValueError("drawn")


async def test_what_cannot_be_drawn_is_found_though_a_test_draws_only_in_the_end(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="drawn"):
        async with morning(tmp_path, front=Undrawable):
            pass
