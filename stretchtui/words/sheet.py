"""The words of a routine on paper."""

from __future__ import annotations

from collections.abc import Iterator

from stretchtui.domain.routine import Exercise, Routine
from stretchtui.domain.text import beginning
from stretchtui.words import labels, overview
from stretchtui.words.plan import how_often
from stretchtui.words.routines import POSITIONS, with_rests


def head(routine: Routine) -> Iterator[str]:
    """Say how often a routine is to be done and on which days, from when to when, who set it, and how it begins."""
    if often := how_often(routine):
        yield beginning(often)
    if routine.set_by:
        yield f"Set by {routine.set_by}"
    if routine.start:
        yield routine.start


def dose(exercise: Exercise) -> str:
    """Say a dose as it is to be done, with its rests and the pain up to which to go."""
    text, limit = with_rests(exercise.dose), exercise.dose.pain_limit
    pain = "" if limit is None else f", pain up to {limit} of 10"
    return f"{beginning(text)}{pain}"


def start(exercise: Exercise) -> Iterator[str]:
    """Say how to lie, sit or stand before an exercise, in its own words or in one, where anybody said."""
    if exercise.start:
        yield exercise.start
    elif exercise.position:
        yield f"{POSITIONS[exercise.position].capitalize()}."


def remarks(exercise: Exercise) -> Iterator[str]:
    """Say what whoever set it wants kept in mind, what is needed, and what to take care of."""
    things = (
        ("Note", (exercise.note,)),
        ("Needs", (", ".join(exercise.equipment),)),
        ("Hold on to", (exercise.support,)),
        ("Always", (exercise.always,)),
        (overview.TAKE_CARE, tuple(text for text in exercise.cautions if text != exercise.always)),
        ("Often goes wrong", exercise.mistakes),
        (overview.ASK_FIRST, (" ".join(exercise.ask_first),)),
    )
    yield from (f"{word}: {text}" for word, texts in things for text in texts if text)


def foot(routine: Routine) -> Iterator[str]:
    """Say where a routine comes from, and what a sheet is not."""
    by = f", {routine.source.author}" if routine.source.author else ""
    note = f" {routine.source.note}" if routine.source.note else ""
    yield f"From “{routine.source.title}”{by}.{note}"
    yield labels.WELLNESS_NOTICE
