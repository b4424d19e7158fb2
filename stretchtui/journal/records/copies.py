"""Copies of one record in several months: which is the last one, and which do not say so.

A record that moves leaves a mark in the month it was in: a deleted copy whose day says where it
went. A crash in a move, or a sync tool that brings one file and not the other, leaves copies
without. The last copy counts; the others are to be marks that lead to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stretchtui.domain.instants import age_of
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.storage.month import Month

Copy = tuple[Month, SessionRecord]
"""A record and the month that it lies in."""


def later(copy: Copy) -> tuple[float, bool, date, Month]:
    """Say which of two copies of a record is the later one, the greater; a deletion at the same time."""
    month, record = copy
    return age_of(record.updated_at), record.deleted, record.day, month


def astray(copies: Iterable[Copy]) -> tuple[Copy, list[Copy]]:
    """Give the last of a record's copies, and those of the others that do not lead to it."""
    *others, last = sorted(copies, key=later)
    months = {last[0], *(month for month, _ in others)}
    return last, [copy for copy in others if not (is_mark(*copy) and Month.of(copy[1].day) in months)]


def is_mark(month: Month, record: SessionRecord) -> bool:
    """Tell a copy that only says to which other month its record went."""
    return record.deleted and Month.of(record.day) != month
