"""Rules at their edges: the first of a kind, the only day of a span, and what a state that was seen leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stretchtui.domain import calendar
from stretchtui.domain.history.trends import trends
from stretchtui.domain.rating import COMFORT, PAIN, STIFFNESS, Scale
from stretchtui.domain.record import ExerciseOutcome
from stretchtui.domain.routine import Level
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import PauseReason, RunState
from stretchtui.domain.session.timeline import PhaseKind, timeline
from tests.domain.sessions import LIFT, PULL, Session
from tests.support import make_line, make_record
from tests.tables import every_row


@pytest.mark.parametrize(("start_from", "number"), [("pull", 1), ("lift", 2)])
def test_a_session_starts_from_any_of_its_exercises_the_first_too(start_from: str, number: int) -> None:
    session = Session(start_from=start_from)
    assert (session.at.phase.number, session.at.kind) == (number, PhaseKind.GET_READY)


def test_a_session_does_not_start_from_an_exercise_that_it_has_not() -> None:
    with pytest.raises(ValueError, match="no exercise 'bridge' in this session"):
        Session(start_from="bridge")


def test_the_first_call_has_no_time_before_it() -> None:
    player = SessionPlayer(timeline([PULL, LIFT], Level.GENTLE))
    player.state = replace(player.state, run=RunState.RUNNING)
    assert player.advance(500.0) == ()
    assert player.moment().active_s == 0.0
    player.advance(501.0)
    assert player.moment().active_s == 1.0


def test_what_nobody_saw_is_not_counted_and_the_session_waits_where_it_was_seen() -> None:
    session = Session().run(20)
    seen = session.player.state
    session.run(8)
    session.player.lapse(session.now, seen)
    assert session.player.state == replace(seen, run=RunState.PAUSED, reason=PauseReason.GAP)
    session.now += 600
    session.press("resume")
    assert session.at.active_s == 20.0


def test_a_pause_that_was_seen_stays_the_pause_that_it_was() -> None:
    session = Session().run(20).press("pause")
    asked = session.player.state
    session.press("resume").run(1)
    running = session.player.state
    session.player.lapse(session.now, asked)
    assert session.player.state == running, "the person went on after what was seen"
    session.press("pause")
    session.player.lapse(session.now, running)
    assert session.player.state.reason is PauseReason.ASKED


@every_row("first_weekday", range(7))
@every_row("days", [1, 2, 7, 8, 29])
def test_weeks_follow_each_other_from_that_of_the_first_day_to_that_of_the_last(first_weekday: int, days: int) -> None:
    first = date(2026, 11, 22)
    last = first + timedelta(days=days - 1)
    found = calendar.weeks({first}, first, last, 3, first_weekday)
    begin = calendar.week_start(first, first_weekday)
    assert [week.first for week in found] == [begin + timedelta(days=7 * number) for number in range(len(found))]
    assert found[-1].first <= last < found[-1].first + timedelta(days=7)
    assert [week.days_done for week in found] == [1] + [0] * (len(found) - 1)
    assert calendar.weeks({first}, last, first - timedelta(days=1), 3, first_weekday) == ()


@every_row("first_weekday", range(7))
@every_row("year", range(2023, 2031))
def test_a_year_takes_no_column_that_has_no_day(year: int, first_weekday: int) -> None:
    columns = calendar.year_grid(year, first_weekday)
    assert all(any(column) for column in columns)
    assert columns[0].count(None) == (date(year, 1, 1).weekday() - first_weekday) % 7


def test_an_exercise_is_called_as_it_was_named_last() -> None:
    old, new, unnamed = (
        make_record(date(2026, 11, day), id=str(day), exercises=(replace(make_line(ExerciseOutcome.DONE), name=name),))
        for day, name in ((2, "Stretch"), (3, "Long stretch"), (4, ""))
    )
    last = date(2026, 11, 8)
    assert trends([old, new, unnamed], old.day, last, goal=3, today=last).names == {"stretch": "Long stretch"}


@every_row(("scale", "lowest", "highest"), [(STIFFNESS, 0, 10), (PAIN, 0, 10), (COMFORT, 1, 5)])
def test_scales_run_from_end_to_end(scale: Scale, lowest: int, highest: int) -> None:
    assert [point for point in range(-1, 13) if scale.accepts(point)] == list(range(lowest, highest + 1))
