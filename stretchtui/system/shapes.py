"""The one validator: tables from outside read into definitions, every mistake told at once.

The definitions are the program's own dataclasses, with their limits written at the fields (see
`domain.fields`). A mistake names its key, what was expected, what was found and, where one is
near, the right name. A key that nobody reads is told and passed over.
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.fields import Length, Taken, Within, fields_of, found, rules_broken
from stretchtui.domain.text import harm_at, one_line

T = TypeVar("T")

_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)
_LONGEST_KEY = 80
_LONGEST_MESSAGE = 300
_MOST_MEANT = 100
"""So many wrong names have the right one looked for: nobody has more, and a file of others' may have thousands."""
_LEAST_PART = 3
"""So many letters of a right word stand for all of it; fewer are in too many."""
_WRONG: Any = object()
"""Stands for a value that was told to be wrong."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a key, as `dose.hold_s` or `figure.frames[2].leg`; the key is "" for the whole."""

    key: str
    message: str

    def __str__(self) -> str:
        """Name the key, then the mistake."""
        return f"{self.key}: {self.message}" if self.key else self.message


class Reading:
    """One walk over a document: it collects what is wrong, and the keys that nobody reads.

    `known` has by type what stands in the document as an id only, as the exercises of a routine do.
    Text with control characters is refused; where they are `replaced`, it is only made harmless.
    """

    def __init__(self, known: Mapping[type, Mapping[str, Any]] | None = None, *, replaced: bool = False) -> None:
        self._replaced = replaced
        self.mistakes: list[Mistake] = []
        self.unknown: list[Mistake] = []
        self._known = known or {}

    def table(self, table: Mapping[str, Any], kind: type[T], where: str = "") -> T | None:
        """Read a table into a dataclass; None where anything in it was wrong."""
        before = len(self.mistakes)
        values = self.fields(table, kind, where)
        return kind(**values) if len(self.mistakes) == before else None

    def fields(self, table: Mapping[str, Any], kind: type, where: str = "") -> dict[str, Any]:
        """Read those fields of a dataclass that are right in a table."""
        known, values = fields_of(kind), {}
        for key in table:
            if key not in known:
                self._unknown(key, known, where)
        for name in known:
            if name not in table:
                if name in known.required:
                    self._wrong(_joined(where, name), f"is missing; expected {self._expected(known[name])}")
            elif (value := self._value(table[name], known[name], _joined(where, name))) is not _WRONG:
                values[name] = value
        for name, wrong in rules_broken(kind, values):
            self._wrong(_joined(where, name), wrong)
        return values

    def _unknown(self, key: str, known: Iterable[str], where: str) -> None:
        name = one_line(key)[:_LONGEST_KEY]
        meant = nearest(key, known) if len(self.unknown) < _MOST_MEANT else ""
        self.unknown.append(Mistake(_joined(where, name), f"unknown key, passed over{meant}"))

    def _value(self, value: Any, taken: Taken, where: str) -> Any:
        """Read one value by its type, then ask its limits."""
        if taken.kind in self._known:
            return self._named(value, taken, where)
        if taken.definition:
            made = (
                self.table(value, taken.kind, where) if isinstance(value, dict) else self._refused(where, value, taken)
            )
            return _WRONG if made is None else made
        if taken.item is not None and isinstance(value, list):
            read = self._items(value, taken.item, where)
        elif (read := _plain(value, taken.kind)) is _WRONG:
            self._refused(where, value, taken)
        if read is _WRONG:
            return _WRONG
        for limit in taken.limits:
            if not limit.allows(read):
                turned = isinstance(limit, Within) and isinstance(read, tuple) and limit.allows(read[::-1])
                expected = f"the least first, [{read[-1]}, {read[0]}]" if turned else limit.expected
                return self._wrong(where, f"expected {expected}, got {found(value, limit, brief)}")
        harm = harm_at(value) if type(value) is str and not self._replaced else None
        if harm is not None:
            return self._wrong(where, f"expected text without control characters, got {_named_at(value, harm)}")
        return read

    def _items(self, values: list[Any], taken: Taken, where: str) -> Any:
        """Read the items of a list."""
        if len(values) > limits.ITEMS:
            return self._wrong(where, f"expected at most {limits.ITEMS} of them, got {len(values)}")
        items = [self._value(item, taken, f"{where}[{number}]") for number, item in enumerate(values)]
        return _WRONG if any(item is _WRONG for item in items) else tuple(items)

    def _named(self, value: Any, taken: Taken, where: str) -> Any:
        """Look up what is named by its id."""
        known = self._known[taken.kind]
        if not isinstance(value, str):
            return self._refused(where, value, taken)
        if value not in known:
            name = one_line(value)[:_LONGEST_KEY]
            meant = nearest(value, known) if len(self.mistakes) < _MOST_MEANT else ""
            return self._wrong(where, f"there is no {_name(taken.kind)} {name!r}{meant}")
        return known[value]

    def _expected(self, taken: Taken) -> str:
        """Say what a field takes."""
        kind = taken.kind
        if taken.limits:
            return taken.limits[-1].expected
        if kind in self._known:
            return f"the id of an {_name(kind)}"
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return f"one of {', '.join(kind)}"
        return _EXPECTED.get(kind, "a list" if taken.item else "a table")

    def _refused(self, where: str, value: Any, taken: Taken) -> Any:
        listed = (
            "a list, " if taken.item is not None and any(isinstance(limit, Length) for limit in taken.limits) else ""
        )
        told = f"expected {listed}{self._expected(taken)}, got {brief(value)}{_nearly(value, taken)}"
        return self._wrong(where, told)

    def _wrong(self, where: str, message: str) -> Any:
        self.mistakes.append(Mistake(where, one_line(message)[:_LONGEST_MESSAGE]))
        return _WRONG


