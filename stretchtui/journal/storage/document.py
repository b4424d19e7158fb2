"""How a month lies in its file: one JSON object with a table of sessions, a record a line.

A record's line is kept as the bytes it is, so a change encodes one record and copies the others.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import UserDict
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.journal.errors import DamagedFileError, JournalWriteError
from stretchtui.journal.storage.files import read_bytes
from stretchtui.journal.storage.session_line import SessionLine, session_lines

TABLE = "sessions"
"""The one table of a journal file."""

Tables = dict[str, Any]

_HEAD, _TAIL = b'{"%s": {\n' % TABLE.encode(), b"\n}\n}\n"
_NOTHING: Mapping[str, bytes] = {}
_CONTROLS = bytes(set(range(0x20)) - {*b"\t\n\r"})


@dataclass(frozen=True, slots=True)
class MonthDocument:
    """A journal file as bytes, and in it each record's own bytes by id; `rest` is what lies beside the table.

    `seen` has what was seen of those lines that are as this program writes them, if it was looked for; `own` tells
    that each byte is so.
    """

    raw: bytes = b""
    lines: Mapping[str, bytes] = field(default_factory=dict)
    rest: Mapping[str, bytes] = field(default_factory=dict)
    seen: Mapping[str, SessionLine] = field(default_factory=dict)
    own: bool = False

    def tables(self) -> Tables:
        """Give the content as TinyDB wants it; records are parsed when they are looked into."""
        records = {
            key: RawRecord(line) if line.startswith(b"{") else msgspec.json.decode(line)
            for key, line in self.lines.items()
        }
        return {TABLE: records} | {key: msgspec.json.decode(line) for key, line in self.rest.items()}


class RawRecord(UserDict[str, Any]):
    """A record that nobody has looked into yet, and so is sure to be as it was read."""

    def __init__(self, raw: bytes) -> None:
        self.raw: bytes | None = raw

    @cached_property
    def data(self) -> dict[str, Any]:  # type: ignore[override]  # made of the bytes when it is first asked for
        """What is in it: from now on anything of that may be changed without notice, so its bytes count no more."""
        raw, self.raw = self.raw, None
        return msgspec.json.decode(raw or b"{}", type=dict[str, Any])


def parse(path: Path, raw: bytes, limit: int | None = None) -> MonthDocument:
    """Find the records in the bytes of a journal file, strictly; path is for the message only.

    Raises DamagedFileError for anything but one JSON object with an object of sessions:
    empty, cut off, not UTF-8, NaN, half a surrogate pair, a key given twice, too deep, too large.
    """
    limit = limit or limits.MONTH_BYTES
    if len(raw) > limit:
        raise DamagedFileError(path, f"it is larger than {limit // 1024**2} MiB")
    if (plain := _as_written(raw)) is not None:
        return plain
    text = raw.removeprefix(BOM_UTF8)
    if not text.strip():
        raise DamagedFileError(path, "it is empty")
    # A text that is not read yet is passed over without a look at its characters.
    if len(text.translate(None, _CONTROLS)) != len(text):
        raise DamagedFileError(path, "it holds control characters, which no JSON has")
    try:
        text.decode("utf-8")
        rest, lines = _split(path, text)
        # What this program wrote is laid out the same; only other texts need a closer look.
        if laid_out(lines, rest) != raw:
            rest, lines = _closely(path, text)
        seen = session_lines(lines)
        for line in (*rest.values(), *(line for key, line in lines.items() if key not in seen)):
            _inspect(path, line)
    except RecursionError:
        raise DamagedFileError(path, "it is nested too deeply") from None
    except UnicodeError:
        raise DamagedFileError(path, "it is not UTF-8 text") from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise DamagedFileError(path, f"it is not valid JSON ({error})") from None
    return MonthDocument(raw, lines, rest, seen)


def _as_written(raw: bytes) -> MonthDocument | None:
    """Read a file that is to the byte as this program writes one; None for any other, which needs a closer look.

    It is cut where lines should end. Laid out again these are the same bytes, and each line was read and gave back
    its own: so there is one line for each id, all of it is UTF-8 and nothing in it is a control character.
    """
    with suppress(UnicodeError):
        entries = (entry.partition(b": ") for entry in raw[len(_HEAD) : -len(_TAIL)].split(b",\n"))
        lines = {key[1:-1].decode(): line for key, _, line in entries}
        if laid_out(lines) == raw:
            seen = session_lines(lines)
            if len(seen) == len(lines):
                return MonthDocument(raw, lines, seen=seen, own=True)
    return None


def read_sheet(path: Path, known: MonthDocument | None = None) -> MonthDocument | None:
    """Read a journal file, or give what is `known` of the very same bytes; None where there is no file.

    Raises DamagedFileError, and OSError where it could not be opened this time.
    """
    raw = read_bytes(path)
    if known is not None and raw == known.raw:
        return known
    return None if raw is None else parse(path, raw)


def ids_in(path: Path, raw: bytes) -> Collection[str]:
    """Give the ids in the bytes of a journal file, without a look at the records; path is for the message only.

    Raises DamagedFileError or msgspec's own error where that cannot be read.
    """
    return _split(path, raw.removeprefix(BOM_UTF8))[1].keys()


def serialise(data: Mapping[str, Any]) -> MonthDocument:
    """Lay tables out and prove that reading gives the same back.

    Raises JournalWriteError for values that do not come back as they were (NaN, bytes, keys
    that are not text, half a surrogate pair) and for what `parse` would refuse to read.
    """
    try:
        lines = {_text(key): _line(document) for key, document in data.get(TABLE, {}).items()}
        rest = {_text(key): _line(table) for key, table in data.items() if key != TABLE}
        raw = laid_out(lines, rest)
        same = _split(Path(), raw) == (rest, lines)
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError, DamagedFileError) as error:
        raise JournalWriteError(f"The session holds a value that cannot be saved ({error}); remove it.") from None
    if not same:
        raise _changed()
    if len(raw) > limits.MONTH_BYTES:
        largest = f"{limits.MONTH_BYTES // 1024**2} MiB"
        raise JournalWriteError(f"The month would be larger than {largest}; shorten the notes.")
    return MonthDocument(raw, lines, rest)


def laid_out(lines: Mapping[str, bytes], rest: Mapping[str, bytes] = _NOTHING) -> bytes:
    """Lay out records that are lines already, and what lies beside their table."""
    table = _HEAD + b",\n".join(_entry(*item) for item in lines.items()) + b"\n}"
    return b",\n".join((table, *(_entry(*item) for item in rest.items()))) + b"\n}\n"


def _split(path: Path, raw: bytes) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Give what lies beside the table, and the table's lines, without looking into either."""
    try:
        # Most files have nothing but tables.
        tables = msgspec.json.decode(raw, type=dict[str, dict[str, Raw]])
    except msgspec.ValidationError:
        return _split_others(path, raw)
    lines = {key: bytes(value) for key, value in tables.pop(TABLE, {}).items()}
    return (_split_others(path, raw)[0] if tables else {}), lines


