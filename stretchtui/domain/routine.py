"""Exercises, and the routines they make up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from stretchtui.domain import limits
from stretchtui.domain.choices import Level as Level
from stretchtui.domain.choices import Side as Side
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.dose import PACED_BY_IT, Dose, FirstSide, Hold, PainLimit, Reps, Seconds, Sets, Sides
from stretchtui.domain.due import WeekPlan
from stretchtui.domain.fields import Length, Matching
from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.figure.positions import Position


class Kind(StrEnum):
    """What an exercise is: held at its end, moved through at its tempo, pressed and held, or kept upright."""

    STRETCH = "stretch"
    MOVEMENT = "movement"
    ISOMETRIC = "isometric"
    BALANCE = "balance"


ID = Matching("(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*", "lower-case words joined by hyphens, e.g. my-stretch")
Id = Annotated[str, ID]
Name = Annotated[str, Length(1, 200, "some text of at most {1} characters")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What is said on screen in each phase; `{side}` stands for the side's word.

    Those that may be blank are said in the usual words. `move_in_word`, `hold_word` and `move_out_word` are the
    one word, or two, that fit this movement better than the usual ones.
    """

    get_ready: str
    move_in: str
    hold: str
    move_out: str
    switch_sides: str = ""
    rest: str = ""
    move_in_word: str = ""
    hold_word: str = ""
    move_out_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One movement: what it is for, how it is done, who should ask first, and its dose.

    `plain_name` says what a clinical name means. `kind` and `position` say what it is and how one
    lies, sits or stands, `position` being None where nobody said; `movement` is a tag for the
    direction, e.g. "rotation". `support` is what to hold on to, `equipment` what to have at hand.
    `always` is the caution that is told even when little is; `mistakes` are what commonly goes
    wrong. `easier` and `harder` are ids of exercises to change to. `note` is what whoever set the
    exercise wants kept in mind. `side_phrase` says a side in this exercise's words and holds
    `{side}`, e.g. "{side} leg".
    """

    id: Id
    name: Name
    plain_name: str = ""
    kind: Kind = Kind.STRETCH
    position: Position | None = None
    movement: str = ""
    equipment: tuple[str, ...] = ()
    support: str = ""
    purpose: str = ""
    start: str = ""
    instructions: tuple[str, ...] = ()
    always: str = ""
    cautions: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()
    easier: Id | None = None
    harder: Id | None = None
    note: str = ""
    cues: Cues
    dose: Dose
    side_phrase: str = "{side} side"
    figure: Figure | None = None

    @classmethod
    def broken_rules(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find a phrase without a side, an exercise easier than itself, and a figure that does what nobody does so."""
        dose, phrase = values.get("dose"), values.get("side_phrase", "{side}")
        if dose and dose.sides is not Sides.BOTH and "{side}" not in phrase:
            yield "side_phrase", f"expected text with {{side}} in it, got {phrase!r}"
        for key in ("easier", "harder"):
            if values.get(key) is not None and values[key] == values.get("id"):
                yield key, "expected another exercise, got the id of this one"
        figure, position = values.get("figure"), values.get("position")
        if figure and not figure.position:
            yield from ((f"figure.{key}", wrong) for key, wrong in figure.misfits(position or Position.SUPINE))
        elif figure and position not in (None, figure.position):
            yield "figure.position", f"expected {position} as the exercise's position, got {figure.position}"

    def __post_init__(self) -> None:
        """Place the figure as the exercise is done."""
        if self.figure and self.position and not self.figure.position:
            object.__setattr__(self, "figure", replace(self.figure, position=self.position))

    @property
    def title(self) -> str:
        """The name, and beside a clinical one the plain one."""
        return f"{self.name}: {self.plain_name}" if self.plain_name else self.name

    def makes_movement_of(self, other: Exercise) -> bool:
        """Tell whether this is the movement of another exercise, or that exercise once more."""
        return self.id == other.id or (self.movement != "" and self.movement == other.movement)

    def name_side(self, side: Side) -> str:
        """Say a side in this exercise's words ("right leg"); "" when both move together."""
        return "" if side is Side.BOTH else self.side_phrase.replace("{side}", side.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a routine comes from; named on screen, so that its authors keep their credit."""

    title: str
    author: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """The seconds of one rep: moving in, keeping the position, moving out; None is as the exercise has it."""

    in_s: Seconds | None = None
    hold_s: Hold | None = None
    out_s: Seconds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A prescription line: an exercise in a routine, with this routine's own dose, side and note.

    What is None is as the exercise has it. One exercise in two routines has two doses that way.
    """

    exercise: Exercise
    side: Sides | None = None
    first_side: FirstSide | None = None
    sets: Sets | None = None
    reps: Reps | None = None
    hold_s: Hold | None = None
    rest_s: Seconds | None = None
    set_rest_s: Seconds | None = None
    tempo: Tempo = Tempo()
    pain_limit: PainLimit | None = None
    note: str = ""

    @classmethod
    def broken_rules(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find two holds, a side that the exercise cannot say, and a repetition that takes no time."""
        tempo, exercise = values.get("tempo", Tempo()), values.get("exercise")
        if values.get("hold_s") is not None and tempo.hold_s is not None:
            yield "tempo.hold_s", "the hold is given twice; leave out this one or the line's hold_s"
        if exercise is None:
            return
        if values.get("side") is Sides.BOTH and exercise.dose.sides is not Sides.BOTH:
            yield "side", f"{exercise.id} is done on one side at a time; expected each, alternating, left or right"
        dose = cls(**values).dose
        if not dose.hold_s.minimum and not dose.move_in_s:
            yield "tempo.in_s", PACED_BY_IT

    @property
    def dose(self) -> Dose:
        """The exercise's dose with what this line changes."""
        given = {
            "sides": self.side,
            "first_side": self.first_side,
            "sets": self.sets,
            "reps": self.reps,
            "hold_s": self.hold_s or self.tempo.hold_s,
            "rest_s": self.rest_s,
            "set_rest_s": self.set_rest_s,
            "move_in_s": self.tempo.in_s,
            "move_out_s": self.tempo.out_s,
            "pain_limit": self.pain_limit,
        }
        changed: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        if not changed:
            return self.exercise.dose
        ours = tuple(name for name in self.exercise.dose.ours if name not in changed)
        return replace(self.exercise.dose, **changed, ours=ours, note="")

    @property
    def prescribed(self) -> Exercise:
        """The exercise as this line sets it."""
        return replace(self.exercise, dose=self.dose, note=self.note or self.exercise.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """From which day to which a routine was set; None is open."""

    begins: date | None = None
    ends: date | None = None

    @classmethod
    def broken_rules(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find an end before the beginning."""
        begins, ends = values.get("begins"), values.get("ends")
        if begins and ends and ends < begins:
            yield "ends", f"expected a day from {begins} on, got {ends}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """An ordered list of exercises, with the subset for a rough morning.

    It is written as ids in `exercises`, or as `lines` with doses of their own; `exercises` has
    them as they are to be done either way. `frequency`, `dates` and `set_by` are what a
    physiotherapist writes at the head of a sheet; `plan` says what is due on which day.
    """

    id: Id
    name: Name
    source: Source
    exercises: Annotated[tuple[Exercise, ...], Length(1, limits.EXERCISES, "{} to {} exercise ids")] = ()
    lines: Annotated[tuple[Line, ...], Length(1, limits.EXERCISES, "{} to {} [[lines]]")] = ()
    short: tuple[str, ...] = ()
    start: str = ""
    frequency: str = ""
    dates: Dates = Dates()
    plan: WeekPlan | None = None
    set_by: str = ""
    disclosures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Take the exercises from the lines, where there are lines."""
        if self.lines:
            object.__setattr__(self, "exercises", tuple(line.prescribed for line in self.lines))

    @classmethod
    def broken_rules(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find two lists, and what the short version has and the routine does not."""
        ids, lines = values.get("exercises", ()), values.get("lines", ())
        if ids and lines:
            yield "exercises", "the exercises are given twice; leave out this list or the [[lines]]"
        inside = {exercise.id for exercise in (*ids, *(line.exercise for line in lines))}
        for position, wanted in enumerate(values.get("short", ()) if inside else ()):
            if wanted not in inside:
                yield f"short[{position}]", f"{wanted!r} is not among this routine's exercises"

    @property
    def begins_lying(self) -> bool:
        """Tell whether one lies down to begin; where no exercise says how, nobody is told so."""
        first = self.exercises[0]
        position = first.position or (first.figure.placed if first.figure else None)
        return position in (Position.SUPINE, Position.SIDE, Position.PRONE)

    def planned(self, *, short: bool, without: Collection[str] = ()) -> tuple[Exercise, ...]:
        """List the exercises of a session, in the routine's order; `without` are ids that a person leaves out."""
        ids = self.short if short and self.short else {exercise.id for exercise in self.exercises}
        return tuple(exercise for exercise in self.exercises if exercise.id in ids and exercise.id not in without)
