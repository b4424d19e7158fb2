"""A draft written into the file that it was made of: what it does not touch stays, comments and unknown keys too.

The text is taken apart at the heads of its tables. A line's block goes where the line goes, with the
comments at it; only a block whose values differ is read and written anew. That the result says what the
draft says, and nothing else, is looked at before it is given.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.draft import DraftLine, RoutineDraft, Values
from stretchtui.library.library import LibraryError
from stretchtui.system.toml_lines import comments_in, header_lines, key_lines

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_LINE_PATH = re.compile(r"lines\[(\d+)\]")

HEAD_KEYS = ("id", "name", "frequency", "set_by", "plan", "dates", "start", "short", "source")
"""What a draft may write at the head of a file where it was not, in this order."""


class UnchangeableError(LibraryError):
    """A file is written in a way that cannot be changed here."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of lines of the file, of the table at a path; `line` is the number of the routine's line if it is one."""

    text: str
    line: int | None = None
    path: str = ""


def rewritten(text: str, draft: RoutineDraft) -> str:
    """Write a draft into a valid routine file's text; raises UnchangeableError."""
    try:
        table = tomllib.loads(text)
        before = RoutineDraft.of_table(table)
        if draft == before:
            return text
        kept = draft.lines == before.lines
        wanted = {**table, **draft.head} if kept else draft.table()
        if not draft.lines and "lines" not in draft.head:
            wanted.pop("lines", None)
        head, *pieces = _pieces(text if text.endswith("\n") else f"{text}\n")
        written_above = tomllib.loads(head.text)
        gone = [key for key in ("exercises", "lines") if not kept and key in written_above and key not in draft.head]
        comments = "".join(_comments(head.text, key) for key in gone)
        head = replace(head, text=_head(head.text, before.head, draft.head, gone))
        pieces = _tables(pieces, before.head, draft.head)
        if not kept:
            pieces = _lines(pieces, before.lines, draft.lines, comments)
        written = "".join(piece.text for piece in (head, *pieces)).rstrip("\r\n") + "\n"
        for key in before.head.keys() - draft.head.keys():
            wanted.pop(key, None)
        if tomllib.loads(written) == wanted:
            return written
    # What one reader of TOML takes, the other may still stumble over.
    except (ValueError, RecursionError, TOMLKitError, LookupError, TypeError, AttributeError) as error:
        raise UnchangeableError(str(error)) from None
    raise UnchangeableError("it is written in a way that cannot be changed here")


def block(values: Values) -> str:
    """Write a line as a block of its own."""
    table = tomlkit.table()
    for key, value in values.items():
        table[key] = _item(value)
    lines = tomlkit.aot()
    lines.append(table)
    document = tomlkit.document()
    document["lines"] = lines
    return tomlkit.dumps(document).rstrip("\n") + "\n"


def _item(value: Any) -> Any:
    """Give a value as it stands in a block: a table in the same row as its key."""
    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _pieces(text: str) -> list[_Piece]:
    """Take a text apart: its head, then tables; the blank lines and comments between two are pieces too."""
    rows = _LINE.findall(text)
    remarks = {row for row in comments_in(text) if rows[row - 1].lstrip().startswith("#")}
    starts: list[tuple[int, str]] = []
    for path, row in header_lines(text):
        if not (starts and path.startswith(f"{starts[-1][1]}.")):
            starts.append((_start(rows, row, remarks), path))
    pieces = [_Piece("".join(rows[: starts[0][0] if starts else len(rows)]))]
    ends = [*(start for start, _ in starts[1:]), len(rows)]
    for (start, path), end in zip(starts, ends, strict=bool(starts)):
        found = _LINE_PATH.match(path)
        number = int(found[1]) if found else None
        split = _content_end(rows, start, end, remarks)
        pieces.append(_Piece("".join(rows[start:split]), number, path))
        if split < end:
            pieces.append(_Piece("".join(rows[split:end])))
    return pieces


