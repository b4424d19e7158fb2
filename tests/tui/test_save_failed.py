"""A session that the journal does not take is kept in every other way there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from stretchtui.domain.history.edits import Changes
from stretchtui.domain.record import Outcome
from stretchtui.journal import Journal
from stretchtui.tui.screens.interrupted import InterruptedScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.save_failed import SaveFailedScreen
from tests.led import interrupted
from tests.support import MORNING
from tests.tui.harness import Blank, Morning, morning, rating
from tests.tui.test_drafts import kill


def in_the_way(folder: Path) -> Path:
    """Put a file where the journal should be."""
    journal = folder / "journal"
    journal.write_text("a file where the folder should be")
    return journal


@asynccontextmanager
async def refused(folder: Path) -> AsyncIterator[Morning]:
    """Rate a session, and find that the journal cannot be written."""
    in_the_way(folder)
    async with morning(folder, front=rating) as hand:
        await hand.press("3", "enter", "4", "ctrl+s")
        assert isinstance(hand.app.screen, SaveFailedScreen)
        yield hand


def left(hand: Morning) -> bool:
    """Tell whether the session is over and done with."""
    return not isinstance(hand.app.screen, RateAfterScreen | SaveFailedScreen)


async def test_it_says_why_gives_the_text_to_the_clipboard_and_loses_nothing_until_a_folder_takes_it(
    tmp_path: Path,
) -> None:
    async with refused(tmp_path) as hand:
        said = hand.text("#confirm-detail")
        assert "move it or choose another folder" in said
        assert "the next start offers this session again" in said
        await hand.press("c")
        assert "completed" in hand.app.clipboard
        assert "Stiffness 6 → 3" in hand.app.clipboard

        await hand.press("escape")
        assert isinstance(hand.app.screen, RateAfterScreen)
        assert hand.app.screen.entered().values == {"stiffness_after": 3, "comfort": 4}

        await hand.press("ctrl+s", "f")
        hand.app.screen.query_one(Input).value = str(tmp_path / "journal" / "below-a-file")
        await hand.press("enter")
        assert isinstance(hand.app.screen, SaveFailedScreen)
        assert "could not be written" in hand.text("#unsaved-answer")

        hand.app.screen.query_one(Input).value = str(tmp_path / "elsewhere")
        await hand.press("enter")
        assert left(hand)
        (record,) = Journal(tmp_path / "elsewhere", hand.clock.now).between(MORNING.date(), MORNING.date())
        assert (record.outcome, record.stiffness_after) == (Outcome.COMPLETED, 3)


async def test_trying_again_saves_once_the_cause_is_gone(tmp_path: Path) -> None:
    async with refused(tmp_path) as hand:
        await hand.press("r")
        assert isinstance(hand.app.screen, SaveFailedScreen), "it is still refused"
        (tmp_path / "journal").unlink()
        await hand.press("r")
        assert left(hand)
        (record,) = hand.records()
        assert (record.outcome, record.stiffness_after, record.comfort) == (Outcome.COMPLETED, 3, 4)
        assert interrupted(hand.app.context) == []


@pytest.mark.parametrize("way", [pytest.param("l", marks=pytest.mark.slow), "killed"])
async def test_the_next_start_offers_it_with_its_rating(tmp_path: Path, way: str) -> None:
    async with refused(tmp_path) as hand:
        if way == "l":
            await hand.press("l")
            assert left(hand)
        kill(hand)
    (tmp_path / "journal").unlink()
    async with morning(tmp_path, front=Blank) as hand:
        assert isinstance(hand.app.screen, InterruptedScreen)
        assert hand.text("#confirm-question") == "A session is not in the journal yet"
        await hand.press("r")
        assert isinstance(hand.app.screen, RateAfterScreen), "what is over is rated on"
        await hand.press("ctrl+s")
        (record,) = hand.records()
        assert (record.outcome, record.stiffness_after, record.comfort) == (Outcome.COMPLETED, 3, 4)


async def test_what_is_nowhere_else_is_not_left_at_the_first_word(tmp_path: Path) -> None:
    in_the_way(tmp_path)
    (tmp_path / "state").write_text("and another")
    async with morning(tmp_path, front=rating) as hand:
        await hand.press("ctrl+s")
        assert "It is only here so far" in hand.text("#confirm-detail")
        await hand.press("l")
        assert isinstance(hand.app.screen, SaveFailedScreen)
        assert "Leaving loses this session" in hand.text("#unsaved-answer")
        await hand.press("l")
        assert left(hand)


async def test_a_session_deleted_while_it_is_rated_is_brought_back_or_left(tmp_path: Path) -> None:
    async with morning(tmp_path, front=Blank) as hand:
        for answer, kept in (("l", []), ("r", [3])):
            await hand.app.push_screen(rating(hand.app.context))
            (record,) = hand.records()
            Journal(tmp_path / "journal", hand.clock.now).delete(record.id)
            await hand.press("3", "enter", "4", "ctrl+s")
            assert isinstance(hand.app.screen, SaveFailedScreen)
            assert hand.text("#confirm-question") == "This session was deleted meanwhile"
            await hand.press(answer)
            assert left(hand)
            assert [record.stiffness_after for record in hand.records()] == kept
            assert not list((tmp_path / "state" / "sessions").glob("*.checkpoint"))


async def test_rating_leaves_what_was_noted_elsewhere_meanwhile_and_says_so(tmp_path: Path) -> None:
    async with morning(tmp_path, front=rating) as hand:
        (record,) = hand.records()
        Journal(tmp_path / "journal", hand.clock.now).save(record, Changes(values={"note": "from elsewhere"}))
        await hand.press("3", "ctrl+s")
        (record,) = hand.records()
        assert (record.stiffness_after, record.note) == (3, "from elsewhere")
        assert any("Changed elsewhere meanwhile: the note." in notice.message for notice in hand.told)
