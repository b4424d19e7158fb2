"""What is entered and not saved yet is there after any end of the program, and offered at the next start."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from stretchtui.domain.changes import Changes
from stretchtui.journal.checkpoint import Checkpoints
from stretchtui.journal.journal import Journal
from stretchtui.screens.left_over import LeftOverScreen
from stretchtui.screens.overview import OverviewScreen
from stretchtui.screens.rating import RatingScreen
from stretchtui.screens.session import SessionScreen
from stretchtui.screens.session_form import SessionForm
from stretchtui.screens.stiffness import StiffnessScreen
from tests.screens.harness import Morning, morning
from tests.screens.test_screens import note_session
from tests.support import MORNING


def kill(hand: Morning) -> None:
    """Let the program be dead for the next one: its locks are gone, and it writes nothing more."""
    checkpoints = hand.app.context.checkpoints
    for running in checkpoints._running.values():
        running.lock.release()
    hand.app.context.checkpoints = Checkpoints(checkpoints.folder.parent / "nowhere")


@asynccontextmanager
async def next_start(folder: Path) -> AsyncIterator[Morning]:
    async with morning(folder) as hand:
        hand.clock.go(3600)
        await hand.pilot.pause()
        yield hand


def left(folder: Path) -> int:
    own = Checkpoints(folder / "state" / "sessions")
    return len(own.left_over()) + len(own.forms_left_over())


def other(hand: Morning) -> Journal:
    """Give the journal as another program has it."""
    return Journal(hand.app.context.locations.journal, hand.clock.now)


async def to_rating(hand: Morning) -> None:
    await hand.press("enter", "6", "enter")
    await hand.play_out()
    assert isinstance(hand.app.screen, RatingScreen)


async def killed_while_rating(folder: Path) -> None:
    """Rate a session and be killed in the middle of the note."""
    async with morning(folder) as hand:
        await to_rating(hand)
        await hand.press("3", "enter", "4", "tab", *"so")
        hand.clock.go(1)
        await hand.press("m")
        assert (hand.records()[0].stiffness_after, hand.records()[0].note) == (None, "")
        kill(hand)


async def test_a_rating_is_gone_on_with_as_it_was_entered(tmp_path: Path) -> None:
    await killed_while_rating(tmp_path)
    async with next_start(tmp_path) as hand:
        assert isinstance(hand.app.screen, LeftOverScreen)
        told = hand.text("#confirm-detail")
        assert 'Entered since: stiffness after 3, comfort 4 and the note "som".' in told
        await hand.press("r")
        assert isinstance(hand.app.screen, RatingScreen)
        await hand.press("ctrl+s")
        (record,) = hand.records()
        assert (record.stiffness_before, record.stiffness_after, record.comfort, record.note) == (6, 3, 4, "som")
        assert isinstance(hand.app.screen, OverviewScreen)
    assert left(tmp_path) == 0


@pytest.mark.parametrize(("keys", "expected"), [(("k",), (3, 4, "som")), (("d", "y"), (None, None, ""))])
async def test_a_rating_is_kept_or_discarded_and_the_session_stays(
    tmp_path: Path, keys: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    await killed_while_rating(tmp_path)
    async with next_start(tmp_path) as hand:
        await hand.press(*keys)
        (record,) = hand.records()
        assert (record.stiffness_after, record.comfort, record.note) == expected
    assert left(tmp_path) == 0


async def test_a_kept_rating_changes_only_what_was_entered_and_nothing_that_was_changed_since(tmp_path: Path) -> None:
    await killed_while_rating(tmp_path)
    async with morning(tmp_path) as hand:
        hand.clock.go(3600)
        (record,) = hand.records()
        other(hand).save(record, Changes(values={"note": "newer", "stiffness_before": 2}))
        await hand.press("k")
        (record,) = hand.records()
        assert (record.stiffness_before, record.stiffness_after, record.comfort, record.note) == (2, 3, 4, "newer")


async def test_what_the_journal_has_by_now_is_not_offered_again(tmp_path: Path) -> None:
    await killed_while_rating(tmp_path)
    async with morning(tmp_path) as hand:
        (record,) = hand.records()
        other(hand).save(record, Changes(values={"stiffness_after": 3, "comfort": 4, "note": "som"}))
        kill(hand)
    async with next_start(tmp_path) as hand:
        assert isinstance(hand.app.screen, OverviewScreen)
    assert left(tmp_path) == 0


async def test_a_session_deleted_since_is_said_to_be_and_comes_back_with_its_rating(tmp_path: Path) -> None:
    await killed_while_rating(tmp_path)
    async with morning(tmp_path) as hand:
        other(hand).delete(hand.records()[0].id)
        kill(hand)
    async with next_start(tmp_path) as hand:
        assert "deleted from the journal meanwhile" in hand.text("#confirm-detail")
        await hand.press("k")
        assert [record.comfort for record in hand.records()] == [4]


async def test_saving_a_rating_leaves_nothing_over(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await to_rating(hand)
        await hand.press("3", "ctrl+s")
        kill(hand)
    assert left(tmp_path) == 0


async def test_the_answer_before_a_session_is_kept_until_the_session_is_there(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("enter", "6")
        assert isinstance(hand.app.screen, StiffnessScreen)
        kill(hand)
    async with next_start(tmp_path) as hand:
        assert hand.text("#confirm-detail") == "It stopped at 07:02 before it began."
        await hand.press("r")
        session = hand.app.screen
        assert isinstance(session, SessionScreen)
        assert session.record().stiffness_before == 6


async def test_going_back_from_the_question_leaves_nothing_over(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("enter", "6", "escape")
        kill(hand)
    assert left(tmp_path) == 0


async def test_a_session_begins_when_the_question_is_over(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("enter", "6")
        hand.clock.go(20)
        await hand.press("enter")
        session = hand.app.screen
        assert isinstance(session, SessionScreen)
        assert session.record().started_at == MORNING.add(seconds=20)


async def edit_and_be_killed(folder: Path, *keys: str) -> None:
    """Open the edit form of a session, type, and be killed."""
    note_session(folder, MORNING.date(), stiffness_before=6, comfort=2, note="old")
    async with morning(folder) as hand:
        await hand.press("c", "e")
        assert isinstance(hand.app.screen, SessionForm)
        hand.clock.go(2)
        hand.app.screen.query_one("#note").focus()
        await hand.press(*keys)
        hand.clock.go(2)
        await hand.press("z")
        kill(hand)


async def test_an_edit_is_gone_on_with_and_what_was_not_touched_is_as_it_is_by_then(tmp_path: Path) -> None:
    await edit_and_be_killed(tmp_path, *"new")
    async with morning(tmp_path) as hand:
        hand.clock.go(3600)
        other(hand).save(hand.records()[0], Changes(values={"comfort": 5}))
        assert "Changes to a session are not saved" in hand.text("#confirm-question")
        await hand.press("r")
        form = hand.app.screen
        assert isinstance(form, SessionForm)
        assert (form.entries().note, form.entries().ratings["comfort"]) == ("newzold", 5)
        await hand.press("ctrl+s")
        (record,) = hand.records()
        assert (record.note, record.comfort, record.stiffness_before) == ("newzold", 5, 6)
    assert left(tmp_path) == 0


@pytest.mark.parametrize(("keys", "note"), [(("k",), "newzold"), (("d", "y"), "old")])
async def test_an_edit_is_kept_by_its_fields_or_discarded(tmp_path: Path, keys: tuple[str, ...], note: str) -> None:
    await edit_and_be_killed(tmp_path, *"new")
    async with morning(tmp_path) as hand:
        hand.clock.go(3600)
        other(hand).save(hand.records()[0], Changes(values={"comfort": 5}))
        await hand.press(*keys)
        (record,) = hand.records()
        assert (record.note, record.comfort) == (note, 5)
    assert left(tmp_path) == 0


async def test_a_session_being_added_comes_back_with_a_day_that_is_half_written(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("c", "a")
        hand.clock.go(2)
        hand.app.screen.query_one("#form-day", Input).focus()
        await hand.press("end", "backspace")
        hand.clock.go(2)
        await hand.press("tab")
        kill(hand)
    async with next_start(tmp_path) as hand:
        assert hand.text("#confirm-question") == "A session that you were adding is not saved"
        await hand.press("k")
        assert hand.records() == []
        kill(hand)
    assert left(tmp_path) == 1, "what cannot be kept is there still"
    async with next_start(tmp_path) as hand:
        await hand.press("r")
        form = hand.app.screen
        assert isinstance(form, SessionForm)
        assert form.entries().day == "2026-11-2"
        form.query_one("#form-day", Input).value = "2026-11-21"
        await hand.press("ctrl+s")
        assert [f"{record.day}" for record in hand.records()] == ["2026-11-21"]
    assert left(tmp_path) == 0


@pytest.mark.parametrize("leaving", [("ctrl+s",), ("escape", "y")])
async def test_saving_and_leaving_on_purpose_leave_nothing_over(tmp_path: Path, leaving: tuple[str, ...]) -> None:
    note_session(tmp_path, MORNING.date())
    async with morning(tmp_path) as hand:
        await hand.press("c", "e")
        hand.clock.go(2)
        await hand.press("right")
        assert len(list((tmp_path / "state" / "sessions").glob("*.checkpoint"))) == 1
        await hand.press(*leaving)
        kill(hand)
    assert left(tmp_path) == 0


async def test_leaving_the_program_keeps_what_stands_in_a_form(tmp_path: Path) -> None:
    note_session(tmp_path, MORNING.date())
    async with morning(tmp_path) as hand:
        await hand.press("c", "e")
        hand.clock.go(2)
        await hand.press("right", "ctrl+q")
        kill(hand)
    assert left(tmp_path) == 1


async def test_nothing_runs_while_nothing_changes(tmp_path: Path) -> None:
    note_session(tmp_path, MORNING.date())
    async with morning(tmp_path) as hand:
        await hand.press("c", "e")
        form = hand.app.screen
        assert isinstance(form, SessionForm)
        assert form._draft_timer is None
        hand.clock.go(2)
        await hand.press("right")
        assert form._draft_timer is None
