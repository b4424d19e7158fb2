"""What is due by a routine's plan: on the overview and in the calendar, today and to come."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from stretchtui.domain.due import WeekPlan
from stretchtui.journal import Journal
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.widgets.month_view import MonthView
from tests.bad_files import ROUTINE
from tests.support import MORNING, FakeClock, make_record
from tests.tui.harness import morning

TODAY = MORNING.date()


async def test_what_is_due_stands_on_the_overview_and_on_the_days_to_come(tmp_path: Path) -> None:
    folder = tmp_path / "routines"
    folder.mkdir()
    planned = 'plan = { days = ["sunday", "tuesday"], times = 2 }\n[source]'
    (folder / "evening.toml").write_text(ROUTINE.replace("[source]", planned), encoding="utf-8")
    Journal(tmp_path / "journal", FakeClock().now).add(make_record(TODAY, routine="evening"))
    Journal(tmp_path / "journal", FakeClock().now).add(
        make_record(TODAY - timedelta(days=5), routine="neck", id="0193f0c2-0000-7000-8000-000000000001")
    )
    async with morning(tmp_path, size=(120, 36), plan={"neck": WeekPlan()}, routine="morning-bed") as hand:
        assert hand.text("#if-then") == "Due today: Evening, 1 of 2 done; Neck and shoulders"
        await hand.pilot.click("#if-then", offset=(len("Due today: Ev"), 0))
        await hand.shown()
        assert hand.app.context.routine.id == "evening", "a click on what is due shows it"

        await hand.press("c")
        month = hand.app.screen.query_one(MonthView)
        assert sorted(day for day, cell in month.days.items() if cell.due) == [
            TODAY + timedelta(days=ahead) for ahead in range(9)
        ], "to the month's end, and no day that is over"
        drawn = ["".join(segment.text for segment in month.render_line(y)) for y in range(month.size.height)]
        assert any("24 ○" in line for line in drawn)
        assert any("19 ·" in line for line in drawn)
        assert "○ due" in hand.text("#period")
        assert "Due today: Evening, 1 of 2 done; Neck and shoulders" in hand.text("#day")
        await hand.press("right", "right")
        assert "Due: Evening, twice; Neck and shoulders" in hand.text("#day")
        await hand.press("home", "left")
        assert "Due" not in hand.text("#day"), "nothing was missed"


async def test_a_day_that_is_over_is_due_no_more(tmp_path: Path) -> None:
    plan = {"neck": WeekPlan()}
    async with morning(tmp_path, front=CalendarScreen, plan=plan, routine="morning-bed") as hand:
        screen = hand.app.screen
        assert isinstance(screen, CalendarScreen)
        month = screen.query_one(MonthView)
        await hand.press("right")
        assert month.days[TODAY].due
        hand.clock.go(24 * 3600)
        screen.look_again()
        await hand.press("right")
        assert TODAY not in month.days
        assert month.days[TODAY + timedelta(days=1)].due
