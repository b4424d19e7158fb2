"""What is told before an exercise, sentence by sentence, each at the moment when the one before is over."""

from __future__ import annotations

from collections.abc import Iterator

from stretchtui.domain.cues.speech import SAID_BY, Speech, Ways, moving_s
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.session.timeline import Phase, Told
from stretchtui.domain.text import whole_sentence

PAUSE_S = 0.5
"""Silence between two sentences, in which one can do what the first one says."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """Tells an exercise in a script's words, at the pace of a voice or of reading.

    `start` is how to lie for the whole routine, told with the exercise that a session begins with.
    """

    speech: Speech
    ways: Ways
    start: str = ""

    def introduce(
        self, phase: Phase, hold_s: float, *, full: bool, first: bool, hurt: Phase | None
    ) -> tuple[tuple[Told, ...], float]:
        """Give what is told while getting ready, and the seconds that takes."""
        told: list[Told] = []
        at_s = 0.0
        for text in filter(None, self._sentences(phase, hold_s, full=full, first=first, hurt=hurt)):
            told.append(Told(text, at_s))
            at_s += self.speech.takes_s(text) + PAUSE_S
        return tuple(told), at_s

    def move_in_s(self, phase: Phase) -> float:
        """Give the seconds that a movement needs in which a voice says what moves."""
        if not self.speech.voiced:
            return 0.0
        called_s = self.speech.takes_s(self.speech.script.call(phase)) + self.speech.breath_s
        return max(called_s / SAID_BY, called_s + moving_s(phase.exercise.dose))

    def _sentences(self, phase: Phase, hold_s: float, *, full: bool, first: bool, hurt: Phase | None) -> Iterator[str]:
        script, exercise = self.speech.script, phase.exercise
        yield script.announcement(phase, hold_s)[0] if full else script.reminder(phase, hold_s)
        if hurt is not None:
            yield script.same_movement(phase, hurt, self.ways)
        yield script.to_hold(exercise)
        if not full:
            yield whole_sentence(exercise.always)
            yield script.up_to(exercise.dose.pain_limit)
            if first:
                yield script.if_it_hurts(self.ways)
            return
        if first and self.start:
            yield self.start
            yield exercise.cues.get_ready
        else:
            yield whole_sentence(exercise.start)
        yield script.needed(exercise)
        yield whole_sentence(exercise.purpose)
        if exercise.instructions:
            yield script.listen()
        for told in (*exercise.instructions, *(exercise.cautions or (exercise.always,)), exercise.note):
            yield whole_sentence(told)
        yield script.up_to(exercise.dose.pain_limit)
        yield script.comfort(self.ways)
