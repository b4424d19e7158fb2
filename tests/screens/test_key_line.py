"""The key line tells the truth: what it names works where the focus is, by key and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

from stretchtui.app import BackdropScreen
from stretchtui.screens.front import FrontModal, FrontScreen
from stretchtui.widgets.key_line import KeyLine, KeyTarget, KeyWord, fitting
from tests.screens.every_screen import ListeningApp, every_screen, prepare
from tests.screens.harness import Morning, morning


def target(sign: str, action: str = "do") -> KeyTarget:
    return KeyTarget(sign, sign, action, "")


def test_every_key_of_a_pair_is_a_target_and_the_word_behind_it_is_none() -> None:
    word = KeyWord((target("+", "more"), target("-", "less")), "Hold")
    assert f" {word.keys} {word.word} " == " +/- Hold "
    found = [word.at(x) for x in range(word.width)]
    assert [item.action if item else "" for item in found] == ["more", "more", "", "less", "less", *[""] * 5]


def test_a_single_key_is_a_target_as_wide_as_its_word() -> None:
    word = KeyWord((target("q"),), "Back")
    assert word.width == len(" q Back ")
    assert all(word.at(x) is word.targets[0] for x in range(word.width))
    assert word.at(word.width) is None


def test_help_stays_where_there_is_no_room_for_all() -> None:
    words = [KeyWord((target(key, action),), "Word") for key, action in (("a", "a"), ("b", "b"), ("?", "open_help"))]
    assert [word.keys for word in fitting(words, 16)] == ["a", "?"]


def click(line: KeyLine, x: int) -> events.MouseDown:
    at = {"x": x, "y": 0, "screen_x": x, "screen_y": line.region.y, "delta_x": 0, "delta_y": 0, "button": 1}
    return events.MouseDown(line, **at, shift=False, meta=False, ctrl=False)


async def check_clicks(hand: Morning, line: KeyLine) -> list[str]:
    """Click on every cell of a key line; say where that did another thing than stands there."""
    app = hand.app
    assert isinstance(app, ListeningApp)
    drawn = line.render().plain
    wrong, wanted = [], []
    at = 0
    for word in line.keys:
        assert drawn[at : at + word.width] == f" {word.keys} {word.word} "
        for key in word.targets:
            sign = drawn.index(key.sign, at)
            assert {line.target_at(sign + x) for x in range(len(key.sign))} == {key}
        at += word.width
    app.listen()
    for x in range(line.size.width):
        line.post_message(click(line, x))
        found = line.target_at(x)
        wanted += [found.action] if found else []
    await hand.until(lambda: len(app.heard) >= len(wanted))
    await hand.pilot.pause()
    heard = app.done()
    if heard != wanted:
        wrong.append(f"clicks on {drawn!r} did {heard}, not {wanted}")
    return wrong


def typed(widget: Widget | None) -> str:
    """Give what stands in a field."""
    return widget.text if isinstance(widget, TextArea) else widget.value if isinstance(widget, Input) else ""


async def check_keys(hand: Morning, line: KeyLine, widget: Widget | None) -> list[str]:
    """Press every key that a key line names; say which does another thing."""
    app = hand.app
    assert isinstance(app, ListeningApp)
    wrong = []
    where = type(widget).__name__
    before = typed(widget)
    for key in [key for word in line.keys for key in word.targets]:
        app.listen()
        await hand.press(key.key)
        heard = app.done()
        if heard != [key.action]:
            wrong.append(f"{key.sign} with the focus in {where} did {heard}, not {key.action}")
    if typed(widget) != before:
        wrong.append(f"a key of the line was typed into {where}")
    return wrong


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 36), marks=pytest.mark.slow)], ids=str)
async def test_every_key_on_show_does_what_is_named_wherever_the_focus_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    prepare(tmp_path)
    wrong: list[str] = []
    visited = set()
    async with morning(tmp_path, size=size, program=ListeningApp) as hand:
        async for name in every_screen(hand):
            screen = hand.app.screen
            visited.add(type(screen))
            lines = screen.query(KeyLine)
            if not lines:
                continue
            before = screen.focused
            for widget in {type(widget): widget for widget in screen.focus_chain}.values() or [None]:
                screen.set_focus(widget, scroll_visible=False)
                await hand.pilot.pause()
                wrong += [f"{name}: {text}" for text in await check_keys(hand, lines.first(), widget)]
            screen.set_focus(before)
            await hand.pilot.pause()
            wrong += [f"{name}: {text}" for text in await check_clicks(hand, lines.first())]
    assert not wrong, "\n".join(wrong)
    every = {kind for base in (FrontScreen, FrontModal) for kind in kinds(base) if not kind.__subclasses__()}
    assert every - visited == {BackdropScreen}


def kinds(base: type) -> set[type]:
    """Give a class's subclasses of the program, and theirs."""
    found = {kind for kind in base.__subclasses__() if kind.__module__.startswith("stretchtui.")}
    return found | {below for kind in found for below in kinds(kind)}
