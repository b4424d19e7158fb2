"""The room of words names no key and no flag: who speaks passes in how things are called where it speaks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from stretchtui import words
from stretchtui.plain.keys import KEYS
from stretchtui.words.plain import keys as key_words
from stretchtui.words.plain import morning, session
from stretchtui.words.plain.keys import PlainKey, PlainKeys
from tests.tables import every_row

WORDS = Path(words.__file__).parent
MODULES = sorted(WORDS.rglob("*.py"))

NAMED = re.compile(
    r"""
      \b(?:[Pp]ress|[Tt]ype)\ (?!a\ number|a\ key|another\ folder|it\ in)\S   # what follows is a value
    | \b(?:enter|escape|backspace|delete|insert|pageup|pagedown|home|end|tab|space(?:bar)?|arrows?)\ (?:key|bar)
    | \b(?:Enter|Esc(?:ape)?|Backspace|Tab|Space|PageUp|PageDown|Home)\b
    | (?:ctrl|alt|shift|super|meta)\+ | \^[a-z]\b
    | (?<![\w-])--?[a-z][\w-]*                                            # a flag
    | \w\ [-+!?/]\ \w                                                    # a key that is no letter
    | `?stretchtui\ [a-z]+                                                # a command
    """,
    re.VERBOSE,
)


def texts(tree: ast.AST) -> Iterator[str]:
    """Give every text that is no docstring."""
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@every_row("path", MODULES)
def test_words_name_no_key_no_flag_and_no_command(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [text for text in texts(tree) if NAMED.search(text)] == []


@every_row(
    "sentence",
    [
        "Press Enter to go on.",
        "Type q to end.",
        "choose them by --from",
        "or -n",
        "with - on the overview",
        "ctrl+s saves",
        "`stretchtui keys`",
    ],
)
def test_what_would_break_that_is_noticed(sentence: str) -> None:
    assert NAMED.search(sentence)


SPEAKING = ("tui", "plain", "session", "report", "cues", "drawing")
"""The rooms whose own texts people would read; the command line's own are the help of its commands and options."""

SENTENCE = re.compile(r"\w \w.*\w[.?!]$")


DECLARING = {"listed", "unlisted", "KeyGroup"}


def beside_declarations(tree: ast.AST) -> ast.AST:
    """Leave out what declares a key: its name and its explanation stand beside it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DECLARING:
            node.args, node.keywords = [], []
    return tree


@pytest.mark.parametrize("room", SPEAKING)
def test_no_sentence_stands_outside_the_words(room: str) -> None:
    found = {
        path.name: [
            text
            for text in texts(beside_declarations(ast.parse(path.read_text(encoding="utf-8"))))
            if SENTENCE.search(text)
        ]
        for path in (WORDS.parent / room).rglob("*.py")
    }
    assert {name: sentences for name, sentences in found.items() if sentences} == {}


MARKUP = re.compile(r"<[^>]*>?|\\S+=\"[^\"]*\"[^>]*>?")
PHRASE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


NO_WORDS = {"style.py", "keys.py"}
"""How a page looks; and what keys are called, which is the value that the words are given."""


@pytest.mark.parametrize("room", ["report", "session", "plain"])
def test_no_phrase_stands_there_either(room: str) -> None:
    found = {
        path.name: [
            text for text in texts(ast.parse(path.read_text(encoding="utf-8"))) if PHRASE.search(MARKUP.sub("", text))
        ]
        for path in (WORDS.parent / room).glob("*.py")
        if path.name not in NO_WORDS
    }
    assert {name: phrases for name, phrases in found.items() if phrases} == {}


REBOUND = PlainKeys(**{field.name: PlainKey(f"<{field.name}>") for field in fields(PlainKeys)})


def test_plain_lines_name_keys_as_they_are_given() -> None:
    said = [
        key_words.in_short(REBOUND),
        *key_words.all_keys(REBOUND),
        session.end_question(REBOUND, recorded=True, in_pain=False),
        morning.interrupted_choices(REBOUND, rating=False),
        morning.unsaved_choices(REBOUND, deleted=False),
        morning.leaving_loses(REBOUND),
    ]
    assert {name for line in said for name in re.findall(r"<(\w+)>", line)} == {
        field.name for field in fields(PlainKeys) if field.name not in {"urgent", "not_said", "again"}
    }


def test_every_key_of_a_session_by_lines_can_be_told_from_the_others() -> None:
    elsewhere = {"go_on", "keep", "discard", "later", "again", "as_text", "leave"}
    typed = [getattr(KEYS, field.name).typed for field in fields(PlainKeys) if field.name not in elsewhere]
    assert len(set(typed)) == len(typed)
