"""A routine that is being changed: its lines as they would be written, right or wrong, and the way back.

Values stand as a file has them (a number, `[8, 10]`, a text), so that the validator of files judges a draft
too. Nothing here changes in place: each step gives a new draft, and a history keeps those before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from stretchtui.domain.choices import Weekday
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.entered_time import EnteredTimeError, read_day
from stretchtui.domain.table_keys import without
from stretchtui.domain.text import one_line

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
        """The id of its exercise; "" for what is none."""
        named = self.values.get("exercise")
        return named if isinstance(named, str) else ""

    def value(self, key: str) -> Any:
        """Give what it says at a key, as `reps` or `tempo.in_s`; None where the exercise's own counts."""
        return _said(self.values, self._key(key))

    def changed(self, key: str, value: Any) -> DraftLine:
        """Let it say something else at a key; None leaves that to the exercise."""
        return replace(self, values=_saying(self.values, self._key(key), value))

    def _key(self, key: str) -> str:
        """Give the key that it is written at: the hold may be a part of the tempo."""
        inside = f"tempo.{key}"
        return inside if key == "hold_s" and _said(self.values, inside) is not None else key


@dataclass(frozen=True, slots=True)
class RoutineDraft:
    """A routine as it would be written: `head` is all of its table but the lines."""

    head: Values
    lines: tuple[DraftLine, ...] = ()

    @classmethod
    def of_table(cls, table: Values) -> RoutineDraft:
        """Make a draft of what a file says, be its exercises lines or a list of ids.

        What is neither stays at its key, for the validator to say so.
        """
        for key, kind in (("lines", dict), ("exercises", str)):
            listed = table.get(key)
            if isinstance(listed, list) and all(isinstance(item, kind) for item in listed):
                head = {name: value for name, value in table.items() if name != key}
                if kind is str:
                    return cls(head, tuple(DraftLine({"exercise": item}) for item in listed))
                return cls(head, tuple(DraftLine(item, number) for number, item in enumerate(listed)))
            if key in table:
                break
        return cls(table)

    def table(self) -> dict[str, Any]:
        """Give it as a file says it."""
        lines = [dict(line.values) for line in self.lines]
        unread = {"lines", "exercises"} & self.head.keys()
        return {**self.head} if unread and not lines else {**self.head, "lines": lines}

    @property
    def short(self) -> tuple[str, ...]:
        """The ids of what is done on a rough morning."""
        listed = self.head.get("short")
        return tuple(item for item in listed if isinstance(item, str)) if isinstance(listed, list) else ()

    def value(self, key: str) -> Any:
        """Give what the head says at a key, as `name` or `plan.times`; None where nothing is said."""
        return _said(self.head, key)

    def changed(self, key: str, value: Any) -> RoutineDraft:
        """Let the head say something else at a key; None takes the key away."""
        return replace(self, head=_saying(self.head, key, value))

    @property
    def days(self) -> tuple[Weekday, ...]:
        """The weekdays of its plan, which are all of them where the plan names none."""
        if not isinstance(self.head.get("plan"), Mapping):
            return ()
        named = self.value("plan.days")
        return tuple(day for day in Weekday if named is None or (isinstance(named, list) and day.value in named))

    def planned_on(self, days: Collection[Weekday]) -> RoutineDraft:
        """Plan it on some weekdays: without a day there is no plan, unless how often a day is said."""
        every = len(days) == len(Weekday)
        draft = self.changed("plan.days", None if every else [day.value for day in Weekday if day in days])
        if draft.value("plan.times") is not None:
            return draft
        return draft.changed("plan.times", 1) if every else draft if days else draft.changed("plan", None)

    def line_changed(self, number: int, key: str, value: Any) -> RoutineDraft:
        """Let a line say something else at a key; None leaves that to the exercise."""
        return self._with(number, self.lines[number].changed(key, value))

    def exchanged(self, number: int, exercise: str) -> RoutineDraft:
        """Let a line be of another exercise, with what else it says, and so the short version."""
        line = self.lines[number]
        draft = self._with(number, replace(line, values={**line.values, "exercise": exercise}))
        if line.exercise not in self.short or line.exercise in (other.exercise for other in draft.lines):
            return draft
        return draft._short(line.exercise, wanted=False)._short(exercise, wanted=True)

    def says(self, number: int | None, key: str) -> bool:
        """Tell whether a line, or for None the head, says something at a key as `plan.days[1]`."""
        return without(self._at(number), key) is not None

    def without(self, number: int | None, key: str) -> RoutineDraft:
        """Leave out what a line, or for None the head, says at a key; a list that is one of lines then gives lines."""
        rest = without(self._at(number), key)
        if rest is None:
            return self
        if number is not None:
            return self._with(number, replace(self.lines[number], values=rest))
        return replace(self, head=rest) if self.lines else RoutineDraft.of_table(rest)

    def _at(self, number: int | None) -> Values:
        return self.head if number is None else self.lines[number].values

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

    def followed(self, number: int, later: RoutineDraft) -> int:
        """Give the line to go on with in a later draft: one that came, else the nearest that is the same as this."""
        if len(later.lines) > len(self.lines):
            return next(place for place, line in enumerate(later.lines) if self.lines[place : place + 1] != (line,))
        same = [place for place, line in enumerate(later.lines) if self.lines[number : number + 1] == (line,)]
        return min(same, key=lambda place: abs(place - number), default=number)

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


def _said(values: Values, key: str) -> Any:
    """Give what a table says at a key, or what a table inside it does; None where nothing is said."""
    outer, _, name = key.rpartition(".")
    table = values.get(outer) if outer else values
    return table.get(name) if isinstance(table, Mapping) else None


def _saying(values: Values, key: str, value: Any) -> Values:
    """Let a table say something at a key; None takes the key away, and a table inside that says nothing then."""
    outer, _, name = key.rpartition(".")
    if outer:
        inside = values.get(outer)
        name, value = outer, _saying(inside if isinstance(inside, Mapping) else {}, name, value) or None
    if value is None:
        return {other: said for other, said in values.items() if other != name}
    return {**values, name: value}


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


def day_of(text: str) -> Any:
    """Read a day as it is typed into what a file has; None for nothing, the text itself where it is none."""
    try:
        return read_day(text.strip())
    except EnteredTimeError:
        return text.strip() or None


def text_of(text: str) -> str | None:
    """Read a text as it is typed; None for nothing."""
    return one_line(text) or None


def written(value: Any) -> str:
    """Write what a file has as one types it: a text, a day, a number or a range."""
    try:
        text = "-".join(map(str, value)) if isinstance(value, list) else str(value)
    except ValueError:  # a number of thousands of digits
        return ""
    return "" if value is None else one_line(text)
