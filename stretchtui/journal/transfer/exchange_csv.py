"""The journal as CSV for spreadsheets; `csv_import` reads it back.

One file has a row for each side of each exercise, with the session's own columns on each of
them (a session without exercises has one row): it is all that import needs. The other has a
row for each session. Days and instants are ISO 8601 with their offset, what is missing is
blank, text is UTF-8. A text that a spreadsheet would take for a formula gets a `'` before it
(ASVS 1.2.10), which import takes off again, so every text comes back as it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stretchtui.domain.history.session_protocol import by_start
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.codec import Document, encode
from stretchtui.journal.records.order import understand_line
from stretchtui.journal.transfer.csv_columns import COUNT, ENTRY_COLUMNS, SESSION_COLUMNS, cell, unknown_of


def sessions_path(path: Path) -> Path:
    """Give the name of the file with a row for each session, beside the one that import needs."""
    return path.with_name(f"{path.stem}-sessions{path.suffix}")


def shown(lines: Mapping[str, bytes]) -> list[SessionRecord]:
    """Give the records that the journal shows: understood and not deleted, by start and then id."""
    records = []
    for key, line in lines.items():
        try:
            records.append(understand_line(key, line))
        except RecordError:
            continue
    alive = (record for record in records if not record.deleted)
    return sorted(alive, key=by_start)


def write(records: Iterable[SessionRecord]) -> bytes:
    """Write a row for each side of each exercise, and one for a session without any."""
    rows: list[list[object]] = []
    for record in records:
        document = encode(record)
        session = _session_cells(document)
        entries = document["exercises"]
        rows += [[*session, *_entry_cells(place, entry)] for place, entry in enumerate(entries, start=1)]
        if not entries:
            rows.append([*session, *("" for _ in ENTRY_COLUMNS)])
    return _table((*SESSION_COLUMNS, *ENTRY_COLUMNS), rows)


def write_sessions(records: Iterable[SessionRecord]) -> bytes:
    """Write a row for each session, with the number of its exercises and sides at the end."""
    rows = [[*_session_cells(encode(record)), len(record.exercises)] for record in records]
    return _table((*SESSION_COLUMNS, COUNT), rows)


def _session_cells(document: Document) -> list[object]:
    more = unknown_of(document) or None
    return [cell(key, more if key == "more" else document.get(key)) for key in SESSION_COLUMNS]


def _entry_cells(place: int, entry: Document) -> list[object]:
    cells = {name: _at(entry, path) for name, (path, _) in ENTRY_COLUMNS.items() if path}
    more = _unknown(entry, [path for path, _ in ENTRY_COLUMNS.values() if path])
    cells |= {"exercise_number": place, "exercise_more": more or None}
    return [cell(name, cells[name]) for name in ENTRY_COLUMNS]


def _at(entry: Document, path: Sequence[str]) -> object:
    value: Any = entry
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _unknown(fields: Document, known: Sequence[Sequence[str]]) -> Document:
    """Give what of an object has no column, down to the objects within that have some."""
    more = {}
    for key, value in fields.items():
        inner = [path[1:] for path in known if path[0] == key]
        if not inner:
            more[key] = value
        elif isinstance(value, dict) and all(inner) and (unknown := _unknown(value, inner)):
            more[key] = unknown
    return more


def _table(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    # Without the mark at its start some spreadsheets take the file for a text of older days.
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
