"""What is due on a day, by the plans of routines and the sessions done; never on a day that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from stretchtui.domain import calendar
from stretchtui.domain.choices import Weekday
from stretchtui.domain.due import Due, WeekPlan, due_on, falls_on
from stretchtui.domain.record import ExerciseOutcome, Outcome, SessionRecord
from stretchtui.domain.routine import Dates, Routine
from stretchtui.words import sheet
from stretchtui.words.plan import all_due, week_plan
from tests.support import make_exercise, make_line, make_record, make_routine
from tests.tables import every_row

MONDAY = date(2026, 11, 30)
TWICE = WeekPlan(days=(Weekday.MONDAY, Weekday.FRIDAY), times=2)


def planned(plan: WeekPlan | None = TWICE, *, name: str = "sheet", **dates: date) -> Routine:
    return replace(make_routine(make_exercise()), id=name, name=name.capitalize(), plan=plan, dates=Dates(**dates))


def done(day: date = MONDAY, routine: str = "sheet", outcome: ExerciseOutcome = ExerciseOutcome.DONE) -> SessionRecord:
    return make_record(day, Outcome.PARTIAL, routine=routine, exercises=(make_line(outcome),))


def on(day: date, *routines: Routine, sessions: tuple[SessionRecord, ...] = ()) -> tuple[Due, ...]:
    return due_on(day, routines, sessions, today=MONDAY)


def test_a_plan_falls_on_its_weekdays_over_the_end_of_a_month_and_a_year() -> None:
    days = [MONDAY + timedelta(days=ahead) for ahead in range(40)]
    found = [day for day in days if on(day, planned())]
    assert found == [day for day in days if day.weekday() in (0, 4)]
    assert {day.month for day in found} == {11, 12, 1}
    assert on(date(2028, 2, 29), planned(WeekPlan(days=(Weekday.TUESDAY,)))), "a leap day is a day"


def test_a_routine_is_due_from_its_first_day_to_its_last_both_included() -> None:
    routine = planned(WeekPlan(), begins=date(2026, 12, 31), ends=date(2027, 1, 1))
    days = [date(2026, 12, 30) + timedelta(days=ahead) for ahead in range(4)]
    assert [falls_on(routine, day) for day in days] == [False, True, True, False]


def test_sessions_of_that_routine_and_day_count_when_something_in_them_was_done() -> None:
    sessions = (
        done(),
        done(MONDAY - timedelta(days=1)),
        done(routine="other"),
        done(outcome=ExerciseOutcome.SKIPPED),
    )
    assert on(MONDAY, planned(), sessions=sessions) == (Due("sheet", 2, 1),)
    assert on(MONDAY, planned(), sessions=(done(),) * 3) == (Due("sheet", 2, 3),), "more is simply more"


def test_nothing_is_due_on_a_day_that_is_over_nor_without_a_plan() -> None:
    assert on(MONDAY - timedelta(days=3), planned()) == ()
    assert on(MONDAY, planned(None), planned(WeekPlan(days=()))) == ()
    assert on(MONDAY, planned(), planned(WeekPlan(), name="neck")) == (Due("sheet", 2), Due("neck", 1))


@every_row(
    ("started", "day"),
    [
        ("2026-03-29T03:30", "2026-03-28"),  # the night of the change to summer time: before the hour days start at
        ("2026-03-29T04:00", "2026-03-29"),
        ("2026-10-25T02:30", "2026-10-24"),  # an hour that there is twice
        ("2026-10-25T04:10", "2026-10-25"),
    ],
)
def test_on_the_days_clocks_change_a_session_counts_for_the_day_the_journal_gives_it(started: str, day: str) -> None:
    instant = datetime.fromisoformat(started).replace(tzinfo=ZoneInfo("Europe/Paris"))
    today = calendar.local_day(instant)
    assert today == date.fromisoformat(day)
    session = replace(done(today), started_at=instant)
    assert due_on(today, [planned(WeekPlan(times=2))], [session], today=today) == (Due("sheet", 2, 1),)
    assert due_on(today + timedelta(days=1), [planned(WeekPlan())], [session], today=today) == (Due("sheet", 1),)


@every_row(
    ("written", "plan", "said"),
    [
        ("", TWICE, "Mon, Fri, twice a day"),
        ("as you like", TWICE, "As you like, Mon, Fri, twice a day"),
        ("Twice a day", TWICE, "Twice a day, Mon, Fri"),
        ("every day", WeekPlan(), "Every day"),
        ("as you like", WeekPlan(days=(), times=2), "As you like"),
        ("as you like", None, "As you like"),
    ],
)
def test_on_paper_stand_how_often_and_the_days_of_the_plan_and_nothing_twice(
    written: str, plan: WeekPlan | None, said: str
) -> None:
    assert next(sheet.head(replace(planned(plan), frequency=written))) == said
    assert next(sheet.head(replace(planned(plan, begins=MONDAY), frequency=written))) == f"{said}, from {MONDAY}"


def test_what_is_due_is_said_as_it_stands() -> None:
    names = {"sheet": "My sheet", "neck": "Neck"}
    assert all_due(names, (Due("sheet", 2), Due("neck", 1)), today=True) == "Due today: My sheet, twice; Neck"
    assert all_due(names, (Due("sheet", 2, 1), Due("neck", 1, 1)), today=False) == (
        "Due: My sheet, 1 of 2 done; Neck, done"
    )
    assert all_due(names, (), today=True) == ""
    assert (week_plan(TWICE), week_plan(WeekPlan())) == ("Mon, Fri, twice a day", "every day")