def _start(rows: Sequence[str], header: int, remarks: set[int]) -> int:
    """Give how many rows come before a table: comments right above its header are its own, after a blank line."""
    above = header - 1
    while above in remarks:
        above -= 1
    return header - 1 if above and rows[above - 1].strip() else above


def _content_end(rows: Sequence[str], start: int, end: int, remarks: set[int]) -> int:
    """Give where a table's own rows end: its last key and the comments right under it."""
    last = max(row for row in range(start + 1, end + 1) if row not in remarks and rows[row - 1].strip())
    while last < end and last + 1 in remarks:
        last += 1
    return last


def _lines(
    pieces: Sequence[_Piece], before: Sequence[DraftLine], after: Sequence[DraftLine], comments: str
) -> list[_Piece]:
    """Put the blocks of a draft's lines in the places of those that were there, the others after the last of these."""
    there: dict[int, str] = {}
    for piece in pieces:
        if piece.line is not None:
            there[piece.line] = there.get(piece.line, "") + piece.text
    new = [_block(line, before, there) for line in after]
    places = [number for number, piece in enumerate(pieces) if piece.line is not None]
    taken = dict(zip(places, new, strict=False))
    more = [_Piece(f"\n{text}") for text in new[len(taken) :]]
    made: list[_Piece] = []
    for number, piece in enumerate(pieces):
        follows_nothing = number - 1 in places and number - 1 not in taken
        if piece.line is None and (piece.text.strip() or not follows_nothing):
            made.append(piece)
        elif number in taken:
            made.append(_Piece(taken[number]))
        if places and number == places[-1]:
            made += more
    return made if places else [*made, _Piece(f"\n{comments}" if comments else ""), *more]


def _block(line: DraftLine, before: Sequence[DraftLine], there: dict[int, str]) -> str:
    """Give the block of a line: the one it had, changed where the line says something else now."""
    if line.origin is None or line.origin not in there:
        return block(line.values)
    text = there[line.origin]
    if line.values == before[line.origin].values:
        return text
    document = tomlkit.parse(text)
    _change(document["lines"][0], before[line.origin].values, line.values)
    return tomlkit.dumps(document)


def _change(table: Any, before: Values, after: Values) -> None:
    """Make a table say what it is to say, key by key."""
    for key in before.keys() - after.keys():
        del table[key]
    for key, value in after.items():
        if isinstance(value, dict) and isinstance(before.get(key), dict):
            _change(table[key], before[key], value)
        elif key not in before or value != before[key]:
            table[key] = _item(value)


def _tables(pieces: Sequence[_Piece], before: Values, after: Values) -> list[_Piece]:
    """Change the tables under the head, such as `[plan]`; one that goes takes the comments at it along."""
    made: list[_Piece] = []
    for piece in pieces:
        old, new = before.get(piece.path), after.get(piece.path)
        if old == new:
            made.append(piece)
        elif new is not None:
            document = tomlkit.parse(piece.text)
            _change(document[piece.path], old or {}, new)
            made.append(replace(piece, text=tomlkit.dumps(document)))
    return made


def _head(text: str, before: Values, after: Values, gone: Sequence[str]) -> str:
    """Change the keys above all tables; one that is new comes after the name."""
    document = tomlkit.parse(text)
    added = [key for key in HEAD_KEYS if key in after and key not in before]
    new = [f"{key} = {tomlkit.item(_item(after[key])).as_string()}\n" for key in added]
    for key in {*before, *gone}.intersection(document):
        if key not in after:
            del document[key]
        elif after[key] != before[key]:
            _change(document, {key: before[key]}, {key: after[key]})
    rows = _LINE.findall(tomlkit.dumps(document))
    name: Any = document.get("name")
    place = len(rows) if name is None else key_lines("".join(rows))["name"] + name.as_string().count("\n")
    return "".join([*rows[:place], *new, *rows[place:]])


def _comments(text: str, key: str) -> str:
    """Give the comments inside a list that goes, a row each."""
    listed: Any = tomlkit.parse(text)[key]
    return "".join(f"{remark.rstrip()}\n" for remark in comments_in(listed.as_string()).values())
