"""What an import would change, field by field, for a person to look through before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stretchtui.domain.dataclass import dataclass
from stretchtui.journal.transfer.decisions import Decision, Kind
from stretchtui.journal.transfer.overlay import Document

_SILENT = {"updated_at", "schema"}
"""What changes with any change."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a session with its value before and after, None for nothing; a new session is one, with no field."""

    key: str
    day: str
    field: str
    before: Any
    after: Any


def differences(decision: Decision) -> Iterator[Difference]:
    """Give what changes in a session: nothing for one that stays as it is."""
    if decision.after is None:
        return
    day = str(decision.after.get("day"))
    if decision.kind is Kind.NEW:
        yield Difference(decision.key, day, "", None, decision.after)
        return
    before, after = _fields(decision.before or {}), _fields(decision.after)
    for field in dict.fromkeys((*before, *after)):
        if field not in _SILENT and before.get(field) != after.get(field):
            yield Difference(decision.key, day, field, before.get(field), after.get(field))


def _fields(document: Document) -> dict[str, Any]:
    return dict(_walk("", document))


def _walk(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _walk(f"{path}.{key}" if path else key, inner)
    elif path == "exercises" and isinstance(value, list):
        for place, inner in enumerate(value, start=1):
            yield from _walk(f"exercise {place}", inner)
    else:
        yield path, value
