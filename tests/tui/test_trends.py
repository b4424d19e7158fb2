"""Trends: the numbers of a period, a line only when there is enough for one, and the report."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from stretchtui.domain.history.period import Period
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.trends import TrendsScreen
from tests.support import MORNING
from tests.tui.harness import Morning, morning
from tests.tui.test_mouse import click_on
from tests.tui.test_screens import note_session
from tests.tui.test_snapshots import in_both_sizes, three_weeks

TODAY = MORNING.date()


trends = partial(morning, front=TrendsScreen)


async def open_trends(hand: Morning, *keys: str) -> TrendsScreen:
    await hand.press(*keys)
    screen = hand.app.screen
    assert isinstance(screen, TrendsScreen)
    await hand.until(lambda: screen.found is not None and not screen.is_reading)
    return screen


async def test_means_are_those_of_what_was_given(tmp_path: Path) -> None:
    ratings = [(7, 5), (6, None), (None, 4), (5, 2), (None, None), (8, 6), (4, 3), (6, 5), (3, 1)]
    for back, (before, after) in enumerate(ratings):
        day = date.fromordinal(TODAY.toordinal() - 2 * back)
        note_session(tmp_path, day, stiffness_before=before, stiffness_after=after)
    async with trends(tmp_path) as hand:
        await open_trends(hand)
        numbers = hand.text("#trends-numbers")
        given = [before for before, _ in ratings if before is not None]
        both = [after - before for before, after in ratings if before is not None and after is not None]
        assert f"before {sum(given) / len(given):.1f} (3-8, n {len(given)})" in numbers
        assert f"change {sum(both) / len(both):.1f}" in numbers
        assert f"n {len(both)}), after minus before" in numbers
        assert "Stiffness may ease after waking anyway" in " ".join(numbers.split())
        assert hand.text("#trends-legend").endswith(f"n {len(given)} mornings")


async def test_with_six_rated_mornings_there_is_no_line_and_without_any_that_is_said(tmp_path: Path) -> None:
    async with trends(tmp_path) as hand:
        screen = await open_trends(hand)
        assert "No sessions." in hand.text("#trends-numbers")
        for back in range(6):
            note_session(tmp_path, date.fromordinal(TODAY.toordinal() - back), stiffness_before=5)
        await open_trends(hand, "1")
        await hand.until(lambda: "a line from 7 rated mornings on; there are 6" in hand.text("#trends-legend"))
        assert screen.found is not None
        assert screen.found.means == ()


async def test_a_period_is_chosen_by_its_number_or_in_turn_and_over_years_a_dot_is_a_months_mean(
    tmp_path: Path,
) -> None:
    for back in (0, 40, 200, 900):
        note_session(tmp_path, TODAY - timedelta(days=back), stiffness_before=back % 10)
    async with trends(tmp_path) as hand:
        found = []
        for keys in ("", "p", "2", "4", "p"):
            screen = await open_trends(hand, *keys)
            assert screen.found is not None
            found.append(screen.found.sessions)
            months = hand.text("#trends-legend") == "● before   ○ after   ◉ both   means of months, n 4 mornings"
            assert months is (keys == "4")
        assert found == [1, 2, 2, 4, 1]
        for name, period in (("all", Period.ALL), ("year", Period.YEAR), ("4 w", Period.FOUR_WEEKS)):
            await click_on(hand, screen.query_one("#trends-periods"), name)
            assert screen.period is period


async def test_e_writes_a_report_and_says_where(tmp_path: Path) -> None:
    note_session(tmp_path, TODAY, stiffness_before=6, stiffness_after=3)
    async with morning(tmp_path) as hand:
        await open_trends(hand, "t")
        await hand.press("e")
        await hand.until(lambda: bool(hand.told))
        (told,) = hand.told
        assert told.title == "Report written"
        await hand.press("q")
        assert isinstance(hand.app.screen, OverviewScreen)
    path = Path(told.message)
    assert path.read_text(encoding="utf-8").lower().startswith("<!doctype html>")  # noqa: ASYNC240 - nothing waits
    assert path.stat().st_mode & 0o077 == 0  # noqa: ASYNC240


async def test_a_report_that_is_asked_for_before_a_period_is_read_is_of_that_period(tmp_path: Path) -> None:
    note_session(tmp_path, TODAY, stiffness_before=6, stiffness_after=3)
    async with morning(tmp_path) as hand:
        await open_trends(hand, "t")
        screen = hand.app.screen
        assert isinstance(screen, TrendsScreen)
        screen.action_next_period()
        screen.action_report()  # in one turn: nothing can have been read
        await hand.until(lambda: bool(hand.told))
        (told,) = hand.told
        assert screen.found is not None
        assert str(screen.found.first) in told.message
        assert screen.found.first < TODAY.subtract(days=60)


async def test_trends(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    three_weeks(tmp_path)
    async with trends(tmp_path) as hand:
        await open_trends(hand)
        await hand.pilot.pause()  # the numbers bring a scroll bar, and the plot is drawn again beside it
        await in_both_sizes(hand, snapshot)
