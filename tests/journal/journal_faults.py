"""Faults made to order: system calls that fail, programs that end in the middle of one, disks without room."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

CALLS = ("open", "write", "fsync", "replace", "link", "unlink")
"""The system calls that a save goes through."""


class Crash(BaseException):
    """The program ends here, and nothing of it runs any more."""


@contextmanager
def watched(call: str, before: Callable[[int], object]) -> Iterator[Callable[[], int]]:
    """Call `before`, with the number of the use, whenever a function of os is about to be used; gives how many."""
    real, seen = getattr(os, call), 0

    def use(*args: Any, **options: Any) -> Any:
        nonlocal seen
        seen += 1
        before(seen)
        return real(*args, **options)

    with mock.patch.object(os, call, use):
        yield lambda: seen


@contextmanager
def failing(call: str, nth: int, error: BaseException, *, lasting: bool = False) -> Iterator[Callable[[], int]]:
    """Let the nth use of a system call fail, with `lasting` or after a crash all later ones too; gives how many."""
    on = lasting or isinstance(error, Crash)

    def fail(seen: int) -> None:
        if seen == nth or (on and seen > nth):
            raise error

    with watched(call, fail) as used:
        yield used


def refusal(number: int) -> OSError:
    """Make the error that the system gives for a number."""
    return OSError(number, os.strerror(number))
