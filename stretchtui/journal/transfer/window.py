"""A file of rows gone through from its start to its end, of which no more is held than what is looked at."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from contextlib import suppress

_LONGEST_CELL = 100
"""No id is longer than so many bytes, as it stands in a cell."""


class Window:
    """What comes next in a file that is read block by block; what was taken is let go of."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._held = b""
        self._place = 0

    def has(self, size: int) -> bool:
        """Read on until so many bytes are there; False where the file has fewer."""
        had = len(self._held) - self._place
        if had < size:
            pieces = [self._held[self._place :]]
            while had < size and (block := next(self._blocks, b"")):
                pieces.append(block)
                had += len(block)
            self._held, self._place = b"".join(pieces), 0
        return had >= size

    def take(self, expected: bytes) -> bool:
        """Take these bytes if they come next; tells whether they did."""
        if not self.has(len(expected)) or not self._held.startswith(expected, self._place):
            return False
        self._place += len(expected)
        return True

    def upto(self, mark: bytes) -> bytes:
        """Give what stands before a mark, or the most that an id may be where none follows so soon."""
        self.has(_LONGEST_CELL)
        return self._held[self._place : self._place + _LONGEST_CELL].partition(mark)[0]

    def row(self) -> bytes:
        """Take a row; of one that no spreadsheet writes so all that is left of the file."""
        more = True
        while not (end := _row_end(self._held, self._place)) and more:
            more = self.has(2 * (len(self._held) - self._place) + 1)
        if not end or not _is_one_row(self._held[self._place : end]):
            self.has(sys.maxsize)
            end = len(self._held)
        start, self._place = self._place, end
        return self._held[start:end]


def _row_end(raw: bytes, start: int) -> int:
    """Find the line end of which no quote takes it into a cell; 0 where there is none."""
    end, quotes = start, 0
    while (line_end := raw.find(b"\n", end) + 1) > 0:
        quotes += raw.count(b'"', end, line_end)
        if quotes % 2 == 0:
            return line_end
        end = line_end
    return 0


def _is_one_row(raw: bytes) -> bool:
    with suppress(csv.Error, UnicodeDecodeError):
        return len([*csv.reader(io.StringIO(raw.decode(), newline=""), strict=True)]) == 1
    return False
