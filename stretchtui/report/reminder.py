"""A reminder as a calendar file (RFC 5545), so that the calendar the person already uses does the waking."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.zone_rules import ZoneRule, zone_rules
from stretchtui.system.program import PROGRAM
from stretchtui.words import reminder as words

if TYPE_CHECKING:
    import icalendar

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BEFORE_ANY = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall time


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder at a local time on some weekdays (Monday 0).

    `now` is the present, aware. `zone_name` is the zone's name in the time zone database; "" rings
    at that time of day wherever the calendar thinks it is. `seed` is a text that stays the same for
    one person, since the event's id comes from it: a reminder that is made again takes the place of
    the one before. It rings from the day `begins` to the day `ends`, where there are such; `command` begins
    what it reminds of.
    """

    at: time
    days: Sequence[int]
    now: datetime
    zone_name: str
    seed: str
    minutes: int
    program: str
    begins: date | None = None
    ends: date | None = None
    summary: str = words.SUMMARY
    command: str = PROGRAM

    @property
    def first(self) -> date:
        """The day it rings first: today if the time is still to come, though not before it `begins`."""
        today = self.now.date()
        start = max(today, self.begins or today)
        days = (start + timedelta(days=ahead) for ahead in range(8))
        later = (day for day in days if day > today or self.at > self.now.time().replace(tzinfo=None))
        return next(day for day in later if day.weekday() in self.days)

    @property
    def over(self) -> bool:
        """Tell whether it would ring on no day any more."""
        return self.ends is not None and self.first > self.ends


def calendar_file(*reminders: Reminder) -> bytes:
    """Write reminders of one person, made at once, as the content of an .ics file."""
    import icalendar  # noqa: PLC0415 - takes longer to import than most commands take to run

    reminder = min(reminders, key=lambda each: each.first)
    book = icalendar.Calendar()
    book.add("prodid", f"-//StretchTUI//{reminder.program}//EN")
    book.add("version", "2.0")
    zone = reminder.now.tzinfo if reminder.zone_name else None
    if zone is not None:
        book.add_component(_zone(zone, reminder))
    for each in reminders:
        book.add_component(_event(each))
    return bytes(book.to_ical())


def _event(reminder: Reminder) -> icalendar.Event:
    import icalendar  # noqa: PLC0415

    stamp = reminder.now.astimezone(UTC)
    begins = icalendar.vDatetime(datetime.combine(reminder.first, reminder.at))
    if reminder.zone_name:
        begins.params["TZID"] = reminder.zone_name
    event = icalendar.Event()
    event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'stretchtui:{reminder.seed}')}")
    event.add("dtstamp", stamp)
    # Calendars take the event of the higher number for the newer one; minutes fit for centuries.
    event.add("sequence", int(stamp.timestamp()) // 60)
    event["DTSTART"] = begins
    event.add("duration", timedelta(minutes=reminder.minutes))
    rule: dict[str, object] = {"FREQ": "WEEKLY", "BYDAY": [_CODES[day] for day in sorted(set(reminder.days))]}
    if reminder.ends is not None:
        last = datetime.combine(reminder.ends, time.max.replace(microsecond=0))
        # With a zone the rule's end has to be in UTC, without one in the same floating time.
        rule["UNTIL"] = last.replace(tzinfo=reminder.now.tzinfo).astimezone(UTC) if reminder.zone_name else last
    event.add("rrule", rule)
    event.add("summary", reminder.summary)
    event.add("description", words.description(reminder.command))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    # At the start; the library's own way of writing no time at all is one that few calendars have met.
    alarm["TRIGGER"] = icalendar.vText("PT0S")
    alarm.add("description", reminder.summary)
    event.add_component(alarm)
    return event


def _zone(zone: tzinfo, reminder: Reminder) -> icalendar.Timezone:
    """Describe a zone, so that the alarm rings at the right local time after the clocks change too."""
    import icalendar  # noqa: PLC0415

    described = icalendar.Timezone()
    described.add("tzid", reminder.zone_name)
    rules = zone_rules(zone, reminder.first.year - 1)
    start = min((rule.first for rule in rules), key=lambda change: change.wall, default=None)
    if start is None or start.wall.date() >= reminder.first:
        # No change lies before the event, so nothing would say what the offset is when it begins.
        offset = (start.before if start else reminder.now.utcoffset()) or timedelta()
        described.add_component(_observance(icalendar.TimezoneStandard(), _BEFORE_ANY, offset, offset, ""))
    for rule in rules:
        kind = icalendar.TimezoneDaylight if rule.first.after > rule.first.before else icalendar.TimezoneStandard
        change = rule.first
        part = _observance(kind(), change.wall, change.before, change.after, change.name)
        if rule.month:
            part.add("rrule", _yearly(rule))
        if rule.dates:
            part.add("rdate", list(rule.dates))
        described.add_component(part)
    return described


def _observance(
    part: icalendar.Component, wall: datetime, before: timedelta, after: timedelta, name: str
) -> icalendar.Component:
    part.add("dtstart", wall)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    if name:
        part.add("tzname", name)
    return part


def _yearly(rule: ZoneRule) -> dict[str, object]:
    code = _CODES[rule.weekday]
    days = {"BYMONTHDAY": list(rule.month_days)} if rule.month_days else {}
    return {"FREQ": "YEARLY", "BYMONTH": rule.month, "BYDAY": f"{rule.nth}{code}" if rule.nth else code, **days}
