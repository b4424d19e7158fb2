from __future__ import annotations

import calendar as gregorian
from datetime import UTC, date, datetime, time, timedelta, timezone

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchtui.domain import calendar
from stretchtui.domain.calendar import DayMark
from stretchtui.domain.record import ExerciseOutcome, Outcome
from tests.support import make_line, make_record
from tests.tables import every_row

WEEKDAYS = range(7)


@every_row(
    ("at", "day"),
    [
        (time(3, 59, 59), date(2026, 11, 21)),
        (time(4, 0), date(2026, 11, 22)),
        (time(0, 0), date(2026, 11, 21)),
        (time(23, 59), date(2026, 11, 22)),
    ],
)
def test_a_day_begins_at_four_in_the_morning(at: time, day: date) -> None:
    assert calendar.local_day(datetime.combine(date(2026, 11, 22), at, UTC)) == day


def test_the_border_of_the_day_can_be_moved() -> None:
    started_at = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
    assert calendar.local_day(started_at, time(0, 0)) == date(2026, 1, 1)
    assert calendar.local_day(started_at, time(1, 0)) == date(2025, 12, 31)


def test_the_day_goes_by_the_wall_clock_of_the_place() -> None:
    evening_in_utc = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
    assert calendar.local_day(evening_in_utc) == date(2026, 11, 21)
    assert calendar.local_day(evening_in_utc.astimezone(timezone(timedelta(hours=9)))) == date(2026, 11, 22)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_border_holds_on_days_when_the_clocks_change(day: date) -> None:
    before = pendulum.datetime(day.year, day.month, day.day, 3, 30, tz="Europe/Paris")
    assert calendar.local_day(before) == day - timedelta(days=1)
    assert calendar.local_day(before.add(minutes=30)) == day


@every_row(
    ("year", "weeks"),
    [(2024, 5), (2026, 4), (2028, 5), (2032, 5)],  # 2026: a February of exactly four weeks from a Sunday
)
def test_a_february_begun_on_sunday_takes_the_rows_it_needs(year: int, weeks: int) -> None:
    assert len(calendar.month_grid(year, 2, gregorian.SUNDAY)) == weeks


@every_row("first_weekday", WEEKDAYS)
@every_row(("year", "days"), [(2023, 28), (2024, 29), (1900, 28), (2000, 29)])
def test_a_month_grid_has_every_day_once_under_its_weekday(year: int, days: int, first_weekday: int) -> None:
    grid = calendar.month_grid(year, 2, first_weekday)
    assert [day.day for row in grid for day in row if day] == list(range(1, days + 1))
    for row in grid:
        assert len(row) == 7
        assert any(row)
        for column, day in enumerate(row):
            assert day is None or day.weekday() == (first_weekday + column) % 7


@pytest.mark.parametrize(("year", "month"), [(1, 1), (9999, 12)])
def test_a_month_grid_exists_at_both_ends_of_time(year: int, month: int) -> None:
    assert sum(day is not None for row in calendar.month_grid(year, month) for day in row) == 31


@every_row(("year", "month", "last"), [(2024, 2, 29), (2026, 2, 28), (2026, 12, 31), (9999, 12, 31)])
def test_a_month_spans_its_first_to_its_last_day(year: int, month: int, last: int) -> None:
    assert calendar.month_span(year, month) == (date(year, month, 1), date(year, month, last))


@given(day=st.dates(min_value=date(1, 1, 8)), first_weekday=st.integers(0, 6))
def test_a_week_starts_on_its_weekday_at_most_six_days_before(day: date, first_weekday: int) -> None:
    start = calendar.week_start(day, first_weekday)
    assert start.weekday() == first_weekday
    assert 0 <= (day - start).days <= 6


def test_a_week_over_the_end_of_the_year_counts_both_years_and_each_day_once() -> None:
    days = [date(2026, 12, 27), date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 1)]
    records = [make_record(day) for day in [*days, date(2027, 1, 3), date(2027, 1, 4)]]
    week = calendar.week(records, date(2027, 1, 2), goal=3)
    assert (week.first, week.days_done, week.reached) == (date(2026, 12, 28), 4, True)


def test_a_week_from_sunday_has_other_days() -> None:
    records = [make_record(day) for day in (date(2026, 12, 27), date(2027, 1, 2), date(2027, 1, 3))]
    week = calendar.week(records, date(2026, 12, 30), goal=3, first_weekday=gregorian.SUNDAY)
    assert (week.first, week.days_done, week.reached) == (date(2026, 12, 27), 2, False)


def test_the_last_week_of_all_can_be_counted() -> None:
    week = calendar.week([make_record(date(9999, 12, 31))], date(9999, 12, 31), goal=1)
    assert (week.first, week.days_done) == (date(9999, 12, 27), 1)


