"""The reminder rings at the right local time all year, as calendars other than its own library understand it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil import tz
from dateutil.rrule import rrulestr

from stretchtui.domain.zone_rules import zone_rules
from stretchtui.report.reminder import Reminder, calendar_file
from tests.bad_files import ROUTINE
from tests.how_often import and_slowly
from tests.tables import every_row
from tests.terminal.home import call

ZONES = [
    "Europe/Paris",
    "Europe/Dublin",  # its winter is the exception by law
    "America/New_York",
    "America/Santiago",  # changes at midnight, on whichever Sunday follows the 1st
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Auckland",
    "Asia/Jerusalem",  # the Friday before the last Sunday
    "Africa/Casablanca",  # follows the moon
    "Africa/Cairo",
    "Asia/Kathmandu",
    "America/Nuuk",
    "Etc/UTC",
]
EACH_ZONE = [*ZONES[:5], *and_slowly(*ZONES[5:])]
SIX = time(6, 45)


def made(zone: str = "Europe/Paris", now: datetime | None = None, **changes: Any) -> Reminder:
    now = now or datetime(2026, 11, 22, 21, 0)  # noqa: DTZ001 - the zone comes next
    values: dict[str, Any] = {
        "at": SIX,
        "days": (0, 2, 4),
        "now": now.replace(tzinfo=ZoneInfo(zone)),
        "zone_name": zone,
        "seed": "/home/anna/journal",
        "minutes": 7,
        "program": "StretchTUI 0.1.0",
    }
    return Reminder(**values | changes)


def event_of(reminder: Reminder) -> Any:
    return vobject.readOne(calendar_file(reminder).decode()).vevent


def rings(reminder: Reminder, days: int) -> list[float]:
    """Expand a file by its own rules, its zone too, with nothing of the library that wrote it."""
    text = calendar_file(reminder).decode()
    zone = tz.tzical(io.StringIO(text.replace("\r\n", "\n"))).get(reminder.zone_name)
    event = vobject.readOne(text).vevent
    start = event.dtstart.value.replace(tzinfo=None)
    rule = rrulestr(event.rrule.value, dtstart=start)
    trigger = event.valarm.trigger.value
    walls = rule.between(start, start + timedelta(days=days), inc=True)
    return [(wall.replace(tzinfo=zone) + trigger).timestamp() for wall in walls]


@pytest.mark.parametrize("zone", EACH_ZONE)
def test_it_rings_at_the_local_time_for_years(zone: str) -> None:
    reminder = made(zone)
    first = reminder.first
    assert first == date(2026, 11, 23)
    expected = [
        datetime.combine(day, SIX, ZoneInfo(zone)).timestamp()
        for day in (first + timedelta(days=n) for n in range(366 * 4))
        if day.weekday() in (0, 2, 4)
    ]
    assert rings(reminder, 366 * 4)[: len(expected)] == expected


@pytest.mark.parametrize("zone", EACH_ZONE)
def test_the_zone_in_the_file_is_the_zone_of_the_system(zone: str) -> None:
    text = calendar_file(made(zone)).decode()
    told = tz.tzical(io.StringIO(text.replace("\r\n", "\n"))).get(zone)
    for wall in walls(ZoneInfo(zone)):
        real = wall.replace(tzinfo=ZoneInfo(zone))
        # Walls that come twice or never are told apart by nobody.
        if real.utcoffset() == real.replace(fold=1).utcoffset():
            assert told.utcoffset(wall) == real.utcoffset(), wall


def walls(zone: ZoneInfo) -> Iterator[datetime]:
    """Give the noons of six years, and every half hour of the days around a change of the clocks."""
    for number in range(365 * 6):
        noon = datetime(2026, 11, 23, 12) + timedelta(days=number)  # noqa: DTZ001
        yield noon
        if noon.replace(tzinfo=zone).utcoffset() != (noon + timedelta(days=1)).replace(tzinfo=zone).utcoffset():
            yield from (noon + timedelta(minutes=30 * half) for half in range(48))


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
def test_it_rings_on_the_days_on_which_the_clocks_change(day: date) -> None:
    reminder = made(days=tuple(range(7)))
    around = [datetime.combine(day + timedelta(days=n), SIX, ZoneInfo("Europe/Paris")).timestamp() for n in (-1, 0, 1)]
    assert [ring for ring in rings(reminder, 400) if around[0] <= ring <= around[-1]] == around
    assert around[1] - around[0] != around[2] - around[1], "the clocks did not change between"


@every_row(
    ("zone", "shapes"),
    [
        ("Europe/Paris", {(3, 6, -1, 0), (10, 6, -1, 0)}),
        ("America/New_York", {(3, 6, 2, 0), (11, 6, 1, 0)}),
        ("America/Santiago", {(4, 6, 0, 7), (9, 6, 0, 7)}),
        ("Asia/Kathmandu", set()),
        ("Etc/UTC", set()),
    ],
)
def test_a_zone_is_told_by_rules_without_an_end(zone: str, shapes: set[tuple[int, int, int, int]]) -> None:
    rules = zone_rules(ZoneInfo(zone), 2026)
    assert {(rule.month, rule.weekday, rule.nth, len(rule.month_days)) for rule in rules} == shapes
    assert all(not rule.dates for rule in rules)


def test_a_change_is_told_in_the_wall_time_before_it() -> None:
    spring, autumn = (rule.first.wall for rule in zone_rules(ZoneInfo("Europe/Paris"), 2026))
    assert (spring, autumn) == (datetime(2026, 3, 29, 2), datetime(2026, 10, 25, 3))  # noqa: DTZ001


def test_a_zone_without_a_pattern_is_told_by_its_dates() -> None:
    rules = zone_rules(ZoneInfo("Africa/Casablanca"), 2026)
    assert rules
    assert all(rule.dates and not rule.month for rule in rules)


@every_row(
    ("now", "first"),
    [
        (datetime(2026, 11, 23, 6, 44), date(2026, 11, 23)),  # noqa: DTZ001
        (datetime(2026, 11, 23, 6, 45), date(2026, 11, 25)),  # noqa: DTZ001
        (datetime(2026, 11, 20, 9, 0), date(2026, 11, 23)),  # noqa: DTZ001
    ],
)
def test_it_rings_first_on_the_next_such_day(now: datetime, first: date) -> None:
    event = event_of(made(now=now))
    assert event.dtstart.value.date() == first


def test_once_a_week_today_too_late_is_in_a_week() -> None:
    assert made(days=(6,)).first == date(2026, 11, 29)


def test_the_event_has_an_alarm_and_takes_the_place_of_the_one_before() -> None:
    early, late = event_of(made()), event_of(made(now=datetime(2026, 12, 1, 9), at=time(8)))  # noqa: DTZ001
    assert early.uid.value == late.uid.value
    assert int(late.sequence.value) > int(early.sequence.value)
    assert early.uid.value != event_of(made(seed="/home/ben/journal")).uid.value
    assert (early.valarm.action.value, early.valarm.trigger.value) == ("DISPLAY", timedelta(0))
    assert early.rrule.value == "FREQ=WEEKLY;BYDAY=MO,WE,FR"
    assert early.dtstart.value.utcoffset() == timedelta(hours=1)


def test_without_a_named_zone_it_rings_by_the_clock_of_the_place() -> None:
    text = calendar_file(made(zone_name="")).decode()
    assert "DTSTART:20261123T064500\r\n" in text
    assert "TZID" not in text


@every_row("zone", ["America/New_York", "Europe/Paris", "Pacific/Auckland"])
def test_it_rings_from_the_first_to_the_last_day_a_routine_was_set_for(zone: str) -> None:
    begins, ends = date(2027, 3, 1), date(2027, 4, 9)  # clocks change in between; both are days it rings on
    event = event_of(made(zone, begins=begins, ends=ends))
    found = [when.date() for when in rrulestr(event.rrule.value, dtstart=event.dtstart.value)]
    days = [begins + timedelta(days=ahead) for ahead in range((ends - begins).days + 1)]
    assert found == [day for day in days if day.weekday() in (0, 2, 4)]
    assert (made(ends=date(2026, 11, 23)).over, made(ends=date(2026, 11, 22)).over) == (False, True)


# --- the verb -----------------------------------------------------------------------------


def test_the_verb_prints_the_file_and_says_how_to_add_it(tmp_path: Path) -> None:
    done = call(tmp_path, "remind", "--at", "07:00", TZ="Europe/Paris")
    assert done.exit_code == 0
    event = vobject.readOne(done.stdout).vevent
    assert event.dtstart.value.strftime("%H:%M") == "07:00"
    assert "Rings at 07:00 in Europe/Paris, Mon, Wed, Fri, first on" in done.stderr
    assert "calendar" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_verb_writes_the_file_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "wake.ics"
    arguments = ("remind", "--at", "06:05", "--days", "Sunday,tue, mon", "--output", str(file))
    done = call(tmp_path, *arguments, TZ="America/New_York")
    assert (done.exit_code, done.stdout) == (0, f"{file}\n")
    assert vobject.readOne(file.read_text(encoding="utf-8")).vevent.rrule.value == "FREQ=WEEKLY;BYDAY=MO,TU,SU"
    again = call(tmp_path, *arguments)
    assert (again.exit_code, again.stdout) == (1, "")
    assert "--force" in again.stderr
    (tmp_path / "config" / "stretchtui").mkdir(parents=True)
    (tmp_path / "config" / "stretchtui" / "config.toml").write_text('plan_days = ["sunday", "thursday"]\n')
    planned = call(tmp_path, "remind", "--at", "06:05")
    assert vobject.readOne(planned.stdout).vevent.rrule.value == "FREQ=WEEKLY;BYDAY=TH,SU"


def test_the_verb_goes_by_the_plan_and_the_dates_of_a_routine(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "stretchtui"
    (folder / "routines").mkdir(parents=True)
    head = 'plan = { days = ["monday", "friday"], times = 2 }\ndates = { ends = 2100-12-31 }\n[source]'
    sheet = folder / "routines" / "evening.toml"
    sheet.write_text(ROUTINE.replace("[source]", head), encoding="utf-8")
    both = call(tmp_path, "remind", "evening", "--at", "19:30", "--at", "07:00", TZ="Europe/Paris")
    events = vobject.readOne(both.stdout).vevent_list
    assert [event.dtstart.value.strftime("%H:%M") for event in events] == ["07:00", "19:30"]
    assert {event.rrule.value for event in events} == {"FREQ=WEEKLY;UNTIL=21001231T225959Z;BYDAY=MO,FR"}
    assert {event.summary.value for event in events} == {"Evening"}
    assert len({event.uid.value for event in events}) == 2
    assert "stretchtui start evening" in events[0].description.value
    assert "give --at again" not in both.stderr

    (folder / "config.toml").write_text("[plan.evening]\ndays = ['sunday']\ntimes = 3\n", encoding="utf-8")
    one = call(tmp_path, "remind", "evening", "--at", "07:00", TZ="Europe/Paris")
    assert vobject.readOne(one.stdout).vevent.rrule.value.endswith("BYDAY=SU")
    assert vobject.readOne(one.stdout).vevent.uid.value == events[0].uid.value
    assert "The plan is Sun, 3 times a day; this rings once: give --at again for another." in one.stderr

    sheet.write_text(ROUTINE.replace("[source]", "dates = { ends = 2020-01-31 }\n[source]"), encoding="utf-8")
    over = call(tmp_path, "remind", "evening", "--at", "07:00")
    assert (over.exit_code, over.stdout) == (1, "")
    assert "evening was set until 2020-01-31" in over.stderr
    unknown = call(tmp_path, "remind", "evenin", "--at", "07:00")
    assert (unknown.exit_code, "there is no routine 'evenin'" in unknown.stderr) == (1, True)


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_from_a_terminal_it_goes_into_a_file_and_replaces_none_unasked(tmp_path: Path) -> None:
    from tests.terminal.terminal import started

    for code in (0, 1):
        with started(tmp_path, "remind", "--at", "07:00") as terminal:
            assert terminal.exit_code() == code
            terminal.read(0)
            assert b"BEGIN:VCALENDAR" not in terminal.raw
    assert vobject.readOne((tmp_path / "stretching.ics").read_text(encoding="utf-8")).vevent


@pytest.mark.parametrize(
    "wrong",
    [("--at", "7"), ("--at", "24:00"), ("--at", "07:00", "--days", "mon,day"), ("--at", "07:00", "--days", ""), ()],
    ids=" ".join,
)
def test_a_wrong_time_or_day_is_wrong_usage(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    result = call(tmp_path, "remind", *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not list(tmp_path.iterdir())
