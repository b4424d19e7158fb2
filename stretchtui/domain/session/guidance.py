"""Guidance: how much is told before each exercise, and a timeline that gives it the time it takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Protocol

from stretchtui.domain.choices import Guidance
from stretchtui.domain.session.pain import same_movement
from stretchtui.domain.session.player_state import PlayerState, Tally, Target
from stretchtui.domain.session.timeline import Phase, PhaseKind, Timeline, Told, at_pace, hold_of


class Guide(Protocol):
    """What knows the words for an exercise, and how long they take where they are heard or read."""

    def introduce(
        self, phase: Phase, hold_s: float, *, full: bool, first: bool, hurt: Phase | None
    ) -> tuple[tuple[Told, ...], float]:
        """Give what is told while getting ready for holds of `hold_s`, and the seconds that takes.

        `first` is the exercise that the session begins with. `hurt` is of an earlier exercise with the same
        movement that was stopped for pain.
        """

    def move_in_s(self, phase: Phase) -> float:
        """Give the seconds that moving in takes at least where its words are heard; 0 where they are not."""


class Plan:
    """A session's timeline as it was laid out, and as it is led: at its pace, with all that has to be told.

    Without a guide nothing is told, and each phase is as long as its dose says. `start_from` is the id of
    the exercise that the session begins with, None for the first of the timeline.
    """

    def __init__(
        self,
        planned: Timeline,
        guide: Guide | None = None,
        guidance: Guidance = Guidance.FULL,
        start_from: str | None = None,
    ) -> None:
        self._planned = planned
        self._guide = guide
        self._guidance = guidance
        self._first = next((phase.number for phase in planned if phase.exercise.id == start_from), 1)
        self._in_full: frozenset[int] = frozenset()
        self._led: tuple[object, Timeline] | None = None

    def as_led(self, state: PlayerState) -> Timeline:
        """Give the timeline that a session goes by in this state; its phases are always the same ones, in order."""
        hurt = frozenset(target for target, tally in state.tallies.items() if tally.pain is not None)
        key = (state.pace, hurt)
        if self._led is None or self._led[0] != key:
            self._led = key, self._lay(state.pace, state.tallies)
        return self._led[1]

    def tell_in_full(self, number: int) -> None:
        """Tell the exercise of this number in full from now on."""
        self._in_full |= {number}
        self._led = None

    def told_by(self, guide: Guide) -> bool:
        """Let a guide tell from now on; give whether it is another one, because the way of telling has changed."""
        if self._guide is None or guide == self._guide:
            return False
        self._guide, self._led = guide, None
        return True

    def tells_in_full(self, number: int) -> bool:
        """Tell whether the exercise of this number is told in full."""
        return self._guide is None or self._guidance is Guidance.FULL or number in self._in_full

    def _lay(self, pace: float, tallies: Mapping[Target, Tally]) -> Timeline:
        phases = self._planned
        if self._guide is not None:
            full = {phase.number for phase in phases if self.tells_in_full(phase.number)}
            phases = guided(phases, self._guide, full, tallies, self._first)
        return at_pace(phases, pace)


def guided(
    phases: Timeline, guide: Guide, full: Collection[int], tallies: Mapping[Target, Tally], first: int = 1
) -> Timeline:
    """Let getting ready last as what is told in it, and moving in as its words need; never less than the dose.

    `full` are the numbers of the exercises that are told in full, `first` is the one that the session begins with.
    """

    def told(phase: Phase) -> Phase:
        if phase.kind is PhaseKind.MOVE_IN:
            return replace(phase, duration_s=max(phase.duration_s, guide.move_in_s(phase)))
        if phase.kind is not PhaseKind.GET_READY:
            return phase
        hurt = same_movement(phases, tallies, phase)
        number = phase.number
        sentences, takes_s = guide.introduce(
            phase, hold_of(phases, number), full=number in full, first=number == first, hurt=hurt
        )
        return replace(phase, told=sentences, duration_s=max(phase.duration_s, takes_s))

    return tuple(map(told, phases))
