"""A day's sessions as text: what was planned and done, how it was rated, and the note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from textual.content import Content

from stretchtui.domain import wording
from stretchtui.domain.record import ExerciseRecord, RecordSource, SessionRecord
from stretchtui.domain.routine import Side
from stretchtui.domain.text import harmless, one_line
from stretchtui.library import Library


def day_text(day: date, records: Sequence[SessionRecord], library: Library, *, unicode: bool) -> Content:
    """Write out a day; text from outside stays text."""
    lines: list[Content] = [Content.styled(f"{day:%A} {day.day} {day:%B} {day.year}", "bold")]
    if not records:
        lines.append(Content.styled("No session on this day.", "dim"))
    for record in records:
        lines.append(Content(""))
        lines.extend(_session(record, library, unicode=unicode))
    return Content("\n").join(lines)


def _session(record: SessionRecord, library: Library, *, unicode: bool) -> list[Content]:
    routine = library.routines.get(record.routine)
    name = routine.name if routine else one_line(record.routine)
    outcome = wording.OUTCOME_WORDS[record.outcome]
    lines = [Content.assemble((f"{record.started_at:%H:%M}", "bold"), f"  {name}, {outcome}")]
    if facts := _facts(record):
        lines.append(Content.styled(", ".join(facts), "dim"))
    change = wording.stiffness_change(record)
    lines.append(Content(f"Stiffness {change + ' (0 none, 10 worst)' if change else 'not rated'}"))
    lines.append(Content(f"Comfort {wording.comfort(record)}"))
    for exercise_id, entries in groupby(record.exercises, key=lambda entry: entry.exercise):
        exercise = library.exercises.get(exercise_id)
        lines.append(Content(exercise.name if exercise else one_line(exercise_id)))
        lines.extend(_side(entry, unicode=unicode) for entry in entries)
    if record.note:
        lines.append(Content(harmless(record.note)))
    return lines


def _facts(record: SessionRecord) -> list[str]:
    """List what else is known of a session."""
    facts = []
    if record.source is RecordSource.MANUAL:
        facts.append("noted from memory")
    if record.level is not None:
        facts.append(record.level.value)
    if record.short:
        facts.append("short version")
    if record.active_s is not None:
        facts.append(wording.minutes(record.active_s))
    if record.speed != 1:
        facts.append(f"clock at speed {record.speed:g}")
    return facts


def _side(entry: ExerciseRecord, *, unicode: bool) -> Content:
    """Say in a line how one side of an exercise went."""
    glyphs = wording.EXERCISE_GLYPHS if unicode else wording.EXERCISE_LETTERS
    side = "" if entry.side is Side.BOTH else f"{entry.side.value} "
    done = f", {wording.done_dose(entry)}" if entry.done.hold_s else ""
    outcome = wording.EXERCISE_OUTCOME_WORDS[entry.outcome]
    return Content.assemble(f"  {glyphs[entry.outcome]} {side}{outcome}", (done, "dim"))
