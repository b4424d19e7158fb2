"""A frozen state is plain JSON, comes back as it was, and nothing else passes for one."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import strategies as st

from stretchtui.domain.rating import PAIN
from stretchtui.domain.record import Pain
from stretchtui.domain.routine import Level, Routine, Side
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import PainPause, PauseReason, PlayerState, RunState, Tally
from stretchtui.domain.session.timeline import PhaseKind, routine_timeline
from stretchtui.journal.records.player_codec import dump_player, load_player
from tests.how_often import often
from tests.tables import every_row

seconds = st.floats(0, 100_000)
numbers = st.integers(0, 50)


degrees = st.none() | st.sampled_from(PAIN.points)
pains = st.builds(Pain, nrs=degrees, phase=st.none() | st.sampled_from(PhaseKind))


@st.composite
def pauses(draw: st.DrawFn) -> PainPause:
    targets = draw(st.lists(st.tuples(numbers, st.sampled_from(Side)), unique=True, max_size=5))
    return PainPause(
        phase=draw(st.sampled_from(PhaseKind)),
        targets=tuple(targets),
        chosen=draw(st.integers(0, max(0, len(targets) - 1))),
        nrs=draw(degrees),
    )


@st.composite
def states(draw: st.DrawFn) -> PlayerState:
    run = draw(st.sampled_from(RunState))
    reason = draw(st.sampled_from(PauseReason)) if run is RunState.PAUSED else None
    return PlayerState(
        run=run,
        reason=reason,
        pain=draw(pauses()) if reason is PauseReason.PAIN else None,
        index=draw(numbers),
        elapsed_s=draw(seconds),
        reentry_s=draw(seconds),
        reentry_total_s=draw(seconds),
        attempt_s=draw(seconds),
        active_s=draw(seconds),
        more_hold_s=draw(st.dictionaries(numbers, st.integers(-30, 30))),
        tallies=draw(
            st.dictionaries(
                st.tuples(numbers, st.sampled_from(Side)),
                st.builds(Tally, reps=numbers, held_s=seconds, pain=st.none() | pains),
            )
        ),
    )


@often(10, 100, states())
def test_a_frozen_state_goes_through_json_and_comes_back_as_it_was(state: PlayerState) -> None:
    assert load_player(json.loads(json.dumps(dump_player(state)))) == state


def test_every_field_of_the_state_is_frozen() -> None:
    assert set(dump_player(PlayerState())) == {field.name for field in fields(PlayerState)}


def test_a_session_goes_on_where_it_was_frozen(routine: Routine) -> None:
    phases = routine_timeline(routine, Level.STANDARD)
    first = SessionPlayer(phases)
    first.start(0.0)
    for tick in range(400):
        first.advance(tick / 5)
    first.change_hold(1, 80.0)
    second = SessionPlayer(phases)
    second.state = load_player(json.loads(json.dumps(dump_player(first.state))))
    assert second.moment() == first.moment()
    for tick in range(1, 4000):
        first.advance(80.0 + tick)
        second.advance(5000.0 + tick)
    assert second.over
    assert second.results(Level.STANDARD)[2:] == first.results(Level.STANDARD)[2:]


_TALLY = {"number": 1, "side": "left", "reps": 1, "held_s": 1}

WRONG: dict[str, Any] = {
    "no object": [],
    "run": {"run": "walking"},
    "run a number": {"run": 1},
    "reason without a pause": {"reason": "asked"},
    "pause without a reason": {"run": "paused"},
    "index below 0": {"index": -1},
    "index a fraction": {"index": 1.5},
    "index true": {"index": True},
    "negative seconds": {"elapsed_s": -0.1},
    "seconds not a number": {"active_s": float("nan")},
    "seconds without end": {"attempt_s": float("inf")},
    "seconds as text": {"reentry_s": "1"},
    "more hold an object": {"more_hold_s": {"1": 5}},
    "more hold a triple": {"more_hold_s": [[1, 2, 3]]},
    "more hold twice": {"more_hold_s": [[1, 2], [1, 3]]},
    "a tally without pain": {"tallies": [{"number": 1, "side": "left", "reps": 1, "held_s": 1}]},
    "a side": {"tallies": [{"number": 1, "side": "up", "reps": 1, "held_s": 1, "pain": False}]},
    "pain a number": {"tallies": [{"number": 1, "side": "left", "reps": 1, "held_s": 1, "pain": 0}]},
    "too much pain": {"tallies": [{**_TALLY, "pain": {"nrs": 11, "phase": None}}]},
    "pain in no phase": {"tallies": [{**_TALLY, "pain": {"nrs": 1, "phase": "dream"}}]},
    "a pause for pain without one": {"run": "paused", "reason": "pain", "pain": None},
    "pain in a running session": {"pain": {"phase": "hold", "targets": [], "chosen": 0, "nrs": None}},
    "a choice past the last": {
        "run": "paused",
        "reason": "pain",
        "pain": {"phase": "hold", "targets": [[1, "left"]], "chosen": 1, "nrs": None},
    },
    "a list without end": {"tallies": [None] * 1001},
    "unknown": {"mood": "calm"},
}


@every_row("wrong", WRONG.values())
def test_anything_odd_is_refused(wrong: Any) -> None:
    values = dump_player(PlayerState()) | wrong if isinstance(wrong, dict) else wrong
    with pytest.raises(ValueError, match=r"."):
        load_player(values)


def test_a_state_from_before_pain_had_a_pause_of_its_own_is_read() -> None:
    old = dump_player(PlayerState()) | {"run": "paused", "reason": "pain", "tallies": [{**_TALLY, "pain": True}]}
    del old["pain"]
    state = load_player(old)
    assert (state.reason, state.pain) == (PauseReason.ASKED, None)
    assert state.tallies == {(1, Side.LEFT): Tally(reps=1, held_s=1, pain=Pain())}


def test_a_session_of_before_there_was_a_pace_goes_at_the_usual_one() -> None:
    old = dump_player(PlayerState(pace=1.5))
    assert load_player(old).pace == 1.5
    del old["pace"]
    assert load_player(old).pace == 1.0


@every_row("key", [key for key in dump_player(PlayerState()) if key not in ("pain", "pace")])
def test_nothing_may_be_missing(key: str) -> None:
    values = dump_player(PlayerState())
    del values[key]
    with pytest.raises(ValueError, match=key):
        load_player(values)
