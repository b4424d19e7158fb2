"""The verbs of the command line about routines."""

from __future__ import annotations

from collections.abc import Sequence

import click

from stretchtui.cli.output import PROGRAM, print_json
from stretchtui.cli.services import Services
from stretchtui.domain.routine import Exercise, Level, Routine
from stretchtui.domain.session.timeline import routine_timeline, total_s
from stretchtui.domain.text import counted
from stretchtui.library import DEFAULT_ROUTINE, LibraryError
from stretchtui.words import commands, labels, leading


def known_routine(services: Services, routine: str) -> Routine:
    """Give a routine by its id; raises Failed, the known ones named, where there is none."""
    try:
        return services.library().routine(routine)
    except LibraryError:
        tell_library_problems(services)
        raise


def tell_library_problems(services: Services) -> None:
    """Say on stderr what is wrong with a person's own files."""
    for problem in services.library().problems:
        click.echo(f"{PROGRAM}: {problem}", err=True)


@click.group()
def routines() -> None:
    """See which routines there are."""


@routines.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_routines(services: Services, as_json: bool) -> None:
    """List the routines."""
    shelf = services.library()
    if as_json:
        print_json([_routine_document(routine) for routine in shelf.routines.values()])
    else:
        for routine in shelf.routines.values():
            length = labels.minutes(total_s(routine_timeline(routine, Level.STANDARD)))
            click.echo(f"{routine.id}  {routine.name}, {counted(len(routine.exercises), 'exercise')}, {length}")
    tell_library_problems(services)


@routines.command("show")
@click.argument("routine_id", metavar="ID", default=DEFAULT_ROUTINE)
@click.option("--json", "as_json", is_flag=True, help="Print the routine as JSON.")
@click.pass_obj
def show_routine(services: Services, routine_id: str, as_json: bool) -> None:
    """Show a routine with its exercises, doses and cautions."""
    routine = known_routine(services, routine_id)
    if as_json:
        print_json(_routine_document(routine))
        return
    click.echo(f"{routine.name}\n{commands.routine_from(routine.source.title, routine.source.author)}\n{routine.start}")
    for number, exercise in enumerate(routine.exercises, start=1):
        click.echo(f"\n{number}. {exercise.name}: {leading.dose_range(exercise.dose)}")
        click.echo("\n".join(f"   {text}" for text in _texts(exercise)))


def _texts(exercise: Exercise) -> Sequence[str]:
    return [
        exercise.purpose,
        *exercise.instructions,
        *commands.take_care(exercise),
        exercise.dose.note,
    ]


def _routine_document(routine: Routine) -> dict[str, object]:
    return {
        "id": routine.id,
        "name": routine.name,
        "source": {"title": routine.source.title, "author": routine.source.author, "url": routine.source.url},
        "short": list(routine.short),
        "exercises": [_exercise_document(exercise) for exercise in routine.exercises],
    }


def _exercise_document(exercise: Exercise) -> dict[str, object]:
    dose = exercise.dose
    return {
        "id": exercise.id,
        "name": exercise.name,
        "purpose": exercise.purpose,
        "start": exercise.start,
        "instructions": list(exercise.instructions),
        "cautions": list(exercise.cautions),
        "ask_first": list(exercise.ask_first),
        "dose": {
            "sets": list(dose.sets),
            "reps": list(dose.reps),
            "hold_s": list(dose.hold_s),
            "sides": dose.sides.value,
            "tempo_s": [dose.move_in_s, list(dose.hold_s), dose.move_out_s],
            "rest_s": dose.rest_s,
            "ours": list(dose.ours),
            "note": dose.note,
        },
    }
