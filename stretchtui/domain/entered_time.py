"""When a person says that a session was: day and time as they are written, and the bounds they have."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum

from stretchtui.domain.calendar import local_day
from stretchtui.domain.record import SessionRecord

EARLIEST = date(1900, 1, 1)
"""A day before this is surely a slip of the finger."""


class TimeFault(StrEnum):
    """What can be wrong with a day or a time that a person gives."""

    DAY_UNREADABLE = "day-unreadable"
    DAY_TOO_EARLY = "day-too-early"
    DAY_TO_COME = "day-to-come"
    TIME_UNREADABLE = "time-unreadable"
    TIME_TO_COME = "time-to-come"
    TIME_SKIPPED = "time-skipped"


class EnteredTimeError(ValueError):
    """A day or a time cannot be; `fault` says why, `got` is what was given, or the instant that it stands for."""

    def __init__(self, fault: TimeFault, got: str | date) -> None:
        self.fault = fault
        self.got = got
        super().__init__(f"{fault}: {got}")

    @property
    def of_day(self) -> bool:
        """Tell whether it is the day that is wrong, not the time."""
        return self.fault in (TimeFault.DAY_UNREADABLE, TimeFault.DAY_TOO_EARLY, TimeFault.DAY_TO_COME)


def read_day(text: str) -> date:
    """Read a day written in full, `2026-11-22`; raises EnteredTimeError, nothing is guessed."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise EnteredTimeError(TimeFault.DAY_UNREADABLE, text)


def read_time(text: str) -> time:
    """Read a time of day in whole minutes, `07:05`; raises EnteredTimeError."""
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text, re.ASCII)
    if found is None:
        raise EnteredTimeError(TimeFault.TIME_UNREADABLE, text)
    return time(int(found[1]), int(found[2]))


def check_day(day: date, now: datetime, day_starts_at: time) -> date:
    """Give a day that a session can have been on, from EARLIEST to today; raises EnteredTimeError for any other."""
    if day < EARLIEST:
        raise EnteredTimeError(TimeFault.DAY_TOO_EARLY, day)
    if day > local_day(now, day_starts_at):
        raise EnteredTimeError(TimeFault.DAY_TO_COME, day)
    return day


def check_begun(record: SessionRecord, now: datetime) -> SessionRecord:
    """Give a session that has begun by now; raises EnteredTimeError for one that is yet to begin."""
    if record.started_at.timestamp() > now.timestamp():
        raise EnteredTimeError(TimeFault.TIME_TO_COME, record.started_at)
    return record
