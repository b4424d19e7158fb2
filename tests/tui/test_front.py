"""Hands that are faster than a screen do it no harm."""

from __future__ import annotations

from pathlib import Path

from textual import events

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
