"""Session records as JSON documents and back, with an error that names the key for all else.

Fields that this version does not know survive in `extra`, in the record and in each
exercise, and a document of a newer schema keeps its number: it is never downgraded. One of
an older schema is read as if it were of the present one (see `migration`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from stretchtui.domain import limits
from stretchtui.domain.history.edits import places
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
)
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.timeline import PhaseKind
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
    known: Document = {
        "schema": record.schema,
        "id": record.id,
        "day": record.day.isoformat(),
        "started_at": _written(record.started_at),
        "ended_at": None if record.ended_at is None else _written(record.ended_at),
        "timezone": record.timezone,
        "routine": record.routine,
        **({"routine_name": record.routine_name} if record.routine_name else {}),
        "level": record.level and record.level.value,
        "short": record.short,
        "outcome": record.outcome.value,
        "active_s": record.active_s,
        "exercises": [_encode_exercise(entry) for entry in record.exercises],
        "stiffness_before": record.stiffness_before,
        "stiffness_after": record.stiffness_after,
        "comfort": record.comfort,
        "scales": dict(record.scales),
        "note": record.note,
        "source": record.source.value,
        "speed": record.speed,
        "updated_at": _written(record.updated_at),
        "deleted": record.deleted,
    }
    return known | _unknown(record.extra, known.keys() | {"routine_name"})


def decode(document: object) -> SessionRecord:
    """Turn a document into a record; text from outside is made harmless on the way.

    Ratings, level and what only a timed session has may be absent or null. Raises
    RecordError for the first key that is not as it should be.
    """
    fields = Fields(migrated(document), "")
    record_id = fields.take("id", _IDENTIFIER)
    started_at = fields.take("started_at", MOMENT)
    ended_at = fields.take("ended_at", MOMENT, None)
    if ended_at is not None and ended_at.timestamp() < started_at.timestamp():
        raise RecordError("ended_at", "an instant not before started_at", ended_at.isoformat())
    return SessionRecord(
        schema=fields.take("schema", _SCHEMA, 1),
        id=record_id,
        day=fields.take("day", DAY),
        started_at=started_at,
        ended_at=ended_at,
        timezone=fields.take("timezone", _NAME),
        routine=fields.take("routine", _NAME),
        routine_name=fields.take("routine_name", _TITLE, ""),
        level=fields.take("level", _LEVEL, None),
        short=fields.take("short", YES_NO, False),
        outcome=fields.take("outcome", _OUTCOME),
        active_s=fields.take("active_s", _DURATION, None),
        exercises=_decode_exercises(fields.take("exercises", _LIST, [])),
        stiffness_before=fields.take("stiffness_before", _STIFFNESS, None),
        stiffness_after=fields.take("stiffness_after", _STIFFNESS, None),
        comfort=fields.take("comfort", _COMFORT, None),
        scales=fields.take("scales", _NAMES, dict(SCALES)),
        note=fields.take("note", _NOTE, ""),
        source=fields.take("source", _SOURCE, RecordSource.TIMER),
        speed=fields.take("speed", _SPEED, 1),
        updated_at=fields.take("updated_at", MOMENT),
        deleted=fields.take("deleted", YES_NO, False),
        extra=fields.rest,
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


def _encode_exercise(entry: ExerciseRecord) -> Document:
    planned = {"sets": entry.planned.sets, "reps": entry.planned.reps, "hold_s": entry.planned.hold_s}
    done = {"reps": entry.done.reps, "hold_s": entry.done.hold_s}
    known: Document = {
        "exercise": entry.exercise,
        **({"name": entry.name} if entry.name else {}),
        "side": entry.side.value,
        "planned": planned | _unknown(entry.extra.get("planned"), planned),
        "done": done | _unknown(entry.extra.get("done"), done),
        "outcome": entry.outcome.value,
        **({"pain": _encode_pain(entry)} if entry.pain else {}),
    }
    return known | _unknown(entry.extra, known.keys() | {"name", "pain"})


def _encode_pain(entry: ExerciseRecord) -> Document:
    assert entry.pain is not None  # noqa: S101
    pain: Document = {"nrs": entry.pain.nrs, "phase": entry.pain.phase and entry.pain.phase.value}
    return pain | _unknown(entry.extra.get("pain"), pain)


def _decode_exercises(entries: list[object]) -> tuple[ExerciseRecord, ...]:
    return tuple(_decode_exercise(entry, f"exercises[{index}]") for index, entry in enumerate(entries))


def _decode_exercise(entry: object, where: str) -> ExerciseRecord:
    fields = Fields(entry, where)
    planned = Fields(fields.take("planned", ANYTHING), f"{where}.planned")
    done = Fields(fields.take("done", ANYTHING), f"{where}.done")
    pain = Fields(fields.take("pain", ANYTHING, {}), f"{where}.pain")
    hurt = Pain(nrs=pain.take("nrs", _PAIN, None), phase=pain.take("phase", _PHASE, None))
    return ExerciseRecord(
        exercise=fields.take("exercise", _NAME),
        side=fields.take("side", _SIDE),
        planned=PlannedDose(
            sets=planned.take("sets", _COUNT), reps=planned.take("reps", _COUNT), hold_s=planned.take("hold_s", _HOLD)
        ),
        done=DoneDose(reps=done.take("reps", _COUNT), hold_s=done.take("hold_s", _HOLD)),
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
    """Give JSON's own types for enums, tuples and mappings, so that a document equals its reading."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


def _written(instant: datetime) -> str:
    """Write an instant with its offset: to the second, or finer where it is finer."""
    finer = "milliseconds" if instant.microsecond % 1000 == 0 else "microseconds"
    return datetime.isoformat(instant, timespec=finer if instant.microsecond else "seconds")


def _read_names(value: Any) -> Mapping[str, str]:
    if type(value) is not dict or len(value) > limits.ENTRIES:
        raise ValueError
    return {_NAME.read(key): _NAME.read(item) for key, item in value.items()}


_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_IDENTIFIER = of(str, "an id of 1-64 letters, digits, dots and dashes", _ID.fullmatch)
_LIST = of(list, f"a list of at most {limits.ENTRIES} entries", lambda value: len(value) <= limits.ENTRIES)
_NAME = text(1, limits.NAME_CHARACTERS)
_TITLE = text(0, limits.NAME_CHARACTERS)
_NAMES: Kind[Mapping[str, str]] = Kind("an object of names", _read_names)
_SCHEMA = whole(1, 1_000_000)
_LEVEL = one_of(Level)
_OUTCOME = one_of(Outcome)
_DURATION = number(0, 1e9)
_STIFFNESS = point(STIFFNESS)
_COMFORT = point(COMFORT)
_PAIN = point(PAIN)
_PHASE = one_of(PhaseKind)
_NOTE = text(0, limits.NOTE_CHARACTERS)
_SOURCE = one_of(RecordSource)
_SPEED = number(0.001, 1_000)
_SIDE = one_of(Side)
_COUNT = whole(0, 10_000)
_HOLD = number(0, 1e6)
_EXERCISE_OUTCOME = one_of(ExerciseOutcome)
