"""Reading the objects of a document, with an error that names the field; and days and instants, as they may be written.

What a field may hold is said by the types of `session_line`, with what to call it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, Generic, NoReturn, TypeVar, get_args, get_origin

import msgspec

from stretchtui.domain.dataclass import dataclass
from stretchtui.journal.errors import RecordError
from stretchtui.journal.storage.session_line import DAY_FORM, MOMENT_FORM

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)

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


def converted(document: object, kind: type[S], where: str = "") -> S:
    """Read an object into a struct, in which a null is as good as nothing; `where` is the way to it, for messages.

    Raises RecordError for anything else, which names the field.
    """
    if not isinstance(document, Mapping):
        raise RecordError(where or "record", "an object", document)
    given = {key: value for key, value in document.items() if value is not None}
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError:
        _refuse(given, kind, f"{where}." if where else "")


def keys_of(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """Give the keys of a struct's object, in their order."""
    return kind.__struct_encode_fields__  # type: ignore[attr-defined, no-any-return, unused-ignore]


def unknown_in(document: Mapping[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Give the fields of an object that a struct has no place for."""
    return {key: value for key, value in document.items() if key not in keys_of(kind)}


def _refuse(given: Mapping[str, Any], kind: type[msgspec.Struct], prefix: str) -> NoReturn:
    """Find the field that is not as it should be."""
    for field in msgspec.structs.fields(kind):
        value, where = given.get(field.encode_name), prefix + field.encode_name
        if value is None and not field.required:
            continue
        for part in (field.type, *get_args(field.type)):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                converted(value, part, where)
                break
        else:
            try:
                msgspec.convert(value, field.type)
            except msgspec.ValidationError:
                raise RecordError(where, _expected(field.type), value) from None
    raise RecordError(prefix + "record", "a record", given)


def _expected(wanted: Any) -> str:
    """Say what a type has as its values."""
    if get_origin(wanted) is Annotated:
        return str(get_args(wanted)[1].description)
    if get_args(wanted):
        first, *others = get_args(wanted)
        return f"{_expected(first)} or null" if NoneType in others else _expected(first)
    return f"one of {', '.join(wanted)}" if issubclass(wanted, StrEnum) else "true or false"


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
DAY = Kind(DAY_FORM, _read_day)
MOMENT = Kind(MOMENT_FORM, _read_moment)
