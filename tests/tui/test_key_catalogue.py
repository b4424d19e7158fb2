"""The keys of the whole program: ids, what is said of them, and that what is listed is what works."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widget import Widget

from stretchtui.tui import key_catalogue
from stretchtui.tui.app import StretchApp
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import key_name, key_sign, keys_of_group, read_key
from stretchtui.words import key_places
from tests.tables import every_row
from tests.terminal.home import call
from tests.tui.every_screen import ListeningApp, import_all, prepare
from tests.tui.harness import morning

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def own_classes(base: type[DOMNode] = DOMNode) -> Iterator[type[DOMNode]]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("stretchtui."):
            yield kind
        yield from own_classes(kind)


def test_every_binding_has_an_id_of_its_own_a_word_and_an_explanation_and_stands_in_one_place() -> None:
    import_all()
    declared = [item for kind in {*own_classes()} for item in vars(kind).get("BINDINGS", ())]
    assert all(isinstance(item, Binding) and item.id and item.description and item.tooltip for item in declared)
    ids = Counter(item.id for item in declared)
    assert [name for name, count in ids.items() if count > 1] == []
    listed = [entry.id for entry in key_catalogue.entries(StretchApp, {})]
    assert sorted(listed) == sorted(ids)
    assert all(key == read_key(key) for entry in key_catalogue.entries(StretchApp, {}) for key in entry.default)


def test_every_group_is_shown_or_hidden_as_a_whole() -> None:
    shown: dict[Any, set[bool]] = {}
    for kind in {*own_classes()}:
        for item in vars(kind).get("BINDINGS", ()):
            if item.group:
                shown.setdefault((kind, item.group), set()).add(item.show)
    assert all(len(ways) == 1 for ways in shown.values())


@every_row(
    ("written", "key"),
    [
        ("n", "n"),
        ("K", "K"),
        ("shift+k", "K"),
        ("?", "question_mark"),
        ("+", "plus"),
        ("plus", "plus"),
        ("slash", "slash"),
        ("comma", "comma"),
        ("Ctrl+S", "ctrl+s"),
        ("ctrl++", "ctrl+plus"),
        ("ctrl+m", "enter"),
        ("PgUp", "pageup"),
        ("Esc", "escape"),
        ("F5", "f5"),
        ("shift+tab", "shift+tab"),
        ("é", "é"),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, key: str) -> None:
    assert read_key(written) == key


@every_row(
    ("written", "told"),
    [
        ("ctlr+s", "there is no key 'ctlr+s'; did you mean ctrl+s?"),
        ("entr", "there is no key 'entr'; did you mean enter?"),
        ("", "there is no key ''; expected such as"),
        ("two words", "there is no key 'two words'; expected such as"),
        ("++", "there is no key '++'; expected such as"),
    ],
)
def test_a_key_that_there_is_not_is_told_with_what_is_expected(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}"):
        read_key(written)


def test_keys_have_a_sign_for_the_line_and_a_name_for_a_sentence() -> None:
    keys = ("ctrl+s", "pageup", "left", "question_mark", "f1", "escape", "shift+tab")
    assert [key_sign(key) for key in keys] == ["^s", "PgUp", "←", "?", "F1", "esc", "shift+Tab"]
    assert [key_name(key) for key in keys] == ["ctrl+s", "PageUp", "left", "?", "F1", "Esc", "shift+Tab"]
    assert keys_of_group([("left", "h"), ("up", "k"), ("down", "j"), ("right", "l")]) == "arrows, h, k, j, l"
    assert keys_of_group([(digit,) for digit in "0123456789"]) == "0-9"
    assert keys_of_group([("up", "k"), ("down", "j")]) == "up, down, k, j"


OWN = {"session-less-hold": "underscore", "overview-plan": "P", "overview-level": "r", "overview-short": "l"}


async def test_keys_of_the_settings_are_shown_as_they_are_now_and_work(tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / "journal").joinpath("2026-11.json").touch()
    async with morning(tmp_path, program=ListeningApp, keys=OWN) as hand:
        app = hand.app
        assert isinstance(app, ListeningApp)
        assert "P makes a plan" in hand.text("#if-then")
        line = app.screen.query_one(KeyLine)
        assert [(word.keys, word.word) for word in line.keys][:3] == [("⏎", "Start"), ("r", "Level"), ("l", "Short")]
        app.listen()
        await hand.press("r", "l", "P", "w")
        assert app.done() == ["next_level", "toggle_short", "plan"]
        await hand.press("question_mark")
        shown = str(app.screen.query_one("#help-keys .help-text").content)  # type: ignore[attr-defined]
        assert re.search(r"^P +plan: the days you mean to stretch on", shown, re.MULTILINE)
        assert re.search(r"^\+, _, = +more or less hold", shown, re.MULTILINE)
        await hand.press("q", "enter", "5", "enter")
        (hold,) = (word for word in app.screen.query_one(KeyLine).keys if word.word == "Hold")
        assert hold.keys == "+/_"


async def test_an_action_that_shares_a_key_keeps_it_when_the_other_gets_another(tmp_path: Path) -> None:
    class Sharing(Widget, can_focus=True):
        BINDINGS = [  # noqa: RUF012
            Binding("minus", "less", "Less", id="one", tooltip="Less"),
            Binding("minus", "out", "Out", id="two", tooltip="Out"),
        ]

    class SharingApp(StretchApp):
        BINDINGS = Sharing.BINDINGS

    async with morning(tmp_path) as hand:
        widget = Sharing()
        await hand.app.screen.mount(widget)
        widget.focus()
        hand.app.set_keymap(key_catalogue.keymap(SharingApp, {"one": ("f5",)}))
        await hand.shown()
        active = hand.app.screen.active_bindings
        assert (active["minus"].binding.action, active["f5"].binding.action) == ("out", "less")


# --- the command line ---------------------------------------------------------------------


def test_keys_lists_every_action_by_place_with_the_keys_of_the_settings_and_tells_mistakes(tmp_path: Path) -> None:
    (tmp_path / "config").joinpath("stretchtui").mkdir(parents=True)
    config = tmp_path / "config" / "stretchtui" / "config.toml"
    config.write_text('[keys]\noverview-calendar = "k"\noverview-plan = "P"\n', encoding="utf-8")
    listed = call(tmp_path, "keys", "--json", XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert listed.exit_code == 0
    entries = {entry["id"]: entry for entry in json.loads(listed.stdout)}
    assert entries["overview-plan"] == {
        "place": "Overview",
        "id": "overview-plan",
        "keys": ["P"],
        "default": ["w"],
        "does": "Plan: the days you mean to stretch on",
    }
    assert entries["overview-calendar"]["keys"] == ["c"]
    assert "overview-calendar: k is taken already on the overview" in listed.stderr


def test_the_readme_names_the_keys_as_they_are() -> None:
    assert key_table() in README, "`python -m tests.tui.test_key_catalogue` prints the table"


IN_README = (
    key_places.EVERYWHERE,
    "Overview",
    "Ratings",
    "Before a session",
    "Session",
    "After a session",
    "Calendar",
    "Trends",
    key_places.EDITOR,
)
"""What everybody needs; the help has the rest."""


def key_table() -> str:
    """Write the README's table of keys."""
    lines = ["| where | keys |", "|---|---|"]
    for place, rows in key_catalogue.rows(StretchApp, {}):
        if place in IN_README:
            named = (f"`{keys}` {does.replace(';', ',')}" for keys, does in rows)
            lines.append(f"| {place.lower()} | {'; '.join(named)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(key_table())  # noqa: T201
