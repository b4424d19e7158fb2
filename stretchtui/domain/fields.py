"""What a field may hold beyond its type, written at the field itself.

    hold_s: Annotated[Span, Within(1, 300, "[minimum, maximum] between {:g} and {:g}")]

Whoever takes values from outside asks the limits of a definition, so that what is checked, what
is told and what a schema says come from one line. Rules of fields against one another are a
class method `mistakes` that is given those fields that are right so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Protocol, Union, get_args, get_origin, get_type_hints, runtime_checkable


@dataclass(frozen=True, slots=True)
class Within:
    """A number, or a range of numbers, that lies between two bounds, both included.

    `form` says what is expected, with a place for each bound.
    """

    low: float
    high: float
    form: str = "{:g} to {:g}"

    @property
    def expected(self) -> str:
        """What is expected, in words."""
        return self.form.format(self.low, self.high)

    def allows(self, value: Any) -> bool:
        """Tell whether a value keeps to it; not-a-number never does."""
        least, most = (value[0], value[-1]) if isinstance(value, tuple) else (value, value)
        return bool(self.low <= least <= most <= self.high)


@dataclass(frozen=True, slots=True)
class Matching:
    """Text that is wholly of a pattern."""

    pattern: str
    expected: str

    def allows(self, value: Any) -> bool:
        """Tell whether a text keeps to it."""
        return re.fullmatch(self.pattern, value, re.ASCII) is not None


@dataclass(frozen=True, slots=True)
class Length:
    """A text or a list of so many characters or items, both bounds included."""

    low: int
    high: int
    form: str

    @property
    def expected(self) -> str:
        """What is expected, in words."""
        return self.form.format(self.low, self.high)

    def allows(self, value: Any) -> bool:
        """Tell whether a text or list keeps to it."""
        return self.low <= len(value) <= self.high


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few values of the type."""

    values: tuple[Any, ...]

    @property
    def expected(self) -> str:
        """What is expected, in words."""
        return f"one of {', '.join(map(str, self.values))}"

    def allows(self, value: Any) -> bool:
        """Tell whether a value is among them."""
        return value in self.values


@dataclass(frozen=True, slots=True)
class Like:
    """Anything of the type, described by an example."""

    expected: str

    def allows(self, value: Any) -> bool:
        """Allow everything."""
        return True


Limit = Within | Matching | Length | OneOf | Like


@runtime_checkable
class Related(Protocol):
    """A definition whose fields have rules against one another."""

    @classmethod
    def mistakes(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Give each broken rule: the key it is told of, and what is wrong; fields may be missing in `values`."""


def limits_of(hint: Any) -> tuple[Any, tuple[Limit, ...]]:
    """Part a field's type from its limits; of one that may be None, the type of what is there."""
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is not Annotated:
        return hint, ()
    kind, *notes = get_args(hint)
    return kind, tuple(note for note in notes if isinstance(note, Limit))


@lru_cache(maxsize=64)
def fields_of(kind: type) -> Mapping[str, Any]:
    """Give the types of a definition's fields by name, limits included."""
    return get_type_hints(kind, include_extras=True)


def found(value: Any, limit: Limit, show: Callable[[Any], str]) -> str:
    """Show what was found instead: of a list of the wrong length, how long it is."""
    return str(len(value)) if isinstance(limit, Length) and not isinstance(value, str) else show(value)


def refuse_mistakes(value: Any) -> None:
    """Raise ValueError for the first limit or rule that the fields of a dataclass break."""
    kind: Any = type(value)
    values = {name: getattr(value, name) for name in fields_of(kind)}
    for name, hint in fields_of(kind).items():
        for limit in limits_of(hint)[1]:
            if values[name] is not None and not limit.allows(values[name]):
                raise ValueError(f"{name}: expected {limit.expected}, got {found(values[name], limit, str)}")
    for name, wrong in kind.mistakes(values) if issubclass(kind, Related) else ():
        raise ValueError(f"{name}: {wrong}")
