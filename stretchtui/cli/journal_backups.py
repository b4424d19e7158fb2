"""The verbs of the command line about the versions that are kept of each month."""

from __future__ import annotations

from typing import Any

import click

from stretchtui.cli.journal import report_problems, show_progress
from stretchtui.cli.output import print_json, tell
from stretchtui.cli.params import Exact
from stretchtui.cli.services import Services
from stretchtui.domain.text import counted, one_line
from stretchtui.journal import Month, Version
from stretchtui.system.program import PROGRAM
from stretchtui.words import commands


class MonthName(Exact[Month]):
    """A month written in full, `2026-11`."""

    name = "month"
    expected = commands.A_MONTH

    def read(self, text: str) -> Month | None:
        """Read a month's name."""
        return Month.named(f"{text}.json")


@click.group("backups", invoke_without_command=True)
@click.option("--month", type=MonthName(), help="Only those of a month, e.g. 2026-11.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array of versions.")
@click.pass_context
def backups(context: click.Context, month: Month | None, as_json: bool) -> None:
    """List the versions that are kept of each month, the newest first, or put one back.

    Each change of a month keeps the month as it was before; the last few stay, and one of each
    month before. Those kept before an import or before a version was put back stay longer, and
    so do those with the older copies that a merge passed over.
    """
    if context.invoked_subcommand is not None:
        return
    services: Services = context.obj
    found = [each for each in services.journal().versions(show_progress) if month in (None, each.month)]
    if as_json:
        print_json([_as_json(version) for version in found])
        return
    for version in found:
        click.echo(_line(version, services))
    if not found:
        click.echo(commands.NO_VERSIONS, err=True)


@backups.command("restore")
@click.argument("month", type=MonthName())
@click.argument("version", type=click.IntRange(min=1), required=False)
@click.pass_obj
def restore_version(services: Services, month: Month, version: int | None) -> None:
    """Make a MONTH (as 2026-11) show what a VERSION of it has; without one, the newest.

    Sessions that differ are put back as they were; those that the version does not have are
    marked as deleted, and `journal restore ID` brings each back. The month as it is now becomes
    a version itself, so this can be taken back in the same way.
    """
    done = services.journal().restore_version(month, version)
    name = _name(month)
    if done.replaced is None and not (done.put_back or done.deleted):
        click.echo(commands.shown_already(name, done.number))
    else:
        click.echo(commands.put_back(name, done.number, len(done.put_back), len(done.deleted)))
    if done.replaced is not None:
        click.echo(
            commands.replaced(done.replaced, f"{PROGRAM} journal backups restore {name} {done.replaced}"), err=True
        )
    tell(*(commands.not_understood(one_line(key)) for key in done.left))
    report_problems(services)


def _line(version: Version, services: Services) -> str:
    written = version.written_at.astimezone(services.clock.now().tzinfo)
    shown = commands.UNREADABLE if version.sessions is None else counted(version.sessions, "session")
    parts = [_name(version.month), str(version.number), f"{written:%Y-%m-%d %H:%M}", shown]
    if version.kept:
        parts.append(commands.WHY_KEPT[version.kept])
    return "  ".join(parts)


def _as_json(version: Version) -> dict[str, Any]:
    return {
        "month": _name(version.month),
        "version": version.number,
        "written_at": version.written_at.isoformat(timespec="seconds"),
        "sessions": version.sessions,
        "kept": version.kept,
    }


def _name(month: Month) -> str:
    return month.name.removesuffix(".json")
