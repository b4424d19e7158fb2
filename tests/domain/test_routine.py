from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from stretchtui.domain.dose import Sides, Span
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.request import SessionRequest
from stretchtui.words import leading
from tests.how_often import often
from tests.support import make_exercise, make_routine
from tests.tables import every_row


@every_row(
    ("span", "gentle", "standard", "full"),
    [
        (Span(10, 15), 10, 12, 15),
        (Span(2, 3), 2, 2, 3),
        (Span(4, 6), 4, 5, 6),
        (Span(1, 1), 1, 1, 1),
    ],
)
def test_a_level_picks_the_minimum_the_middle_or_the_maximum(span: Span, gentle: int, standard: int, full: int) -> None:
    assert [span.at(level) for level in (Level.GENTLE, Level.STANDARD, Level.FULL)] == [gentle, standard, full]


def test_even_a_narrow_dose_grows_with_every_level() -> None:
    dose = make_exercise(hold_s=(3, 5), reps=(2, 3), sets=(1, 2)).dose
    assert [tuple(dose.at(level)) for level in Level] == [(1, 2, 3), (1, 2, 4), (2, 3, 5)]
    assert make_exercise(hold_s=(10, 15)).dose.at(Level.STANDARD).hold_s == 13, "12.5 goes up"


@often(15, 100, low=st.integers(1, 300), more=st.integers(0, 300))
def test_every_level_stays_inside_the_range_and_levels_never_go_down(low: int, more: int) -> None:
    span = Span(low, low + more)
    points = [span.at(level) for level in (Level.GENTLE, Level.STANDARD, Level.FULL)]
    assert points == sorted(points)
    assert all(span.minimum <= point <= span.maximum for point in points)


@pytest.mark.parametrize(("span", "text"), [(Span(10, 15), "10-15"), (Span(3, 3), "3")])
def test_a_range_is_written_as_a_dose_is(span: Span, text: str) -> None:
    assert str(span) == text


@every_row(
    ("sides", "order"),
    [
        (Sides.BOTH, (Side.BOTH,)),
        (Sides.EACH, (Side.LEFT, Side.RIGHT)),
        (Sides.ALTERNATING, (Side.LEFT, Side.RIGHT)),
    ],
)
def test_each_side_gets_its_line_left_first(sides: Sides, order: tuple[Side, ...]) -> None:
    assert sides.each() == order


@every_row(
    ("dose", "text"),
    [
        ({"hold_s": (10, 15), "sides": Sides.EACH}, "hold 10-15 s, each side"),
        ({"hold_s": (3, 5), "reps": (2, 3), "sides": Sides.ALTERNATING}, "2-3 times, each side in turn"),
        ({"hold_s": (3, 5), "reps": (4, 5)}, "4-5 times"),
        ({"hold_s": (3, 5)}, "once"),
        ({"hold_s": (20, 30), "reps": (2, 2), "sets": (1, 2)}, "1-2 sets 2 times, hold 20-30 s"),
    ],
)
def test_a_dose_is_said_in_one_line(dose: dict[str, object], text: str) -> None:
    assert leading.dose_range(make_exercise(**dose).dose) == text


@every_row(
    ("dose", "text"),
    [
        ({"hold_s": (5, 5), "reps": (6, 6), "sides": Sides.EACH}, "6 times, hold 5 s, each side"),
        ({"hold_s": (3, 5)}, "hold 3-5 s"),
        ({"hold_s": (0, 0), "reps": (12, 12)}, "12 times"),
    ],
)
def test_the_whole_of_a_dose_tells_a_short_hold_too(dose: dict[str, object], text: str) -> None:
    assert leading.whole_dose(make_exercise(**dose).dose) == text


@every_row(
    ("hold_s", "counts_from_s"),
    [((10, 15), 10.0), ((5, 10), 5.0), ((3, 5), 1.0), ((1, 1), 1.0)],
)
def test_a_stretch_counts_from_its_minimum_and_a_movement_from_a_moment(
    hold_s: tuple[int, int], counts_from_s: float
) -> None:
    assert make_exercise(hold_s=hold_s).dose.counts_from_s == counts_from_s


@every_row(("side", "text"), [(Side.LEFT, "left leg"), (Side.RIGHT, "right leg"), (Side.BOTH, "")])
def test_a_side_is_named_in_the_words_of_the_exercise(side: Side, text: str) -> None:
    assert make_exercise().name_side(side) == text


def test_the_short_version_keeps_the_routines_order() -> None:
    first, second, third = (make_exercise(name) for name in ("one", "two", "three"))
    routine = make_routine(first, second, third, short=("three", "one"))
    assert routine.planned(short=True) == (first, third)
    assert routine.planned(short=False) == (first, second, third)


def test_what_a_person_leaves_out_is_not_planned_wherever_it_stands() -> None:
    first, second, third = (make_exercise(name) for name in ("one", "two", "three"))
    request = SessionRequest(
        routine=make_routine(first, second, first, third, short=("one", "two")),
        level=Level.GENTLE,
        without=frozenset({"one", "elsewhere"}),
    )
    assert (request.exercises, request.left_out) == ((second, third), (first,))
    assert {phase.exercise for phase in request.timeline()} == {second, third}
    whole = replace(request, without=frozenset())
    assert request.total_s() < whole.total_s()
    short = replace(request, short=True, without=frozenset({"three", "two"}))
    assert (short.exercises, short.left_out) == ((first, first), (second,)), "the short version never had the third"
    nothing = replace(request, without=frozenset({"one", "two", "three"}))
    assert (nothing.exercises, nothing.total_s()) == ((), 0.0)


def test_a_routine_without_a_short_version_is_done_whole() -> None:
    exercise = make_exercise()
    assert make_routine(exercise).planned(short=True) == (exercise,)
