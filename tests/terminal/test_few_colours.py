"""Terminals that can do less: no colours wanted, sixteen of them, or no UTF-8."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal.home import PROGRAM
from tests.terminal.terminal import Terminal, started

SGR = re.compile(rb"\x1b\[([0-9;:]*)m")


def colours(raw: bytes) -> set[str]:
    """List the colours that were sent, other than the terminal's own default."""
    codes = {code.decode() for code in SGR.findall(raw)}
    return {part for code in codes for part in _colour_parts(code)}


def _colour_parts(code: str) -> list[str]:
    parts = code.split(";")
    if "38" in parts or "48" in parts:
        return [code]
    return [part for part in parts if part.isdigit() and (30 <= int(part) <= 37 or 40 <= int(part) <= 47)]


def into_a_hold(terminal: Terminal) -> None:
    """Begin a session and wait for its first hold."""
    terminal.wait_for("How stiff")
    terminal.press("enter")
    terminal.wait_for("begin now")
    terminal.press("n")
    terminal.wait_for("Stay there")


@pytest.mark.slow
def test_no_color_means_no_colour_and_still_a_legible_screen(tmp_path: Path) -> None:
    with started(tmp_path, "start", "--speed", "4", NO_COLOR="1") as terminal:
        into_a_hold(terminal)
        assert colours(bytes(terminal.raw)) == set()
        assert "1 of 6 · Lumbar rotations: knee rolls · knees to the left" in terminal.text


@pytest.mark.slow
def test_a_terminal_of_sixteen_colours_is_sent_no_others(tmp_path: Path) -> None:
    with started(tmp_path, "start", "--speed", "4", TERM="linux", COLORTERM="") as terminal:
        into_a_hold(terminal)
        sent = colours(bytes(terminal.raw))
        assert sent
        assert not [code for code in sent if ";" in code]


@pytest.mark.slow
def test_without_utf8_every_character_is_ascii_and_without_colours_it_is_legible_too(tmp_path: Path) -> None:
    own = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "NO_COLOR": "1"}
    with started(tmp_path, "start", "--speed", "4", program=PROGRAM, **own) as terminal:
        into_a_hold(terminal)
        assert bytes(terminal.raw).isascii()
        assert colours(bytes(terminal.raw)) == set()
        assert "1 of 6 . Lumbar rotations: knee rolls . knees to the left" in terminal.text
        assert "LEFT" in terminal.text
        assert "HOLD" in terminal.text
