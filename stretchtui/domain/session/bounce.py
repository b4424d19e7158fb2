"""Telling a key that was meant for the screen before from one that answers the screen that has just come up."""

from __future__ import annotations

import math

from stretchtui.domain.dataclass import dataclass

BOUNCE_S = 0.7
"""A key that accepts, within so long of a screen that came up by itself, was not meant for it."""


@dataclass(slots=True)
class Bounce:
    """Passes over what a hand did too late for the screen before; times in monotonic seconds.

    A key held down is passed over until it was let go for BOUNCE_S. Any other key says that the
    person has seen the screen: from then on every key counts.
    """

    _until_s: float = -math.inf

    def begin(self, now_s: float) -> None:
        """Take note that a screen has come up."""
        self._until_s = now_s + BOUNCE_S

    def passed_over(self, now_s: float, *, accepts: bool) -> bool:
        """Tell whether a key is to be passed over; `accepts` for one that would let an answer stand."""
        bounced = accepts and now_s < self._until_s
        self._until_s = now_s + BOUNCE_S if bounced else -math.inf
        return bounced
