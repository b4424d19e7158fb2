"""How whoever asked for something long is told how far it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[int, int], object]
"""Called with how many files of how many are done."""


def quietly(done: int, total: int) -> None:
    """Report progress to nobody."""


def reported(items: Collection[T], progress: Progress) -> Iterator[T]:
    """Give what is to be done one by one, and report each when it is."""
    for done, item in enumerate(items, start=1):
        yield item
        progress(done, len(items))
