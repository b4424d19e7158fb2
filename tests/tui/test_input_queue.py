"""Input is handed on one event at a time, and nothing that hangs can keep it."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from stretchtui.tui import input_queue
from stretchtui.tui.input_queue import HANDS, InputQueue, as_text
from tests.tables import every_row
from tests.typed_input import feed


class Field(Static, can_focus=True):
    """Hangs at one key, and takes a while over another."""

    async def on_key(self, event: events.Key) -> None:
        if event.key == "h":
            await self.app.let_go.wait()  # type: ignore[attr-defined]
        if event.key == "s":
            await asyncio.sleep(0.05)
        self.app.done.append(event.key)  # type: ignore[attr-defined]


class Program(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+x", "mark", priority=True)]

    def __init__(self) -> None:
        super().__init__()
        self.comes = False
        self.done: list[str] = []
        self.let_go = asyncio.Event()
        self.input = InputQueue(self, lambda: self.comes)

    def compose(self) -> ComposeResult:
        yield Field()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, HANDS) or event.is_forwarded or not self.input.holds(event):
            await super().on_event(event)

    def action_mark(self) -> None:
        self.done.append("mark")


async def test_a_priority_binding_waits_for_the_keys_before() -> None:
    app = Program()
    async with app.run_test():
        feed(app, "asab\x18c")
        await _until(app, 6)
        assert app.done == ["a", "s", "a", "b", "mark", "c"]


async def test_what_hangs_keeps_keys_for_a_moment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_queue, "STUCK_AFTER", 2)
    app = Program()
    async with app.run_test():
        feed(app, "ah" + "b" * 20 + "\x18")
        await _until(app, 2)
        assert app.done == ["a", "mark"]
        app.let_go.set()
        await _until(app, 23)
        assert app.done[2:] == ["h", *"b" * 20]


async def test_a_screen_that_never_comes_keeps_keys_for_a_moment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_queue, "BUSY_FOR", 20)
    app = Program()
    app.comes = True
    async with app.run_test():
        feed(app, "ab")
        await _until(app, 2)
        assert app.done == ["a", "b"]


async def test_nothing_runs_while_no_input_waits() -> None:
    app = Program()
    async with app.run_test():
        feed(app, "a")
        await _until(app, 1)
        await app.input.take_in_all()
        assert not [task for task in asyncio.all_tasks() if task.get_name() == "input"]


@every_row("character", ["\u00a0", "\u202f", "\u3000", "\u200d", "\u200c", "\ufe0f", "\u00ad", "\ue000"])
def test_a_character_that_the_journal_keeps_is_text(character: str) -> None:
    event = as_text(events.Key("some", character))
    assert isinstance(event, events.Key)
    assert (event.is_printable, event.character) == (True, character)


@every_row("character", ["\x01", "\x1b", "\t", "\n", "\x7f", "\x9b", "\u202e", None])
def test_a_control_is_none(character: str | None) -> None:
    event = as_text(events.Key("some", character))
    assert isinstance(event, events.Key)
    assert not event.is_printable


async def _until(app: Program, count: int) -> None:
    for _ in range(2000):
        if len(app.done) >= count:
            return
        await asyncio.sleep(0.005)
    raise AssertionError(app.done)
