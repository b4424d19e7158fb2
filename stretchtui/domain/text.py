"""Text from outside is only text: the one place that makes it harmless; and nouns after numbers.

Textual passes raw ESC through to the terminal, with and without markup, so control
characters are replaced where text comes in and again where it is shown.
"""

from __future__ import annotations

import re

_CONTROLS = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (tab and newline apart) and C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional overrides and marks
    "\u2028\u2029\ufeff"  # line separators, byte order mark
    "\ud800-\udfff]"  # lone surrogates
)


def noun(count: float, word: str) -> str:
    """Give a noun as it stands after a number: `day` after 1, `days` after all others; `copy` becomes `copies`.

    `word` is a regular English noun, or words that end in one.
    """
    if count == 1:
        return word
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"


def counted(count: int, word: str) -> str:
    """Write a number of things: `1 day`, `3 days`, `0 copies`."""
    return f"{count} {noun(count, word)}"


def sanitise(text: str) -> str:
    """Replace control, bidirectional and surrogate characters by U+FFFD; keep tab and newline.

    Line ends of other systems become newlines. Running it twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text  # as nearly every one is: what would be looked for need not even be compiled
    return re.sub(_CONTROLS, "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def harm_at(text: str) -> int | None:
    """Give the place of the first character that would have to be replaced, from 0; None where there is none.

    Line ends of other systems do no harm.
    """
    if text.isascii() and text.isprintable():
        return None
    found = re.search(_CONTROLS, text.replace("\r\n", "\n"))
    return found.start() if found else None


def typed(character: str) -> bool:
    """Tell whether a single character is text that is kept as it is, be it a blank of any kind or a joiner."""
    return character not in "\t\n" and sanitise(character) == character


def one_line(text: str) -> str:
    """Make text harmless and fold it into one line, for titles and table cells."""
    parts = (part.strip() for part in sanitise(text).replace("\t", "\n").split("\n"))
    return " ".join(part for part in parts if part)


def beginning(text: str) -> str:
    """Write words so that they begin a sentence."""
    return text[:1].upper() + text[1:]


def in_a_sentence(text: str) -> str:
    """Write words where they do not begin a sentence."""
    return text[:1].lower() + text[1:]


def whole_sentence(text: str) -> str:
    """Give a text with a full stop where it has no end of its own, so that it can stand before another; "" stays."""
    return text if not text or text[-1] in ".!?:…" else f"{text}."


def shortened(text: str, width: int) -> str:
    """Cut a text to a width, with a sign where it was cut."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def noted_text(text: str) -> str:
    """Make a note of what a person typed: harmless, and without the blanks around it."""
    return sanitise(text).strip()
