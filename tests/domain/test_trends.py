"""Looking back: every number against a plainer way to it, and what is missing stays missing."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import strategies as st

from stretchtui.domain import calendar
from stretchtui.domain.history import trends
from stretchtui.domain.history.mornings import MonthlyMorning, Morning, MovingMean, Spread, monthly, segments
from stretchtui.domain.history.period import Period, period_first
from stretchtui.domain.record import ExerciseOutcome, Outcome, RecordSource, SessionRecord
from stretchtui.domain.routine import Side
from tests.how_often import often
from tests.support import make_line, make_record
from tests.tables import every_row

MONDAY = date(2026, 11, 2)
LATER = date(2027, 3, 1)
DONE, SKIPPED = make_line(ExerciseOutcome.DONE), make_line(ExerciseOutcome.SKIPPED, reps=0, hold_s=0.0)


def rated(day: date, before: int | None = None, after: int | None = None, hour: int = 7) -> SessionRecord:
    started_at = datetime.combine(day, time(hour), UTC)
    values = {"stiffness_before": before, "stiffness_after": after}
    return make_record(day, started_at=started_at, id=f"{day}-{hour:02}", **values)


def load_trends(*records: SessionRecord, first: date | None = MONDAY, days: int = 28) -> trends.Trends:
    return trends.trends(records, first, MONDAY + timedelta(days=days - 1), goal=3, today=LATER)


def on(*offsets: int) -> list[date]:
    return [MONDAY + timedelta(days=offset) for offset in offsets]


# --- ratings ------------------------------------------------------------------------------


def test_a_missing_rating_is_in_no_mean_and_no_n() -> None:
    found = load_trends(*(rated(day, before) for day, before in zip(on(0, 1, 2), (6, None, 0), strict=True)))
    assert found.before == Spread(n=2, mean=3.0, lowest=0, highest=6)
    assert found.after == Spread(0, None, None, None)
    assert found.mornings == (Morning(MONDAY, 6, None), Morning(on(2)[0], 0, None))


def test_change_is_after_minus_before_where_both_were_given() -> None:
    first, second, third = on(0, 1, 2)
    found = load_trends(rated(first, 6, 2), rated(second, 5), rated(third, None, 1))
    assert found.change == Spread(n=1, mean=-4.0, lowest=-4, highest=-4)
    assert [morning.change for morning in found.mornings] == [-4, None, None]


def test_a_morning_is_the_first_session_of_the_day_that_was_rated_before() -> None:
    records = [rated(MONDAY, 3, 2, hour=20), rated(MONDAY, hour=6), rated(MONDAY, None, 9, hour=5), rated(MONDAY, 7)]
    for some in (records, records[::-1]):
        found = load_trends(*some)
        assert found.mornings == (Morning(MONDAY, 7, None),)
        assert found.before == Spread(n=2, mean=5.0, lowest=3, highest=7), "every rating counts in the totals"
        assert found.weeks[0].before == Spread(n=1, mean=7.0, lowest=7, highest=7)


def test_sessions_of_one_instant_take_turns_by_their_id_whatever_their_order() -> None:
    twins = [replace(rated(MONDAY, 2), id="b"), replace(rated(MONDAY, 8), id="a")]
    assert load_trends(*twins).mornings == load_trends(*twins[::-1]).mornings == (Morning(MONDAY, 8, None),)


def test_comfort_is_apart_from_stiffness() -> None:
    first, second, third = on(0, 1, 2)
    found = load_trends(make_record(first, comfort=5), make_record(second, comfort=2), make_record(third))
    assert (found.comfort, found.before) == (Spread(2, 3.5, 2, 5), Spread())
    assert found.comfort_counts == {5: 1, 2: 1}
    assert not found.mornings


# --- the line of means --------------------------------------------------------------------


def test_a_month_is_the_sum_of_its_mornings_and_one_without_any_is_not_there() -> None:
    rated = (
        Morning(date(2025, 12, 31), 7, None),
        Morning(date(2026, 2, 1), 4, 2),
        Morning(date(2026, 2, 28), 7, None),
    )
    assert monthly(rated) == (
        MonthlyMorning(date(2025, 12, 1), Spread(1, 7.0, 7, 7), Spread()),
        MonthlyMorning(date(2026, 2, 1), Spread(2, 5.5, 4, 7), Spread(1, 2.0, 2, 2)),
    )


def test_there_is_no_line_before_seven_rated_mornings() -> None:
    six = [rated(day, 4) for day in on(0, 1, 2, 3, 4, 5)]
    assert load_trends(*six).means == ()
    assert load_trends(*six, make_record(on(6)[0])).means == (), "a morning without a rating was counted"
    assert load_trends(*six, rated(on(5)[0], 9, hour=20)).means == (), "a second session made another morning"
    assert len(load_trends(*six, rated(on(9)[0], 4)).means) == 7
    assert load_trends(*six, rated(on(9)[0], None, 4)).means == (), "a rating after made a line of ratings before"


def test_a_mean_is_of_the_seven_days_that_end_with_it() -> None:
    offsets, ratings = (0, 1, 3, 6, 7, 13, 21), (8, 6, 1, 1, 4, 9, 2)
    days = on(*offsets)
    found = load_trends(*map(rated, days, ratings)).means
    assert [mean.day for mean in found] == days
    assert [(mean.mean, mean.n) for mean in found] == [(8, 1), (7, 2), (5, 3), (4, 4), (3, 4), (6.5, 2), (2, 1)]


def test_a_gap_stays_a_gap() -> None:
    means = [MovingMean(day, 4.0, 1) for day in on(0, 6, 13, 14, 30)]
    assert segments(means) == ((means[0], means[1]), (means[2], means[3]), (means[4],))
    assert segments(()) == ()


# --- days and weeks -----------------------------------------------------------------------


def test_a_week_shows_days_done_against_the_goal_and_an_empty_week_is_there_too() -> None:
    records = [make_record(day) for day in on(0, 0, 2, 15, 16, 17, 18)]
    records.append(make_record(on(4)[0], Outcome.PARTIAL, exercises=(SKIPPED,)))
    found = load_trends(*records)
    assert [(week.first, week.days_done, week.reached) for week in found.weeks] == list(
        zip(on(0, 7, 14, 21), (2, 0, 4, 0), (False, False, True, False), strict=True)
    )
    assert (found.days, found.days_with_session, found.days_done) == (28, 7, 6)
    assert (found.weeks_reached, len(found.weeks_counted)) == (1, 4)


@every_row("days", range(1, 8))
def test_a_week_cut_by_the_period_is_not_held_against_the_goal(days: int) -> None:
    found = load_trends(make_record(MONDAY), days=days)
    assert [(week.days, week.days_done, week.goal) for week in found.weeks] == [(days, 1, 3)]
    assert len(found.weeks_counted) == (days == 7)
    assert found.counted.without == tuple(on(*range(1, days))), "the days are known, whatever of their week is"


def test_days_outside_the_period_do_not_count_even_in_a_week_it_cuts() -> None:
    wednesday = on(2)[0]
    found = trends.trends([make_record(day) for day in on(0, 2, 6, 7)], wednesday, on(6)[0], goal=3, today=LATER)
    assert [(week.first, week.days, week.days_done) for week in found.weeks] == [(MONDAY, 5, 2)]


def test_periods_are_whole_weeks_that_end_with_this_one() -> None:
    thursday = date(2026, 11, 26)
    firsts = {period: period_first(period, thursday) for period in Period}
    assert firsts[Period.FOUR_WEEKS] == MONDAY
    assert firsts[Period.THREE_MONTHS] == date(2026, 8, 31)
    assert firsts[Period.YEAR] == date(2025, 11, 24)
    assert firsts[Period.ALL] is None
    assert period_first(Period.FOUR_WEEKS, thursday, 6) == date(2026, 11, 1)
    assert period_first(Period.YEAR, date(1, 1, 9)) == date.min


def test_all_begins_with_the_week_of_the_earliest_session() -> None:
    found = load_trends(make_record(on(10)[0]), make_record(on(3)[0]), first=None)
    assert (found.first, found.begun, found.sessions, len(found.weeks)) == (MONDAY, on(3)[0], 2, 4)
    nothing = load_trends(first=None)
    assert (nothing.sessions, nothing.days_done, nothing.sides) == (0, 0, ())


# --- exercises ----------------------------------------------------------------------------


def test_each_side_is_counted_with_its_denominator() -> None:
    lines = [replace(make_line(outcome), side=Side.LEFT) for outcome in ExerciseOutcome]
    records = [make_record(on(0)[0], exercises=(*lines, DONE)), make_record(on(1)[0], exercises=(lines[0],))]
    left, both = load_trends(*records).sides
    assert (left.side, left.done, left.partial, left.skipped, left.stopped_pain) == (Side.LEFT, 2, 1, 1, 1)
    assert (left.times, both.side, both.times) == (5, Side.BOTH, 1)


def test_sessions_from_memory_and_at_another_speed_count_and_are_told_apart() -> None:
    found = load_trends(
        make_record(MONDAY, source=RecordSource.MANUAL),
        make_record(on(1)[0], Outcome.PARTIAL, speed=40, active_s=300.0, exercises=(DONE,)),
        make_record(on(2)[0], active_s=60.0, exercises=(DONE, SKIPPED)),
    )
    assert (found.sessions, found.from_memory, found.other_speed, found.without_lines) == (3, 1, 1, 1)
    assert (found.active_s, found.held_s) == (360.0, 24.0)
    assert found.outcomes == {Outcome.COMPLETED: 2, Outcome.PARTIAL: 1, Outcome.STOPPED_PAIN: 0}


# --- against another way ------------------------------------------------------------------

points = st.none() | st.integers(0, 10)
sessions = st.lists(
    st.tuples(st.integers(0, 70), st.integers(4, 23), points, points), max_size=60, unique_by=(lambda s: s[:2])
)


@often(12, 60, sessions, st.integers(0, 40), st.integers(0, 40), st.integers(0, 6), st.integers(1, 7))
def test_everything_agrees_with_plain_counting(
    drawn: list[tuple[int, int, int | None, int | None]], start: int, length: int, first_weekday: int, goal: int
) -> None:
    records = [rated(on(offset)[0], before, after, hour) for offset, hour, before, after in drawn]
    first = on(start)[0]
    last = first + timedelta(days=length)
    begun = min((record.day for record in records), default=None)
    found = trends.trends(records, first, last, goal=goal, today=LATER, begun=begun, first_weekday=first_weekday)

    inside = [record for record in sorted(records, key=lambda r: r.started_at) if first <= record.day <= last]
    befores = [record.stiffness_before for record in inside if record.stiffness_before is not None]
    assert found.before.n == len(befores)
    if befores:
        assert found.before.mean == pytest.approx(statistics.mean(befores))
        assert (found.before.lowest, found.before.highest) == (min(befores), max(befores))

    mornings: dict[date, int] = {}
    for record in inside:
        if record.stiffness_before is not None:
            mornings.setdefault(record.day, record.stiffness_before)
    assert {m.day: m.before for m in found.mornings if m.before is not None} == mornings
    expected = []
    for day in sorted(mornings):
        near = [value for other, value in mornings.items() if timedelta(0) <= day - other < timedelta(days=7)]
        expected.append((day, pytest.approx(statistics.mean(near)), len(near)))
    assert [(m.day, m.mean, m.n) for m in found.means] == (expected if len(mornings) >= 7 else [])

    every_day = [first + timedelta(days=number) for number in range(length + 1)]
    done = {record.day for record in inside}
    by_week: dict[date, list[date]] = {}
    for day in every_day if begun else ():
        if begun and calendar.week_start(day, first_weekday) < calendar.week_start(begun, first_weekday):
            continue
        by_week.setdefault(calendar.week_start(day, first_weekday), []).append(day)
    assert [(w.first, w.days, w.days_done) for w in found.weeks] == [
        (week, len(days), len(done.intersection(days))) for week, days in sorted(by_week.items())
    ]
    assert found.days_done == sum(week.days_done for week in found.weeks) == len(done)
