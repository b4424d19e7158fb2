"""Every fact of the physiotherapist's article has its place: what is to be done is told, the rest is on the pages."""

from __future__ import annotations

from stretchtui.domain.choices import Guidance
from stretchtui.domain.cues.cue_sheet import cue_sheet
from stretchtui.domain.cues.speech import Speech
from stretchtui.domain.routine import Level, Routine
from stretchtui.words import spoken
from tests.domain.told import told_phases
from tests.tables import every_row

TOLD = {
    "lumbar-rotation": [
        "flat on your back", "both knees bent", "pillow under head and neck if you like",
        "neither pressed flat nor arched", "stretches hips and buttocks", "lower back", "both knees sink",
        "to one side", "other side", "at least one foot stays on the mattress", "gently",
        "twice on each side", "as far as is comfortable",
    ],
    "pelvic-tilt": [
        "hollow of your lower back into the mattress", "opens up the lower back", "stretches it", "sway back",
        "gently", "three times", "as far as is comfortable",
    ],
    "knee-to-chest": [
        "eases buttock, hip and lower back", "lift one foot off the mattress", "towards your chest",
        "clasp the shin with both hands", "if that is comfortable", "change legs", "thirteen seconds on each side",
        "pillow",
    ],
    "hamstring-stretch": [
        "back of each thigh", "lift one leg", "if it suits you", "both hands behind that thigh",
        "knee slightly bent", "toes to the ceiling", "spares the lower back", "thirteen seconds on each side",
    ],
    "bed-bridge": [
        "muscles of the buttocks and lower back", "moves the joints of the lower back", "both heels",
        "lift your buttocks off the mattress", "normal curve", "lower yourself slowly", "four times",
    ],
    "knees-to-chest": [
        "both lower legs", "towards your chest", "if that is comfortable for your lower back", "ends the routine",
        "pillow",
    ],
}  # fmt: skip

ON_THE_PAGES = [
    "muscles do not move as they do by day", "tense muscles", "worn joints", "posture", "injury", "illness",
    "can often ease it", "american college of sports medicine", "part of keeping fit",
    "two to three days a week at least", "10-30 seconds",
]  # fmt: skip


@every_row("rate", [100, 160, 220])
@every_row("name", TOLD)
def test_what_the_article_says_of_an_exercise_is_said_before_it(routine: Routine, name: str, rate: int) -> None:
    sheet = cue_sheet(told_phases(routine, Level.STANDARD, rate=rate), Speech(spoken, rate=rate))
    said = " ".join(cue.text for cue in sheet if cue.phase.exercise.id == name).lower()
    assert [fact for fact in TOLD[name] if fact not in said] == []


@every_row("name", TOLD)
def test_it_is_in_the_exercise_as_it_is_shown(routine: Routine, name: str) -> None:
    exercise = next(exercise for exercise in routine.exercises if exercise.id == name)
    shown = [routine.start, exercise.purpose, exercise.start, *exercise.instructions, *exercise.cautions]
    doses = ("twice", "times", "seconds")
    facts = [fact for fact in TOLD[name] if not any(dose in fact for dose in doses)]
    assert [fact for fact in facts if fact not in " ".join(shown).lower()] == []


def test_why_and_how_often_stand_on_the_pages(routine: Routine) -> None:
    pages = " ".join(routine.disclosures).lower()
    assert [fact for fact in ON_THE_PAGES if fact not in pages] == []


@every_row("rate", [100, 160, 220])
def test_in_brief_the_caution_that_matters_most_is_said(routine: Routine, rate: int) -> None:
    phases = told_phases(routine, Level.STANDARD, Guidance.BRIEF, rate=rate)
    said = " ".join(cue.text for cue in cue_sheet(phases, Speech(spoken, rate=rate)))
    for caution in ("one foot stays on the mattress", "Keep your normal curve", "Knee slightly bent"):
        assert caution in said
