"""What plain mode says and asks, what it takes for an answer, and what it records; the clock is set by hand."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from stretchtui.domain.cues.cue_sheet import Cue, CueKind, cue_sheet
from stretchtui.domain.record import Outcome
from stretchtui.domain.routine import Level
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import PlayerState
from stretchtui.domain.session.timeline import PhaseKind, total_s
from stretchtui.plain.keys import KEYS
from stretchtui.session.guidance import guided, speech
from stretchtui.words.plain.keys import ways
from tests.bad_files import ROUTINE
from tests.how_often import and_slowly
from tests.plain.person import COMFORT, EOF, FAR, LEFT_OUT, NOTE, SKIPPED, STIFF, Morning, Typed, untouched
from tests.support import make_context


def sheet(hand: Morning) -> tuple[Cue, ...]:
    """Give the cues of a session that nothing disturbs, told and timed for reading."""
    request = guided(hand.context, hand.program.request, ways(KEYS))
    return cue_sheet(request.plan().as_led(PlayerState()), speech(hand.context.config))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """Give the short session that nothing disturbed."""
    return untouched(tmp_path_factory.mktemp("undisturbed"))


# --- what is said -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "short"),
    [
        pytest.param(level, short, marks=() if short == (level is Level.STANDARD) else pytest.mark.slow)
        for level in (Level.STANDARD, Level.FULL, Level.GENTLE)
        for short in (True, False)
    ],
)
def test_every_cue_of_the_session_is_a_line_at_its_moment(tmp_path: Path, level: Level, short: bool) -> None:
    hand = untouched(tmp_path, level=level, short=short)
    said = {line for line in hand.paper.said if line[0] < FAR}
    for cue in sheet(hand):
        if cue.kind is CueKind.COUNT:
            continue
        text = cue.line
        if cue.kind is CueKind.HOLD and cue.phase.exercise.dose.is_stretch:
            text = text.split(".", 1)[1].strip()
        due_s = 0.5 + cue.at_s
        assert any(abs(at_s - due_s) <= 0.11 and line.endswith(text) for at_s, line in said), (due_s, text)


def test_long_holds_tell_their_length_and_their_end_once_and_short_ones_are_not_counted(undisturbed: Morning) -> None:
    hand = undisturbed
    phases = hand.program.request.timeline()
    holds = [phase for phase in phases if phase.kind is PhaseKind.HOLD and phase.exercise.dose.is_stretch]
    assert hand.lines.count("Three seconds to go.") == len(holds) == 2
    assert sum(line.startswith("Hold for thirteen seconds. ") for line in hand.lines) == len(holds)
    assert not [line for line in hand.lines if re.fullmatch(r"(Three|Two|One)\.", line)]


def test_lines_come_slowly_enough_to_be_heard(undisturbed: Morning) -> None:
    last_s = undisturbed.when("That was the last exercise")
    during = [at_s for at_s, line in undisturbed.paper.said if 1 < at_s < last_s]
    assert min(after - before for before, after in pairwise(during)) >= 0.6


def test_lines_are_plain_sentences(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (30, "?"), (31, "i"), (32, "s"), (33, "w"), (40, ""), *LEFT_OUT])
    for line in hand.lines:
        assert line == line.strip()
        assert line.isprintable()
        assert line[-1] in ".?:", line
        assert "  " not in line


def test_a_first_session_waits_for_a_line_however_long_it_takes(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [(900, "6"), *LEFT_OUT], show_notice=True)
    assert hand.when("Exercise one of three") == 900
    assert not any("begins in" in line for line in hand.lines)


def test_the_notice_is_told_at_the_first_start_only_and_the_keys_briefly_afterwards(tmp_path: Path) -> None:
    first = Morning(tmp_path, [(1, "q")], show_notice=True)
    assert first.lines[0].startswith("General wellness information")
    assert any("x to stop because it hurts" in line for line in first.lines)
    context = make_context(tmp_path)
    context.look_for_notice()
    assert not context.show_notice
    again = Morning(tmp_path, [(1, "q")])
    assert not any(line.startswith("General wellness") for line in again.lines)
    assert any("question mark" in line for line in again.lines)


def test_the_opening_says_what_will_be_done(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [(1, "q")], level=Level.GENTLE, start_from="pelvic-tilt")
    (line,) = (line for line in hand.lines if line.startswith("Morning bed routine"))
    assert "short version, gentle level, three exercises, starting with posterior pelvic tilt, about" in line
    assert not any("preview" in line for line in hand.lines)
    assert not any(line.startswith("Due") for line in hand.lines)


def test_the_opening_says_what_is_due_today_by_the_plans_of_routines(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    planned = ROUTINE.replace("[source]", "plan = { times = 2 }\n[source]")
    (tmp_path / "routines" / "evening.toml").write_text(planned, encoding="utf-8")
    hand = Morning(tmp_path, [(1, "q")])
    assert "Due today: Evening, twice." in hand.lines


def test_a_preview_says_the_same_lines_and_records_nothing_unless_asked_to(
    tmp_path: Path, undisturbed: Morning
) -> None:
    real = undisturbed
    fast = Morning(tmp_path / "fast", [*SKIPPED, *LEFT_OUT], speed=60)
    cues = [line for at_s, line in real.paper.said if 0.5 <= at_s < FAR][:-2]
    assert [line for line in fast.lines if line in cues][: len(cues)] == cues
    assert "This is a preview at speed 60. Nothing is recorded." in fast.lines
    assert fast.lines[-1] == "That was a preview at speed 60: nothing was recorded."
    assert fast.records() == []
    assert [record.speed for record in real.records()] == [1]


def test_every_cue_is_called_for_those_who_listen_counts_included(undisturbed: Morning) -> None:
    assert [(cue.kind, cue.text) for cue in undisturbed.called] == [(cue.kind, cue.text) for cue in sheet(undisturbed)]


# --- the record -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "short", "speed"), [("full", True, 60), *and_slowly(("standard", False, 1), ("gentle", False, 7))]
)
def test_the_record_is_the_players_own_sum(tmp_path: Path, level: str, short: bool, speed: float) -> None:
    hand = untouched(tmp_path, level=Level(level), short=short, speed=speed, record=True)
    (record,) = hand.records()
    phases = hand.program.request.timeline()
    player = SessionPlayer(phases, max_gap_s=1e9)
    player.start(0)
    player.advance(1e6)
    assert record.exercises == player.results(Level(level))
    assert record.active_s == round(total_s(phases), 1)
    assert (record.outcome, record.level, record.short, record.speed) == (Outcome.COMPLETED, level, short, speed)
    assert (record.stiffness_before, record.stiffness_after, record.comfort, record.note) == (None, None, None, "")


def test_ratings_and_note_go_into_the_record(tmp_path: Path) -> None:
    typed: list[Typed] = [(1, "6"), (FAR, "10"), (FAR + 1, "5"), (FAR + 2, "slept badly [/] \x1b[2J")]
    hand = Morning(tmp_path, typed)
    (record,) = hand.records()
    assert (record.stiffness_before, record.stiffness_after, record.comfort) == (6, 10, 5)
    assert record.note.startswith("slept badly [/]")
    assert hand.lines[-1].startswith("Saved in your journal: stiffness 6 before and 10 after, comfort 5 of 5.")
    assert hand.lines[-1].endswith("One day this week so far, goal of three.")
    assert hand.code == 0


WRONG = ("11", "-1", "2.5", "six", "5 5", "1e1", "\N{FULLWIDTH DIGIT SIX}1", "9" * 5000)


def test_a_wrong_answer_is_asked_again_with_what_is_expected(tmp_path: Path) -> None:
    first, last = list(enumerate(WRONG, 1)), list(enumerate((*WRONG, "6"), int(FAR) + 1))
    hand = Morning(tmp_path, [*first, (20, "7"), (FAR, ""), *last, (FAR + 20, "1"), (FAR + 21, "")])
    for moments, scale in ((first, "0 to 10"), (last, "1 to 5")):
        for at_s, wrong in moments:
            said = hand.after(at_s)[0]
            assert f"is no whole number from {scale}" in said, wrong
            assert len(said) < 120
    (record,) = hand.records()
    assert (record.stiffness_before, record.stiffness_after, record.comfort) == (7, None, 1)


def test_q_at_the_first_question_starts_nothing_and_at_the_last_keeps_what_was_answered(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [(1, "q")])
    assert hand.lines[-1] == "No session was started."
    assert hand.records() == []
    hand = Morning(tmp_path, [(1, "6"), (FAR, "2"), (FAR + 1, "q")])
    assert not any(line.startswith(NOTE) for line in hand.lines)
    (record,) = hand.records()
    assert (record.stiffness_before, record.stiffness_after, record.comfort) == (6, 2, None)


def test_what_was_typed_before_a_question_at_the_end_is_no_answer_to_it(tmp_path: Path) -> None:
    asked_s = untouched(tmp_path / "first").when("Morning bed routine: completed")

    hand = Morning(tmp_path / "second", [*SKIPPED, (asked_s - 0.05, "4"), (FAR, "3"), (FAR + 1, ""), (FAR + 2, "")])
    (record,) = hand.records()
    assert record.stiffness_after == 3


def test_nobody_answering_at_a_terminal_begins_the_session_and_a_late_number_still_counts(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [(65, "7"), (66, "8"), *LEFT_OUT])
    assert hand.when("Exercise one of three") == pytest.approx(60, abs=0.2)
    assert "Stiffness before: 7, noted." in hand.lines
    assert any(line.startswith('"8" is no key here') for line in hand.lines)
    assert [record.stiffness_before for record in hand.records()] == [7]


def test_a_number_after_the_first_hold_or_after_a_rating_that_was_left_out_is_no_late_answer(tmp_path: Path) -> None:
    hand = Morning(tmp_path / "held", [(60 + 40, "7"), *LEFT_OUT])
    assert [record.stiffness_before for record in hand.records()] == [None]
    hand = Morning(tmp_path / "left out", [*SKIPPED, (3, "7"), *LEFT_OUT])
    assert [record.stiffness_before for record in hand.records()] == [None]


# --- nobody there -----------------------------------------------------------------------


def test_without_any_input_the_session_runs_untouched_and_asks_nothing(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [(0, EOF)], terminal=False)
    assert not any(question in line for line in hand.lines for question in (STIFF, COMFORT, NOTE, "Press Enter"))
    (record,) = hand.records()
    assert (record.outcome, record.stiffness_before, record.stiffness_after) == (Outcome.COMPLETED, None, None)
    assert hand.lines[-1].startswith("Saved in your journal: not rated.")
    assert hand.code == 0


def test_a_pipe_that_stays_silent_is_asked_and_not_waited_for_too_long(tmp_path: Path) -> None:
    hand = Morning(tmp_path, terminal=False)
    assert hand.when("Exercise one of three") == pytest.approx(12.1, abs=0.2)
    assert hand.paper.said[-1][0] < 12.1 + total_s(hand.program.request.timeline()) + 121
    assert sum(STIFF in line for line in hand.lines) == 2
    assert not any(COMFORT in line for line in hand.lines), "one question in vain is enough"
    assert hand.records()[0].outcome is Outcome.COMPLETED


@pytest.mark.parametrize("when_s", [0.2, 30.0, 500.0])
def test_the_end_of_a_terminals_input_lets_the_session_go_on_unrated(tmp_path: Path, when_s: float) -> None:
    hand = Morning(tmp_path, [(when_s, EOF)])
    (record,) = hand.records()
    assert (record.outcome, record.stiffness_before, record.stiffness_after) == (Outcome.COMPLETED, None, None)


def test_a_pause_that_nobody_can_end_ends_by_itself(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (27.5, ""), (30, EOF)], terminal=False)
    assert "Nobody can press a key here, so it goes on by itself in ten seconds." in hand.lines
    assert hand.when("Going on.") == pytest.approx(40, abs=0.3)
    assert hand.records()[0].outcome is Outcome.COMPLETED


def test_asking_for_the_end_with_the_last_line_ends_the_session(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (60, "q"), (60.1, EOF)], terminal=False)
    assert hand.records()[0].outcome is Outcome.PARTIAL


def test_answers_that_a_pipe_brings_all_at_once_go_to_their_questions(tmp_path: Path) -> None:
    answers: list[Typed] = [(0, "6"), (0, "3"), (0, "4"), (0, "n"), (0, EOF)]
    hand = Morning(tmp_path, answers, terminal=False)
    (record,) = hand.records()
    assert (record.stiffness_before, record.stiffness_after, record.comfort, record.note) == (6, 3, 4, "n")
    assert record.outcome is Outcome.COMPLETED
