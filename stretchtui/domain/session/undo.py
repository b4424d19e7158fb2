"""Taking steps of a session back."""

from __future__ import annotations

from dataclasses import field

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.session.player_state import PlayerState

UNDO_S = 5.0
"""How long a step can be taken back, in seconds of running session: a pause takes nothing of it."""

MOST = 10
"""How many steps can be taken back, the newest first."""


@dataclass(slots=True)
class Undo:
    """Remembers how the session stood before each of its last steps.

    `ran_s` is how many seconds the session has run so far. A step that comes to light because the one after it was
    taken back has its whole time again; one whose time is over is gone, and so are those before it.
    """

    _before: list[PlayerState] = field(default_factory=list)
    _since_s: float = 0.0

    def remember(self, state: PlayerState, ran_s: float) -> None:
        """Keep how the session stands, before a step."""
        earlier = self._before if self.possible(ran_s) else []
        self._before = [*earlier, state][-MOST:]
        self._since_s = ran_s

    def left_s(self, ran_s: float) -> float:
        """Give the seconds of running in which the last step can still be taken back; 0 when there is none."""
        return max(0.0, self._since_s + UNDO_S - ran_s) if self._before else 0.0

    def possible(self, ran_s: float) -> bool:
        """Tell whether there is a step that can still be taken back."""
        return self.left_s(ran_s) > 0

    def take(self, ran_s: float) -> PlayerState | None:
        """Give the state before the last step, while there is time; the step before that is the last one then."""
        if not self.possible(ran_s):
            self._before = []
            return None
        return self._before.pop()

    def uncover(self, ran_s: float) -> None:
        """Give the step that is the last one now its whole time, from how long the session has run by then."""
        self._since_s = ran_s
