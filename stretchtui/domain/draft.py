"""A routine that is being changed: its lines as they would be written, right or wrong, and the way back.

Values stand as a file has them (a number, `[8, 10]`, a text), so that the validator of files judges a draft
too. Nothing here changes in place: each step gives a new draft, and a history keeps those before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

T = TypeVar("T")

Values = Mapping[str, Any]

MOST_STEPS = 500
"""How many steps can be taken back: more than an hour of work on a sheet."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line as it is written; `origin` is its number in the file that it was read from, None for a new one."""

    values: Values
    origin: int | None = None

    @property
    def exercise(self) -> str:
        """The id of its exercise."""
        return str(self.values.get("exercise", ""))

    def value(self, key: str) -> Any:
        """Give what it says at a key; None where the exercise's own counts."""
        return self._holder(key).get(key)

    def changed(self, key: str, value: Any) -> DraftLine:
        """Let it say something else at a key; None leaves that to the exercise."""
        holder = {**self._holder(key), key: value}
        if value is None:
            del holder[key]
        if self._holder(key) is not self.values:
            holder = {**self.values, "tempo": holder}
        return replace(self, values=holder)

    def _holder(self, key: str) -> Values:
        """Give the table that a key stands in: the hold may be a part of the tempo."""
        tempo = self.values.get("tempo")
        return tempo if key == "hold_s" and isinstance(tempo, dict) and key in tempo else self.values


@dataclass(frozen=True, slots=True)
class RoutineDraft:
    """A routine as it would be written: `head` is all of its table but the lines."""

    head: Values
    lines: tuple[DraftLine, ...] = ()

    @classmethod
    def of_table(cls, table: Values) -> RoutineDraft:
        """Make a draft of what a file says, be its exercises lines or a list of ids."""
        head = {key: value for key, value in table.items() if key not in ("lines", "exercises")}
        if "lines" in table:
            return cls(head, tuple(DraftLine(values, number) for number, values in enumerate(table["lines"])))
        return cls(head, tuple(DraftLine({"exercise": name}) for name in table.get("exercises", ())))

    def table(self) -> dict[str, Any]:
        """Give it as a file says it."""
        return {**self.head, "lines": [dict(line.values) for line in self.lines]}

    @property
    def short(self) -> tuple[str, ...]:
        """The ids of what is done on a rough morning."""
        return tuple(self.head.get("short", ()))

    def changed(self, key: str, value: Any) -> RoutineDraft:
        """Let the head say something else at a key; None takes the key away."""
        if value is None:
            return replace(self, head={name: said for name, said in self.head.items() if name != key})
        return replace(self, head={**self.head, key: value})

    @property
    def times(self) -> Any:
        """How many times a day it is planned; None where no number is written."""
        return self.head.get("plan", {}).get("times")

    def times_changed(self, times: Any) -> RoutineDraft:
        """Plan it so many times a day; None takes the number away, and a plan in which nothing else is said."""
        plan = {key: value for key, value in self.head.get("plan", {}).items() if key != "times"}
        if times is not None:
            plan["times"] = times
        return self.changed("plan", plan or None)

    def line_changed(self, number: int, key: str, value: Any) -> RoutineDraft:
        """Let a line say something else at a key; None leaves that to the exercise."""
        return self._with(number, self.lines[number].changed(key, value))

    def added(self, number: int, exercise: str) -> RoutineDraft:
        """Put a line before the one of a number, with the exercise's own dose."""
        return self._with(number, DraftLine({"exercise": exercise}), instead=0)

    def doubled(self, number: int) -> RoutineDraft:
        """Put a copy of a line after it."""
        return self._with(number + 1, replace(self.lines[number], origin=None), instead=0)

    def moved(self, number: int, step: int) -> RoutineDraft:
        """Move a line up (-1) or down (1); at the end of the list nothing moves."""
        there = number + step
        if not 0 <= there < len(self.lines):
            return self
        lines = list(self.lines)
        lines.insert(there, lines.pop(number))
        return replace(self, lines=tuple(lines))

    def removed(self, number: int) -> RoutineDraft:
        """Leave a line out; what is in no line any more is in the short version neither."""
        left = self._with(number)
        gone = self.lines[number].exercise
        if gone not in self.short or gone in (line.exercise for line in left.lines):
            return left
        return left._short(gone, wanted=False)

    def short_changed(self, number: int, *, wanted: bool) -> RoutineDraft:
        """Take a line's exercise into the short version, or leave it out there."""
        return self._short(self.lines[number].exercise, wanted=wanted)

    def placed(self, places: Mapping[int | None, int]) -> RoutineDraft:
        """Give the lines of a file that was written anew their places in it, by those they had."""
        return replace(
            self,
            lines=tuple(
                replace(line, origin=None if line.origin is None else places.get(line.origin)) for line in self.lines
            ),
        )

    def _short(self, exercise: str, *, wanted: bool) -> RoutineDraft:
        """Give the short version in the routine's order."""
        ids = {*self.short, exercise} if wanted else {*self.short} - {exercise}
        order = dict.fromkeys([*(line.exercise for line in self.lines), *self.short])
        return self.changed("short", [name for name in order if name in ids] or None)

    def _with(self, number: int, *lines: DraftLine, instead: int = 1) -> RoutineDraft:
        """Put lines instead of so many from a number on."""
        return replace(self, lines=(*self.lines[:number], *lines, *self.lines[number + instead :]))


@dataclass(frozen=True, slots=True)
class History(Generic[T]):
    """What something is, was, and was before steps were taken back; the newest of `past` and `future` is the last.

    `what` names what the last step changed: a text that is typed is one step.
    """

    present: T
    past: tuple[T, ...] = ()
    future: tuple[T, ...] = ()
    what: str = ""

    def then(self, now: T, what: str = "") -> History[T]:
        """Make a step; one that changes the same as the step before becomes a part of it."""
        if now == self.present:
            return self
        past = self.past if what and what == self.what else (*self.past, self.present)[-MOST_STEPS:]
        return History(now, past, (), what)

    def undone(self) -> History[T]:
        """Take the last step back."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.future, self.present))

    def redone(self) -> History[T]:
        """Make the step again that was taken back last."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.present), self.future[:-1])

    def mapped(self, change: Callable[[T], T]) -> History[T]:
        """Do the same to what it is and to all that it was; the next step is one of its own."""
        return History(change(self.present), tuple(map(change, self.past)), tuple(map(change, self.future)))


def span_of(text: str) -> Any:
    """Read a number or a range as it is typed, `8` or `8-10`, into what a file has; None for nothing.

    What is neither becomes something that no validator takes, so that one place says what is wrong.
    """
    numbers = [int(part) for part in text.split("-") if part.strip().isdecimal()]
    if not text.strip():
        return None
    return numbers[0] if len(numbers) == 1 and "-" not in text else numbers


def number_of(text: str) -> Any:
    """Read a number as it is typed into what a file has; None for nothing, the text itself where it is none."""
    try:
        number = float(text)
    except ValueError:
        return text.strip() or None
    return int(number) if number.is_integer() else number


def written_span(value: Any) -> str:
    """Write a number or a range as one types it."""
    if isinstance(value, list):
        return "-".join(map(str, value))
    return "" if value is None else str(value)
