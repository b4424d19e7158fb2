"""Each of the last ten steps can be taken back, newest first, for five seconds of running each."""

from __future__ import annotations

from stretchtui.domain.session.held_key import REPEAT_S, HeldKey
from stretchtui.domain.session.player_state import PlayerState
from stretchtui.domain.session.undo import MOST, UNDO_S, Undo

STATES = [PlayerState(index=index) for index in range(MOST + 3)]


def remembered(*moments_s: float) -> Undo:
    undo = Undo()
    for state, at_s in zip(STATES, moments_s, strict=False):
        undo.remember(state, at_s)
    return undo


def taken(undo: Undo, ran_s: float) -> int | None:
    """Take a step back as a session does: the time it has run is the state's own from then on."""
    state = undo.take(ran_s)
    undo.uncover(ran_s)
    return None if state is None else state.index


def test_steps_come_back_newest_first_and_no_more_than_ten() -> None:
    undo = remembered(*range(MOST + 3))
    assert [taken(undo, MOST + 3) for _ in range(MOST + 1)] == [*range(MOST + 2, 2, -1), None]


def test_a_step_has_five_seconds() -> None:
    assert remembered(10).possible(10 + UNDO_S - 0.1)
    assert not remembered(10).possible(10 + UNDO_S)
    assert taken(remembered(10), 10 + UNDO_S) is None
    assert not Undo().possible(0)


def test_one_that_comes_to_light_has_five_seconds_again() -> None:
    undo = remembered(0, 4)
    assert taken(undo, 8) == 1
    assert undo.left_s(8) == UNDO_S
    assert taken(undo, 12) == 0


def test_one_whose_time_was_over_is_not_behind_a_later_one() -> None:
    undo = remembered(0, UNDO_S + 1)
    assert [taken(undo, UNDO_S + 2) for _ in range(2)] == [1, None]


def test_a_key_held_down_counts_once() -> None:
    key = HeldKey()
    moments = [0.0, 0.1, 0.2, 0.3 + REPEAT_S, 0.5 + REPEAT_S]
    assert [key.repeated("next", at_s) for at_s in moments] == [False, True, True, False, True]
    assert not key.repeated("back", 0.6 + REPEAT_S)
