"""The columns of the journal's CSV, and how a value lies in a cell and is read from it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from stretchtui.journal.layout import MAX_DEPTH

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?)")

_AROUND = 8
"""How many objects and lists there are around a cell's JSON in the journal, at most."""

COUNT = "exercises"
"""The column of the file with a row for each session that says how many exercises and sides it had."""

Read = Callable[[str], object]
"""Turns a cell that is not blank into a JSON value; what it cannot turn is given as it is, for the codec to refuse."""


def guarded(text: str) -> str:
    """Make a text harmless for spreadsheets; `bare` is the way back."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def bare(cell: str) -> str:
    """Take off what `guarded` put before a text, and nothing else."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def number(cell: str) -> object:
    """Read a whole or decimal number, which stays what it is; anything else as it is."""
    found = _NUMBER.fullmatch(cell)
    if found is None:
        return bare(cell)
    value = float(cell) if found[1] or found[2] else int(cell)
    return value if math.isfinite(value) else cell


def _yes_no(cell: str) -> object:
    # Spreadsheets write these two in capitals.
    return {"true": True, "false": False}.get(cell.lower(), cell)


def _json(cell: str) -> object:
    """Read a JSON object; raises ValueError for anything else, and for one too deep for the journal."""
    with suppress(msgspec.MsgspecError, ValueError, RecursionError):
        found = msgspec.json.decode(bare(cell))
        if isinstance(found, dict) and _depth(found) < MAX_DEPTH - _AROUND:
            return found
    raise ValueError("expected a JSON object or nothing")


def _depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


SESSION_COLUMNS: Mapping[str, Read] = {
    "id": bare,
    "day": bare,
    "started_at": bare,
    "ended_at": bare,
    "timezone": bare,
    "routine": bare,
    "routine_name": bare,
    "level": bare,
    "short": _yes_no,
    "outcome": bare,
    "active_s": number,
    "stiffness_before": number,
    "stiffness_after": number,
    "comfort": number,
    "note": bare,
    "source": bare,
    "speed": number,
    "scales": _json,
    "updated_at": bare,
    "schema": number,
    "more": _json,
}
"""The columns of a session; `more` has the fields of newer versions as JSON."""

ENTRY_COLUMNS: Mapping[str, tuple[tuple[str, ...], Read]] = {
    "exercise_number": ((), number),
    "exercise": (("exercise",), bare),
    "exercise_name": (("name",), bare),
    "side": (("side",), bare),
    "planned_sets": (("planned", "sets"), number),
    "planned_reps": (("planned", "reps"), number),
    "planned_hold_s": (("planned", "hold_s"), number),
    "done_reps": (("done", "reps"), number),
    "done_hold_s": (("done", "hold_s"), number),
    "exercise_outcome": (("outcome",), bare),
    "pain_nrs": (("pain", "nrs"), number),
    "pain_phase": (("pain", "phase"), bare),
    "exercise_more": ((), _json),
}
"""The columns of one side of one exercise, and where each lies in the record's entry.

Here as in a session a field that few records have needs no more than its line in the table.
"""


def unknown_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a session that have no column: those of newer versions."""
    return {key: value for key, value in document.items() if key not in (*SESSION_COLUMNS, "exercises", "deleted")}


def cell(value: object) -> str:
    """Write a JSON value: nothing for None, JSON for an object."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return guarded(json.dumps(value, ensure_ascii=False, allow_nan=False))
    return guarded(value) if isinstance(value, str) else repr(value)
