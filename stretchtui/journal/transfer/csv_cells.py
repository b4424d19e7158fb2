"""How a text, a number, a yes or no lies in a cell, and how it is read from one that a spreadsheet wrote.

A spreadsheet takes a text for a formula, a number or a day wherever it can, so such a text gets
a `'` before it (ASVS 1.2.10), which is taken off again on the way in.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_DAY = 30

_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,25})?(?:[eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:([ \u00a0\u2009\u202f.,])[0-9]{3})(?:\1[0-9]{3})*(?:([.,])[0-9]{1,25})?")
_DAY = re.compile(
    r"[0-9]{1,2}[./ -]{1,2}[^\W\d_]{3,12}\.?(?:[ -][0-9]{2,4})?"
    r"|[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2,4}|[0-9]{4}([./-])[0-9]{1,2}\2[0-9]{1,2}"
)
_TWO_READINGS = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# As Excel and LibreOffice write them in their languages.
_TRUE = _words(
    "true wahr vrai verdadero vero verdadeiro waar sand sant sann tosi prawda pravda igaz adevărat doğru истина істина "
    "αληθησ αληθεσ cert verdader tõene tiesa patiess istina"
)
_FALSE = _words(
    "false falsch faux falso onwaar falsk falskt usann epätosi fałsz nepravda hamis fals yanliş yanlış ложь хибність "
    "ψευδησ ψευδεσ väär netiesa aplams neistina"
)
_WRITTEN = _TRUE | _FALSE
# As a person writes them.
_YES = _words("1 yes y ja j oui o sí si s sim tak ano kyllä igen evet да так ναι")
_NO = _words("0 no n nein non não nao nee nej nei nie ne ei nem hayır hayir нет ні όχι")


_ANSWERS = {word: word in _TRUE | _YES for word in _WRITTEN | _YES | _NO}


@lru_cache(maxsize=500)  # most texts of a session are those of other days too
def guarded(text: str) -> str:
    """Make a text such that spreadsheets take it for nothing but a text; `bare` is the way back."""
    return f"'{text}" if _may_be_taken(text) else text


def bare(cell: str) -> str:
    """Take off what `guarded` put before a text, and nothing else."""
    return cell[1:] if cell.startswith("'") and _may_be_taken(cell[1:]) else cell


def name(cell: str) -> str:
    """Read a text in which spaces round it mean nothing, unless they were guarded."""
    found = bare(cell)
    return cell.strip() if found == cell else found


def word(cell: str) -> str:
    """Read one of the words that the journal has for something, which are written small."""
    return cell.strip().lower()


def _may_be_taken(text: str) -> bool:
    """Tell whether a spreadsheet might make a formula, a number, a day, a time or a yes or no of a text.

    A text with a digit is one of these at most if it has no letters, or two words (`2 May`,
    `1e5`, `7 pm`, `May 5 pm`) and is short.
    """
    if text.startswith(_FORMULA) or text != text.strip():
        return True
    if len(text) > _LONGEST_DAY:
        return not any(map(str.isalpha, text)) and any(map(str.isnumeric, text))
    if not any(map(str.isnumeric, text)):
        return text.casefold() in _WRITTEN
    return len(_WORD.findall(text)) <= 2


def number(cell: str) -> object:
    """Read a whole or decimal number, with a point or a comma; anything else as it is, for the codec to refuse.

    Raises ValueError for one that has two readings, 1,234, and for a day: where the decimal mark
    is a comma, spreadsheets make 12 May of 12.5.
    """
    text = cell.strip()
    if "," in text or not _PLAIN.fullmatch(text):
        text = _with_a_point(text)
    if not _PLAIN.fullmatch(text):
        if _DAY.fullmatch(text):
            raise ValueError(
                f"expected a number, got {text}: a spreadsheet may have made a day of 12.5; write the number"
            )
        return name(cell)
    value = int(text) if text.lstrip("-").isdigit() else float(text)
    return value if math.isfinite(value) else cell


def _with_a_point(text: str) -> str:
    """Write a number without marks between its thousands, and with a point; anything else stays as it is."""
    if _TWO_READINGS.fullmatch(text):
        before, after = text.split(",")
        raise ValueError(f"{text} may be {before}.{after} or {before}{after}; write one of these")
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped[1] == grouped[2]:
        return text
    return (text.replace(grouped[1], "") if grouped else text).replace(",", ".")


def whole(cell: str) -> object:
    """Read a whole number, which some programs write as 6.0; anything else as `number` does."""
    value = number(cell)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def yes_no(cell: str) -> object:
    """Read a yes or no in the words of spreadsheets in many languages; anything else as it is."""
    return _ANSWERS.get(cell.strip().casefold(), cell)
