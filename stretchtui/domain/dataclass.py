"""Dataclasses that are made in an eighth of the time.

The standard library writes and compiles up to six methods for each class, which for a hundred of them took
a sixth of the start. Here all but `__init__` are shared, and that one is written when an object is first made:
half of the classes that a command imports are never used by it.
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
            made = dataclasses.dataclass(kind, init=False, repr=False, eq=False, **options)
            made.__annotations__ = types
            for each in dataclasses.fields(made):
                each.type = types.get(each.name, each.type)
            made._compared = attrgetter(*(field.name for field in dataclasses.fields(made) if field.compare))
            made.__init__ = _init_of(made)
            made.__repr__ = own.get("__repr__", _repr)
            made.__eq__ = own.get("__eq__", _eq)
            made.__hash__ = own.get("__hash__") or (_hash if frozen else None)
            return made

        return make


def _marks(written: str) -> bool:
    return "ClassVar" in written or "InitVar" in written or "KW_ONLY" in written


def _init_of(kind: Any) -> Callable[..., None]:
    """Give the `__init__` of a dataclass until it is first called, when the real one takes its place."""

    def __init__(self: Any, /, *given: Any, **named: Any) -> None:  # noqa: N807 - that is what it is
        kind.__init__ = _written_init(kind)
        kind.__init__(self, *given, **named)

    return __init__


def _written_init(kind: Any) -> Callable[..., None]:
    """Write and compile the `__init__` of a dataclass, as the standard library has it."""
    known: dict[str, Any] = {"_absent": object()}
    parameters, named_only, lines = ["self"], ["*"], []
    for each in dataclasses.fields(kind):
        name, usual, value = each.name, f"_{each.name}", each.name
        if each.default_factory is not dataclasses.MISSING:
            known[usual], parameter = each.default_factory, f"{name}=_absent"
            value = f"{usual}() if {name} is _absent else {name}" if each.init else f"{usual}()"
        elif each.default is not dataclasses.MISSING:
            known[usual], parameter = each.default, f"{name}={usual}"
            value = name if each.init else usual
        else:
            parameter = name
        if each.init:
            (named_only if each.kw_only else parameters).append(parameter)
        lines.append(f" self.{name} = {value}")
    if hasattr(kind, "__post_init__"):
        lines.append(" self.__post_init__()")
    if len(named_only) > 1:
        parameters += named_only
    exec("\n".join((f"def __init__({', '.join(parameters)}):", *lines)), known)  # noqa: S102
    written: Callable[..., None] = known["__init__"]
    written.__qualname__ = f"{kind.__qualname__}.__init__"
    return written


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: Any, other: Any) -> bool:
    return self._compared(self) == self._compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._compared(self))
