"""A quick look at a month file: what counting needs of each session, and whole records of what is plainly right.

A record that is not just as this program writes it is left to `codec.decode`, so that a glance
and a record never tell two stories.
"""

from __future__ import annotations

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import sanitise
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.codec import record_of
from stretchtui.journal.records.fields import moments
from stretchtui.journal.records.migrations import has_changed
from stretchtui.journal.records.order import understand_line
from stretchtui.journal.storage.document import MonthDocument
from stretchtui.journal.storage.session_line import SessionLine, session_lines

SessionSummary = SessionLine | SessionRecord
"""A session as it was seen: most at a glance, some had to be read whole."""


def summaries(sheet: MonthDocument) -> tuple[SessionSummary, ...] | None:
    """Look at every session in a month file, deleted ones too, in the file's order.

    None for a file that is not laid out as this program does it, or holds a record that is not
    understood: that one needs a closer look.
    """
    # A record a line, and a line each for the head and the two closing brackets.
    if not sheet.own and (sheet.rest or sheet.raw.count(b"\n") != len(sheet.lines) + (3 if sheet.lines else 4)):
        return None
    tame = is_tame(sheet.raw)  # nearly every month is so as a whole
    try:
        return tuple(_glance(sheet, key, line, tame=tame) for key, line in sheet.lines.items())
    except RecordError:
        return None


def read_record(key: str, line: bytes) -> SessionRecord:
    """Give the record that a line under a key stands for, as `understand_line` does and many times faster.

    Raises RecordError if it is none.
    """
    return whole(look_at(key, line))


def look_at(key: str, line: bytes, seen: SessionLine | None = None) -> SessionSummary:
    """Give what `whole` makes the record of that a line under a key stands for.

    `seen` is what was seen of it already. Raises RecordError if it is none.
    """
    found = seen or session_lines({key: line}).get(key)
    return found if found is not None and _is_right(key, found) else understand_line(key, line)


def _glance(sheet: MonthDocument, key: str, line: bytes, *, tame: bool) -> SessionSummary:
    """Look at one record; raises RecordError for what is none."""
    found = sheet.seen.get(key)
    if found is None or not _is_right(key, found):
        return understand_line(key, line)
    return found if tame or is_tame(line) or _is_clean(found) else whole(found)


def _is_right(key: str, found: SessionLine) -> bool:
    """Tell whether a line, each field of it right by itself, is a record of the present layout under a key."""
    try:
        started, ended, _ = moments(found.started, found.started if found.ended is None else found.ended, found.updated)
    except ValueError:
        return False
    return found.id == key and not has_changed(found.schema) and ended >= started


def is_tame(line: bytes) -> bool:
    """Tell by a look whether all texts in a record's line are the same once they are made harmless."""
    return line.isascii() and b"\\" not in line and b"\x7f" not in line


def _is_clean(found: SessionLine) -> bool:
    texts = (found.timezone, found.routine, found.routine_name, found.note)
    return all(sanitise(text) == text for text in texts)


def whole(found: SessionSummary) -> SessionRecord:
    """Make a whole record of what was seen: all there is, as there are no unknown fields in it."""
    if isinstance(found, SessionRecord):
        return found
    return record_of(found, found.exercises, found.scales, {})
