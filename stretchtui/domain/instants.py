"""Arithmetic on instants from files, which may be any that can be written: none of it overflows.

An instant with an offset may lie up to a day outside the years that Python can write in UTC. So
instants are compared by their seconds of the epoch, and one that is moved over an end is written
with another offset or, past the very last, stays at the end.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone, tzinfo

HORIZON = datetime(9999, 1, 1, tzinfo=UTC)
"""No clock shows this: an instant of a change from here on says nothing of when it was made."""

TICK = timedelta(milliseconds=1)
"""The least time between two changes of a record."""

_EARLY, _LATE = timezone(timedelta(hours=23, minutes=59)), timezone(timedelta(hours=-23, minutes=-59))
_LAST_TRUE = HORIZON - TICK
_HORIZON_S = HORIZON.timestamp()


def age_of(changed_at: datetime) -> float:
    """Give when a change was made, in seconds of the epoch; before all others where no clock can have said so."""
    seconds = changed_at.timestamp()
    return seconds if seconds < _HORIZON_S else -math.inf


def later_than(now: datetime, previous: datetime) -> datetime:
    """Give the time of a change: now, or later than the change before if the clock was set back.

    Only in the last TICK before HORIZON there is nothing later, and it stays.
    """
    before = age_of(previous)
    if now.timestamp() > before:
        return now
    return min(previous + TICK, max(previous, _LAST_TRUE, key=datetime.timestamp), key=datetime.timestamp)


def shifted(instant: datetime, by: timedelta) -> datetime:
    """Give the instant that is so much later or earlier; at most the last, or the first, that can be written."""
    try:
        return instant + by
    except OverflowError:
        forward = by > timedelta()
    zone = _LATE if forward else _EARLY
    offset, other = instant.utcoffset() or timedelta(), zone.utcoffset(None)
    wall = instant.replace(tzinfo=None)
    try:
        # In one step: the wall clock in between may not be one that can be written.
        return (wall + (by + other - offset)).replace(tzinfo=zone)
    except OverflowError:
        return datetime.max.replace(tzinfo=zone) if forward else datetime.min.replace(tzinfo=zone)


def in_zone(instant: datetime, zone: tzinfo) -> datetime:
    """Write an instant with the offset that a zone has at it; as it is where the zone's clock could not be written."""
    try:
        there = instant.astimezone(zone)
    except OverflowError:
        return instant
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta()), fold=0)
