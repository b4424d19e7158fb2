"""The words for keeping a session: what was entered, what the journal refused, and a day or time that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from stretchtui.domain.entered_time import EARLIEST, EnteredTimeError, TimeFault
from stretchtui.domain.record import Outcome
from stretchtui.domain.text import one_line
from stretchtui.words.labels import OUTCOME_WORDS

NOTE_SHOWN = 40
"""So many characters of a note are enough to know it again."""

_FIELD_WORDS = {
    "day": "the day",
    "started_at": "the time",
    "ended_at": "the time",
    "routine": "the routine",
    "outcome": "the outcome",
    "exercises": "the exercises",
    "stiffness_before": "stiffness before",
    "stiffness_after": "stiffness after",
    "comfort": "comfort",
    "note": "the note",
}


def changed_meanwhile(names: Iterable[str]) -> str:
    """Say that somebody else changed fields of a session while it was open here."""
    told = listed(dict.fromkeys(_FIELD_WORDS.get(name, "other things") for name in names))
    return f"Changed elsewhere meanwhile: {told}. What you did not change here is kept as it was changed there."


def discarding(*, entered_only: bool) -> str:
    """Say what is lost when something that was left over is discarded."""
    return "What was entered is lost; the journal stays as it is." if entered_only else "What was done in it is lost."


def listed(words: Iterable[str]) -> str:
    """Put words into a list: `the day, comfort and the note`."""
    told = list(words)
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def entered(values: Mapping[str, object]) -> list[str]:
    """Say what was entered of a session, e.g. `comfort 4` and `the note "slept badly"`."""
    return [_entered(name, values[name]) for name in _FIELD_WORDS if name in values]


def _entered(name: str, value: object) -> str:
    words = _FIELD_WORDS[name]
    if value in (None, ""):
        return f"no {words.removeprefix('the ')}"
    text = one_line(str(value))
    if name == "note":
        return f'{words} "{text[:NOTE_SHOWN]}{"..." if len(text) > NOTE_SHOWN else ""}"'
    if name == "outcome":
        return f"{words} {OUTCOME_WORDS[Outcome(text)]}"
    return f"{words} {text}".rstrip()


def refused(reason: str, *, safe: bool, deleted: bool) -> tuple[str, str]:
    """Say that the journal did not take a session: what happened, and why and where the session is."""
    if deleted:
        return "This session was deleted meanwhile", "It was deleted from the journal while it was open here."
    held = "A copy is safe: the next start offers this session again." if safe else "It is only here so far."
    return "Not saved in the journal yet", f"{reason}\n{held}"


_WHEN_WORDS = {
    TimeFault.DAY_UNREADABLE: "The day is written as 2026-11-22.",
    TimeFault.DAY_TOO_EARLY: f"A day before {EARLIEST.year}? Please check the year.",
    TimeFault.DAY_TO_COME: "That day is still to come.",
    TimeFault.TIME_UNREADABLE: "The time is written as 07:05.",
    TimeFault.TIME_TO_COME: "{got:%H:%M} on that day is still to come.",
    TimeFault.TIME_SKIPPED: "There was no {got:%H:%M} on {got:%Y-%m-%d}: clocks went forward over it.",
}


def when_fault(error: EnteredTimeError) -> str:
    """Say what is wrong with a day or a time that was given."""
    return _WHEN_WORDS[error.fault].format(got=error.got)


NOT_SAVED_YET = "Not saved yet"
NOT_SAVED = "Not saved"
NOT_KEPT_YET = "Not kept yet"
LEAVE_UNSAVED, STAY = "Leave without saving?", "Stay"

SAVE = "Save"
NOTE_HINT = "A note, if you like"

# --- a session that the journal did not take --------------------------------------------------

TRY_AGAIN, BRING_BACK_AND_SAVE = "Try again", "Bring it back, and save"
ELSEWHERE = "Save in another folder"
COPY = "Copy as text"
BACK_TO_RATING = "Back to the rating"
LEAVE, LEAVE_DELETED = "Leave", "Leave it deleted"
LEAVING_LOSES = "Leaving loses this session. Leave once more to lose it, or copy it as text first."
COPIED = "Sent to the clipboard. Paste it somewhere to see whether your terminal passed it on."


def folder_hint(key: str) -> str:
    """Say what belongs into the field for another folder."""
    return f"Folder, then {key}"


def saved_in(folder: str) -> str:
    """Say in which other folder a session was saved."""
    return f"Saved in {folder}"


def brought_in_by(command: str) -> str:
    """Say which command brings it into the journal from there."""
    return f"`{command}` brings it into your journal."


# --- what an earlier program left over --------------------------------------------------------

GO_ON, KEEP, DISCARD, KEEP_NOT = "Go on", "Keep", "Discard", "No"
DISCARD_SURELY = "Discard it for good?"
KEPT_AS_ENTERED = "It is kept in the calendar as it was entered."
SEEN_TO = "Another program has seen to that session already."
FORM_SEEN_TO = "Another program has seen to that form already."
ROUTINE_CHANGED = "the routine has changed since"
DELETED_ASKS_LATER = "That session was deleted from the journal meanwhile; the next start asks what becomes of it."


def cannot_go_on(reason: str) -> str:
    """Say why a session that was cut short is kept as it stood."""
    return f"It cannot go on: {reason}. It is kept as it stood."


def kept_over(where: str, *, ended: bool) -> str:
    """Say that a session that was left over is kept; `where` is where it stopped."""
    if ended:
        return "The session is kept in the calendar."
    return f"The session that stopped in {where} is kept in the calendar."


def interrupted(stopped: datetime, day: str, where: str) -> tuple[str, str]:
    """Say that a session was cut short, when and where; "" for one that had not begun."""
    stopped_where = f"in: {where}" if where else "before it began"
    return "A session was interrupted", f"It stopped at {stopped:%H:%M}{day} {stopped_where}."


def not_in_the_journal(ended: datetime, day: str) -> tuple[str, str]:
    """Say that a session is over and not saved."""
    return "A session is not in the journal yet", f"It ended at {ended:%H:%M}{day}."


def rating_not_saved(began: datetime, day: str, since: Iterable[str]) -> tuple[str, str]:
    """Say that a session is saved and what was said of it is not."""
    told = f"The session of {began:%H:%M}{day} is in the journal. Entered since: {listed(since)}."
    return "A rating is not saved yet", told


def deleted_meanwhile(*, keeping_restores: bool) -> str:
    """Say that a session was deleted while it was open, and whether keeping it undoes that."""
    gone = "It was deleted from the journal meanwhile"
    return f"{gone}; to keep it brings it back." if keeping_restores else f"{gone}."


def adding_not_saved(what: Iterable[str]) -> tuple[str, str]:
    """Say that a form for a new session was left, and what was entered in it."""
    return "A session that you were adding is not saved", f"Entered: {listed(what)}."


def changes_not_saved(began: datetime, day: str, what: Iterable[str]) -> tuple[str, str]:
    """Say that a form for a session was left, and what was entered in it."""
    told = f"The session began at {began:%H:%M}{day}. Entered: {listed(what)}."
    return "Changes to a session are not saved", told


def so_not_kept(why: str) -> str:
    """Say why a form cannot be kept."""
    return f"{why} So it cannot be kept as it was entered."


# --- changing the notes of past sessions ------------------------------------------------------

NO_SESSION_HERE = "There is no session on this day."
DELETE, DELETE_NOT = "Delete", "Keep"
NOT_DELETED, NOT_BROUGHT_BACK = "Not deleted", "Not brought back"
BRING_BACK, LEAVE_IT = "Bring back", "Leave it"


def delete_question(day: str, began: datetime) -> str:
    """Ask whether a session is to be deleted."""
    return f"Delete the session of {day}, {began:%H:%M}?"


def delete_detail(undo_key: str) -> str:
    """Say how a deletion is taken back."""
    return f"While the calendar is open, {undo_key} brings it back."


def deleted(undo_key: str) -> str:
    """Say that a session was deleted, and how it comes back."""
    return f"Deleted. Press {undo_key} to bring it back."


def bring_back_question(detail: str) -> str:
    """Ask whether a session that was deleted meanwhile is to be saved."""
    return f"{detail} Bring it back, and save?"
