"""Goal and plan: what is counted of days and weeks, against a naive count, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from hypothesis import example
from hypothesis import strategies as st

from stretchtui.domain.calendar import Week
from stretchtui.domain.history import trends
from stretchtui.domain.history.adherence import Standing
from stretchtui.domain.history.mornings import Spread
from stretchtui.words import labels, trends_page
from tests.how_often import often
from tests.support import make_record
from tests.tables import every_row

MONDAY = date(2026, 11, 2)


def day(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def found(
    offsets: Collection[int], first: int, last: int, today: int, *, plan: Collection[int] = (), goal: int = 3
) -> trends.Trends:
    """Look back on sessions so many days after a Monday, all in the period but for the first of all."""
    records = [make_record(day(offset), id=f"s{number}") for number, offset in enumerate(offsets)]
    begun = min(map(day, offsets), default=None)
    return trends.trends(records, day(first), day(last), goal=goal, today=day(today), begun=begun, plan=plan)


def said(of: trends.Trends) -> str:
    return "\n".join([*trends_page.days_lines(of), *trends_page.without_lines(of, listed=True)])


# --- the sentences ------------------------------------------------------------------------


def test_four_weeks_of_three_wanted_days_are_a_goal_and_no_plan() -> None:
    """Five, one, three and two days in weeks that are over: never *11 done of 12 planned, 4 missing*."""
    offsets = (0, 1, 2, 3, 4, 9, 14, 16, 18, 21, 25)
    assert said(found(offsets, 0, 27, 30)).splitlines() == [
        "11 done; 11 days with a session of any kind",
        "goal reached in 2 of 4 weeks (goal: 3 days a week)",
        "17 days without a session, of the 28 from 2026-11-02 to 2026-11-29: 2026-11-07 to 2026-11-10, "
        "2026-11-12 to 2026-11-15, 2026-11-17, 2026-11-19, 2026-11-21 to 2026-11-22, 2026-11-24 to 2026-11-26, "
        "2026-11-28 to 2026-11-29",
    ]


def test_ten_years_of_five_days_a_week_are_not_more_than_was_planned() -> None:
    offsets = [7 * week + weekday for week in range(520) for weekday in range(5)]
    lines = said(found(offsets, 0, 3639, 3700)).splitlines()
    assert lines[1] == "goal reached in 520 of 520 weeks (goal: 3 days a week)"
    assert lines[2] == "1040 days without a session, of the 3640 from 2026-11-02 to 2036-10-19"


def test_more_days_than_the_goal_are_simply_more() -> None:
    week = Week(MONDAY, 6, 3)
    assert labels.week_days(week) == "6 days this week, goal of 3 reached"
    assert labels.week_days(Week(MONDAY, 1, 3), "that week") == "1 day that week, goal of 3"
    assert labels.week_days(Week(MONDAY, 0, 1)) == "0 days this week, goal of 1"
    assert (labels.week_marks(week, unicode=True), labels.week_marks(Week(MONDAY, 1, 3), unicode=False)) == (
        "●●●●●●",
        "#--",
    )
    (of,) = found((0, 1, 2, 3, 4, 5), 0, 6, 8).weeks
    assert trends_page.week_days(of) == "6 reached"


def test_a_plan_of_one_day_has_one_planned_day_a_week_whatever_the_goal_is() -> None:
    of = found((0, 3), 0, 6, 8, plan=[0])
    assert said(of).splitlines()[-1] == "0 planned days not done, of 1 (Mon, as the plan is now)"
    other = found((3,), -7, 13, 15, plan=[0, 3])
    wanted = "2 planned days not done, of 3 (Mon, Thu, as the plan is now): 2026-11-09, 2026-11-12"
    assert said(other).splitlines()[-1] == wanted


def test_nothing_is_without_a_session_before_the_first_one() -> None:
    assert said(found((), 0, 27, 30)) == "0 done; 0 days with a session of any kind"
    assert found((), 0, 27, 30).weeks == ()
    of = found((16,), 0, 27, 30)
    assert [week.first for week in of.weeks] == [day(14), day(21)]
    assert (of.counted.first, of.counted.last, len(of.counted.without)) == (day(16), day(27), 11)


def test_a_session_before_the_period_makes_its_empty_days_count() -> None:
    of = found((-30,), 0, 13, 20)
    assert (of.sessions, of.counted.days, len(of.counted.without), len(of.weeks_counted)) == (0, 14, 14, 2)


def test_the_week_under_way_is_told_apart() -> None:
    of = found((0, 1, 2, 7), 0, 9, 9)
    assert [week.standing for week in of.weeks] == [Standing.COUNTED, Standing.UNDER_WAY]
    assert "goal reached in 1 of 1 week (goal: 3 days a week)\nthis week so far: 1 day done\n" in said(of)
    assert of.counted.last == day(6)
    assert trends_page.week_days(of.weeks[1]) == "1 so far"
    first_week = found((0, 1), 0, 3, 3)
    assert said(first_week).splitlines()[1:] == [
        "goal: 3 days a week; no whole week to hold it against yet",
        "this week so far: 2 days done",
    ]


def test_a_week_that_the_period_cuts_is_not_counted_unless_it_is_known_whole() -> None:
    assert [week.standing for week in found((0, 9), 2, 11, 30).weeks] == [Standing.CUT, Standing.CUT]
    assert [week.standing for week in found((4,), 2, 6, 30).weeks] == [Standing.COUNTED], "nothing was before"


# --- against a naive count ----------------------------------------------------------------


@often(
    20,
    80,
    st.sets(st.integers(-30, 70), max_size=50),
    st.integers(-10, 40),
    st.integers(0, 50),
    st.integers(-20, 80),
    st.sets(st.integers(0, 6)),
    st.integers(0, 6),
    st.integers(1, 7),
)
@example({0}, 0, 27, 28, {0}, 0, 1)
def test_the_counts_agree_with_a_naive_count(
    offsets: set[int], start: int, length: int, now: int, plan: set[int], first_weekday: int, goal: int
) -> None:
    records = [make_record(day(offset), id=f"s{offset}") for offset in sorted(offsets)]
    begun = day(min(offsets)) if offsets else None
    first, last, today = day(start), day(start + length), day(now)
    of = trends.trends(
        records, first, last, goal=goal, today=today, begun=begun, plan=plan, first_weekday=first_weekday
    )
    with_session = {day(offset) for offset in offsets}
    over, without, planned, not_done = [], [], [], []
    weeks: dict[date, list[date]] = {}
    for number in range(-60, 150):
        one = day(number)
        monday = one - timedelta(days=(one.weekday() - first_weekday) % 7)
        weeks.setdefault(monday, []).append(one)
        if begun and begun <= one and first <= one <= last and monday + timedelta(days=6) < today:
            over.append(one)
            without += [one] * (one not in with_session)
            planned += [one] * (one.weekday() in plan)
            not_done += [one] * (one.weekday() in plan and one not in with_session)
    assert (of.counted.days, of.counted.plan_days) == (len(over), len(planned))
    assert (list(of.counted.without), list(of.counted.not_done)) == (without, not_done)
    whole = [
        days
        for days in weeks.values()
        if begun
        and days[-1] >= begun
        and days[-1] < today
        and days[-1] <= last
        and all(one >= first or one < begun for one in days)
        and any(one >= first for one in days)
    ]
    assert len(of.weeks_counted) == len(whole)
    assert of.weeks_reached == sum(len(with_session.intersection(days)) >= goal for days in whole)


# --- means --------------------------------------------------------------------------------


@every_row(
    ("given_", "difference", "written"),
    [
        ([6], False, "6, n 1"),
        ([6, 6], False, "6, n 2"),
        ([2, 8], False, "5.0 (2-8, n 2)"),
        ([-3], True, "-3, n 1"),
        ([2], True, "+2, n 1"),
        ([0], True, "0, n 1"),
        ([-4, 0], True, "-2.0 (-4 to 0, n 2)"),
        ([], False, "not rated"),
    ],
)
def test_a_range_of_one_is_no_range(given_: list[int], difference: bool, written: str) -> None:
    assert trends_page.spread(Spread.of(given_), difference=difference) == written
