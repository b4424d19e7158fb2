"""The clock of the outside world, passed in so that a test can bring its own."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from typing import Protocol

import pendulum
from pendulum.tz import get_local_timezone


class Clock(Protocol):
    """What the program asks of time: a monotonic count of seconds and the local wall clock."""

    def monotonic(self) -> float:
        """Give seconds that never run backwards, from an arbitrary zero."""
        ...

    def now(self) -> pendulum.DateTime:
        """Give the present instant in the local zone."""
        ...


class SystemClock:
    """The operating system's clocks."""

    def monotonic(self) -> float:
        """Give the system's monotonic seconds."""
        return time.monotonic()

    def now(self) -> pendulum.DateTime:
        """Give the present instant in the local zone.

        The offset is asked of the operating system, since pendulum takes a POSIX `TZ` string
        for UTC and does not look at `TZ` on macOS. The zone keeps its name where pendulum's
        idea of it agrees with that offset, else it is the bare offset. A laptop that travels
        while the program is open takes its new zone with it.
        """
        if sys.platform != "win32":
            time.tzset()  # the C library looks for a new zone only when told to
        system = datetime.now().astimezone()
        fixed = pendulum.instance(system)
        try:
            named = fixed.in_timezone(get_local_timezone())
        except (ValueError, OSError, RuntimeError):
            return fixed
        return named if named.timezone_name and named.utcoffset() == system.utcoffset() else fixed
