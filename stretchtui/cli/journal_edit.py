"""The verbs of the command line that change a session, delete it and take that back."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import click

from stretchtui.cli.journal import (
    Day,
    TimeOfDay,
    day_and_time_as_usage,
    print_saved,
    said,
    said_options,
    session_id,
    tell_problems,
)
from stretchtui.cli.params import completed_by
from stretchtui.cli.services import Services
from stretchtui.domain.history.edits import changed
from stretchtui.system.program import PROGRAM
from stretchtui.words import commands


@click.command("edit")
@click.argument("record_id", metavar="ID", shell_complete=completed_by("sessions"))
@click.option("--day", type=Day(), help="Day it belongs to; its times move along.")
@click.option("--time", "at", type=TimeOfDay(), help="Time it began on that day, or in the night that ends it.")
@said_options
@click.option("--json", "as_json", is_flag=True, help="Print the changed record as JSON.")
@click.pass_obj
def edit_session(
    services: Services, /, record_id: str, day: date | None, at: time | None, as_json: bool, **options: Any
) -> None:
    """Change a session, and print its id.

    ID is its id or the beginning of it, or `last`. What is not named stays as it is. A rating of
    `none` takes the rating away.
    """
    changes = said(services, day, at, options)
    if not changes:
        raise click.UsageError(commands.nothing_to_change(("--day", "--time", "--outcome"), "--note"))
    now, meant = services.clock.instant(), session_id(services, record_id)
    with day_and_time_as_usage():
        saved = services.journal().revise(meant, lambda stored: changed(stored, changes, now))
    print_saved(services, saved, as_json=as_json)


@click.command("delete")
@click.argument("record_id", metavar="ID", shell_complete=completed_by("sessions"))
@click.pass_obj
def delete_session(services: Services, record_id: str) -> None:
    """Delete a session, and print its id.

    ID is its id or the beginning of it, or `last`. It stays in the files, marked as deleted, so that
    merging another machine's journal does not bring it back; `journal restore ID` does.
    """
    gone = services.journal().delete(session_id(services, record_id))
    click.echo(gone.id)
    click.echo(commands.deleted(gone, f"{PROGRAM} journal restore {gone.id}"), err=True)
    tell_problems(services)


@click.command("restore")
@click.argument("record_id", metavar="ID", shell_complete=completed_by("deleted sessions"))
@click.pass_obj
def restore_session(services: Services, record_id: str) -> None:
    """Take a deletion back, and print the session's id.

    ID is its id or the beginning of it; `last` is the one that was deleted last.
    """
    back = services.journal().restore(session_id(services, record_id, deleted=True))
    print_saved(services, back, as_json=False)
