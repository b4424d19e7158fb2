"""What plain mode says before and after a session, and of what an earlier one left over: a thing a line."""

from __future__ import annotations

from collections.abc import Iterator

from stretchtui.domain.calendar import Week
from stretchtui.domain.rating import COMFORT
from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, SessionRecord
from stretchtui.domain.routine import Side
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.text import beginning, in_a_sentence, one_line
from stretchtui.words import labels, saving, spoken
from stretchtui.words.plain.keys import PlainKeys
from stretchtui.words.spoken import about

NO_SESSION = "No session was started."

SESSION_KEPT = "That session is kept in your journal."

FORM_KEPT = "That is kept in your journal."

DISCARDED = "That is discarded."

LEFT_DELETED = "It stays deleted."


# --- before and after -------------------------------------------------------------------------


def notice(keys: PlainKeys) -> str:
    """Say what everybody has to know first, and how to hear when back pain needs urgent care."""
    return f"{labels.WELLNESS_NOTICE} Type {keys.urgent} to hear when back pain needs urgent care."


def opening(request: SessionRequest, length_s: float) -> Iterator[str]:
    """Say what will be done and how long that takes, and whether it is recorded."""
    phases = request.timeline()
    start = next((i for i, phase in enumerate(phases) if phase.exercise.id == request.start_from), 0)
    version = "short version, " if request.short and request.routine.short else ""
    exercises = spoken.counted(phases[-1].number, "exercise")
    begin = f", starting with {in_a_sentence(phases[start].exercise.name)}" if start else ""
    length = about(length_s)
    yield f"{request.routine.name}: {version}{request.level.value} level, {exercises}{begin}, {length}."
    if request.left_out:
        yield f"Left out: {', '.join(exercise.name for exercise in request.left_out)}."
    if request.speed != 1:
        recorded = "The session is recorded." if request.record else "Nothing is recorded."
        yield f"This is a preview at speed {request.speed:g}. {recorded}"


def begins_by_itself(wait_s: float) -> str:
    """Say that the session waits for an answer only so many seconds."""
    return f"Without an answer the session begins in {about(wait_s)}."


def left(kept: SessionRecord | None) -> str:
    """Say what became of the session when the program has to go at once."""
    return "Leaving. There was nothing to keep." if kept is None else "Leaving. What you did is kept in your journal."


def saved(record: SessionRecord, week: Week) -> str:
    """Say that a session is in the journal, how it was rated, and how the week stands."""
    before, after = record.stiffness_before, record.stiffness_after
    given = [f"{value} {when}" for value, when in ((before, "before"), (after, "after")) if value is not None]
    ratings = [f"stiffness {' and '.join(given)}"] if given else []
    if record.comfort is not None:
        ratings.append(f"comfort {record.comfort} of {COMFORT.maximum}")
    rated = ", ".join(ratings) or "not rated"
    days = labels.week_days(week, "this week so far", lambda count: spoken.number(count) if count else "no")
    return f"Saved in your journal: {rated}. {beginning(days)}."


def summary(name: str, record: SessionRecord) -> str:
    """Say what a session came to."""
    done, count = labels.exercises_done(record)
    outcome = labels.OUTCOME_WORDS[record.outcome]
    how_many = f"{spoken.number(done) if done else 'none'} of {spoken.counted(count, 'exercise')}"
    stopped = (entry for entry in record.exercises if entry.outcome is ExerciseOutcome.STOPPED_PAIN)
    hurt = "".join(f" Pain in {_hurt(entry)}." for entry in stopped)
    thanks = f" {labels.PAIN_NOTED}" if hurt else ""
    return f"{name}: {outcome}. {beginning(how_many)} done, in {about(record.active_s or 0)}.{hurt}{thanks}"


def _hurt(entry: ExerciseRecord) -> str:
    """Say which line of a session hurt, how much and when."""
    side = "" if entry.side is Side.BOTH else f", {entry.side.value}"
    name = entry.name or entry.exercise
    words = labels.pain(entry.pain)
    return f"{in_a_sentence(name)}{side}{f': {words}' if words else ''}"


# --- sessions that something stopped ----------------------------------------------------------


def interrupted_choices(keys: PlainKeys, *, rating: bool) -> str:
    """Say what can become of a session that was cut short, or of which the rating was."""
    what = "rating it" if rating else "with it"
    return (
        f"Type {keys.go_on} to go on {what}, {keys.keep} to keep it as it is, {keys.discard} to discard it, "
        f"or {keys.later} to decide later. {keys.enter} keeps it."
    )


def left_form_choices(keys: PlainKeys) -> str:
    """Say what can become of a form that was left open on the full screen."""
    return (
        f"Type {keys.keep} to keep it as it was entered, {keys.discard} to discard it, or {keys.later} to decide "
        f"later. {keys.enter} leaves it for later. On the full screen you can go on with it."
    )


def discard_surely(keys: PlainKeys, *, entered_only: bool) -> str:
    """Ask once more before something is discarded."""
    lost = saving.discarding(entered_only=entered_only)
    return f"{saving.DISCARD_SURELY} {lost} Type {keys.discard} again, or press {keys.enter} to keep it."


# --- rating and saving ------------------------------------------------------------------------


def note(keys: PlainKeys) -> str:
    """Ask for a note."""
    return f"A note, if you like: type it in one line. {keys.enter} alone leaves it out."


def entered_before(value: object, keys: PlainKeys) -> str:
    """Say what was entered before a question was put again, and how that stays."""
    if value in (None, ""):
        return ""
    return f"Entered before: {one_line(str(value))}. {keys.enter} alone leaves it so."


def end_can_be_taken_back(keys: PlainKeys) -> str:
    """Say how to go on after an early end."""
    return f"To go on stretching after all, type {keys.take_back}."


def saved_in(folder: str, command: str) -> str:
    """Say that a session was saved in another folder, and the command that brings it into the journal."""
    return f"Saved in {folder}. The command {command}, with that folder, brings it into your journal."


def unsaved_choices(keys: PlainKeys, *, deleted: bool) -> str:
    """Say what can become of a session that the journal did not take."""
    if deleted:
        again, leave = "bring it back and save it", "leave it deleted"
    else:
        again, leave = "try again", "leave it"
    return (
        f"Press {keys.enter} to {again}, type another folder to save it there, {keys.as_text} to see it as text, "
        f"or {keys.leave} to {leave}."
    )


def leaving_loses(keys: PlainKeys) -> str:
    """Warn before a session is left that is nowhere else."""
    return f"Leaving loses this session. Type {keys.leave} once more to lose it, or another folder to save it there."


def not_in_the_journal(reason: str, *, safe: bool) -> str:
    """Say, as the program's last word, that a session is not saved, and whether it will be offered again."""
    later = "The next start offers this session again." if safe else "It is lost."
    return f"the session is not in the journal. {reason} {later}"
