"""The journal as CSV for spreadsheets, and back.

One file has a row for each side of each exercise, with the session's own columns on each of
them (a session without exercises has one row): it is all that import needs. The other has a
row for each session. Days and instants are ISO 8601 with their offset, what is missing is
blank, text is UTF-8. A text that a spreadsheet would take for a formula gets a `'` before it
(ASVS 1.2.10), which import takes off again, so every text comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal.codec import Document, encode
from stretchtui.journal.csv_columns import ENTRY_COLUMNS, SESSION_COLUMNS, Read, bare, cell
from stretchtui.journal.errors import ExchangeError, RecordError
from stretchtui.journal.intake import Incoming, incoming
from stretchtui.journal.merging import understand

MOST_IN_A_CELL = 8 * 1024 * 1024
"""The longest cell that is read, in characters; Python's own limit is not enough for the longest notes."""

_COUNT = "exercises"
_PARTS = ("planned", "done", "pain")
_NEEDED = ("id", "day", "started_at", "timezone", "routine", "outcome", "updated_at")


def sessions_path(path: Path) -> Path:
    """Give the name of the file with a row for each session, beside the one that import needs."""
    return path.with_name(f"{path.stem}-sessions{path.suffix}")


# --- out ----------------------------------------------------------------------------------


def shown(lines: Mapping[str, bytes]) -> list[SessionRecord]:
    """Give the records that the journal shows: understood and not deleted, by start and then id."""
    records = []
    for key, line in lines.items():
        try:
            records.append(understand(key, msgspec.json.decode(line)))
        except RecordError:
            continue
    alive = (record for record in records if not record.deleted)
    return sorted(alive, key=lambda record: (record.started_at.timestamp(), record.id))


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
    return _table((*SESSION_COLUMNS, _COUNT), rows)


def _session_cells(document: Document) -> list[object]:
    known = {key: document[key] for key in document if key in SESSION_COLUMNS}
    more = {key: value for key, value in document.items() if key not in known and key not in ("exercises", "deleted")}
    return [cell(more or None if key == "more" else known.get(key)) for key in SESSION_COLUMNS]


def _entry_cells(place: int, entry: Document) -> list[object]:
    known = {path for path, _ in ENTRY_COLUMNS.values() if path}
    more = {key: value for key, value in entry.items() if (key,) not in known and key not in _PARTS}
    for part in _PARTS:
        unknown = {key: value for key, value in entry.get(part, {}).items() if (part, key) not in known}
        if unknown:
            more[part] = unknown
    cells: dict[str, object] = {"exercise_number": place, "exercise_more": more or None}
    for name, (path, _) in ENTRY_COLUMNS.items():
        if path:
            value: Any = entry
            for key in path:
                value = value.get(key) if value else None
            cells[name] = value
    return [cell(cells[name]) for name in ENTRY_COLUMNS]


