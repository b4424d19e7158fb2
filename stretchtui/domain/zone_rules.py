"""When a time zone's clocks change, as rules that a calendar file can carry.

Nothing but a zone's own answers is used: its changes are looked for over some years, and
those that keep to one pattern become a yearly rule without an end.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from stretchtui.domain.dataclass import dataclass

YEARS = 12
"""How many years are looked through for a pattern; dates without one are listed for as long."""

_PROBE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the clocks: the wall time before it, the offsets before and after, the name after."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """Changes of one kind: the first, and how they come again.

    Yearly in `month` on `weekday` (Monday 0): the `nth` of the month (1-4, or -1 for the last), or
    on whichever day of `month_days` it is. Without a pattern all are in `dates`, and `month` is 0.
    """

    first: Change
    month: int = 0
    weekday: int = 0
    nth: int = 0
    month_days: tuple[int, ...] = ()
    dates: tuple[datetime, ...] = ()


def zone_rules(zone: tzinfo, since: int) -> tuple[ZoneRule, ...]:
    """Describe a zone from the year `since` on; empty for a zone whose clocks never change then.

    The first change of every kind lies in that year or later, so choose it a year before the
    time that matters. A zone that follows the moon gets a list of twelve years.
    """
    kinds: dict[tuple[timedelta, timedelta, str], list[Change]] = {}
    for change in _changes(zone, since, YEARS):
        kinds.setdefault((change.before, change.after, change.name), []).append(change)
    rules = [_rule(changes, since) for changes in kinds.values()]
    if all(rule.month for rule in rules):
        return tuple(rules)
    # A pattern beside a list would go on when the list has ended.
    return tuple(_listed(changes) for changes in kinds.values())


def _changes(zone: tzinfo, since: int, years: int) -> Iterator[Change]:
    """Find the changes in whole years, in order."""
    earlier, end = datetime(since, 1, 1, tzinfo=UTC), datetime(min(since + years, 9999), 1, 1, tzinfo=UTC)
    while earlier < end:
        later = min(earlier + _PROBE, end)
        while _offset(zone, earlier) != _offset(zone, later):
            change = _first_change(zone, earlier, later)
            before, after = _offset(zone, change - timedelta(seconds=1)), _offset(zone, change)
            name = change.astimezone(zone).tzname() or ""
            yield Change((change + before).replace(tzinfo=None), before, after, name)
            earlier = change
        earlier = later


def _first_change(zone: tzinfo, low: datetime, high: datetime) -> datetime:
    """Close in on the instant, to the second, at which the offset stops being what it was at low."""
    offset = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _offset(zone, middle) == offset:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: tzinfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _rule(changes: Sequence[Change], since: int) -> ZoneRule:
    walls = [change.wall for change in changes]
    places = {(wall.month, wall.weekday(), wall.time()) for wall in walls}
    yearly = [wall.year for wall in walls] == list(range(since, since + YEARS))
    if len(places) != 1 or not yearly:
        return _listed(changes)
    month, weekday, _ = places.pop()
    numbers = {(wall.day + 6) // 7 for wall in walls}
    if all(wall.day + 7 > calendar.monthrange(wall.year, wall.month)[1] for wall in walls):
        return ZoneRule(changes[0], month, weekday, nth=-1)
    if len(numbers) == 1:  # never the fifth, which is the last
        return ZoneRule(changes[0], month, weekday, nth=numbers.pop())
    days = range(min(wall.day for wall in walls), max(wall.day for wall in walls) + 1)
    if len(days) == 7:
        return ZoneRule(changes[0], month, weekday, month_days=tuple(days))
    return _listed(changes)


def _listed(changes: Sequence[Change]) -> ZoneRule:
    return ZoneRule(changes[0], dates=tuple(change.wall for change in changes[1:]))
