"""The shipped routine is true to the article it comes from, and says so in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from stretchtui.domain.dose import Sides, Span
from stretchtui.domain.routine import Exercise, Level, Routine, Side
from stretchtui.domain.session.timeline import PhaseKind, routine_timeline, total_s
from stretchtui.library import Library
from stretchtui.words.routines import take_care
from tests.tables import every_row

ORDER = ["lumbar-rotation", "pelvic-tilt", "knee-to-chest", "hamstring-stretch", "bed-bridge", "knees-to-chest"]

# A few literal runs of words from the article, long enough to show what copying looks like.
ARTICLE = """
keep at least one foot in contact with the mattress as you gently lower both knees to one side of the body
lumbar rotations gently open the lower back joints and stretch the lower back hip and buttock muscles
posterior pelvic tilt stretches the tissues and opens the joint in the lower back
gently flatten the arch of your lower back curve into the mattress
knee to chest exercises gently stretch the lower back hips and buttocks
bringing that thigh towards your chest holding the front of the lower leg to draw the thigh closer
designed to lengthen the hamstring muscles at the back of the thigh
grasp the back of your thigh with both hands if comfortable
keep your raised leg slightly bent and your toes pointed towards the ceiling
activates the buttock and lower back muscles and mobilizes the joints in your lower back
press down into the mattress through your heels to raise your buttocks
raising both knees towards your chest by grasping your lower legs if this feels comfortable
lie flat on your back with both knees bent and a pillow supporting your head and neck
"""


def by_id(routine: Routine) -> dict[str, Exercise]:
    return {exercise.id: exercise for exercise in routine.exercises}


def words(text: str) -> list[str]:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).split()


def runs(text: str, length: int = 5) -> set[tuple[str, ...]]:
    every = words(text)
    return {tuple(every[i : i + length]) for i in range(len(every) - length + 1)}


def texts(value: object) -> Iterator[str]:
    """Give every text inside dataclasses turned into dicts and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(texts(part) for part in value.values())
    elif isinstance(value, (tuple, list)):
        yield from chain.from_iterable(texts(part) for part in value)


def test_what_ships_has_no_mistakes(shipped: Library) -> None:
    assert shipped.problems == ()
    for items, folder in ((shipped.routines, "routines"), (shipped.exercises, "exercises")):
        assert [item.id for item in items.values()] == sorted(
            path.stem for path in (Path(__file__).parents[1] / "data" / folder).iterdir()
        )


def test_the_six_exercises_come_in_the_articles_order(routine: Routine) -> None:
    assert [exercise.id for exercise in routine.exercises] == ORDER


def test_untouched_every_exercise_comes_with_each_of_its_sides_in_order(routine: Routine) -> None:
    holds = [phase for phase in routine_timeline(routine, Level.STANDARD) if phase.kind is PhaseKind.HOLD]
    assert [*dict.fromkeys((phase.exercise.id, phase.side) for phase in holds)] == [
        ("lumbar-rotation", Side.LEFT),
        ("lumbar-rotation", Side.RIGHT),
        ("pelvic-tilt", Side.BOTH),
        ("knee-to-chest", Side.LEFT),
        ("knee-to-chest", Side.RIGHT),
        ("hamstring-stretch", Side.LEFT),
        ("hamstring-stretch", Side.RIGHT),
        ("bed-bridge", Side.BOTH),
        ("knees-to-chest", Side.BOTH),
    ]


@every_row(
    ("name", "reps", "hold_s", "sides"),
    [
        ("lumbar-rotation", Span(2, 3), None, Sides.ALTERNATING),
        ("pelvic-tilt", Span(3, 4), None, Sides.BOTH),
        ("knee-to-chest", Span(1, 1), Span(10, 15), Sides.EACH),
        ("hamstring-stretch", Span(1, 1), Span(10, 15), Sides.EACH),
        ("bed-bridge", Span(4, 5), None, Sides.BOTH),
        ("knees-to-chest", Span(1, 1), Span(10, 15), Sides.BOTH),
    ],
)
def test_doses_and_sides_are_the_articles(
    routine: Routine, name: str, reps: Span, hold_s: Span | None, sides: Sides
) -> None:
    dose = by_id(routine)[name].dose
    assert (dose.sets, dose.reps, dose.sides) == (Span(1, 1), reps, sides)
    assert dose.is_stretch == (hold_s is not None)
    assert hold_s in (None, dose.hold_s)


