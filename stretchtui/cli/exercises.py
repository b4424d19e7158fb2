"""The verbs of the command line about exercises."""

from __future__ import annotations

import click

from stretchtui.cli.output import print_json
from stretchtui.cli.params import completed_by
from stretchtui.cli.services import Services
from stretchtui.domain.routine import Exercise
from stretchtui.system.program import PROGRAM
from stretchtui.words import leading
from stretchtui.words import routines as words


@click.group()
def exercises() -> None:
    """See which exercises there are, and write your own."""


@exercises.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_exercises(services: Services, as_json: bool) -> None:
    """List the exercises."""
    library = services.library()
    if as_json:
        print_json([exercise_document(exercise) for exercise in library.exercises.values()])
    else:
        for exercise in library.exercises.values():
            click.echo(f"{exercise.id}  {exercise.title}, {leading.dose_range(exercise.dose)}")
    for problem in library.problems:
        click.echo(words.file_problem(str(problem), warning=problem.warning), err=True)


@exercises.command("show")
@click.argument("exercise_id", metavar="ID", shell_complete=completed_by("exercises"))
@click.option("--json", "as_json", is_flag=True, help="Print the exercise as JSON.")
@click.pass_obj
def show_exercise(services: Services, exercise_id: str, as_json: bool) -> None:
    """Show an exercise with its dose and cautions."""
    exercise = services.library().exercise(exercise_id)
    if as_json:
        print_json(exercise_document(exercise))
        return
    click.echo(f"{exercise.title}: {words.with_rests(exercise.dose)}")
    click.echo("\n".join((*left_out(services, exercise), *exercise_texts(exercise))))
    click.echo(words.leaves_out(f"{PROGRAM} start --without {exercise.id}"))


@exercises.command("new")
@click.argument("new_id", metavar="ID")
@click.option(
    "--from",
    "source",
    metavar="EXERCISE",
    shell_complete=completed_by("exercises"),
    help="Begin with a copy of this exercise.",
)
@click.pass_obj
def new_exercise(services: Services, new_id: str, source: str | None) -> None:
    """Write an exercise file of your own, every key explained, and print where it is.

    It can be used as it is: name its ID in a routine. Change it with any editor, or `exercises edit ID`.
    """
    from stretchtui.cli.routine_files import OwnFiles
    from stretchtui.library.writing import exercise_text

    OwnFiles(services, "exercises").write(new_id, source, exercise_text)


@exercises.command("edit")
@click.argument("exercise_id", metavar="ID", shell_complete=completed_by("own exercises"))
@click.pass_obj
def edit_exercise(services: Services, exercise_id: str) -> None:
    """Open an exercise of your own in $VISUAL or $EDITOR, and check it when the editor is closed."""
    from stretchtui.cli.routine_files import OwnFiles

    OwnFiles(services, "exercises").edit(exercise_id)


def left_out(services: Services, exercise: Exercise) -> tuple[str, ...]:
    """Say that an exercise is left out now, if it is."""
    always = exercise.id in services.settings().not_for_me
    return (words.left_out(always=always),) if exercise.id in services.without() else ()


def exercise_texts(exercise: Exercise) -> list[str]:
    """Say all of an exercise but its name and dose, a thing a line."""
    return [
        text
        for text in (
            *words.about(exercise),
            exercise.purpose,
            exercise.start,
            *exercise.instructions,
            *words.take_care(exercise),
            exercise.note and f"Note: {exercise.note}",
            exercise.dose.note,
        )
        if text
    ]


def exercise_document(exercise: Exercise) -> dict[str, object]:
    """Describe an exercise as JSON has it."""
    dose = exercise.dose
    return {
        "id": exercise.id,
        "name": exercise.name,
        "plain_name": exercise.plain_name,
        "kind": exercise.kind.value,
        "position": exercise.position and exercise.position.value,
        "movement": exercise.movement,
        "equipment": list(exercise.equipment),
        "support": exercise.support,
        "purpose": exercise.purpose,
        "start": exercise.start,
        "instructions": list(exercise.instructions),
        "always": exercise.always,
        "cautions": list(exercise.cautions),
        "mistakes": list(exercise.mistakes),
        "ask_first": list(exercise.ask_first),
        "easier": exercise.easier,
        "harder": exercise.harder,
        "note": exercise.note,
        "dose": {
            "sets": list(dose.sets),
            "reps": list(dose.reps),
            "hold_s": list(dose.hold_s),
            "sides": dose.sides.value,
            "tempo_s": [dose.move_in_s, list(dose.hold_s), dose.move_out_s],
            "first_side": dose.first_side and dose.first_side.value,
            "rest_s": dose.rest_s,
            "pain_limit": dose.pain_limit,
            "ours": list(dose.ours),
            "note": dose.note,
        },
    }
