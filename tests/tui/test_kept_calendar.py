"""A calendar that is shown again is as one that was made for the moment: nothing of the last look is left in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from stretchtui.domain.record import Outcome
from stretchtui.tui.screens.calendar import CalendarScreen
from tests.support import MORNING
from tests.tui.harness import Morning, morning
from tests.tui.test_calendar import twice
from tests.tui.test_screens import note_session

TODAY = MORNING.date()


async def looked_at(hand: Morning, *keys: str) -> CalendarScreen:
    """Go to the calendar, press keys there, and come back."""
    await hand.press("c")
    calendar = hand.app.screen
    assert isinstance(calendar, CalendarScreen)
    await hand.press(*keys)
    for _ in range(4):
        if isinstance(hand.app.screen, CalendarScreen):
            await hand.press("q")
    return calendar


async def picture(hand: Morning) -> str:
    await hand.shown()
    return hand.app.export_screenshot()


async def is_as_new(hand: Morning, kept: CalendarScreen | None = None) -> bool:
    """Compare the calendar that is shown again with one made for it, cell by cell and in what it would do."""
    await hand.press("c")
    shown = hand.app.screen
    assert isinstance(shown, CalendarScreen)
    assert kept in (None, shown), "it was not kept"
    before = await picture(hand)
    undo = shown.check_action("undo", ())
    await hand.press("q")
    await hand.app.push_screen(CalendarScreen(hand.app.context))
    new = hand.app.screen
    assert isinstance(new, CalendarScreen)
    same = before == await picture(hand)
    same = same and (shown.chosen(), undo) == (new.chosen(), new.check_action("undo", ()))
    await hand.press("q")
    return same


LOOKS = (
    ("up", "up", "left"),
    ("pageup", "pageup"),
    ("y",),
    ("y", "pageup", "enter"),
    ("enter", "up"),
    ("enter", "left", "pagedown"),
    ("d", "y"),
)


async def test_nothing_of_the_last_look_is_left(tmp_path: Path) -> None:
    twice(tmp_path)
    note_session(tmp_path, TODAY - timedelta(days=16), Outcome.STOPPED_PAIN)
    async with morning(tmp_path, size=(120, 36)) as hand:
        for keys in LOOKS:
            kept = await looked_at(hand, *keys)
            assert await is_as_new(hand, kept), keys


async def others(hand: Morning, folder: Path) -> None:
    note_session(folder, TODAY - timedelta(days=1), note="another program")


async def the_next_day(hand: Morning, folder: Path) -> None:
    hand.clock.go(24 * 3600.0)


async def a_window(hand: Morning, folder: Path) -> None:
    await hand.resized(80, 24)


async def a_theme(hand: Morning, folder: Path) -> None:
    hand.app.theme = "textual-light"
    await hand.shown()


async def a_setting(hand: Morning, folder: Path) -> None:
    hand.app.context.config = replace(hand.app.context.config, goal_days=5)


async def test_what_changed_meanwhile_is_shown(tmp_path: Path) -> None:
    note_session(tmp_path, TODAY, stiffness_before=6, stiffness_after=3)
    async with morning(tmp_path, size=(120, 36)) as hand:
        for change in (others, the_next_day, a_theme, a_setting, a_window):
            await looked_at(hand, "left")
            await change(hand, tmp_path)
            assert await is_as_new(hand), change.__name__
