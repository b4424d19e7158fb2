"""The active exercise: what it shows at every moment, and its keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from stretchtui.domain.record import ExerciseOutcome, Outcome, Pain
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.session.context import AppContext
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
from tests.tui.harness import Morning, morning, session

GET_READY_S = 22
INTO_FIRST_HOLD_S = GET_READY_S + 4 + 1


leading = partial(morning, front=session)
moving = partial(leading, animation=True)


def led(hand: Morning) -> SessionScreen:
    screen = hand.app.screen
    assert isinstance(screen, SessionScreen)
    return screen


async def begin(hand: Morning) -> SessionScreen:
    """Begin on the overview, where what comes after the session is led from."""
    await hand.press("enter", "enter")
    return led(hand)


def words(hand: Morning, name: str = "words") -> tuple[str, str]:
    return hand.app.screen.query_one(f"#{name}", BigWords).words


async def test_it_shows_place_side_phase_time_and_what_is_next(tmp_path: Path) -> None:
    async with moving(tmp_path) as hand:
        await hand.wait(INTO_FIRST_HOLD_S)
        assert hand.text("#place") == "1 of 6 · Lumbar rotations: knee rolls · knees to the left"
        assert hand.text("#rep") == "rep 1 of 2"
        assert words(hand) == ("LEFT", "HOLD")
        assert hand.app.screen.query_one(HoldRing).digits == "03"
        assert hand.text("#left") == "5:57 to go"
        assert "Stay there" in hand.text("#instruction")
        assert hand.text("#next") == "next  knees to the right, rep 1 of 2, hold 4 s"


async def test_a_side_that_is_seen_from_above_is_named_on_that_side(tmp_path: Path) -> None:
    async with moving(tmp_path) as hand:
        await hand.wait(INTO_FIRST_HOLD_S)
        assert words(hand) == ("LEFT", "HOLD")
        await hand.press("n")
        await hand.wait(1)
        assert words(hand)[1] == "RIGHT"
        while led(hand).player.phase.number < 3:
            await hand.press_in_turn("n")
        await hand.press_in_turn("n", "n")
        assert words(hand)[0] == "RIGHT"  # from the side the picture is turned instead


async def test_next_and_back_go_by_sides_and_exercises_and_plus_and_minus_change_the_hold(tmp_path: Path) -> None:
    async with moving(tmp_path) as hand:
        places = []
        for key in ("", "n", "right", "n", "n", "n", "b", "left"):
            await hand.press_in_turn(*[key][: len(key)])
            places.append(hand.text("#place"))
        assert places == [
            "1 of 6 · Lumbar rotations: knee rolls · knees to the left",
            "1 of 6 · Lumbar rotations: knee rolls · knees to the left",
            "1 of 6 · Lumbar rotations: knee rolls · knees to the right",
            "1 of 6 · Lumbar rotations: knee rolls · knees to the left",
            "1 of 6 · Lumbar rotations: knee rolls · knees to the right",
            "2 of 6 · Posterior pelvic tilt: back press",
            "1 of 6 · Lumbar rotations: knee rolls · knees to the right",
            "1 of 6 · Lumbar rotations: knee rolls · knees to the left",
        ]
        planned_s = led(hand).player.moment().hold_s
        await hand.press("plus")
        assert led(hand).player.moment().hold_s == planned_s + 1
        await hand.press("minus", "minus")
        assert led(hand).player.moment().hold_s == planned_s - 1


async def test_space_pauses_visibly_and_goes_on_with_time_to_get_into_position(tmp_path: Path) -> None:
    async with moving(tmp_path) as hand:
        screen = led(hand)
        await hand.wait(INTO_FIRST_HOLD_S)
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


async def test_ending_from_a_stop_for_pain_asks_and_going_back_is_back_to_it(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = await begin(hand)
        await hand.wait(INTO_FIRST_HOLD_S)
        await hand.press("x", "7", "q", "n")
        assert screen.controller.in_pain
        await hand.press("exclamation_mark")
        assert isinstance(hand.app.screen, HelpScreen)
        await hand.press("q", "q", "y")
        (record,) = hand.records()
        assert [line.pain for line in record.exercises if line.pain] == [Pain(nrs=7, phase=PhaseKind.HOLD)]


async def test_q_asks_going_on_resumes_and_ending_keeps_a_partial_session_and_asks_how_it_was(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        screen = await begin(hand)
        await hand.wait(60)
        await hand.press("q")
        assert isinstance(hand.app.screen, ConfirmScreen)
        await hand.press("n")
        assert hand.app.screen is screen
        assert screen.player.state.run is RunState.RUNNING
        await hand.press("q", "y")
        assert isinstance(hand.app.screen, RateAfterScreen)
        (record,) = hand.records()
        assert record.outcome is Outcome.PARTIAL


async def test_ending_before_anything_was_held_records_nothing(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await begin(hand)
        await hand.press("q", "y")
        assert isinstance(hand.app.screen, OverviewScreen)
        assert hand.records() == []


async def test_help_on_top_pauses_the_session(tmp_path: Path) -> None:
    async with leading(tmp_path) as hand:
        screen = led(hand)
        await hand.wait(INTO_FIRST_HOLD_S)
        await hand.press("question_mark")
        assert isinstance(hand.app.screen, HelpScreen)
        await hand.press("q")
        assert hand.app.screen is screen
        assert words(hand)[1] == "PAUSED"


async def test_f_leaves_figure_and_ring_only(tmp_path: Path) -> None:
    async with leading(tmp_path) as hand:
        screen = led(hand)
        await hand.press("f")
        assert not screen.query_one("#instruction").display
        assert screen.query_one(HoldRing).display
        await hand.press("f")
        assert screen.query_one("#instruction").display


async def test_any_size_shows_the_ring_or_at_least_survives(tmp_path: Path) -> None:
    async with moving(tmp_path, size=(1, 1)) as hand:
        await hand.wait(INTO_FIRST_HOLD_S)
        assert led(hand).player.moment().phase_left_s == pytest.approx(3)
        for size in ((20, 6), (40, 15), (80, 24), (120, 36), (200, 50)):
            await hand.pilot.resize_terminal(*size)
            ring = led(hand).query_one(HoldRing)
            shown = "".join(ring.render_line(y).text for y in range(ring.size.height))
            assert size < (40, 15) or any("⠀" < character <= "⣿" for character in shown)


async def test_the_level_sets_the_dose_and_the_short_version_has_three_exercises(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("l", "r")
        screen = await begin(hand)
        assert hand.text("#place").startswith("1 of 3")
        record = screen.record()
        assert (record.level, record.short) == ("full", True)
        assert {entry.planned.hold_s for entry in record.exercises if entry.exercise == "knee-to-chest"} == {15}


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


async def test_enter_begins_then_pauses_and_one_still_down_from_the_screen_before_does_neither(tmp_path: Path) -> None:
    async with leading(tmp_path) as hand:
        screen = led(hand)
        await hand.press("enter")
        assert screen.player.moment().kind is PhaseKind.GET_READY
        await hand.wait(1)
        assert hand.text("#next") == "next  begin now, knees to the left, hold 4 s"
        await hand.press("enter")
        assert screen.player.moment().kind is PhaseKind.MOVE_IN
        await hand.wait(1)
        await hand.press("enter")
        assert words(hand)[1] == "PAUSED"


# --- legible from afar --------------------------------------------------------------------


@pytest.mark.parametrize(("size", "rows"), [((80, 24), 4), ((120, 36), 7), ((200, 50), 11)])
async def test_the_words_grow_with_the_window_both_in_one_size(
    tmp_path: Path, size: tuple[int, int], rows: int
) -> None:
    async with leading(tmp_path, size=size) as hand:
        words = hand.app.screen.query_one("#words", BigWords)
        for kind in (PhaseKind.GET_READY, PhaseKind.MOVE_IN, PhaseKind.HOLD, PhaseKind.MOVE_OUT):
            while led(hand).player.phase.kind is not kind:
                await hand.wait(0.5)
            assert words.size.height == rows
            lines = drawn(words)
            high = [sum(not half.isspace() for half in (line[part] for line in lines)) for part in HALVES]
            assert high == [rows, rows]


HALVES = (slice(None, 20), slice(-20, None))


def drawn(words: BigWords) -> list[str]:
    return ["".join(segment.text for segment in words.render_line(y)) for y in range(words.size.height)]


@pytest.mark.parametrize(("size", "large"), [((80, 24), False), ((120, 36), False), ((200, 50), True)])
async def test_where_there_is_room_the_instruction_stands_in_letters(
    tmp_path: Path, size: tuple[int, int], large: bool
) -> None:
    async with leading(tmp_path, size=size) as hand:
        await hand.wait(INTO_FIRST_HOLD_S)
        lines = hand.text("#instruction").splitlines()
        assert (len(lines) > 4 and {*"".join(lines)} <= {*" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"}) is large
        assert any("Stay there" in line for line in lines) is not large


# --- guidance ---------------------------------------------------------------------------------


def keys_on_show(hand: Morning) -> dict[str, str]:
    return {
        word.targets[0].action.removeprefix("screen."): word.word for word in hand.app.screen.query_one(KeyLine).keys
    }


async def test_in_brief_guidance_dose_side_and_one_caution_stand_there_and_g_tells_all(tmp_path: Path) -> None:
    async with leading(tmp_path) as hand:
        await hand.wait(1)  # the next moment has the width that there is
        assert hand.text("#instruction") == (
            "Twice on each side, hold 4 s. Knees to the left first. At least one foot stays on the mattress."
        )
        assert "In full" in keys_on_show(hand).values()
        await hand.press("g")
        assert "A pillow under head and neck if you like." in hand.text("#instruction")
        assert "In full" not in keys_on_show(hand).values()
        await hand.wait(50)
        assert "If it hurts, ease out and press x." in hand.text("#instruction")
        assert led(hand).player.phase.kind is PhaseKind.GET_READY
        await hand.press("n")
        assert hand.text("#instruction").startswith("Let both knees sink")


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
        return SessionScreen(context, SessionRequest(routine=routine, level=level, start_from="knee-to-chest"))

    async with morning(tmp_path, front=late) as hand:
        await hand.press("n")
        await hand.wait(1)
        await hand.press("x")
        assert keys_on_show(hand)["end_early"] == "End"
        assert not hand.app.screen.query_one("#words").display
        await hand.press("space")
        while led(hand).player.phase.exercise.id != "knees-to-chest":
            await hand.wait(1)
            await hand.press("n")
        assert hand.text("#next").endswith("next  leave this out, the end of the session")
        assert keys_on_show(hand)["next_station"] == "Leave out"
        assert "This is the same movement as in knee to chest, which hurt." in hand.text("#instruction")
        assert "Press n to leave it out, or press Enter to begin." in hand.text("#instruction")
        await hand.wait(1)
        await hand.press("enter")
        assert led(hand).player.phase.kind is PhaseKind.MOVE_IN


async def test_a_stop_for_pain_is_thanked_for_where_the_session_is_rated(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await begin(hand)
        await hand.press("n")
        await hand.wait(1)
        await hand.press("x", "q", "y")
        assert hand.text("#rating-summary").endswith("Thank you for noting what hurt.")
