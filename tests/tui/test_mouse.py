"""The mouse does what it points at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual import events
from textual.widget import Widget
from textual.widgets import Static, Tabs

from stretchtui.domain.choices import Weekday
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.help import HelpScreen
from stretchtui.tui.screens.plan import PlanScreen
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.screens.settings import SETTINGS, SettingList, SettingsScreen
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.scale_field import ScaleField
from tests.support import MORNING
from tests.tui.harness import Morning, morning, question, session
from tests.tui.test_screens import note_session

TODAY = MORNING.date()


async def click_on(hand: Morning, widget: Widget, sign: str, *, line: int = 0) -> None:
    """Click on a sign that a widget shows in a line."""
    drawn = "".join(segment.text for segment in widget.render_line(line))
    assert sign in drawn, drawn
    left, top = widget.content_region.offset - widget.region.offset
    await hand.click(widget, left + drawn.index(sign), top + line)


async def test_in_the_settings_the_left_arrow_goes_back_the_right_one_on_and_the_name_only_chooses(
    tmp_path: Path,
) -> None:
    async with morning(tmp_path, front=SettingsScreen) as hand:
        rows = hand.app.screen.query_one(SettingList)
        row = next(number for number, setting in enumerate(SETTINGS) if setting.key == "goal_days")
        seen = []
        for sign in ("Goal", "‹", "‹", "›", "days"):
            await click_on(hand, rows, sign, line=row)
            seen.append((rows.highlighted, hand.app.context.config.goal_days))
        assert seen == [(row, 3), (row, 2), (row, 1), (row, 2), (row, 2)]
        await hand.press("home")
        reached = []
        for key in ("down", "j", "up", "k", "k", "j", "end", "home"):
            await hand.press(key)
            reached.append(rows.highlighted)
        last = len(SETTINGS) - 1
        assert reached == [1, 2, 1, 0, last, 0, last, 0], "every row is reached and left by keys, too"


async def wheel(hand: Morning, widget: Widget, kind: type[events.MouseScrollDown | events.MouseScrollUp]) -> None:
    """Turn the wheel by one notch over a widget."""
    x, y = widget.region.offset
    at = {"x": x, "y": y, "screen_x": x, "screen_y": y, "delta_x": 0, "delta_y": 1, "button": 0}
    hand.app.screen.post_message(kind(widget, **at, shift=False, meta=False, ctrl=False))
    await hand.shown()


async def test_the_calendar_goes_both_ways_by_arrow_and_by_wheel(tmp_path: Path) -> None:
    async with morning(tmp_path, front=CalendarScreen) as hand:
        screen = hand.app.screen
        assert isinstance(screen, CalendarScreen)
        for keys, before, after in (
            ("", date(2026, 10, 22), date(2026, 12, 22)),
            ("y", date(2025, 11, 22), date(2027, 11, 22)),
        ):
            await hand.press(*keys)
            days = []
            for step in ("‹", "›", "›", events.MouseScrollUp, events.MouseScrollUp, events.MouseScrollDown):
                if isinstance(step, str):
                    await click_on(hand, screen.query_one("#turn-back" if step == "‹" else "#turn-on"), step)
                else:
                    await wheel(hand, screen.view, step)
                days.append(screen.view.day)
            assert days == [before, TODAY, after, TODAY, before, TODAY]
        await hand.press("y", "a")
        field = hand.app.screen.query_one("#form-outcome", ChoiceField)
        seen = []
        for sign in ("›", "›", "‹", "Outcome", "partial"):
            await click_on(hand, field, sign)
            seen.append(field.value)
        assert seen == ["partial", "stopped-pain", "partial", "partial", "partial"], "only arrows change a choice"


async def test_the_help_turns_by_its_tabs_and_the_plan_by_its_days(tmp_path: Path) -> None:
    note_session(tmp_path, date(2026, 11, 20))
    async with morning(tmp_path) as hand:
        await click_on(hand, hand.app.screen.query_one("#if-then"), "plan")
        assert isinstance(hand.app.screen, PlanScreen)
        days = hand.app.screen.query_one("#plan-days", Static)
        await click_on(hand, days, "Tue")
        await click_on(hand, days, "Mon")
        await hand.press("enter")
        assert hand.app.context.config.plan_days == (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
        await hand.press("question_mark")
        assert isinstance(hand.app.screen, HelpScreen)
        tabs = hand.app.screen.query_one(Tabs)
        await hand.click(tabs.query_one("#--content-tab-help-about"), 1, 0)
        assert tabs.active_tab is not None
        assert tabs.active_tab.label_text == "About"


async def test_a_number_of_a_scale_can_be_clicked_a_large_one_anywhere_in_it(tmp_path: Path) -> None:
    async with morning(tmp_path, front=question) as hand:
        field = hand.app.screen.query_one(ScaleField)
        points = field.query_one("#points")
        for number in (7, 10, 0):
            await click_on(hand, points, f" {number} ")
            assert field.value == number
        await hand.resized(120, 36)
        assert points.size.height == 4
        for at, number in (((7 * 9, 0), 7), ((8 * 9 - 1, 3), 7), ((10 * 9 + 4, 2), 10)):
            await hand.click(points, *at)
            assert field.value == number


async def test_what_a_stop_for_pain_offers_can_be_clicked(tmp_path: Path) -> None:
    async with morning(tmp_path, front=session) as hand:
        screen = hand.app.screen
        assert isinstance(screen, SessionScreen)
        while screen.player.phase.kind is not PhaseKind.HOLD:
            hand.clock.go(1)
            screen.player.advance(screen.context.clock.monotonic())
        hand.clock.go(3)
        await hand.press("x")
        await click_on(hand, screen.query_one("#pain-asked"), " 6 ", line=1)
        pause = screen.player.moment().pain
        assert pause is not None
        assert pause.nrs == 6
        await click_on(hand, screen.query_one("#pain-ways"), "not pain", line=1)
        assert screen.player.moment().pain is None
        await click_on(hand, screen.query_one(KeyLine), "Pause")
        assert screen.player.state.run is RunState.PAUSED
