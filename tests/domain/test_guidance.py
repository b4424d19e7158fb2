"""Guidance: how much is told before an exercise, that it is told to its end, and what a voice's rate changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from stretchtui.domain.choices import Guidance
from stretchtui.domain.cues.cue_sheet import cue_sheet
from stretchtui.domain.cues.introduction import Introduction
from stretchtui.domain.cues.speech import READ_A_SECOND, Speech
from stretchtui.domain.routine import Level, Routine
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import PlayerState, RunState
from stretchtui.domain.session.timeline import Phase, PhaseKind, Timeline, total_s
from stretchtui.words import spoken
from tests.domain.sessions import Session
from tests.domain.told import WAYS, told, told_phases
from tests.support import make_exercise, make_routine
from tests.tables import every_row

FULL, BRIEF = Guidance.FULL, Guidance.BRIEF
RATES = [80, 100, 160, 220, 400]


def getting_ready(phases: Timeline) -> list[Phase]:
    return [phase for phase in phases if phase.kind is PhaseKind.GET_READY]


def heard(phases: Timeline, rate: float) -> list[str]:
    """Give what is heard before each exercise."""
    sheet = cue_sheet(phases, Speech(spoken, rate=rate))
    return [
        " ".join(cue.text for cue in sheet if cue.phase.number == number and cue.phase.kind is PhaseKind.GET_READY)
        for number in range(1, phases[-1].number + 1)
    ]


@every_row(
    ("guidance", "completed", "today"),
    [
        (Guidance.AUTO, 0, FULL),
        (Guidance.AUTO, 2, FULL),
        (Guidance.AUTO, 3, BRIEF),
        (FULL, 300, FULL),
        (BRIEF, 0, BRIEF),
    ],
)
def test_auto_is_full_until_a_routine_was_completed_three_times(
    guidance: Guidance, completed: int, today: Guidance
) -> None:
    assert guidance.for_routine(completed) is today


@pytest.mark.parametrize("rate", RATES)
def test_in_full_guidance_everything_is_said_at_any_rate(routine: Routine, rate: int) -> None:
    phases = told_phases(routine, Level.STANDARD, rate=rate)
    assert routine.start in heard(phases, rate)[0]
    for exercise, said in zip(routine.exercises, heard(phases, rate), strict=True):
        assert exercise.title in said
        for text in (exercise.purpose, *exercise.instructions, *exercise.cautions):
            assert text in said
        assert (exercise.start if exercise is not routine.exercises[0] else exercise.cues.get_ready) in said
        assert said.endswith("Go only as far as is comfortable. If it hurts, ease out and press x.")


def test_what_a_person_wrote_ends_before_the_next_sentence_begins() -> None:
    exercise = make_exercise("press")
    exercise = replace(
        exercise, start="Lie down", instructions=("Press the back flat", "Let go!"), always="Slowly", note="breathe out"
    )
    (said,) = heard(told_phases(make_routine(exercise), Level.STANDARD), 160)
    assert "Lie down." in said
    assert "Press the back flat. Let go! Slowly. breathe out. Go only as far" in said


@every_row("rate", RATES)
@every_row("guidance", [FULL, BRIEF])
def test_each_sentence_is_over_before_the_next_and_before_the_movement(
    routine: Routine, rate: int, guidance: Guidance
) -> None:
    speech = Speech(spoken, rate=rate)
    for phase in getting_ready(told_phases(routine, Level.FULL, guidance, rate=rate)):
        ends_s = [sentence.at_s + speech.takes_s(sentence.text) for sentence in phase.told]
        starts_s = [*(sentence.at_s for sentence in phase.told[1:]), phase.duration_s]
        assert all(end_s < start_s for end_s, start_s in zip(ends_s, starts_s, strict=True))


def test_brief_guidance_says_name_dose_side_and_the_one_caution(routine: Routine) -> None:
    phases = told_phases(routine, Level.STANDARD, BRIEF)
    first = routine.exercises[0]
    assert heard(phases, 160)[0] == (
        f"Lumbar rotations. Twice on each side, holding four seconds. First, knees to the left. {first.always} "
        "If it hurts, press x."
    )
    for exercise, said, phase in zip(routine.exercises, heard(phases, 160), getting_ready(phases), strict=True):
        assert said.startswith(exercise.name)
        assert exercise.always
        assert said.endswith("press x." if exercise is first else exercise.always), "how to stop, once"
        assert 7 < phase.duration_s < 13


def test_a_session_that_begins_later_begins_with_the_same_words(routine: Routine) -> None:
    for guidance, words in ((FULL, routine.start), (BRIEF, "If it hurts, press x.")):
        plan = told(routine, Level.STANDARD, guidance, start_from="hamstring-stretch")
        says_so = [
            phase.exercise.id
            for phase in getting_ready(plan.as_led(PlayerState()))
            if words in [sentence.text for sentence in phase.told]
        ]
        assert says_so == ["hamstring-stretch"]


def test_a_slower_voice_gets_more_time_and_the_same_words(routine: Routine) -> None:
    for guidance in (FULL, BRIEF):
        totals = [total_s(told_phases(routine, Level.STANDARD, guidance, rate=rate)) for rate in RATES]
        assert all(slow >= quick for slow, quick in pairwise(totals))
        words = {tuple(heard(told_phases(routine, Level.STANDARD, guidance, rate=rate), rate)) for rate in RATES}
        assert len(words) == 1


def test_without_a_voice_the_time_is_that_of_reading(routine: Routine) -> None:
    for phase in getting_ready(told_phases(routine, Level.STANDARD, voiced=False)):
        characters = sum(len(sentence.text) for sentence in phase.told)
        assert phase.duration_s >= characters / READ_A_SECOND


def test_getting_into_position_takes_at_least_what_the_file_says(routine: Routine) -> None:
    for phase in getting_ready(told_phases(routine, Level.STANDARD, BRIEF, rate=400)):
        assert phase.duration_s >= phase.exercise.dose.get_ready_s


def test_the_way_of_leading_says_its_own_keys(routine: Routine) -> None:
    exercise_phase = told_phases(routine, Level.STANDARD)[0]
    guide = Introduction(Speech(spoken), WAYS)
    sentences, _ = guide.introduce(exercise_phase, 4.0, full=True, first=False, hurt=None)
    assert sentences[-1].text.endswith("If it hurts, ease out and press x.")
    assert routine.start not in " ".join(sentence.text for sentence in sentences)


def test_one_exercise_can_be_told_in_full_from_its_beginning(routine: Routine) -> None:
    player = SessionPlayer(told(routine, Level.STANDARD, BRIEF))
    player.start(0.0)
    player.advance(1.5)
    brief_s = player.moment().phase_s
    player.tell_in_full(2.0)
    assert player.moment().phase_elapsed_s == 0
    assert player.moment().phase_s > 3 * brief_s
    assert [len(phase.told) for phase in getting_ready(player.phases)][1:] == [2] * (len(routine.exercises) - 1)
    player.next(2.5)
    player.tell_in_full(3.0)
    assert (player.phase.kind, player.moment().phase_elapsed_s) == (PhaseKind.MOVE_IN, 0.5)


def test_a_voice_that_is_chosen_on_the_way_is_given_its_time(routine: Routine) -> None:
    plan = told(routine, Level.STANDARD, voiced=False)
    player = SessionPlayer(plan)
    read_s = player.moment().session_left_s
    plan.told_by(Introduction(Speech(spoken, rate=80), WAYS, routine.start))
    assert player.moment().session_left_s > read_s
    assert heard(player.phases, 80)[0].endswith("press x.")
    player.start(0.0)
    player.advance(1.5)
    player.told_by(Introduction(Speech(spoken, rate=80), WAYS, routine.start))
    assert player.moment().phase_elapsed_s == 1.5, "the same guide changes nothing"


# --- what hurt before -------------------------------------------------------------------------


def hurt_in_knee_to_chest(routine: Routine, guidance: Guidance = BRIEF) -> SessionPlayer:
    """Stop for pain in the knee to chest, and go on to where both knees are got ready for."""
    player = SessionPlayer(told(routine, Level.STANDARD, guidance), start_from="knee-to-chest")
    player.start(0.0)
    player.begin(1.0)
    player.stop_for_pain(2.0)
    player.resume(3.0)
    for now in range(4, 12):
        if player.phase.exercise.id == "knees-to-chest":
            break
        player.next(float(now))
    assert player.phase.exercise.id == "knees-to-chest"
    return player


def test_the_same_movement_says_so_and_next_leaves_it_out(routine: Routine) -> None:
    player = hurt_in_knee_to_chest(routine)
    hurt = player.moment().hurt_before
    assert hurt is not None
    assert hurt.exercise.id == "knee-to-chest"
    assert player.phase.told[1].text == (
        "This is the same movement as in knee to chest, which hurt. Press n to leave it out, or press Enter to begin."
    )
    assert player.moment().following is None, "what comes after it"
    player.next(12.5)
    assert player.state.run is RunState.FINISHED
    left_out = player.results(Level.STANDARD)[-1]
    assert (left_out.exercise, left_out.pain, left_out.done.reps) == ("knees-to-chest", None, 0)


def test_the_same_movement_can_be_begun_all_the_same(routine: Routine) -> None:
    player = hurt_in_knee_to_chest(routine)
    player.begin(12.5)
    assert (player.phase.exercise.id, player.phase.kind) == ("knees-to-chest", PhaseKind.MOVE_IN)


@every_row("begun_s", [0, 2, 20])
def test_next_leaves_out_all_of_an_exercise_whose_movement_hurt_also_once_it_is_begun(begun_s: int) -> None:
    turn, other_turn = (
        replace(make_exercise(name, hold_s=(3, 5), reps=(4, 5)), movement="turn") for name in ("turn", "other-turn")
    )
    session = Session(turn, other_turn, make_exercise("reach"), turn)
    session.press("begin").run(1).press("stop_for_pain").press("resume")
    if begun_s:
        session.press("begin").run(begun_s)
    assert (session.at.phase.exercise, session.at.hurt_before is not None) == (other_turn, True)
    session.press("next")
    assert session.where[0] == "reach"
    assert session.at.hurt_before is None
    session.press("begin").press("next")
    assert (session.at.phase.exercise, session.at.hurt_before is not None) == (turn, True), "the same once more"


def warned(phases: Timeline) -> list[str]:
    """Give the exercises that are told to make a movement that hurt."""
    return [
        phase.exercise.id for phase in getting_ready(phases) if any("which hurt" in told.text for told in phase.told)
    ]


def test_pain_that_is_taken_back_warns_of_nothing(routine: Routine) -> None:
    player = SessionPlayer(told(routine, Level.STANDARD, BRIEF), start_from="knee-to-chest")
    player.start(0.0)
    player.begin(1.0)
    before = player.state
    player.stop_for_pain(2.0)
    player.resume(3.0)
    assert warned(player.phases) == ["knees-to-chest"]
    player.take_back(before, 4.0)
    assert warned(player.phases) == []
