"""What the command line says of what it did, and why something failed; commands and options are named by who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stretchtui.domain.rating import Scale
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session_protocol import SessionLike
from stretchtui.domain.text import counted, noun, one_line
from stretchtui.words import labels

# --- wrong usage: what was expected, and what was given ---------------------------------------


def expected(what: str, got: str) -> str:
    """Say what was expected instead of what was given."""
    return f"expected {what}, got {got}"


A_MONTH = "a month such as 2026-11"
AN_EXCHANGE_FILE = "a name that ends in .json or .csv"
WEEKDAYS = "days such as mon,wed,fri"
A_SPEED = "a number from 0.1 to 1000"
"""What may be expected."""


def rating(scale: Scale, no_rating: str) -> str:
    """Say what may be given as a rating; `no_rating` is the word for none."""
    return f"a whole number {scale.minimum}-{scale.maximum} or {no_rating}"


def all_weeks(first_option: str, last_option: str, document_option: str) -> str:
    """Say how the numbers of weeks that a page has no room for are got."""
    return f"choose them by {first_option} and {last_option}, or use {document_option}"


def ends_before_it_begins(first_option: str, first: date, last_option: str, last: date) -> str:
    """Say that a period ends before it begins."""
    return f"{first_option} {first} is after {last_option} {last}; swap them"


def still_to_come(option: str, first: date, today: date) -> str:
    """Say that a period to look back on begins after today."""
    return f"{option} {first} is still to come; today is {today}"


def nothing_to_change(options: Iterable[str], other: str) -> str:
    """Say that a change names nothing, and what it could name."""
    return f"nothing to change; name at least one of {', '.join(options)}, a rating or {other}"


def no_exercise(wanted: str, known: Iterable[str]) -> str:
    """Say that a session has no such exercise, and which it has."""
    return f"there is no exercise {wanted!r} in this session; there are: {', '.join(known)}"


def no_such_exercise(wanted: str) -> str:
    """Say that there is no such exercise anywhere."""
    return f"there is no exercise {one_line(wanted)!r}"


def no_such_routine(wanted: str) -> str:
    """Say that there is no such routine."""
    return f"{one_line(wanted)}: there is no such routine"


def all_left_out(ids: Iterable[str]) -> str:
    """Say that nothing is left of a session, and which exercises are left out of it."""
    return (
        f"every exercise is left out of this session: {', '.join(ids)}; "
        "take one in again on the overview, or name another routine"
    )


# --- starting ---------------------------------------------------------------------------------


def needs_a_terminal(instead: str) -> str:
    """Say why the full screen cannot be shown, and which command leads the same session."""
    return (
        "the full-screen program needs a terminal that can be drawn on; "
        f"`{instead}` leads the same session in plain lines"
    )


def for_screen_readers(command: str, setting: str) -> str:
    """Offer plain lines, before a screen comes up that a screen reader reads badly."""
    return f"With a screen reader: {command} leads in plain lines; {setting} in the settings makes that usual."


NEEDS_AN_OUTPUT = "plain lines need a standard output to go to; it is closed"


def could_not_be_written(reason: str, file: str | None) -> str:
    """Say which file failed, or that what was to be told could not be written."""
    return one_line(f"{file}: {reason}" if file else f"what was to be told could not be written: {reason}")


# --- the settings -----------------------------------------------------------------------------

YOURS = "yours"
"""Stands beside a setting that a person's own file has."""


def settings_in_force(file: str) -> str:
    """Say above all settings which file they are from, and what the mark beside some means."""
    return f"The settings in force; marked as {YOURS} are those of {file}, all others are the defaults."


def unset(setting: str) -> str:
    """Say of a setting that it has no value yet."""
    return f"{setting} is not set; nothing was chosen yet"


# --- the journal ------------------------------------------------------------------------------


def no_session(record_id: str, listing: str) -> str:
    """Say that there is no such session, and which command lists what there is."""
    return f"there is no session {record_id!r} in the journal; `{listing}` has the ids"


def several_sessions(beginning: str, count: int, listing: str) -> str:
    """Say that the beginning of an id is that of several sessions."""
    return f"{beginning!r} begins the ids of {counted(count, 'session')}; `{listing}` has them, name one by more of it"


def session_parts(record: SessionLike) -> list[str]:
    """Say what a session was, in the parts of a line."""
    change = labels.stiffness_change(record)
    return [
        f"{record.day} {record.started_at:%H:%M}",
        one_line(record.routine),
        labels.OUTCOME_WORDS[record.outcome],
        *([f"stiffness {change}"] if change else []),
    ]


