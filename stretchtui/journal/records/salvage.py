"""Reading what can still be read of a damaged file: every single record that is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from stretchtui.domain import limits
from stretchtui.domain.text import sanitise
from stretchtui.journal.errors import DamagedFileError, RecordError
from stretchtui.journal.records.order import understand, union
from stretchtui.journal.storage.document import parse
from stretchtui.journal.storage.files import read_bytes

_OBJECT = re.compile(r'\{\s*"')
_WORD = '"updated_at"'
READER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
_PATIENCE = 3
"""How many times over a piece of the text may be read in vain before the rest of it is given up."""

_IN_VAIN = 1_000
_TOO_DEEP = 60_000
"""What an attempt costs in characters that could be read in its time: one that fails, one that ends in depth."""

_PIECE = 1 << 16
_LONGEST = 3 << 16
"""How much is looked through at a time, and how long a record may be to be found across two pieces, in bytes."""


def salvage(raw: bytes) -> dict[str, bytes]:
    """Give the whole records found in any bytes, as lines by id; the later of two copies.

    Half surrogates and controls in texts become harmless, NaN becomes null. Takes time and memory
    in proportion to the bytes, whatever they are.
    """
    found: dict[str, bytes] = {}
    for document in _objects(raw):
        for key, inner in _records(document, 0):
            line = _line(inner)
            if line is not None:
                found[key] = union({key: found[key]}, {key: line})[key] if key in found else line
    return found


def readable(path: Path, *, follow: bool = False) -> bytes:
    """Give the bytes of a file as far as it can be read at all; `follow` if the person named it."""
    with suppress(OSError, DamagedFileError):
        return read_bytes(path, limits.SALVAGED_BYTES, follow=follow, head=True) or b""
    return b""


class Readable(NamedTuple):
    """The records that can be read in a journal file, as lines; `damage` says why they may not be all there were."""

    lines: Mapping[str, bytes]
    damage: DamagedFileError | None = None


def readable_in(path: Path, *, follow: bool = False) -> Readable:
    """Give the records in any journal file: all of a sound one, what can be read of another.

    A list of records, as an export has them, is sound too. `follow` if the person named the file.
    Raises OSError where it could not be opened.
    """
    damage = None
    try:
        raw = read_bytes(path, follow=follow)
        lines = {} if raw is None else parse(path, raw).lines
    except DamagedFileError as error:
        lines, damage = {}, error
    if lines:
        return Readable(lines)
    raw = readable(path, follow=follow)
    return Readable(salvage(raw), None if _is_list(raw) else damage)


def _is_list(raw: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(raw), list)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Without one proper UTF-8 sequence it is a text of another encoding, not a damaged one.
        other = raw.decode("utf-8", errors="ignore").isascii()
        return raw.decode("latin-1" if other else "utf-8", errors="replace")


def _objects(raw: bytes) -> Iterator[object]:
    """Give the outermost objects that are whole, damage in between left out, one piece of the text after the other."""
    text = _text(raw)
    start = 0
    while start < len(text):
        # Nothing but records is wanted, and each of them has this word.
        if _WORD in text[start : start + _PIECE + _LONGEST]:
            piece = text[start : start + _PIECE + _LONGEST]
            yield from _objects_in(piece, _PIECE)
        start += _PIECE


def _objects_in(piece: str, until: int) -> Iterator[object]:
    """Give the whole objects that begin before a place in a piece of text."""
    patience = _PATIENCE * (_PIECE + _LONGEST)
    place = 0
    while patience > 0:
        start = _OBJECT.search(piece, place, until + 2)
        if start is None:
            return
        begun = start.start()
        try:
            document, place = READER.raw_decode(piece, begun)
            yield document
        except json.JSONDecodeError as error:
            # Making the error counts the lines before it.
            patience -= max(0, error.pos - begun) + error.pos // 50 + _IN_VAIN
            place = begun + 1
        except (RecursionError, ValueError):
            patience -= _TOO_DEEP
            place = begun + 1


def _records(value: Any, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Find the records in a value: objects that are one, or that stand under their own id."""
    if not isinstance(value, dict) or depth > 3:
        return
    key = value.get("id")
    if isinstance(key, str) and "day" in value and "updated_at" in value:
        clean = _clean(value)
        yield str(clean["id"]), clean
        return
    for inner in value.values():
        yield from _records(inner, depth + 1)


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {sanitise(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return sanitise(value) if isinstance(value, str) else value


def _line(document: dict[str, Any]) -> bytes | None:
    """Write a record as a line; None for what is neither understood nor of a newer version."""
    try:
        line = msgspec.json.encode(document)
        understand(document["id"], document)
    except RecordError:
        schema = document.get("schema")
        return line if type(schema) is int and schema >= 1 else None
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError):
        return None
    return line
