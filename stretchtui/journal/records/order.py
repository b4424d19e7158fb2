"""Which of two copies of a record is the later one: the one place that says so, and what becomes of the others.

Copies of one month, from a conflict copy, another machine's folder or a file to import, are compared
as the lines they are, so what this version does not understand takes part too. That is a total order,
so merging is commutative, associative and idempotent.

Copies in several months are compared as records. A record that moves leaves a mark in the month it was
in: a deleted copy whose day says where it went. A crash in a move, or a sync tool that brings one file
and not the other, leaves copies without. The last copy counts; the others are to be marks that lead to it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from stretchtui.domain.instants import age_of
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.codec import decode
from stretchtui.journal.records.fields import MOMENT
from stretchtui.journal.storage.month import Month
from stretchtui.journal.storage.session_line import SessionLine

_CONFLICT = (
    r"([0-9]{4}-(?:0[1-9]|1[0-2]))"
    # Syncthing, Dropbox, Nextcloud, Seafile and others have the word, some in the person's language; iCloud and
    # Google Drive count; OneDrive adds the computer's name.
    r"(?:\.json)?(?:[ ._(~-].*(?:[ck]onfli[ck]?t|конфликт|競合|冲突|충돌).*| \([0-9]{1,3}\)| [0-9]{1,2}"
    r"|(?-i:-[A-Z][A-Z0-9-]{0,14}))(?:\.json)?"
)


class _Changed(msgspec.Struct, gc=False):
    """The one field of a record that most merging goes by."""

    updated_at: Any = None


_CHANGED = msgspec.json.Decoder(_Changed)


Copy = tuple[Month, SessionRecord]
"""A record and the month that it lies in."""


def understand(key: str, document: object) -> SessionRecord:
    """Give the record that a document under a key stands for; raises RecordError if it is none."""
    record = decode(document)
    if record.id != key:
        raise RecordError("id", f"{key!r} as outside the record", record.id)
    return record


def understand_line(key: str, line: bytes) -> SessionRecord:
    """Give the record that a line under a key stands for; raises RecordError if it is none."""
    return understand(key, msgspec.json.decode(line))


def rank(key: str, line: bytes) -> tuple[float, bool, bool, int, bytes]:
    """Weigh a copy of the record of an id: when it was changed, whether it is understood, deleted, schema and content.

    Of two copies the greater one stays.
    """
    document: Any = msgspec.json.decode(line)
    content = msgspec.json.encode(document, order="sorted")
    fields: dict[str, Any] = document if isinstance(document, dict) else {}
    try:
        understand(key, document)
    except RecordError:
        understood = False
    else:
        understood = True
    schema = fields.get("schema")
    deleted = fields.get("deleted") is True
    return changed_at(line), understood, deleted, schema if type(schema) is int else 0, content


def changed_at(line: bytes) -> float:
    """Give when the record on a line was changed last, in seconds of the epoch; before all others where unsaid."""
    try:
        return age_of(MOMENT.read(_CHANGED.decode(line).updated_at))
    except (msgspec.ValidationError, ValueError, TypeError, OverflowError):
        return -math.inf


def outranks(key: str, line: bytes, present: bytes) -> bool:
    """Tell whether a copy of a record is to stay rather than the present one; nearly always the times tell."""
    if line == present:
        return False
    here, there = changed_at(line), changed_at(present)
    return here > there if here != there else rank(key, line) > rank(key, present)


def union(*tables: Mapping[str, bytes]) -> dict[str, bytes]:
    """Join tables of lines by id; of several copies of a record the one of the highest rank stays."""
    joined: dict[str, bytes] = {}
    for table in tables:
        for key, line in table.items():
            present = joined.get(key)
            if present is None or outranks(key, line, present):
                joined[key] = line
    return joined


def lacking(sound: Mapping[str, bytes], read: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give what was read in a damaged or older file and a sound table lacks: records that are missing or older in it.

    Of two copies of the same time the sound one stays, which may not be the one of higher rank.
    """
    return {
        key: line
        for key, line in read.items()
        if key not in sound or (line != sound[key] and changed_at(line) > changed_at(sound[key]))
    }


def later(copy: tuple[Month, SessionLine | SessionRecord]) -> tuple[float, bool, date, Month]:
    """Say which of two copies of a record is the later one, the greater; a deletion at the same time."""
    month, record = copy
    return age_of(record.updated_at), record.deleted, record.day, month


def astray(copies: Iterable[Copy]) -> tuple[Copy, list[Copy]]:
    """Give the last of a record's copies, and those of the others that do not lead to it."""
    *others, last = sorted(copies, key=later)
    months = {last[0], *(month for month, _ in others)}
    return last, [copy for copy in others if not (is_mark(*copy) and Month.of(copy[1].day) in months)]


def is_mark(month: Month, record: SessionRecord) -> bool:
    """Tell a copy that only says to which other month its record went."""
    return record.deleted and Month.of(record.day) != month


def conflict_of(name: str) -> str | None:
    """Give the month file that a sync tool's conflict copy belongs to, by its name; None for others."""
    # Compiled where a name may be one: that takes as long as looking through a folder of many years.
    found = re.fullmatch(_CONFLICT, name, re.IGNORECASE) if name[:1].isdigit() else None
    return f"{found[1]}.json" if found and found[1][:4] != "0000" else None
