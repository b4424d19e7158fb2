"""A form of a session that was not saved yet, as it is written down until it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.form_entries import FormEntries
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.errors import RecordError
from stretchtui.journal.records.codec import decode, encode
from stretchtui.journal.storage.session_line import Comfort, Stiffness


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """What was entered in a form by `written_at`, an aware instant, and the session that it was opened for.

    `adding` where that session is to be added: the journal has nothing of it. `id` is the draft's own.
    """

    id: str
    record: SessionRecord
    entries: FormEntries
    adding: bool
    written_at: Annotated[datetime, Meta(tz=True)]


class _Ratings(msgspec.Struct):
    stiffness_before: Stiffness | None = None
    stiffness_after: Stiffness | None = None
    comfort: Comfort | None = None


def encode_draft(draft: FormDraft) -> dict[str, Any]:
    """Turn a draft into a document."""
    about = {
        "form": draft.id,
        "record": encode(draft.record),
        "adding": draft.adding,
        "written_at": draft.written_at.isoformat(),
    }
    found: dict[str, Any] = msgspec.to_builtins(about) | msgspec.to_builtins(draft.entries)
    return found


def decode_draft(document: dict[str, Any]) -> FormDraft:
    """Read a draft from its document; raises RecordError or msgspec's error for anything else."""
    record = decode(document.get("record"))
    entries = msgspec.convert(document, FormEntries)
    if len(entries.outcomes) != len(record.exercises):
        raise RecordError("outcomes", "one for each line of the session", entries.outcomes)
    ratings = msgspec.structs.asdict(msgspec.convert(entries.ratings, _Ratings))
    made = {"id": document.get("form"), "record": record, "entries": replace(entries, ratings=ratings)}
    return msgspec.convert(document | made, FormDraft)
