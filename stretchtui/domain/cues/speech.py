"""How long saying something takes, and what a language has to be able to say for a session to be called out in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from stretchtui.domain.choices import RATE
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.dose import Dose
from stretchtui.domain.routine import Exercise
from stretchtui.domain.session.player_state import PainMoment
from stretchtui.domain.session.timeline import Phase

_ONSET_S, _LETTER_S, _SYLLABLE_S, _COMMA_S, _STOP_S = 0.2, 0.052, 0.06, 0.35, 0.72
"""What a voice at RATE takes for each; fitted to espeak-ng's recordings and rounded up."""

_WORD = re.compile(r"[a-z']+|[0-9]+")
_VOWELS = re.compile(r"[aeiouy]+")

READ_A_SECOND = 14
"""Characters that are read in a second without hurry, where nothing is spoken."""

_BREATH_S = 0.25
"""Silence between two cues, so that they are told apart."""


SAID_BY = 0.5
"""The part of a move-in after which its words are over: the rest of it is for moving."""


def moving_s(dose: Dose) -> float:
    """Give the seconds that a move-in leaves after its words: 3, half of it for a small one (our own values)."""
    return 1.5 if dose.move_in_s <= 3 else 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What a person does in the way of leading at hand, as a sentence says it: `press x`, `type n`."""

    stop: str
    leave_out: str
    begin: str


class Script(Protocol):
    """The sentences of a session's cues in some language; where there are several, the longest comes first."""

    def announcement(self, phase: Phase, hold_s: float) -> list[str]:
        """Name an exercise and its place, its dose with holds of `hold_s`, and the side it begins with."""

    def reminder(self, phase: Phase, hold_s: float) -> str:
        """Say the same in brief, to somebody who knows the routine."""

    def same_movement(self, phase: Phase, hurt: Phase, ways: Ways) -> str:
        """Say that this exercise makes the movement that hurt before, and how to leave it out."""

    def to_hold(self, exercise: Exercise) -> str:
        """Say what to hold on to; "" where there is nothing."""

    def up_to(self, pain_limit: int | None) -> str:
        """Say up to how much pain to go; "" where nobody set that."""

    def needed(self, exercise: Exercise) -> str:
        """Say what to have at hand; "" where that is nothing."""

    def listen(self) -> str:
        """Say that what follows is told before it is done."""

    def if_it_hurts(self, ways: Ways) -> str:
        """Say in a few words what to do if it hurts."""

    def comfort(self, ways: Ways) -> str:
        """Say how far to go, and what to do if it hurts."""

    def call(self, phase: Phase) -> str:
        """Say in a sentence what moves now, and to which side."""

    def instruction(self, phase: Phase) -> list[str]:
        """Say what to do in a phase other than getting ready."""

    def count_of_reps(self, phase: Phase) -> str:
        """Say which rep, or which set, is about to begin; "" when there is only one or it is the first."""

    def halfway(self) -> str:
        """Say that half of a hold is over."""

    def count(self, figure: int) -> str:
        """Count one of the last seconds."""

    def at(self, phase: Phase) -> str:
        """Say where the session is."""

    def going_on(self, opening: Sequence[str]) -> list[str]:
        """Say, after a pause, that it goes on, and then what is to be done."""

    def back_into_position(self, phase: Phase) -> list[str]:
        """Call back into a hold that was interrupted."""

    def hold_again(self, left_s: float) -> list[str]:
        """Say that an interrupted hold goes on, and for how long."""

    def hold_changed(self, hold_s: float) -> str:
        """Say how long the holds are from now on."""

    def paused(self, *, stood_still: bool) -> str:
        """Say that the session waits, because of a key or because the clock stood still."""

    def paused_at(self, phase: Phase) -> str:
        """Say where a session that waits is now."""

    def stopped_for_pain(self, pause: PainMoment) -> str:
        """Say how to come out, what will be marked, and what would come."""

    def over(self, *, finished: bool) -> str:
        """Say that the session is over, at its end or before."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said and how fast: words a minute, and how many times faster than time the session runs.

    Where nothing is `voiced`, time is reckoned for reading.
    """

    script: Script
    rate: float = RATE
    speed: float = 1.0
    voiced: bool = True

    @property
    def breath_s(self) -> float:
        """The session's seconds of silence between two cues."""
        return _BREATH_S * self.speed

    def takes_s(self, text: str) -> float:
        """Estimate how much of the session's time saying a text takes, or reading it."""
        return (speech_s(text, self.rate) if self.voiced else len(text) / READ_A_SECOND) * self.speed

    def fitting(self, texts: Sequence[str], room_s: float) -> str:
        """Choose the first text that leaves a breath within so many seconds; the shortest if none does."""
        limit_s = room_s - self.breath_s
        return next((text for text in texts if self.takes_s(text) <= limit_s), min(texts, key=self.takes_s))


@lru_cache(maxsize=1024)  # a session says few hundred texts, and reckons with each again and again
def speech_s(text: str, rate: float = RATE) -> float:
    """Estimate, rather too long than too short, the seconds that saying a text takes at `rate` words a minute."""
    lower = text.lower()
    spoken_s = sum(_word_s(word) for word in _WORD.findall(lower))
    commas = len(re.findall(r"[,;:]\s", lower))
    stops = len(re.findall(r"[.!?]\s", lower))
    return (_ONSET_S + spoken_s + commas * _COMMA_S + stops * _STOP_S) * RATE / rate


def _word_s(word: str) -> float:
    if word.isdigit():
        return len(word) * (2 * _SYLLABLE_S + 5 * _LETTER_S)  # a figure is a word of about five letters
    return len(_VOWELS.findall(word)) * _SYLLABLE_S + len(word) * _LETTER_S