def nearest(value: object, valid: Iterable[str]) -> str:
    """Ask whether the word that is most like a wrong one was meant, or one that is in it or has it in it."""
    import difflib  # noqa: PLC0415 - only where a name is wrong

    word = value.strip().lower()[:_LONGEST_KEY] if isinstance(value, str) else ""
    known = [*valid]
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    if not found and len(word) >= _LEAST_PART:
        parts = [name for name in known if word in name or (name in word and len(name) >= _LEAST_PART)]
        found = difflib.get_close_matches(word, parts, n=1, cutoff=0.0)
    return f" (did you mean {found[0]}?)" if found else ""


def brief(value: object) -> str:
    """Show a value from outside shortly, however long or deep it is."""
    if isinstance(value, (bool, date, time)):
        return str(value).lower()
    try:
        return reprlib.repr(str(value) if isinstance(value, StrEnum) else value)
    except ValueError:
        return "a number of thousands of digits"


def _named_at(text: str, place: int) -> str:
    """Name a character of a text by its code point, and say where it is."""
    character = text.replace("\r\n", "\n")[place]
    return f"U+{ord(character):04X} as character {place + 1}"


def _joined(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _name(kind: type) -> str:
    return kind.__name__.lower()


def _plain(value: Any, kind: Any) -> Any:
    """Read a value that is no table of a definition and no list; text becomes harmless."""
    if kind is time:
        return _hour(value)
    if isinstance(value, datetime) or (kind is date and isinstance(value, str)):
        return _WRONG  # TOML has days of its own
    if type(value) is int and hasattr(kind, "of_number"):
        return kind.of_number(value)
    try:
        read = msgspec.convert(value, kind)
    except (msgspec.ValidationError, RecursionError):
        return _WRONG
    return one_line(read) if type(read) is str else read


def _hour(value: object) -> Any:
    """Read a time of a wall clock, to the minute."""
    if isinstance(value, str) and (found := _HOUR.fullmatch(value)):
        return time(int(found[1]), int(found[2]))
    if isinstance(value, time) and value.tzinfo is None and value == value.replace(second=0, microsecond=0):
        return value
    return _WRONG


_EXPECTED: Mapping[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    time: 'a time such as "04:00"',
    date: "a day such as 2026-11-22",
}


_RIGHT_UNQUOTED: Mapping[Any, Callable[[str], Any]] = {
    bool: {"true", "false"}.__contains__,
    int: str.isdigit,
    date: re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch,
}
"""What tells of a text that it would be right without its quotes."""


def _nearly(value: object, taken: Taken) -> str:
    """Say how a value that is nearly right would be."""
    kind = taken.kind
    if taken.item is not None and isinstance(value, dict if taken.item.definition else str):
        return " (its head has two brackets on each side)" if taken.item.definition else " (write it in brackets)"
    if hasattr(kind, "of_number") and isinstance(value, str):
        return " (write it without quotes, a range in brackets)"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return nearest(value, kind)
    if kind is str and type(value) in (int, float):
        return " (write it in quotes)"
    right = _RIGHT_UNQUOTED.get(kind)
    return " (write it without quotes)" if right and isinstance(value, str) and right(value.strip()) else ""
