"""The clock of the outside world, passed in so that a test can bring its own."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from stretchtui.domain import limits
from stretchtui.domain.zones import known_zone
from stretchtui.system import files

if TYPE_CHECKING:
    from datetime import tzinfo

    import pendulum

_LONGEST_NAME = 100
"""No zone's name is longer."""

_DAY_S = 24 * 3600

_RULE = r"(?:[A-Za-z]{3,}|<[^>]*>)[-+0-9:]+(?P<summer>(?:[A-Za-z]{3,}|<[^>]*>).*)?"
"""A TZ that is a rule, with summer time as CET-1CEST or without as CET-1; the former may be a name as well."""

_OF_RULES = (
    *("CET", "WET", "EET", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"),
    *("America/Halifax", "America/St_Johns", "America/Anchorage", "America/Santiago", "America/Havana"),
    *("Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham"),
    *("Asia/Jerusalem", "Asia/Beirut", "Africa/Cairo"),
)
"""The zones whose clocks change, one of each kind: a rule that agrees with one is called by its name."""

_PLACES = frozenset({"localtime", "posixrules", "posix", "right"})
"""What lies among the zones and is none: links to the zone of the machine."""


class Clock(Protocol):
    """What the program asks of time: a monotonic count of seconds and the local wall clock."""

    def monotonic(self) -> float:
        """Give seconds that never run backwards, from an arbitrary zero."""
        ...

    def now(self) -> pendulum.DateTime:
        """Give the present instant in the local zone."""
        ...

    def on_the_wall(self) -> datetime:
        """Give the local date and time without the zone: for what day it is nobody has to know that."""
        ...


class SystemClock:
    """The operating system's clocks."""

    def monotonic(self) -> float:
        """Give the system's monotonic seconds."""
        return time.monotonic()

    def now(self) -> pendulum.DateTime:
        """Give the present instant in the local zone.

        The offset is the operating system's. The zone has a name where one is found that agrees
        with the system in every month of the year, else it is the bare offset. A laptop that
        travels while the program is open takes its new zone with it.
        """
        import pendulum

        present, offset_s = self._present()
        return pendulum.from_timestamp(present).in_timezone(_system_zone(present) or pendulum.FixedTimezone(offset_s))

    def instant(self) -> datetime:
        """Give the present instant as `now` does, but by the offset alone: no zone has to be found for that."""
        present, offset_s = self._present()
        return datetime.fromtimestamp(present, timezone(timedelta(seconds=offset_s)))

    def zone(self) -> str:
        """Name the local zone as `now` does."""
        present, _ = self._present()
        return _system_zone(present) or self.instant().isoformat(timespec="minutes")[16:22]

    def on_the_wall(self) -> datetime:
        """Give the local date and time without the zone, by the system's offset as `now` does."""
        present, offset_s = self._present()
        return datetime.fromtimestamp(present, UTC).replace(tzinfo=None) + timedelta(seconds=offset_s)

    def _present(self) -> tuple[float, int]:
        """Give the present in seconds since 1970, and the system's seconds ahead of UTC."""
        if sys.platform != "win32":
            time.tzset()  # the C library looks for a new zone only when told to
        present = time.time()
        offset_s = _system_offset_s(present)
        # TZ may say that it is a day or more; no clock can show it.
        return present, offset_s if abs(offset_s) < _DAY_S else 0


def _system_zone(present: float) -> str | None:
    return zone_name(zone_candidates(os.environ, Path("/")), present, _system_offset_s)


def zone_name(names: Iterator[str], present: float, offset_s: Callable[[float], float]) -> str | None:
    """Give the first zone that is as far from UTC as a system is now, and in each month of the year.

    `present` is in seconds since 1970; `offset_s` gives the system's seconds ahead of UTC at such an instant.
    """
    instants = (present, *_months(datetime.fromtimestamp(present, UTC).year))
    system = [offset_s(instant) for instant in instants]
    for name in names:
        zone = known_zone(name)
        if zone is not None and [_offset_of(zone, instant) for instant in instants] == system:
            return name
    return None


def zone_candidates(environ: Mapping[str, str], root: Path) -> Iterator[str]:
    """Name the zones that a system may be in, the likeliest first.

    TZ comes before all, as it does for the C library; else the link /etc/localtime, which the C
    library follows, comes before /etc/timezone, which it never reads. Both are looked for in `root`.
    """
    if sys.platform == "win32":
        # Pendulum raises whatever the registry gives it reason to.
        from pendulum.tz import get_local_timezone

        with suppress(Exception):
            yield get_local_timezone().name
    elif "TZ" in environ:
        text = environ["TZ"].removeprefix(":")
        rule = re.fullmatch(_RULE, text, re.DOTALL)
        if text.startswith("/"):
            yield from _names_of(Path(text))
        elif rule is None or rule["summer"]:
            yield text
        if rule and rule["summer"]:
            yield from _OF_RULES
    else:
        yield from _names_of(root / "etc/localtime")
        with suppress(OSError, ValueError):
            written = root / "etc/timezone"
            first = files.read(written, limits.NOTE_BYTES, follow=True).decode("ascii").partition("#")[0].split()
            yield from first[:1]
    yield "UTC"


def _names_of(path: Path) -> Iterator[str]:
    """Name the zone that a file of the system's is, by its own name and by where its links lead."""
    with suppress(OSError, RuntimeError, ValueError):
        for found in (path, path.readlink() if path.is_symlink() else path, path.resolve()):
            _, among, name = found.as_posix().rpartition("zoneinfo/")
            name = name.removeprefix("posix/").removeprefix("right/")
            if among and name not in _PLACES and len(name) <= _LONGEST_NAME:
                yield name


def _system_offset_s(instant: float) -> int:
    return time.localtime(instant).tm_gmtoff


def _offset_of(zone: tzinfo, instant: float) -> float:
    offset = datetime.fromtimestamp(instant, zone).utcoffset()
    return offset.total_seconds() if offset else 0.0


@lru_cache(maxsize=4)
def _months(year: int) -> tuple[float, ...]:
    """Give an instant of each month: no zone changes its clocks in the middle of one and back before the next."""
    return tuple(datetime(year, month, 15, 12, tzinfo=UTC).timestamp() for month in range(1, 13))
