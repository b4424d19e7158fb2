"""Taking a step of a session back, and telling a key that is held down from one that is meant."""

from __future__ import annotations

from dataclasses import dataclass

from stretchtui.domain.moment import PlayerState

UNDO_S = 5.0
"""How long next, back, pain and an early end can be taken back."""

REPEAT_S = 0.35
"""The same key again within this time of the last is a key held down (they repeat 10 to 40 times a second)."""


@dataclass(slots=True)
class Undo:
    """Remembers how the session stood before the last step; times in monotonic seconds."""

    _before: PlayerState | None = None
    _until_s: float = 0.0
    _key: str = ""
    _pressed_s: float | None = None

    def repeated(self, key: str, now_s: float) -> bool:
        """Tell whether a key only repeats itself; every repeat keeps it down."""
        held = key == self._key and self._pressed_s is not None and now_s - self._pressed_s < REPEAT_S
        self._key, self._pressed_s = key, now_s
        return held

    def remember(self, state: PlayerState, now_s: float) -> None:
        """Keep how the session stands, before a step."""
        self._before, self._until_s = state, now_s + UNDO_S

    def left_s(self, now_s: float) -> float:
        """Give the seconds in which the last step can still be taken back; 0 when there is none."""
        return max(0.0, self._until_s - now_s) if self._before is not None else 0.0

    def possible(self, now_s: float) -> bool:
        """Tell whether there is a step that can still be taken back."""
        return self.left_s(now_s) > 0

    def take(self, now_s: float) -> PlayerState | None:
        """Give the state before the last step, once, while there is time."""
        before = self._before if self.possible(now_s) else None
        self._before = None
        return before
