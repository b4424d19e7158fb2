"""Big letters: any size from one alphabet, in block characters that every font has."""

from __future__ import annotations

from itertools import pairwise

import pytest

from stretchtui.drawing.letters import Weight, columns, drawable, letter_rows, weights
from tests.how_often import and_slowly
from tests.tables import every_row

PANGRAM = "SPHINX OF BLACK QUARTZ, JUDGE MY VOW: 0123456789; IT'S 10-15. WHY? NOW!"


def test_the_smallest_letters_have_straight_corners() -> None:
    assert letter_rows("HOLD", Weight(high=1, stem=2, inner=2)) == [
        "█   █ ▄▀▀▀▄ █     █▀▀▀▄",
        "█▄▄▄█ █   █ █     █   █",
        "█   █ █   █ █     █   █",
        "▀   ▀  ▀▀▀  ▀▀▀▀▀ ▀▀▀▀ ",
    ]


def test_larger_letters_have_round_ones() -> None:
    assert letter_rows("O", Weight(high=2, stem=4, inner=2)) == [
        "▗█████▖",
        "██▛ ▜██",
        "██   ██",
        "██   ██",
        "██   ██",
        "██▙ ▟██",
        "▝█████▘",
    ]


@pytest.mark.parametrize("rows", [4, 7, *and_slowly(11)])
def test_a_text_takes_the_room_that_was_counted(rows: int) -> None:
    for weight in weights(rows):
        drawn = letter_rows(PANGRAM, weight)
        assert len(drawn) == weight.rows <= rows
        assert {len(row) for row in drawn} == {columns(PANGRAM, weight)}


@every_row("rows", [4, 7, 11])
def test_words_become_narrower_before_they_become_lower(rows: int) -> None:
    found = [*weights(rows)]
    assert [weight.high for weight in found] == sorted((weight.high for weight in found), reverse=True)
    for first, second in pairwise(found):
        if first.high == second.high:
            assert columns(PANGRAM, first) > columns(PANGRAM, second)


def test_less_than_four_rows_have_no_letters() -> None:
    assert [*weights(3)] == []


def test_letters_there_are_none_for_are_told() -> None:
    assert drawable(PANGRAM)
    assert not drawable("ÜBEN")
