"""The pause for pain: what is proposed, what can be chosen, what is marked, and when."""

from __future__ import annotations

import pytest

from stretchtui.domain.record import ExerciseOutcome, Pain
from stretchtui.domain.routine import Side
from stretchtui.domain.session import pain
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.timeline import PhaseKind
from tests.domain.sessions import LIFT, PULL, PULL_S, Session
from tests.support import make_exercise
from tests.tables import every_row

LEFT, RIGHT, BOTH = (1, Side.LEFT), (1, Side.RIGHT), (2, Side.BOTH)
REACH = make_exercise("reach")


def stopped(at_s: float, *keys: str) -> Session:
    """Stop for pain after so many seconds."""
    session = Session(PULL, LIFT, REACH).run(at_s).press("stop_for_pain")
    for key in keys:
        session.press(key)
    return session


def rate(session: Session, digits: str) -> Session:
    for digit in digits:
        assert session.player.state.pain is not None
        session.player.change_pain(pain.with_digit(session.player.state.pain, int(digit)))
    return session


def hurt(session: Session) -> dict[tuple[str, Side], Pain | None]:
    lines = session.player.results(session.level)
    return {(line.exercise, line.side): line.pain for line in lines if line.outcome is ExerciseOutcome.STOPPED_PAIN}


@every_row(
    ("at_s", "proposed", "begun"),
    [
        (3, None, []),  # getting ready for the first
        (11, LEFT, [LEFT]),  # moving in
        (20, LEFT, [LEFT]),
        (25, LEFT, [LEFT]),  # easing out
        (28, LEFT, [LEFT]),  # changing sides: still the one just done
        (32, RIGHT, [LEFT, RIGHT]),
        (PULL_S + 3, RIGHT, [LEFT, RIGHT]),  # getting ready for one not begun
        (PULL_S + 11, BOTH, [LEFT, RIGHT, BOTH]),
        (PULL_S + 20, BOTH, [LEFT, RIGHT, BOTH]),  # resting between two reps
    ],
)
def test_what_one_is_in_or_has_just_done_is_proposed(at_s: float, proposed: object, begun: list[object]) -> None:
    pause = stopped(at_s).player.state.pain
    assert pause is not None
    assert (pause.target, list(pause.targets)) == (proposed, begun)


def test_nothing_is_marked_that_was_passed_over() -> None:
    session = Session(PULL, LIFT, REACH).press("next").press("next").press("next").run(12).press("stop_for_pain")
    assert session.player.state.pain is not None
    assert session.player.state.pain.targets == (BOTH,)


def test_keys_on_the_same_side_are_no_step_and_mark_nothing() -> None:
    session = stopped(20, "stop_for_pain", "stop_for_pain", "back", "next", "pause", "start")
    session.press("change_hold", 1).run(300)
    assert session.where == ("pull", Side.LEFT, PhaseKind.HOLD, 6.0)
    assert not any(tally.pain for tally in session.player.state.tallies.values())
    assert session.at.active_s == 20
    session.press("no_pain")
    assert (session.at.run, session.at.reentry, hurt(session)) == (RunState.RUNNING, True, {})
    session.run(4 + 4)
    assert session.at.kind is PhaseKind.MOVE_OUT


def test_left_and_right_choose_among_those_begun() -> None:
    session = stopped(PULL_S + 12, "back")
    assert set(hurt(session)) == {("pull", Side.RIGHT)}
    assert set(hurt(session.press("back").press("back"))) == {("pull", Side.LEFT)}
    assert set(hurt(session.press("next").press("next").press("next"))) == {("lift", Side.BOTH)}


@every_row(
    ("digits", "nrs"), [("", None), ("0", 0), ("7", 7), ("10", 10), ("100", 10), ("110", 10), ("61", 1), ("610", 10)]
)
def test_digits_say_how_much(digits: str, nrs: int | None) -> None:
    session = rate(stopped(20), digits).press("resume")
    assert hurt(session) == {("pull", Side.LEFT): Pain(nrs=nrs, phase=PhaseKind.HOLD)}


def test_a_1_stays_open_for_a_0_until_another_key() -> None:
    session = rate(stopped(PULL_S + 12), "1").run(60)
    assert hurt(rate(session, "0")) == {("lift", Side.BOTH): Pain(nrs=10, phase=PhaseKind.MOVE_IN)}
    session = rate(rate(stopped(PULL_S + 12), "1").press("back"), "0")
    assert hurt(session) == {("pull", Side.RIGHT): Pain(nrs=0, phase=None)}


