"""Channels that run through keyframes: at rest at both ends, and never past a keyframe."""

from __future__ import annotations

from collections.abc import Sequence

from stretchtui.domain.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Track:
    """Keyframes as channels over reach: monotone cubics, slopes after Fritsch and Carlson's harmonic mean."""

    times: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    slopes: tuple[tuple[float, ...], ...]

    @classmethod
    def through(cls, times: tuple[float, ...], values: Sequence[tuple[float, ...]]) -> Track:
        """Make channels of every keyframe's values."""
        columns = [_slopes(times, column) for column in zip(*values, strict=True)]
        return cls(times, tuple(values), tuple(zip(*columns, strict=True)))

    def segment(self, reach: float) -> tuple[int, float]:
        """Which two keyframes a reach lies between, and how far from the first, 0 to 1."""
        for index in range(len(self.times) - 1):
            if reach <= self.times[index + 1]:
                return index, (reach - self.times[index]) / (self.times[index + 1] - self.times[index])
        return 0, 0.0

    def channels_at(self, index: int, share: float) -> tuple[float, ...]:
        """Every channel's value between two keyframes."""
        if len(self.times) == 1:
            return self.values[0]
        span = self.times[index + 1] - self.times[index]
        a, b = share * share * (3 - 2 * share), share * (1 - share) * (1 - share) * span
        c = share * share * (share - 1) * span
        return tuple(
            start + (stop - start) * a + first * b + last * c
            for start, stop, first, last in zip(
                self.values[index], self.values[index + 1], self.slopes[index], self.slopes[index + 1], strict=True
            )
        )


def _slopes(times: tuple[float, ...], values: tuple[float, ...]) -> tuple[float, ...]:
    """Find a channel's slope at every keyframe: 0 at both ends and wherever it turns round."""
    slopes = [0.0] * len(times)
    for index in range(1, len(times) - 1):
        before = (values[index] - values[index - 1]) / (times[index] - times[index - 1])
        after = (values[index + 1] - values[index]) / (times[index + 1] - times[index])
        if before * after > 0:
            slopes[index] = 2 * before * after / (before + after)
    return tuple(slopes)