def _table(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


# --- in -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Session:
    """A session as its rows come by: the cells of the first, and the entry and line of each."""

    line: int
    cells: Mapping[str, str]
    document: Document
    entries: list[tuple[int, int, Document]] = field(default_factory=list)


def read(name: str, raw: bytes) -> dict[str, Incoming]:
    """Find all sessions in a file; name is for the message only.

    Columns may come in any order, the separator may be a comma, semicolon or tab. One wrong
    row, and nothing is taken. Raises ExchangeError with line and column.
    """
    sessions: dict[str, _Session] = {}
    for line, cells in _rows(name, raw):
        key = bare(cells["id"])
        session = sessions.get(key)
        if session is None:
            document = _turned(name, line, cells, SESSION_COLUMNS)
            more = document.pop("more", {})
            session = sessions[key] = _Session(line, cells, {**more, **document})
        else:
            _check_repeated(name, line, cells, session)
        given = _turned(name, line, cells, {column: turn for column, (_, turn) in ENTRY_COLUMNS.items()})
        if given:
            place = given.pop("exercise_number", None)
            place = place if type(place) is int else len(session.entries) + 1
            session.entries.append((place, line, _entry_document(given)))
    return {key: _record(name, key, session) for key, session in sessions.items()}


def _turned(name: str, line: int, cells: Mapping[str, str], columns: Mapping[str, Read]) -> Document:
    """Turn the cells of some columns into JSON values, blank ones left out."""
    found: Document = {}
    for column, turn in columns.items():
        if cells.get(column):
            try:
                found[column] = turn(cells[column])
            except ValueError as error:
                raise _refused(name, line, column, str(error)) from None
    return found


def _rows(name: str, raw: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row with the number of the line that it begins in."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(name, line, "", "is not UTF-8 text; save it as CSV UTF-8") from None
    head = text[: text.find("\n") + 1] or text
    separator = max(",;\t", key=head.count)
    before = csv.field_size_limit(MOST_IN_A_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        names: list[str] = []
        line = 1
        for row in reader:
            if not names:
                names = _head(name, row)
            elif any(row):
                if len(row) != len(names):
                    raise _refused(name, line, "", f"has {len(row)} cells where the head has {len(names)}")
                yield line, dict(zip(names, row, strict=True))
            line = reader.line_num + 1
        if not names:
            raise _refused(name, 1, "", "is empty; expected the names of the columns")
    except csv.Error as error:
        raise _refused(name, reader.line_num, "", f"is not valid CSV ({error})") from None
    finally:
        csv.field_size_limit(before)


def _head(name: str, row: list[str]) -> list[str]:
    names = [head.strip() for head in row]
    if _COUNT in names:
        raise _refused(name, 1, _COUNT, "this file has the sessions without their exercises; import the one beside it")
    for column in _NEEDED:
        if column not in names:
            raise _refused(name, 1, column, "this column is missing")
    for place, column in enumerate(names):
        if column not in SESSION_COLUMNS and column not in ENTRY_COLUMNS:
            raise _refused(name, 1, column, "this column is not known; remove it or correct its name")
        if column in names[:place]:
            raise _refused(name, 1, column, "this column is there twice")
    return names


def _entry_document(given: Document) -> Document:
    """Put an entry's values where the codec wants them."""
    entry: Document = dict(given.pop("exercise_more", {}))
    for part in _PARTS:
        unknown = entry.get(part)
        entry[part] = dict(unknown) if isinstance(unknown, dict) else {}
    for column, value in given.items():
        path = ENTRY_COLUMNS[column][0]
        place = entry if len(path) == 1 else entry[path[0]]
        place[path[-1]] = value
    if not entry["pain"]:
        del entry["pain"]
    return entry


def _check_repeated(name: str, line: int, cells: Mapping[str, str], session: _Session) -> None:
    for column in SESSION_COLUMNS:
        if cells.get(column) != session.cells.get(column):
            raise _refused(name, line, column, f"differs from line {session.line}, which is of the same session")


def _record(name: str, key: str, session: _Session) -> Incoming:
    entries = sorted(session.entries, key=lambda entry: entry[0])
    document = session.document | {"exercises": [entry for _, _, entry in entries]}
    try:
        return incoming(key, msgspec.json.encode(document))
    except RecordError as error:
        line, column = session.line, error.key
        found = re.fullmatch(r"exercises\[(\d+)\](?:\.(.+))?", error.key)
        if found:
            line = entries[int(found[1])][1]
            path = tuple((found[2] or "exercise").split("."))
            column = next((name for name, (at, _) in ENTRY_COLUMNS.items() if at == path), "exercise_more")
        expected = error.expected.replace(" or null", " or nothing")
        got = "nothing" if error.got == "None" else error.got
        raise _refused(name, line, column, f"expected {expected}, got {got}") from None


def _refused(name: str, line: int, column: str, what: str) -> ExchangeError:
    where = f"{name}, line {line}" + (f", column {column}: " if column else " ")
    return ExchangeError(one_line(f"{where}{what}; nothing was imported."))
