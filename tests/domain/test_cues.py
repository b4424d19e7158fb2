"""The cue sheet: what is said when, and that nothing is ever said over anything else."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import strategies as st

from stretchtui.domain.choices import Guidance
from stretchtui.domain.cues.cue_sheet import COUNTED_FROM_S, HALFWAY_FROM_S, LEAST_S, OPENINGS, Cue, CueKind, cue_sheet
from stretchtui.domain.cues.speech import Speech, speech_s
from stretchtui.domain.dose import Sides
from stretchtui.domain.routine import Exercise, Level, Routine, Side
from stretchtui.domain.session.timeline import PhaseKind, Timeline, timeline, total_s
from stretchtui.words import spoken
from tests.domain.spoken_script import script
from tests.domain.test_player_properties import plans
from tests.domain.told import told_phases
from tests.how_often import often
from tests.support import CALM, make_exercise
from tests.tables import every_row

NEAR_S = 1e-6
SPOKEN = Path(__file__).parent / "spoken"


def texts(cues: tuple[Cue, ...], *kinds: CueKind) -> list[str]:
    return [cue.text for cue in cues if not kinds or cue.kind in kinds]


def sheet(*exercises: Exercise, level: Level = Level.GENTLE, speech: Speech = CALM) -> tuple[Cue, ...]:
    return cue_sheet(timeline(exercises, level), speech)


# --- the shipped routine, as it is heard -----------------------------------------------------


@every_row("rate", [100, 160, 220])
@every_row("guidance", [Guidance.FULL, Guidance.BRIEF])
def test_the_spoken_script_of_the_routine(routine: Routine, guidance: Guidance, rate: int) -> None:
    phases = told_phases(routine, Level.STANDARD, guidance, rate=rate)
    said = script(cue_sheet(phases, Speech(spoken, rate=rate)))
    assert said == (SPOKEN / f"{guidance}-{rate}.txt").read_text(encoding="utf-8")


@every_row("level", Level)
def test_eyes_closed_every_action_side_and_count_is_said(routine: Routine, level: Level) -> None:
    phases = told_phases(routine, level)
    cues = cue_sheet(phases, CALM)
    for exercise in routine.exercises:
        said = [cue for cue in cues if cue.phase.exercise is exercise]
        announced = texts(tuple(said), CueKind.EXERCISE)[0].lower()
        assert exercise.name.lower() in announced
        reps, hold_s = exercise.dose.at(level)[1:]
        counts = [cue.text for cue in said if cue.kind is CueKind.REP]
        if reps > 1:
            assert spoken.number(reps) in announced or reps == 2
            assert len(counts) == reps - 1
            assert all(text.endswith(f"of {spoken.number(reps)}.") or text == "The last round." for text in counts)
        else:
            assert f"hold for {spoken.number(hold_s)} seconds" in announced
        for cue in said:
            if cue.kind in (CueKind.MOVE_IN, CueKind.SWITCH_SIDES) and cue.phase.side is not Side.BOTH:
                assert cue.phase.side.value in cue.text.lower()
        for kind in (CueKind.MOVE_IN, CueKind.MOVE_OUT):
            generic = {"Move in.", "Ease out."}
            assert not generic & set(texts(tuple(said), kind)), "the movement itself is named"


@every_row("short", [False, True])
@every_row("level", Level)
@every_row("rate", [80, 120, 160, 250, 400])
def test_in_the_shipped_routine_everything_fits(routine: Routine, level: Level, short: bool, rate: int) -> None:
    speech = Speech(spoken, rate=rate)
    cues = cue_sheet(told_phases(routine, level, short=short, rate=rate), speech)
    for cue, after in pairwise(cues):
        assert cue.at_s + speech.takes_s(cue.text) <= after.at_s, cue


# --- what each phase has ----------------------------------------------------------------------


def test_a_long_hold_has_a_halfway_a_middling_one_is_counted_and_a_short_one_says_to_breathe() -> None:
    long = sheet(make_exercise(hold_s=(20, 20)))
    assert [(c.text, c.at_s - 13) for c in long if c.phase.kind is PhaseKind.HOLD and c.minor] == [
        ("Halfway.", 10.0),
        ("Three.", 17.0),
        ("Two.", 18.0),
        ("One.", 19.0),
    ]
    assert "Halfway." not in texts(sheet(make_exercise(hold_s=(19, 19))))
    assert texts(sheet(make_exercise(hold_s=(8, 8))), CueKind.COUNT) == ["Three.", "Two.", "One."]
    short = sheet(make_exercise(hold_s=(7, 7)))
    assert texts(short, CueKind.HOLD, CueKind.COUNT) == ["Hold. stay, both"]
    assert texts(sheet(make_exercise(hold_s=(2, 2))), CueKind.HOLD, CueKind.COUNT) == ["Hold, breathe."]
    assert texts(sheet(make_exercise(hold_s=(1, 1))), CueKind.HOLD, CueKind.COUNT) == ["Hold."]


@every_row("rate", [80, 120, 160, 250])
def test_the_words_of_a_move_in_leave_the_better_part_of_it_to_move_in(routine: Routine, rate: int) -> None:
    speech = Speech(spoken, rate=rate)
    for guidance in (Guidance.FULL, Guidance.BRIEF):
        for cue in cue_sheet(told_phases(routine, Level.GENTLE, guidance, rate=rate), speech):
            if cue.kind is CueKind.MOVE_IN:
                said_s = speech.takes_s(cue.text)
                assert said_s <= cue.phase.duration_s / 2 + NEAR_S, cue.text
                left_s = 1.5 if cue.phase.exercise.id == "pelvic-tilt" else 3.0
                assert cue.phase.duration_s - said_s >= left_s - NEAR_S, cue.text
                assert len(cue.text.split()) > 3, "what moves is said at any rate"


def test_reps_are_counted_where_there_is_time_for_it() -> None:
    rested = sheet(make_exercise(hold_s=(3, 3), reps=(3, 3), rest_s=3.0))
    assert texts(rested, CueKind.REST, CueKind.REP) == ["rest", "Two of three.", "rest", "The last of three."]
    at_once = sheet(make_exercise(hold_s=(3, 3), reps=(3, 3), rest_s=0.0, move_in_s=7.0))
    assert texts(at_once, CueKind.MOVE_IN) == ["both in", "Two of three. both in", "The last of three. both in"]
    sets = sheet(make_exercise(hold_s=(3, 3), sets=(3, 3)))
    assert texts(sets, CueKind.REP) == ["Set two of three.", "The last set of three."]
    turns = sheet(make_exercise(hold_s=(3, 3), reps=(3, 3), sides=Sides.ALTERNATING))
    assert texts(turns, CueKind.REP) == ["Round two of three.", "The last round."]


@every_row("rate", [80, 100, 160, 250, 400])
def test_what_moves_is_said_at_any_rate_rather_than_which_rep_it_is(routine: Routine, rate: int) -> None:
    for cue in cue_sheet(told_phases(routine, Level.FULL, rate=rate), Speech(spoken, rate=rate)):
        assert cue.kind is not CueKind.MOVE_IN or spoken.call(cue.phase) in cue.text


def test_the_announcement_says_dose_and_first_side() -> None:
    each = sheet(make_exercise("pull", sides=Sides.EACH))
    assert each[0].text == "Exercise one of one. Pull. Hold for ten seconds on each side. Left leg first."
    turns = sheet(make_exercise("turn", hold_s=(1, 1), reps=(2, 2), sides=Sides.ALTERNATING))
    assert turns[0].text == "Exercise one of one. Turn. Twice on each side, holding one second. First, left leg."
    sets = sheet(make_exercise("lift", hold_s=(3, 3), sets=(2, 2), reps=(4, 4)))
    assert sets[0].text == "Exercise one of one. Lift. Two sets, four times in each, holding three seconds."


def test_too_short_a_time_to_get_ready_still_names_exercise_and_side() -> None:
    none = sheet(make_exercise("pull", sides=Sides.EACH, get_ready_s=0.0, move_in_s=6.0))
    assert none[0].kind is CueKind.MOVE_IN
    assert none[0].text.startswith("Pull. Left leg first.")
    little = sheet(make_exercise("pull", sides=Sides.EACH, get_ready_s=2.5))
    assert little[0].text == "Pull. Left leg first."


def test_a_faster_session_says_less() -> None:
    exercise = make_exercise("pull", hold_s=(10, 10), sides=Sides.EACH, get_ready_s=8.0)
    slow, fast = sheet(exercise), sheet(exercise, speech=Speech(spoken, speed=3.0))
    assert len(fast[0].text) < len(slow[0].text)


@often(8, 100, plan=plans(), level=st.sampled_from(Level), rate=st.integers(100, 300))
def test_each_phase_has_exactly_its_cues(plan: tuple[Exercise, ...], level: Level, rate: int) -> None:
    phases = timeline(plan, level)
    cues = cue_sheet(phases, Speech(spoken, rate=rate))
    start_s = 0.0
    for index, phase in enumerate(phases):
        mine = [c for c in cues if c.phase is phase and c.kind is not CueKind.OVER]
        if phase.duration_s < LEAST_S:
            assert mine == []
            continue
        assert [c.kind for c in mine if not c.minor] == [OPENINGS[phase.kind]]
        assert mine[0].at_s == pytest.approx(start_s)
        for cue in mine:
            assert cue.offset_s < phase.duration_s
            assert cue.at_s == pytest.approx(start_s + cue.offset_s)
            assert cue.text
            assert "{" not in cue.text
            assert cue.text.strip() == cue.text
        if phase.kind is PhaseKind.HOLD:
            figures = [c.figure for c in mine if c.kind is CueKind.COUNT]
            assert figures == ([3, 2, 1] if phase.duration_s >= COUNTED_FROM_S else [])
            halves = [c.offset_s for c in mine if c.kind is CueKind.HALFWAY]
            assert halves == ([phase.duration_s / 2] if phase.duration_s >= HALFWAY_FROM_S else [])
        assert sum(c.kind is CueKind.REP for c in mine) <= _counts(phases, index)
        start_s += phase.duration_s
    assert (cues[-1].kind, cues[-1].at_s) == (CueKind.OVER, pytest.approx(total_s(phases)))


def _counts(phases: Timeline, index: int) -> int:
    phase, before = phases[index], phases[index - 1]
    another = (phase.rep, phase.set_number) != (before.rep, before.set_number) and (phase.rep, phase.set_number) != (
        1,
        1,
    )
    return int(index > 0 and another and phase.kind in (PhaseKind.REST, PhaseKind.SWITCH_SIDES))


@often(
    8,
    100,
    plan=plans(),
    level=st.sampled_from(Level),
    rate=st.integers(100, 300),
    speed=st.sampled_from([1.0, 2.0, 9.0]),
)
def test_no_cue_is_still_being_said_when_the_next_is_due(
    plan: tuple[Exercise, ...], level: Level, rate: int, speed: float
) -> None:
    speech = Speech(spoken, rate=rate, speed=speed)
    cues = cue_sheet(timeline(plan, level), speech)
    for cue, after in pairwise(cues):
        assert cue.at_s < after.at_s
        over_s = cue.at_s + speech.takes_s(cue.text)
        if after.minor or cue.minor:
            assert over_s <= after.at_s + NEAR_S
        elif over_s > after.at_s:
            assert len(cue.text.split()) <= 8, "only what cannot be said any shorter is cut short"


# --- words ------------------------------------------------------------------------------------


@every_row(
    ("value", "said"),
    [
        (0, "zero"),
        (1, "one"),
        (13, "thirteen"),
        (20, "twenty"),
        (45, "forty-five"),
        (99, "ninety-nine"),
        (100, "100"),
        (7.5, "7.5"),
    ],
)
def test_numbers_are_words(value: float, said: str) -> None:
    assert spoken.number(value) == said


def test_speech_takes_longer_with_more_words_and_a_slower_voice() -> None:
    assert speech_s("Hold.") < speech_s("Hold. Keep breathing.")
    assert speech_s("Hold.", 80) == pytest.approx(2 * speech_s("Hold.", 160))


def test_a_text_is_shortened_by_whole_sentences() -> None:
    assert spoken.beginnings("Let go. Breathe! Ready?") == ["Let go. Breathe! Ready?", "Let go. Breathe!", "Let go."]
    assert spoken.beginnings("") == []
