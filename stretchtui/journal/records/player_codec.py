"""A session player's state as plain values and back, so that an interrupted session can go on."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Any, TypeVar

from stretchtui.domain.rating import PAIN
from stretchtui.domain.record import Pain
from stretchtui.domain.routine import Side
from stretchtui.domain.session.player_state import PainPause, PauseReason, PlayerState, RunState, Tally, Target
from stretchtui.domain.session.timeline import PACES, PhaseKind

E = TypeVar("E", bound=StrEnum)

_SECONDS = ("elapsed_s", "reentry_s", "reentry_total_s", "attempt_s", "active_s")
_KEYS = {"run", "reason", "index", "pace", *_SECONDS, "more_hold_s", "tallies", "pain"}
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
    """Give the state that was frozen; raises ValueError for anything that `freeze` does not make.

    Before pain had a pause of its own, it was a mark without a number, and the session waited at the next exercise.
    Before there was a pace, every session went at that of its timeline.
    """
    if type(values) is dict and "pace" not in values:
        values = values | {"pace": 1.0}
    if type(values) is dict and "pain" not in values:
        values = values | {"pain": None, "reason": "asked" if values.get("reason") == "pain" else values.get("reason")}
    fields = _object(values, _KEYS)
    reason = fields["reason"]
    seconds = {name: _seconds(fields[name]) for name in _SECONDS}
    state = PlayerState(
        run=_one_of(RunState, fields["run"]),
        reason=None if reason is None else _one_of(PauseReason, reason),
        index=_whole(fields["index"]),
        pace=_pace(fields["pace"]),
        more_hold_s=dict(map(_more_hold, _list(fields["more_hold_s"]))),
        tallies=dict(map(_tally, _list(fields["tallies"]))),
        pain=None if fields["pain"] is None else _pause(fields["pain"]),
        **seconds,
    )
    if (state.reason is not None) != (state.run is RunState.PAUSED):
        raise ValueError("a reason belongs to a pause, and to nothing else")
    if (state.pain is not None) != (state.reason is PauseReason.PAIN):
        raise ValueError("a pause for pain has its own values, and nothing else has them")
    for name in ("more_hold_s", "tallies"):
        if len(getattr(state, name)) != len(fields[name]):
            raise ValueError(f"{name} has something twice")
    return state


def _more_hold(entry: Any) -> tuple[int, int]:
    if type(entry) is not list or len(entry) != 2:
        raise ValueError("more_hold_s: expected pairs of numbers")
    return _whole(entry[0]), _whole(entry[1], least=-_MOST)


def _pause(values: Any) -> PainPause:
    fields = _object(values, {"phase", "targets", "chosen", "nrs"})
    targets = tuple(map(_target, _list(fields["targets"])))
    chosen = _whole(fields["chosen"])
    if len(set(targets)) != len(targets) or chosen > max(0, len(targets) - 1):
        raise ValueError("chosen: expected one of the targets")
    return PainPause(phase=_one_of(PhaseKind, fields["phase"]), targets=targets, chosen=chosen, nrs=_nrs(fields["nrs"]))


def _target(entry: Any) -> Target:
    if type(entry) is not list or len(entry) != 2:
        raise ValueError("targets: expected pairs of a number and a side")
    return _whole(entry[0]), _one_of(Side, entry[1])


def _nrs(value: Any) -> int | None:
    if value is not None and not PAIN.accepts(value):
        raise ValueError(f"expected a whole number {PAIN.minimum}-{PAIN.maximum} or nothing, got {value!r:.40}")
    return value  # type: ignore[no-any-return]


def _pain(value: Any) -> Pain | None:
    if type(value) is bool:
        return Pain() if value else None
    if value is None:
        return None
    fields = _object(value, {"nrs", "phase"})
    phase = None if fields["phase"] is None else _one_of(PhaseKind, fields["phase"])
    return Pain(nrs=_nrs(fields["nrs"]), phase=phase)


def _tally(entry: Any) -> tuple[Target, Tally]:
    fields = _object(entry, {"number", "side", "reps", "held_s", "pain"})
    tally = Tally(reps=_whole(fields["reps"]), held_s=_seconds(fields["held_s"]), pain=_pain(fields["pain"]))
    return (_whole(fields["number"]), _one_of(Side, fields["side"])), tally


def _object(value: Any, keys: set[str]) -> dict[str, Any]:
    if type(value) is not dict or value.keys() != keys:
        raise ValueError(f"expected an object of {', '.join(sorted(keys))}")
    return value


def _list(value: Any) -> list[Any]:
    if type(value) is not list or len(value) > 1_000:
        raise ValueError("expected a list of at most 1000 entries")
    return value


def _whole(value: Any, least: int = 0) -> int:
    if type(value) is not int or not least <= value <= _MOST:
        raise ValueError(f"expected a whole number from {least}, got {value!r:.40}")
    return value


def _seconds(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= _MOST:
        raise ValueError(f"expected seconds from 0, got {value!r:.40}")
    return value  # type: ignore[no-any-return]


def _pace(value: Any) -> float:
    if value not in PACES:
        raise ValueError(f"expected one of {', '.join(map(str, PACES))}, got {value!r:.40}")
    return float(value)


def _one_of(kind: type[E], value: Any) -> E:
    if type(value) is not str:
        raise ValueError(f"expected one of {', '.join(kind)}")
    return kind(value)
