"""Which month a file's name and a record's id stand for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Self

_NAME = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])\.json")


class Month(NamedTuple):
    """A month of the calendar, which has one file in the journal; years 1-9999, months 1-12."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the month that a day lies in."""
        return cls(day.year, day.month)

    @staticmethod
    @lru_cache(maxsize=4096)  # thirty years have 360 names, looked at whenever the folder is
    def named(name: str) -> Month | None:
        """Give the month that a file name stands for, or None for any other file."""
        found = _NAME.fullmatch(name)
        return Month(int(found[1]), int(found[2])) if found and found[1] != "0000" else None

    @property
    def name(self) -> str:
        """The name of the month's file."""
        return f"{self.year:04}-{self.month:02}.json"


def hinted(record_id: str) -> tuple[Month, ...]:
    """Guess from the time in a record's id (UUID version 7) the months it was begun in; nothing for other ids."""
    try:
        if record_id[14] != "7":
            return ()
        made = datetime.fromtimestamp(int(record_id[:8] + record_id[9:13], 16) / 1000, UTC)
        # The local day is the same, the one before or the one after.
        if 1 < made.day < 28:
            return (Month(made.year, made.month),)
        return tuple(dict.fromkeys(Month.of(made + timedelta(days=shift)) for shift in (0, -1, 1)))
    except (IndexError, ValueError, OverflowError, OSError):
        return ()
