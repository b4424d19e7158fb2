"""What a session is asked to be, before anything of it is led."""

from __future__ import annotations

from dataclasses import dataclass

from stretchtui.domain.routine import Level, Routine
from stretchtui.domain.session.timeline import Timeline, routine_timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRequest:
    """A session that was asked for: which routine, how, and whether it goes into the journal.

    `speed` runs the session's clock that many times faster. `record` writes a session of
    another speed than 1 to the journal too. `direct` sessions come from the command line and
    wait for nobody.
    """

    routine: Routine
    level: Level
    short: bool = False
    start_from: str | None = None
    speed: float = 1
    record: bool = False
    direct: bool = False

    @property
    def recorded(self) -> bool:
        """Tell whether the session is written to the journal."""
        return self.speed == 1 or self.record

    def timeline(self) -> Timeline:
        """Lay the session out in phases."""
        return routine_timeline(self.routine, self.level, short=self.short)
