"""Every dose that ships is inside its source's numbers; every routine says where it comes from and what it is not."""

from __future__ import annotations

from dataclasses import asdict
from typing import NamedTuple

from stretchtui.domain.dose import Sides, Span
from stretchtui.domain.figure.positions import Position
from stretchtui.domain.routine import Exercise, Kind, Level, Side
from stretchtui.domain.session.timeline import PhaseKind, routine_timeline, total_s
from stretchtui.library import Library
from stretchtui.words import spoken
from tests.tables import every_row
from tests.test_shipped_data import CLAIMS, ORDER, texts


class Published(NamedTuple):
    """A dose as its source gives it: reps a side, seconds held, sets; "up to ten" is 1-10, no hold is 0."""

    reps: tuple[int, int]
    hold_s: tuple[int, int]
    two_sides: bool
    source: str
    sets: int = 1


PUBLISHED = {
    "neck-rotation": Published((3, 3), (5, 5), True, "NHS"),
    "neck-tilt": Published((5, 5), (5, 5), True, "Arthritis Research UK"),
    "neck-stretch": Published((3, 5), (10, 30), True, "NIH"),
    "sideways-bend": Published((3, 3), (2, 2), True, "NHS"),
    "chest-stretch": Published((5, 5), (5, 10), False, "HSE Ireland"),
    "upper-body-twist": Published((5, 5), (5, 5), True, "HSE Ireland"),
    "hip-marching": Published((5, 5), (0, 0), True, "HSE Ireland"),
    "ankle-stretch": Published((5, 5), (0, 0), True, "HSE Ireland", sets=2),
    "sit-to-stand": Published((5, 5), (0, 0), False, "NHS"),
    "one-leg-stand": Published((3, 3), (5, 10), True, "NHS"),
    "knee-rolls": Published((5, 5), (2, 2), True, "NHS inform"),
    "heel-slide": Published((1, 10), (3, 3), True, "University Hospitals Sussex NHS"),
    "ankle-bends": Published((1, 20), (3, 3), False, "University Hospitals Sussex NHS"),
    "buttock-squeeze": Published((1, 10), (5, 5), False, "University Hospitals Sussex NHS"),
    "knee-press": Published((1, 10), (3, 3), True, "University Hospitals Sussex NHS"),
    "outward-hip-rotation": Published((5, 10), (10, 10), False, "Versus Arthritis"),
    "shoulder-blade-squeeze": Published((8, 12), (6, 6), False, "Kaiser Permanente"),
    "shoulder-rolls": Published((2, 4), (0, 0), False, "Kaiser Permanente"),
}
"""What the leaflets and pages say; the six of the morning routine are the article's (see test_shipped_data)."""

ROUTINES = ("before-getting-up", "chair", "kitchen-counter", "morning-bed-long", "neck")
STRETCHED = ("knee-to-chest", "hamstring-stretch", "knees-to-chest")
TEMPO = {"get_ready_s", "move_in_s", "move_out_s", "switch_sides_s", "rest_s", "set_rest_s"}


def assert_inside(span: Span, published: tuple[int, int]) -> None:
    assert published[0] <= span.minimum <= span.maximum <= published[1]


def assert_dose(exercise: Exercise) -> None:
    """Demand that a dose as it is done is inside the published one."""
    dose, published = exercise.dose, PUBLISHED[exercise.id]
    assert_inside(dose.reps, published.reps)
    assert_inside(dose.hold_s, published.hold_s)
    assert dose.sets == Span(published.sets, published.sets)
    assert (dose.sides is not Sides.BOTH) == published.two_sides


def test_every_exercise_has_a_published_dose(shipped: Library) -> None:
    assert set(shipped.exercises) == {*PUBLISHED, *ORDER}
    assert len(shipped.exercises) >= 20
    assert len(shipped.routines) >= 5


@every_row("name", PUBLISHED)
def test_a_dose_is_inside_its_source_which_is_named_and_what_is_ours_is_marked(shipped: Library, name: str) -> None:
    exercise = shipped.exercise(name)
    assert_dose(exercise)
    assert PUBLISHED[name].source in exercise.dose.note
    assert "ours" in exercise.dose.note
    assert not {"reps", "hold_s", "sets", "sides"} & set(exercise.dose.ours)
    assert {"get_ready_s", "move_in_s", "move_out_s"} <= set(exercise.dose.ours) <= TEMPO


@every_row("name", [name for name in ROUTINES if name != "morning-bed-long"])
def test_a_routine_changes_no_published_dose(shipped: Library, name: str) -> None:
    for exercise in shipped.routine(name).exercises:
        assert_dose(exercise)


