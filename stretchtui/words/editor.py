"""The words of the screens that change a routine, choose an exercise, and make one."""

from __future__ import annotations

from stretchtui.domain.figure.keyframes import Position
from stretchtui.domain.routine import Kind, Level, Line, Sides
from stretchtui.domain.text import counted, one_line
from stretchtui.words import leading

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
    "side": "Side",
    "first_side": "First",
    "sets": "Sets",
    "reps": "Reps",
    "hold_s": "Hold s",
    "rest_s": "Rest s",
    "set_rest_s": "Set rest s",
    "pain_limit": "Pain to",
    "short": "Short version",
    "note": "Note",
    "name": "Name",
    "frequency": "How often",
    "set_by": "Set by",
    "position": "Position",
    "kind": "Kind",
    "instructions": "How it is done, a step a line",
}
"""What each field is called."""

POSITIONS: dict[Position, str] = {
    Position.SUPINE: "on the back",
    Position.SIDE: "on the side",
    Position.PRONE: "on the front",
    Position.FOUR_POINT: "on all fours",
    Position.SITTING: "sitting",
    Position.STANDING: "standing",
}
ANY_POSITION, NO_POSITION = "any", "not said"
KINDS: dict[Kind, str] = {
    Kind.STRETCH: "stretch",
    Kind.MOVEMENT: "movement",
    Kind.ISOMETRIC: "pressed and held",
    Kind.BALANCE: "balance",
}

EMPTY = "Nothing in it yet."
NEW_NAME = "My sheet"
NEW, UNSAVED, KEPT = "new, not saved", "not saved", "saved"
LEAVE_UNSAVED, LEAVING_LOSES = "Leave without saving?", "What was changed since it was saved is lost."
CHANGED_MEANWHILE = "The file was changed elsewhere meanwhile"
READ_AGAIN, STAY = "Read it again", "Stay"
READING_AGAIN_LOSES = "It was left as it is there. Reading it again shows that, and loses what was changed here."
NOT_SAVED = "Not saved"
SAVE = "Save"
PICK = "Add an exercise"
FIND_HINT = "A part of its name, position or kind"
MAKE = "An exercise of your own"
NAME_HINT = "What you call it"
RANGE_HINT = "8 or 8-10"
IN_A_FEW_WORDS = "A figure it has none: its name stands in large letters in its place."


def copy_name(name: str) -> str:
    """Name a copy of a routine."""
    return f"My {name[:1].lower()}{name[1:]}"


def hint(key: str) -> str:
    """Say by which key the first exercise comes."""
    return f"{EMPTY} {key} adds an exercise."


def made(key: str) -> str:
    """Say by which key an exercise is made that is not in the list."""
    return f"Not there? {key} makes one of your own."


def none_found(wanted: str) -> str:
    """Say that no exercise is like what was typed."""
    return f"No exercise has “{one_line(wanted)}” in its name."


def line_dose(line: Line, level: Level) -> str:
    """Say a line's dose and its sides in little room."""
    dose = line.dose
    side = "" if dose.sides is Sides.BOTH else SIDES[dose.sides]
    return ", ".join(filter(None, (leading.short_dose(line.prescribed, level), side)))


def dose_range(line: Line) -> str:
    """Say a line's dose with its ranges."""
    return leading.dose_range(line.dose)


def counts(lines: int, length: str) -> str:
    """Say how much it is."""
    return f"{counted(lines, 'exercise')}, {length}" if length else counted(lines, "exercise")


def saved_as(name: str) -> str:
    """Say in which file it is."""
    return f"Saved as {name}."


def wrong(field: str, message: str) -> str:
    """Say what is wrong at a field."""
    return f"{FIELDS.get(field, field)}: {message}" if field else message


def faulty(number: int, exercise: str) -> str:
    """Say which line keeps a routine from being saved."""
    return f"{number}. {exercise}"
