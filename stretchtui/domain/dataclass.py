"""Dataclasses that are made in a quarter of the time.

The standard library writes and compiles up to six methods for each class, which for a hundred of them took
a sixth of the start. Only `__init__` is written here; the others are shared and do the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - for others to import from here
else:
    _Kind = TypeVar("_Kind")

    def dataclass(*, frozen: bool = False, **options: bool) -> Callable[[type[_Kind]], type[_Kind]]:
        """Make a dataclass of a class; that a frozen one is never changed is for the type checker to see."""

        def make(kind: type[_Kind]) -> type[_Kind]:
            own, types = vars(kind), kind.__annotations__
            # Each type that is written out would be searched three times for what makes no field.
            kind.__annotations__ = {name: type_ if _marks(type_) else object for name, type_ in types.items()}
            made = dataclasses.dataclass(kind, repr=False, eq=False, **options)
            made.__annotations__ = types
            for each in dataclasses.fields(made):
                each.type = types.get(each.name, each.type)
            made._compared = attrgetter(*(field.name for field in dataclasses.fields(made) if field.compare))
            made.__repr__ = own.get("__repr__", _repr)
            made.__eq__ = own.get("__eq__", _eq)
            made.__hash__ = own.get("__hash__") or (_hash if frozen else None)
            return made

        return make


def _marks(written: str) -> bool:
    return "ClassVar" in written or "InitVar" in written or "KW_ONLY" in written


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: Any, other: Any) -> bool:
    return self._compared(self) == self._compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._compared(self))
