from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

from hypothesis import strategies as st

from stretchtui.domain import text as texts
from stretchtui.domain.text import counted, harm_at, noun, one_line, sanitise
from tests.how_often import often
from tests.tables import every_row

ANY_TEXT = st.text(st.characters(categories=None))  # lone surrogates too


@every_row(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("\x9b31m", "\ufffd31m"),
        ("bell\x07", "bell\ufffd"),
        ("\x00", "\ufffd"),
        ("abc\u202etxt", "abc\ufffdtxt"),
        ("\u2066x\u2069", "\ufffdx\ufffd"),
        ("line\u2028line", "line\ufffdline"),
        ("\ud800", "\ufffd"),
        ("\ufeffstart", "\ufffdstart"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("tab\tstays\n", "tab\tstays\n"),
        ("[bold]not markup[/bold] {side} $PATH", "[bold]not markup[/bold] {side} $PATH"),
        ("Rücken, 背中, 👍🏽, e\u0301", "Rücken, 背中, 👍🏽, e\u0301"),
    ],
)
def test_what_could_steer_a_terminal_is_replaced_and_words_stay(text: str, shown: str) -> None:
    assert sanitise(text) == shown


@often(20, 100, ANY_TEXT)
def test_harmless_text_can_be_written_and_holds_no_controls(text: str) -> None:
    clean = sanitise(text)
    clean.encode("utf-8")
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in clean if char not in "\t\n")
    assert sanitise(clean) == clean


@often(20, 100, ANY_TEXT)
def test_harm_begins_where_the_first_character_is_replaced(text: str) -> None:
    place = harm_at(text)
    lines = text.replace("\r\n", "\n")
    assert (place is None) == (sanitise(text) == lines)
    if place is not None:
        assert sanitise(lines[:place]) == lines[:place]
        assert sanitise(lines[place]) != lines[place]


@every_row(
    ("text", "line"),
    [
        ("  two \n\n\t lines  ", "two lines"),
        ("a\r\nb", "a b"),
        ("inner  spaces stay", "inner  spaces stay"),
        ("\n\t ", ""),
        ("title\x1b]0;x\x07", "title\ufffd]0;x\ufffd"),
    ],
)
def test_a_line_is_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@often(20, 100, ANY_TEXT)
def test_a_line_has_no_breaks_and_no_edges_and_keeps_every_letter(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line
    assert "".join(line.split()) == "".join(sanitise(text).split())


def test_a_very_long_run_of_spaces_takes_no_time() -> None:
    text = "a" + " " * 200_000 + "b"
    begun = time.process_time()
    assert one_line(text) == text
    assert time.process_time() - begun < 2.0


@every_row(
    ("count", "word", "written"),
    [(0, "day", "0 days"), (1, "day", "1 day"), (2, "planned day", "2 planned days"), (3, "copy", "3 copies")],
)
def test_a_noun_stands_as_it_must_after_its_number(count: int, word: str, written: str) -> None:
    assert counted(count, word) == written
    assert noun(1, word) == word


def test_no_sentence_of_the_program_has_a_number_before_a_noun_that_is_always_plural() -> None:
    things = "day|week|morning|session|exercise|minute|second|month|file|version|record|year|change|place|line"
    always = re.compile(rf"(?<![A-Z])\}} (?:\w+ )?(?:{things})s\b")
    package = Path(texts.__file__).parent.parent
    found = [
        f"{path.relative_to(package)}: {line.strip()}"
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if always.search(line)
    ]
    assert found == []
