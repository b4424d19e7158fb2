"""The verbs of the command line that write the journal into a file and read one back."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path

import click

from stretchtui.cli.journal import report_problems, show_progress
from stretchtui.cli.output import tell
from stretchtui.cli.params import Exact
from stretchtui.cli.services import CommandError, Services
from stretchtui.domain.text import one_line, shortened
from stretchtui.journal import FILE_SUFFIXES, Difference, Own, export, import_file
from stretchtui.library import DEFAULT_ROUTINE
from stretchtui.system.files import others_may_read
from stretchtui.system.program import PROGRAM
from stretchtui.words import commands

_SHOWN = 20
"""How many changes a dry run shows."""

_WIDTH = 60
"""How much of a value it shows, in characters."""


class ExchangeFile(Exact[Path]):
    """A path whose name says by its end what is in the file."""

    name = "file"
    expected = commands.AN_EXCHANGE_FILE

    def read(self, text: str) -> Path | None:
        """Read a path that ends in .json or .csv."""
        path = Path(text)
        return path if path.suffix.lower() in FILE_SUFFIXES else None


@click.command("export")
@click.argument("path", metavar="FILE", type=ExchangeFile())
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.pass_obj
def export_journal(services: Services, path: Path, force: bool) -> None:
    """Write the whole journal into FILE, and print what was written.

    A .json file holds all of it, deleted sessions and what newer versions know too. A .csv
    file, for spreadsheets, has a row for each side of each exercise; beside it,
    FILE-sessions.csv has one for each session. Both can be imported again.
    """
    done = export(services.journal(), path, force=force, progress=show_progress)
    for written in done.paths:
        click.echo(one_line(str(written)))
    open_to_others = any(map(others_may_read, done.paths))
    click.echo(commands.exported(done.sessions, done.deleted, open_to_others=open_to_others), err=True)
    report_problems(services)


@click.command("import")
@click.argument("path", metavar="FILE", type=ExchangeFile())
@click.option("--take-older", is_flag=True, help="Take sessions from FILE even where they were changed here since.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def import_journal(services: Services, path: Path, take_older: bool, dry_run: bool) -> None:
    """Take the sessions in FILE, .json or .csv, into the journal.

    What FILE says is taken; a column or key that it leaves out stays as it is here, and a blank
    cell is empty from now on. Sessions that were changed here after FILE was written are left,
    unless --take-older is given. A session without an id is a new one of yours. One mistake in
    the file, and nothing is taken. A version of each month that changes is kept first: see
    `journal backups`.
    """
    try:
        done = import_file(
            services.journal(),
            path,
            _own(services),
            take_older=take_older,
            dry_run=dry_run,
            progress=show_progress,
        )
    except MemoryError:
        raise CommandError(commands.too_large(one_line(str(path)))) from None
    tell(*done.notices)
    for line in _preview(done.differences):
        click.echo(line)
    refused = len(done.refused)
    click.echo(commands.imported(new=done.new, changed=done.changed, same=done.same, older=done.older, refused=refused))
    if dry_run:
        click.echo(commands.DRY_RUN, err=True)
    tell(*(commands.kept_as_not_understood(one_line(key), "journal check") for key in done.refused))
    if done.older:
        _name_ways_back(path, done.older)
    report_problems(services)


def _own(services: Services) -> Own:
    now = services.clock.now()
    return Own(
        routine=DEFAULT_ROUTINE,
        timezone=now.timezone_name or "UTC",
        zone=now.tzinfo or UTC,
        day_starts_at=services.day_starts_at(),
    )


def _preview(differences: Sequence[Difference]) -> Iterator[str]:
    """Say what would change, one field a line, so many of them as one reads."""
    for difference in differences[:_SHOWN]:
        where = f"{difference.day}  {one_line(difference.key)}"
        if not difference.field:
            yield f"{where}  {commands.NEW_SESSION}"
        else:
            yield f"{where}  {_short(difference.field)}: {_value(difference.before)} -> {_value(difference.after)}"
    if len(differences) > _SHOWN:
        yield commands.and_more(len(differences) - _SHOWN)


def _value(value: object) -> str:
    if value in (None, "", {}, []):
        return commands.NO_VALUE
    return _short(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _short(text: str) -> str:
    return shortened(one_line(text), _WIDTH)


def _name_ways_back(path: Path, older: int) -> None:
    """Say how a file counts that is older than the journal."""
    take_older = f"{PROGRAM} journal import --take-older {shlex.quote(one_line(str(path)))}"
    versions = f"{PROGRAM} journal backups"
    put_back = f"{versions} restore MONTH"
    click.echo(commands.older_than_here(older, take_older=take_older, versions=versions, put_back=put_back), err=True)
