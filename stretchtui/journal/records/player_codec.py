"""A session player's state as plain values and back, so that an interrupted session can go on."""

from __future__ import annotations

from typing import Any, TypeVar

from stretchtui.domain.rating import PAIN
from stretchtui.domain.record import Pain
from stretchtui.domain.routine import Side
from stretchtui.domain.session.player_state import PainPause, PauseReason, PlayerState, RunState, Tally, Target
from stretchtui.domain.session.timeline import PACES, PhaseKind
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.fields import Fields, Kind, number, of, one_of, point, whole

A = TypeVar("A")
B = TypeVar("B")

_SECONDS = ("elapsed_s", "reentry_s", "reentry_total_s", "attempt_s", "active_s")
_KEYS = ("run", "reason", "index", "pace", *_SECONDS, "more_hold_s", "tallies", "pain")
_MOST = 1_000_000


def dump_player(state: PlayerState) -> dict[str, object]:
    """Give a state as values that JSON can hold: text, numbers, lists; times in seconds."""
    return {
        "run": state.run.value,
        "reason": state.reason and state.reason.value,
        "index": state.index,
        **{name: getattr(state, name) for name in _SECONDS},
        "pace": state.pace,
        "more_hold_s": [[number, added] for number, added in state.more_hold_s.items()],
        "tallies": [
            {
                "number": number,
                "side": side.value,
                "reps": tally.reps,
                "held_s": tally.held_s,
                "pain": tally.pain and {"nrs": tally.pain.nrs, "phase": tally.pain.phase and tally.pain.phase.value},
            }
            for (number, side), tally in state.tallies.items()
        ],
        "pain": state.pain
        and {
            "phase": state.pain.phase.value,
            "targets": [[number, side.value] for number, side in state.pain.targets],
            "chosen": state.pain.chosen,
            "nrs": state.pain.nrs,
        },
    }


def load_player(values: object) -> PlayerState:
    """Give the state that was dumped; raises RecordError for anything that `dump_player` does not make.

    Before pain had a pause of its own, it was a mark without a number, and the session waited at the next exercise.
    Before there was a pace, every session went at that of its timeline.
    """
    if isinstance(values, dict) and "pace" not in values:
        values = values | {"pace": 1.0}
    if isinstance(values, dict) and "pain" not in values:
        values = values | {"pain": None, "reason": "asked" if values.get("reason") == "pain" else values.get("reason")}
    fields = _exactly(values, "player", _KEYS)
    state = PlayerState(
        run=fields.take("run", one_of(RunState)),
        reason=fields.take("reason", one_of(PauseReason), None),
        index=fields.take("index", _NUMBER),
        pace=fields.take("pace", _PACE),
        more_hold_s=_each_once("more_hold_s", fields.take("more_hold_s", _pairs(_NUMBER, whole(-_MOST, _MOST)))),
        tallies=_each_once("tallies", [_tally(entry) for entry in fields.take("tallies", _LIST)]),
        pain=fields.take("pain", Kind("a pause for pain", _pause), None),
        **{name: fields.take(name, _DURATION) for name in _SECONDS},
    )
    if (state.reason is not None) != (state.run is RunState.PAUSED):
        raise RecordError("reason", "a reason for a pause, and for nothing else", state.reason)
    if (state.pain is not None) != (state.reason is PauseReason.PAIN):
        raise RecordError("pain", "values for a pause for pain, and for nothing else", state.pain)
    return state


def _pause(values: object) -> PainPause:
    fields = _exactly(values, "pain", ("phase", "targets", "chosen", "nrs"))
    targets = tuple(_each_once("targets", [(target, None) for target in fields.take("targets", _TARGETS)]))
    return PainPause(
        phase=fields.take("phase", _PHASE),
        targets=targets,
        chosen=fields.take("chosen", whole(0, max(0, len(targets) - 1))),
        nrs=fields.take("nrs", _NRS, None),
    )


def _tally(values: object) -> tuple[Target, Tally]:
    fields = _exactly(values, "tallies", ("number", "side", "reps", "held_s", "pain"))
    tally = Tally(
        reps=fields.take("reps", _NUMBER),
        held_s=fields.take("held_s", _DURATION),
        pain=fields.take("pain", Kind("a pain, or nothing", _pain), None),
    )
    return (fields.take("number", _NUMBER), fields.take("side", _SIDE)), tally


def _pain(values: object) -> Pain | None:
    if isinstance(values, bool):
        return Pain() if values else None
    fields = _exactly(values, "pain", ("nrs", "phase"))
    return Pain(nrs=fields.take("nrs", _NRS, None), phase=fields.take("phase", _PHASE, None))


def _exactly(values: object, where: str, keys: tuple[str, ...]) -> Fields:
    """Look into an object that has these keys and no others."""
    fields = Fields(values, where)
    if fields.rest.keys() != set(keys):
        raise RecordError(where, f"an object of {', '.join(keys)}", values)
    return fields


def _each_once(key: str, pairs: list[tuple[A, B]]) -> dict[A, B]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RecordError(key, "each once", pairs)
    return found


def _pairs(first: Kind[A], second: Kind[B]) -> Kind[list[tuple[A, B]]]:
    def read(value: Any) -> list[tuple[A, B]]:
        return [(first.read(one), second.read(other)) for one, other in _LIST.read(value)]

    return Kind(f"a list of pairs of {first.expected} and {second.expected}", read)


def _read_pace(value: Any) -> float:
    if value not in PACES:
        raise ValueError
    return float(value)


_LIST = of(list, "a list of at most 1000 entries", lambda value: len(value) <= 1_000)
_NUMBER = whole(0, _MOST)
_DURATION = number(0, _MOST)
_PACE = Kind(f"one of {', '.join(map(str, PACES))}", _read_pace)
_PHASE = one_of(PhaseKind)
_SIDE = one_of(Side)
_NRS = point(PAIN)
_TARGETS = _pairs(_NUMBER, _SIDE)
