"""A day's sessions as text: what was planned and done, how it was rated, and the note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from textual.content import Content

from stretchtui.domain.calendar import DayMark
from stretchtui.domain.history.mornings import rated_session
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, SessionRecord
from stretchtui.domain.routine import Side
from stretchtui.domain.text import sanitise
from stretchtui.library import Library
from stretchtui.words import days, labels
from stretchtui.words.dates import day_in_full

WIDE = 46
"""From so many columns on, a dose is written in words."""

COLOURS = {"completed": "$success", "done": "$success", "partial": "$warning", "stopped-pain": "$error", "skipped": ""}
"""Colours for outcomes, always beside a glyph and a word."""


def day_text(day: date, records: Sequence[SessionRecord], library: Library, *, unicode: bool) -> Content:
    """Write out a day; text from outside stays text."""
    lines: list[Content] = [day_title(day)]
    if not records:
        lines.append(nothing())
    for record in records:
        lines.append(Content(""))
        lines.append(session_head(record, library))
        lines.extend(session_body(record, library, unicode=unicode))
    return Content("\n").join(lines)


def day_title(day: date) -> Content:
    """Name a day in full."""
    return Content.styled(day_in_full(day), "bold")


def nothing() -> Content:
    """Say that there is no session."""
    return Content.styled(days.NO_SESSION_ON_DAY, "$foreground-muted")


def session_head(record: SessionRecord, library: Library) -> Content:
    """Write when a session was and of which routine."""
    return Content.assemble((f"{record.started_at:%H:%M}", "bold"), f"  {library.names.routine(record)}")


def session_line(record: SessionRecord, *, unicode: bool) -> Content:
    """Write a session in one line: when, how it went, stiffness."""
    glyphs = labels.OUTCOME_GLYPHS if unicode else labels.OUTCOME_LETTERS
    change = labels.stiffness_change(record).replace(" ", "")
    outcome = f"{glyphs[record.outcome]} {labels.OUTCOME_WORDS[record.outcome]}"
    return Content(f"{record.started_at:%H:%M}  {outcome}{f'  {change}' if change else ''}")


def session_body(record: SessionRecord, library: Library, *, unicode: bool, width: int = WIDE) -> list[Content]:
    """Write out how a session went, for so many columns."""
    glyphs = labels.OUTCOME_GLYPHS if unicode else labels.OUTCOME_LETTERS
    facts = ", ".join((labels.OUTCOME_WORDS[record.outcome], *days.facts(record)))
    lines = [
        Content.assemble((glyphs[record.outcome], COLOURS[record.outcome.value]), f" {facts}"),
        Content(days.stiffness(record)),
        Content(days.comfort(record)),
    ]
    if record.note:
        lines += [Content(""), Content(sanitise(record.note))]
    if record.exercises:
        lines.append(Content(""))
    for _, entries in groupby(record.exercises, key=lambda entry: entry.exercise):
        for number, entry in enumerate(entries):
            if number == 0:
                lines.append(Content(library.names.exercise(entry)))
            lines.append(_side(entry, unicode=unicode, wide=width >= WIDE))
            if pain := labels.pain(entry.pain):
                lines.append(
                    Content.styled(f"    {'' if entry.side is Side.BOTH else ' ' * 6}pain {pain}", "$foreground-muted")
                )
    return lines


def _side(entry: ExerciseRecord, *, unicode: bool, wide: bool) -> Content:
    """Say in a line how one side of an exercise went: done of planned."""
    glyphs = labels.EXERCISE_GLYPHS if unicode else labels.EXERCISE_LETTERS
    side = "" if entry.side is Side.BOTH else f"{entry.side.value:<6}"
    outcome = labels.LEFT_OUT if entry.left_out else labels.EXERCISE_OUTCOME_WORDS[entry.outcome]
    dose = f", {days.done_of_planned(entry, ' of ' if wide else '/')}" if _worth_telling(entry) else ""
    glyph = (glyphs[entry.outcome], COLOURS[entry.outcome.value])
    return Content.assemble("  ", glyph, f" {side}{outcome}", (dose, "$foreground-muted"))


def _worth_telling(entry: ExerciseRecord) -> bool:
    return bool(entry.done.hold_s) or entry.outcome is not ExerciseOutcome.SKIPPED


def period_text(found: Trends, *, unicode: bool, wide: bool, today: str = "", due: bool = False) -> Content:
    """Say what a month or a year holds, in the calendar's glyphs so that it explains them, with n for each figure.

    `today` is the sign for it, where that needs explaining, and `due` asks for that of what is to come.
    """
    glyphs = labels.DAY_GLYPHS if unicode else labels.DAY_LETTERS
    ends = [
        Content.assemble((glyphs[DayMark(outcome.value)], COLOURS[outcome.value]), f" {found.outcomes[outcome]} {word}")
        for outcome, word in labels.OUTCOME_WORDS.items()
    ]
    nothing_sign = Content(f"{glyphs[DayMark.NOTHING]} {days.NOTHING}")
    sign = [Content(days.today(today))] if today else []
    sums = Content(days.sums(found))
    if due:
        sums = Content("  ").join((sums, Content(days.due(labels.DUE_GLYPH if unicode else labels.DUE_LETTER))))
    if wide:
        rows = [[*ends, nothing_sign], [sums, *sign]]
    elif today:
        rows = [[*ends[:2], nothing_sign], [ends[2], *sign], [sums]]
    else:  # a year's counts have three digits
        rows = [ends[:2], [ends[2], nothing_sign], [sums]]
    lines = [Content("  ").join(row) for row in rows]
    if wide and (found.before.n or found.after.n):
        lines.append(Content(days.means(found.before, found.after)))
    return Content("\n").join(lines)


def stiffness_word(records: Sequence[SessionRecord]) -> str:
    """Write the stiffness of a day's morning, the one that trends count, as it fits under the day."""
    record = rated_session(records)
    return "" if record is None else labels.stiffness_change(record).replace(" ", "")
