"""Putting sessions into the journal, and into a checkpoint for the next start while the journal does not take them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.edits import Changes, all_of
from stretchtui.domain.record import Outcome, SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal import Checkpoint, Journal, JournalError, RecordDeleted, Saved
from stretchtui.session.context import AppContext
from stretchtui.system import locations
from stretchtui.words import saving


@dataclass(frozen=True, slots=True)
class SaveRefused:
    """Why the journal did not take a session, and whether a checkpoint holds it for the next start.

    `deleted` when it was deleted from the journal meanwhile, so that a person has to say whether it comes back.
    """

    reason: str
    safe: bool
    deleted: bool = False


class Rated(Protocol):
    """A session that is over, and rated."""

    def save_rated(self, rating: Changes, *, restore: bool = False) -> Saved | SaveRefused:
        """Write the session with what the person says of it; `restore` takes back that it was deleted meanwhile."""
        ...

    def keep_entered(self, rating: Changes) -> str | None:
        """Write down what the person has said so far, so that nothing can take it away; a sentence if that failed."""
        ...


def worth_keeping(record: SessionRecord) -> bool:
    """Tell whether anything was held or repeated, hurts, or was rated or noted."""
    hurts = record.outcome is Outcome.STOPPED_PAIN
    done = record.held_s or any(entry.done.reps for entry in record.exercises)
    ratings = (record.stiffness_before, record.stiffness_after, record.comfort)
    return bool(done or hurts or record.note) or any(rating is not None for rating in ratings)


def save_or_stash(
    context: AppContext, base: SessionRecord, changes: Changes, left: Checkpoint, *, restore: bool
) -> Saved | SaveRefused:
    """Save changes to a session; where the journal does not take them, keep it as `left` says for the next start."""
    try:
        return context.journal.save(base, changes, restore=restore)
    except JournalError as error:
        return SaveRefused(str(error), safe=stash(context, left) is None, deleted=isinstance(error, RecordDeleted))


def stash(context: AppContext, left: Checkpoint) -> str | None:
    """Write down what the journal does not have yet; a sentence if that failed."""
    try:
        context.checkpoints.write(replace(left, record=replace(left.record, updated_at=left.stopped_at)))
    except JournalError as error:
        return str(error)
    return None


def clear_checkpoint(context: AppContext, session_id: str) -> str | None:
    """Drop the checkpoint of a session that is safe elsewhere; a sentence if that failed."""
    try:
        context.checkpoints.clear(session_id)
    except JournalError as error:
        return str(error)
    return None


def save_elsewhere(context: AppContext, record: SessionRecord, folder: str) -> Path | str:
    """Put a session into the journal of another folder, as a person wrote it; else give a sentence why not.

    It is safe there, so that the next start does not offer it again.
    """
    try:
        path = locations.folder(folder.strip())
        Journal(path, context.clock.now).save(record, all_of(record))
    except (JournalError, ValueError) as error:
        return one_line(str(error))
    clear_checkpoint(context, record.id)
    return path


def taken_up(context: AppContext, interrupted: Checkpoint) -> Checkpoint:
    """Make an interrupted session this program's own, as it stood last; raises JournalError when it cannot be."""
    found = context.checkpoints.take_up(interrupted)
    if found is None:
        raise JournalError(saving.SEEN_TO)
    return found