def _split_others(path: Path, raw: bytes) -> tuple[dict[str, bytes], dict[str, bytes]]:
    try:
        rest = msgspec.json.decode(raw, type=dict[str, Raw])
        lines = msgspec.json.decode(rest.pop(TABLE, Raw(b"{}")), type=dict[str, Raw])
    except msgspec.ValidationError:
        raise DamagedFileError(path, f"it has no table of {TABLE}") from None
    return {key: bytes(value) for key, value in rest.items()}, {key: bytes(value) for key, value in lines.items()}


def _entry(key: str, line: bytes) -> bytes:
    return msgspec.json.encode(key) + b": " + line


def _line(document: Any) -> bytes:
    """Write a record as one line, and read it back; one that is a line, or was not looked into, is as it was read."""
    if type(document) is bytes:
        return document
    if type(document) is RawRecord:  # many times faster than isinstance with a class of abc
        if document.raw is not None:
            return document.raw
        document = dict(document)
    line = msgspec.json.encode(document)
    if msgspec.json.decode(line) != document or too_deep(line):
        raise _changed()
    return line


def _text(key: object) -> str:
    if not isinstance(key, str):
        raise _changed()
    return key


def _changed() -> JournalWriteError:
    return JournalWriteError("The session holds a value that would not be read back as it is; remove it.")


def too_deep(line: bytes, most: int = limits.DEPTH) -> bool:
    """Tell whether more objects and lists lie in one another in a JSON value than may."""
    # Most records have fewer brackets than that, so none need be followed.
    if line.count(b"{") + line.count(b"[") < most - 2:
        return False
    return b"\n" + b" " * (most - 1) in msgspec.json.format(line, indent=1)


def _inspect(path: Path, line: bytes) -> None:
    """Look for what a parser lets pass in one record: a key given twice, too much depth."""
    again = msgspec.json.encode(msgspec.json.decode(line))
    if too_deep(line):
        raise DamagedFileError(path, "it is nested too deeply")
    # One line of a tidy text holds one value, so the first value of a repeated key is missed by counting.
    if again != line and _values(again) != _values(line):
        raise DamagedFileError(path, "a key in it is given twice")


def _values(line: bytes) -> int:
    return msgspec.json.format(line, indent=1).count(b"\n")


def _closely(path: Path, text: bytes) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Split another program's layout as if it were this one's, its numbers and texts as they were written."""
    squeezed = msgspec.json.format(text, indent=-1)
    split = _split(path, squeezed)
    # A key given twice, of a record or a table, is gone from what was understood.
    if _values(msgspec.json.encode(msgspec.json.decode(squeezed))) != _values(squeezed):
        raise DamagedFileError(path, "a key in it is given twice")
    return split
