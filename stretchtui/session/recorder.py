"""Keeping a session that is being led: checkpoints on the way, and the journal at the end."""

from __future__ import annotations

import os
from dataclasses import replace

from stretchtui.domain.history.edits import NO_CHANGES, Changes, all_of, changed, changes_between
from stretchtui.domain.record import SessionRecord, new_id
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import PauseReason, PlayerState, RunState
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.session.summary import SessionStart, summarise
from stretchtui.journal import Checkpoint, JournalError, Saved
from stretchtui.session.context import AppContext
from stretchtui.session.saving import SaveRefused, clear_checkpoint, save_or_stash, stash, taken_up, worth_keeping
from stretchtui.words import leading, saving

CHECKPOINT_S = 5.0
"""The longest time of running that a crash may take away."""


class SessionRecorder:
    """Sums a session up, writes down how it stands, and saves it.

    A session that was interrupted goes on under its own id and start, as it stood last. A preview
    is never written anywhere. What is not worth keeping any more, because it was taken back, is
    nowhere any more. Raises ValueError when a checkpoint does not fit its routine any more, and
    JournalError when another program has taken it up.
    """

    def __init__(
        self,
        context: AppContext,
        request: SessionRequest,
        player: SessionPlayer,
        *,
        stiffness_before: int | None = None,
        interrupted: Checkpoint | None = None,
    ) -> None:
        self._context = context
        self._request = request
        self._player = player
        self._noted_s: float | None = None
        self._complained = False
        self._ended: tuple[PlayerState, float] | None = None
        interrupted = interrupted and taken_up(context, interrupted)
        self._base = interrupted.base if interrupted else None
        # What no program has saved can only be deleted because it was taken out of the journal on the way.
        self._withdrawn = interrupted is not None and self._base is None
        now = context.now().replace(microsecond=0)
        lasted_s = 0.0
        if interrupted is None:
            self.start = SessionStart(
                id=new_id(now, os.urandom(10)),
                started_at=now,
                timezone=now.timezone_name or "",
                routine=request.routine.id,
                routine_name=request.routine.name,
                level=request.level,
                short=request.short,
                speed=request.speed,
                stiffness_before=stiffness_before,
                left_out=request.left_out,
            )
        else:
            self.start = replace(_start_of(interrupted), left_out=request.left_out)
            player.state = _paused(interrupted.player, player)
            lasted_s = max(0.0, now.timestamp() - self.start.started_at.timestamp())
        self._began_s = context.clock.monotonic() - lasted_s

    def begin(self) -> None:
        """Let the session begin only now: before that, what was answered of it was kept already."""
        self.start = replace(self.start, started_at=self._context.now().replace(microsecond=0))
        self._began_s = self._context.clock.monotonic()

    def rate_before(self, stiffness: int | None) -> None:
        """Take in how stiff the back was before, whether the session has begun or not."""
        self.start = replace(self.start, stiffness_before=stiffness)

    def record(self) -> SessionRecord:
        """Sum up the session as it stands, with what was rated of it when it was saved before."""
        now_s = self._context.clock.monotonic()
        state = self._player.state
        if self._player.over and (self._ended is None or self._ended[0] != state):
            self._ended = state, now_s
        # What is said of a session afterwards makes it no longer.
        lasted_s = (self._ended[1] if self._player.over and self._ended else now_s) - self._began_s
        led = summarise(self.start, self._player, lasted_s, self._context.config.day_starts_at)
        if self._base is None:
            return led
        rated = (self._base.stiffness_after, self._base.comfort, self._base.note)
        return replace(led, stiffness_after=rated[0], comfort=rated[1], note=rated[2])

    def checkpoint_if_due(self, *, phase_ended: bool = False) -> str | None:
        """Write a checkpoint when a phase ended or enough time has passed; a sentence if that failed at first."""
        now_s = self._context.clock.monotonic()
        due = phase_ended or self._noted_s is None or now_s - self._noted_s >= CHECKPOINT_S
        if not due or not self._request.recorded:
            return None
        self._noted_s = now_s
        record = self.record()
        if not worth_keeping(record):
            known = self._base is not None or self._context.checkpoints.has(record.id)
            return self._withdraw(record) if known else None
        try:
            self._context.checkpoints.write(self._checkpoint(record))
        except JournalError as error:
            first, self._complained = not self._complained, True
            return str(error) if first else None
        return None

    def save(self) -> tuple[SessionRecord | None, str | None]:
        """Write the session to the journal; give the record, and a sentence if it could not be saved.

        None when there is nothing to keep: a preview, or a session in which nothing was held, nothing
        hurts and nothing was rated. The checkpoint goes once the journal has the session.
        """
        record = self.record()
        if not self._request.recorded:
            return None, None
        if not worth_keeping(record):
            return None, self._withdraw(record)
        saved = self._put()
        if isinstance(saved, SaveRefused):
            return record, saved.reason
        return saved.record, clear_checkpoint(self._context, record.id)

    def end_taken_back(self) -> str | None:
        """Let journal and checkpoint have a session that goes on after all, as it stands; a sentence if that failed."""
        _, error = self.save()
        return error or self.checkpoint_if_due(phase_ended=True)

    def _withdraw(self, record: SessionRecord) -> str | None:
        """Take a session in which nothing is worth keeping out of the journal too; a sentence if that failed."""
        try:
            if self._base is not None and self._context.journal.get(record.id) is not None:
                self._context.journal.delete(record.id)
                self._base, self._withdrawn = None, True
        except JournalError as error:
            return str(error)
        return clear_checkpoint(self._context, record.id)

    def save_rated(self, rating: Changes, *, restore: bool = False) -> Saved | SaveRefused:
        """Write the session with what the person says of it; `restore` takes back that it was deleted meanwhile."""
        saved = self._put(rating, restore=restore)
        if isinstance(saved, Saved):
            clear_checkpoint(self._context, saved.record.id)
        return saved

    def keep_entered(self, rating: Changes) -> str | None:
        """Write down what the person has said so far, so that nothing can take it away; a sentence if that failed."""
        base, changes = self._unsaved(rating)
        if self._base is not None and not changes:
            return clear_checkpoint(self._context, base.id)
        return stash(self._context, self._checkpoint(changed(base, changes, self._context.now())))

    def _unsaved(self, rating: Changes) -> tuple[SessionRecord, Changes]:
        """Give the session as this program knows it in the journal, and all that is not there yet."""
        led = self.record()
        since = changes_between(self._base, led) if self._base else all_of(led)
        return self._base or led, replace(since, values={**since.values, **rating.values})

    def _put(self, rating: Changes = NO_CHANGES, *, restore: bool = False) -> Saved | SaveRefused:
        """Save a session: whole if it never was, else what has changed since this program saved it."""
        base, changes = self._unsaved(rating)
        after = changed(base, changes, self._context.now())
        saved = save_or_stash(self._context, base, changes, self._checkpoint(after), restore=restore or self._withdrawn)
        if isinstance(saved, Saved):
            self._base, self._withdrawn = after, False
        return saved

    def checkpoint(self) -> Checkpoint:
        """Give the session as it stands, to go on from."""
        return self._checkpoint(self.record())

    def _checkpoint(self, record: SessionRecord) -> Checkpoint:
        return Checkpoint(
            record=record,
            routine=self._request.routine.id,
            level=self._request.level,
            short=self._request.short,
            without=self._request.without,
            speed=self._request.speed,
            first_side=self._request.first_side,
            start_from=self._request.start_from,
            player=self._player.state,
            stopped_at=self._context.now(),
            where=leading.place(self._player.phase),
            base=self._base,
        )


def _start_of(interrupted: Checkpoint) -> SessionStart:
    record = interrupted.record
    return SessionStart(
        id=record.id,
        started_at=record.started_at,
        timezone=record.timezone,
        routine=record.routine,
        routine_name=record.routine_name,
        level=interrupted.level,
        short=interrupted.short,
        speed=interrupted.speed,
        stiffness_before=record.stiffness_before,
    )


def _paused(state: PlayerState, player: SessionPlayer) -> PlayerState:
    """Give the state to go on from: where it stood, paused; a pause for pain is still one."""
    known = {phase.target for phase in player.phases}
    named = {*state.tallies, *(state.pain.targets if state.pain else ())}
    if state.index >= len(player.phases) or not known.issuperset(named):
        raise ValueError(saving.ROUTINE_CHANGED)
    if state.pain is not None:
        return state
    return replace(state, run=RunState.PAUSED, reason=PauseReason.ASKED, reentry_s=0.0)
