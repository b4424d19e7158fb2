"""A session player's state as plain values and back, so that an interrupted session can go on."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import msgspec

from stretchtui.domain.fields import refuse_mistakes
from stretchtui.domain.session.player_state import PauseReason, PlayerState, RunState
from stretchtui.journal.errors import RecordError


def dump_player(state: PlayerState) -> dict[str, Any]:
    """Give a state as values that JSON can hold: text, numbers, lists; times in seconds."""
    values = msgspec.to_builtins(state)
    values["more_hold_s"] = [*values["more_hold_s"].items()]
    values["tallies"] = [{"number": number, "side": side, **of} for (number, side), of in values["tallies"].items()]
    if state.pain is not None:
        del values["pain"]["growing"]  # the digits of before are not typed on
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
    return found


def load_player(values: object) -> PlayerState:
    """Give the state that was dumped; raises RecordError for anything that `dump_player` does not make."""
    if not isinstance(values, dict):
        raise RecordError("player", _EXPECTED, values)
    try:
        known = _of_today(values)
        more = dict(known["more_hold_s"])
        tallies = {(tally["number"], tally["side"]): tally for tally in known["tallies"]}
        state = msgspec.convert({**known, "more_hold_s": more, "tallies": tallies}, PlayerState)
        tallied = state.tallies.values()
        for part in (state, state.pain, *tallied, *(tally.pain for tally in tallied)):
            if part is not None:
                refuse_mistakes(part)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError) as error:
        raise RecordError("player", f"{_EXPECTED} ({error})", values) from None
    paused, hurts = state.run is RunState.PAUSED, state.reason is PauseReason.PAIN
    if dump_player(state) != known or (state.reason is None) is paused or (state.pain is None) is hurts:
        raise RecordError("player", _EXPECTED, values)
    return state


def _of_today(values: dict[str, Any]) -> dict[str, Any]:
    """Give a state as it is written now.

    Before pain had a pause of its own, it was a mark without a number, and the session waited at the next exercise.
    Before there was a pace, every session went at that of its timeline.
    """
    known = {"pace": 1.0, **values}
    if "pain" not in known:
        reason = known.get("reason")
        known |= {"pain": None, "reason": PauseReason.ASKED.value if reason == PauseReason.PAIN else reason}
    marks = {True: {"nrs": None, "phase": None}, False: None}
    known["tallies"] = [
        tally | {"pain": marks[tally["pain"]]} if isinstance(tally["pain"], bool) else tally
        for tally in known["tallies"]
    ]
    return known


_EXPECTED = f"an object of {', '.join(field.name for field in fields(PlayerState))}, as a session has them"
