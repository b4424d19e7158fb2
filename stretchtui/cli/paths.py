"""The verb of the command line that says where a person's things are."""

from __future__ import annotations

import click

from stretchtui.cli.output import print_json
from stretchtui.cli.services import Services
from stretchtui.domain.text import one_line


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def paths(services: Services, as_json: bool) -> None:
    """Say where your journal, settings, routines and exercises are."""
    places = services.locations.as_dict()
    if as_json:
        print_json(places)
    else:
        for name, path in places.items():
            click.echo(f"{name:<10} {one_line(path)}")
