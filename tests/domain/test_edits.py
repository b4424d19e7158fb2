"""Changes to a session: what is named changes, everything else stays as it is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pendulum
import pytest

from stretchtui.domain.calendar import DAY_STARTS_AT, local_day
from stretchtui.domain.entered_time import EARLIEST, EnteredTimeError, TimeFault, read_day, read_time
from stretchtui.domain.history.edits import Changes, changed, moved, noted, noted_as, places
from stretchtui.domain.record import ExerciseOutcome, Outcome, SessionRecord
from stretchtui.domain.routine import Side
from tests.support import MORNING, make_exercise, make_line, make_record, make_routine
from tests.tables import every_row

DONE, PARTIAL, PAIN = ExerciseOutcome.DONE, ExerciseOutcome.PARTIAL, ExerciseOutcome.STOPPED_PAIN


NOW = pendulum.datetime(2026, 11, 22, 10, tz="Europe/Paris")


def session(**values: object) -> SessionRecord:
    """Make a session of the morning that lasted ten minutes."""
    times = {"started_at": MORNING, "ended_at": MORNING.add(minutes=10), "timezone": "Europe/Paris"}
    return make_record(MORNING.date(), **{**times, **values})


def test_nothing_changed_is_no_change() -> None:
    record = session(extra={"mood": "calm"}, exercises=(make_line(DONE),))
    assert not Changes()
    assert changed(record, Changes(), NOW) == record


def test_only_what_is_named_changes() -> None:
    record = session(extra={"mood": "calm"}, stiffness_before=6, scales={"stiffness": "newer/9"}, note="old")
    after = changed(record, Changes(values={"comfort": 4, "note": "new"}), NOW)
    assert (after.comfort, after.note, after.stiffness_before) == (4, "new", 6)
    assert after.extra == {"mood": "calm"}
    assert after.scales == {"stiffness": "newer/9", "comfort": "comfort-1-5/1"}, "a rating says on which scale it is"


def test_the_second_line_of_an_exercise_is_found_in_a_newer_copy() -> None:
    lines = (make_line(DONE), make_line(DONE))
    assert places(lines) == [("stretch", Side.BOTH, 0), ("stretch", Side.BOTH, 1)]
    after = changed(session(exercises=lines), Changes(outcomes={("stretch", Side.BOTH, 1): PARTIAL}), NOW)
    assert [entry.outcome for entry in after.exercises] == [DONE, PARTIAL]
    assert after.exercises[1].done == lines[1].done, "what was measured stays"


@pytest.mark.parametrize(
    ("stored", "line", "expected"),
    [
        (Outcome.COMPLETED, PARTIAL, Outcome.PARTIAL),
        (Outcome.COMPLETED, PAIN, Outcome.STOPPED_PAIN),
        (Outcome.PARTIAL, PAIN, Outcome.PARTIAL),
    ],
    ids=["follows", "follows to pain", "was set by hand"],
)
def test_the_outcome_follows_its_lines_unless_set_by_hand(
    stored: Outcome, line: ExerciseOutcome, expected: Outcome
) -> None:
    record = session(outcome=stored, exercises=(make_line(DONE),))
    place = places(record.exercises)[0]
    assert changed(record, Changes(outcomes={place: line}), NOW).outcome is expected
    by_hand = Changes(outcomes={place: line}, values={"outcome": Outcome.COMPLETED})
    assert changed(record, by_hand, NOW).outcome is Outcome.COMPLETED


def test_another_day_keeps_time_of_day_length_and_zone_across_a_clock_change() -> None:
    after = moved(session(), date(2026, 7, 1), None, DAY_STARTS_AT)
    assert after.day == date(2026, 7, 1)
    assert after.started_at.isoformat() == "2026-07-01T07:02:11+02:00"
    assert after.ended_at is not None
    assert after.ended_at.timestamp() - after.started_at.timestamp() == 600


@every_row(
    ("zone", "day", "at", "lasts", "ends"),
    [
        ("Europe/Paris", date(2026, 10, 24), time(2, 50), 600, "2026-10-25T02:00:00+01:00"),
        ("Europe/Paris", date(2026, 3, 28), time(1, 55), 600, "2026-03-29T03:05:00+02:00"),
        ("Australia/Lord_Howe", date(2026, 4, 4), time(1, 25), 3600, "2026-04-05T01:55:00+10:30"),
        ("Australia/Lord_Howe", date(2026, 10, 3), time(1, 55), 600, "2026-10-04T02:35:00+11:00"),
    ],
)
def test_the_end_is_told_by_the_clock_as_it_is_then(zone: str, day: date, at: time, lasts: int, ends: str) -> None:
    stored = session(timezone=zone, ended_at=MORNING.add(seconds=lasts))
    after = moved(stored, day, at, DAY_STARTS_AT, fold=0)
    assert after.ended_at is not None
    assert after.ended_at.isoformat() == ends
    assert after.ended_at.timestamp() - after.started_at.timestamp() == lasts
    longer = changed(replace(after, ended_at=None), Changes(lasted_s=lasts), NOW)
    assert longer.ended_at is not None
    assert longer.ended_at.isoformat() == after.ended_at.isoformat()


@every_row("zone", ["Europe/Paris", "Pacific/Kiritimati", "America/Adak", "UTC", "-11:00"])
@every_row("day", [date.min, date.max])
def test_a_session_can_be_moved_to_the_first_and_the_last_day_that_there_is(zone: str, day: date) -> None:
    for at in (time(4), time(12), time(23, 59, 59)):
        for fold in (0, 1):
            after = moved(session(timezone=zone, ended_at=MORNING.add(hours=3)), day, at, DAY_STARTS_AT, fold)
            assert after.day == day
            assert after.ended_at is not None


def test_a_session_after_midnight_stays_one_on_another_day() -> None:
    night = pendulum.datetime(2026, 11, 22, 1, 30, tz="Europe/Paris")
    record = make_record(date(2026, 11, 21), started_at=night, timezone="Europe/Paris")
    after = moved(record, date(2026, 11, 3), None, DAY_STARTS_AT)
    assert (after.day, after.started_at.isoformat()) == (date(2026, 11, 3), "2026-11-04T01:30:00+01:00")


@every_row("at", [time(0), time(3, 59), time(4), time(23, 59)])
def test_a_time_belongs_to_the_day_it_was_given_with(at: time) -> None:
    after = moved(session(), date(2026, 5, 8), at, DAY_STARTS_AT)
    assert after.day == date(2026, 5, 8) == local_day(after.started_at, DAY_STARTS_AT)
    assert after.started_at.time().replace(tzinfo=None) == at


def test_a_time_that_never_was_comes_an_hour_later() -> None:
    after = moved(session(), date(2026, 3, 28), time(2, 30), DAY_STARTS_AT)
    assert after.started_at.isoformat() == "2026-03-29T03:30:00+02:00"


@every_row("zone", ["[/]", "", "../etc/passwd", "+05:30"])
def test_a_zone_nobody_knows_keeps_its_offset(zone: str) -> None:
    start = datetime(2026, 11, 22, 7, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    after = moved(make_record(started_at=start, timezone=zone), date(2026, 7, 1), None, DAY_STARTS_AT)
    assert after.started_at.isoformat() == "2026-07-01T07:00:00+05:30"
    assert after.timezone == zone


def test_the_night_after_the_last_day_is_refused() -> None:
    with pytest.raises(EnteredTimeError, match="day-to-come"):
        moved(session(), date.max, time(1), DAY_STARTS_AT)


# --- what a person says of day and time ---------------------------------------------------

ROUTINE = make_routine(make_exercise())
NIGHT = pendulum.datetime(2026, 11, 22, 1, 30, tz="Europe/Paris")


def fault(change: Changes, now: pendulum.DateTime = NOW) -> TimeFault:
    with pytest.raises(EnteredTimeError) as caught:
        changed(session(), change, now)
    return caught.value.fault


def test_a_session_noted_began_now_or_on_a_day_that_is_over_at_the_usual_time() -> None:
    record = noted(NOW, "Europe/Paris", "one", ROUTINE, None, DAY_STARTS_AT)
    assert (record.day, record.started_at, record.timezone) == (NOW.date(), NOW, "Europe/Paris")
    assert noted(NOW, "Europe/Paris", "one", ROUTINE, NOW.date(), DAY_STARTS_AT) == record
    before = noted(NOW, "Europe/Paris", "one", ROUTINE, date(2026, 7, 1), DAY_STARTS_AT)
    assert (before.day, before.started_at.isoformat()) == (date(2026, 7, 1), "2026-07-01T08:00:00+02:00")


def test_after_midnight_it_is_still_the_day_before_until_days_start() -> None:
    record = noted(NIGHT, "Europe/Paris", "one", ROUTINE, None, DAY_STARTS_AT)
    assert (record.day, record.started_at) == (date(2026, 11, 21), NIGHT)
    evening = noted_as(record, Changes(at=time(23, 0)), NIGHT)
    assert (evening.day, evening.started_at.isoformat()) == (date(2026, 11, 21), "2026-11-21T23:00:00+01:00")
    with pytest.raises(EnteredTimeError):
        noted_as(noted(NIGHT, "Europe/Paris", "one", ROUTINE, NIGHT.date(), DAY_STARTS_AT), Changes(), NIGHT)


@every_row("offset", [-12, -1, 0, 1, 14])
@every_row("day", [date.min, EARLIEST - timedelta(days=1), NOW.date() + timedelta(days=2), date.max])
def test_a_day_beyond_what_can_be_is_refused_wherever_it_comes_from(day: date, offset: int) -> None:
    now = NOW.in_timezone(pendulum.FixedTimezone(offset * 3600))
    expected = TimeFault.DAY_TOO_EARLY if day < EARLIEST else TimeFault.DAY_TO_COME
    for record, change in (
        (noted(now, now.timezone_name or "", "one", ROUTINE, None, DAY_STARTS_AT), Changes(day=day)),
        (session(), None),
    ):
        with pytest.raises(EnteredTimeError) as caught:
            noted_as(record, change, now) if change else changed(record, Changes(day=day), now)
        assert caught.value.fault is expected


def test_what_is_still_to_come_is_refused_and_the_last_minute_is_not() -> None:
    assert fault(Changes(at=time(10, 1))) is TimeFault.TIME_TO_COME
    assert fault(Changes(at=time(2, 0))) is TimeFault.TIME_TO_COME, "the night that ends today"
    assert fault(Changes(day=date(2026, 11, 23))) is TimeFault.DAY_TO_COME
    assert changed(session(), Changes(at=time(10, 0)), NOW).started_at == NOW
    assert changed(session(), Changes(day=EARLIEST), NOW).day == EARLIEST


def test_a_day_and_a_minute_that_it_has_already_move_nothing() -> None:
    record = replace(session(), day=date(2030, 1, 1))
    same = Changes(day=record.day, at=time(record.started_at.hour, record.started_at.minute), values={"note": "x"})
    assert changed(record, same, NOW).started_at == record.started_at, "to the second, and whatever day it has"


def test_of_a_time_that_comes_twice_the_one_that_has_been_is_meant() -> None:
    between = pendulum.datetime(2026, 10, 25, 2, 40, tz="Europe/Paris", fold=0)
    record = noted(between, "Europe/Paris", "one", ROUTINE, None, DAY_STARTS_AT)
    assert noted_as(record, Changes(at=time(2, 30)), between).started_at.isoformat() == "2026-10-25T02:30:00+02:00"
    later = replace(record, started_at=pendulum.datetime(2026, 10, 25, 7, tz="Europe/Paris"))
    assert noted_as(later, Changes(at=time(2, 30)), NOW).started_at.isoformat() == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize("offset", ["+02:00", "+01:00"])
def test_a_minute_corrected_in_the_hour_that_comes_twice_is_a_minute(offset: str) -> None:
    start = datetime.fromisoformat(f"2026-10-25T02:15:33{offset}")
    record = replace(session(), day=date(2026, 10, 24), started_at=start)
    assert changed(record, Changes(at=time(2, 16)), NOW).started_at.isoformat() == f"2026-10-25T02:16:00{offset}"


def test_a_time_that_the_clock_went_over_is_refused_and_not_taken_for_another() -> None:
    before = pendulum.datetime(2026, 3, 29, 1, 50, tz="Europe/Paris")
    record = noted(before, "Europe/Paris", "one", ROUTINE, None, DAY_STARTS_AT)
    assert fault(Changes(day=date(2026, 3, 28), at=time(2, 30))) is TimeFault.TIME_SKIPPED
    for now in (before, NOW):
        with pytest.raises(EnteredTimeError) as caught:
            noted_as(record, Changes(at=time(2, 30)), now)
        assert caught.value.fault is TimeFault.TIME_SKIPPED
        assert not caught.value.of_day
        assert str(caught.value.got) == "2026-03-29 02:30:00"


def test_a_session_moved_by_its_day_alone_onto_a_time_that_never_was_comes_an_hour_later() -> None:
    record = replace(session(), day=date(2026, 3, 20))
    record = moved(record, None, time(2, 30), DAY_STARTS_AT)
    assert changed(record, Changes(day=date(2026, 3, 28)), NOW).started_at.isoformat() == "2026-03-29T03:30:00+02:00"


@every_row("text", ["", "22.11.2026", "2026-02-30", "2026-1-1", "2026-W01-1", "٢٠٢٦-01-01", "2026-01-01 "])
def test_a_day_is_read_exactly(text: str) -> None:
    with pytest.raises(EnteredTimeError) as caught:
        read_day(text)
    assert caught.value.of_day


@every_row("text", ["", "7:05", "24:00", "07:60", "07:05:00", "07-05", "٠٧:05"])
def test_a_time_is_read_exactly(text: str) -> None:
    with pytest.raises(EnteredTimeError) as caught:
        read_time(text)
    assert not caught.value.of_day
