"""Faults made to order: system calls that fail, programs that end in the middle of one, disks without room."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

CALLS = ("open", "write", "fsync", "replace", "link", "unlink")
"""The system calls that a save goes through."""

STEPS = (*CALLS, "rename", "mkdir")
"""The system calls that change what is in a folder."""


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


@contextmanager
def killed_at(step: int) -> Iterator[Callable[[], int]]:
    """Kill this program at the step of that number, one that writes when half is written; gives how many there were."""
    seen = 0

    def counted(call: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def use(*args: Any, **options: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == step:
                if call == "write":
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **options)

        return use

    with ExitStack() as patches:
        for call in STEPS:
            patches.enter_context(mock.patch.object(os, call, counted(call, getattr(os, call))))
        yield lambda: seen


def refusal(number: int) -> OSError:
    """Make the error that the system gives for a number."""
    return OSError(number, os.strerror(number))
