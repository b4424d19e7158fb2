"""Imports that take less."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


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
