"""What stands in a session's form, finished or not, and what of the session it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.entered_time import check_day, read_day, read_time
from stretchtui.domain.history.edits import RATINGS, Changes, changed
from stretchtui.domain.record import ExerciseOutcome, Outcome, SessionRecord, places
from stretchtui.domain.text import noted_text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEntries:
    """All fields of a form as they stand there; day and time as they are written, which may be no day and no time.

    `ratings` by the record's names, None where not rated; `outcomes` has one entry for each line of the session.
    """

    day: str
    at: str
    outcome: Outcome
    ratings: Mapping[str, int | None]
    note: str
    outcomes: tuple[ExerciseOutcome, ...] = ()


def entries_of(record: SessionRecord) -> FormEntries:
    """Fill a form in with a session as it is."""
    return FormEntries(
        day=record.day.isoformat(),
        at=f"{record.started_at:%H:%M}",
        outcome=record.outcome,
        ratings={name: getattr(record, name) for name in RATINGS},
        note=record.note,
        outcomes=tuple(entry.outcome for entry in record.exercises),
    )


def entered_when(record: SessionRecord, entries: FormEntries, now: datetime, day_starts_at: time) -> tuple[date, time]:
    """Read day and time of a form; raises EnteredTimeError for those that cannot be, but for the session's own day."""
    day, at = read_day(entries.day.strip()), read_time(entries.at.strip())
    if day != record.day:
        check_day(day, now, day_starts_at)
    return day, at


def entered_changes(record: SessionRecord, entries: FormEntries, now: datetime, day_starts_at: time) -> Changes:
    """Give what a form changes of the session that it was opened for; raises EnteredTimeError for what cannot be."""
    shown = entries_of(record)
    day, at = entered_when(record, entries, now, day_starts_at)
    values: dict[str, Any] = {name: value for name, value in entries.ratings.items() if value != getattr(record, name)}
    if entries.note != record.note:
        values["note"] = noted_text(entries.note)
    lines = zip(places(record.exercises), shown.outcomes, entries.outcomes, strict=True)
    changes = Changes(
        values=values,
        outcomes={place: outcome for place, before, outcome in lines if outcome is not before},
        day=day if day != record.day else None,
        at=at if f"{at:%H:%M}" != shown.at else None,
        day_starts_at=day_starts_at,
    )
    if entries.outcome is not changed(record, replace(changes, day=None, at=None), now).outcome:
        changes = replace(changes, values={**values, "outcome": entries.outcome})
    return changes


def rebased(entries: FormEntries, base: SessionRecord, stored: SessionRecord) -> FormEntries:
    """Fill in what was touched since the form was opened for base; all else as the session is stored now."""
    before, now = entries_of(base), entries_of(stored)
    touched = {
        place: outcome
        for place, was, outcome in zip(places(base.exercises), before.outcomes, entries.outcomes, strict=True)
        if outcome is not was
    }
    lines = zip(places(stored.exercises), now.outcomes, strict=True)
    return FormEntries(
        day=entries.day if entries.day != before.day else now.day,
        at=entries.at if entries.at != before.at else now.at,
        outcome=entries.outcome if entries.outcome is not before.outcome else now.outcome,
        ratings={
            name: value if value != before.ratings[name] else now.ratings[name]
            for name, value in entries.ratings.items()
        },
        note=entries.note if entries.note != before.note else now.note,
        outcomes=tuple(touched.get(place, outcome) for place, outcome in lines),
    )
