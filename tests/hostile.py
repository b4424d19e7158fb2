"""Texts that do harm where text is taken for more than text, and the marks that they must not leave."""

from __future__ import annotations

import re

ESCAPES: tuple[str, ...] = (
    "\x1b[31337mred",
    "\x1b[2J\x1b[31337;1Hcleared",
    "\x1b]0;title 31337\x07",
    "\x1b]52;c;MzEzMzc=\x07",
    "\x1b]8;;http://31337.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP31337q\x1b\\",
    "\x1b_31337\x1b\\",
    "\x1bc reset",
    "\x1b[?1049l\x1b[?31337h",
    "\x1b[6n\x1b[c",
    "\x1b",
    "\x9b31337m",
    "\x9d0;31337\x9c",
    "\x90 31337 \x9c",
    "\x07\x07 bell",
    "back\x08\x08\x08\x08space",
    "form\x0cfeed\x0bvertical",
    "shift\x0e\x0f out",
    "nul\x00byte",
    "delete\x7f",
    "carriage\rreturn",
)
"""Control sequences; their numbers are 31337 where they have any."""

MARKUP: tuple[str, ...] = (
    "[@click=app.quit]click me[/]",
    "[@click='app.open_help']click me[/]",
    "[/]",
    "[/usr]",
    "[bold red]loud",
    "[link=http://31337.example]link[/link]",
    "{side} %s %(name)s {0} $primary",
)

ORDER: tuple[str, ...] = ("\u202egnitsrever\u202c", "\u2066isolate\u2069\u200f", "line\u2028separator\u2029end")

SHAPES: tuple[str, ...] = ("=1+31337", "é\u0301\u0301\u0301 👨\u200d👩\u200d👧 漢字")

HOSTILE = (*ESCAPES, *MARKUP, *ORDER, *SHAPES)

_BAD_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

_POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""Textual itself asks for the shape of the pointer."""

_BAD_BYTES = (
    re.compile(rb"\x1b[\]P_^Xc]"),  # strings to the terminal, and its reset
    re.compile(rb"\xc2[\x80-\x9f]"),  # C1
    re.compile(rb"\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"),  # order of reading
    re.compile(rb"[\x00\x07\x08\x0b\x0c\x0e\x0f\x7f]"),
    re.compile(rb"\x1b\[[?>]?31337"),
    re.compile(rb"\x1b\[(?:6n|c)"),
)


def marks_in_output(text: str) -> list[str]:
    """List what a program's plain output must not hold: any control character but the end of a line or a tab."""
    return _BAD_CHARACTERS.findall(text)


def marks_on_wire(raw: bytes) -> list[bytes]:
    """List what must not be in the bytes sent to a terminal by a program that draws."""
    sent = _POINTER.sub(b"", raw)
    return [found.group() for pattern in _BAD_BYTES for found in pattern.finditer(sent)]
