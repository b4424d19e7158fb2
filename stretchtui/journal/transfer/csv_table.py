"""A file of a spreadsheet's as rows of named cells, whatever encoding, separator and shape it was saved in.

UTF-8 with and without a byte order mark, UTF-16 with one (as Excel writes *Unicode text*); comma,
semicolon, tab or bar, or what a `sep=` line says; lines before the head; a head in any case;
rows whose last cells are missing.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, zip_longest

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import shortened

_SEPARATORS = ",;\t|"
_SEP_LINE = re.compile(r'"?sep=(.)"?[\s,;|]*', re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

Rows = Iterator[tuple[int, dict[str, str]]]
"""Each row with the number of the line it begins in, and its cells by the name of their column."""


class TableError(ValueError):
    """A file is not the table it should be: `line` (1 is the first) and `column` (maybe blank) say where."""

    def __init__(self, line: int, column: str, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.column = column
        self.what = what


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns as they stand, the line of its head, the lines of text before that, and its rows.

    `columns` has known names as they are known, others as they are written; a column without a
    name is none. `rows` can be gone through once, and raises TableError where it is no table.
    """

    columns: tuple[str, ...]
    head_line: int
    passed_over: tuple[tuple[int, str], ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class _Head:
    """A row that may be the head: how many known names it has, and which row and line it is."""

    score: int
    separator: str
    place: int
    line: int
    cells: tuple[str, ...]
    before: tuple[tuple[int, str], ...]


def read_table(raw: bytes, known: Collection[str]) -> Table:
    """Read a table whose head is the first row with two names that are known, or with one if none has two.

    Raises TableError for bytes that are no text, and for a text without a head.
    """
    text = _text(raw)
    with _long_cells():
        head = _head(text, known)
    names = [_known(cell, known) for cell in head.cells]
    rows = _rows(text, head, names)
    return Table(tuple(name for name in names if name), head.line, head.before, rows)


def _text(raw: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8-sig")
    advice = "save it as CSV UTF-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise TableError(line, "", f"is not {encoding[:6].upper().rstrip('-')} text; {advice}") from None
    if "\0" in text:
        raise TableError(text.count("\n", 0, text.index("\0")) + 1, "", f"is not text; {advice}")
    return text


class _long_cells:  # noqa: N801 - used as a function
    """Lift Python's limit for the length of a cell, which is one for all readers, for a while."""

    def __enter__(self) -> None:
        self._before = csv.field_size_limit(limits.CELL_CHARACTERS)

    def __exit__(self, *_: object) -> None:
        csv.field_size_limit(self._before)


def _reader(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line it begins in, quoted line breaks counted."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError(reader.line_num, "", f"is not valid CSV ({error})") from None


def _head(text: str, known: Collection[str]) -> _Head:
    """Find the head, and with it the separator: the one that makes most known names of it."""
    hint = _SEP_LINE.fullmatch(text.split("\n", 1)[0].rstrip("\r"))
    separators = dict.fromkeys((hint[1] if hint and hint[1] not in '"\r\n' else ",") + _SEPARATORS)
    found: list[_Head] = []
    problems: list[TableError] = []
    for separator in separators:
        try:
            found += _candidates(text, separator, known)
        except TableError as error:
            problems.append(error)
    if found:
        return max(found, key=lambda head: head.score)
    if problems:
        raise problems[0]
    raise _no_head(text)


def _candidates(text: str, separator: str, known: Collection[str]) -> Iterator[_Head]:
    before: list[tuple[int, str]] = []
    for place, (line, row) in enumerate(islice(_reader(text, separator), limits.HEAD_ROWS)):
        score = sum(_known(cell, known) in known for cell in row)
        if score:
            yield _Head(score, separator, place, line, tuple(row), tuple(before))
        if score > 1:
            return
        if words := _words(line, row, separator):
            before.append((line, words))


def _words(line: int, row: Sequence[str], separator: str) -> str:
    """Give what stands in a row that is no head; "" for one that names the separator."""
    if line == 1 and _SEP_LINE.fullmatch(separator.join(row)):
        return ""
    return " ".join(cell.strip() for cell in row if cell.strip())


def _no_head(text: str) -> TableError:
    for line, row in _reader(text, ","):
        if words := _words(line, row, ","):
            shown = shortened(words, 40)
            what = f'"{shown}" is no head, and none follows; expected the names of the columns, as export writes them'
            return TableError(line, "", what)
    return TableError(1, "", "is empty; expected the names of the columns")


def _known(cell: str, known: Collection[str]) -> str:
    name = "_".join(re.split(r"[\s_-]+", cell.strip().casefold()))
    return name if name in known else cell.strip()


def _rows(text: str, head: _Head, names: Sequence[str]) -> Rows:
    last = (0, 0)
    with _long_cells():
        for place, (line, row) in enumerate(_reader(text, head.separator)):
            if place <= head.place or not any(cell.strip() for cell in row):
                continue
            last = (line, len(row))
            yield line, _fitted(line, row, names)
    if last[1] < len(names) and last[0] and not text.endswith(("\n", "\r")):
        raise TableError(last[0], "", "ends before its last cells and without a line end, as if the file were cut off")


def _fitted(line: int, row: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Fit a row to the head: cells missing at its end are blank, and what stands beyond the head must be blank."""
    fitted = {}
    for place, (name, cell) in enumerate(zip_longest(names, row, fillvalue=""), start=1):
        if name:
            fitted[name] = cell
        elif shown := cell.strip()[:20]:
            raise TableError(line, "", f'has "{shown}" in its cell {place}, where the head has no name')
    return fitted
