"""The page of keys in the help, laid out for a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from textual.content import Content

Keys = tuple[tuple[str, str], ...]
"""Keys, and what each does."""

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Everywhere",
        (
            ("q", "back, or quit"),
            ("? or F1", "this help"),
            ("ctrl+p", "palette: every command by name"),
            ("m", "sound: silent, chime, voice"),
            ("ctrl+z", "to the background of the shell; fg comes back"),
        ),
    ),
    (
        "Overview",
        (
            ("up, down, k, j", "look at an exercise"),
            ("PageUp, PageDown", "read on in its text"),
            ("Enter", "start the routine"),
            ("l", "level: gentle, standard, full"),
            ("r", "short version for a rough morning"),
            ("w", "plan: the days you mean to stretch on"),
            ("c", "calendar"),
            ("t", "trends: p or 1-4 the period, e a report to show"),
            ("s", "settings"),
        ),
    ),
    (
        "Ratings",
        (
            ("0-9", "answer; 1 and then 0 is 10, however long it takes"),
            ("left, right", "adjust; Backspace takes the answer back"),
            ("Enter", "accept; nothing chosen means not rated"),
            ("Tab", "next field"),
            ("ctrl+s", "save"),
        ),
    ),
    (
        "Session",
        (
            ("Space", "pause, or go on"),
            ("right or n", "next side or exercise"),
            ("left or b", "this one again, or the one before"),
            ("x", "stop: it hurts; then Space goes on, u: not pain"),
            ("+ and -", "more or less hold in this exercise"),
            ("u", "take the last steps back, five seconds each"),
            ("f", "figure and ring only"),
            ("q", "end early; asks, and keeps what was done"),
        ),
    ),
    (
        "Calendar",
        (
            ("arrows or h j k l", "choose a day"),
            ("PageUp, PageDown", "month or year before, after"),
            ("Home", "today"),
            ("y", "the whole year, or the month again"),
            ("Enter", "open the day: up, down its sessions, left, right days"),
            ("a", "add a session done without the program"),
            ("e", "edit the chosen session; ctrl+s saves"),
            ("d, then u", "delete the chosen session; bring it back"),
        ),
    ),
)

_COLUMN = 20
"""Width in cells of the column of keys, where there is room for two columns."""

_ROOM = 54
"""The least width in cells for two columns."""

_INDENT = 4


def keys_text(width: int, own: Keys = ()) -> Content:
    """Lay out every key, those of the settings file first; lines go on under their beginnings."""
    lines: list[Content] = []
    sections: Sequence[tuple[str, Keys]] = KEYS
    if own:
        sections = (("Your own, in place of those below", own), *KEYS)
    for title, keys in sections:
        lines += [Content.styled(title, "bold"), *(line for key, what in keys for line in _entry(key, what, width))]
        lines.append(Content(""))
    closing = wrap("Every key can be changed under [keys] in the settings file.", max(width, _COLUMN))
    return Content("\n").join([*lines, *(Content.styled(line, "dim") for line in closing)])


def _entry(key: str, what: str, width: int) -> Iterator[Content]:
    column = max(_COLUMN, len(key) + 2) if width >= _ROOM else len(key) + 2
    indent = column if width >= _ROOM else _INDENT
    first, *rest = wrap(" " * column + what, max(width, _COLUMN), subsequent_indent=" " * indent, drop_whitespace=True)
    yield Content.assemble((key.ljust(column), "$text-accent"), first[column:])
    yield from map(Content, rest)