def test_doses_that_are_ours_are_marked_and_those_of_the_article_are_not(routine: Routine) -> None:
    marked = {name: set(exercise.dose.ours) for name, exercise in by_id(routine).items()}
    assert {"hold_s", "reps"} <= marked["knees-to-chest"]
    assert "ours" in by_id(routine)["knees-to-chest"].dose.note
    for name in ("knee-to-chest", "hamstring-stretch"):
        assert not {"hold_s", "reps"} & marked[name]
    for name in ("lumbar-rotation", "pelvic-tilt", "bed-bridge"):
        assert "hold_s" in marked[name]
        assert "reps" not in marked[name]


@every_row("name", ORDER)
def test_every_exercise_is_explained(routine: Routine, name: str) -> None:
    exercise = by_id(routine)[name]
    assert exercise.purpose
    assert exercise.start
    assert len(exercise.instructions) >= 2
    assert exercise.cautions
    assert exercise.ask_first
    assert exercise.figure is not None


@every_row(
    ("name", "caution"),
    [
        ("lumbar-rotation", "at least one foot stays on the mattress"),
        ("hamstring-stretch", "knee slightly bent, toes to the ceiling"),
        ("bed-bridge", "keep your normal curve"),
    ],
)
def test_cautions_are_there(routine: Routine, name: str, caution: str) -> None:
    assert caution in " ".join(by_id(routine)[name].cautions).lower()


@every_row("name", ORDER)
def test_each_exercise_goes_only_as_far_as_is_comfortable(routine: Routine, name: str) -> None:
    assert "comfortable" in " ".join(by_id(routine)[name].instructions)


@every_row("name", ORDER)
def test_the_caution_that_is_always_told_is_one_of_all_cautions(routine: Routine, name: str) -> None:
    exercise = by_id(routine)[name]
    assert exercise.always
    assert any(caution.startswith(exercise.always.rstrip(".")) for caution in exercise.cautions)


def test_no_caution_is_shown_twice(shipped: Library) -> None:
    for exercise in shipped.exercises.values():
        said = [text.partition(": ")[2] for text in take_care(exercise)]
        assert len({*said}) == len(said), exercise.id
        assert {exercise.always, *exercise.cautions} - {""} <= {*said}


@every_row(
    ("who", "names"),
    [
        ("osteoporosis", {"lumbar-rotation", "knee-to-chest", "hamstring-stretch", "knees-to-chest"}),
        ("hip replacement", {"lumbar-rotation", "knee-to-chest", "hamstring-stretch", "knees-to-chest"}),
        ("sciatica", {"lumbar-rotation", "hamstring-stretch"}),
        ("disc", {"lumbar-rotation", "knee-to-chest", "knees-to-chest"}),
        ("pregnancy", set(ORDER)),
    ],
)
def test_who_should_ask_first_is_said_at_the_exercises_it_concerns(routine: Routine, who: str, names: set[str]) -> None:
    assert {name for name, exercise in by_id(routine).items() if who in " ".join(exercise.ask_first).lower()} == names


@every_row("name", ORDER)
def test_the_words_at_every_moment_name_the_side_where_sides_differ(routine: Routine, name: str) -> None:
    phases = [p for p in routine_timeline(routine, Level.FULL) if p.exercise.id == name]
    assert all(phase.instruction and "{" not in phase.instruction for phase in phases)
    for phase in phases:
        if phase.side is not Side.BOTH and phase.kind in (PhaseKind.MOVE_IN, PhaseKind.SWITCH_SIDES):
            assert phase.side.value in phase.instruction
    assert name == "pelvic-tilt" or {p.side for p in phases} == set(by_id(routine)[name].dose.sides.each())


def test_the_short_version_is_three_of_the_six(routine: Routine) -> None:
    short = [exercise.id for exercise in routine.planned(short=True)]
    assert len(short) == 3
    assert short == [name for name in ORDER if name in short]


def test_the_source_is_named_and_endorses_nothing(routine: Routine) -> None:
    assert "Lower Back Stretches for Back Relief" in routine.source.title
    assert "physiotherapist" in routine.source.author
    assert "no part in this program" in routine.source.note


@every_row("level", Level)
def test_a_session_takes_some_minutes(routine: Routine, level: Level) -> None:
    assert 3 * 60 < total_s(routine_timeline(routine, level)) < 10 * 60


def test_the_words_are_our_own(routine: Routine) -> None:
    article = set().union(*(runs(line) for line in ARTICLE.strip().splitlines()))
    own = {**asdict(routine), "source": None}  # the article's title is cited as it is
    copied = {text: found for text in texts(own) if (found := runs(text) & article)}
    assert copied == {}


CLAIMS = re.compile(r"\b(treat|cure|heal|diagnos|prescri|monitor|relie|therap|guarantee)", re.IGNORECASE)


def test_the_words_claim_nothing(routine: Routine) -> None:
    own = {**asdict(routine), "source": None}
    said = [text for text in texts(own) if CLAIMS.search(text.replace("physiotherapist", ""))]
    assert said == []
