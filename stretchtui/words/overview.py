"""The words of the overview: the routine, its exercises, the last session, and when the next will be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stretchtui.domain.rating import PAIN
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.routine import Exercise, Source
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.text import beginning, one_line
from stretchtui.words import dates, labels

BEFORE_YOU_BEGIN = f"Before you begin: {labels.WELLNESS_NOTICE}"

NO_SESSION_YET = "No session yet"
SHORT_VERSION = "short version"
NOT_IN_SHORT = "not in the short version"
LEFT_OUT_TODAY, LEFT_OUT_ALWAYS = "left out today", "left out always"
TAKE_CARE = "Take care"
ASK_FIRST = "Ask a health professional first"


def urgent(key: str) -> str:
    """Name the key of the page that says when back pain needs urgent care, in little room."""
    return f"{key} urgent care"


def urgent_page(key: str) -> str:
    """Say which key opens the page of urgent care."""
    return f"{key} says when back pain needs urgent care."


def too_small(columns: int, lines: int) -> str:
    """Say that nothing can be shown in so small a window, and how large it has to be."""
    return f"Too small. Needs {columns}x{lines}."


def source(found: Source, done: str = "") -> str:
    """Say where a routine comes from, and before that when it was last done, where that is told."""
    by = f" by {found.author}" if found.author else ""
    return f"{done}{' · ' if done else ''}After “{found.title}”{by}"


def place_of(number: int, count: int, key: str) -> str:
    """Say which of several routines this is, and by which key another comes."""
    return f"{number} of {count}, {key} another"


def changing(key: str) -> str:
    """Say by which key a routine is changed."""
    return f"{key} change"


def last_done(day: date | None, today: date) -> str:
    """Say when a routine was last done."""
    if day is None:
        return "Not done yet"
    near = {0: "today", 1: "yesterday"}.get((today - day).days)
    return f"Last done {near or dates.short_day(day)}"


def routine_named(name: str) -> str:
    """Name a routine among other things that can be chosen."""
    return f"Routine: {name}"


def broken(problem: str, more: int, check: str) -> str:
    """Say what keeps a file from being used; `check` is the command that names all that is wrong in files."""
    return f"Cannot be used: {problem}{_more(more)}. {check} names everything."


def to_mend(key: str, name: str, line: int, message: str, more: int) -> str:
    """Say by which key a file is mended, and what is wrong in it."""
    place = f"line {line}: " if line else ""
    return f"{key} mends {name}, which cannot be used: {place}{message}{_more(more)}."


def _more(count: int) -> str:
    return f", and {count} more" if count else ""


def mend(name: str) -> str:
    """Offer to mend a file."""
    return f"Mend {name}"


def mended_elsewhere(problem: str, command: str) -> str:
    """Say what is wrong with a file that cannot be shown here, and how it can be mended or taken away."""
    return f"{problem}. It cannot be shown here; `{command}` opens it in another editor, or take it out of its folder."


def at_every_level(dose: str) -> str:
    """Say a dose that leaves the level no choice."""
    return f"{dose} at every level"


def planned(request: SessionRequest) -> str:
    """Say how many exercises there are to do, and how many a person leaves out of them."""
    all_of_it = len(request.routine.planned(short=request.short))
    count = len(request.exercises)
    if request.short and request.routine.short:
        return f"{SHORT_VERSION}, {all_of_it - count} left out" if count < all_of_it else SHORT_VERSION
    return labels.exercises_of(count, all_of_it)


def in_a_line(request: SessionRequest) -> str:
    """Say at which level what is to be done."""
    return f"{request.level.value}, {planned(request)}"


def at_a_glance(request: SessionRequest, length: str, source: str) -> str:
    """Say of a routine among others what is to be done, how long that takes, and where it comes from."""
    return f"{planned(request)}, {length}. {source}"


def leaves_out(key: str) -> str:
    """Say which key leaves an exercise out."""
    return f"Not for me: {key} leaves this one out, today or always."


def takes_in(how: str, key: str) -> str:
    """Say how an exercise is left out, and which key takes it in again."""
    return f"{beginning(how)}. {key} takes it in again."


def all_left_out(key: str) -> str:
    """Say that nothing is left to do."""
    return f"Every exercise is left out, so there is nothing to begin. {key} takes one in again."


def not_noted(file: str, reason: str) -> str:
    """Say that what is left out today could not be noted for later."""
    return one_line(f"{file}: cannot be written ({reason})")


def leave_out_question(name: str) -> str:
    """Ask how long an exercise is not for this person."""
    return f"Leave out {name}?"


LEAVE_OUT_DETAIL = "It stays in the list, marked, and nothing is counted against leaving it out."
TODAY, ALWAYS, NOT_NOW = "Today", "Always", "Keep it"


def note(text: str) -> str:
    """Say what whoever set the exercise wants kept in mind."""
    return f"Note: {text}"


def pain_limit(limit: int) -> str:
    """Say up to how much pain to go."""
    return f"Pain up to {limit} of {PAIN.maximum}, no more."


def steps(exercise: Exercise) -> Iterator[str]:
    """Say how an exercise is done, a step a line."""
    yield from (f"{step}. {text}" for step, text in enumerate(exercise.instructions, start=1))


def last_session(record: SessionRecord, today: date) -> tuple[str, ...]:
    """Say when the last session was and how it went, in fewer and fewer words."""
    day = {0: "today", 1: "yesterday"}.get((today - record.day).days)
    year = "" if record.day.year == today.year else f" {record.day.year}"
    long, short = (
        day or f"{written}{year}" for written in (dates.day_of_year(record.day), dates.short_day(record.day))
    )
    outcome, change = labels.OUTCOME_WORDS[record.outcome], labels.stiffness_change(record)
    plain = f"Last: {short}, {outcome}"
    if not change:
        return f"Last: {long}, {outcome}", plain, plain, f"Last: {short}"
    return f"Last: {long}, {outcome}, stiffness {change}", f"{plain}, {change}", plain, f"Last: {short}"


def asks_for_plan(plan_key: str) -> str:
    """Ask for a plan, and name the key that makes one."""
    return f"When will you stretch next?  {plan_key} makes a plan in one sentence."
