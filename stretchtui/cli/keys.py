"""The verb of the command line that lists the keys."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby

import click

from stretchtui.cli.output import print_json, tell
from stretchtui.cli.services import Services
from stretchtui.domain.text import one_line


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def keys(services: Services, as_json: bool) -> None:
    """List every action with its keys and its name for the settings, by place."""
    from stretchtui.tui import key_catalogue
    from stretchtui.tui.app import StretchApp

    own, refused = key_catalogue.taken(StretchApp, services.settings().keys)
    tell(*map(one_line, refused))
    found = list(key_catalogue.entries(StretchApp, own))
    if as_json:
        print_json([asdict(entry) for entry in found])
        return
    wide = max(len(entry.id) for entry in found)
    for place, actions in groupby(found, key=lambda entry: entry.place):
        click.echo(place)
        for entry in actions:
            changed = "" if entry.keys == entry.default else f" (yours; else {','.join(entry.default)})"
            click.echo(f"  {entry.id:<{wide}}  {','.join(entry.keys):<24}  {entry.does}{changed}")
