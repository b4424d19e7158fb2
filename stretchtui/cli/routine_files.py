"""The verbs of the command line that check, write and pass on routine and exercise files."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import click

from stretchtui.cli.params import completed_by
from stretchtui.cli.services import CommandError, Services
from stretchtui.domain.routine import ID
from stretchtui.domain.text import one_line
from stretchtui.library import DEFAULT_ROUTINE, FileProblem, Library, load
from stretchtui.library.checking import ALL, check, unfinished
from stretchtui.system import resources
from stretchtui.system.program import CHECK, PROGRAM
from stretchtui.words import commands
from stretchtui.words import routines as words
from stretchtui.words.routine_files import Names


def _comment_names(new_id: str) -> Names:
    """Give the commands that the comments in a written file name."""
    return {
        "check": CHECK,
        "start": f"{PROGRAM} start {new_id}",
        "ids": f"{PROGRAM} exercises list",
    }


def finish(problems: list[FileProblem], files: int) -> None:
    """Print what is wrong in files, a mistake a line and from top to bottom, and fail where there is a mistake."""
    for problem in sorted(problems, key=lambda each: (each.path, each.line)):
        click.echo(words.file_problem(str(problem), warning=problem.warning))
    mistakes = sum(not problem.warning for problem in problems)
    click.echo(words.checked(files, mistakes, len(problems) - mistakes), err=True)
    if mistakes:
        raise click.exceptions.Exit(1)


class OwnFiles:
    """A person's own files, as the commands of a group write and open them; raises CommandError where they cannot."""

    def __init__(self, services: Services, group: str) -> None:
        self._library, self._group = services.library(), group
        self._items: Collection[str]
        if group == "routines":
            self._items, self._files = self._library.routines, self._library.routine_files
            self._folder = services.locations.routines
        else:
            self._items, self._files = self._library.exercises, self._library.exercise_files
            self._folder = services.locations.exercises

    def write(self, new_id: str, source: str | None, text: Callable[[Library, str, str | None, Names], str]) -> None:
        """Write a file that is not there yet, and print where it is."""
        from stretchtui.library.writing import write_new

        if not ID.allows(new_id):
            raise click.BadParameter(commands.expected(ID.expected, repr(one_line(new_id))), param_hint="ID")
        if source != new_id and new_id in self._files:
            raise CommandError(words.id_taken(new_id, f"{PROGRAM} {self._group} new OTHER-ID --from {new_id}"))
        path = self._folder / f"{new_id}.toml"
        write_new(path, text(self._library, new_id, source, _comment_names(new_id)))
        click.echo(one_line(str(path)))

    def edit(self, item: str) -> None:
        """Open a file in the person's editor, and check it when that is closed."""
        path = self._file(item)
        click.edit(filename=str(path))
        finish(check([path], self._library), 1)

    def _file(self, item: str) -> Path:
        """Give the file of an id, broken or not."""
        there = item in self._items  # looked for first, so that what is wrong with it is known
        broken = [problem.path for problem in self._library.broken(item) if problem.path.parent == self._folder]
        path = broken[0] if broken else self._files[item] if there else None
        if path is None:
            raise CommandError(words.no_such_file(one_line(item), f"{PROGRAM} {self._group} new {one_line(item)}"))
        if path.parent != self._folder:
            raise CommandError(words.ships(item, f"{PROGRAM} {self._group} new my-{item} --from {item}"))
        return path


@click.command("check")
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def check_files(services: Services, paths: tuple[Path, ...]) -> None:
    """Name every mistake of every file, each with its line and what was expected.

    Without FILE, all routines and exercises of your own. Exercises and routines may be named
    together. A key that is not known is a warning and passed over. Exit code 1 for a mistake.
    """
    if paths:
        finish(check(paths, services.library()), len(paths))
        return
    places = services.locations
    own = load(resources.folder("data"), places.routines, places.exercises, ALL, files_each=None)
    files = {*own.routine_files.values(), *own.exercise_files.values(), *(problem.path for problem in own.problems)}
    usable = {path: own.exercises[key] for key, path in own.exercise_files.items() if path.parent == places.exercises}
    finish(
        [*own.problems, *unfinished(usable)], sum(path.parent in (places.routines, places.exercises) for path in files)
    )


@click.command("new")
@click.argument("new_id", metavar="ID")
@click.option(
    "--from",
    "source",
    metavar="ROUTINE",
    shell_complete=completed_by("routines"),
    help="Begin with the exercises of this routine.",
)
@click.pass_obj
def new_routine(services: Services, new_id: str, source: str | None) -> None:
    """Write a routine file of your own, every key explained, and print where it is.

    It runs as it is: `start ID`. Change it with any editor, or `routines edit ID`.
    """
    from stretchtui.library.writing import routine_text

    OwnFiles(services, "routines").write(new_id, source, routine_text)


@click.command("edit")
@click.argument("routine_id", metavar="ID", shell_complete=completed_by("own routines"))
@click.pass_obj
def edit_routine(services: Services, routine_id: str) -> None:
    """Open a routine of your own in $VISUAL or $EDITOR, and check it when the editor is closed."""
    OwnFiles(services, "routines").edit(routine_id)


@click.command("add")
@click.argument("source", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace files of your own with the same ids.")
@click.pass_obj
def add_files(services: Services, source: Path, force: bool) -> None:
    """Take a routine or exercise file, or all those in a folder, among your own.

    Each is checked first, and none is taken where one has a mistake.
    """
    from stretchtui.library.adding import add

    places = services.locations
    problems, taken = add(source, services.library(), places.routines, places.exercises, force=force)
    for path in taken:
        click.echo(one_line(str(path)))
    if not taken or problems:
        finish(problems, len(taken))


@click.command("export")
@click.argument("routine_id", metavar="ID", default=DEFAULT_ROUTINE, shell_complete=completed_by("routines"))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.pass_obj
def export_routine(services: Services, routine_id: str, path: Path, force: bool) -> None:
    """Write a routine as one FILE to pass on, with exercises of your own inside.

    `routines add FILE` takes it in again, on another computer too.
    """
    from stretchtui.library.writing import exported, write_new

    library = services.library()
    routine = library.routine(routine_id)
    text = exported(library, routine, resources.folder("data"))
    write_new(path.absolute(), text, force=force)
    click.echo(one_line(str(path)))
