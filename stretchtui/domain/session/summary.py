"""A session that was led, summed up as its record."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from stretchtui.domain import limits
from stretchtui.domain.calendar import local_day
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.instants import shifted
from stretchtui.domain.record import RecordSource, SessionRecord, session_outcome
from stretchtui.domain.routine import Exercise, Level
from stretchtui.domain.session import results
from stretchtui.domain.session.player import SessionPlayer


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStart:
    """What is settled when a session starts: its id, its aware instant, its zone, its aim and what was left out."""

    id: str
    started_at: datetime
    timezone: str
    routine: str
    routine_name: str = ""
    level: Level
    short: bool
    speed: float = 1
    stiffness_before: int | None = None
    left_out: tuple[Exercise, ...] = ()


def summarise(start: SessionStart, player: SessionPlayer, lasted_s: float, day_starts_at: time) -> SessionRecord:
    """Sum up a session that lasted so many seconds of real time since its start.

    The end is the start plus that length, so a wall clock set back in between cannot put it
    before the start. `active_s` is in the session's own seconds.
    """
    exercises = player.results(start.level)
    ended_at = shifted(start.started_at, timedelta(seconds=round(max(0.0, lasted_s))))
    return SessionRecord(
        id=start.id,
        day=local_day(start.started_at, day_starts_at),
        started_at=start.started_at,
        ended_at=ended_at,
        timezone=start.timezone,
        routine=start.routine,
        routine_name=start.routine_name[: limits.NAME_CHARACTERS],
        level=start.level,
        short=start.short,
        outcome=session_outcome(exercises),
        active_s=round(player.state.active_s, 1),
        exercises=(*exercises, *map(results.left_out, start.left_out)),
        stiffness_before=start.stiffness_before,
        source=RecordSource.TIMER,
        speed=start.speed,
        updated_at=ended_at,
    )