@every_row(
    ("day", "months", "moved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(1, 1, 31), -1, date(1, 1, 31)),
        (date(1, 3, 31), -12, date(1, 1, 31)),
        (date(9999, 12, 31), 1, date(9999, 12, 31)),
        (date(9999, 11, 30), 12, date(9999, 12, 30)),
    ],
)
def test_moving_by_months_stays_inside_the_month_and_inside_time(day: date, months: int, moved: date) -> None:
    assert calendar.shift_month(day, months) == moved


@every_row(
    ("outcomes", "mark"),
    [
        ([], DayMark.NOTHING),
        ([Outcome.PARTIAL], DayMark.PARTIAL),
        ([Outcome.PARTIAL, Outcome.COMPLETED], DayMark.COMPLETED),
        ([Outcome.COMPLETED, Outcome.PARTIAL, Outcome.STOPPED_PAIN], DayMark.STOPPED_PAIN),
        ([Outcome.STOPPED_PAIN, Outcome.COMPLETED], DayMark.STOPPED_PAIN),
    ],
)
def test_pain_marks_a_day_before_completed_and_completed_before_partial(outcomes: list[Outcome], mark: DayMark) -> None:
    day = date(2026, 11, 22)
    records = [make_record(day, outcome) for outcome in outcomes]
    assert calendar.day_mark(records) is mark
    assert calendar.marks({day: records}) == {day: mark}


def test_sessions_are_grouped_by_the_day_in_their_record() -> None:
    first, second, other = make_record(), make_record(outcome=Outcome.PARTIAL), make_record(date(2026, 11, 23))
    assert calendar.by_day([first, other, second]) == {first.day: [first, second], other.day: [other]}


@every_row(
    ("outcome", "lines", "counted"),
    [
        (Outcome.PARTIAL, [ExerciseOutcome.DONE, ExerciseOutcome.SKIPPED], True),
        (Outcome.STOPPED_PAIN, [ExerciseOutcome.DONE, ExerciseOutcome.STOPPED_PAIN], True),
        (Outcome.STOPPED_PAIN, [ExerciseOutcome.STOPPED_PAIN, ExerciseOutcome.SKIPPED], False),
        (Outcome.PARTIAL, [ExerciseOutcome.PARTIAL, ExerciseOutcome.SKIPPED], False),
        (Outcome.COMPLETED, [], True),
        (Outcome.PARTIAL, [], True),
        (Outcome.STOPPED_PAIN, [], False),
    ],
)
def test_a_day_is_done_when_something_reached_its_minimum(
    outcome: Outcome, lines: list[ExerciseOutcome], counted: bool
) -> None:
    assert calendar.counts(make_record(outcome=outcome, exercises=tuple(make_line(line) for line in lines))) is counted


# --- a year -------------------------------------------------------------------------------


@every_row("first_weekday", WEEKDAYS)
@every_row("year", [1, 2000, 2024, 2026, 2028, 9999])
def test_a_year_has_every_day_once_in_the_row_of_its_weekday(year: int, first_weekday: int) -> None:
    columns = calendar.year_grid(year, first_weekday)
    days = [day for column in columns for day in column if day]
    assert days == [
        date.fromordinal(date(year, 1, 1).toordinal() + n) for n in range(366 if gregorian.isleap(year) else 365)
    ]
    assert all(len(column) == 7 for column in columns)
    for row in range(7):
        assert {column[row].weekday() for column in columns if column[row]} == {(first_weekday + row) % 7}
    assert len(columns) in (53, 54)
    starts = calendar.month_columns(year, first_weekday)
    assert [date(year, month, 1) in columns[starts[month - 1]] for month in range(1, 13)] == [True] * 12


def test_a_leap_year_begun_on_the_last_day_of_a_week_takes_54_columns() -> None:
    assert len(calendar.year_grid(2028, gregorian.SUNDAY)) == 54
    assert date(2028, 1, 1).weekday() == gregorian.SATURDAY


def test_the_weeks_of_a_span_begin_before_it_and_count_only_what_is_in_it() -> None:
    wednesday, next_tuesday = date(2026, 11, 4), date(2026, 11, 10)
    done = {date(2026, 11, 3), wednesday, date(2026, 11, 8), next_tuesday, date(2026, 11, 11)}
    found = calendar.weeks(done, wednesday, next_tuesday, 3)
    assert [(week.first, week.days_done) for week in found] == [(date(2026, 11, 2), 2), (date(2026, 11, 9), 1)]
    assert calendar.weeks(done, next_tuesday, wednesday, 3) == ()


@every_row("first_weekday", WEEKDAYS)
def test_weeks_reach_to_both_ends_of_time(first_weekday: int) -> None:
    first = calendar.weeks({date.min}, date.min, date(1, 1, 3), 3, first_weekday)
    assert (first[0].first, first[0].days_done) == (date.min, 1)
    assert calendar.week_start(date.min, first_weekday) == date.min
    last = calendar.weeks({date.max}, date(9999, 12, 30), date.max, 3, first_weekday)
    assert last[-1].days_done == 1
