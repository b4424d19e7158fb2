"""A program forked from a process that has imported it already, for trials that start it a hundred times.

Importing is most of what a start costs. From there on all is as ever, to the end of the process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

_IMPORTED = (
    "stretchtui.tui.app",
    "stretchtui.tui.session_flow",
    "stretchtui.cli.opening",
    "stretchtui.cli.start",
    "stretchtui.cli.verbs",
    "stretchtui.cli.main",
    "stretchtui.journal.exchange",
    "stretchtui.tui.screens.help",
    "stretchtui.tui.screens.interrupted",
    "stretchtui.tui.screens.leave_out",
    "stretchtui.tui.screens.plan",
    "stretchtui.tui.screens.routine_editor",
    "stretchtui.tui.screens.settings",
    "stretchtui.tui.screens.trends",
    "textual.drivers.linux_driver",
    "textual.pilot",
    "pendulum",
    "tomlkit",
    "wakepy",
)

START = "from stretchtui.cli.main import main; main()"
"""The script that is the program itself."""


class Forked:
    """A script that runs in a terminal in a process of its own, with the handles of `subprocess.Popen`."""

    def __init__(self, script: str, arguments: tuple[str, ...], env: Mapping[str, str], cwd: Path, tty: str) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(_IMPORTED))
        self._process: BaseProcess = context.Process(target=_run, args=(script, arguments, dict(env), cwd, tty))
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit code, or minus the number of the signal that ended it; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Look whether it has ended."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
        return self._process.exitcode

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, while it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)


def _run(script: str, arguments: tuple[str, ...], env: Mapping[str, str], cwd: Path, tty: str) -> None:
    os.setsid()
    handle = os.open(tty, os.O_RDWR)  # the first terminal that a new session opens becomes its own
    for standard in range(3):
        os.dup2(handle, standard)
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    sys.argv = ["stretchtui", *arguments]
    exec(script, {"__name__": "__main__"})  # noqa: S102
