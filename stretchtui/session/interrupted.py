"""What a program left behind that ended without saving: sessions, and ratings of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stretchtui.domain.history.edits import Changes, all_of, changed, changes_between, differing
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.text import one_line
from stretchtui.journal import Checkpoint, JournalError, RecordDeleted, Saved
from stretchtui.session.context import AppContext
from stretchtui.session.saving import Refusal, clear_checkpoint, save_or_stash, stash, taken_up
from stretchtui.words import dates, saving

RATED_AFTER = ("stiffness_after", "comfort", "note")


def interrupted_sessions(context: AppContext) -> Iterator[Checkpoint]:
    """Give what is to be asked about, the last first; what the journal has by now is cleared away, unasked."""
    for left_over in context.checkpoints.left_over():
        stored = stored_session(context, left_over.id) if left_over.ended else None
        _, changes = unsaved_part(left_over)
        if stored is not None and not stored.deleted and changed(stored, changes, context.now()) == stored:
            clear_checkpoint(context, left_over.id)
        else:
            yield left_over


def stored_session(context: AppContext, session_id: str) -> SessionRecord | None:
    """Give what the journal has of a session, be it deleted; None where that cannot be told."""
    try:
        return context.journal.get(session_id, include_deleted=True)
    except JournalError:
        return None


def unsaved_part(left_over: Checkpoint) -> tuple[SessionRecord, Changes]:
    """Give a session as its program knew it in the journal, and what is not there yet."""
    record, base = left_over.record, left_over.base
    return base or record, changes_between(base, record) if base else all_of(record)


def interrupted_words(context: AppContext, left_over: Checkpoint) -> tuple[str, str]:
    """Say what was left over, and when and where that stopped; and whether it was deleted meanwhile."""
    stopped = left_over.stopped_at
    today = context.now()
    day = "" if f"{stopped:%Y-%m-%d}" == f"{today:%Y-%m-%d}" else f" on {dates.day_of_year(stopped)}"
    record = left_over.record
    if not left_over.ended:
        where = "" if left_over.player.run is RunState.READY else one_line(left_over.where)
        title, detail = saving.interrupted(stopped, day, where)
    elif left_over.base is None:
        title, detail = saving.not_in_the_journal(record.ended_at or stopped, day)
    else:
        day = "" if record.day == context.today() else f", {dates.day_of_year(record.day)}"
        title, detail = saving.rating_not_saved(record.started_at, day, _entered_words(left_over))
    stored = stored_session(context, left_over.id)
    if stored is not None and stored.deleted:
        detail = f"{detail} {saving.deleted_meanwhile(keeping_restores=True)}"
    return title, detail


def _entered_words(left_over: Checkpoint) -> list[str]:
    _, changes = unsaved_part(left_over)
    return saving.entered(changes.values)


def keep_interrupted(context: AppContext, left_over: Checkpoint, *, asked: bool) -> str | None:
    """Put an interrupted session into the journal as it stood last; a sentence if that failed.

    One that was deleted meanwhile comes back only where a person was `asked` and says so.
    """
    try:
        left_over = taken_up(context, left_over)
    except JournalError as error:
        return str(error)
    base, changes = unsaved_part(left_over)
    try:
        context.journal.save(base, changes, restore=asked, made_at=left_over.stopped_at)
    except RecordDeleted:
        return saving.DELETED_ASKS_LATER
    except JournalError as error:
        return str(error)
    return clear_checkpoint(context, left_over.id)


def resumed_request(context: AppContext, left_over: Checkpoint) -> SessionRequest:
    """Ask for the rest of an interrupted session; raises LibraryError when its routine is gone."""
    return SessionRequest(
        routine=context.library.routine(left_over.routine),
        level=left_over.level,
        short=left_over.short,
        without=left_over.without,
        first_side=left_over.first_side,
        pace=left_over.player.pace,
        guidance=context.config.guidance,
        start_from=left_over.start_from,
        speed=left_over.speed,
        record=True,
    )


class InterruptedRating:
    """Goes on with the rating of a session that is over; raises JournalError when another program has taken it up.

    `record` is the session as the journal has it now, or as it ended; `entered` is what was said of it and is not
    saved yet. `meanwhile` names the fields that somebody else has changed since.
    """

    def __init__(self, context: AppContext, left_over: Checkpoint) -> None:
        self._context = context
        self._left_over = left_over = taken_up(context, left_over)
        base, unsaved = unsaved_part(left_over)
        said = {name: value for name, value in unsaved.values.items() if name in RATED_AFTER}
        self.entered = Changes(values=said)
        self._since = replace(unsaved, values={name: unsaved.values[name] for name in unsaved.values.keys() - said})
        self._base = left_over.base or replace(base, stiffness_after=None, comfort=None, note="")
        stored = stored_session(context, left_over.id)
        known = stored is not None and not stored.deleted
        self.record = stored if stored is not None and known else self._base
        self.meanwhile = differing(left_over.base, self.record) if left_over.base and known else ()

    def save_rated(self, rating: Changes, *, restore: bool = False) -> Saved | Refusal:
        """Write the session with what the person says of it, as `Rated` says."""
        changes = self._with(rating)
        saved = save_or_stash(self._context, self._base, changes, self._as_rated(changes), restore=restore)
        if isinstance(saved, Saved):
            clear_checkpoint(self._context, saved.record.id)
        return saved

    def keep_entered(self, rating: Changes) -> str | None:
        """Write down what the person has said so far, as `Rated` says."""
        return stash(self._context, self._as_rated(self._with(rating)))

    def _with(self, rating: Changes) -> Changes:
        return replace(self._since, values={**self._since.values, **rating.values})

    def _as_rated(self, changes: Changes) -> Checkpoint:
        now = self._context.now()
        return replace(self._left_over, record=changed(self._base, changes, now), stopped_at=now)
