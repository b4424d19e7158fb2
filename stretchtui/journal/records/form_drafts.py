"""A form of a session that was not saved yet, as it is written down until it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.form_entries import FormEntries
from stretchtui.domain.rating import COMFORT, STIFFNESS
from stretchtui.domain.record import ExerciseOutcome, Outcome, SessionRecord
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.codec import decode, encode
from stretchtui.journal.records.fields import ANYTHING, MOMENT, YES_NO, Fields, of, one_of, point, text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """What was entered in a form by `written_at`, an aware instant, and the session that it was opened for.

    `adding` where that session is to be added: the journal has nothing of it. `id` is the draft's own.
    """

    id: str
    record: SessionRecord
    entries: FormEntries
    adding: bool
    written_at: datetime


def encode_draft(draft: FormDraft) -> dict[str, Any]:
    """Turn a draft into a document."""
    entries = draft.entries
    return {
        "form": draft.id,
        "record": encode(draft.record),
        "adding": draft.adding,
        "written_at": draft.written_at.isoformat(),
        "day": entries.day,
        "at": entries.at,
        "outcome": entries.outcome.value,
        "ratings": dict(entries.ratings),
        "note": entries.note,
        "outcomes": [outcome.value for outcome in entries.outcomes],
    }


def decode_draft(document: object) -> FormDraft:
    """Read a draft from its document; raises RecordError for what `encode_draft` does not make."""
    fields = Fields(document, "")
    record = decode(fields.take("record", ANYTHING))
    ratings = Fields(fields.take("ratings", ANYTHING), "ratings")
    outcomes = [_OUTCOME.read(value) for value in fields.take("outcomes", _LINES)]
    if len(outcomes) != len(record.exercises):
        raise RecordError("outcomes", "one for each line of the session", outcomes)
    return FormDraft(
        id=fields.take("form", text(1, 64)),
        record=record,
        adding=fields.take("adding", YES_NO),
        written_at=fields.take("written_at", MOMENT),
        entries=FormEntries(
            day=fields.take("day", text(0, 100)),
            at=fields.take("at", text(0, 100)),
            outcome=fields.take("outcome", one_of(Outcome)),
            ratings={name: ratings.take(name, kind, None) for name, kind in _RATINGS.items()},
            note=fields.take("note", text(0, 1_000_000)),
            outcomes=tuple(outcomes),
        ),
    )


_LINES = of(list, f"a list of at most {limits.ENTRIES} outcomes", lambda value: len(value) <= limits.ENTRIES)
_OUTCOME = one_of(ExerciseOutcome)
_RATINGS = {
    "stiffness_before": point(STIFFNESS),
    "stiffness_after": point(STIFFNESS),
    "comfort": point(COMFORT),
}
