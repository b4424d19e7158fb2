"""The active exercise: what it shows at every moment, and its keys."""

from __future__ import annotations

from functools import partial
from itertools import product
from pathlib import Path

import pytest
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from stretchtui.domain.record import ExerciseOutcome, Outcome, Pain
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.library import DEFAULT_ROUTINE
from stretchtui.session.context import AppContext
from stretchtui.session.controller import SessionController
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.help import HelpScreen
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.widgets.big_words import BigWords
from stretchtui.tui.widgets.figure_view import FigureView
from stretchtui.tui.widgets.hold_ring import HoldRing
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.session_frame import fitting_sentences
from stretchtui.words.leading import PAUSED_WORD, SIDE_WORDS, doing
from tests.support import unhurried
from tests.tui.harness import Morning, morning, session

GET_READY_S = 22
INTO_FIRST_HOLD_S = GET_READY_S + 4 + 1

SIDES = SIDE_WORDS[Side.LEFT], SIDE_WORDS[Side.RIGHT]

leading = partial(morning, front=session)
moving = partial(leading, animation=True)


def led(hand: Morning) -> SessionScreen:
    screen = hand.app.screen
    assert isinstance(screen, SessionScreen)
    return screen


def skip(hand: Morning, number: int) -> None:
    """Go on to an exercise by its number, with nothing drawn on the way."""
    while led(hand).player.phase.number < number:
        led(hand).controller.next(hand.clock.go(1))


async def begin(hand: Morning) -> SessionScreen:
    """Begin on the overview, where what comes after the session is led from."""
    await hand.press("enter", "enter")
    return led(hand)


def told(hand: Morning) -> str:
    """Give the instruction as it was said, however it is broken into lines."""
    return hand.text("#instruction").replace("\n", " ")


def words(hand: Morning, name: str = "words") -> tuple[str, str]:
    return hand.app.screen.query_one(f"#{name}", BigWords).words


async def test_a_hold_is_shown_and_keys_pause_it_and_go_about_from_there(tmp_path: Path) -> None:
    async with moving(tmp_path) as hand:
        screen = led(hand)
        await hand.wait(INTO_FIRST_HOLD_S)
        assert hand.text("#place") == "1 of 6 · Lumbar rotations: knee rolls · knees to the left"
        assert hand.text("#rep") == "rep 1 of 2"
        assert words(hand) == ("LEFT", "HOLD")
        assert screen.query_one(HoldRing).digits == "03"
        assert hand.text("#left") == "5:57 to go"
        assert "Stay there" in hand.text("#instruction")
        assert hand.text("#next") == "next  knees to the right, rep 1 of 2, hold 4 s"

        planned_s = screen.player.moment().hold_s
        await hand.press("plus")
        assert screen.player.moment().hold_s == planned_s + 1
        await hand.press("minus", "minus")
        assert screen.player.moment().hold_s == planned_s - 1

        await hand.press("space")
        assert words(hand)[1] == "PAUSED"
        assert screen.query_one("#frame").has_class("-paused")
        left = hand.text("#left")
        await hand.wait(60)
        assert hand.text("#left") == left
        await hand.press("space")
        assert words(hand)[1] == "SINK"
        assert "Back into position" in hand.text("#instruction")
        hand.clock.go(7)
        screen.tick()
        assert words(hand)[1] == "PAUSED"
        assert "clock stood still" in hand.text("#instruction")


async def test_the_side_is_named_on_the_side_that_is_seen_to_move(tmp_path: Path) -> None:
    async with leading(tmp_path) as hand:
        places = []
        for key in ("n", "right", "b", "n", "left", "n"):
            await hand.press_in_turn(key)
            places.append(hand.text("#place").rsplit(maxsplit=1)[-1])
        assert places == ["left", "right", "left", "left", "left", "left"]
        assert words(hand)[0] == "LEFT"
        await hand.press_in_turn("n")
        assert words(hand)[1] == "RIGHT", "seen from above"
        skip(hand, 3)
        await hand.press_in_turn("n", "n")
        assert words(hand)[0] == "RIGHT", "from the side the picture is turned instead"
        await hand.press("f")
        assert not led(hand).query_one("#instruction").display
        assert led(hand).query_one(HoldRing).display
        await hand.press("f")
        assert led(hand).query_one("#instruction").display


