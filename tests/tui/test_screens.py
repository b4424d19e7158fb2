"""Overview, ratings, calendar, help and settings: what they show and what their keys do."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from pathlib import Path

from textual import events
from textual.command import CommandList, CommandPalette
from textual.widgets import TabbedContent

from stretchtui import config
from stretchtui.domain.record import Outcome, RecordSource, SessionRecord, new_id
from stretchtui.journal import Journal
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.help import HelpScreen
from stretchtui.tui.screens.overview import DEMONSTRATION_FRAMES_A_SECOND, RESTS_AFTER_S, OverviewScreen
from stretchtui.tui.widgets.exercise_list import ExerciseList, ExerciseRows
from stretchtui.tui.widgets.figure_view import FigureView
from stretchtui.tui.widgets.month_view import MonthView
from stretchtui.words.labels import WELLNESS_NOTICE
from stretchtui.words.overview import NOT_IN_SHORT
from tests.support import MORNING
from tests.tui.harness import Blank, morning, moving

calendar = partial(morning, front=CalendarScreen)


def note_session(folder: Path, day: date, outcome: Outcome = Outcome.COMPLETED, **fields: object) -> SessionRecord:
    """Write a session from memory into the journal of a test."""
    started_at = MORNING.set(year=day.year, month=day.month, day=day.day)
    record = SessionRecord(
        id=new_id(started_at, day.toordinal().to_bytes(10, "big")),
        day=day,
        started_at=started_at,
        timezone="Europe/Paris",
        routine="morning-bed",
        outcome=outcome,
        updated_at=started_at,
        source=RecordSource.MANUAL,
        **fields,  # type: ignore[arg-type]
    )
    return Journal(folder / "journal", lambda: MORNING).add(record)


# --- overview -----------------------------------------------------------------------------


async def test_the_overview_names_routine_doses_and_week_and_follows_what_is_chosen_and_the_day(tmp_path: Path) -> None:
    note_session(tmp_path, date(2026, 11, 18), stiffness_before=6, stiffness_after=4)
    async with morning(tmp_path) as hand:
        screen = hand.app.screen
        assert isinstance(screen, OverviewScreen)
        assert hand.text("#title").startswith("Morning bed routine  1 of ")
        assert "Michelle" in hand.text("#source")
        assert hand.text("#plan") == "6 min  standard, 6 exercises"
        assert "1 day this week, goal of 3" in hand.text("#week")
        assert hand.text("#last") == "Last: 18 November, completed, stiffness 6 → 4"
        rows = screen.query_one(ExerciseRows)
        assert [text.splitlines()[0] for text in rows.texts] == [
            "1  Lumbar rotations: knee rolls",
            "2  Posterior pelvic tilt: back press",
            "3  Knee to chest",
            "4  Hamstring stretch: back of the thigh",
            "5  Bed bridge",
            "6  Both knees to chest",
        ]
        assert "hold 13 s, left, then right" in rows.texts[2]

        await hand.press("l")
        assert "full" in hand.text("#plan")
        assert config.load(tmp_path / "config.toml")[0].level == "full", "the level is kept for other mornings"
        await hand.press("r")
        assert "short version" in hand.text("#plan")
        assert [text.endswith(NOT_IN_SHORT) for text in rows.texts].count(True) == 3

        await hand.press("down", "j")
        assert screen.query_one(ExerciseList).exercise.id == "knee-to-chest"
        detail = hand.text("#detail-text")
        assert "if that is comfortable" in detail
        assert "osteoporosis" in detail
        await hand.press("k", "up", "up")
        assert "At least one foot stays on the mattress." in hand.text("#detail-text")
        for size, line in (((80, 24), 9), ((120, 36), 19)):
            await hand.resized(*size)
            await hand.press("up")
            await hand.click(rows, 5, line)
            assert screen.query_one(ExerciseList).exercise.id == "bed-bridge"

        note_session(tmp_path, date(2026, 11, 22))
        hand.clock.go(24 * 3600)  # from a Sunday to a Monday
        screen.look_again()
        assert "0 days this week, goal of 3" in hand.text("#week")
        assert "yesterday" in hand.text("#last").lower()


async def test_a_full_week_and_a_long_last_session_both_have_room(tmp_path: Path) -> None:
    pain = {"outcome": Outcome.STOPPED_PAIN, "stiffness_before": 10, "stiffness_after": 10}
    for day in range(16, 21):
        note_session(tmp_path, date(2026, 11, day), **(pain if day == 20 else {}))  # type: ignore[arg-type]
    async with morning(tmp_path, size=(120, 24)) as hand:
        for columns, said in ((120, "20 November, stopped for pain, stiffness"), (80, "20 Nov, stopped")):
            await hand.resized(columns, 24)
            assert hand.text("#week") == "●●●● 4 days this week, goal of 3 reached"
            assert said in hand.text("#last")
            for line in ("#week", "#last"):
                assert len(hand.text(line)) <= hand.app.screen.query_one(line).size.width


async def test_figures_move_when_a_person_comes_to_them_and_then_rest(tmp_path: Path) -> None:
    async with moving(tmp_path) as hand:
        figure = hand.app.screen.query_one("#overview-figure", FigureView)
        assert figure.reach == 1.0, "nobody has moved yet"
        await hand.press("down")
        hand.clock.go(1.0)
        await hand.until(lambda: 0 < figure.reach < 1)
        hand.clock.go(RESTS_AFTER_S)

        def at_the_end() -> bool:
            hand.clock.go(0.1)
            return figure.reach == 1.0

        await hand.until(at_the_end)
        later = asyncio.Event()
        hand.clock.go(4.0)  # from the end position half a movement on, if it still went on
        hand.app.set_timer(3 / DEMONSTRATION_FRAMES_A_SECOND, later.set)
        await later.wait()
        assert figure.reach == 1.0
        await hand.press("up")
        await hand.until(lambda: figure.reach < 1)


async def test_a_damaged_month_is_told_and_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    damaged = tmp_path / "journal" / "2026-11.json"
    damaged.write_bytes(b'{"sessions": {')
    async with morning(tmp_path) as hand:
        assert isinstance(hand.app.screen, OverviewScreen)
        assert any("2026-11.json" in notice.message for notice in hand.told)
        kept = [path.read_bytes() for path in damaged.parent.rglob("*") if path.is_file()]
        assert b'{"sessions": {' in kept, "the damaged bytes are still there"


# --- calendar -----------------------------------------------------------------------------


async def test_the_calendar_tells_days_apart_shows_the_chosen_one_and_turns(tmp_path: Path) -> None:
    note_session(tmp_path, date(2026, 11, 17), stiffness_before=7, stiffness_after=4, comfort=3, note="[/] slept badly")
    note_session(tmp_path, date(2026, 10, 17))
    note_session(tmp_path, date(2026, 11, 18), Outcome.PARTIAL)
    note_session(tmp_path, date(2026, 11, 19), Outcome.STOPPED_PAIN)
    async with calendar(tmp_path) as hand:
        month = hand.app.screen.query_one(MonthView)
        lines = ["".join(segment.text for segment in month.render_line(y)) for y in range(month.size.height)]
        (week,) = (line for line in lines if "[22]" in line)
        assert "17 ●" in week
        assert "18 ◐" in week
        assert "19 ▲" in week
        assert "20 ·" in week
        assert week.rstrip().endswith(" 2"), "the week has two days done"
        assert any("7→4" in line for line in lines)
        await hand.press("left", "left", "left", "left", "left")
        text = hand.text("#day")
        assert "Tuesday 17 November 2026" in text
        assert "Stiffness 7 → 4" in text
        assert "3 of 5, all right" in text
        assert "[/] slept badly" in text
        await hand.press("pageup")
        assert hand.text("#month-name") == "October 2026"
        assert "completed" in hand.text("#day")
        await hand.press("pagedown", "pagedown", "home")
        assert hand.text("#month-name") == "November 2026"
        assert "No session on this day." in hand.text("#day")
        await hand.pilot.click(MonthView, offset=(6, 4))
        assert month.day == date(2026, 11, 3)


async def test_a_calendar_that_stays_open_shows_the_new_day_and_what_another_program_changes(tmp_path: Path) -> None:
    async with calendar(tmp_path) as hand:
        screen = hand.app.screen
        assert isinstance(screen, CalendarScreen)
        assert "No session on this day" in hand.text("#day")
        note_session(tmp_path, MORNING.date())
        screen.look_again()
        assert "No session on this day" not in hand.text("#day")
        month = screen.query_one(MonthView)
        hand.clock.go(20.5 * 3600)
        screen.look_again()
        assert month.today == date(2026, 11, 22), "half past three still belongs to the evening"
        hand.clock.go(3600)
        screen.look_again()
        assert (month.today, month.day) == (date(2026, 11, 23), date(2026, 11, 23))


async def test_on_a_small_screen_enter_opens_the_day_and_q_goes_back(tmp_path: Path) -> None:
    note_session(tmp_path, MORNING.date())
    async with calendar(tmp_path, size=(40, 15)) as hand:
        assert not hand.app.screen.query_one("#day-side").display
        await hand.press("enter")
        assert hand.app.screen.query_one("#day-side").display
        await hand.press("q")
        assert not hand.app.screen.query_one("#day-side").display


async def test_a_plan_is_asked_for_once_after_the_first_session_and_kept(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = hand.app.screen
        assert isinstance(screen, OverviewScreen)
        assert not screen.query_one("#if-then").display
        note_session(tmp_path, date(2026, 11, 20))
        screen.refresh_all()
        assert "w makes a plan" in hand.text("#if-then")
        await hand.press("w", "escape")
        assert hand.app.context.config.plan_days is None, "later leaves it open"
        await hand.press("w", "right", "space", "left", "space", "enter")
        assert hand.text("#if-then") == "After I wake on Tue, Wed, Fri, I will stretch before I get up."
        assert 'plan_days = ["tuesday", "wednesday", "friday"]' in (tmp_path / "config.toml").read_text()
        await hand.press("w", "n")
        assert not hand.app.screen.query_one("#if-then").display
        assert "plan_days = []" in (tmp_path / "config.toml").read_text()
    settings, complaints = config.load(tmp_path / "config.toml")
    assert (settings.plan_days, complaints) == ((), ())


# --- help, settings, palette --------------------------------------------------------------


async def test_help_has_keys_wellness_and_urgent_care(tmp_path: Path) -> None:
    async with morning(tmp_path, emergency_number="112", keys={"session-pause": "f5,ctrl+g", "no-such": "z"}) as hand:
        await hand.press("question_mark")
        assert isinstance(hand.app.screen, HelpScreen)
        pages = [str(page.content) for page in hand.app.screen.query(".help-text")]  # type: ignore[attr-defined]
        assert "\nF5 or ctrl+g          pause, or go on\n" in pages[0]
        assert "stop: it hurts" in pages[0]
        assert WELLNESS_NOTICE in pages[1]
        assert "lost control of your bladder or bowel" in pages[2]
        assert "Call 112" in pages[2]
        await hand.press("right", "right")
        assert hand.app.screen.query_one(TabbedContent).active == "help-urgent"
        await hand.press("q")
        assert isinstance(hand.app.screen, OverviewScreen)


async def test_settings_are_saved_at_once_and_keep_what_else_is_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("# mine\nfuture = 1\n")
    async with morning(tmp_path) as hand:
        await hand.press("s", "k")
        before = hand.app.theme
        await hand.press("left")
        assert hand.app.theme != before, "the last one, at once"
        assert config.load(tmp_path / "config.toml")[0].theme == hand.app.theme
        await hand.press(*"jjjjjj", "right")
        assert hand.app.context.config.goal_days == 4
        text = (tmp_path / "config.toml").read_text()
        assert "# mine" in text
        assert "future = 1" in text
        assert config.load(tmp_path / "config.toml")[0].goal_days == 4
        await hand.press("q")
        assert "0 days this week, goal of 4" in hand.text("#week")


async def test_a_theme_that_does_not_exist_is_told_once_and_not_shown_as_chosen(tmp_path: Path) -> None:
    async with morning(tmp_path, front=Blank, theme="[@click=app.quit]x[/]") as hand:
        (told,) = [notice.message for notice in hand.told]
        names = ", ".join(sorted(hand.app.available_themes))
        assert told == f"There is no theme '[@click=app.quit]x[/]'; showing dawn. There are: {names}."
        assert {"dawn", "daylight"} <= {*names.split(", ")}
        assert (hand.app.theme, hand.app.context.config.theme) == ("dawn", "dawn")


async def test_the_palette_has_the_actions_of_the_screen_and_runs_them(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("ctrl+p")
        for x, y in ((500, 500), (1, 23)):  # where a window was that became smaller, and beside the palette
            assert isinstance(hand.app.screen, CommandPalette)
            at = {"x": x, "y": y, "screen_x": x, "screen_y": y, "delta_x": 0, "delta_y": 0, "button": 1}
            hand.app.screen.post_message(events.Click(None, **at, shift=False, meta=False, ctrl=False))
            await hand.shown()
        assert isinstance(hand.app.screen, OverviewScreen)
        await hand.press("ctrl+p")
        commands = hand.app.screen.query_one(CommandList)
        await hand.until(lambda: commands.option_count > 5)
        offered = [str(commands.get_option_at_index(at).prompt) for at in range(commands.option_count)]
        assert offered[0].startswith("Start")
        assert not any("creenshot" in name for name in offered)  # it would show health data to whoever reads the file
        hand.app.screen.dismiss()
        hand.app.action_command_palette()  # before the first one is gone altogether
        await hand.shown()
        await hand.press(*"Calendar")
        options = hand.app.screen.query_one(CommandList)
        await hand.until(lambda: options.option_count == 1)
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, CalendarScreen))
        assert hand.text("#month-name") == "November 2026"
