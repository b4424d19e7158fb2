"""On which line of a TOML text a key stands, which no reader of TOML tells; and what is wrong there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import one_line

_LEXEME = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|(?P<comment>#[^\n]*)|[\[\]{}=,\n]|[^\s\[\]{}=,#\"']+"
)
"""Compiled, which takes 4 ms, when there is a mistake to be told."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something wrong in a file, in a sentence a person can act on; `line` is 0 where it is of the whole file.

    A `warning` is of something passed over: the file is used. `about` is the id that a
    routine or exercise file has, or would have by its name.
    """

    path: Path
    message: str
    line: int = 0
    warning: bool = False
    about: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Name file and line, then what is wrong."""
        return f"{one_line(str(self.path))}{f':{self.line}' if self.line else ''}: {self.message}"


def key_lines(text: str) -> dict[str, int]:
    """Map every key of a valid TOML text, as `dose.hold_s` or `exercises[2]`, to its line, the first being 1."""
    return _Lines(text).lines


def header_lines(text: str) -> list[tuple[str, int]]:
    """List the headers of a valid TOML text in their order, each as the path of the table that begins, and its line."""
    return _Lines(text).headers


def comments_in(text: str) -> dict[int, str]:
    """Give the comments of a TOML text by their lines, the first being 1."""
    found, line = dict[int, str](), 1
    for token in re.finditer(_LEXEME, text, re.DOTALL):
        if token["comment"] is not None:
            found[line] = token["comment"]
        line += token[0].count("\n")
    return found


def line_told(error: str) -> int:
    """Give the line that a reader of TOML says it failed at; 0 where it says none."""
    found = re.search(r"at line (\d+)", error)
    return int(found[1]) if found else 0


def line_of(lines: Mapping[str, int], key: str) -> int:
    """Give the line of a key, or of the table or list that it belongs in; 0 where neither is there."""
    while key and key not in lines:
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return lines.get(key, 0)


class _Lines:
    def __init__(self, text: str) -> None:
        self.lines: dict[str, int] = {}
        self.headers: list[tuple[str, int]] = []
        self._counts: dict[str, int] = {}
        self._tokens = list(_tokens(text))
        self._at = 0
        where = ""
        while self._at < len(self._tokens):
            if self._peek() == "[":
                where = self._header()
            elif self._peek() == "\n":
                self._at += 1
            else:
                self._pair(where)

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else "\n"

    def _header(self) -> str:
        """Read `[a.b]` or `[[a.b]]`, and give the path of the table that begins there."""
        line, array = self._tokens[self._at][1], self._tokens[self._at + 1][0] == "["
        ahead = map(self._tokens.__getitem__, count(self._at + 1 + array))  # no copy: there may be very many headers
        parts = list(takewhile(lambda text: text != "]", (text for text, _ in ahead)))
        self._at += len(parts) + 2 + 2 * array
        path = ""
        for number, key in enumerate(names := _names(parts)):
            path = _joined(path, key)
            self.lines.setdefault(path, line)
            if array and number == len(names) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = f"{path}[{self._counts[path]}]"
        self.lines[path] = line
        self.headers.append((path, line))
        return path

    def _pair(self, where: str) -> None:
        """Read `a.b = value`."""
        line, parts = self._tokens[self._at][1], []
        while self._peek() != "=":
            parts.append(self._peek())
            self._at += 1
        self._at += 1
        for key in _names(parts):
            where = _joined(where, key)
            self.lines.setdefault(where, line)
        self._value(where)

    def _value(self, where: str) -> None:
        opening = self._peek()
        self._at += 1
        number = 0
        while opening in "[{" and self._peek() not in ("]", "}"):
            if self._peek() in "\n,":
                self._at += 1
            elif opening == "{":
                self._pair(where)
            else:
                self.lines[f"{where}[{number}]"] = self._tokens[self._at][1]
                self._value(f"{where}[{number}]")
                number += 1
        if opening in "[{":
            self._at += 1
        while opening not in "[{" and self._peek() not in ("\n", ",", "]", "}"):
            self._at += 1


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for found in re.finditer(_LEXEME, text, re.DOTALL):
        if found["comment"] is None:
            yield found[0], line
        line += found[0].count("\n")


def _names(parts: Sequence[str]) -> list[str]:
    """Give the names of a dotted key, quoted ones as they are meant."""
    written = "".join(parts)
    if not any(mark in written for mark in "\"'"):
        return written.split(".")
    table: Any = tomllib.loads(f"{written} = 0")
    names: list[str] = []
    while isinstance(table, dict):
        (name, table), *_ = table.items()
        names.append(name)
    return names


def _joined(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
