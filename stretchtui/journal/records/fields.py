"""Reading one JSON object field by field, with an error that names the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.rating import Scale
from stretchtui.domain.text import sanitise
from stretchtui.journal.errors import RecordError

T = TypeVar("T")
D = TypeVar("D")
E = TypeVar("E", bound=StrEnum)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANTS = re.compile(
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?: |\Z))+"
)


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of value: what to call it, and a reader that raises ValueError for any other."""

    expected: str
    read: Callable[[Any], T]

    def accept(self, value: Any) -> T | None:
        """Read a value, or give None for one that is not of this kind."""
        try:
            return self.read(value)
        except (ValueError, TypeError, OverflowError):
            return None


class Fields:
    """One object of a document, whose fields are taken one by one.

    What was not taken in the end, in `rest`, is unknown to this version. `where` is the way
    to the object, for messages. Raises RecordError for anything but an object.
    """

    def __init__(self, document: object, where: str) -> None:
        if not isinstance(document, Mapping):
            raise RecordError(where or "record", "an object", document)
        self.rest: dict[str, Any] = dict(document)
        self._prefix = f"{where}." if where else ""

    def take(self, key: str, kind: Kind[T], *default: D) -> T | D:
        """Take a value, or the default (if there is one) for a key that is absent or null.

        Raises RecordError for a value that is not of the kind.
        """
        value = self.rest.pop(key, None)
        if value is None and default:
            return default[0]
        try:
            return kind.read(value)
        except (ValueError, TypeError):
            raise RecordError(self._prefix + key, kind.expected, value) from None


def of(kind: type[T], expected: str, valid: Callable[[T], object] = lambda _: True) -> Kind[T]:
    """Make the kind of exactly one type (a bool is no int) whose values pass a test."""

    def read(value: Any) -> T:
        if type(value) is not kind or not valid(value):
            raise ValueError
        return value

    return Kind(expected, read)


def whole(low: int, high: int) -> Kind[int]:
    """Make the kind of whole numbers low to high, both included; 3.0 is none."""
    return of(int, f"a whole number {low}-{high}", lambda value: low <= value <= high)


def point(scale: Scale) -> Kind[int]:
    """Make the kind of a scale's points, where there may be none."""
    return of(int, f"a whole number {scale.minimum}-{scale.maximum} or null", scale.accepts)


def number(low: float, high: float) -> Kind[float]:
    """Make the kind of whole and decimal numbers low to high, both included; they stay what they are."""

    def read(value: Any) -> float:
        if type(value) not in (int, float) or not low <= value <= high:
            raise ValueError
        return value  # type: ignore[no-any-return]

    return Kind(f"a number {low:g}-{high:g}", read)


def text(shortest: int, longest: int) -> Kind[str]:
    """Make the kind of text of so many characters, made harmless when it is read."""

    def read(value: Any) -> str:
        if type(value) is not str or not shortest <= len(value) <= longest:
            raise ValueError
        return sanitise(value)

    return Kind(f"text of {shortest}-{longest} characters", read)


def one_of(kind: type[E]) -> Kind[E]:
    """Make the kind of an enum's values."""
    # Asking a dict is many times faster than asking an enum, and a month has hundreds of them.
    values = {member.value: member for member in kind}

    def read(value: Any) -> E:
        if value not in values:
            raise ValueError
        return values[value]

    return Kind("one of " + ", ".join(values), read)


def _read_day(value: Any) -> date:
    if not _DAY.fullmatch(value):
        raise ValueError
    return date.fromisoformat(value)


def moments(*values: str) -> list[datetime]:
    """Read several moments at once, in a third of the time; raises ValueError where one is of another form.

    No moment has a space in it, so that one among the values makes more of them than were given.
    """
    written = " ".join(values)
    parts = written.split(" ")
    if len(parts) != len(values) or not _INSTANTS.fullmatch(written):
        raise ValueError
    return [*map(datetime.fromisoformat, parts)]


def _read_moment(value: Any) -> datetime:
    return moments(value)[0]


# Python reads many more forms of dates than the journal has, so the form is checked first.
DAY = Kind("a day YYYY-MM-DD", _read_day)
MOMENT = Kind("a date and time with offset, as 2026-11-22T07:02:11+01:00", _read_moment)
YES_NO = of(bool, "true or false")
ANYTHING: Kind[object] = Kind("an object", lambda value: value)
