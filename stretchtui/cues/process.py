"""One child process at a time, for engines and players: started, cut short, and never waited for.

Text is given as data: behind `--` or on standard input, and no shell is involved. The children
get no stream of ours, since whatever they print would land on the screen. A child that hangs is
killed, and one that fails is reported; the event loop is never held up by either.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from enum import Enum

from stretchtui.domain.dataclass import dataclass

_POSIX = os.name == "posix"

_GONE_WITHIN_S = 1.0
"""How long a killed child may take to go; one that stays longer is stuck in the system and is left to it."""

_CANCEL_WITHIN_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command to run: its arguments, what to write to its standard input, and when it is to be over.

    `limit_s` is the longest time in seconds it may take. `cancel` is a command that ends what a
    server goes on doing when this one is over, running `lasts_s` seconds from its start.
    """

    argv: tuple[str, ...]
    stdin: bytes = b""
    limit_s: float = 10.0
    cancel: tuple[str, ...] = ()
    lasts_s: float = 0.0


class ExitKind(Enum):
    """How a job ended: DONE by itself; CUT by the next one; FAILED with an error or over its time; GONE: no program."""

    DONE = "done"
    CUT = "cut"
    FAILED = "failed"
    GONE = "gone"


class ProcessSlot:
    """Runs one job at a time; a new one ends the one before.

    `ended` is called on the event loop with the seconds each job ran and how it ended; not for
    jobs that were hushed.
    """

    def __init__(self, ended: Callable[[ExitKind, float], None]) -> None:
        self._ended = ended
        self._wanted: Job | None = None
        self._news = asyncio.Event()
        self._process: Process | None = None
        self._to_cancel: tuple[tuple[str, ...], float] | None = None
        self._worker: asyncio.Task[None] | None = None
        self._hushed = False
        self._idle = asyncio.Event()
        self._idle.set()

    def run(self, job: Job) -> None:
        """Start a job as soon as the one before is gone; returns at once. Needs a running event loop."""
        self._wanted = job
        self._idle.clear()
        self._kill()
        self._news.set()
        if self._worker is None or self._worker.done():
            self._worker = asyncio.get_running_loop().create_task(self._work(), name="cues")

    def stop(self) -> None:
        """End what runs; may be called from any thread, returns at once."""
        self._wanted = None
        self._hushed = True
        self._kill()
        if self._worker is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nothing is left to silence
                self._worker.get_loop().call_soon_threadsafe(self._news.set)

    async def over(self) -> None:
        """Wait until nothing runs and nothing is to run; what a server still says is waited for too."""
        await self._idle.wait()
        if self._to_cancel is not None:
            await asyncio.sleep(max(0.0, self._to_cancel[1] - asyncio.get_running_loop().time()))

    async def close(self) -> None:
        """End what runs, and see it gone."""
        self._wanted = None
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
            self._worker = None
        await self._clear()
        self._idle.set()

    async def _work(self) -> None:
        while True:
            if not self._news.is_set():
                self._idle.set()
            await self._news.wait()
            self._news.clear()
            await self._clear()
            job, self._wanted = self._wanted, None
            if job is not None:
                self._hushed = False
                began_s = time.monotonic()
                ending = await self._do(job)
                if not self._hushed:
                    self._ended(ending, time.monotonic() - began_s)

    async def _do(self, job: Job) -> ExitKind:
        """Run a job to its end, or until there is news."""
        try:
            process = await asyncio.create_subprocess_exec(
                *job.argv,
                stdin=PIPE if job.stdin else DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
                start_new_session=_POSIX,
            )
        except (OSError, ValueError):
            return ExitKind.GONE
        self._process = process
        if job.cancel:
            self._to_cancel = (job.cancel, asyncio.get_running_loop().time() + job.lasts_s)
        if process.stdin is not None:
            process.stdin.write(job.stdin)
            process.stdin.close()
        waits = (asyncio.ensure_future(process.wait()), asyncio.ensure_future(self._news.wait()))
        try:
            await asyncio.wait(waits, timeout=job.limit_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if self._news.is_set():
            return ExitKind.CUT
        well = process.returncode == 0
        await self._clear(and_cancel=False)
        return ExitKind.DONE if well else ExitKind.FAILED

    async def _clear(self, *, and_cancel: bool = True) -> None:
        """See the present child gone, and what it has set going silenced."""
        process = self._process
        if process is not None:
            self._kill()
            await _gone(process)
            self._process = None
        if and_cancel and self._to_cancel is not None:
            (command, until_s), self._to_cancel = self._to_cancel, None
            if asyncio.get_running_loop().time() < until_s:
                await _run_briefly(command)

    def _kill(self) -> None:
        if self._process is not None:
            kill(self._process)


def kill(process: Process) -> None:
    """End a child at once, with whatever it has started itself; a stopped one too."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if _POSIX:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()


async def _run_briefly(command: tuple[str, ...]) -> None:
    with contextlib.suppress(OSError, ValueError):
        process = await asyncio.create_subprocess_exec(
            *command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=_POSIX
        )
        try:
            async with asyncio.timeout(_CANCEL_WITHIN_S):
                await process.wait()
        except TimeoutError:
            kill(process)
            await _gone(process)


async def _gone(process: Process) -> None:
    """Wait a little for a killed child to go."""
    # Not `wait_for`: on Python 3.11 it loses a cancellation that comes just as the child goes, and the
    # worker would never end.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_GONE_WITHIN_S):
            await process.wait()
