"""What is entered and not saved yet is written down on the way, and the next start offers it."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from stretchtui.domain.history.edits import Changes
from stretchtui.journal import Checkpoints, Journal
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.interrupted import InterruptedScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.rate_before import RateBeforeScreen
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.screens.session_form import SessionForm
from tests.led import RATING, free_locks, interrupted, killed_while_rating
from tests.support import MORNING, make_context
from tests.tui.harness import Blank, Morning, morning, rating
from tests.tui.test_screens import note_session


def kill(hand: Morning) -> None:
    """Let the program be dead for the next one: its locks are gone, and it writes nothing more."""
    free_locks(hand.app.context)
    hand.app.context.checkpoints = Checkpoints(hand.app.context.locations.state / "nowhere")


def left(folder: Path) -> int:
    return len(interrupted(make_context(folder)))


async def test_a_rating_is_written_down_as_it_is_entered(tmp_path: Path) -> None:
    async with morning(tmp_path, front=rating) as hand:
        await hand.press("3", "enter", "4", "tab", *"so")
        hand.clock.go(1)
        await hand.press("m")
        assert (hand.records()[0].stiffness_after, hand.records()[0].note) == (None, "")
        kill(hand)
    (found,) = interrupted(make_context(tmp_path))
    assert {name: getattr(found.record, name) for name in RATING.values} == RATING.values


async def test_a_rating_is_gone_on_with_as_it_was_entered(tmp_path: Path) -> None:
    killed_while_rating(tmp_path)
    async with morning(tmp_path, front=Blank) as hand:
        assert isinstance(hand.app.screen, InterruptedScreen)
        assert hand.text("#confirm-question") == "A rating is not saved yet"
        await hand.press("r")
        assert isinstance(hand.app.screen, RateAfterScreen)
        await hand.press("ctrl+s")
        (record,) = hand.records()
        assert (record.stiffness_before, record.stiffness_after, record.comfort, record.note) == (6, 3, 4, "som")
        assert isinstance(hand.app.screen, Blank)
    assert left(tmp_path) == 0


async def test_the_answer_before_a_session_is_kept_until_the_session_is_there(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("enter", "6", "escape")
        assert left(tmp_path) == 0, "going back leaves nothing over"
        await hand.press("enter", "6")
        assert isinstance(hand.app.screen, RateBeforeScreen)
        kill(hand)
    async with morning(tmp_path, front=Blank) as hand:
        assert hand.text("#confirm-detail") == "It stopped at 07:02 before it began."
        await hand.press("r")
        session = hand.app.screen
        assert isinstance(session, SessionScreen)
        assert session.record().stiffness_before == 6


async def test_an_edit_is_gone_on_with_and_what_was_not_touched_is_as_it_is_by_then(tmp_path: Path) -> None:
    record = note_session(tmp_path, MORNING.date(), stiffness_before=6, comfort=2, note="old")
    async with morning(tmp_path, front=CalendarScreen) as hand:
        await hand.press("e")
        hand.clock.go(2)
        hand.app.screen.query_one("#note").focus()
        await hand.press(*"new")
        hand.clock.go(2)
        await hand.press("z")
        kill(hand)
    Journal(tmp_path / "journal", lambda: MORNING.add(hours=1)).save(record, Changes(values={"comfort": 5}))
    async with morning(tmp_path, front=Blank) as hand:
        assert "Changes to a session are not saved" in hand.text("#confirm-question")
        await hand.press("r")
        form = hand.app.screen
        assert isinstance(form, SessionForm)
        assert (form.entries().note, form.entries().ratings["comfort"]) == ("newzold", 5)
        hand.clock.go(3700)
        await hand.press("ctrl+s")
        (record,) = hand.records()
        assert (record.note, record.comfort, record.stiffness_before) == ("newzold", 5, 6)
    assert left(tmp_path) == 0


async def test_a_session_being_added_comes_back_with_a_day_that_is_half_written(tmp_path: Path) -> None:
    async with morning(tmp_path, front=CalendarScreen) as hand:
        await hand.press("a")
        hand.clock.go(2)
        hand.app.screen.query_one("#form-day", Input).focus()
        await hand.press("end", "backspace")
        hand.clock.go(2)
        await hand.press("tab")
        kill(hand)
    async with morning(tmp_path, front=Blank) as hand:
        assert hand.text("#confirm-question") == "A session that you were adding is not saved"
        await hand.press("r")
        screen = hand.app.screen
        assert isinstance(screen, SessionForm)
        assert screen.entries().day == "2026-11-2"
        screen.query_one("#form-day", Input).value = "2026-11-21"
        await hand.press("ctrl+s")
        assert [f"{record.day}" for record in hand.records()] == ["2026-11-21"]
    assert left(tmp_path) == 0


async def test_leaving_the_program_keeps_what_stands_in_a_form_and_leaving_the_form_on_purpose_nothing(
    tmp_path: Path,
) -> None:
    note_session(tmp_path, MORNING.date())
    async with morning(tmp_path, front=CalendarScreen) as hand:
        for leaving in (("ctrl+s",), ("escape", "y"), ("ctrl+q",)):
            await hand.press("e")
            form = hand.app.screen
            assert isinstance(form, SessionForm)
            assert not form.draft_waits, "nothing runs while nothing changes"
            hand.clock.go(2)
            await hand.press("right")
            assert not form.draft_waits
            assert len(list((tmp_path / "state" / "sessions").glob("*.checkpoint"))) == 1
            await hand.press(*leaving)
            if leaving != ("ctrl+q",):
                assert isinstance(hand.app.screen, CalendarScreen)
                assert list((tmp_path / "state" / "sessions").glob("*.checkpoint")) == []
        kill(hand)
    assert left(tmp_path) == 1
