"""Telling a key that is held down from one that is meant."""

from __future__ import annotations

from stretchtui.domain.dataclass import dataclass

REPEAT_S = 0.35
"""The same key again within this time of the last is a key held down (they repeat 10 to 40 times a second)."""


@dataclass(slots=True)
class HeldKey:
    """Remembers which key was pressed last, and when."""

    _key: str = ""
    _pressed_s: float | None = None

    def repeated(self, key: str, now_s: float) -> bool:
        """Tell whether a key only repeats itself, by the monotonic clock; every repeat keeps it down."""
        held = key == self._key and self._pressed_s is not None and now_s - self._pressed_s < REPEAT_S
        self._key, self._pressed_s = key, now_s
        return held
