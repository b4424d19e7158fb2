"""The verbs of the command line about routines."""

from __future__ import annotations

from pathlib import Path

import click

from stretchtui.cli.exercises import exercise_document, exercise_texts, left_out
from stretchtui.cli.lazy import LazyGroup
from stretchtui.cli.output import is_page, print_json, save
from stretchtui.cli.params import completed_by, output_options
from stretchtui.cli.services import Services, known_routine, tell_library_problems
from stretchtui.domain.routine import Routine
from stretchtui.library import DEFAULT_ROUTINE
from stretchtui.session.guidance import lengths_s
from stretchtui.system.program import PROGRAM
from stretchtui.words import labels
from stretchtui.words import routines as words


@click.group(
    cls=LazyGroup,
    verbs={
        "add": (
            "routine_files:add_files",
            "Take a routine or exercise file, or all those in a folder, among your own.",
        ),
        "check": ("routine_files:check_files", "Name every mistake of every file."),
        "edit": ("routine_files:edit_routine", "Open a routine of your own in $VISUAL or $EDITOR."),
        "export": ("routine_files:export_routine", "Write a routine as one FILE to pass on."),
        "new": ("routine_files:new_routine", "Write a routine file of your own, every key explained."),
    },
)
def routines() -> None:
    """See which routines there are, check them, and write your own."""


@routines.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_routines(services: Services, as_json: bool) -> None:
    """List the routines, each with its minutes.

    They are those of your settings; at first, while all is told, a session takes longer.
    """
    library, without = services.library(), services.without()
    if as_json:
        routines = map(services.settings().with_plan, library.routines.values())
        print_json([_routine_document(services, routine) for routine in routines])
    else:
        for routine in library.routines.values():
            length = words.lengths(lengths_s(services.settings(), routine, without))
            left, there = len(routine.planned(short=False, without=without)), len(routine.exercises)
            click.echo(f"{routine.id}  {routine.name}, {labels.exercises_of(left, there)}, {length}")
    tell_library_problems(services)


@routines.command("show")
@click.argument("routine_id", metavar="ID", default=DEFAULT_ROUTINE, shell_complete=completed_by("routines"))
@click.option("--json", "as_json", is_flag=True, help="Print the routine as JSON.")
@click.option("--sheet", is_flag=True, help="As a sheet for paper.")
@output_options
@click.pass_obj
def show_routine(
    services: Services, routine_id: str, as_json: bool, sheet: bool, output: Path | None, force: bool
) -> None:
    """Show a routine with its exercises, doses and cautions.

    With --sheet it is for paper: text, or a page with figures if FILE's name ends in .html.
    """
    routine = services.settings().with_plan(known_routine(services, routine_id))
    if sheet or output:
        _print_sheet(routine, output, force=force)
        return
    if as_json:
        print_json(_routine_document(services, routine))
        return
    source = words.routine_from(routine.source.title, routine.source.author)
    click.echo("\n".join(filter(None, (routine.name, source, *words.set_for(routine), routine.start))))
    for number, exercise in enumerate(routine.exercises, start=1):
        click.echo(f"\n{number}. {exercise.name}: {words.with_rests(exercise.dose)}")
        click.echo("\n".join(f"   {text}" for text in (*left_out(services, exercise), *exercise_texts(exercise))))
    click.echo(f"\n{words.leaves_out(f'{PROGRAM} start {routine.id} --without ID')}")


def _print_sheet(routine: Routine, output: Path | None, *, force: bool) -> None:
    """Print a sheet, or write it into a file."""
    from stretchtui.report.sheet import sheet_page, sheet_text

    if output is None:
        click.echo(sheet_text(routine), nl=False)
        return
    save(output, sheet_page(routine) if is_page(output) else sheet_text(routine), force=force)


def _routine_document(services: Services, routine: Routine) -> dict[str, object]:
    return {
        "id": routine.id,
        "name": routine.name,
        "source": {"title": routine.source.title, "author": routine.source.author, "url": routine.source.url},
        "short": list(routine.short),
        "left_out": sorted(services.without() & {exercise.id for exercise in routine.exercises}),
        "frequency": routine.frequency,
        "plan": routine.plan and {"days": [day.value for day in routine.plan.days], "times": routine.plan.times},
        "set_by": routine.set_by,
        "dates": {
            "begins": routine.dates.begins and routine.dates.begins.isoformat(),
            "ends": routine.dates.ends and routine.dates.ends.isoformat(),
        },
        "exercises": [exercise_document(exercise) for exercise in routine.exercises],
    }
