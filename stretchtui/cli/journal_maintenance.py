"""The verbs of the command line that look after the journal's files."""

from __future__ import annotations

from pathlib import Path

import click

from stretchtui.cli.journal import show_progress
from stretchtui.cli.output import tell
from stretchtui.cli.services import Services
from stretchtui.domain.text import one_line
from stretchtui.words import commands


@click.command("merge")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def merge_journals(services: Services, paths: tuple[Path, ...]) -> None:
    """Merge other journals, folders or files, into yours.

    Of a session that is in both, the one changed last stays, and the other is kept in the backups
    of its month; what was deleted stays deleted. The other journals are left as they are.
    """
    merged = services.journal().merge(paths, show_progress)
    click.echo(commands.merged(merged.added, merged.changed, merged.older))
    tell(*map(str, merged.problems))
    if merged.problems:
        raise click.exceptions.Exit(1)


@click.command("check")
@click.pass_obj
def check_journal(services: Services) -> None:
    """Say the state of every file; exit code 1 if anything is wrong."""
    states = services.journal().check(show_progress)
    for state in states:
        click.echo(commands.state(one_line(state.path.name), state.what, wrong=bool(state.wrong)))
        for wrong in state.wrong:
            click.echo(f"  {one_line(wrong)}")
    if any(state.wrong for state in states):
        raise click.exceptions.Exit(1)


@click.command("repair")
@click.pass_obj
def repair_journal(services: Services) -> None:
    """Rescue what can be rescued, and say what was done.

    Damaged files are kept whole under another name; nothing in them is changed.
    """
    done = services.journal().repair(show_progress)
    for sentence in done or (commands.NOTHING_TO_REPAIR,):
        click.echo(one_line(sentence))
    states = services.journal().check(show_progress)
    tell(*(one_line(wrong) for state in states for wrong in state.wrong))
    if any(state.wrong for state in states):
        raise click.exceptions.Exit(1)
