"""A prescription line: one exercise with a routine's own dose, side and note, and how such doses are led."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stretchtui.domain.cues.cue_sheet import CueKind, cue_sheet
from stretchtui.domain.cues.introduction import Introduction
from stretchtui.domain.cues.speech import Ways
from stretchtui.domain.dose import Sides, Span
from stretchtui.domain.record import ExerciseOutcome
from stretchtui.domain.routine import Level, Line, Routine, Side, Source, Tempo
from stretchtui.domain.session.timeline import PhaseKind, timeline
from stretchtui.words import leading, spoken
from tests.domain.sessions import Session
from tests.support import CALM, make_exercise

PULL = make_exercise("pull", sides=Sides.EACH, ours=("move_in_s", "rest_s"), note="as in the article")
CURL = make_exercise("curl", hold_s=(0, 0), reps=(3, 3), get_ready_s=2.0, move_in_s=1.0, move_out_s=1.0)


def test_a_line_that_changes_nothing_is_the_exercise() -> None:
    assert Line(exercise=PULL).prescribed == PULL


def test_a_line_has_a_dose_of_its_own_that_is_no_longer_the_programs() -> None:
    line = Line(exercise=PULL, reps=Span(2, 3), tempo=Tempo(in_s=2, hold_s=Span(20, 20)), pain_limit=3, note="slowly")
    exercise = line.prescribed
    assert (exercise.id, exercise.note) == ("pull", "slowly")
    dose = exercise.dose
    assert (dose.reps, dose.hold_s, dose.move_in_s, dose.move_out_s) == (Span(2, 3), Span(20, 20), 2, 3.0)
    assert (dose.pain_limit, dose.sides, dose.ours, dose.note) == (3, Sides.EACH, ("rest_s",), "")
    assert PULL.dose.hold_s == Span(10, 15)


def test_an_exercise_has_another_dose_in_another_routine() -> None:
    gentle, more = (
        Routine(
            id="own", name="Own", source=Source(title="Own"), lines=(Line(exercise=PULL, hold_s=Span.of_number(held)),)
        )
        for held in (10, 30)
    )
    assert [routine.exercises[0].dose.hold_s for routine in (gentle, more)] == [Span(10, 10), Span(30, 30)]


@pytest.mark.parametrize(("sides", "side"), [(Sides.LEFT, Side.LEFT), (Sides.RIGHT, Side.RIGHT)])
def test_an_exercise_for_one_side_is_done_on_that_side_only(sides: Sides, side: Side) -> None:
    exercise = Line(exercise=PULL, side=sides, reps=Span(2, 2)).prescribed
    phases = timeline([exercise], Level.GENTLE, first_side=Side.LEFT)
    assert {phase.side for phase in phases} == {side}
    assert PhaseKind.SWITCH_SIDES not in {phase.kind for phase in phases}
    assert leading.dose_range(exercise.dose) == f"2 times, hold 10-15 s, {side.value} side only"
    assert leading.sides(exercise, Side.LEFT) == f"{side.value} only"
    assert spoken.announcement(phases[0], 10)[0].endswith(
        f"Twice, holding ten seconds. {side.value.capitalize()} leg only."
    )


def test_the_side_that_a_line_begins_with_goes_before_the_persons_own_choice() -> None:
    phases = timeline([Line(exercise=PULL, first_side=Side.RIGHT).prescribed], Level.GENTLE, first_side=Side.LEFT)
    assert phases[0].side is Side.RIGHT


def test_repetitions_without_a_hold_are_paced_by_their_tempo() -> None:
    phases = timeline([CURL], Level.GENTLE)
    assert [phase.kind for phase in phases] == [PhaseKind.GET_READY, *[PhaseKind.MOVE_IN, PhaseKind.MOVE_OUT] * 3]
    assert leading.planned_dose(CURL, Level.FULL) == leading.dose_range(CURL.dose) == "3 times"
    assert leading.short_dose(CURL, Level.FULL) == "3"


def test_repetitions_without_a_hold_are_counted_when_their_end_is_reached() -> None:
    session = Session(CURL).run(2)
    assert session.run(0.5).lines == [("curl", Side.BOTH, 0, 0.0, ExerciseOutcome.SKIPPED)]
    assert session.run(1).lines == [("curl", Side.BOTH, 1, 0.0, ExerciseOutcome.PARTIAL)]
    assert session.press("next").run(0.5).press("end").lines == [("curl", Side.BOTH, 1, 0.0, ExerciseOutcome.PARTIAL)]
    assert Session(CURL).run(8).lines == [("curl", Side.BOTH, 3, 0.0, ExerciseOutcome.DONE)]


def test_repetitions_without_a_hold_have_none_to_change() -> None:
    session = Session(CURL).run(2.5)
    assert session.press("change_hold", 1).at.hold_s == 0
    assert leading.hold_now(session.at.hold_s) == "No hold in this exercise"


def test_repetitions_without_a_hold_are_led_aloud_without_one() -> None:
    phases = timeline([CURL], Level.GENTLE)
    assert spoken.announcement(phases[0], 0)[0] == "Exercise one of one. Curl. Three times."
    assert CueKind.HOLD not in {cue.kind for cue in cue_sheet(phases, CALM)}


@pytest.mark.parametrize("full", [True, False])
def test_the_pain_up_to_which_to_go_is_told_however_little_is(full: bool) -> None:
    exercise = replace(Line(exercise=PULL, pain_limit=3).prescribed, always="Never sudden.")
    phase = timeline([exercise], Level.GENTLE)[0]
    guide = Introduction(CALM, Ways(stop="x", leave_out="-", begin="n"))
    told, _ = guide.introduce(phase, 10, full=full, first=False, hurt=None)
    texts = [sentence.text for sentence in told]
    assert "Pain up to three of ten, and no more." in texts
    assert texts.count("Never sudden.") == 1
