"""The words of a routine on paper."""

from __future__ import annotations

from collections.abc import Iterator

from stretchtui.domain.routine import Exercise, Routine
from stretchtui.words import labels, leading
from stretchtui.words.plan import span, week_plan


def head(routine: Routine) -> Iterator[str]:
    """Say how often a routine is to be done, from when to when, who set it, and how it begins.

    Where nobody wrote how often, the plan stands for it.
    """
    plan = week_plan(routine.plan) if routine.plan and routine.plan.days else ""
    if often := ", ".join(filter(None, (routine.frequency or plan, span(routine.dates)))):
        yield often[:1].upper() + often[1:]
    if routine.set_by:
        yield f"Set by {routine.set_by}"
    if routine.start:
        yield routine.start


def dose(exercise: Exercise) -> str:
    """Say a dose as it is to be done, with its rests and the pain up to which to go."""
    found = exercise.dose
    text = leading.whole_dose(found)
    parts = [text[:1].upper() + text[1:]]
    if found.rest_s:
        parts.append(f"rest {found.rest_s:g} s between")
    if found.sets.maximum > 1:
        parts.append(f"{found.set_rest_s:g} s between sets")
    if found.pain_limit is not None:
        parts.append(f"pain up to {found.pain_limit} of 10")
    return ", ".join(parts)


def remarks(exercise: Exercise) -> Iterator[str]:
    """Say what whoever set it wants kept in mind, what is needed, and what to take care of."""
    things = (
        ("Note", (exercise.note,)),
        ("Needs", (", ".join(exercise.equipment),)),
        ("Hold on to", (exercise.support,)),
        ("Always", (exercise.always,)),
        ("Take care", tuple(text for text in exercise.cautions if text != exercise.always)),
        ("Often goes wrong", exercise.mistakes),
        ("Ask a health professional first", (" ".join(exercise.ask_first),)),
    )
    yield from (f"{word}: {text}" for word, texts in things for text in texts if text)


def foot(routine: Routine) -> Iterator[str]:
    """Say where a routine comes from, and what a sheet is not."""
    by = f", {routine.source.author}" if routine.source.author else ""
    note = f" {routine.source.note}" if routine.source.note else ""
    yield f"From “{routine.source.title}”{by}.{note}"
    yield labels.WELLNESS_NOTICE
