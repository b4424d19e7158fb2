"""What the program does in the moment between two screens."""

from __future__ import annotations

from pathlib import Path

from stretchtui.screens.rating import RatingScreen
from tests.screens.harness import morning
from tests.support import make_record


async def test_a_key_for_a_screen_that_is_not_there_yet_does_nothing(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        mounting = hand.app.push_screen(RatingScreen(hand.app.context, make_record(), lambda _: None))
        screen = hand.app.screen
        assert isinstance(screen, RatingScreen)
        assert not screen.is_mounted
        assert not await hand.app.run_action("save", screen)
        assert hand.app.screen is screen
        await mounting
        assert await hand.app.run_action("save", screen)


async def test_keeping_everything_while_the_rating_comes_up_does_not_fail(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        mounting = hand.app.push_screen(RatingScreen(hand.app.context, make_record(), lambda _: None))
        assert not hand.app.screen.is_mounted
        hand.app.keep_everything()
        await mounting
        assert hand.records() == []
        hand.app.keep_everything()
        assert len(hand.records()) == 1
