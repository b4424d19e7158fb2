"""What a hand means by a key: a ten typed slowly, and an Enter that was not meant for this screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Button, Static, TextArea

from stretchtui.domain.session.bounce import BOUNCE_S
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.widgets.scale_field import ScaleField
from tests.support import make_context, make_record
from tests.tui.harness import Morning, morning, rating
from tests.typed_input import feed


@asynccontextmanager
async def rated(folder: Path, *, ended_by: str = "y") -> AsyncIterator[tuple[Morning, RateAfterScreen]]:
    async with morning(folder, size=(64, 20), front=partial(rating, ended_by=ended_by)) as hand:
        screen = hand.app.screen
        assert isinstance(screen, RateAfterScreen)
        yield hand, screen


async def type_in(hand: Morning, keys: str) -> None:
    """Have keys come in as a terminal sends them."""
    feed(hand.app, keys)
    await hand.app.input.take_in_all()


BETWEEN = (
    ("", 10),
    ("\x1b[57441u", 10),  # Shift alone, which some keyboards need for a digit
    ("\x1b[O\x1b[I", 10),  # the window was left and came back
    ("\t\x1b[Z", 0),
    ("\x7f", 0),
)


async def test_one_and_later_nothing_is_ten_until_another_key(tmp_path: Path) -> None:
    async with rated(tmp_path) as (hand, front):
        field = front.query_one("#stiffness-after", ScaleField)
        for between, value in BETWEEN:
            await type_in(hand, "1")
            hand.clock.go(600)
            await type_in(hand, between)
            await type_in(hand, "0")
            assert field.value == value, between
            await type_in(hand, "\x7f")
            assert field.value is None


def at_first_question(front: RateAfterScreen) -> bool:
    return front.query_one("#stiffness-after", ScaleField).has_focus


@pytest.mark.parametrize("ended_by", ["", "enter"])
async def test_an_enter_that_bounces_at_the_end_answers_nothing(tmp_path: Path, ended_by: str) -> None:
    async with rated(tmp_path, ended_by=ended_by) as (hand, front):
        await type_in(hand, "\r\r")
        hand.clock.go(BOUNCE_S - 0.1)
        await type_in(hand, "\r")
        assert at_first_question(front)
        hand.clock.go(BOUNCE_S)
        await type_in(hand, "\r")
        assert not at_first_question(front)


async def test_what_is_typed_or_pasted_after_the_last_question_is_the_note(tmp_path: Path) -> None:
    async with rated(tmp_path) as (hand, front):
        note = front.query_one(TextArea)
        await type_in(hand, "3\r4\r")
        assert isinstance(front.focused, Button)
        await type_in(hand, " ")
        assert isinstance(front.focused, Button)
        await type_in(hand, "Less stiff 2day")
        assert (note.text, front.focused) == ("Less stiff 2day", note)
        await type_in(hand, "\x1b[Z\x1b[200~, and warm\x1b[201~")
        assert (note.text, front.focused) == ("Less stiff 2day, and warm", note)
        assert (front.entered().values["comfort"], front.entered().values["stiffness_after"]) == (4, 3)
        await type_in(hand, "\x1b[200~.\x1b[201~\tq")
        assert not isinstance(hand.app.screen, RateAfterScreen)
        assert front.record.note == "Less stiff 2day, and warm."


async def test_an_enter_after_another_key_is_meant(tmp_path: Path) -> None:
    async with rated(tmp_path, ended_by="") as (hand, front):
        await type_in(hand, "3\r4")
        assert front.query_one("#stiffness-after", ScaleField).value == 3
        assert front.query_one("#comfort", ScaleField).value == 4
        later = rating(hand.app.context, ended_by="y")
        await hand.app.push_screen(later)
        assert at_first_question(later)
        await type_in(hand, "\r")
        assert not at_first_question(later), "and so is one after the session was ended by another key"


NOTES = (
    "10\u202f% besser,\u00a0oui\u202f!",
    "腰が\u3000痛い\u3000です",
    "می\u200cخواهم خوب",
    "❤\ufe0f 👩\u200d⚕\ufe0f ok",
    "Rücken\u00adschmer\u00adzen weg",
)


async def test_a_note_of_uncommon_characters_is_shown_whole_in_the_form_and_beside_the_day(tmp_path: Path) -> None:
    note = "\n".join(NOTES)
    make_context(tmp_path).journal.add(make_record(note=note))
    async with morning(tmp_path, size=(120, 36), front=CalendarScreen) as hand:
        day = hand.app.screen.query_one("#day", Static)
        shown = [day.render_line(line).text for line in range(day.size.height)]
        assert [line for line in NOTES if any(line in row for row in shown)] == [*NOTES]
        await hand.press("e")
        area = hand.app.screen.query_one(TextArea)
        rows = [area.render_line(line) for line in range(len(NOTES))]
        assert [row.text.rstrip() for row in rows] == [*NOTES]
        assert {cell_len(row.text) for row in rows} == {area.content_size.width}
