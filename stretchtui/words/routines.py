"""What the command line says of exercises and routines, and of a person's own files of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stretchtui.domain.dose import Dose
from stretchtui.domain.figure.positions import Position
from stretchtui.domain.routine import Exercise, Kind, Routine
from stretchtui.domain.text import beginning, counted
from stretchtui.words.labels import minutes
from stretchtui.words.leading import whole_dose
from stretchtui.words.overview import pain_limit
from stretchtui.words.plan import span, week_plan

POSITIONS: dict[Position, str] = {
    Position.SUPINE: "on the back",
    Position.SIDE: "on the side",
    Position.PRONE: "on the front",
    Position.FOUR_POINT: "on all fours",
    Position.SITTING: "sitting",
    Position.STANDING: "standing",
}
"""How each position of the files is said to a person."""

KINDS: dict[Kind, str] = {
    Kind.STRETCH: "stretch",
    Kind.MOVEMENT: "movement",
    Kind.ISOMETRIC: "pressed and held",
    Kind.BALANCE: "balance",
}


def take_care(exercise: Exercise) -> Iterator[str]:
    """Say what to take care of, once each, what commonly goes wrong, and who should ask first."""
    if exercise.always:
        yield f"Always: {exercise.always}"
    yield from (f"Take care: {text}" for text in exercise.cautions if text != exercise.always)
    yield from (f"Often goes wrong: {text}" for text in exercise.mistakes)
    yield from (f"Ask first: {text}" for text in exercise.ask_first)


def leaves_out(command: str) -> str:
    """Say which command leaves an exercise out, and what does so on the overview."""
    return f"Not for you? The overview leaves an exercise out, today or always; `{command}` does so once."


def left_out(*, always: bool) -> str:
    """Say that an exercise is left out now, and by what."""
    return "Left out always: it is in not_for_me of the settings." if always else "Left out today."


def with_rests(dose: Dose) -> str:
    """Say a dose with its rests: `2 sets 10 times, hold 5 s, rest 3 s between, 30 s between sets`."""
    rests = [f"{dose.rest_s:g} s between"] if dose.rest_s else []
    if dose.sets.maximum > 1 and dose.set_rest_s:
        rests.append(f"{dose.set_rest_s:g} s between sets")
    return ", ".join((whole_dose(dose), *((f"rest {', '.join(rests)}",) if rests else ())))


def about(exercise: Exercise) -> Iterator[str]:
    """Say in what position an exercise is done, and what is needed for it."""
    parts = [POSITIONS[exercise.position] if exercise.position else "", *exercise.equipment]
    if any(parts):
        yield f"{KINDS[exercise.kind].capitalize()}: {', '.join(filter(None, parts))}"
    if exercise.support:
        yield f"Hold on to: {exercise.support}"
    if exercise.dose.pain_limit is not None:
        yield pain_limit(exercise.dose.pain_limit)


def set_for(routine: Routine) -> Iterator[str]:
    """Say how often a routine is to be done, on which days by its plan, from when to when, and who set it."""
    if routine.plan and routine.plan.days:
        yield f"Plan: {week_plan(routine.plan)}"
    if routine.frequency:
        yield f"How often: {routine.frequency}"
    if days := span(routine.dates):
        yield beginning(days)
    if routine.set_by:
        yield f"Set by {routine.set_by}"


def lengths(seconds: Sequence[float]) -> str:
    """Say how long a session takes, and how long the first ones, in which all is told, where that is longer."""
    usual, *first = map(minutes, seconds)
    return f"{usual}, at first {first[0]}" if first and first[0] != usual else usual


def routine_from(title: str, author: str) -> str:
    """Say where a routine comes from."""
    return f"From “{title}”, {author}" if author else f"From “{title}”"


# --- files of them ----------------------------------------------------------------------------


def file_problem(problem: str, *, warning: bool) -> str:
    """Say what is wrong in a file, and so when it is used all the same."""
    return f"{problem} (warning)" if warning else problem


def files_in_short(broken: Sequence[str], odd: Sequence[str], check: str) -> str:
    """Name the files that cannot be used and those with keys nobody reads; `check` is the command that says why."""
    parts = (
        f"{_few(broken)} cannot be used" if broken else "",
        f"something in {_few(odd)} is passed over" if odd else "",
    )
    return f"{', and '.join(filter(None, parts))}; `{check}` names everything"


def _few(names: Sequence[str]) -> str:
    more = len(names) - 1
    return f"{names[0]} and {counted(more, 'more file')}" if more else names[0]


def checked(files: int, mistakes: int, warnings: int) -> str:
    """Count what was found wrong in so many files."""
    found = [counted(number, word) for number, word in ((mistakes, "mistake"), (warnings, "warning")) if number]
    told = ", ".join(found) or "no mistakes"
    return f"Checked {counted(files, 'file')}: {told}." if files or not found else f"{beginning(told)}."


def id_taken(item: str, instead: str) -> str:
    """Say that there is a file with an id already, and how to copy it."""
    return f"there is {item!r} already; to begin with a copy of it, `{instead}`"


def no_such_file(item: str, instead: str) -> str:
    """Say that there is nothing to edit, and how to make it."""
    return f"there is no {item!r} of your own; `{instead}` writes one"


def ships(item: str, instead: str) -> str:
    """Say that what ships is not edited, and how to copy it."""
    return f"{item!r} ships with the program and would come back; `{instead}` writes a copy of your own"
