from __future__ import annotations

import pytest

from stretchtui.domain.rating import COMFORT, SCALES, STIFFNESS, DigitEntry, Scale, stiffness
from stretchtui.library import Library
from tests.tables import every_row

NOT_POINTS = [-1, 11, True, 3.0, "3", None]


@pytest.mark.parametrize(("scale", "points"), [(STIFFNESS, range(11)), (COMFORT, range(1, 6))])
def test_every_point_of_a_scale_can_be_given(scale: Scale, points: range) -> None:
    assert scale.points == points
    assert all(map(scale.accepts, points))


@every_row("value", NOT_POINTS)
def test_only_whole_numbers_of_the_scale_are_accepted(value: object) -> None:
    assert not STIFFNESS.accepts(value)


def test_comfort_has_no_zero() -> None:
    assert not COMFORT.accepts(0)


def test_stiffness_and_comfort_run_opposite_ways_with_both_ends_in_words() -> None:
    assert (STIFFNESS.low_anchor, STIFFNESS.high_anchor) == ("no stiffness", "worst imaginable")
    assert (COMFORT.low_anchor, COMFORT.high_anchor) == ("very uncomfortable", "very comfortable")
    assert "right now, lying still" in STIFFNESS.question


def test_comfort_has_a_word_for_each_point_and_stiffness_bare_numbers() -> None:
    words = [COMFORT.word(value) for value in COMFORT.points]
    assert len(set(words)) == 5
    assert (words[0], words[-1]) == (COMFORT.low_anchor, COMFORT.high_anchor)
    assert STIFFNESS.word(10) == ""


def test_a_scale_with_the_wrong_number_of_words_is_refused() -> None:
    with pytest.raises(ValueError, match="scale odd: 1 words for 2 points"):
        Scale("odd", "?", 0, 1, "low", "high", words=("one",))


def test_the_journal_names_each_scale_with_its_version() -> None:
    assert SCALES == {"stiffness": "nrs-0-10/1", "comfort": "comfort-1-5/1"}


@every_row(
    ("digits", "answers"),
    [
        ([6], [6]),
        ([1, 0], [1, 10]),
        ([1, 0, 0], [1, 10, 10]),  # a bounced zero
        ([1, 1, 0], [1, 1, 10]),
        ([0, 1, 0], [0, 1, 10]),
        ([1, 5, 0], [1, 5, 0]),
        ([1, 0, 3, 0], [1, 10, 3, 0]),
        ([0, 5], [0, 5]),
    ],
)
def test_one_and_then_nothing_is_ten_on_a_scale_that_goes_there(digits: list[int], answers: list[int]) -> None:
    entry = DigitEntry(STIFFNESS)
    assert [entry.press(digit) for digit in digits] == answers


def test_a_number_ends_where_something_else_is_done() -> None:
    entry = DigitEntry(STIFFNESS)
    assert entry.press(1) == 1
    entry.forget()
    assert entry.press(0) == 0


def test_on_a_scale_of_one_digit_digits_only_replace() -> None:
    entry = DigitEntry(COMFORT)
    assert [entry.press(digit) for digit in (1, 0, 4, 9, 1)] == [1, None, 4, None, 1]


@every_row(
    ("routine", "lying"),
    [("morning-bed", True), ("before-getting-up", True), ("chair", False), ("neck", False), ("kitchen-counter", False)],
)
def test_stiffness_is_asked_lying_still_only_where_one_begins_lying(
    shipped: Library, routine: str, lying: bool
) -> None:
    scale = stiffness(lying=shipped.routine(routine).begins_lying)
    assert ("lying still" in scale.question) is lying
    assert "right now" in scale.question
    assert scale.id == STIFFNESS.id
