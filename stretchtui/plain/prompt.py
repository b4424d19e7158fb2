"""Asking and telling by lines; a question that nobody answers is left unanswered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from stretchtui.domain.rating import Scale
from stretchtui.plain.keys import KEYS
from stretchtui.plain.streams import Sink, Source
from stretchtui.words.plain import questions as words

QUIT, TAKE_BACK = KEYS.end.typed, KEYS.take_back.typed

AT_ONCE_S = 0.1
"""What a pipe holds from the start has come by then."""


class Prompter:
    """What is said to the person, and what comes back.

    `unanswered` turns true when a question waited in vain, and false with the next line.
    """

    def __init__(self, source: Source, sink: Sink) -> None:
        self.source = source
        self.sink = sink
        self.unanswered = False
        self._kept: deque[str] = deque()

    @property
    def nobody(self) -> bool:
        """Tell whether it is vain to ask: no line can come, or none came when one was asked for."""
        return not self._kept and (self.unanswered or self.source.ended)

    def say(self, *lines: str) -> None:
        """Tell something, a line each."""
        for line in lines:
            self.sink.say(line)

    def take(self, wait_s: float | None) -> str | None:
        """Give the next line within so many seconds, if one comes."""
        line = self.source.take(wait_s)
        if line is not None:
            self.unanswered = False
        return line

    def listen(self) -> None:
        """Find out whether a pipe has anything to say; what it has is for the first question."""
        line = None if self.source.terminal else self.source.take(AT_ONCE_S)
        if line is not None:
            self.keep_for_questions(line)

    def keep_for_questions(self, line: str) -> None:
        """Put a line aside as the answer to a question that comes later."""
        self._kept.append(line)

    def answer(self, wait_s: float | None) -> str | None:
        """Give the answer to a question that was just asked; None when there is none."""
        if self._kept:
            return self._kept.popleft()
        line = None if self.source.ended else self.take(wait_s)
        self.unanswered = line is None
        return line

    def choice(self, question: str, answers: Iterable[str], wait_s: float | None) -> str:
        """Ask until one of some letters is typed; "" when nobody answers, and for Enter alone."""
        letters = tuple(answers)
        self.say(question)
        while line := self.answer(wait_s):
            if line[:1].lower() in letters and line.isalpha():
                return line[:1].lower()
            self.say(words.none_of_these(line, question))
        return ""

    def rating(
        self, scale: Scale, wait_s: float | None, also: str = "", *, safety: Iterable[str] = (), back: bool = False
    ) -> int | str | None:
        """Ask for a number on a scale: None when it was left out, QUIT when the person wants no more questions.

        `safety` is told to who asks for it instead. `back` takes TAKE_BACK for an answer too.
        """
        question = f"{words.question(scale, KEYS)} {also}".rstrip()
        self.say(question)
        while line := self.answer(wait_s):
            if line.lower() in (KEYS.urgent.typed, KEYS.safety.typed):
                self.say(*safety, question)
                continue
            value = number(line)
            if value is not None and scale.accepts(value):
                return value
            if line.lower() in (QUIT, "quit"):
                return QUIT
            if back and line.lower() == TAKE_BACK:
                return TAKE_BACK
            self.say(words.expected(scale, line, KEYS))
        return None


def number(line: str) -> int | None:
    """Read a whole number from a line."""
    return int(line) if line.isdecimal() and len(line) < 4 else None
