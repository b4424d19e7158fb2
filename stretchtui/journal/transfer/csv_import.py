"""Reading the journal's CSV: a session has a row for each side of each exercise, or one row.

A column that is not there says nothing of its field, a blank cell says that the field is empty
now. Rows of one session may disagree in one cell, where only one of them differs from the
journal: that one was changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, tzinfo
from functools import partial
from typing import Any

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import one_line, shortened
from stretchtui.journal.errors import ExchangeError, RecordError
from stretchtui.journal.transfer import csv_cells
from stretchtui.journal.transfer.csv_columns import COUNT, ENTRY_COLUMNS, SESSION_COLUMNS, unknown_of
from stretchtui.journal.transfer.csv_days import Days, settled
from stretchtui.journal.transfer.csv_table import Table, TableError, read_table
from stretchtui.journal.transfer.decisions import ImportedRecord
from stretchtui.journal.transfer.overlay import Document, Given, GivenEntries, Sources

_PLACES = ("id", "day", "started_at")
"""Any of these columns is enough to say which session a row is of."""

_ENTRY_CELLS = tuple(column for column, (path, _) in ENTRY_COLUMNS.items() if path or column != "exercise_number")
_MORE = ("more", "exercise_more")
_NOT_IN_CELLS = ("exercises", "deleted")
_NOT_IN_MORE = ("id", *_NOT_IN_CELLS)
_WHOLE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file: the line it begins in, its session's cells and what it says of an exercise."""

    line: int
    cells: Mapping[str, str]
    entry: Document
    place: int | None


@dataclass(slots=True)
class _Session:
    """The rows of one session, and for the cells in which they disagree the line that was believed."""

    key: str | None
    rows: list[_Row]
    lines: dict[str, int] = field(default_factory=dict)


def read(name: str, raw: bytes, today: date, zone: tzinfo) -> tuple[list[ImportedRecord], tuple[str, ...]]:
    """Find all sessions in a file, and what the person should know of it; name is for messages only.

    `today` and `zone` are the person's, for days and times that a spreadsheet rewrote. Raises
    ExchangeError with line and column for what cannot be read; whether the rest is right is
    seen when it is laid over the journal.
    """
    sessions: dict[object, _Session] = {}
    reader = _Reader(name)
    try:
        table = read_table(raw, (*SESSION_COLUMNS, *ENTRY_COLUMNS, COUNT))
        _check_head(name, table)
        rows = settled(table.rows, Days(today, zone))
    except TableError as error:
        raise _refused(name, error.line, error.column, error.what) from None
    for line, cells in rows:
        row = reader.row(line, cells)
        key = csv_cells.name(cells.get("id", "")) or None
        if key is None and not any(cells.get(column) for column in _PLACES):
            raise _refused(name, line, next(column for column in _PLACES if column in cells), "expected a day or an id")
        whose = key or _same_start(row, cells)
        sessions.setdefault(whose, _Session(key, [])).rows.append(row)
    return [reader.record(session) for session in sessions.values()], _notices(name, table)


def _notices(name: str, table: Table) -> tuple[str, ...]:
    """Say which lines before the head were passed over."""
    if not table.passed_over:
        return ()
    shown = ", ".join(f'"{shortened(text, 40)}"' for _, text in table.passed_over[:3])
    more = len(table.passed_over) - 3
    what = f"{shown}{f' and {more} more' if more > 0 else ''}"
    return (one_line(f"{name}: the head is in line {table.head_line}; what stands before it was passed over: {what}."),)


def _same_start(row: _Row, cells: Mapping[str, str]) -> object:
    """Say by what rows without an id are told to be of one session; one that has no time and no exercise is alone."""
    if cells.get("started_at") or cells.get("updated_at"):
        return cells.get("day"), cells.get("started_at"), cells.get("updated_at")
    return tuple(cells.get(column) for column in SESSION_COLUMNS) if row.entry else row.line


