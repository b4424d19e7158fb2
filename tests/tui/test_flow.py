"""A whole morning with the keys, from the overview to the calendar."""

from __future__ import annotations

from pathlib import Path

from stretchtui.domain.calendar import DayMark
from stretchtui.domain.record import ExerciseOutcome, Outcome
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.day_text import day_text
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.rate_before import RateBeforeScreen
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.widgets.month_view import MonthView
from stretchtui.tui.widgets.notice import Notice
from stretchtui.tui.widgets.scale_field import ScaleField
from stretchtui.words.labels import WELLNESS_NOTICE
from tests.support import MORNING
from tests.tui.harness import morning, rating


def checkpoints(folder: Path) -> int:
    return len(list((folder / "state" / "sessions").glob("*.checkpoint")))


async def test_enter_leads_untouched_to_the_rating_and_saving_to_the_calendar(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("enter")
        assert isinstance(hand.app.screen, RateBeforeScreen)
        hand.clock.go(20)
        await hand.press("6", "enter")
        assert isinstance(hand.app.screen, SessionScreen)
        await hand.wait(60)
        assert checkpoints(tmp_path) == 1
        await hand.play_out()
        assert isinstance(hand.app.screen, RateAfterScreen)
        (record,) = hand.records()
        assert record.outcome is Outcome.COMPLETED, "it is saved before it is rated"
        assert record.started_at == MORNING.add(seconds=20), "it began when the question was over"
        assert checkpoints(tmp_path) == 0
        await hand.press("3", "enter", "4", "enter", "enter")
        assert isinstance(hand.app.screen, CalendarScreen)
        month = hand.app.screen.query_one(MonthView)
        assert month.days[MORNING.date()].mark is DayMark.COMPLETED
        (record,) = hand.records()
        assert record.outcome is Outcome.COMPLETED
        assert (record.stiffness_before, record.stiffness_after, record.comfort) == (6, 3, 4)
        assert {entry.outcome for entry in record.exercises} == {ExerciseOutcome.DONE}
        await hand.press("q")
        assert isinstance(hand.app.screen, OverviewScreen)
        assert "1 day this week, goal of 3" in hand.text("#week")
        assert "stiffness 6 → 3" in hand.text("#last")


async def test_the_first_question_answers_itself_in_time_and_going_back_from_it_starts_nothing(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("enter", "q")
        assert isinstance(hand.app.screen, OverviewScreen)
        assert hand.records() == []

        await hand.press("enter")
        await hand.wait(31)
        assert isinstance(hand.app.screen, SessionScreen), "nobody has touched the question"
        assert hand.app.screen.record().stiffness_before is None
        await hand.press("q", "y")

        await hand.press("enter", "ctrl+p")
        hand.clock.go(31)
        await hand.press("escape")
        await hand.wait(31)
        assert isinstance(hand.app.screen, RateBeforeScreen), "nothing begins behind something else, or right after it"
        await hand.press("q")

        await hand.press("enter", "1", "0")
        field = hand.app.screen.query_one(ScaleField)
        assert field.value == 10
        assert hand.text("#ends").startswith("0 no stiffness")
        assert hand.text("#ends").endswith("10 worst imaginable")
        await hand.press("left", "left")
        assert field.value == 8
        await hand.press("backspace")
        assert field.value is None
        assert hand.text("#answer") == "not rated"
        await hand.wait(29)
        assert isinstance(hand.app.screen, RateBeforeScreen), "taken back, it has the whole time again"
        await hand.press("6")
        assert "It begins by itself in 0:10." in hand.text("#begin")
        await hand.wait(9)
        assert isinstance(hand.app.screen, RateBeforeScreen)
        await hand.wait(2)
        assert isinstance(hand.app.screen, SessionScreen)
        assert hand.app.screen.record().stiffness_before == 6


async def test_at_a_first_start_nothing_begins_before_a_key_has_answered_the_notice(tmp_path: Path) -> None:
    async with morning(tmp_path, show_notice=True) as hand:
        assert WELLNESS_NOTICE in str(hand.app.screen.query_one(Notice).content)
        answered = tmp_path / "state" / "notice-1"
        assert not answered.exists(), "who is gone before a key was pressed sees it again"
        await hand.press("enter")
        assert answered.exists()
        await hand.wait(600)
        assert isinstance(hand.app.screen, RateBeforeScreen)
        await hand.press("4")
        await hand.wait(11)
        assert isinstance(hand.app.screen, SessionScreen)


async def test_leaving_the_rating_any_way_keeps_what_was_entered(tmp_path: Path) -> None:
    async with morning(tmp_path, front=rating) as hand:
        for number, leave in enumerate(("q", "escape", "ctrl+s")):
            if number:
                await hand.app.push_screen(rating(hand.app.context))
            await hand.press(f"{number}", leave)
            record = hand.records()[-1]
            assert (len(hand.records()), record.stiffness_after, record.comfort) == (number + 1, number, None)


async def test_a_note_of_several_lines_is_kept_and_made_harmless(tmp_path: Path) -> None:
    async with morning(tmp_path, front=rating) as hand:
        note = hand.app.screen.query_one("#note")
        note.text = "slept badly [/]\n[@click=app.quit]x[/]\x1b]0;title\x07"  # type: ignore[attr-defined]
        note.focus()
        await hand.press("q", "ctrl+s")
        (record,) = hand.records()
        assert "slept badly [/]\n[@click=app.quit]x[/]" in record.note
        assert "\x1b" not in record.note
        assert "q" in record.note, "q is a letter inside a note"
        assert "slept badly [/]" in day_text(record.day, [record], hand.app.context.library, unicode=True).plain
