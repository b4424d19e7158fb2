"""What the trials by fault share: programs to freeze and kill, and TinyDB's own storage as the control.

The control must fail where it is known to, so that a trial which finds nothing is known to look.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from stretchtui.journal import encode
from tests.journal.strategies import session_record

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

LOADS = ("append", "edit", "delete", "move")

Say = Callable[[str], object]
"""Called by a program after each thing it did."""

_context = multiprocessing.get_context("fork") if sys.platform != "win32" else multiprocessing.get_context()


def start(work: Callable[[Say], object]) -> tuple[Any, int]:
    """Start a program that works in a process of its own; gives it, and the pipe with what it says."""
    reader, writer = os.pipe()
    process = _context.Process(target=_quietly, args=(work, lambda word: os.write(writer, f"{word}\n".encode())))
    process.start()
    os.close(writer)
    return process, reader


def _quietly(work: Callable[[Say], object], say: Say) -> None:
    try:
        work(say)
    except Exception:  # noqa: BLE001 - that it failed is all that counts
        os._exit(1)


def kill_at_random(work: Callable[[Say], object]) -> list[str]:
    """Kill a program once it is at work, at any step of that; gives what it said."""
    process, reader = start(work)
    select.select([reader], [], [], 10.0)
    time.sleep(random.random() * 0.02)  # noqa: S311
    process.kill()
    process.join()
    with os.fdopen(reader, encoding="utf-8") as words:
        return words.read().split("\n")[:-1]


def run_all(work: Callable[[Path, list[str]], object], path: Path, writers: int, each: int = 8) -> tuple[set[str], int]:
    """Let writers write at once; give the ids that should be there, and how many of them failed."""
    ids = [[f"w{writer}-{number}" for number in range(each)] for writer in range(writers)]
    programs = [start(lambda _, part=part: work(path, part)) for part in ids]
    for process, reader in programs:
        process.join()
        os.close(reader)
    return {key for part in ids for key in part}, sum(process.exitcode != 0 for process, _ in programs)


def stock(path: Path) -> list[Any] | None:
    """Read what TinyDB's own storage left; None where it cannot."""
    try:
        with TinyDB(path) as db:
            return list(db.all())
    except Exception:  # noqa: BLE001 - any of them is a journal that cannot be read
        return None


def fill_stock(path: Path, count: int) -> None:
    """Make a journal with TinyDB's own storage."""
    path.unlink(missing_ok=True)
    with TinyDB(path) as db:
        db.insert_multiple(encode(session_record()) for _ in range(count))
