"""Imports that take less."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def without(module: str) -> Iterator[None]:
    """Have what is imported meanwhile do without a module that it takes only where there is one.

    One that was imported already stays. For the main thread, as long as there is no other that imports.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # by which an import fails as if there were none
    try:
        yield
    finally:
        del sys.modules[module]


def when_asked_for(package: str, modules: Mapping[str, Collection[str]]) -> Callable[[str], object]:
    """Give a package's `__getattr__`: each name is loaded from its module when it is first asked for."""

    def load(name: str) -> object:
        module = next((module for module, names in modules.items() if name in names), None)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = vars(sys.modules[package])[name] = getattr(import_module(f"{package}.{module}"), name)
        return value

    return load
