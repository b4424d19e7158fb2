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
from stretchtui.session.saving import SaveRefused, clear_checkpoint, save_or_stash, stash, taken_up
from stretchtui.words import dates, saving

RATED_AFTER = ("stiffness_after", "comfort", "note")


def interrupted_sessions(context: AppContext) -> Iterator[Checkpoint]:
    """Give what is to be asked about, the last first; what the journal has by now is cleared away, unasked."""
    for interrupted in context.checkpoints.interrupted():
        stored = stored_session(context, interrupted.id) if interrupted.ended else None
        _, changes = unsaved_part(interrupted)
        if stored is not None and not stored.deleted and changed(stored, changes, context.now()) == stored:
            clear_checkpoint(context, interrupted.id)
        else:
            yield interrupted


def stored_session(context: AppContext, session_id: str) -> SessionRecord | None:
    """Give what the journal has of a session, be it deleted; None where that cannot be told."""
    try:
        return context.journal.get(session_id, include_deleted=True)
    except JournalError:
        return None


def unsaved_part(interrupted: Checkpoint) -> tuple[SessionRecord, Changes]:
    """Give a session as its program knew it in the journal, and what is not there yet."""
    record, base = interrupted.record, interrupted.base
    return base or record, changes_between(base, record) if base else all_of(record)


def interrupted_words(context: AppContext, interrupted: Checkpoint) -> tuple[str, str]:
    """Say what was left over, and when and where that stopped; and whether it was deleted meanwhile."""
    stopped = interrupted.stopped_at
    today = context.now()
    day = "" if f"{stopped:%Y-%m-%d}" == f"{today:%Y-%m-%d}" else f" on {dates.day_of_year(stopped)}"
    record = interrupted.record
    if not interrupted.ended:
        where = "" if interrupted.player.run is RunState.READY else one_line(interrupted.where)
        title, detail = saving.interrupted(stopped, day, where)
    elif interrupted.base is None:
        title, detail = saving.not_in_the_journal(record.ended_at or stopped, day)
    else:
        day = "" if record.day == context.today() else f", {dates.day_of_year(record.day)}"
        title, detail = saving.rating_not_saved(record.started_at, day, _entered_words(interrupted))
    stored = stored_session(context, interrupted.id)
    if stored is not None and stored.deleted:
        detail = f"{detail} {saving.deleted_meanwhile(keeping_restores=True)}"
    return title, detail


def _entered_words(interrupted: Checkpoint) -> list[str]:
    _, changes = unsaved_part(interrupted)
    return saving.entered(changes.values)


def keep_interrupted(context: AppContext, interrupted: Checkpoint, *, asked: bool) -> str | None:
    """Put an interrupted session into the journal as it stood last; a sentence if that failed.

    One that was deleted meanwhile comes back only where a person was `asked` and says so.
    """
    try:
        interrupted = taken_up(context, interrupted)
    except JournalError as error:
        return str(error)
    base, changes = unsaved_part(interrupted)
    try:
        context.journal.save(base, changes, restore=asked, made_at=interrupted.stopped_at)
    except RecordDeleted:
        return saving.DELETED_ASKS_LATER
    except JournalError as error:
        return str(error)
    return clear_checkpoint(context, interrupted.id)


def resumed_request(context: AppContext, interrupted: Checkpoint) -> SessionRequest:
    """Ask for the rest of an interrupted session; raises LibraryError when its routine is gone."""
    return SessionRequest(
        routine=context.library.routine(interrupted.routine),
        level=interrupted.level,
        short=interrupted.short,
        without=interrupted.without,
        first_side=interrupted.first_side,
        pace=interrupted.player.pace,
        guidance=context.config.guidance,
        start_from=interrupted.start_from,
        speed=interrupted.speed,
        record=True,
    )


class InterruptedRating:
    """Goes on with the rating of a session that is over; raises JournalError when another program has taken it up.

    `record` is the session as the journal has it now, or as it ended; `entered` is what was said of it and is not
    saved yet. `meanwhile` names the fields that somebody else has changed since.
    """

    def __init__(self, context: AppContext, interrupted: Checkpoint) -> None:
        self._context = context
        self._interrupted = interrupted = taken_up(context, interrupted)
        base, unsaved = unsaved_part(interrupted)
        said = {name: value for name, value in unsaved.values.items() if name in RATED_AFTER}
        self.entered = Changes(values=said)
        self._since = replace(unsaved, values={name: unsaved.values[name] for name in unsaved.values.keys() - said})
        self._base = interrupted.base or replace(base, stiffness_after=None, comfort=None, note="")
        stored = stored_session(context, interrupted.id)
        known = stored is not None and not stored.deleted
        self.record = stored if stored is not None and known else self._base
        self.meanwhile = differing(interrupted.base, self.record) if interrupted.base and known else ()

    def save_rated(self, rating: Changes, *, restore: bool = False) -> Saved | SaveRefused:
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
        return replace(self._interrupted, record=changed(self._base, changes, now), stopped_at=now)
