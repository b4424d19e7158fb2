"""Changes to a session: what is named changes, everything else stays as it is stored."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pendulum
import pytest

from stretchtui.domain.calendar import DAY_STARTS_AT, local_day
from stretchtui.domain.changes import Changes, changed, moved, places
from stretchtui.domain.record import ExerciseOutcome, Outcome, SessionRecord
from stretchtui.domain.routine import Side
from tests.support import MORNING, make_line, make_record

DONE, PARTIAL, PAIN = ExerciseOutcome.DONE, ExerciseOutcome.PARTIAL, ExerciseOutcome.STOPPED_PAIN


def session(**values: object) -> SessionRecord:
    """Make a session of the morning that lasted ten minutes."""
    times = {"started_at": MORNING, "ended_at": MORNING.add(minutes=10), "timezone": "Europe/Paris"}
    return make_record(MORNING.date(), **{**times, **values})


def test_nothing_changed_is_no_change() -> None:
    record = session(extra={"mood": "calm"}, exercises=(make_line(DONE),))
    assert not Changes()
    assert changed(record, Changes(), DAY_STARTS_AT) == record


def test_only_what_is_named_changes() -> None:
    record = session(extra={"mood": "calm"}, stiffness_before=6, scales={"stiffness": "newer/9"}, note="old")
    after = changed(record, Changes(values={"comfort": 4, "note": "new"}), DAY_STARTS_AT)
    assert (after.comfort, after.note, after.stiffness_before) == (4, "new", 6)
    assert after.extra == {"mood": "calm"}
    assert after.scales == {"stiffness": "newer/9", "comfort": "comfort-1-5/1"}, "a rating says on which scale it is"


def test_the_second_line_of_an_exercise_is_found_in_a_newer_copy() -> None:
    lines = (make_line(DONE), make_line(DONE))
    assert places(lines) == [("stretch", Side.BOTH, 0), ("stretch", Side.BOTH, 1)]
    after = changed(session(exercises=lines), Changes(outcomes={("stretch", Side.BOTH, 1): PARTIAL}), DAY_STARTS_AT)
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
    assert changed(record, Changes(outcomes={place: line}), DAY_STARTS_AT).outcome is expected
    by_hand = Changes(outcomes={place: line}, values={"outcome": Outcome.COMPLETED})
    assert changed(record, by_hand, DAY_STARTS_AT).outcome is Outcome.COMPLETED


def test_another_day_keeps_time_of_day_length_and_zone_across_a_clock_change() -> None:
    after = moved(session(), date(2026, 7, 1), None, DAY_STARTS_AT)
    assert after.day == date(2026, 7, 1)
    assert after.started_at.isoformat() == "2026-07-01T07:02:11+02:00"
    assert after.ended_at is not None
    assert after.ended_at.timestamp() - after.started_at.timestamp() == 600


def test_a_session_after_midnight_stays_one_on_another_day() -> None:
    night = pendulum.datetime(2026, 11, 22, 1, 30, tz="Europe/Paris")
    record = make_record(date(2026, 11, 21), started_at=night, timezone="Europe/Paris")
    after = moved(record, date(2026, 11, 3), None, DAY_STARTS_AT)
    assert (after.day, after.started_at.isoformat()) == (date(2026, 11, 3), "2026-11-04T01:30:00+01:00")


@pytest.mark.parametrize("at", [time(0), time(3, 59), time(4), time(23, 59)])
def test_a_time_belongs_to_the_day_it_was_given_with(at: time) -> None:
    after = moved(session(), date(2026, 5, 8), at, DAY_STARTS_AT)
    assert after.day == date(2026, 5, 8) == local_day(after.started_at, DAY_STARTS_AT)
    assert after.started_at.time().replace(tzinfo=None) == at


def test_a_time_that_never_was_comes_an_hour_later() -> None:
    after = moved(session(), date(2026, 3, 28), time(2, 30), DAY_STARTS_AT)
    assert after.started_at.isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize("zone", ["[/]", "", "../etc/passwd", "+05:30"])
def test_a_zone_nobody_knows_keeps_its_offset(zone: str) -> None:
    start = datetime(2026, 11, 22, 7, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    after = moved(make_record(started_at=start, timezone=zone), date(2026, 7, 1), None, DAY_STARTS_AT)
    assert after.started_at.isoformat() == "2026-07-01T07:00:00+05:30"
    assert after.timezone == zone


def test_the_night_after_the_last_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no such day"):
        moved(session(), date.max, time(1), DAY_STARTS_AT)
