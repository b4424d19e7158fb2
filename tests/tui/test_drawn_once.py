"""A key is drawn at once and no more than once; what nothing is seen of is not drawn; garbage waits for the picture."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from stretchtui.session.context import AppContext
from stretchtui.tui.app import StretchApp
from stretchtui.tui.garbage import MOST, GarbageAfterKeys, tidy
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.overview import OverviewScreen
from tests.support import MORNING
from tests.tui.harness import Morning, morning, session
from tests.tui.test_screens import note_session


class Counting(StretchApp):
    """Counts what it draws."""

    drawn = 0

    def post_display_hook(self) -> None:
        self.drawn += 1


async def all_is_drawn(hand: Morning) -> int:
    """Wait until nothing is left to be drawn; give how much was so far."""
    for _ in range(4):
        drawn = asyncio.Event()
        hand.app.screen.call_after_refresh(drawn.set)
        await drawn.wait()
    assert isinstance(hand.app, Counting)
    return hand.app.drawn


@pytest.mark.parametrize(
    ("front", "keys", "most"),
    [
        (OverviewScreen, ("down", "down", "up"), 1),
        (CalendarScreen, ("left", "up", "right"), 1),
        (CalendarScreen, ("pageup", "pagedown"), 1),
        (session, ("space", "space", "space"), 1),
    ],
)
async def test_a_key_is_drawn_once(
    tmp_path: Path, front: Callable[[AppContext], Screen[Any]], keys: tuple[str, ...], most: int
) -> None:
    note_session(tmp_path, MORNING.date(), stiffness_before=6, stiffness_after=3, note="a note")

    class Here(Counting):
        def first_screen(self) -> Screen[Any]:
            return front(self.context)

    async with morning(tmp_path, size=(120, 36), program=Here) as hand:
        before = await all_is_drawn(hand)
        for key in keys:
            hand.clock.go(1)
            await hand.press(key)
            after = await all_is_drawn(hand)
            assert 1 <= after - before <= most, key
            before = after


def bar_of(text: Widget) -> tuple[object, ...]:
    """Give all that a bar is drawn by."""
    bar = text.vertical_scrollbar
    drawn_by = (bar.window_virtual_size, bar.window_size, bar.position) if text.show_vertical_scrollbar else ()
    return text.virtual_size, text.size, text.scroll_y, *drawn_by


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (120, 50), (200, 60)])
async def test_the_bar_beside_a_text_is_as_after_a_layout(tmp_path: Path, size: tuple[int, int]) -> None:
    async with morning(tmp_path, size=size, program=Counting) as hand:
        for key in ("down",) * 5 + ("pagedown", "up", "up", "o", "down"):
            await hand.press(key)
            await all_is_drawn(hand)
            text = hand.app.screen.query_one("#detail-scroll")
            shown = bar_of(text)
            text.virtual_size = Size(1, 1)
            hand.app.screen.refresh(layout=True)
            await all_is_drawn(hand)
            assert bar_of(text) == shown, key


async def test_a_screen_is_drawn_only_while_something_of_it_can_be_seen(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        overview = hand.app.screen
        assert overview.is_current
        await hand.press("c")
        assert not overview.is_current
        hand.app.screen.styles.background = "black 50%"
        assert overview.is_current
        await hand.press("q")
        assert overview.is_current


@pytest.fixture
def looking() -> Iterator[None]:
    was = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.usefixtures("looking")
async def test_garbage_is_looked_for_after_a_key() -> None:
    garbage = GarbageAfterKeys()
    garbage.put_off()
    assert not gc.isenabled()
    garbage.look_soon()
    garbage.put_off()  # the next key
    assert not gc.isenabled()
    garbage.look_soon()
    garbage.look()
    assert gc.isenabled()


@pytest.mark.usefixtures("looking")
async def test_keys_without_an_end_let_no_garbage_pile_up() -> None:
    garbage = GarbageAfterKeys()
    garbage.put_off()
    kept: list[list[int]] = [[] for _ in range(MOST + 1)]
    garbage.put_off()
    assert gc.get_count()[0] < len(kept)


@pytest.mark.usefixtures("looking")
async def test_where_nobody_looks_for_garbage_a_key_changes_nothing() -> None:
    gc.disable()
    garbage = GarbageAfterKeys()
    garbage.put_off()
    garbage.look()
    assert not gc.isenabled()


async def test_the_words_come_first_and_the_figures_with_the_next_picture(tmp_path: Path) -> None:
    seen: list[tuple[bool, bool]] = []

    class Watching(Counting):
        def post_display_hook(self) -> None:
            super().post_display_hook()
            picture = self.export_screenshot()
            seen.append(("Both&#160;knees" in picture, any("\u2800" < character <= "\u28ff" for character in picture)))

    async with morning(tmp_path, size=(120, 36), program=Watching) as hand:
        await all_is_drawn(hand)
        await hand.shown()
    assert seen[0] == (True, False)
    assert seen[-1] == (True, True)


@pytest.mark.usefixtures("looking")
def test_what_stays_after_a_session_is_left_out_of_later_looks() -> None:
    gc.unfreeze()
    tidy()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
