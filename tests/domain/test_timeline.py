from __future__ import annotations

from stretchtui.domain.dose import Sides
from stretchtui.domain.routine import Level, Routine, Side
from stretchtui.domain.session.timeline import PhaseKind, Timeline, at_pace, routine_timeline, timeline, total_s
from tests.support import make_exercise
from tests.tables import every_row

READY, IN, HOLD, OUT, SWITCH, REST = PhaseKind
LEFT, RIGHT, BOTH = Side


def kinds(phases: Timeline) -> list[PhaseKind]:
    return [phase.kind for phase in phases]


def test_a_held_stretch_on_each_side_is_laid_out_side_by_side() -> None:
    phases = timeline([make_exercise(sides=Sides.EACH, move_in_s=4.0, move_out_s=2.0)], Level.STANDARD)
    assert [(p.kind, p.side, p.duration_s) for p in phases] == [
        (READY, LEFT, 10.0),
        (IN, LEFT, 4.0),
        (HOLD, LEFT, 13.0),
        (OUT, LEFT, 2.0),
        (SWITCH, RIGHT, 5.0),
        (IN, RIGHT, 4.0),
        (HOLD, RIGHT, 13.0),
        (OUT, RIGHT, 2.0),
    ]
    assert total_s(phases) == 53.0


def test_alternating_reps_change_side_after_every_one() -> None:
    phases = timeline([make_exercise(hold_s=(3, 5), reps=(2, 2), sides=Sides.ALTERNATING)], Level.GENTLE)
    holds = [(p.side, p.rep, p.reps) for p in phases if p.kind is HOLD]
    assert holds == [(LEFT, 1, 2), (RIGHT, 1, 2), (LEFT, 2, 2), (RIGHT, 2, 2)]
    assert kinds(phases).count(SWITCH) == 3
    assert [p.station for p in phases if p.kind is HOLD] == [0, 1, 2, 3], "every turn is a step of next and back"


def test_the_side_that_comes_first_can_be_chosen() -> None:
    for sides in (Sides.EACH, Sides.ALTERNATING):
        phases = timeline([make_exercise(sides=sides, reps=(2, 2))], Level.GENTLE, RIGHT)
        assert (phases[0].side, phases[-1].side) == (RIGHT, LEFT)
    assert {p.side for p in timeline([make_exercise()], Level.GENTLE, RIGHT)} == {BOTH}


def test_reps_rest_between_them_and_sets_rest_longer() -> None:
    exercise = make_exercise(sets=(2, 2), reps=(2, 2), rest_s=3.0, set_rest_s=20.0)
    phases = timeline([exercise], Level.FULL)
    assert [p.duration_s for p in phases if p.kind is REST] == [3.0, 20.0, 3.0]
    assert [(p.set_number, p.rep) for p in phases if p.kind is HOLD] == [(1, 1), (1, 2), (2, 1), (2, 2)]


@every_row(
    ("sides", "gaps"),
    [
        (Sides.BOTH, [REST]),
        (Sides.EACH, [REST, SWITCH, REST]),
        (Sides.ALTERNATING, [SWITCH, REST, SWITCH]),
    ],
)
def test_a_new_set_begins_after_its_rest_however_the_sides_go(sides: Sides, gaps: list[PhaseKind]) -> None:
    phases = timeline([make_exercise(sets=(2, 2), sides=sides, set_rest_s=20.0)], Level.STANDARD)
    assert [p.kind for p in phases if p.kind in (REST, SWITCH)] == gaps
    assert {p.duration_s for p in phases if p.kind is REST} == {20.0}


def test_a_rest_names_the_side_and_the_rep_that_come() -> None:
    phases = timeline([make_exercise(reps=(2, 2), rest_s=3.0)], Level.STANDARD)
    rest = next(p for p in phases if p.kind is REST)
    assert (rest.side, rest.rep, rest.duration_s) == (BOTH, 2, 3.0)


def test_phases_of_no_length_are_left_out_but_getting_ready_stays_as_a_place_to_go_to() -> None:
    exercise = make_exercise(sides=Sides.EACH, get_ready_s=0.0, move_in_s=0.0, move_out_s=0.0, switch_sides_s=0.0)
    phases = timeline([exercise], Level.GENTLE)
    assert kinds(phases) == [READY, HOLD, HOLD]
    assert [p.station for p in phases] == [0, 0, 1]


def test_stations_are_reps_in_the_order_they_are_done() -> None:
    exercises = [
        make_exercise("turn", hold_s=(3, 5), reps=(2, 3), sides=Sides.ALTERNATING),
        make_exercise("pull", sides=Sides.EACH, reps=(2, 2)),
        make_exercise("lift", reps=(4, 5)),
    ]
    phases = timeline(exercises, Level.FULL)
    begins = {}
    for phase in phases:
        begins.setdefault(phase.station, (phase.exercise.id, phase.side))
    turns, pulls, lifts = [LEFT, RIGHT] * 3, [LEFT] * 2 + [RIGHT] * 2, [BOTH] * 5
    wanted = (
        [("turn", side) for side in turns] + [("pull", side) for side in pulls] + [("lift", side) for side in lifts]
    )
    assert list(begins.items()) == list(enumerate(wanted))
    assert {(p.number, p.count) for p in phases} == {(1, 3), (2, 3), (3, 3)}


@every_row(
    ("kind", "text"),
    [(READY, "lie down"), (IN, "right in"), (HOLD, "stay, right"), (OUT, "right out"), (SWITCH, "now right")],
)
def test_an_instruction_names_the_side(kind: PhaseKind, text: str) -> None:
    phases = timeline([make_exercise(sides=Sides.EACH)], Level.STANDARD)
    last = [p for p in phases if p.kind is kind][-1]
    assert last.instruction == text


def test_the_same_exercise_twice_is_two_places_in_the_session() -> None:
    exercise = make_exercise()
    phases = timeline([exercise, exercise], Level.STANDARD)
    assert [p.number for p in phases if p.kind is HOLD] == [1, 2]
    assert len({p.target for p in phases}) == 2


def test_nothing_planned_is_an_empty_timeline() -> None:
    assert timeline([], Level.FULL) == ()
    assert total_s(()) == 0


@every_row("level", Level)
def test_the_short_version_takes_less_time(routine: Routine, level: Level) -> None:
    assert 0 < total_s(routine_timeline(routine, level, short=True)) < total_s(routine_timeline(routine, level))


def test_the_pace_stretches_all_but_the_holds() -> None:
    phases = timeline([make_exercise(sides=Sides.EACH)], Level.GENTLE)
    slow = at_pace(phases, 1.5)
    assert [s.duration_s / p.duration_s for p, s in zip(phases, slow, strict=True)] == [
        1.0 if p.kind is HOLD else 1.5 for p in phases
    ]


def test_a_higher_level_is_more_of_every_exercise(routine: Routine) -> None:
    for exercise in routine.exercises:
        amounts = [exercise.dose.at(level) for level in Level]
        assert amounts == sorted(set(amounts), key=sum), exercise.id


def test_a_higher_level_takes_longer(routine: Routine) -> None:
    lengths = [total_s(routine_timeline(routine, level)) for level in (Level.GENTLE, Level.STANDARD, Level.FULL)]
    assert lengths == sorted(set(lengths))