def deleted(record: SessionRecord, undo: str) -> str:
    """Say which session was deleted, and which command takes that back."""
    outcome = labels.OUTCOME_WORDS[record.outcome]
    title = f"{record.day} {record.started_at:%H:%M}, {one_line(record.routine)}, {outcome}"
    return f"Deleted: {title}. `{undo}` takes that back."


def files_done(done: int, total: int) -> str:
    """Say how far reading has got."""
    return f"{done} of {counted(total, 'file')}"


# --- files that leave and come back -----------------------------------------------------------


def exported(sessions: int, deleted_too: int, *, open_to_others: bool) -> str:
    """Say what was written, and who can read it."""
    too = f", and {deleted_too} deleted" if deleted_too else ""
    if open_to_others:
        return f"{counted(sessions, 'session')}{too}; others may read it, as permissions are not kept there."
    return f"{counted(sessions, 'session')}{too}; only you can read the file."


def too_large(path: str) -> str:
    """Say that a file does not fit into memory."""
    return f"{path} is too much for this computer's memory; split it, a year a file"


def imported(*, new: int, changed: int, same: int, older: int, refused: int) -> str:
    """Sum up an import."""
    return f"{new} new, {changed} changed, {same} the same, {older} older than here, {refused} refused."


DRY_RUN = "Nothing was changed: this was a dry run."
NEW_SESSION = "new session"
NO_VALUE = "nothing"


def and_more(count: int) -> str:
    """Say that there are more than are shown."""
    return f"and {count} more"


def not_understood(record_id: str) -> str:
    """Say that a session of a newer version was left."""
    return f"session {record_id} is not understood, so it was left as it is."


def kept_as_not_understood(record_id: str, check: str) -> str:
    """Say that a session here is in a form that is not known, and which command says why."""
    return (
        f"session {record_id} is kept here in a form that is not understood, so it was left as it is; "
        f"`{check}` says why."
    )


def older_than_here(count: int, *, take_older: str, versions: str, put_back: str) -> str:
    """Say how a file counts that is older than the journal, and by which commands one goes back."""
    were = "was" if count == 1 else "were"
    return (
        f"There {were} {counted(count, 'session')} that changed here after the file was written; what is here was "
        f"left. To go back to the file: `{take_older}`. To go back to a whole month as it was: `{versions}` lists its "
        f"versions, `{put_back}` puts one back."
    )


def merged(added: int, changed: int, older: int) -> str:
    """Sum up a merge."""
    kept = f", {older} older kept in the backups" if older else ""
    return f"{added} new, {changed} newer than before{kept}."


NOTHING_TO_REPAIR = "There was nothing to repair."


def state(name: str, what: str, *, wrong: bool) -> str:
    """Say how a file of the journal is."""
    return f"{name}  {'wrong' if wrong else 'sound'}, {what}"


# --- versions of months -----------------------------------------------------------------------

NO_VERSIONS = "No versions: each change of a month keeps the one before."
UNREADABLE = "cannot be read"

WHY_KEPT = {
    "import": "kept before an import",
    "restore": "kept before a version was put back",
    "restored": "kept because it was put back",
    "merge": "kept by a merge, with the older copies",
}


def shown_already(month: str, number: int) -> str:
    """Say that putting a version back changes nothing."""
    return f"{month} shows what version {number} has already; nothing was changed."


def put_back(month: str, number: int, sessions: int, marked_deleted: int) -> str:
    """Say what putting a version back has changed."""
    changed = f"{counted(sessions, 'session')} put back, {marked_deleted} marked as deleted"
    return f"{month} shows what version {number} has: {changed}."


def replaced(number: int, undo: str) -> str:
    """Say which version holds what was replaced, and which command takes it back."""
    return f"What it replaced is version {number}: `{undo}` takes this back."


# --- sound ------------------------------------------------------------------------------------

IF_NOTHING_HEARD = (
    "If you heard nothing, the sound went nowhere: check the volume, the output device, and that it is not muted."
)
SILENT_SO_VOICE = "the sound is set to silent; testing the voice."


def tested(sound: str, using: str, volume: int, rate: int | None) -> str:
    """Say what is tried out, by what and how."""
    pace = "" if rate is None else f", {rate} {noun(rate, 'word')} a minute"
    return f"{sound}: by {using}{pace}, volume {volume} %."
