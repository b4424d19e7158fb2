"""The calendar: the year, the sessions of a day, and adding, editing, deleting and undoing."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from stretchtui.domain.record import ExerciseOutcome, Outcome, RecordSource, SessionRecord
from stretchtui.journal import Journal
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.day_edit import AddScreen, EditScreen
from stretchtui.tui.screens.day_panel import DayPanel
from stretchtui.tui.screens.session_form import SessionForm
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.day_view import DayView
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.month_view import MonthView
from stretchtui.tui.widgets.scale_field import ScaleField
from stretchtui.tui.widgets.year_view import YearView
from tests.journal.support import revise
from tests.support import MORNING, make_line
from tests.tui.harness import Morning, morning
from tests.tui.test_screens import note_session

TODAY = MORNING.date()

calendar = partial(morning, front=CalendarScreen)


def book(folder: Path) -> Journal:
    """Open the journal of a test as another program would."""
    return Journal(folder / "journal", lambda: MORNING)


def led(folder: Path, day: date = TODAY, outcomes: Sequence[ExerciseOutcome] = (ExerciseOutcome.DONE,) * 2) -> str:
    """Put a session with lines into the journal; give its id."""
    record = note_session(folder, day, stiffness_before=6, stiffness_after=3, note="old")
    lines = tuple(make_line(outcome) for outcome in outcomes)
    revise(book(folder), replace(record, exercises=lines, source=RecordSource.TIMER, extra={"mood": "calm"}))
    return record.id


def twice(folder: Path) -> tuple[SessionRecord, SessionRecord]:
    """Put two sessions of today into the journal: at 6 and as always."""
    late = note_session(folder, TODAY, note="late")
    early = replace(late, id="early", started_at=MORNING.set(hour=6), outcome=Outcome.PARTIAL, note="early")
    return book(folder).add(early), late


def lines_of(view: DayView) -> list[str]:
    """Give what a view draws, line by line."""
    return ["".join(segment.text for segment in view.render_line(y)) for y in range(view.size.height)]


def year_read(hand: Morning) -> bool:
    screen = hand.app.screen
    return isinstance(screen, CalendarScreen) and screen.year_read is not None


def footer(hand: Morning) -> set[str]:
    """Give the keys that the footer shows."""
    return {key.word for key in hand.app.screen.query_one(KeyLine).keys}


def form(hand: Morning) -> SessionForm:
    screen = hand.app.screen
    assert isinstance(screen, SessionForm)
    return screen


def enter(hand: Morning, **fields: str) -> None:
    """Type into the fields of the form."""
    for name, text in fields.items():
        if name == "note":
            form(hand).query_one("#note", TextArea).text = text
        else:
            form(hand).query_one(f"#form-{name}", Input).value = text


# --- month --------------------------------------------------------------------------------


async def test_today_and_every_glyph_are_whole_in_any_window(tmp_path: Path) -> None:
    note_session(tmp_path, date(2026, 11, 20), Outcome.STOPPED_PAIN)
    note_session(tmp_path, TODAY)
    async with calendar(tmp_path) as hand:
        for size in ((36, 12), (40, 15), (80, 24), (120, 36)):
            await hand.pilot.resize_terminal(*size)
            lines = lines_of(hand.app.screen.query_one(MonthView))
            (week,) = (line for line in lines if "[22]●" in line)
            assert "20 ▲" in week
            assert any(line.startswith(" 30 ·") for line in lines), f"the last week is there at {size}"


async def test_a_filled_week_is_filled_and_an_empty_one_says_nothing(tmp_path: Path) -> None:
    for day in (9, 10, 11, 12):
        note_session(tmp_path, date(2026, 11, day))
    async with calendar(tmp_path) as hand:
        lines = lines_of(hand.app.screen.query_one(MonthView))
        assert [line[35:].strip() for line in lines if line[:5].strip()] == ["days", "", "4 ✓", "", "", ""]
        assert hand.text("#week-count") == "○○○ 0 days this week, goal of 3"
        await hand.press("up")
        assert hand.text("#week-count") == "●●●● 4 days that week, goal of 3 reached"
        await hand.press("up")
        assert hand.text("#week-count") == "", "a week that is over without a session is not held against anybody"
        assert "4 days done, 4 sessions" in hand.text("#period")


# --- year ---------------------------------------------------------------------------------


async def test_the_year_tells_days_apart_goes_by_clicks_and_turns_overnight(tmp_path: Path) -> None:
    note_session(tmp_path, date(2026, 1, 1))
    note_session(tmp_path, date(2026, 11, 9), Outcome.PARTIAL)
    note_session(tmp_path, date(2026, 11, 16), Outcome.STOPPED_PAIN)
    async with calendar(tmp_path) as hand:
        screen = hand.app.screen
        assert isinstance(screen, CalendarScreen)
        await hand.press("y")
        await hand.until(lambda: year_read(hand))
        year = screen.query_one(YearView)
        head, *days, _ = lines_of(year)
        assert head.split() == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        assert [line[:4] for line in days] == ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "]
        assert_told_apart(year, "●◐▲·↑")
        text = hand.text("#period")
        assert "1 completed" in text
        assert "1 stopped for pain" in text
        assert "2 days done, 3 sessions" in text

        await hand.click(year, 4 + 1, 1)
        assert year.day == date(2026, 1, 5), "the first Monday"
        await hand.click(year, 4, 1)
        assert year.day == date(2026, 1, 5), "no day of this year is there"
        await hand.resized(120, 36)
        await hand.click(year, 4 + 2 * 2 + 1, 1)
        assert year.day == date(2026, 1, 12)

        await hand.press("home")
        await hand.resized(40, 15)
        assert "Dec" in lines_of(year)[0]
        assert "●" not in lines_of(year)[4]
        year.day = date(2026, 1, 1)
        await hand.shown()
        assert "●" in lines_of(year)[4], "the weeks around the chosen day"
        assert lines_of(year)[0].split()[0] == "Jan"

        await hand.press("home")
        note_session(tmp_path, date(2026, 2, 3))
        hand.clock.go(24 * 3600)
        screen.look_again()
        await hand.until(lambda: "4 sessions" in hand.text("#period"))
        assert year.day == date(2026, 11, 23)
        await hand.press("y")
        assert screen.query_one(MonthView).today == date(2026, 11, 23)


def assert_told_apart(year: YearView, marks: str) -> None:
    """Find a completed, a partial and a painful day, those without a session, and today, by their marks alone."""
    done, partial, pain, nothing, today = marks
    _, *days, foot = lines_of(year)
    assert days[3][4] == done
    assert partial + pain in days[0]
    assert sum(line.count(nothing) for line in days) == 365 - 3
    week = foot.index(today)
    assert (days[6][week], days[0][week]) == (nothing, pain)


async def test_the_year_tells_days_apart_in_ascii(tmp_path: Path) -> None:
    note_session(tmp_path, date(2026, 1, 1))
    note_session(tmp_path, date(2026, 11, 9), Outcome.PARTIAL)
    note_session(tmp_path, date(2026, 11, 16), Outcome.STOPPED_PAIN)
    async with calendar(tmp_path, unicode=False) as hand:
        await hand.press("y")
        await hand.until(lambda: year_read(hand))
        assert_told_apart(hand.app.screen.query_one(YearView), "#/!.^")


async def test_in_the_year_arrows_go_by_week_and_day_and_enter_shows_the_month(tmp_path: Path) -> None:
    note_session(tmp_path, date(2026, 11, 14), note="found")
    async with calendar(tmp_path) as hand:
        screen = hand.app.screen
        assert isinstance(screen, CalendarScreen)
        await hand.press("y", "left", "k")
        year = screen.query_one(YearView)
        assert year.day == date(2026, 11, 14)
        assert "found" in hand.text("#day")
        await hand.press("pageup")
        assert (year.day, hand.text("#month-name")) == (date(2025, 11, 14), "2025")
        await hand.until(lambda: "0 sessions" in hand.text("#period"))
        await hand.press("pagedown", "enter")
        month = screen.query_one(MonthView)
        assert month.has_focus
        assert (month.day, hand.text("#month-name")) == (date(2026, 11, 14), "November 2026")
        await hand.press("y", "home", "q")
        assert (month.day, month.has_focus) == (TODAY, True)
        for end, beyond, page, back in ((date.min, "left", "pageup", "right"), (date.max, "right", "pagedown", "left")):
            screen.view.day = end
            await hand.press(beyond, page, "y", beyond, "y")
            assert screen.view.day == end, "there is no day before the first and none after the last"
            await hand.press(back)
            assert abs((screen.view.day - end).days) == 1


# --- a day --------------------------------------------------------------------------------


async def test_a_session_of_several_is_chosen_deleted_and_brought_back(tmp_path: Path) -> None:
    early, late = twice(tmp_path)
    async with calendar(tmp_path, size=(120, 36)) as hand:
        screen = hand.app.screen
        assert isinstance(screen, CalendarScreen)
        await hand.press("enter")
        panel = screen.query_one(DayPanel)
        assert panel.chosen == late, "the last one at first"
        assert "late" in hand.text("#day")
        await hand.press("up", "up")
        assert panel.chosen == early
        assert "early" in hand.text("#day")
        assert "07:02  ● completed" in hand.text("#day"), "the other one in a line"
        await hand.press("j", "k", "j")
        assert panel.chosen == late
        await hand.click(panel, 6, 2)
        assert panel.chosen == early

        await hand.press("d")
        assert isinstance(hand.app.screen, ConfirmScreen)
        assert hand.text("#confirm-question") == "Delete the session of Sunday 22 November 2026, 06:02?"
        await hand.press("n")
        assert [record.id for record in hand.records()] == [early.id, late.id]
        await hand.press("d", "y")
        assert [record.id for record in hand.records()] == [late.id]
        assert "Undo" in footer(hand)
        await hand.press("q", "home", "pageup", "u")
        assert [record.id for record in hand.records()] == [early.id, late.id]
        assert hand.text("#month-name") == "November 2026"
        assert panel.chosen == hand.records()[0]
        assert "Undo" not in footer(hand)

        note_session(tmp_path, date(2026, 11, 21), note="yesterday")
        screen.look_again()
        await hand.press("enter", "left")
        assert "yesterday" in hand.text("#day"), "the opened day goes to other days"
        assert panel.has_focus
        await hand.press("home", "q")
        assert screen.query_one(MonthView).day == TODAY


# --- adding -------------------------------------------------------------------------------


async def test_a_session_without_the_program_is_added_once_it_can_be(tmp_path: Path) -> None:
    async with calendar(tmp_path) as hand:
        await hand.press("left", "left", "a")
        assert isinstance(hand.app.screen, AddScreen)
        assert hand.text("#form-said") == "Friday 20 November 2026"
        enter(hand, time="02:30")
        await hand.shown()
        assert hand.text("#form-said") == "the night to Saturday 21 November 2026"
        await hand.press("right", "enter", "6", "enter", "3", "enter", "4")
        for day, at, sentence in (
            ("2026-11-2", "07:00", "The day is written as 2026-11-22."),
            ("2026-11-22", "7:5", "The time is written as 07:05."),
            ("2026-11-22", "07:03", "07:03 on that day is still to come."),
            ("2026-11-22", "03:00", "03:00 on that day is still to come."),
        ):
            enter(hand, day=day, time=at, note="at [/] the sea")
            await hand.press("ctrl+s")
            assert hand.text("#form-said") == sentence
            assert form(hand).query_one("#note", TextArea).text == "at [/] the sea"
        assert hand.records() == []

        enter(hand, day="2026-11-20", time="07:30")
        (tmp_path / "journal").write_text("a file where the folder should be")
        await hand.press("ctrl+s")
        assert any("could not be written" in notice.message for notice in hand.told)
        assert form(hand).query_one("#stiffness-before", ScaleField).value == 6
        (tmp_path / "journal").unlink()
        await hand.press("ctrl+s")
        (record,) = hand.records()
        assert (record.day, record.started_at.isoformat()) == (date(2026, 11, 20), "2026-11-20T07:30:00+01:00")
        assert (record.outcome, record.source) == (Outcome.PARTIAL, RecordSource.MANUAL)
        assert (record.stiffness_before, record.stiffness_after, record.comfort) == (6, 3, 4)
        assert record.timezone == "Europe/Paris"
        assert record.note == "at [/] the sea"
        assert "at [/] the sea" in hand.text("#day")


async def test_a_session_of_this_night_belongs_to_the_day_before(tmp_path: Path) -> None:
    async with calendar(tmp_path) as hand:
        hand.clock.go(-5 * 3600)
        await hand.press("a", "ctrl+s")
        (record,) = hand.records()
        assert (record.day, record.started_at) == (date(2026, 11, 21), hand.clock.now())


@pytest.mark.slow
async def test_leaving_asks_only_if_something_would_be_lost(tmp_path: Path) -> None:
    async with calendar(tmp_path) as hand:
        await hand.press("a", "escape")
        assert isinstance(hand.app.screen, CalendarScreen)
        await hand.press("a", "enter", "5", "escape")
        assert isinstance(hand.app.screen, ConfirmScreen)
        await hand.press("n")
        assert form(hand).query_one("#stiffness-before", ScaleField).value == 5
        await hand.press("escape", "y")
        assert isinstance(hand.app.screen, CalendarScreen)
        assert hand.records() == []


# --- editing ------------------------------------------------------------------------------


async def test_editing_changes_what_was_touched_and_loses_nothing(tmp_path: Path) -> None:
    record_id = led(tmp_path)
    async with calendar(tmp_path) as hand:
        await hand.press("e", "enter", "backspace")
        enter(hand, day="2026-10-30", note="new")
        await hand.press("ctrl+s")
        (record,) = hand.records()
        assert (record.id, record.day, record.note) == (record_id, date(2026, 10, 30), "new")
        assert (record.stiffness_before, record.stiffness_after) == (None, 3)
        assert record.started_at.isoformat() == "2026-10-30T07:02:11+01:00"
        assert record.extra == {"mood": "calm"}
        assert record.source is RecordSource.TIMER
        assert len(record.exercises) == 2
        assert record.updated_at.timestamp() >= MORNING.timestamp()
        assert hand.text("#month-name") == "October 2026", "the calendar goes with it"
        assert list(json.loads((tmp_path / "journal" / "2026-10.json").read_text())["sessions"]) == [record_id]


async def test_an_edit_keeps_what_others_changed_meanwhile_and_saving_without_one_writes_nothing(
    tmp_path: Path,
) -> None:
    record_id = led(tmp_path)
    before = (tmp_path / "journal" / "2026-11.json").read_bytes()
    async with calendar(tmp_path) as hand:
        await hand.press("e", "ctrl+s")
        assert isinstance(hand.app.screen, CalendarScreen)
        assert (tmp_path / "journal" / "2026-11.json").read_bytes() == before

        await hand.press("e")
        outcome = form(hand).query_one("#form-outcome", ChoiceField)
        line = form(hand).query_one("#line-1", ChoiceField)
        line.focus()
        await hand.press("left")
        assert (line.value, outcome.value) == ("stopped-pain", "stopped-pain")
        outcome.focus()
        await hand.press("right")
        assert outcome.value == "completed", "set by hand, it follows the exercises no longer"
        line.focus()
        await hand.press("left")
        assert (line.value, outcome.value) == ("skipped", "completed")
        stored = book(tmp_path).get(record_id)
        assert stored is not None
        revise(book(tmp_path), replace(stored, comfort=5, note="from elsewhere"))
        await hand.press("ctrl+s")
        (record,) = hand.records()
        assert [entry.outcome for entry in record.exercises] == [ExerciseOutcome.DONE, ExerciseOutcome.SKIPPED]
        assert (record.outcome, record.comfort, record.note) == (Outcome.COMPLETED, 5, "from elsewhere")

        await hand.press("e", "enter", "9")
        book(tmp_path).delete(record_id)
        await hand.press("ctrl+s")
        assert hand.text("#confirm-question") == "This session was deleted meanwhile"
        assert hand.records() == []
        await hand.press("n")
        assert isinstance(hand.app.screen, EditScreen)
        assert hand.records() == []
        await hand.press("ctrl+s", "y")
        assert isinstance(hand.app.screen, CalendarScreen)
        assert [record.stiffness_before for record in hand.records()] == [9], "it comes back only when that is said"


@pytest.mark.slow
async def test_every_field_is_reached_with_tab_and_with_the_arrows(tmp_path: Path) -> None:
    led(tmp_path)
    async with calendar(tmp_path) as hand:
        await hand.press("e")
        forward = []
        for _ in range(7):
            forward.append(form(hand).focused.id)  # type: ignore[union-attr]
            await hand.press("tab")
        assert forward == ["form-outcome", "stiffness-before", "stiffness-after", "comfort", "note", "line-0", "line-1"]
        await hand.press("up", "up", "up")
        assert form(hand).focused is form(hand).query_one("#note")


@pytest.mark.slow
async def test_hostile_text_is_text_in_day_and_form(tmp_path: Path) -> None:
    record = note_session(tmp_path, TODAY, note="[/] [@click=app.quit]x[/]")
    lines = (replace(make_line(ExerciseOutcome.DONE), exercise="[/] $primary [@click=app.quit]y[/]"),)
    revise(book(tmp_path), replace(record, exercises=lines, routine="[bold]z"))
    async with calendar(tmp_path, size=(120, 36)) as hand:
        assert "[/] [@click=app.quit]x[/]" in hand.text("#day")
        assert "[/] $primary [@click=app.quit]y[/]" in hand.text("#day")
        await hand.press("e")
        assert "[/] $primary [@click" in str(form(hand).query_one("#line-0", ChoiceField).content)


@pytest.mark.slow
async def test_a_year_of_a_huge_journal_shows_soon(tmp_path: Path) -> None:
    from tests.benchmarks.journal import LARGE, fill

    fill(tmp_path / "journal", LARGE, 60)
    async with calendar(tmp_path) as hand:
        started = time.perf_counter()
        await hand.press("y")
        await hand.until(lambda: year_read(hand))
        assert time.perf_counter() - started < 2
        assert "sessions" in hand.text("#period")