async def test_pain_stops_the_exercise_waits_and_says_so_kindly(tmp_path: Path) -> None:
    async with leading(tmp_path) as hand:
        screen = led(hand)
        await hand.wait(INTO_FIRST_HOLD_S)
        await hand.press("x")
        assert hand.text("#place").startswith("1 of 6")
        assert words(hand, "pain-word") == ("STOPPED", "")
        assert hand.text("#pain-ease") == "Ease out. Bring both knees back up to the middle."
        assert "ask a health professional" in hand.text("#pain-advice")
        assert "Lumbar rotations, knees to the left" in hand.text("#pain-asked")
        assert "go on with the next: Posterior pelvic tilt" in hand.text("#pain-ways")
        assert [(key.keys, key.word) for key in screen.query_one(KeyLine).keys] == [
            ("space", "Go on"), ("q", "End"), ("u", "Not pain"), ("!", "Urgent care"), ("?", "Help"),
        ]  # fmt: skip
        await hand.press("x", "x", "1", "0", "f", "plus", "enter")
        assert hand.text("#place").startswith("2 of 6")
        assert screen.player.state.run is RunState.RUNNING
        first, *others = screen.record().exercises
        assert (first.outcome, first.pain) == (ExerciseOutcome.STOPPED_PAIN, Pain(nrs=10, phase=PhaseKind.HOLD))
        assert not any(line.pain for line in others)
        assert hand.text("#steps").startswith("▲ ◉")
        assert screen.record().outcome is Outcome.STOPPED_PAIN
        await hand.press("question_mark")
        assert isinstance(hand.app.screen, HelpScreen)
        await hand.press("q")
        assert hand.app.screen is screen
        assert words(hand)[1] == "PAUSED", "help on top pauses the session"


async def test_ending_what_is_not_recorded_promises_to_keep_nothing(tmp_path: Path) -> None:
    def preview(context: AppContext) -> SessionRequest:
        return SessionRequest(routine=context.routine, level=Level.STANDARD, speed=10)

    async with morning(tmp_path, request=preview) as hand:
        await hand.press("enter", "q")
        question = hand.app.screen
        assert isinstance(question, ConfirmScreen)
        assert not [text for text in question.query(Static) if "kept" in str(text.content)]


