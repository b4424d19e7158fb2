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
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from stretchtui.domain.record import ExerciseRecord, SessionRecord
from stretchtui.journal.records.codec import Document, encode_exercise, encode_session
from stretchtui.journal.records.summaries import SessionSummary, whole
from stretchtui.journal.transfer.csv_columns import COUNT, ENTRY_COLUMNS, SESSION_COLUMNS, cell, unknown_of


def sessions_path(path: Path) -> Path:
    """Give the name of the file with a row for each session, beside the one that import needs."""
    return path.with_name(f"{path.stem}-sessions{path.suffix}")


def written(records: Iterable[SessionSummary]) -> tuple[Iterable[bytes], Iterable[bytes]]:
    """Write both files, each in pieces: that with a row for each side of each exercise, and that for each session.

    A session without exercises has one row in the first, and the second has their number at the end.
    """
    sessions = [(_row(_session_cells(whole(record))), record.exercises) for record in records]
    return _pieces(_exercise_rows(sessions)), _pieces(_session_rows(sessions))


_MOST_KNOWN = 500
"""So many ways to do the exercises are kept as they are written, at most."""

_Sessions = Sequence[tuple[str, Sequence[ExerciseRecord]]]
"""The cells of each session, as the beginning of a row, and its exercises."""


def _exercise_rows(sessions: _Sessions) -> Iterator[str]:
    yield _row((*SESSION_COLUMNS, *ENTRY_COLUMNS))
    # Day by day the same exercises are done in the same way, and are the same object then.
    ends: dict[int, tuple[Sequence[ExerciseRecord], list[str]]] = {}
    for session, exercises in sessions:
        known = ends.get(id(exercises))
        if known is None:
            if len(ends) == _MOST_KNOWN:
                ends.clear()
            entries = enumerate(map(encode_exercise, exercises), start=1)
            rows = [_row(_entry_cells(place, entry)) for place, entry in entries]
            known = ends[id(exercises)] = exercises, rows or [_row([""] * len(ENTRY_COLUMNS))]
        for end in known[1]:
            yield f"{session},{end}"


def _session_rows(sessions: _Sessions) -> Iterator[str]:
    yield _row((*SESSION_COLUMNS, COUNT))
    for session, exercises in sessions:
        yield f"{session},{len(exercises)}"


def _pieces(rows: Iterator[str]) -> Iterator[bytes]:
    # Without the mark at its start some spreadsheets take the file for a text of older days.
    yield BOM_UTF8
    while piece := [*islice(rows, 100)]:
        yield "".join(f"{row}\r\n" for row in piece).encode()


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().removesuffix("\r\n")


def _session_cells(record: SessionRecord) -> list[str]:
    document = encode_session(record)
    more = unknown_of(document) or None
    return [cell(key, more if key == "more" else document.get(key)) for key in SESSION_COLUMNS]


def _entry_cells(place: int, entry: Document) -> list[str]:
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
