"""The columns of the journal's CSV, and how a value lies in a cell and is read from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from stretchtui.domain import limits
from stretchtui.journal.storage.document import too_deep
from stretchtui.journal.transfer.csv_cells import bare, guarded, name, number, whole, word, yes_no
from stretchtui.journal.transfer.csv_days import DAYS

_AROUND = 8
"""How many objects and lists there are around a cell's JSON in the journal, at most."""

COUNT = "exercises"
"""The column of the file with a row for each session that says how many exercises and sides it had."""

Read = Callable[[str], object]
"""Turns a cell that is not blank into a JSON value; what it cannot turn is given as it is, for the codec to refuse."""


def _json(cell: str) -> object:
    """Read a JSON object; raises ValueError for anything else, and for one too deep for the journal."""
    with suppress(msgspec.MsgspecError, ValueError, RecursionError):
        raw = bare(cell).encode()
        found = msgspec.json.decode(raw)
        if isinstance(found, dict) and not too_deep(raw, limits.DEPTH - _AROUND):
            return found
    raise ValueError("expected a JSON object or nothing")


SESSION_COLUMNS: Mapping[str, Read] = {
    "id": name,
    "day": name,
    "started_at": name,
    "ended_at": name,
    "timezone": name,
    "routine": name,
    "routine_name": name,
    "level": word,
    "short": yes_no,
    "outcome": word,
    "active_s": number,
    "stiffness_before": whole,
    "stiffness_after": whole,
    "comfort": whole,
    "note": bare,
    "source": word,
    "speed": number,
    "scales": _json,
    "updated_at": name,
    "schema": whole,
    "more": _json,
}
"""The columns of a session; `more` has the fields of newer versions as JSON."""

ENTRY_COLUMNS: Mapping[str, tuple[tuple[str, ...], Read]] = {
    "exercise_number": ((), whole),
    "exercise": (("exercise",), name),
    "exercise_name": (("name",), name),
    "side": (("side",), word),
    "planned_sets": (("planned", "sets"), whole),
    "planned_reps": (("planned", "reps"), whole),
    "planned_hold_s": (("planned", "hold_s"), number),
    "done_reps": (("done", "reps"), whole),
    "done_hold_s": (("done", "hold_s"), number),
    "exercise_outcome": (("outcome",), word),
    "pain_nrs": (("pain", "nrs"), whole),
    "pain_phase": (("pain", "phase"), word),
    "exercise_more": ((), _json),
}
"""The columns of one side of one exercise, and where each lies in the record's entry.

Here as in a session a field that few records have needs no more than its line in the table.
"""


def unknown_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a session that have no column: those of newer versions."""
    return {key: value for key, value in document.items() if key not in _KNOWN}


_KNOWN = frozenset((*SESSION_COLUMNS, "exercises", "deleted"))


def cell(column: str, value: object) -> str:
    """Write a JSON value: nothing for None, JSON for an object."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if column in DAYS else guarded(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    return repr(value)
