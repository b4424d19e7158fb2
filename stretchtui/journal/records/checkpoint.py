"""A session that is under way, as it is written down until the journal has it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.player_state import PlayerState, RunState
from stretchtui.journal.records.codec import decode, encode
from stretchtui.journal.records.fields import ANYTHING, MOMENT, YES_NO, Fields, Kind, number, one_of, text
from stretchtui.journal.records.player_codec import dump_player, load_player


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
    routine: str
    level: Level
    short: bool
    speed: float
    start_from: str | None
    player: PlayerState
    stopped_at: datetime
    where: str
    base: SessionRecord | None = None
    first_side: Side = Side.LEFT
    without: frozenset[str] = frozenset()

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
    return {
        "record": encode(checkpoint.record),
        "routine": checkpoint.routine,
        "level": checkpoint.level.value,
        "short": checkpoint.short,
        "speed": checkpoint.speed,
        "start_from": checkpoint.start_from,
        "first_side": checkpoint.first_side.value,
        "without": sorted(checkpoint.without),
        "player": dump_player(checkpoint.player),
        "stopped_at": checkpoint.stopped_at.isoformat(),
        "where": checkpoint.where,
        "base": checkpoint.base and encode(checkpoint.base),
    }


def decode_checkpoint(document: object) -> Checkpoint:
    """Read a checkpoint from its document; raises RecordError for what `encode_checkpoint` does not make."""
    fields = Fields(document, "")
    base = fields.take("base", ANYTHING, None)
    return Checkpoint(
        record=decode(fields.take("record", ANYTHING)),
        routine=fields.take("routine", _NAME),
        level=fields.take("level", one_of(Level)),
        short=fields.take("short", YES_NO),
        speed=fields.take("speed", number(0.001, 1_000)),
        start_from=fields.take("start_from", _NAME, None),
        first_side=fields.take("first_side", one_of(Side), Side.LEFT),
        without=frozenset(fields.take("without", _IDS, ())),
        player=load_player(fields.take("player", ANYTHING)),
        stopped_at=fields.take("stopped_at", MOMENT),
        where=fields.take("where", text(0, 1_000)),
        base=None if base is None else decode(base),
    )


_NAME = text(1, 100)
_IDS = Kind("a list of ids", lambda value: [_NAME.read(each) for each in value])
