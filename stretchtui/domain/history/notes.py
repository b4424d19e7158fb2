"""Finding sessions by what was noted of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from stretchtui.domain.session_protocol import SessionLike, by_start


class Noted(SessionLike, Protocol):
    """A session with its note, as the journal has it."""

    @property
    def note(self) -> str: ...  # noqa: D102 - a field


N = TypeVar("N", bound=Noted)


def matching(sessions: Iterable[N], wanted: str) -> tuple[N, ...]:
    """Give the sessions whose note has every word that is looked for, in any case and order, the last first."""
    words = _plain(wanted).split()
    found = (session for session in sessions if session.note.strip())
    fitting = (session for session in found if all(word in _plain(session.note) for word in words))
    return tuple(sorted(fitting, key=by_start, reverse=True))


def excerpt(note: str, wanted: str, most: int) -> str:
    """Give as much of a note as fits into so many characters, from a little before the first word looked for."""
    line = " ".join(note.split())
    places = (re.search(re.escape(word), line, re.IGNORECASE) for word in wanted.split())
    first = min((place.start() for place in places if place), default=0)
    start = 0 if len(line) <= most else min(max(0, first - most // 4), len(line) - most)
    end = start + most
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"


def _plain(text: str) -> str:
    """Give a text as it is compared: whatever its case, and however its accents are written."""
    return unicodedata.normalize("NFKC", text).casefold()