def test_an_answer_can_be_taken_back_and_has_to_be_on_the_scale() -> None:
    session = rate(stopped(20), "6")
    pause = session.player.state.pain
    assert pause is not None
    session.player.change_pain(pain.rated(pause, None))
    assert hurt(session) == {("pull", Side.LEFT): Pain(phase=PhaseKind.HOLD)}
    with pytest.raises(ValueError, match="0-10"):
        pain.rated(pause, 11)


@every_row(
    ("at_s", "keys", "where"),
    [
        (20, (), ("lift", Side.BOTH, PhaseKind.GET_READY, 0.0)),
        (28, (), ("lift", Side.BOTH, PhaseKind.GET_READY, 0.0)),
        (40, ("back",), ("lift", Side.BOTH, PhaseKind.GET_READY, 0.0)),  # the other side of the same
        (PULL_S + 4, (), ("lift", Side.BOTH, PhaseKind.GET_READY, 0.0)),  # not begun: from its start
        (PULL_S + 14, (), ("reach", Side.BOTH, PhaseKind.GET_READY, 0.0)),
        (PULL_S + 14, ("back",), ("lift", Side.BOTH, PhaseKind.MOVE_IN, 0.0)),  # another hurts: on with this one
        (3, (), ("pull", Side.LEFT, PhaseKind.GET_READY, 0.0)),
    ],
)
def test_going_on_leads_past_what_hurts(at_s: float, keys: tuple[str, ...], where: object) -> None:
    session = stopped(at_s, *keys)
    told = session.at.pain
    session.press("resume")
    assert session.at.run is RunState.RUNNING
    assert session.where == where
    assert told is not None
    assert told.goes_on is not None
    assert told.goes_on.exercise is session.at.phase.exercise, "as it was announced"


def test_what_was_done_stays_done_and_is_in_the_record_while_the_pause_lasts() -> None:
    session = rate(stopped(40), "4")
    lines = session.player.results(session.level)[:2]
    assert [(line.done.reps, line.done.hold_s, line.pain) for line in lines] == [
        (1, 10.0, None),
        (0, 5.0, Pain(nrs=4, phase=PhaseKind.HOLD)),
    ]
    session.press("resume")
    assert session.player.results(session.level)[:2] == lines


def test_ending_marks_what_is_proposed() -> None:
    session = rate(stopped(28), "3").press("end")
    assert session.at.run is RunState.STOPPED_EARLY
    assert hurt(session) == {("pull", Side.LEFT): Pain(nrs=3, phase=PhaseKind.SWITCH_SIDES)}


@every_row(("at_s", "offered"), [(3, True), (11, False), (20, False), (28, False), (PULL_S + 3, True)])
def test_one_that_was_not_begun_can_be_left_out_with_nothing_marked(at_s: float, offered: bool) -> None:
    session = stopped(at_s)
    number = session.at.phase.number
    assert session.at.pain is not None
    assert (session.at.pain.left_out is not None) is offered
    before = session.player.state
    session.press("leave_out")
    if offered:
        assert (session.at.phase.number, session.at.run, hurt(session)) == (number + 1, RunState.RUNNING, {})
    else:
        assert session.player.state == before


def test_a_step_out_of_the_pause_is_taken_back_with_all_of_it() -> None:
    session = rate(stopped(20), "6")
    before = session.player.state
    session.press("resume").run(2)
    session.player.take_back(before, session.now)
    assert (session.at.run, session.at.reentry, hurt(session)) == (RunState.RUNNING, True, {})
    assert session.player.state.attempt_s == 6


def test_how_to_come_out_is_told_only_where_one_is_in_a_position() -> None:
    eases = [told.ease for told in (stopped(at_s).at.pain for at_s in (20, 28, PULL_S + 3)) if told]
    assert eases == ["left out", "", ""]


def test_a_number_left_out_takes_nothing_back_of_what_was_marked_before() -> None:
    session = rate(stopped(20), "7").press("resume").run(3).press("stop_for_pain").press("back")
    pause = pain.view(session.player.phases, session.player.state)
    assert pause is not None
    assert (pause.nrs, session.player.state.pain is not None) == (7, True)
    assert hurt(session.press("resume"))["pull", Side.LEFT] == Pain(nrs=7, phase=PhaseKind.HOLD)
    again = hurt(rate(session.run(1).press("stop_for_pain").press("back"), "2").press("resume"))["pull", Side.LEFT]
    assert again is not None
    assert again.nrs == 2
