"""The page of keys in the help, laid out for a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from textwrap import wrap

from textual.content import Content

from stretchtui.system.program import PROGRAM
from stretchtui.words import safety

KeyRows = tuple[tuple[str, str], ...]
"""Keys as people read them, and what each does."""

_COLUMN = 22
"""Width in cells of the column of keys, where there is room for one beside what they do."""

_ROOM = 54
"""The least width in cells for that."""

_TWICE = 106
"""From so many cells on, places stand in two columns."""

_BETWEEN = 2
"""Cells between the two."""

_INDENT = 4


def keys_text(width: int, places: Sequence[tuple[str, KeyRows]]) -> Content:
    """Lay out every key, place by place, in two columns where they fit; lines go on under their beginnings."""
    closing = wrap(
        safety.keys_can_be_changed("[keys]", f"{PROGRAM} keys"),
        max(width, _COLUMN),
    )
    half = (width - _BETWEEN) // 2
    blocks = [_block(place, keys, half if width >= _TWICE else width) for place, keys in places]
    lines = _side_by_side(blocks, half) if width >= _TWICE else list(chain.from_iterable(blocks))
    return Content("\n").join([*lines, *(Content.styled(line, "$foreground-muted") for line in closing)])


def _block(place: str, keys: KeyRows, width: int) -> list[Content]:
    lines = chain.from_iterable(_entry(key, what, width) for key, what in keys)
    return [Content.styled(place, "bold"), *lines, Content("")]


def _side_by_side(blocks: Sequence[list[Content]], width: int) -> list[Content]:
    """Put the first half of the blocks to the left of the others; both columns are read downwards."""
    cuts = range(1, len(blocks))
    cut = min(cuts, key=lambda at: abs(sum(map(len, blocks[:at])) - sum(map(len, blocks[at:]))), default=len(blocks))
    columns = (chain.from_iterable(part) for part in (blocks[:cut], blocks[cut:]))
    return [
        Content.assemble(left, " " * (width + _BETWEEN - left.cell_length), right)
        for left, right in zip_longest(*columns, fillvalue=Content(""))
    ]


def _entry(key: str, what: str, width: int) -> Iterator[Content]:
    column = max(_COLUMN, len(key) + 2) if width >= _ROOM else len(key) + 2
    indent = column if width >= _ROOM else _INDENT
    first, *rest = wrap(" " * column + what, max(width, _COLUMN), subsequent_indent=" " * indent, drop_whitespace=True)
    yield Content.assemble((key.ljust(column), "$text-accent"), first[column:])
    yield from map(Content, rest)
