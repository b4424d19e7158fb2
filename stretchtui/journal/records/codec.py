"""Session records as JSON documents and back, with an error that names the key for all else.

Fields that this version does not know survive in `extra`, in the record and in each
exercise, and a document of a newer schema keeps its number: it is never downgraded. One of
an older schema is read as if it were of the present one (see `migration`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from stretchtui.domain import limits
from stretchtui.domain.choices import Level, PhaseKind, Side
from stretchtui.domain.rating import COMFORT, PAIN, SCALES, STIFFNESS
from stretchtui.domain.record import (
    DoneDose,
    ExerciseOutcome,
    ExerciseRecord,
    Outcome,
    Pain,
    PlannedDose,
    RecordSource,
    SessionRecord,
    places,
)
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.fields import (
    ANYTHING,
    DAY,
    MOMENT,
    YES_NO,
    Fields,
    Kind,
    number,
    of,
    one_of,
    point,
    text,
    whole,
)
from stretchtui.journal.records.migrations import migrated

ALWAYS = {field.name for field in fields(SessionRecord)} - {"routine_name", "extra"}
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
    fields = Fields(migrated(document), "")
    values = {key: fields.take(key, *kind) for key, kind in _FIELDS.items()}
    started_at, ended_at = values["started_at"], values["ended_at"]
    if ended_at is not None and ended_at.timestamp() < started_at.timestamp():
        raise RecordError("ended_at", "an instant not before started_at", ended_at.isoformat())
    entries = enumerate(values.pop("exercises"))
    exercises = tuple(_decode_exercise(entry, f"exercises[{index}]") for index, entry in entries)
    return SessionRecord(**values, exercises=exercises, extra=fields.rest)


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


def _decode_exercise(entry: object, where: str) -> ExerciseRecord:
    fields = Fields(entry, where)
    planned = Fields(fields.take("planned", ANYTHING), f"{where}.planned")
    done = Fields(fields.take("done", ANYTHING), f"{where}.done")
    pain = Fields(fields.take("pain", ANYTHING, {}), f"{where}.pain")
    hurt = Pain(nrs=pain.take("nrs", _PAIN, None), phase=pain.take("phase", _PHASE, None))
    return ExerciseRecord(
        exercise=fields.take("exercise", _NAME),
        side=fields.take("side", _SIDE),
        planned=PlannedDose(**{key: planned.take(key, kind) for key, kind in _PLANNED.items()}),
        done=DoneDose(**{key: done.take(key, kind) for key, kind in _DONE.items()}),
        outcome=fields.take("outcome", _EXERCISE_OUTCOME),
        name=fields.take("name", _TITLE, ""),
        pain=hurt if pain.rest or hurt != Pain() else None,
        # Unknown fields of a part lie in `extra` as they lay in the entry: under the part's key.
        extra=fields.rest
        | {key: part.rest for key, part in (("planned", planned), ("done", done), ("pain", pain)) if part.rest},
    )


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


def _read_names(value: Any) -> Mapping[str, str]:
    if type(value) is not dict or len(value) > limits.ENTRIES:
        raise ValueError
    return {_NAME.read(key): _NAME.read(item) for key, item in value.items()}


_AS_IT_IS = {type(None), str, bool, int, float}
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_NAME = text(1, limits.NAME_CHARACTERS)
_TITLE = text(0, limits.NAME_CHARACTERS)
_SIDE = one_of(Side)
_PHASE = one_of(PhaseKind)
_PAIN = point(PAIN)
_EXERCISE_OUTCOME = one_of(ExerciseOutcome)
_DONE: Mapping[str, Kind[Any]] = {"reps": whole(0, 10_000), "hold_s": number(0, 1e6)}
_PLANNED = {"sets": whole(0, 10_000), **_DONE}
_FIELDS: Mapping[str, tuple[Any, ...]] = {
    "schema": (whole(1, 1_000_000), 1),
    "id": (of(str, "an id of 1-64 letters, digits, dots and dashes", _ID.fullmatch),),
    "day": (DAY,),
    "started_at": (MOMENT,),
    "ended_at": (MOMENT, None),
    "timezone": (_NAME,),
    "routine": (_NAME,),
    "routine_name": (_TITLE, ""),
    "level": (one_of(Level), None),
    "short": (YES_NO, False),
    "outcome": (one_of(Outcome),),
    "active_s": (number(0, 1e9), None),
    "exercises": (of(list, f"a list of at most {limits.ENTRIES} entries", lambda it: len(it) <= limits.ENTRIES), ()),
    "stiffness_before": (point(STIFFNESS), None),
    "stiffness_after": (point(STIFFNESS), None),
    "comfort": (point(COMFORT), None),
    "scales": (Kind("an object of names", _read_names), SCALES),
    "note": (text(0, limits.NOTE_CHARACTERS), ""),
    "source": (one_of(RecordSource), RecordSource.TIMER),
    "speed": (number(0.001, 1_000), 1),
    "updated_at": (MOMENT,),
    "deleted": (YES_NO, False),
}
"""Of each key, in the order of the file, what kind of value it has, and what stands for none if it may be absent."""
_EVERY = attrgetter(*_FIELDS)
