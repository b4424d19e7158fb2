"""Where a program stands that no longer answers: its threads, its tasks, and what waits in its message queues."""

from __future__ import annotations

import asyncio
import faulthandler
import os
import signal
import traceback
from collections.abc import Iterator
from types import FrameType
from typing import Any

from textual.message_pump import MessagePump

from stretchtui.tui.app import StretchApp
from stretchtui.tui.terminal_driver import untaken

END = b"\0"
"""Ends what is told."""


def tell_when_asked(app: StretchApp, handle: int) -> None:
    """Have SIGUSR1 write to a handle where the app stands; the threads come first, even where one hangs for ever."""
    loop = asyncio.get_running_loop()

    def tell(number: int, frame: FrameType | None) -> None:
        try:
            told = "\n".join(_standing(app, loop))
        except Exception:
            told = traceback.format_exc()
            raise
        finally:
            os.write(handle, f"{told}\n".encode() + END)

    signal.signal(signal.SIGUSR1, tell)
    faulthandler.register(signal.SIGUSR1, handle, chain=True)


def _standing(app: StretchApp, loop: asyncio.AbstractEventLoop) -> Iterator[str]:
    yield "\nTasks, each with what it waits for:"
    for task in asyncio.all_tasks(loop):
        yield f"  {task.get_name()}: " + " > ".join(_awaited(task.get_coro()))
    yield f"Workers: {[*app.workers]}"
    yield f"Keys: {'some' if untaken(app) else 'none'} in the terminal; {vars(app.input)}"
    yield f"Screens: {app.screen_stack}, focus {app.focused}; pumps that are not at rest:"
    for pump in (app, *(node for screen in app.screen_stack for node in screen.walk_children())):
        if pump.message_queue_size or not pump.is_running:
            yield f"  {_state(pump)}"


def _state(pump: MessagePump) -> str:
    return f"{pump}: {pump.message_queue_size} messages wait, {'runs' if pump.is_running else 'does not run'}"


def _awaited(waits: Any) -> Iterator[str]:
    """Name the functions through which a coroutine waits, the outermost first."""
    while frame := getattr(waits, "cr_frame", None) or getattr(waits, "gi_frame", None):
        yield f"{frame.f_code.co_qualname}:{frame.f_lineno}"
        waits = getattr(waits, "cr_await", None) or getattr(waits, "gi_yieldfrom", None)
    yield repr(waits)
