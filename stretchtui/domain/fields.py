"""What a field may hold beyond its type, written at the field itself.

    hold_s: Annotated[Span, Within(1, 300, "[minimum, maximum] between {:g} and {:g}")]

Whoever takes values from outside asks the limits of a definition, so that what is checked, what
is told and what a schema says come from one line. Rules of fields against one another are a
class method `broken_rules` that is given those fields that are right so far.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from stretchtui.domain.dataclass import dataclass


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


@dataclass(frozen=True, slots=True)
class Taken:
    """What a field takes: a type with its limits, and of a list what its items are.

    `definition` tells that the type is a dataclass, read from a table of its own. A field that
    may be None takes what is there when it is not.
    """

    kind: Any
    limits: tuple[Limit, ...] = ()
    item: Taken | None = None
    definition: bool = False
    required: bool = False


class Fields(Mapping[str, Taken]):
    """What each field of a definition takes, by name; a type is understood when it is first asked for.

    Of many settings a file names a few. `required` are those fields that have to be given.
    """

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self._written = {field.name: field.type for field in fields(kind)}
        self._understood: dict[str, Taken] = {}
        self.required = frozenset(
            field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING
        )

    def __getitem__(self, name: str) -> Taken:
        if name not in self._understood:
            alone = type(name, (), {"__annotations__": {name: self._written[name]}})
            hint = get_type_hints(alone, vars(sys.modules[self._kind.__module__]), include_extras=True)[name]
            self._understood[name] = replace(_taken(hint), required=name in self.required)
        return self._understood[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


@lru_cache(maxsize=64)
def fields_of(kind: Any) -> Fields:
    """Tell what each field of a definition takes, by name."""
    return Fields(kind)


def _taken(hint: Any) -> Taken:
    if get_origin(hint) in (Union, UnionType):
        return _taken(next(part for part in get_args(hint) if part is not NoneType))
    if get_origin(hint) is Annotated:
        kind, *notes = get_args(hint)
        return replace(_taken(kind), limits=tuple(note for note in notes if isinstance(note, Limit)))
    item = _taken(get_args(hint)[0]) if get_origin(hint) is tuple else None
    return Taken(hint, item=item, definition=is_dataclass(hint))


def found(value: Any, limit: Limit, show: Callable[[Any], str]) -> str:
    """Show what was found instead: of a list of the wrong length, how long it is."""
    return str(len(value)) if isinstance(limit, Length) and not isinstance(value, str) else show(value)


def refuse_mistakes(value: Any) -> None:
    """Raise ValueError for the first limit or rule that the fields of a dataclass break."""
    kind: Any = type(value)
    values = {name: getattr(value, name) for name in fields_of(kind)}
    for name, taken in fields_of(kind).items():
        for limit in taken.limits:
            if values[name] is not None and not limit.allows(values[name]):
                raise ValueError(f"{name}: expected {limit.expected}, got {found(values[name], limit, str)}")
    for name, wrong in rules_broken(kind, values):
        raise ValueError(f"{name}: {wrong}")


def rules_broken(kind: Any, values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Give the rules of a definition's fields against one another that are broken: none where it has no rules."""
    return kind.broken_rules(values) if hasattr(kind, "broken_rules") else ()
