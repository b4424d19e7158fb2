"""A session that is under way, as it is written down until the journal has it."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.player_state import PlayerState, RunState
from stretchtui.journal.records.codec import decode, encode
from stretchtui.journal.records.player_codec import dump_player, load_player
from stretchtui.journal.storage.session_line import Name, Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A session as it stood at `stopped_at`, an aware instant, with all that is needed to go on.

    `record` is what would be kept of it as it stands. `where` is the place in words, as
    "Knee to chest, left leg". `start_from` is the exercise it was started from, if not the first;
    `first_side` is the one that exercises begin with.
    `without` are the ids of exercises that were left out of it. `base` is what this program last
    saved of it, so that what was done since can be told from it;
    None while the journal has nothing of it.
    """

    record: SessionRecord
    routine: Name
    level: Level
    short: bool
    speed: Speed
    start_from: Name | None
    player: PlayerState
    stopped_at: Annotated[datetime, Meta(tz=True)]
    where: Annotated[str, Meta(max_length=1_000)]
    base: SessionRecord | None = None
    first_side: Side = Side.LEFT
    without: frozenset[Name] = frozenset()

    @property
    def id(self) -> str:
        """The session's id."""
        return self.record.id

    @property
    def ended(self) -> bool:
        """Tell whether the session was over, so that only the journal is missing it."""
        return self.player.run in (RunState.FINISHED, RunState.STOPPED_EARLY)


def encode_checkpoint(checkpoint: Checkpoint) -> dict[str, Any]:
    """Turn a checkpoint into a document."""
    found: dict[str, Any] = msgspec.to_builtins(
        {field.name: getattr(checkpoint, field.name) for field in fields(checkpoint)}
        | {
            "record": encode(checkpoint.record),
            "player": dump_player(checkpoint.player),
            "stopped_at": checkpoint.stopped_at.isoformat(),
            "base": checkpoint.base and encode(checkpoint.base),
        }
    )
    return found


def decode_checkpoint(document: dict[str, Any]) -> Checkpoint:
    """Read a checkpoint from its document; raises RecordError or msgspec's error for anything else."""
    base = document.get("base")
    made = {
        "record": decode(document.get("record")),
        "player": load_player(document.get("player")),
        "base": None if base is None else decode(base),
    }
    return msgspec.convert(document | made, Checkpoint)
