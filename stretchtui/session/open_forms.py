"""Forms that are being filled in: kept on the way, and offered again when their program ended before that was saved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.entered_time import EnteredTimeError
from stretchtui.domain.history.edits import Changes, changed, differing, noted, noted_as
from stretchtui.domain.history.form_entries import FormEntries, entered_changes, entries_of, rebased
from stretchtui.domain.record import SessionRecord, new_id
from stretchtui.journal import FormDraft, JournalError
from stretchtui.session.context import AppContext
from stretchtui.session.interrupted import stored_session
from stretchtui.session.saving import clear_checkpoint
from stretchtui.words import dates, saving


class OpenForm:
    """The form of a session that is open here: what is entered in it is written down as `keep` is told.

    `record` is the session that it was opened for. Taken up again it has what was entered; what was not touched is as
    the journal has it now, and `meanwhile` names the fields that somebody else has changed.
    """

    def __init__(self, context: AppContext, record: SessionRecord, *, adding: bool = False) -> None:
        self.record = record
        self.entries = entries_of(record)
        self.adding = adding
        self.meanwhile: tuple[str, ...] = ()
        self._id = new_id(context.now(), os.urandom(10))
        self._context = context

    @classmethod
    def for_new(cls, context: AppContext, day: date) -> OpenForm:
        """Open a form for a session of a day that is done and not in the journal yet."""
        now = context.now()
        record_id = new_id(now, os.urandom(10))
        record = noted(now, now.timezone_name or "UTC", record_id, context.routine, day, context.config.day_starts_at)
        return cls(context, record, adding=True)

    @classmethod
    def resumed(cls, context: AppContext, draft: FormDraft) -> OpenForm:
        """Take a form up that was left behind; raises JournalError when another program has it."""
        draft = _taken_up(context, draft)
        stored = None if draft.adding else stored_session(context, draft.record.id)
        known = stored if stored is not None and not stored.deleted else draft.record
        form = cls(context, known, adding=draft.adding)
        form._id = draft.id
        form.entries = rebased(draft.entries, draft.record, known)
        form.meanwhile = differing(draft.record, known)
        return form

    def keep(self, entries: FormEntries) -> str | None:
        """Write down what is entered; a sentence if it failed."""
        self.entries = entries
        if entries == entries_of(self.record):
            return self.close()
        draft = FormDraft(
            id=self._id, record=self.record, entries=entries, adding=self.adding, written_at=self._context.now()
        )
        try:
            self._context.checkpoints.write(draft)
        except JournalError as error:
            return str(error)
        return None

    def close(self) -> str | None:
        """Forget what was written down: it was saved, or left on purpose."""
        return clear_checkpoint(self._context, self._id)


@dataclass(frozen=True, slots=True)
class LeftForm:
    """A form that was left behind, and what it changes; None where its day or time cannot be."""

    draft: FormDraft
    changes: Changes | None
    deleted: bool


def left_forms(context: AppContext) -> Iterator[LeftForm]:
    """Give the forms to be asked about, the last first; what the journal has by now is cleared away, unasked."""
    for draft in context.checkpoints.forms_left_over():
        stored = stored_session(context, draft.record.id)
        try:
            changes = entered_changes(draft.record, draft.entries, context.now(), context.config.day_starts_at)
            nothing_new = stored is not None and (draft.adding or changed(stored, changes, context.now()) == stored)
        except EnteredTimeError:
            changes, nothing_new = None, False
        if nothing_new:
            clear_checkpoint(context, draft.id)
        else:
            yield LeftForm(draft, changes, deleted=stored is not None and stored.deleted)


def left_form_words(context: AppContext, left: LeftForm) -> tuple[str, str]:
    """Say which form was left behind, and what was entered in it."""
    record, entries = left.draft.record, left.draft.entries
    before = entries_of(record)
    values: dict[str, object] = {
        name: value for name, value in entries.ratings.items() if value != before.ratings[name]
    }
    values |= {
        name: getattr(entries, name) for name in ("note", "outcome") if getattr(entries, name) != getattr(before, name)
    }
    if left.draft.adding or entries.day != before.day:
        values["day"] = entries.day
    if entries.at != before.at:
        values["started_at"] = entries.at
    if entries.outcomes != before.outcomes:
        values["exercises"] = ""
    what = saving.entered(values)
    day = "" if record.day == context.today() else f" on {dates.day_of_year(record.day)}"
    if left.draft.adding:
        title, told = saving.adding_not_saved(what)
    else:
        title, told = saving.changes_not_saved(record.started_at, day, what)
    return title, f"{told} {saving.deleted_meanwhile(keeping_restores=False)}" if left.deleted else told


def keep_left_form(context: AppContext, left: LeftForm) -> str | None:
    """Save a form as it was left; a sentence if that failed, and then it is kept for the next start.

    What somebody else has changed since in the same fields stays; one that was deleted stays deleted.
    """
    try:
        draft = _taken_up(context, left.draft)
        changes = entered_changes(draft.record, draft.entries, context.now(), context.config.day_starts_at)
        if draft.adding:
            context.journal.save(noted_as(draft.record, changes, context.now()))
        else:
            context.journal.save(draft.record, changes, made_at=draft.written_at)
    except EnteredTimeError as error:
        return saving.so_not_kept(saving.when_fault(error))
    except JournalError as error:
        return str(error)
    return clear_checkpoint(context, draft.id)


def _taken_up(context: AppContext, draft: FormDraft) -> FormDraft:
    found = context.checkpoints.take_up(draft)
    if found is None:
        raise JournalError(saving.FORM_SEEN_TO)
    return found