def test_the_longer_version_holds_each_stretch_sixty_seconds_in_all_and_says_how_long_it_takes(
    shipped: Library,
) -> None:
    routine = shipped.routine("morning-bed-long")
    assert [exercise.id for exercise in routine.exercises] == ORDER
    for exercise in routine.exercises:
        if exercise.id in STRETCHED:
            assert_inside(exercise.dose.hold_s, (10, 30))
            assert exercise.dose.reps.minimum * exercise.dose.hold_s.minimum == 60
            assert exercise.dose.reps.maximum * exercise.dose.hold_s.maximum == 60
        else:
            assert exercise.dose == shipped.exercise(exercise.id).dose
    assert 12.5 < total_s(routine_timeline(routine, Level.STANDARD)) / 60 < 13.5
    assert "thirteen minutes" in routine.start


@every_row("name", ROUTINES)
def test_a_routine_names_organisations_and_is_endorsed_by_none(shipped: Library, name: str) -> None:
    routine = shipped.routine(name)
    assert routine.source.title
    assert routine.source.author
    assert "endorse" in routine.source.note
    assert routine.start
    assert [exercise.id for exercise in routine.planned(short=True)]


@every_row("level", Level)
@every_row("name", ROUTINES)
def test_every_moment_of_a_routine_has_its_words_and_names_its_side(shipped: Library, name: str, level: Level) -> None:
    for phase in routine_timeline(shipped.routine(name), level):
        assert phase.instruction
        assert "{" not in phase.instruction
        if phase.side is not Side.BOTH and phase.kind in (PhaseKind.MOVE_IN, PhaseKind.SWITCH_SIDES):
            assert phase.side.value in phase.instruction


def test_what_to_hold_on_to_and_what_is_needed_is_said_in_sentences(shipped: Library) -> None:
    counter, chair = shipped.exercise("one-leg-stand"), shipped.exercise("chest-stretch")
    assert spoken.to_hold(counter) == "Hold on to a kitchen counter beside you."
    assert spoken.needed(chair) == "You need a sturdy chair."
    assert spoken.to_hold(chair) == spoken.needed(shipped.exercise("knee-press")) == ""


@every_row("name", PUBLISHED)
def test_an_exercise_is_explained_and_claims_nothing(shipped: Library, name: str) -> None:
    exercise = shipped.exercise(name)
    assert exercise.purpose
    assert exercise.start
    assert len(exercise.instructions) >= 2
    assert exercise.ask_first
    assert "comfortable" in " ".join(exercise.cautions)
    assert any(caution.startswith(exercise.always.rstrip(".")) for caution in exercise.cautions)
    assert exercise.figure is not None
    assert exercise.position is exercise.figure.placed
    said = [text for text in texts(asdict(exercise)) if CLAIMS.search(text.replace("physiotherapist", ""))]
    assert said == []


@every_row("name", ["neck-rotation", "neck-tilt", "neck-stretch"])
def test_neck_work_stops_with_dizziness(shipped: Library, name: str) -> None:
    assert "dizzy" in shipped.exercise(name).always


def test_standing_work_says_first_what_to_hold_on_to(shipped: Library) -> None:
    for exercise in shipped.exercises.values():
        if exercise.position is Position.STANDING or exercise.id == "sit-to-stand":
            assert exercise.support
            assert "hold" in exercise.always.lower()
            for text in (exercise.start, exercise.instructions[0], exercise.cues.get_ready):
                assert "hold on" in text.split(".")[0].lower(), text
            assert any("fallen" in text for text in exercise.ask_first)
    assert shipped.exercise("one-leg-stand").kind is Kind.BALANCE
    assert "fallen" in " ".join(shipped.routine("kitchen-counter").disclosures)


def test_the_routine_without_bending_says_so_at_what_could_bend_or_twist(shipped: Library) -> None:
    assert all(exercise.position is Position.SUPINE for exercise in shipped.routine("before-getting-up").exercises)
    assert "never bends past a right angle" in shipped.exercise("heel-slide").always
    assert "no twisting to the end" in shipped.exercise("knee-rolls").always
    assert not {exercise.id for exercise in shipped.routine("before-getting-up").exercises} & {*STRETCHED, *ORDER}


def test_hips_are_not_turned_after_an_operation(shipped: Library) -> None:
    assert "recent hip operation" in shipped.exercise("outward-hip-rotation").always


@every_row(
    ("who", "names"),
    [
        ("hip replacement", {"hip-marching", "heel-slide", "sit-to-stand", "knee-rolls", "outward-hip-rotation"}),
        (
            "osteoporosis",
            {"knee-rolls", "upper-body-twist", "sideways-bend", "neck-rotation", "neck-tilt", "neck-stretch"},
        ),
        ("sciatica", {"knee-rolls", "ankle-stretch"}),
        ("disc", {"knee-rolls", "upper-body-twist"}),
    ],
)
def test_who_should_ask_first_is_said_at_the_exercises_it_concerns(shipped: Library, who: str, names: set[str]) -> None:
    said = {name for name in PUBLISHED if who in " ".join(shipped.exercise(name).ask_first).lower()}
    assert said == names


def test_lying_flat_asks_first_in_pregnancy(shipped: Library) -> None:
    for exercise in shipped.exercises.values():
        if exercise.position is Position.SUPINE:
            assert "pregnancy" in " ".join(exercise.ask_first).lower(), exercise.id
