"""A loop in a process of its own, run when a line comes in: how long such work takes on a machine that is not still."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from statistics import median
from typing import Self

PAUSE_S = 0.1
"""Between two runs the process sleeps, as a program does between two keys."""


class Loop:
    """Plain work that takes so many milliseconds, in the middle; a context, in which its process runs."""

    def __init__(self, wanted_ms: float) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-m", "tests.benchmarks.loop"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._turns = some = 10_000
        self._turns = round(some * wanted_ms / median(self.run(PAUSE_S) for _ in range(40)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, after_s: float) -> float:
        """Run it after a pause, and give the milliseconds until it says that it is done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        time.sleep(after_s)
        started = time.perf_counter()
        self._process.stdin.write(f"{self._turns}\n".encode())
        self._process.stdin.flush()
        self._process.stdout.readline()
        return 1000 * (time.perf_counter() - started)


def main() -> None:
    """Do as many turns as each line says, which make and forget what any program does."""
    gc.disable()
    for line in sys.stdin:
        {str(turn): (turn, str(turn)) for turn in range(int(line))}
        print(flush=True)


if __name__ == "__main__":
    main()
