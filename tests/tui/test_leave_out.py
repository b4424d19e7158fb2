"""Not for me: an exercise left out from the overview, marked there, and taken in again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stretchtui import config
from stretchtui.tui.screens.leave_out import LeaveOutScreen
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.rate_before import RateBeforeScreen
from stretchtui.tui.widgets.exercise_list import ExerciseRows
from tests.tui.harness import Morning, morning


def facts(hand: Morning) -> list[str]:
    """Give the second line of each row: the dose, or why there is none."""
    return [text.splitlines()[1].strip() for text in hand.app.screen.query_one(ExerciseRows).texts]


async def test_an_exercise_is_left_out_today_or_always_stays_in_the_list_and_comes_back(tmp_path: Path) -> None:
    async with morning(tmp_path, size=(120, 36)) as hand:
        whole, doses = hand.text("#plan"), facts(hand)
        assert "6 exercises" in whole
        assert "Not for me: - leaves this one out, today or always." in hand.text("#detail-text")

        await hand.press("minus")
        assert isinstance(hand.app.screen, LeaveOutScreen)
        await hand.press("escape")
        assert facts(hand) == doses, "nothing was chosen"

        await hand.press("minus", "t")
        assert facts(hand) == ["left out today", *doses[1:]]
        assert hand.text("#detail-text").startswith("Left out today. - takes it in again.")
        assert "5 of 6 exercises" in hand.text("#plan")
        assert hand.text("#plan").split()[0] < whole.split()[0], "the minutes are without it"

        await hand.press("down", "minus")
        await hand.pilot.click("#always")
        await hand.shown()
        assert facts(hand)[:2] == ["left out today", "left out always"]
        assert config.load(tmp_path / "config.toml")[0].not_for_me == ("pelvic-tilt",)

        await hand.press("enter")
        assert isinstance(hand.app.screen, RateBeforeScreen)
        assert hand.app.screen.request.without == {"lumbar-rotation", "pelvic-tilt"}
        await hand.press("q")

        await hand.pilot.click("#detail-text", offset=(1, 0))
        await hand.press("up")
        await hand.press("ctrl+p", *"not", "space", *"for", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, OverviewScreen) and facts(hand) == doses)
        assert config.load(tmp_path / "config.toml")[0].not_for_me == ()

        hand.app.context.config = replace(hand.app.context.config, not_for_me=tuple(hand.app.context.library.exercises))
        await hand.press("enter")
        assert isinstance(hand.app.screen, OverviewScreen), "where everything is left out nothing begins"
        assert hand.told[-1].message.startswith("Every exercise is left out, so there is nothing to begin. -")
