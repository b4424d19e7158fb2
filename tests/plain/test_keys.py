"""The keys of plain mode, each a line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stretchtui import config
from stretchtui.domain.record import ExerciseOutcome, Outcome
from stretchtui.domain.routine import Side
from stretchtui.system.keep_awake import KeepAwake
from tests.how_often import and_slowly
from tests.plain.person import FAR, LEFT_OUT, SKIPPED, STIFF, TERM, Morning, Typed

SINK = "Let both knees sink to the left. One foot stays on the mattress."
HELD = "Hold. Stay there. Shoulders down, breathe easily."


def test_enter_pauses_and_goes_on_and_the_hold_is_held_to_its_end(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (27.5, ""), (60, ""), *LEFT_OUT])
    assert hand.lines[hand.lines.index("Paused. Take your time. Press Enter to go on.") - 1] == HELD
    assert hand.after(28)[0].startswith("Going on. Back into position")
    assert hand.when("Going on.") == 60
    assert hand.first_hold_s == 8
    assert hand.records()[0].outcome is Outcome.COMPLETED


def test_next_back_and_more_hold_do_what_they_do_on_the_screen(tmp_path: Path) -> None:
    steps: list[Typed] = [(second, "n") for second in range(2, 11)]
    hand = Morning(tmp_path, [*SKIPPED, *steps, (20, "+"), (21, "b"), (22, "-"), (23, "-"), *LEFT_OUT])
    assert hand.after(2)[0] == SINK, "next begins the movement that one gets ready for"
    assert hand.after(3)[0] == "Now to the right."
    assert hand.after(6)[0].startswith("Exercise two of three")
    assert hand.after(10)[0].startswith("Exercise three of three")
    assert hand.when("Hold eighteen seconds.") == 20
    assert any(line.startswith("Exercise three of three") for line in hand.after(21)[:2])
    assert hand.when("Hold eight seconds.") == 23
    (record,) = hand.records()
    lines = {(entry.exercise, entry.side.value): entry for entry in record.exercises}
    assert lines["pelvic-tilt", "both"].outcome is ExerciseOutcome.SKIPPED
    assert lines["knee-to-chest", "left"].done.hold_s == 8
    assert lines["knee-to-chest", "left"].planned.hold_s == 13


def test_enter_begins_the_movement_that_one_gets_ready_for(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (2, ""), (3, ""), (10, ""), *LEFT_OUT])
    assert hand.after(2)[0] == SINK
    assert hand.after(3)[0].startswith("Paused.")


def test_brackets_give_more_or_less_time_to_move_and_that_is_kept_for_other_mornings(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (2, "]"), (3, "]"), (4, "["), *LEFT_OUT])
    assert [line for line in hand.after(2) if "time to move" in line] == [
        "1.25 times the time to move.", "1.5 times the time to move.", "1.25 times the time to move.",
    ]  # fmt: skip
    assert hand.when("Let both knees sink") == pytest.approx(0.5 + 22 * 1.25, abs=0.2)
    assert config.load(tmp_path / "config.toml")[0].pace == 1.25
    assert hand.records()[0].outcome is Outcome.COMPLETED


def test_a_key_that_can_do_nothing_says_why(tmp_path: Path) -> None:
    typed: list[Typed] = [(2, "n"), (3, "g"), *((second, "-") for second in range(4, 9))]
    hand = Morning(tmp_path, [*SKIPPED, *typed, *LEFT_OUT])
    assert hand.after(3)[0] == "That is told while you get ready. Type i to hear how this exercise is done."
    assert hand.when("Hold one second.") == 6
    assert hand.when("It stays at one second.") == 7


def test_urgent_care_is_a_line_away_from_the_notice_and_from_each_question(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [(1, "!"), (2, "6"), (FAR, "s"), (FAR + 1, "3"), (FAR + 2, "")], show_notice=True)
    assert hand.lines[0].endswith("Type an exclamation mark to hear when back pain needs urgent care.")
    for at_s in (1, FAR):
        told = hand.after(at_s)
        again = next(place for place, line in enumerate(told) if line.startswith(STIFF))
        assert any(line.startswith("Call your emergency number") for line in told[:again])
    (record,) = hand.records()
    assert (record.stiffness_before, record.stiffness_after) == (6, 3)


def test_pain_stops_the_exercise_waits_and_offers_both_ways(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (40, "x"), (90, ""), *LEFT_OUT])
    said = hand.after(40)[0]
    assert said.startswith("Stopped. ")
    assert "ask a health professional" in said
    assert said.endswith("Next would be posterior pelvic tilt.")
    assert hand.after(40)[1:5] == [
        "To be marked: lumbar rotations, knees to the right. "
        "To mark another of those begun, type b for the one before.",
        "How much does it hurt? 0 is no pain, 10 is worst possible pain. Type a number, or leave it out.",
        "Press Enter to go on with the next: Posterior pelvic tilt. "
        "Type u if it was not pain: then it goes on where it stopped.",
        "Type q to end the session, or an exclamation mark to hear when back pain needs urgent care.",
    ]
    assert hand.after(41)[0].startswith("Going on. Exercise two of three")
    assert hand.when("Going on.") == 90
    (record,) = hand.records()
    assert record.outcome is Outcome.STOPPED_PAIN
    assert sum("health professional" in line for line in hand.after(1)) == 1


def test_in_a_stop_for_pain_numbers_say_how_much_and_letters_what(tmp_path: Path) -> None:
    typed = [(70, "x"), (71, "b"), (72, "11"), (73, "6"), (74, "x"), (75, "q"), (76, ""), (77, "+"), (78, "")]
    hand = Morning(tmp_path, [*SKIPPED, *typed, *LEFT_OUT])
    assert hand.after(71)[0] == "Lumbar rotations, knees to the left. That will be marked."
    assert '"11" is no number from 0 to 10' in hand.after(72)[0]
    assert "Pain: 6 of 10. Another number changes it; none takes it back." in hand.after(73)
    assert hand.after(75)[0].endswith("Type q again to end it, or press Enter to choose again.")
    assert hand.after(76)[0].startswith("To be marked: lumbar rotations, knees to the left.")
    assert hand.after(78)[0].startswith("Going on.")
    (record,) = hand.records()
    assert [(line.side, line.pain and line.pain.nrs) for line in record.exercises if line.pain] == [(Side.LEFT, 6)]
    assert any(
        line.endswith("Pain in lumbar rotations, left: 6 of 10. Thank you for noting what hurt.")
        for line in hand.after(78)
    )


def test_a_step_is_taken_back_within_five_seconds_of_running(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (27, "n"), (29.5, "u"), *LEFT_OUT])
    assert hand.after(29.5)[0].startswith("Going on. Back into position")
    assert hand.first_hold_s == 8
    assert hand.records()[0].outcome is Outcome.COMPLETED
    hand = Morning(tmp_path / "late", [*SKIPPED, (27, "n"), (33, "u"), *LEFT_OUT])
    assert hand.when("There is nothing to take back.") == 33


def test_pain_pressed_by_mistake_can_be_taken_back_after_its_long_words_were_read(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (27, "x"), (50, "u"), (51, "u"), *LEFT_OUT])
    assert hand.after(50)[0].startswith("Going on. Back into position")
    assert hand.when("There is nothing to take back.") == 51
    assert hand.records()[0].outcome is Outcome.COMPLETED


def test_the_screen_is_kept_awake_while_the_session_runs_and_only_then(tmp_path: Path) -> None:
    asked: list[str] = []

    @contextmanager
    def keep() -> Iterator[None]:
        asked.append("on")
        yield
        asked.append("off")

    for typed, expected in (
        ([(1, "q")], []),
        ([*SKIPPED, *LEFT_OUT], ["on", "off"]),
        ([*SKIPPED, (30, ""), (60, ""), (70, "q"), (71, "q"), *LEFT_OUT], ["on", "off", "on", "off"]),
        ([*SKIPPED, (30, TERM)], ["on", "off"]),
    ):
        asked.clear()
        awake = KeepAwake(keep)
        Morning(tmp_path, typed, awake=awake)
        awake.close()
        assert asked == expected


def test_ending_early_asks_and_keeps_what_was_done(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (40, "q"), (50, ""), (60, "q"), (61, "q"), *LEFT_OUT])
    assert hand.after(40)[0].startswith("Paused. End the session here? What you have done is kept.")
    assert hand.after(50)[0].startswith("Going on. ")
    assert hand.after(61)[0] == "The session ends here."
    (record,) = hand.records()
    assert record.outcome is Outcome.PARTIAL
    assert record.held_s > 0


def test_an_early_end_is_taken_back_at_the_first_question_and_there_is_one_record(tmp_path: Path) -> None:
    asked_s = 61.0
    hand = Morning(tmp_path, [*SKIPPED, (60, "q"), (asked_s, "q"), (70, "u"), (75, ""), *LEFT_OUT])
    assert "To go on stretching after all, type u." in hand.after(asked_s)
    assert hand.after(70)[0].startswith("Paused at ")
    assert hand.after(75)[0].startswith("Going on. ")
    (record,) = hand.records()
    assert record.outcome is Outcome.COMPLETED
    hand = Morning(tmp_path / "other", [*SKIPPED, *LEFT_OUT])
    assert "To go on stretching after all, type u." not in hand.lines


def test_the_question_about_the_end_is_forgotten_by_another_key(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (40, "q"), (41, "w"), (42, "q"), (43, ""), *LEFT_OUT])
    assert hand.after(41)[0].startswith("Paused. Exercise one of three")
    assert hand.after(42)[0].startswith("Paused. End the session here?")
    assert hand.records()[0].outcome is Outcome.COMPLETED


def test_where_tells_place_rep_what_to_do_and_what_is_left(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (56.5, "w"), (2000, "q"), *LEFT_OUT])
    assert hand.after(56.5)[0] == (
        "Exercise one of three: lumbar rotations, knees to the left, rep two of two. Holding, two seconds to go. "
        "Stay there. Shoulders down, breathe easily. Then knees to the right. About two minutes to the end."
    )


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("?", "n: begin"),
        ("i", "Who should ask first:"),
        *and_slowly(("h", "n: begin"), ("HELP", "n: begin")),
    ],
)
def test_pages_are_told_while_the_session_waits(tmp_path: Path, key: str, word: str) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (28, key), (200, ""), *LEFT_OUT])
    said = [line for at_s, line in hand.paper.said if at_s == 28]
    assert any(line.startswith(word) for line in said)
    assert said[-1] == "Paused. Press Enter to go on."
    assert hand.when("Going on.") == 200
    assert hand.first_hold_s == 8


def test_the_safety_page_has_every_sign_and_the_persons_own_number(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("")
    hand = Morning(tmp_path, [*SKIPPED, (28, "s"), (200, ""), *LEFT_OUT])
    text = " ".join(hand.after(28))
    for sign in (
        "urgent appointment",
        "bladder or bowel is full",
        "genitals, buttocks or inner thighs",
        "when you wipe",
        "both legs",
        "feel heavy",
        "sexual",
        "serious accident",
        "chest pain",
        "high temp",
        "swelling",
        "cough, sneeze or strain",
        "between your shoulders",
        "after a few weeks",
        "cancer",
        "steroids",
        "immune system",
    ):
        assert sign in text
    assert "Call your emergency number" in text


def test_a_line_that_is_no_key_says_so_and_a_flood_of_them_is_answered_once_a_second(tmp_path: Path) -> None:
    flood: list[Typed] = [(10 + number / 100, "y" * 900) for number in range(300)]
    hand = Morning(tmp_path, [*SKIPPED, *flood, *LEFT_OUT])
    complaints = [line for line in hand.lines if "is no key here" in line]
    assert 1 <= len(complaints) <= 4
    assert all(len(line) < 100 for line in complaints)
    assert hand.records()[0].outcome is Outcome.COMPLETED


def test_g_tells_the_whole_exercise_a_sentence_a_line_and_names_the_keys_of_lines(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (2, "g"), *LEFT_OUT])
    told = hand.after(2)
    assert told[0].startswith("Exercise one of three. Lumbar rotations: knee rolls.")
    assert told[1] == hand.context.routine.start
    assert told.index("Go only as far as is comfortable. If it hurts, ease out and type x.") < told.index(SINK)
    assert not any("type x" in line for line in hand.after(70)), "the next exercise is told in brief again"


@pytest.mark.parametrize(("key", "then"), [("n", "That was the last exercise."), ("", "One knee towards your chest")])
def test_an_exercise_with_the_movement_that_hurt_is_left_out_by_n_and_begun_by_enter(
    tmp_path: Path, key: str, then: str
) -> None:
    on: list[Typed] = [(second, "n") for second in range(6, 14)]
    typed: list[Typed] = [*SKIPPED, (2, "n"), (4, "x"), (5, ""), *on, (23, key), *LEFT_OUT]
    hand = Morning(tmp_path, typed, short=False, start_from="knee-to-chest")
    assert hand.after(13)[:2] == [
        "Exercise six of six. Both knees to chest. Hold for thirteen seconds.",
        "This is the same movement as in knee to chest, which hurt. Type n to leave it out, or press Enter to begin.",
    ]
    assert hand.after(23)[0].startswith(then)
