"""Going round and round through some values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def next_in(values: Iterable[T], present: T, step: int = 1) -> T:
    """Give what comes so many steps after a value, the last leading to the first; one that is none counts as first."""
    found = list(values)
    index = found.index(present) if present in found else 0
    return found[(index + step) % len(found)]
