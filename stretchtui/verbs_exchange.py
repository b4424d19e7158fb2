"""The verbs of the command line that write the journal into a file and read one back."""

from __future__ import annotations

from pathlib import Path

import click

from stretchtui.domain.text import one_line
from stretchtui.journal import exchange
from stretchtui.journal.errors import JournalError
from stretchtui.surroundings import Failed, Surroundings
from stretchtui.verbs_journal import report_problems, show_progress


class ExchangeFile(click.ParamType[Path]):
    """A path whose name says by its end what is in the file."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Refuse a name that does not end in .json or .csv."""
        path = Path(str(value))
        if path.suffix.lower() not in exchange.SUFFIXES:
            self.fail(f"expected a name that ends in .json or .csv, got {one_line(str(value))!r}", param, ctx)
        return path


@click.command("export")
@click.argument("path", metavar="FILE", type=ExchangeFile())
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.pass_obj
def export_journal(surroundings: Surroundings, path: Path, force: bool) -> None:
    """Write the whole journal into FILE, and print what was written.

    A .json file holds all of it, deleted sessions and what newer versions know too. A .csv
    file, for spreadsheets, has a row for each side of each exercise; beside it,
    FILE-sessions.csv has one for each session. Both can be imported again.
    """
    try:
        done = exchange.export(surroundings.journal(), path, force=force, progress=show_progress)
    except JournalError as error:
        raise Failed(str(error)) from None
    for written in done.paths:
        click.echo(one_line(str(written)))
    deleted = f", and {done.deleted} deleted" if done.deleted else ""
    click.echo(f"{_sessions(done.sessions)}{deleted}; only you can read the file.", err=True)
    report_problems(surroundings)


@click.command("import")
@click.argument("path", metavar="FILE", type=ExchangeFile())
@click.pass_obj
def import_journal(surroundings: Surroundings, path: Path) -> None:
    """Take the sessions in FILE, .json or .csv, into the journal.

    Nothing is taken twice, and of a session that is in both, the one changed last stays. One
    mistake in the file, and nothing is taken.
    """
    try:
        done = exchange.import_file(surroundings.journal(), path, show_progress)
    except JournalError as error:
        raise Failed(str(error)) from None
    same = done.total - done.added - done.changed
    click.echo(f"{done.added} new, {done.changed} newer than before, {same} here already.")
    report_problems(surroundings)


def _sessions(count: int) -> str:
    return f"{count} session{'' if count == 1 else 's'}"
