"""TOML of plain lines, as settings nearly always are: read by looking at each, without the import of a whole reader."""

from __future__ import annotations

from datetime import time
from typing import Any

_OTHER: Any = object()
"""Stands for what is not plain, whether it is TOML or not."""


def plain_table(text: str) -> dict[str, Any] | None:
    """Read lines such as `key = "text"`, and give what any reader of TOML would; None where one has to be asked.

    Plain are comments on lines of their own, and bare keys, each once, with a text that has nothing escaped, a list
    of such texts, a switch, a whole number or a time.
    """
    table: dict[str, Any] = {}
    for line in text.split("\n"):
        if not line.isprintable():
            return None  # a tab or an odd space may be right, a control is not
        if line and not line.startswith("#"):
            key, _, written = line.partition(" = ")
            value = _OTHER if key in table or not (key.isascii() and key.isidentifier()) else _plain(written)
            if value is _OTHER:
                return None
            table[key] = value
    return table


def _plain(written: str) -> Any:
    if written in ("true", "false"):
        return written == "true"
    if written[:1] == "[" and written[-1:] == "]":
        items = [_text(item) for item in written[1:-1].split(", ")]
        return _OTHER if _OTHER in items else items
    if not written.isascii() or not written.replace(":", "").isdigit():
        return _text(written)
    if ":" not in written:
        return int(written) if len(written) < 10 and (written[0] != "0" or written == "0") else _OTHER
    try:
        right = written < "24:" and [*map(len, written.split(":"))] == [2, 2, 2]
        return time.fromisoformat(written) if right else _OTHER
    except ValueError:
        return _OTHER


def _text(written: str) -> Any:
    inner = written[1:-1]
    quoted = len(written) > 1 and written[0] == written[-1] == '"'
    return inner if quoted and '"' not in inner and "\\" not in inner else _OTHER
