"""Session records as JSON documents and back, with an error that names the key for all else.

Fields that this version does not know survive in `extra`, in the record and in each
exercise, and a document of a newer schema keeps its number: it is never downgraded. One of
an older schema is read as if it were of the present one (see `migration`).
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

import msgspec

from stretchtui.domain.record import ExerciseRecord, Pain, SessionRecord, places
from stretchtui.domain.text import sanitise
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.fields import MOMENT, converted, keys_of, unknown_in
from stretchtui.journal.records.migrations import STEPS, migrated
from stretchtui.journal.storage.session_line import (
    Done,
    Entry,
    GivenSession,
    Hurt,
    Planned,
    SessionLine,
    exercise_of,
    harmless,
)

ALWAYS = {*keys_of(SessionLine)} - {"routine_name"}
"""The keys that are in every record's document, whatever their values."""

Document = dict[str, Any]
"""A record as JSON sees it."""


def encode(record: SessionRecord) -> Document:
    """Turn a record into its document, keys in the journal's order and unknown fields last."""
    return encode_session(record) | {"exercises": [encode_exercise(entry) for entry in record.exercises]}


def encode_session(record: SessionRecord) -> Document:
    """Turn a record into its document as `encode` does, but without its exercises."""
    every = zip(_FIELDS, _EVERY(record), strict=True)
    known = {key: value if type(value) in _AS_IT_IS or key == "exercises" else _plain(value) for key, value in every}
    known["exercises"] = []
    if not record.routine_name:
        del known["routine_name"]
    return known | _unknown(record.extra, _FIELDS)


def decode(document: object) -> SessionRecord:
    """Turn a document into a record; text from outside is made harmless on the way.

    Ratings, level and what only a timed session has may be absent or null. Raises
    RecordError for the first key that is not as it should be.
    """
    given: Any = migrated(document)
    found = converted(given, GivenSession)
    ended_at = found.started if found.ended is None else found.ended
    instants = {"started_at": found.started, "ended_at": ended_at, "updated_at": found.updated}
    started, ended, _ = [_moment(key, value) for key, value in instants.items()]
    if ended.timestamp() < started.timestamp():
        raise RecordError("ended_at", "an instant not before started_at", ended.isoformat())
    exercises = tuple(_decode_exercise(entry, f"exercises[{index}]") for index, entry in enumerate(found.exercises))
    return record_of(found, exercises, harmless(found.scales), unknown_in(given, GivenSession))


def record_of(
    found: SessionLine, exercises: tuple[ExerciseRecord, ...], scales: Mapping[str, str], extra: Mapping[str, object]
) -> SessionRecord:
    """Make a record, in the present schema if not a newer one, of what stands in a session, its texts harmless."""
    seen = zip(_SEEN, _OF_SEEN(found), strict=True)
    values: dict[str, Any] = {name: sanitise(value) if type(value) is str else value for name, value in seen}
    return SessionRecord(
        **values, exercises=exercises, scales=scales, extra=extra, schema=max(found.schema, len(STEPS) + 1)
    )


def prepared(record: SessionRecord) -> tuple[SessionRecord, Document]:
    """Give a record as it will come back from the journal, and its document.

    Raises RecordError if it cannot be kept.
    """
    document = encode(record)
    as_kept = decode(document)
    return as_kept, document if as_kept == record else encode(as_kept)


def keep_unknown(stored: SessionRecord, edited: SessionRecord) -> SessionRecord:
    """Carry unknown fields and a newer schema number over to an edited record that lacks them.

    Entries of exercises are the same when exercise, side and their place among such are.
    """
    known = dict(zip(places(stored.exercises), stored.exercises, strict=True))
    exercises = tuple(
        replace(entry, extra={**known[place].extra, **entry.extra}) if place in known else entry
        for place, entry in zip(places(edited.exercises), edited.exercises, strict=True)
    )
    extra = {**stored.extra, **edited.extra}
    return replace(edited, exercises=exercises, extra=extra, schema=max(stored.schema, edited.schema))


def encode_exercise(entry: ExerciseRecord) -> Document:
    """Turn one side of an exercise into its document."""
    planned = {"sets": entry.planned.sets, "reps": entry.planned.reps, "hold_s": entry.planned.hold_s}
    done = {"reps": entry.done.reps, "hold_s": entry.done.hold_s}
    known: Document = {
        "exercise": entry.exercise,
        **({"name": entry.name} if entry.name else {}),
        "side": entry.side.value,
        "planned": planned | _unknown(entry.extra.get("planned"), planned),
        "done": done | _unknown(entry.extra.get("done"), done),
        "outcome": entry.outcome.value,
        **({"pain": _encode_pain(entry.pain, entry)} if entry.pain else {}),
    }
    return known | _unknown(entry.extra, known.keys() | {"name", "pain"})


def _encode_pain(pain: Pain, entry: ExerciseRecord) -> Document:
    known: Document = {"nrs": pain.nrs, "phase": pain.phase and pain.phase.value}
    return known | _unknown(entry.extra.get("pain"), known)


def _decode_exercise(document: Any, where: str) -> ExerciseRecord:
    found = converted(document, Entry, where)
    # Unknown fields of a part lie in `extra` as they lay in the entry: under the part's key.
    parts = ((key, unknown_in(document.get(key) or {}, kind)) for key, kind in _PARTS.items())
    return exercise_of(found, unknown_in(document, Entry) | {key: unknown for key, unknown in parts if unknown})


def _moment(key: str, value: str) -> datetime:
    try:
        return MOMENT.read(value)
    except ValueError:
        raise RecordError(key, MOMENT.expected, value) from None


def _unknown(extra: object, known: Container[str]) -> Document:
    """Give the fields of extra that this version has no value of its own for."""
    if not extra or not isinstance(extra, Mapping):
        return {}
    return {key: _plain(value) for key, value in extra.items() if key not in known}


def _plain(value: Any) -> Any:
    """Give JSON's own types for days, enums, tuples and mappings, so that a document equals its reading."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return _written(value) if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _written(instant: datetime) -> str:
    """Write an instant with its offset: to the second, or finer where it is finer."""
    finer = "milliseconds" if instant.microsecond % 1000 == 0 else "microseconds"
    return datetime.isoformat(instant, timespec=finer if instant.microsecond else "seconds")


_AS_IT_IS = {type(None), str, bool, int, float}
_PARTS: Mapping[str, type[msgspec.Struct]] = {"planned": Planned, "done": Done, "pain": Hurt}
_FIELDS = keys_of(SessionLine)
"""The keys of a session, in the order of the file."""
_EVERY = attrgetter(*_FIELDS)
_SEEN = tuple(key for key in _FIELDS if key not in ("schema", "exercises", "scales"))
_OF_SEEN = attrgetter(*_SEEN)
