"""Ways in which a month file can be found damaged: each takes the path of a sound one and spoils it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stretchtui.domain import limits

Damage = Callable[[Path], object]


def _bytes(change: Callable[[bytes], bytes]) -> Damage:
    return lambda path: path.write_bytes(change(path.read_bytes()))


def _json(change: Callable[[Any], Any]) -> Damage:
    """Spoil the content and write it as other programs do, indented."""
    return lambda path: path.write_text(json.dumps(change(json.loads(path.read_bytes())), indent=1))


def _replaced(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


def _first(raw: bytes, old: bytes, new: bytes) -> bytes:
    assert old in raw, old
    return raw.replace(old, new, 1)


def _spoil_a_line(raw: bytes, what: bytes) -> bytes:
    lines = raw.split(b"\n")
    lines[2] = lines[2][:200] + what + lines[2][200 + len(what) :]
    return b"\n".join(lines)


def _without(key: str) -> Callable[[Any], Any]:
    def change(data: Any) -> Any:
        next(iter(data["sessions"].values())).pop(key)
        return data

    return change


def _with(**fields: Any) -> Callable[[Any], Any]:
    def change(data: Any) -> Any:
        next(iter(data["sessions"].values())).update(fields)
        return data

    return change


def _nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


DAMAGES: dict[str, Damage] = {
    "empty": _bytes(lambda raw: b""),
    "one byte": _bytes(lambda raw: b"{"),
    "blank": _bytes(lambda raw: b" \n\t\n"),
    "zeros": _bytes(lambda raw: b"\0" * len(raw)),
    "zeros at the end": _bytes(lambda raw: raw[: len(raw) // 2] + b"\0" * (len(raw) - len(raw) // 2)),
    "zeros at the start": _bytes(lambda raw: b"\0" * 600 + raw[600:]),
    "a sector of zeros": _bytes(lambda raw: raw[:1024] + b"\0" * 512 + raw[1536:]),
    "ones": _bytes(lambda raw: b"\xff" * len(raw)),
    "garbage": _bytes(lambda raw: bytes(range(256)) * 9),
    "garbage in the middle": _bytes(lambda raw: raw[:2000] + bytes(range(256)) + raw[2256:]),
    "garbage before": _bytes(lambda raw: b"\x7fELF\x02" + raw),
    "garbage after": _bytes(lambda raw: raw + b"\x00\x01\x02"),
    "cut by a byte": _bytes(lambda raw: raw[:-3]),
    "cut at a quarter": _bytes(lambda raw: raw[: len(raw) // 4]),
    "cut at half": _bytes(lambda raw: raw[: len(raw) // 2]),
    "cut at nine tenths": _bytes(lambda raw: raw[: len(raw) * 9 // 10]),
    "cut in the first key": _bytes(lambda raw: raw[:9]),
    "the start is gone": _bytes(lambda raw: raw[len(raw) // 3 :]),
    "twice in a row": _bytes(lambda raw: raw + raw),
    "an older end left over": _bytes(lambda raw: raw + raw[-700:]),
    "mixed with itself": _bytes(lambda raw: raw[:3000] + raw[1000:]),
    "a brace gone": _bytes(lambda raw: _first(raw, b"{", b" ")),
    "a comma gone": _bytes(lambda raw: _first(raw, b",\n", b"\n")),
    "a comma too many": _bytes(lambda raw: _first(raw, b"\n}", b",\n}")),
    "a quote gone": _bytes(lambda raw: _first(raw, b'"routine"', b'"routine')),
    "a colon gone": _bytes(lambda raw: _first(raw, b'"day":', b'"day" ')),
    "a flipped bit in a brace": _bytes(lambda raw: _first(raw, b"{", bytes([ord("{") ^ 4]))),
    "a bad byte in a record": _bytes(lambda raw: _spoil_a_line(raw, b"\xfe\xff\xfe")),
    "a NUL in a record": _bytes(lambda raw: _spoil_a_line(raw, b"\0\0")),
    "a line end in a record": _bytes(lambda raw: _spoil_a_line(raw, b"\n")),
    "a NaN": _bytes(lambda raw: _first(raw, b'"speed":1', b'"speed":NaN')),
    "an infinity": _bytes(lambda raw: _first(raw, b'"speed":1', b'"speed":Infinity')),
    "a number too large": _bytes(lambda raw: _first(raw, b'"speed":1', b'"speed":1e999')),
    "half a surrogate pair": _bytes(lambda raw: _first(raw, b'"note":"', b'"note":"\\ud83d')),
    "a raw surrogate": _bytes(lambda raw: _first(raw, b'"note":"', b'"note":"\xed\xa0\xbd')),
    "a record twice": _bytes(lambda raw: b"\n".join([*raw.split(b"\n")[:2], *raw.split(b"\n")[1:]])),
    "a key twice": _bytes(lambda raw: _first(raw, b'"note":', b'"note":"first","note":')),
    "the table twice": _bytes(lambda raw: _first(raw, b'{"sessions"', b'{"sessions": {}, "sessions"')),
    "latin-1": _bytes(lambda raw: raw.decode().encode("latin-1", "replace")),
    "utf-16": _bytes(lambda raw: raw.decode().encode("utf-16")),
    "conflict marks of git": _bytes(lambda raw: b"<<<<<<< HEAD\n" + raw + b"=======\n" + raw + b">>>>>>> other\n"),
    "a web page": _bytes(lambda raw: b"<!DOCTYPE html><html>Sign in to the network</html>"),
    "a list": _json(lambda data: list(data["sessions"].values())),
    "null": _json(lambda data: None),
    "a number": _json(lambda data: 7),
    "the table is a list": _json(lambda data: {"sessions": list(data["sessions"].values())}),
    "the table is null": _json(lambda data: {"sessions": None}),
    "no table around": _json(lambda data: [data]),
    "nested too deeply": _json(lambda data: {**data, "x": _nested(90)}),
    "nested without end": _bytes(lambda raw: b'{"a":' * 100_000),
    "brackets without end": _bytes(lambda raw: b"[" * 200_000),
    "too large": _bytes(lambda raw: raw[:-4] + b" " * limits.MONTH_BYTES + raw[-4:]),
    "a folder": lambda path: _replaced(path, Path.mkdir),
}
"""Damage to the whole file: it must be kept whole, and what is whole in it come out."""

if hasattr(os, "mkfifo"):
    DAMAGES["a pipe"] = lambda path: _replaced(path, os.mkfifo)

ODDITIES: dict[str, Damage] = {
    "no id": _json(_without("id")),
    "no day": _json(_without("day")),
    "no updated_at": _json(_without("updated_at")),
    "another id": _json(_with(id="other")),
    "a rating off the scale": _json(_with(comfort=9)),
    "text for a number": _json(_with(active_s="long")),
    "a list for a note": _json(_with(note=[1])),
    "an end before the start": _json(_with(ended_at="2001-01-01T00:00:00+00:00")),
    "a day that is none": _json(_with(day="2026-02-30")),
    "an outcome of a newer version": _json(_with(schema=99, outcome="interrupted")),
}
"""Damage to one record in a sound file: it stays as it is, the others are not affected."""
