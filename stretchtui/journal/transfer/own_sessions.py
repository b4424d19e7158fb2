"""Sessions that a file gives without an id: found again by when they began, or new ones of the person's own."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

import msgspec

from stretchtui.domain.calendar import DAY_STARTS_AT, local_day
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.record import SCHEMA, Outcome, RecordSource, SessionRecord, new_id
from stretchtui.domain.zones import known_zone
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.fields import DAY, MOMENT
from stretchtui.journal.transfer.overlay import Document

_OFFSET = re.compile(r"[+-][0-9]{2}:[0-9]{2}")
_USUAL_START = time(8, 0)
FILLED = ("day", "started_at", "timezone", "routine", "outcome")
"""What every session has and may be blank for one of the person's own."""

_FROM_THE_PROGRAM = ("id", "timezone", "updated_at")
"""What a session has that this program kept; one without any of these is the person's own."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a new session has that its file does not say: the zone and its name, the routine, the day's border."""

    routine: str
    timezone: str
    zone: tzinfo
    day_starts_at: time = DAY_STARTS_AT


class _When(msgspec.Struct, gc=False):
    started_at: Any = None
    updated_at: Any = None
    deleted: Any = False


_WHEN = msgspec.json.Decoder(_When)


@dataclass(slots=True)
class Starts:
    """The sessions of the journal by when they began and were changed, to find one that comes without its id."""

    _begun: dict[float, list[tuple[bool, str]]] = field(default_factory=dict)
    _changed: dict[float, list[tuple[bool, str]]] = field(default_factory=dict)

    def add(self, key: str, line: bytes) -> None:
        """Take in a session's line."""
        try:
            when = _WHEN.decode(line)
        except msgspec.ValidationError:
            return
        for value, index in ((when.started_at, self._begun), (when.updated_at, self._changed)):
            instant = MOMENT.accept(value)
            if instant is not None:
                index.setdefault(instant.timestamp(), []).append((when.deleted is True, key))

    def identify(self, given: Mapping[str, Any], taken: Collection[str], lines: Mapping[str, bytes]) -> str:
        """Give the id of a session that comes without one; the same whenever the file is read again.

        It is the session that began at that very instant or, where the file does not say when,
        was changed at that very instant. Else it is one that came in the same way, at the same time
        by the clock; of those that have a day alone, one of which it says the same, but for one field. Else
        it is new.
        `lines` has the sessions of the journal.
        """
        started_at, updated_at = MOMENT.accept(given.get("started_at")), MOMENT.accept(given.get("updated_at"))
        instant, index = (started_at, self._begun) if started_at else (updated_at, self._changed)
        for _, key in sorted(index.get(instant.timestamp(), ())) if instant else ():
            if key not in taken:
                return key
        ids = (key for key in _own_ids(given) if key not in taken)
        known = list(itertools.takewhile(lambda key: key in lines, ids))
        if known and given.get("started_at"):
            return known[0]
        compared = [(_compared(given, lines[key]), key) for key in known]
        same = [key for (_, other), key in compared if not other]
        changed = [key for (equal, other), key in compared if equal and other == 1]
        return next(iter((*same, *changed)), None) or next(
            key for key in _own_ids(given) if key not in taken and key not in lines
        )


def _own_ids(given: Mapping[str, Any]) -> Iterator[str]:
    """Give the ids that sessions of this day and time have one after the other.

    Of the time only what the clock showed: where the person is when importing must not make it another.
    """
    day, clock = (str(given.get(name) or "")[:19] for name in ("day", "started_at"))
    place = f"{day or clock[:10]} {clock[11:]}"
    try:
        head = datetime.fromisoformat(clock or f"{day}T08:00:00").replace(tzinfo=UTC)
    except ValueError:
        head = datetime.fromtimestamp(0, UTC)  # refused a moment later
    for number in itertools.count(1):
        yield new_id(head, hashlib.sha256(f"{place} {number}".encode()).digest()[:10])


def _compared(given: Mapping[str, Any], line: bytes) -> tuple[int, int]:
    """Count the fields, its day apart, in which a session in the journal has what is given, and something else."""
    try:
        stored = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError):
        return 0, len(given)
    blank: tuple[object, ...] = (None, "", [], {})
    both = [(value, stored.get(name)) for name, value in given.items() if name != "day"]
    said = [value == here for value, here in both if value not in blank and here not in blank]
    return said.count(True), said.count(False)


def zone_named(name: str) -> tzinfo | None:
    """Give the zone of a name or of a bare offset, as +02:00; None where none of that name is known."""
    with suppress(ValueError):
        return datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo if _OFFSET.fullmatch(name) else known_zone(name)
    return None


def check_written(document: Mapping[str, Any], present: SessionRecord | None = None) -> None:
    """Refuse what a person can only have written by mistake into a session that no program wrote so.

    That is a zone that nobody knows, and the schema of a program that is still to come. Raises RecordError.
    """
    zone, schema = document.get("timezone"), document.get("schema")
    if isinstance(zone, str) and (present is None or zone != present.timezone) and zone_named(zone) is None:
        raise RecordError("timezone", "a time zone's name, as Europe/Paris", zone)
    newest = SCHEMA if present is None else max(SCHEMA, present.schema)
    if type(schema) is int and schema > newest:
        raise RecordError("schema", f"a whole number 1-{newest}", schema)


def completed(given: Mapping[str, Any], key: str, own: Own, now: datetime) -> Document:
    """Give a session that is not in the journal with what a record needs and the file leaves out.

    Raises RecordError where nothing says when it was, or when that is still to come.
    """
    document = dict(given)
    mine = any(document.get(name) is None for name in _FROM_THE_PROGRAM)
    if mine:
        check_written(document)
    if document.get("day") is None and document.get("started_at") is None:
        raise RecordError("day", "a day, or the time it began in started_at", None)
    defaults: Document = {
        "timezone": own.timezone,
        "routine": own.routine,
        "outcome": Outcome.COMPLETED.value,
        "source": (RecordSource.MANUAL if mine else RecordSource.TIMER).value,
        "updated_at": now.isoformat(timespec="milliseconds"),
    }
    document |= {name: value for name, value in defaults.items() if document.get(name) is None}
    document["id"] = given.get("id") or key
    if document.get("started_at") is None:
        day = DAY.accept(document["day"])
        if day is None:
            raise RecordError("day", DAY.expected, document["day"])
        document["started_at"] = _start(day, own.zone, now).isoformat()
    started_at = MOMENT.accept(document["started_at"])
    if document.get("day") is None:
        document["day"] = None if started_at is None else local_day(started_at, own.day_starts_at).isoformat()
    if mine and started_at is not None and started_at.timestamp() > now.timestamp():
        name = "day" if given.get("started_at") is None else "started_at"
        raise RecordError(name, "a time that has come", document[name])
    return document


def _start(day: date, zone: tzinfo, now: datetime) -> datetime:
    """Place a session of which only the day is known: at the usual time, today not later than now."""
    usual = datetime.combine(day, _USUAL_START, zone)
    local = now.astimezone(zone).replace(microsecond=0)
    return local if local.date() == day and local < usual else usual
