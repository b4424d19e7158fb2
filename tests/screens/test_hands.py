"""What a hand means by a key: a ten typed slowly, and an Enter that was not meant for this screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widgets import Static, TextArea

from stretchtui.domain.bounce import BOUNCE_S
from stretchtui.screens.rating import RatingScreen
from stretchtui.widgets.scale_field import ScaleField
from tests.screens.harness import morning
from tests.support import FakeClock, make_record
from tests.typed_input import BEGINNINGS, Stage, feed, make_stage


@asynccontextmanager
async def rating(folder: Path, *, ended_by: str = "y") -> AsyncIterator[tuple[Stage, RatingScreen, FakeClock]]:
    stage = make_stage(folder)
    async with stage.run_test(size=(64, 20)):
        stage.set_up(folder, "rating")
        await stage.take_in_all()
        made: Any = BEGINNINGS["rating"](stage.context)
        front = RatingScreen(stage.context, made.record, made._keeping, ended_by=ended_by)
        stage.push_screen(front)
        await stage.take_in_all()
        clock = stage.context.clock
        assert isinstance(clock, FakeClock)
        yield stage, front, clock


async def press(stage: Stage, keys: str) -> None:
    feed(stage, keys)
    await stage.take_in_all()


@pytest.mark.parametrize(
    ("between", "value"),
    [
        ("", 10),
        ("\x1b[57441u", 10),  # Shift alone, which some keyboards need for a digit
        ("\x1b[O\x1b[I", 10),  # the window was left and came back
        ("\t\x1b[Z", 0),
        ("\x7f", 0),
    ],
)
async def test_one_and_later_nothing_is_ten_until_another_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, between: str, value: int
) -> None:
    monkeypatch.chdir(tmp_path)
    async with rating(tmp_path) as (stage, front, clock):
        await press(stage, "1")
        clock.go(600)
        await press(stage, between)
        await press(stage, "0")
        assert front.query_one("#stiffness-after", ScaleField).value == value


def at_first_question(front: RatingScreen) -> bool:
    return front.query_one("#stiffness-after", ScaleField).has_focus


@pytest.mark.parametrize("ended_by", ["", "enter"])
async def test_an_enter_that_bounces_at_the_end_answers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended_by: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with rating(tmp_path, ended_by=ended_by) as (stage, front, clock):
        await press(stage, "\r\r")
        clock.go(BOUNCE_S - 0.1)
        await press(stage, "\r")
        assert at_first_question(front)
        clock.go(BOUNCE_S)
        await press(stage, "\r")
        assert not at_first_question(front)


async def test_an_enter_after_another_key_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with rating(tmp_path, ended_by="") as (stage, front, _):
        await press(stage, "3\r4")
        assert front.query_one("#stiffness-after", ScaleField).value == 3
        assert front.query_one("#comfort", ScaleField).value == 4


async def test_an_enter_after_the_session_was_ended_by_another_key_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with rating(tmp_path, ended_by="y") as (stage, front, _):
        await press(stage, "\r")
        assert not at_first_question(front)


NOTES = (
    "10\u202f% besser,\u00a0oui\u202f!",
    "腰が\u3000痛い\u3000です",
    "می\u200cخواهم خوب",
    "❤\ufe0f 👩\u200d⚕\ufe0f ok",
    "Rücken\u00adschmer\u00adzen weg",
)


async def test_a_note_of_uncommon_characters_is_shown_whole_in_the_form_and_beside_the_day(tmp_path: Path) -> None:
    note = "\n".join(NOTES)
    async with morning(tmp_path, size=(120, 36)) as hand:
        hand.app.context.journal.add(make_record(note=note))
        await hand.press("c")
        day = hand.app.screen.query_one("#day", Static)
        shown = [day.render_line(line).text for line in range(day.size.height)]
        assert [line for line in NOTES if any(line in row for row in shown)] == [*NOTES]
        await hand.press("e")
        area = hand.app.screen.query_one(TextArea)
        rows = [area.render_line(line) for line in range(len(NOTES))]
        assert [row.text.rstrip() for row in rows] == [*NOTES]
        assert {cell_len(row.text) for row in rows} == {area.content_size.width}
