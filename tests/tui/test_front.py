"""Hands that are faster than a screen do it no harm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.widgets import Static

from stretchtui.tui.screens.base import BaseScreen
from tests.terminal.home import PATIENCE_S
from tests.tui.harness import morning


async def test_a_press_on_what_was_just_taken_away_is_on_nothing(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = hand.app.screen
        line = screen.query_one("#title")
        x, y = line.region.offset
        with hand.app.batch_update():  # the screen is not drawn anew
            await line.remove()
            assert screen.get_widget_at(x, y)[0] is line
            assert screen.get_widget_and_offset_at(x, y) == (None, None)


async def test_what_is_still_coming_in_while_the_program_leaves_is_on_nothing(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = hand.app.screen
        for _ in range(20):
            hand.app.post_message(
                events.MouseScrollDown(
                    screen, 1, 1, 0, 1, 0, shift=False, meta=False, ctrl=False, screen_x=1, screen_y=1
                )
            )


class Lingering(Static):
    """A part of a screen that takes its time to go."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go = asyncio.Event()

    async def on_unmount(self) -> None:
        await self.may_go.wait()


class Reading(BaseScreen[None]):
    """A screen that reads beside the event loop, and then shows what it read."""

    def __init__(self) -> None:
        super().__init__()
        self.read = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Static(id="found")
        yield Lingering()

    @work
    async def on_mount(self) -> None:
        await self.read.wait()
        self.query_one("#found", Static).update("found")


async def turns(holds: Callable[[], bool]) -> None:
    """Let the loop turn until something holds."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110 - the loop itself is what must turn
            await asyncio.sleep(0)


async def test_what_is_read_by_the_time_a_screen_is_half_gone_is_shown_nowhere(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = Reading()
        await hand.app.push_screen(screen)
        lingering = screen.query_one(Lingering)
        hand.app.pop_screen()
        await turns(lambda: not screen.query("#found"))  # the app itself waits for the screen to go
        screen.read.set()
        await turns(lambda: not hand.app.workers)
        lingering.may_go.set()
        await hand.press("question_mark")
        assert hand.app.failure is None
