"""Pictures of every screen; the README shows some of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.containers import VerticalScroll
from textual.widgets import Input

from stretchtui.config import USUAL_DAYS
from stretchtui.domain.history.edits import Changes
from stretchtui.domain.record import Outcome
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.tui.screens import cue_dispatcher
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.session import SessionScreen
from tests.led import Led
from tests.tui.conftest import picture
from tests.tui.harness import Morning, moving, rating, session
from tests.tui.test_screens import note_session

SIZES = [(80, 24), (120, 36)]
small_at_least = pytest.mark.parametrize(
    "size",
    [pytest.param(size, marks=() if size == SIZES[0] else pytest.mark.slow) for size in SIZES],
    ids=lambda size: f"{size[0]}x{size[1]}",
)


def three_weeks(folder: Path) -> None:
    """Fill a journal with mornings of every kind."""
    for day, before, after in ((2, 7, 5), (4, 6, 4), (6, 6, 5), (9, 5, 3), (11, 6, 3), (13, None, None), (20, 5, 2)):
        note_session(folder, date(2026, 11, day), stiffness_before=before, stiffness_after=after)
    note_session(folder, date(2026, 11, 16), Outcome.PARTIAL, stiffness_before=8)
    note_session(folder, date(2026, 11, 18), Outcome.STOPPED_PAIN, stiffness_before=6, stiffness_after=6)


async def reach(hand: Morning, number: int, kind: PhaseKind, *, into_s: float = 1.5) -> None:
    """Let a session run until an exercise is in a phase of a kind, and a little into it."""
    screen = hand.app.screen
    assert isinstance(screen, SessionScreen)
    while (screen.player.phase.number, screen.player.phase.kind) != (number, kind):
        hand.clock.go(0.5)
        screen.player.advance(hand.clock.seconds)
    await hand.wait(into_s)
    await unlit(hand)


@pytest.fixture(autouse=True)
def short_flashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the edge that lights up at a cue be as ever at once: that is what is waited for."""
    monkeypatch.setattr(cue_dispatcher, "FLASH_S", 0.01)


async def unlit(hand: Morning) -> None:
    """Wait until the edge that lit up at the last cue is as ever."""
    await hand.until(lambda: not hand.app.screen.query_one("#frame").has_class("-flash"))
    await hand.shown()


async def in_both_sizes(hand: Morning, snapshot: SnapshotAssertion) -> None:
    """Compare the screen in front with its pictures, in a small window and in the same one made larger."""
    for width, height in SIZES:
        await hand.resized(width, height)
        assert picture(hand.app) == snapshot(name=f"{width}x{height}")


async def test_overview(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    three_weeks(tmp_path)
    async with moving(tmp_path, plan_days=USUAL_DAYS) as hand:
        await hand.press("down", "down")
        screen = hand.app.screen
        assert isinstance(screen, OverviewScreen)
        screen.move_figure()
        await in_both_sizes(hand, snapshot)


@small_at_least
async def test_first_start(tmp_path: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with moving(tmp_path, size=size, show_notice=True) as hand:
        await hand.shown()
        assert picture(hand.app) == snapshot


async def test_calendar(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    three_weeks(tmp_path)
    led = Led(tmp_path)
    led.play_out()
    led.ended()
    led.recorder.save_rated(Changes(values={"stiffness_after": 3, "comfort": 4}))
    async with moving(tmp_path, front=CalendarScreen) as hand:
        await in_both_sizes(hand, snapshot)


@small_at_least
async def test_stiffness(tmp_path: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with moving(tmp_path, size=size) as hand:
        await hand.press("enter", "6")
        await hand.shown()
        assert picture(hand.app) == snapshot


@small_at_least
async def test_rating(tmp_path: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with moving(tmp_path, size=size, front=rating) as hand:
        await hand.press("3", "enter", "4")
        await hand.shown()
        assert picture(hand.app) == snapshot


PHASES = [
    (3, PhaseKind.GET_READY),
    (3, PhaseKind.MOVE_IN),
    (3, PhaseKind.HOLD),
    (3, PhaseKind.MOVE_OUT),
    (3, PhaseKind.SWITCH_SIDES),
    (5, PhaseKind.REST),
]


async def test_session(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    async with moving(tmp_path, front=session) as hand:
        for number, kind in PHASES:
            await reach(hand, number, kind)
            assert picture(hand.app) == snapshot(name=f"{kind.value}-80x24")
            if kind is PhaseKind.HOLD:
                for size in ("40x15", "120x36", "80x24"):
                    await hand.resized(*map(int, size.split("x")))
                    assert picture(hand.app) == snapshot(name=f"{kind.value}-{size}")


@small_at_least
async def test_paused(tmp_path: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with moving(tmp_path, size=size, front=session) as hand:
        await reach(hand, 4, PhaseKind.HOLD)
        await hand.press("space")
        await unlit(hand)
        await hand.shown()
        assert picture(hand.app) == snapshot


@small_at_least
async def test_stopped_for_pain(tmp_path: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with moving(tmp_path, size=size, front=session) as hand:
        await reach(hand, 4, PhaseKind.HOLD)
        await hand.press("x", "6")
        await unlit(hand)
        await hand.shown()
        assert picture(hand.app) == snapshot


@pytest.mark.parametrize(
    "theme", ["daylight", *(pytest.param(name, marks=pytest.mark.slow) for name in ("nord", "ansi-dark"))]
)
async def test_session_in_theme(tmp_path: Path, snapshot: SnapshotAssertion, theme: str) -> None:
    async with moving(tmp_path, theme=theme, front=session) as hand:
        await reach(hand, 3, PhaseKind.HOLD)
        await hand.shown()
        assert picture(hand.app) == snapshot


async def test_session_in_ascii(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    async with moving(tmp_path, unicode=False, front=session) as hand:
        await reach(hand, 3, PhaseKind.HOLD)
        await hand.shown()
        assert picture(hand.app) == snapshot


async def test_help(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    async with moving(tmp_path) as hand:
        hand.app.animation_level = "none"  # else the line below the tabs sets out some time after the key
        await hand.press("question_mark", "right", "right")
        page = hand.app.screen.query_one("#help-urgent VerticalScroll", VerticalScroll)
        await hand.until(lambda: page.show_vertical_scrollbar)  # which comes when all else has been drawn
        await hand.shown()
        assert picture(hand.app) == snapshot


async def steady(hand: Morning, field: str) -> None:
    """Keep the cursor of a field from blinking."""
    hand.app.screen.query_one(field, Input).cursor_blink = False
    await hand.shown()


async def test_routine_editor(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    async with moving(tmp_path) as hand:
        await hand.press("e", "down", "down", "enter", *("right",) * 5, "tab", "tab", "2")
        for width, height in SIZES:
            await hand.resized(width, height)
            await steady(hand, "#field-sets")
            assert picture(hand.app) == snapshot(name=f"{width}x{height}")


@small_at_least
async def test_exercise_picker(tmp_path: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with moving(tmp_path, size=size) as hand:
        await hand.press("e", "a", *"sit")
        await steady(hand, "#picker-find")
        assert picture(hand.app) == snapshot


async def test_settings(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    async with moving(Path("/nowhere"), size=(80, 24)) as hand:
        await hand.press("s")
        await hand.shown()
        assert picture(hand.app) == snapshot
