"""What is pasted is text like any other from outside: harmless before a field shows it."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widgets import Input, TextArea

from tests.tui.harness import morning, rating

BIDI_AND_C1 = "a\u2066b\u200f\x9b31337m"
SEEN = "a\ufffdb\ufffd\ufffd31337m"


async def test_a_pasted_note_is_harmless_at_once(tmp_path: Path) -> None:
    async with morning(tmp_path, front=rating) as hand:
        note = hand.app.screen.query_one(TextArea)
        note.focus()
        await hand.shown()
        hand.app.post_message(events.Paste(BIDI_AND_C1))
        await hand.shown()
        assert note.text == SEEN


async def test_a_pasted_search_is_harmless_too(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("ctrl+p")
        hand.app.post_message(events.Paste(BIDI_AND_C1))
        await hand.shown()
        assert hand.app.screen.query_one(Input).value == SEEN
