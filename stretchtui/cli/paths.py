"""The verb of the command line that says where a person's things are."""

from __future__ import annotations

import click

from stretchtui.cli.output import print_json
from stretchtui.cli.services import Services
from stretchtui.domain.text import one_line
from stretchtui.system import resources


def shipped_folder() -> str:
    """Give the folder of the routines and exercises that ship."""
    try:
        return str(resources.folder("data"))
    except FileNotFoundError:
        return ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def paths(services: Services, as_json: bool) -> None:
    """Say where your journal, settings, routines and exercises are, and what ships with the program."""
    places = {**services.locations.as_dict(), "shipped": shipped_folder()}
    if as_json:
        print_json(places)
    else:
        for name, path in places.items():
            click.echo(f"{name:<10} {one_line(path)}")