async def test_q_asks_and_what_was_held_by_then_is_kept_and_rated(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("l", "r")
        screen = await begin(hand)
        assert hand.text("#place").startswith("1 of 3")
        planned = screen.record()
        assert (planned.level, planned.short) == ("full", True)
        assert {line.planned.hold_s for line in planned.exercises if line.exercise == "knee-to-chest"} == {15}
        await hand.press("q", "y")
        assert isinstance(hand.app.screen, OverviewScreen), "nothing was held"
        assert hand.records() == []

        screen = await begin(hand)
        await hand.wait(60)
        await hand.press("q")
        assert isinstance(hand.app.screen, ConfirmScreen)
        await hand.press("n")
        assert hand.app.screen is screen
        assert screen.player.state.run is RunState.RUNNING
        await hand.press("x", "7", "q", "n")
        assert screen.controller.in_pain, "going back is back to the stop for pain"
        await hand.press("exclamation_mark")
        assert isinstance(hand.app.screen, HelpScreen)
        await hand.press("q", "q", "y")
        assert isinstance(hand.app.screen, RateAfterScreen)
        (record,) = hand.records()
        assert record.outcome is Outcome.STOPPED_PAIN
        assert [line.pain.nrs for line in record.exercises if line.pain] == [7]
        assert hand.text("#rating-summary").endswith("Thank you for noting what hurt.")


async def test_with_motion_off_the_figure_is_a_still_and_the_ring_steps_by_seconds(tmp_path: Path) -> None:
    async with leading(tmp_path) as hand:
        screen = led(hand)
        await hand.wait(GET_READY_S + 0.75)
        figure, ring = screen.query_one(FigureView), screen.query_one(HoldRing)
        assert screen.player.moment().kind is PhaseKind.MOVE_IN
        still, stepped = figure.reach, ring.share_left
        await hand.wait(0.2, step=0.1)
        assert (figure.reach, ring.share_left) == (still, stepped)
        assert figure.reach == 1.0, "the end pose of the phase"
        await hand.wait(0.5, step=0.1)
        assert ring.share_left == pytest.approx(3 / 4)


# --- legible from afar --------------------------------------------------------------------


WORDS_SIZES = {(80, 24): Size(76, 4), (120, 36): Size(114, 7), (200, 50): Size(194, 11)}
"""The room for the large words, by the window."""
HALVES = (slice(None, 20), slice(-20, None))


def test_the_words_grow_with_the_window_both_in_one_size() -> None:
    phases = SessionRequest(routine=unhurried().routine(DEFAULT_ROUTINE), level=Level.STANDARD).timeline()
    verbs = {doing(phase.exercise, phase.kind).upper() for phase in phases} | {PAUSED_WORD}
    widget = BigWords()
    for size, (side, verb) in product(WORDS_SIZES.values(), product(SIDES, verbs)):
        widget.show(side, verb)
        lines = [row.text for row in widget.draw(size)]
        high = [sum(not half.isspace() for half in (line[part] for line in lines)) for part in HALVES]
        assert high == [size.height, size.height], (side, verb)


async def test_any_size_shows_ring_words_and_instruction_or_at_least_survives(tmp_path: Path) -> None:
    async with moving(tmp_path, size=(1, 1)) as hand:
        screen = led(hand)
        await hand.wait(INTO_FIRST_HOLD_S)
        assert screen.player.moment().phase_left_s == pytest.approx(3)
        for size in ((20, 6), (40, 15), *WORDS_SIZES):
            await hand.resized(*size)
            assert any("⠀" < character <= "⣿" for character in drawn(screen.query_one(HoldRing))) or size < (40, 15)
            if size in WORDS_SIZES:
                assert screen.query_one("#words", BigWords).size == WORDS_SIZES[size]
            lines = hand.text("#instruction").splitlines()
            large = size == (200, 50)
            assert (len(lines) > 4 and {*"".join(lines)} <= {*" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"}) is large
            assert any("Stay there" in line for line in lines) is not large


def drawn(widget: Widget) -> str:
    return "".join(widget.render_line(y).text for y in range(widget.size.height))


# --- guidance ---------------------------------------------------------------------------------


def keys_on_show(hand: Morning) -> dict[str, str]:
    return {
        word.targets[0].action.removeprefix("screen."): word.word for word in hand.app.screen.query_one(KeyLine).keys
    }


async def test_in_brief_dose_side_and_a_caution_stand_there_g_tells_all_and_enter_begins(tmp_path: Path) -> None:
    async with leading(tmp_path) as hand:
        screen = led(hand)
        await hand.press("enter")
        assert screen.player.moment().kind is PhaseKind.GET_READY, "an Enter still down from the screen before"
        await hand.wait(1)  # the next moment has the width that there is
        assert told(hand) == (
            "Twice on each side, hold 4 s. Knees to the left first. At least one foot stays on the mattress. "
            "If it hurts, press x."
        )
        assert hand.text("#next") == "next  begin now, knees to the left, hold 4 s"
        assert "In full" in keys_on_show(hand).values()
        await hand.press("g")
        assert "A pillow under head and neck if you like." in told(hand)
        assert "In full" not in keys_on_show(hand).values()
        await hand.wait(50)
        assert "If it hurts, ease out and press x." in told(hand)
        assert screen.player.phase.kind is PhaseKind.GET_READY
        await hand.press("enter")
        assert screen.player.moment().kind is PhaseKind.MOVE_IN
        assert hand.text("#instruction").startswith("Let both knees sink")
        await hand.wait(1)
        await hand.press("enter")
        assert words(hand)[1] == "PAUSED"


def test_the_sentence_told_now_is_there_with_as_many_as_there_is_room_for() -> None:
    sentences = ("one one", "two two", "three", "four")
    assert fitting_sentences(sentences, 0, 7, 2) == sentences[:2]
    assert fitting_sentences(sentences, 1, 7, 2) == sentences[1:3]
    assert fitting_sentences(sentences, 2, 7, 2) == sentences[2:]
    assert fitting_sentences(sentences, 3, 7, 2) == sentences[2:], "room at the end is for what came before"
    assert fitting_sentences(sentences, 2, 80, 1) == sentences
    assert fitting_sentences(sentences, 2, 3, 1) == ("three",), "the one told now, whatever room there is"
    assert fitting_sentences(sentences, 1, 0, 3) == ("two two",), "before there is a width"


async def test_a_movement_that_hurt_before_is_left_out_by_next_and_says_so(tmp_path: Path) -> None:
    def late(context: AppContext) -> SessionScreen:
        routine, level = context.routine, context.config.level
        request = SessionRequest(routine=routine, level=level, start_from="knee-to-chest")
        return SessionScreen(SessionController(context, request))

    async with morning(tmp_path, front=late) as hand:
        await hand.press("n")
        await hand.wait(1)
        await hand.press("x")
        assert keys_on_show(hand)["end_early"] == "End"
        assert not hand.app.screen.query_one("#words").display
        await hand.press("space")
        skip(hand, 5)
        while led(hand).player.phase.number < 6:
            await hand.press_in_turn("n")
        assert hand.text("#next").endswith("next  leave this out, the end of the session")
        assert keys_on_show(hand)["next_station"] == "Leave out"
        assert "This is the same movement as in knee to chest, which hurt." in told(hand)
        assert "Press n to leave it out, or press Enter to begin." in told(hand)
        await hand.wait(1)
        await hand.press("enter")
        assert led(hand).player.phase.kind is PhaseKind.MOVE_IN
