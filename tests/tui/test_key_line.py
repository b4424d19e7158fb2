"""The key line tells the truth: what it names works where the focus is, by key and by mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from stretchtui.tui import compat, key_catalogue
from stretchtui.tui.app import StretchApp
from stretchtui.tui.screens.base import BackdropScreen, BaseModal, BaseScreen
from stretchtui.tui.widgets.key_line import KeyLine, KeyTarget, KeyWord, fitting
from tests.tui.every_screen import ListeningApp, every_screen, import_all, prepare
from tests.tui.harness import Morning, morning


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


async def check_clicks(hand: Morning, line: KeyLine) -> list[str]:
    """Look at every cell of a key line, and click on each key; say where that did another thing than stands there."""
    app = hand.app
    assert isinstance(app, ListeningApp)
    drawn = line.render().plain
    cells: dict[KeyTarget | None, list[int]] = {}
    for x in range(line.size.width):
        cells.setdefault(line.target_at(x), []).append(x)
    at = 0
    for word in line.keys:
        assert drawn[at : at + word.width] == f" {word.keys} {word.word} "
        for key in word.targets:
            sign = drawn.index(key.sign, at)
            named = {*range(sign, sign + len(key.sign))}
            whole = {*range(at, at + word.width)}
            assert named <= {*cells[key]} <= whole
            assert len(word.targets) > 1 or {*cells[key]} == whole
        at += word.width
    wrong = []
    for key, where in cells.items():
        app.listen()
        await hand.pilot.click(line, offset=(where[-1], 0))
        await hand.shown()
        if app.done() != ([key.action] if key and key.enabled else []):
            wrong.append(f"a click on {key} in {drawn!r} did {app.heard}")
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


def chain(widget: Widget, screen: Screen[Any]) -> tuple[type[DOMNode], ...]:
    """Give what around a widget has keys, from the inside outwards, the screen left out."""
    own = [node for node in widget.ancestors_with_self if node not in (screen, screen.app)]
    return tuple(type(node) for node in own if [*compat.merged_bindings(type(node))])


def not_listed(screen: Screen[Any], listed: dict[str, tuple[str, ...]]) -> list[str]:
    """Name the live keys of the program's own actions that the catalogue does not list."""
    live = screen.active_bindings.items()
    return [
        f"{active.binding.id} has {key}"
        for key, active in live
        if active.binding.id and key not in listed.get(active.binding.id, ())
    ]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_on_every_screen_every_key_on_show_does_what_is_named_wherever_the_focus_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    prepare(tmp_path)
    listed = {entry.id: entry.keys for entry in key_catalogue.entries(StretchApp, {})}
    wrong: list[str] = []
    chains: dict[type[Screen[Any]], set[tuple[type[DOMNode], ...]]] = {}
    async with morning(tmp_path, size=size, program=ListeningApp) as hand:
        async for name in every_screen(hand):
            screen = hand.app.screen
            seen = chains.setdefault(type(screen), set())
            seen |= {found for widget in screen.focus_chain if (found := chain(widget, screen))}
            wrong += [f"{name}: {text}" for text in not_listed(screen, listed)]
            lines = screen.query(KeyLine)
            if not lines:
                continue
            before = screen.focused
            for widget in {type(widget): widget for widget in screen.focus_chain}.values() or [None]:
                screen.set_focus(widget, scroll_visible=False)
                await hand.shown()
                wrong += [f"{name}: {text}" for text in await check_keys(hand, lines.first(), widget)]
            screen.set_focus(before)
            await hand.shown()
            wrong += [f"{name}: {text}" for text in await check_clicks(hand, lines.first())]
    assert not wrong, "\n".join(wrong)
    import_all()
    every = {kind for base in (BaseScreen, BaseModal) for kind in kinds(base) if not kind.__subclasses__()}
    assert every - {*chains} == {BackdropScreen}
    assert {kind: {*kind.FOCUS} for kind in key_catalogue.SCREENS.values()} == chains  # type: ignore[attr-defined]


def kinds(base: type) -> set[type]:
    """Give a class's subclasses of the program, and theirs."""
    found = {kind for kind in base.__subclasses__() if kind.__module__.startswith("stretchtui.")}
    return found | {below for kind in found for below in kinds(kind)}
