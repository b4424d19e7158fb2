"""The words for keeping a session: what was entered, what the journal refused, and a day or time that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stretchtui.domain.record import Outcome
from stretchtui.domain.text import one_line
from stretchtui.domain.when import EARLIEST, WhenError, WhenFault
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
    WhenFault.DAY_UNREADABLE: "The day is written as 2026-11-22.",
    WhenFault.DAY_TOO_EARLY: f"A day before {EARLIEST.year}? Please check the year.",
    WhenFault.DAY_TO_COME: "That day is still to come.",
    WhenFault.TIME_UNREADABLE: "The time is written as 07:05.",
    WhenFault.TIME_TO_COME: "{got:%H:%M} on that day is still to come.",
    WhenFault.TIME_SKIPPED: "There was no {got:%H:%M} on {got:%Y-%m-%d}: clocks went forward over it.",
}


def when_fault(error: WhenError) -> str:
    """Say what is wrong with a day or a time that was given."""
    return _WHEN_WORDS[error.fault].format(got=error.got)
