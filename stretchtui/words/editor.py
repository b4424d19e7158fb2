"""The words of the screens that change a routine, choose an exercise, and make one."""

from __future__ import annotations

from collections.abc import Sequence

from stretchtui.domain.dose import Sides
from stretchtui.domain.routine import Exercise, Level, Line
from stretchtui.domain.text import counted, in_a_sentence, one_line
from stretchtui.words import leading
from stretchtui.words.routines import KINDS, POSITIONS

AS_THE_EXERCISE = "as usual"
"""What a choice says where a line leaves it to the exercise."""

SIDES = {
    Sides.BOTH: "both together",
    Sides.EACH: "one, then the other",
    Sides.ALTERNATING: "in turn",
    Sides.LEFT: "left only",
    Sides.RIGHT: "right only",
}
FIRST_SIDES = {"left": "left", "right": "right"}
YES_NO = {"yes": "yes", "no": "no"}

FIELDS = {
    "exercise": "Exercise",
    "side": "Side",
    "first_side": "First side",
    "sets": "Sets",
    "reps": "Reps",
    "hold_s": "Hold s",
    "tempo.hold_s": "Hold s",
    "tempo.in_s": "Move in s",
    "tempo.out_s": "Move out s",
    "rest_s": "Rest s",
    "set_rest_s": "Set rest s",
    "pain_limit": "Pain",
    "short": "Short version",
    "note": "Note",
    "name": "Name",
    "frequency": "How often",
    "set_by": "Set by",
    "plan.days": "Days",
    "plan.times": "Times a day",
    "dates.begins": "From",
    "dates.ends": "To",
    "source.title": "Source",
    "source": "Source",
    "plan": "Plan",
    "dates": "Dates",
    "tempo": "Tempo",
    "start": "Start",
    "position": "Position",
    "kind": "Kind",
    "instructions": "How it is done, a step a line",
}
"""What each field is called."""

OF_TEN = "of 10"
HINTS = {"dates.begins": "YYYY-MM-DD", "dates.ends": "YYYY-MM-DD", "start": "How to lie, sit or stand before it"}
"""What a field looks like that is filled in."""
ANY_POSITION, NO_POSITION = "any", "not said"

ACTIONS = ("Add", "Remove", "Up", "Down", "Undo", "Save", "Back", "Copy", "Redo")
"""What can be done with the lines, as it is written above them."""

MOST_TOLD = 4
"""So many mistakes are told at once."""

EMPTY = "Nothing in it yet."
NOT_RIGHT = "something is not right"
NEW_NAME = "My sheet"
NEW, UNSAVED, KEPT = "new, not saved", "not saved", "saved"
LEAVING_LOSES = "What was changed since it was saved is lost."
CHANGED_MEANWHILE = "The file was changed elsewhere meanwhile"
READING_AGAIN_LOSES = "It was left as it is there. Reading it again shows that, and loses what was changed here."
READ_AGAIN = "Read it again"
LEFT_OVER = "This routine was changed before and not saved. Go on with that?"
LEFT_ALONE = "Otherwise it opens as it is saved, and the first change takes the place of what was not."
BEGINNING_ANEW = "Otherwise the form is blank, and the first change takes the place of what was not saved."
BEGIN_ANEW = "Blank form"
AS_SAVED = "As saved"
NOTHING_WRONG = "Nothing is wrong any more."
TEXT_HINT = 'Each line has a name and a value, such as  reps = 8  or  note = "slowly". A text stands in quotes.'
TEXT_LEFT_OVER = "This file was changed before and not saved. Go on with that?"
PICK = "Add an exercise"
FIND_HINT = "A part of its name, position or kind"
MAKE = "Make your own"
NAME_HINT = "What you call it"
USUAL_NUMBERS = {"sets": "1", "reps": "1", "hold_s": "no hold"}
"""What a number is that is left blank in an exercise of one's own."""

IN_A_FEW_WORDS = "It has no figure: its name stands in large letters in the place of one. Numbers are 8, or 8-10."


def copy_name(name: str) -> str:
    """Name a copy of a routine."""
    return f"My {in_a_sentence(name)}"


def exercise_left_over(name: str) -> str:
    """Ask whether an exercise that was not saved is to be gone on with."""
    return f"An exercise was being made and not saved: {one_line(name) or 'no name yet'}. Go on with that?"


def hint(key: str) -> str:
    """Say by which key the first exercise comes."""
    return f"{EMPTY} {key} adds an exercise."


def none_found(wanted: str, key: str) -> str:
    """Say that no exercise is like what was looked for, and by which key one is made."""
    sought = f"has “{one_line(wanted)}” in its name" if wanted.strip() else "is done like that"
    return f"No exercise {sought}. {key} makes one of your own."


def looked_through(exercise: Exercise) -> str:
    """Give the words that an exercise is found by."""
    place = POSITIONS[exercise.position] if exercise.position else ""
    parts = (exercise.title, exercise.id, place, exercise.position or "", KINDS[exercise.kind], exercise.movement)
    return " ".join(parts).lower()


def in_short(exercise: Exercise) -> str:
    """Say in what position an exercise is done, and how much of it."""
    place = POSITIONS[exercise.position] if exercise.position else ""
    return ", ".join(filter(None, (place, leading.dose_range(exercise.dose))))


def usually(exercise: Exercise) -> str:
    """Say what an exercise has where a line says nothing."""
    return f"As usual: {leading.whole_dose(exercise.dose)}"


def line_dose(line: Line, level: Level) -> str:
    """Say a line's dose and its sides in little room."""
    dose = line.dose
    side = "" if dose.sides is Sides.BOTH else SIDES[dose.sides]
    return ", ".join(filter(None, (leading.short_dose(line.prescribed, level), side)))


def standing(lines: int, length: str, state: str) -> str:
    """Say how much it is, and how it stands: new, saved or not."""
    return ", ".join((counted(lines, "exercise"), *((length,) if lines else ()), state))


def not_kept(reason: str) -> str:
    """Say that what is changed could not be written down on the way."""
    return f"What is changed here is not written down on the way ({reason}); save it before you leave."


def saved_as(name: str) -> str:
    """Say in which file it is."""
    return f"Saved as {name}."


def mistakes(count: int) -> str:
    """Count what keeps a routine from being used."""
    return counted(count, "mistake")


def value_left_out(field: str) -> str:
    """Say that what was wrong at a field is gone."""
    return f"Left out: {_called(field)}."


def id_changed(new_id: str) -> str:
    """Say that a file could not have the id it had."""
    return f"Its id could not be used, or is another file's. It is {new_id} once this is saved."


def not_shown(path: str) -> str:
    """Say that a file cannot be shown as it is, and so not be changed here."""
    return f"{one_line(path)}: has characters that cannot be shown, so it cannot be changed here"


def in_text(line: int, message: str) -> str:
    """Say what is wrong in a text, and in which of its lines."""
    return f"Line {line}: {message}" if line else message


def first_of(told: Sequence[str]) -> Sequence[str]:
    """Leave as much of what is wrong as there is room for; the rest follows once that is put right."""
    more = len(told) - MOST_TOLD
    return [*told[:MOST_TOLD], f"and {counted(more, 'more mistake')}"] if more > 0 else told


def wrong(field: str, message: str) -> str:
    """Say what is wrong at a field."""
    return f"{_called(field)}: {message}" if field else message


def _called(field: str) -> str:
    return FIELDS.get(field.partition("[")[0], field)