class _Reader:
    """Turns the rows of one file into sessions."""

    def __init__(self, name: str) -> None:
        self._name = name
        # Day by day the same exercises are done in the same way, so most entries were read before.
        self._entries: dict[tuple[str | None, ...], Given] = {}

    def row(self, line: int, cells: Mapping[str, str]) -> _Row:
        """Read what a row says of an exercise."""
        entry_cells = tuple(map(cells.get, _ENTRY_CELLS))
        filled = any(entry_cells) or cells.get("exercise_number")
        # Without the column of the exercise's name a blank row still speaks of the one in its place.
        if not filled and ("exercise" in cells or not any(column in cells for column in ENTRY_COLUMNS)):
            return _Row(line, cells, {}, None)
        number = self._value(line, cells, "exercise_number")
        if number is not None and type(number) is not int:
            raise _refused(self._name, line, "exercise_number", f"expected a whole number or nothing, got {number!r}")
        entry = self._entries.get(entry_cells)
        if entry is None:
            entry = self._entries[entry_cells] = self._entry(line, cells)
        return _Row(line, cells, entry, number)

    def record(self, session: _Session) -> ImportedRecord:
        """Gather what the rows of a session say."""
        first, *others = session.rows
        given = self._session(first)
        given["deleted"] = False
        alike = [*map(first.cells.get, SESSION_COLUMNS)]
        others = [row for row in others if [*map(row.cells.get, SESSION_COLUMNS)] != alike]
        differing = {
            column: rows
            for column in (SESSION_COLUMNS if others else ())
            if (rows := [row for row in others if row.cells.get(column) != first.cells.get(column)])
        }
        columns = first.cells
        if any(column in columns for column in ENTRY_COLUMNS):
            rows = [row for row in session.rows if row.entry]
            given["exercises"] = GivenEntries(
                [row.entry for row in rows],
                [index if row.place is None else row.place - 1 for index, row in enumerate(rows)],
                complete="exercise" in columns,
                ordered="exercise_number" in columns,
            )
        return ImportedRecord(
            session.key,
            given,
            partial(self._refuse, session),
            undecided=partial(self._decided, session, given, differing) if differing else None,
            listed=True,
        )

    def _decided(
        self, session: _Session, given: Given, differing: Mapping[str, Sequence[_Row]], stored: Document
    ) -> Given:
        """Settle where rows disagree: the one value that the journal does not have is the person's."""
        first = session.rows[0]
        cells = dict(first.cells)
        present = stored | {"more": unknown_of(stored)}
        for column, rows in differing.items():
            values = {row.cells.get(column, ""): row for row in (*reversed(rows), first)}
            if stored:
                said = {text: self._value(row.line, row.cells, column) for text, row in values.items()}
                values = {text: row for text, row in values.items() if _differs(said[text], present.get(column))}
            if len(values) > 1:
                of_same = f"line {first.line}, which is of the same session"
                raise _refused(self._name, rows[0].line, column, f"differs from {of_same}")
            for text, row in values.items():
                session.lines[column], cells[column] = row.line, text
        decided = self._session(replace(first, cells=cells))
        return Given(decided | {key: given[key] for key in _NOT_IN_CELLS if key in given}, decided.keeps)

    def _session(self, row: _Row) -> Given:
        known = {column: self._value(row.line, row.cells, column) for column in SESSION_COLUMNS if column in row.cells}
        more = known.pop("more", None) or {}
        for key in _NOT_IN_MORE:
            if key in more:
                raise _refused(self._name, row.line, "more", f"cannot have {key}")
        keeps = {*SESSION_COLUMNS, *_NOT_IN_MORE} - known.keys() if "more" in row.cells else None
        return Given({**more, **known}, keeps)

    def _entry(self, line: int, cells: Mapping[str, str]) -> Given:
        """Read the cells of an exercise into an entry, objects within it as their columns say."""
        more = self._value(line, cells, "exercise_more") or {}
        listed = "exercise_more" in cells
        fields: Document = dict(more)
        keeps: set[str] = set()
        inner: dict[str, tuple[Document, set[str]]] = {}
        for column, (path, _) in ENTRY_COLUMNS.items():
            if not path:
                continue
            fields_of, keeps_of = fields, keeps
            if len(path) > 1:
                keeps.add(path[0])
                there = more.get(path[0])
                unknown = dict(there) if isinstance(there, dict) else {}
                fields_of, keeps_of = inner.setdefault(path[0], (unknown, set()))
            if column in cells:
                fields_of[path[-1]] = self._value(line, cells, column)
            else:
                keeps_of.add(path[-1])
        for key, (fields_of, keeps_of) in inner.items():
            fields.pop(key, None)
            if fields_of or listed:
                fields[key] = Given(fields_of, keeps_of if listed else None)
        return Given(fields, keeps if listed else None)

    def _value(self, line: int, cells: Mapping[str, str], column: str) -> Any:
        """Read a cell; None for one that is blank or not there."""
        text = cells.get(column)
        if not text or text.isspace():
            return None
        turn = SESSION_COLUMNS[column] if column in SESSION_COLUMNS else ENTRY_COLUMNS[column][1]
        try:
            value = turn(text)
        except ValueError as error:
            raise _refused(self._name, line, column, str(error)) from None
        return Given(value, _WHOLE) if isinstance(value, dict) and column not in _MORE else value

    def _refuse(self, session: _Session, error: RecordError, sources: Sources) -> ExchangeError:
        column = error.key
        line = session.lines.get(column, session.rows[0].line)
        found = re.fullmatch(r"exercises\[(\d+)\](?:\.(.+))?", error.key)
        if found:
            rows = [row for row in session.rows if row.entry]
            source = sources[int(found[1])] if int(found[1]) < len(sources) else None
            line = line if source is None else rows[source].line
            wanted = tuple((found[2] or "exercise").split("."))
            named = (name for name, (path, _) in ENTRY_COLUMNS.items() if path[: len(wanted)] == wanted)
            column = next(named, "exercise_more")
        elif column not in SESSION_COLUMNS:
            column = "more"
        expected = error.expected.replace(" or null", " or nothing")
        got = "nothing" if error.got == "None" else error.got
        return _refused(self._name, line, column, f"expected {expected}, got {got}")


def _differs(value: Any, stored: Any) -> bool:
    return value != stored and not (value is None and stored in (None, "", {}))


def _check_head(name: str, table: Table) -> None:
    names, line = table.columns, table.head_line
    if COUNT in names:
        what = "this file has the sessions without their exercises; import the one beside it"
        raise _refused(name, line, COUNT, what)
    if not any(column in names for column in _PLACES):
        raise _refused(name, line, "id", "this column is missing, and so are day and started_at")
    for place, column in enumerate(names):
        if column not in SESSION_COLUMNS and column not in ENTRY_COLUMNS:
            raise _refused(name, line, column, "this column is not known; remove it or correct its name")
        if column in names[:place]:
            raise _refused(name, line, column, "this column is there twice")


def _refused(name: str, line: int, column: str, what: str) -> ExchangeError:
    where = f"{name}, line {line}" + (f", column {column}: " if column else " ")
    return ExchangeError(one_line(f"{where}{what}; nothing was imported."))
