"""Sessions of exercises that are not done lying: where the side's word stands, what is asked, and no wrong body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from stretchtui.domain.routine import Exercise, Routine
from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.context import AppContext
from stretchtui.session.controller import SessionController
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.widgets.big_words import BigWords
from stretchtui.tui.widgets.figure_view import FigureView
from stretchtui.tui.widgets.scale_field import ScaleField
from tests.tui.harness import Blank, Morning, morning, question


def led(routine: Callable[[AppContext], Routine]) -> Callable[[AppContext], SessionScreen]:
    """Make a session of a routine without the question before it."""

    def screen(context: AppContext) -> SessionScreen:
        request = SessionRequest(routine=routine(context), level=context.config.level)
        return SessionScreen(SessionController(context, request))

    return screen


def words(hand: Morning, name: str = "words") -> tuple[str, str]:
    return hand.app.screen.query_one(f"#{name}", BigWords).words


async def test_seen_from_the_front_the_side_is_named_where_it_moves(tmp_path: Path) -> None:
    async with morning(tmp_path, front=led(lambda context: context.library.routine("kitchen-counter"))) as hand:
        await hand.press("enter")
        assert words(hand)[0] == "LEFT"
        screen = hand.app.screen
        assert isinstance(screen, SessionScreen)
        while screen.player.phase.side.value == "left":
            await hand.press_in_turn("n")
        assert words(hand)[1] == "RIGHT"


async def test_the_question_fits_the_position(tmp_path: Path) -> None:
    async with morning(tmp_path, front=Blank) as hand:
        context = hand.app.context
        for routine, lying in (("chair", False), ("before-getting-up", True)):
            await hand.app.push_screen(question(context, context.library.routine(routine)))
            asked = hand.app.screen.query_one(ScaleField).scale.question
            assert ("lying still" in asked) is lying


async def test_an_exercise_without_a_figure_has_its_name_in_the_place_of_one(tmp_path: Path) -> None:
    def bare(context: AppContext) -> Routine:
        first: Exercise = replace(context.library.exercise("heel-slide"), figure=None)
        return replace(context.routine, exercises=(first, context.library.exercise("knee-press")))

    async with morning(tmp_path, front=led(bare)) as hand:
        figure = hand.app.screen.query_one(FigureView)
        assert not figure.display
        assert words(hand, "stand-in")[0] == "HEEL SLIDE"
        screen = hand.app.screen
        assert isinstance(screen, SessionScreen)
        while screen.player.phase.number == 1:
            await hand.press_in_turn("n")
        assert figure.display
        assert not hand.app.screen.query_one("#stand-in").display
