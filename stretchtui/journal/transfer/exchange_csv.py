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
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from stretchtui.domain.record import ExerciseRecord, SessionRecord
from stretchtui.journal.records.codec import Document, encode_exercise, encode_session
from stretchtui.journal.records.summaries import SessionSummary, whole
from stretchtui.journal.transfer.csv_cells import name
from stretchtui.journal.transfer.csv_columns import COUNT, ENTRY_COLUMNS, SESSION_COLUMNS, cell, unknown_of


def sessions_path(path: Path) -> Path:
    """Give the name of the file with a row for each session, beside the one that import needs."""
    return path.with_name(f"{path.stem}-sessions{path.suffix}")


_MOST_KNOWN = 500
"""So many ways to do the exercises are kept as they are written, at most."""


class Sheet:
    """Sessions as both files have them: the cells of each as the beginning of a row, and its exercises."""

    def __init__(self, records: Iterable[SessionSummary]) -> None:
        rows = ((_row(_session_cells(whole(record))), record.exercises) for record in records)
        self._sessions = {row.partition(",")[0].encode(): (row, exercises) for row, exercises in rows}
        # Day by day the same exercises are done in the same way, and are the same object then.
        self._ends: dict[int, tuple[Sequence[ExerciseRecord], list[str]]] = {}

    def by_exercise(self) -> Iterator[bytes]:
        """Write a row for each side of each exercise, and one for a session without any; in pieces."""
        yield HEAD
        yield from _joined(self._rows(*session) for session in self._sessions.values())

    def by_session(self) -> Iterator[bytes]:
        """Write a row for each session, with the number of its exercises and sides at the end; in pieces."""
        yield BOM_UTF8 + _lines((_row((*SESSION_COLUMNS, COUNT)),))
        rows = ((f"{session},{len(exercises)}",) for session, exercises in self._sessions.values())
        yield from _joined(map(_lines, rows))

    def without(self, blocks: Iterable[bytes]) -> tuple[bytes, int] | None:
        """Make blank lines of the sessions that a file has as they would be written now; gives how many it has so.

        None for a file that is none of ours, or says anything else of one of these in another place.
        """
        rows = _rows_in(blocks)
        if next(rows, b"") != HEAD:
            return None
        pieces, known, others, blank = [HEAD], list[str](), set[str](), 0
        for key, same in groupby(rows, key=lambda row: row.partition(b",")[0]):
            found = [*same]
            if key in self._sessions and b"".join(found) == (expected := self._rows(*self._sessions[key])):
                known.append(name(key.decode()))
                blank += expected.count(b"\n")
                continue
            try:
                others |= {*map(_id_in, found)}
            except (csv.Error, ValueError):
                return None
            pieces += b"\n" * blank, *found
            blank = 0
        once = len(known) == len(set(known)) and others.isdisjoint(known)
        return (b"".join(pieces), len(known)) if once else None

    def _rows(self, session: str, exercises: Sequence[ExerciseRecord]) -> bytes:
        known = self._ends.get(id(exercises))
        if known is None:
            if len(self._ends) == _MOST_KNOWN:
                self._ends.clear()
            entries = enumerate(map(encode_exercise, exercises), start=1)
            rows = [_row(_entry_cells(place, entry)) for place, entry in entries]
            known = self._ends[id(exercises)] = exercises, rows or [_row([""] * len(ENTRY_COLUMNS))]
        return _lines(f"{session},{end}" for end in known[1])


def _rows_in(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Give the rows of a file as they lie in it, several lines where quotes take their ends into a cell."""
    row, quotes = list[bytes](), 0
    for block in blocks:
        for place, piece in enumerate(block.split(b"\n")):
            if place:
                row.append(b"\n")
                if quotes % 2 == 0:
                    yield b"".join(row)
                    row = []
            row.append(piece)
            quotes += piece.count(b'"')
    if any(row):
        yield b"".join(row)


def _id_in(row: bytes) -> str:
    """Give the id of the session that a row is of; raises ValueError for rows that no spreadsheet writes so."""
    [cells] = csv.reader(io.StringIO(row.decode(), newline=""), strict=True)
    return name(cells[0]) if cells else ""


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Join small pieces to such as a file is written by."""
    while some := [*islice(pieces, 100)]:
        yield b"".join(some)


def _lines(rows: Iterable[str]) -> bytes:
    return "".join(f"{row}\r\n" for row in rows).encode()


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().removesuffix("\r\n")


# Without the mark at its start some spreadsheets take the file for a text of older days.
HEAD = BOM_UTF8 + _lines((_row((*SESSION_COLUMNS, *ENTRY_COLUMNS)),))


def _session_cells(record: SessionRecord) -> list[str]:
    document = encode_session(record)
    more = unknown_of(document) or None
    return [cell(key, more if key == "more" else document.get(key)) for key in SESSION_COLUMNS]


def _entry_cells(place: int, entry: Document) -> list[str]:
    cells = {column: _at(entry, path) for column, (path, _) in ENTRY_COLUMNS.items() if path}
    more = _unknown(entry, [path for path, _ in ENTRY_COLUMNS.values() if path])
    cells |= {"exercise_number": place, "exercise_more": more or None}
    return [cell(column, cells[column]) for column in ENTRY_COLUMNS]


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
