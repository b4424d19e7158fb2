"""A session whose screen does not arrive: frames are dropped at first, and what nobody saw is not counted."""

from __future__ import annotations

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.session.player import MAX_GAP_S, SessionPlayer
from stretchtui.domain.session.player_state import PlayerState


@dataclass(slots=True)
class StallGuard:
    """Watches how long what is drawn has been piling up unread; times in seconds of the monotonic clock."""

    player: SessionPlayer
    _since_s: float | None = None
    _before: PlayerState | None = None

    def look(self, stalled: bool, now_s: float, session_s: float) -> bool:
        """Tell whether to draw nothing now; after two seconds of that, go back to what was seen, and pause.

        `session_s` is the session's own time, as the player is given it.
        """
        if not stalled:
            self._since_s = None
            return False
        if self._since_s is None or self._before is None:
            self._since_s, self._before = now_s, self.player.state
        elif now_s - self._since_s > MAX_GAP_S:
            self.player.lapse(session_s, self._before)
        return True
