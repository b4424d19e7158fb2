"""The journal as one JSON file: the layout of a month file, with every record there is in it.

What comes in may also be a month file, the array that `journal list --json` prints, or one session
as `journal show --json` does.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from stretchtui.domain.text import one_line
from stretchtui.journal.errors import DamagedFileError, ExchangeError, RecordError
from stretchtui.journal.records.migrations import migrated
from stretchtui.journal.records.order import union
from stretchtui.journal.storage.document import TABLE, laid_out, parse
from stretchtui.journal.transfer.decisions import ImportedRecord
from stretchtui.journal.transfer.overlay import GivenEntries, Sources


def is_deleted(line: bytes) -> bool:
    """Tell whether a record's line is that of a deleted one."""
    # Every live record has the word in it too, so only a look inside tells; yet few have it as true.
    if b"true" not in line:
        return False
    document = msgspec.json.decode(line)
    return isinstance(document, dict) and document.get("deleted") is True


def read(name: str, raw: bytes) -> list[ImportedRecord]:
    """Find all records in a file; name is for the message only.

    Strict as the journal is with its own files: not UTF-8, nested too deeply, a key given
    twice, and nothing is taken. A key that is absent says nothing, null is empty now. A session
    of an array may be without an id. Raises ExchangeError.
    """
    text = raw.removeprefix(BOM_UTF8)
    lines = _listed(name, text) if text.lstrip()[:1] == b"[" else _file(name, text)
    return [_record(name, text, key, line) for key, line in lines]


def _record(name: str, text: bytes, key: str | None, line: bytes) -> ImportedRecord:
    def refuse(error: RecordError, _: Sources = ()) -> ExchangeError:
        # A record begins, or nearly, where its id first stands.
        where = "" if key is None else f"{_line_at(text, text.find(msgspec.json.encode(key)))}, session {key[:64]}"
        return ExchangeError(f"{one_line(f'{name}{where}: {error}')}; nothing was imported.")

    given = msgspec.json.decode(line)
    if not isinstance(given, dict):
        raise refuse(RecordError("record", "an object", given))
    if "schema" in given:
        given = migrated(given)
    entries = given.get("exercises")
    if isinstance(entries, list):
        given["exercises"] = GivenEntries(entries, range(len(entries)))
    return ImportedRecord(key, given, refuse, line)


def _file(name: str, text: bytes) -> list[tuple[str | None, bytes]]:
    """Read an object: a journal file, or one session as `journal show --json` prints it."""
    try:
        keys = msgspec.json.decode(text, type=dict[str, Raw]).keys()
    except (msgspec.MsgspecError, ValueError, RecursionError):
        keys = None
    if keys is not None and TABLE not in keys:
        if "id" in keys or "day" in keys or "started_at" in keys:
            return _listed(name, b"[%s]" % text)
        what = f'there are no sessions in it; expected an object of "{TABLE}", a list of sessions, or one session'
        raise ExchangeError(f"{name}: {what}; nothing was imported.")
    return [*_table(name, text).items()]


def _table(name: str, text: bytes) -> Mapping[str, bytes]:
    try:
        return parse(Path(name), text, len(text) or None).lines
    except DamagedFileError as error:
        raise ExchangeError(f"{name}{_place(text)}: {error.reason}; nothing was imported.") from None


def _listed(name: str, text: bytes) -> list[tuple[str | None, bytes]]:
    """Read an array of records; of two copies in it the later one counts."""
    try:
        items = [bytes(item) for item in msgspec.json.decode(text, type=list[Raw])]
        keys = [_id(item) for item in items]
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise ExchangeError(f"{name}{_place(text)}: it is not valid JSON; nothing was imported.") from None
    for number, key in enumerate(keys, start=1):
        if key is None:
            raise ExchangeError(f"{name}, entry {number}: expected a session; nothing was imported.")
    tables = [_table(name, laid_out({key or "": item})) for key, item in zip(keys, items, strict=True)]
    known = union(*(table for key, table in zip(keys, tables, strict=True) if key))
    others = [table[""] for key, table in zip(keys, tables, strict=True) if not key]
    return [*known.items(), *((None, line) for line in others)]


def _id(line: bytes) -> str | None:
    """Give the id of a session, "" for one without; None for what is no session."""
    document: Any = msgspec.json.decode(line)
    key = (document.get("id") or "") if isinstance(document, dict) else None
    return key if isinstance(key, str) else None


def _place(text: bytes) -> str:
    """Say where a text stops being JSON, as ", line 3, column 7"; "" where that cannot be told."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return f", line {error.lineno}, column {error.colno}"
    except UnicodeDecodeError as error:
        return _line_at(text, error.start)
    except (RecursionError, ValueError):
        pass
    return ""


def _line_at(text: bytes, place: int) -> str:
    newlines = text.count(b"\n", 0, max(place, 0))
    return f", line {newlines + 1}" if place >= 0 else ""
