"""The verbs of the command line about the settings."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click
import tomlkit
from tomlkit.items import Table

from stretchtui import config as kept
from stretchtui.cli.output import print_json, tell
from stretchtui.cli.services import Services
from stretchtui.domain.text import in_a_sentence, one_line
from stretchtui.system.toml_lines import FileProblem
from stretchtui.words import commands

if TYPE_CHECKING:
    from stretchtui.config import Config


@click.group(invoke_without_command=True)
@click.pass_context
def config(context: click.Context) -> None:
    """Show your settings, or check their file.

    Without a command, all are shown as they are in force.
    """
    if context.invoked_subcommand is None:
        context.invoke(show_settings)


@config.command("show")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def show_settings(services: Services, as_json: bool) -> None:
    """Show every setting as it is in force, as TOML; yours are marked.

    What is wrong in their file goes to stderr, and the default is shown.
    """
    path = services.locations.config
    settings, own, problems = kept.read(path)
    tell(*map(str, problems))
    values = {field.name: kept.plain(getattr(settings, field.name)) for field in fields(settings)}
    if as_json:
        print_json({"file": str(path), "own": [name for name in values if name in own], "settings": values})
    else:
        click.echo(_as_toml(values, own, path), nl=False)


def _as_toml(values: Mapping[str, object], own: Container[str], path: Path) -> str:
    """Write all settings as a file of them has them, tables last."""
    document = tomlkit.document()
    document.add(tomlkit.comment(commands.settings_in_force(one_line(str(path)))))
    for name, value in sorted(values.items(), key=lambda item: isinstance(item[1], dict)):
        if value is None:
            document.add(tomlkit.comment(commands.unset(name)))
            continue
        item = tomlkit.item(value)
        if name in own:
            for marked in item.values() if isinstance(item, Table) and name == "plan" else (item,):
                marked.comment(commands.YOURS)
        document.add(name, item)
    return tomlkit.dumps(document)


@config.command("check")
@click.pass_obj
def check_settings(services: Services) -> None:
    """Name every mistake of your settings, each with its line and what was expected.

    A key that is not known is a warning and passed over. Exit code 1 for a mistake.
    """
    from stretchtui.cli.routine_files import finish
    from stretchtui.system.files import absent

    path = services.locations.config
    settings, _, problems = kept.read(path)
    finish([*problems, *_beyond_their_file(services, settings, path)], 0 if absent(path) else 1)


def _beyond_their_file(services: Services, settings: Config, path: Path) -> Iterator[FileProblem]:
    """Find what the settings name and is nowhere, and keys that cannot be given: all that a start tells of them."""
    from stretchtui.cli.opening import unknown_ids

    for sentence in unknown_ids(settings, services.library()):
        yield kept.at_key(path, sentence.partition(": ")[0], sentence)
    if settings.theme != (usual := kept.Config().theme):
        from stretchtui.tui.themes import theme_names
        from stretchtui.words.settings import no_theme

        if settings.theme not in (known := theme_names()):
            told = in_a_sentence(no_theme(settings.theme, usual, known))
            yield kept.at_key(path, "theme", f"theme: {told}")
    if settings.keys:
        from stretchtui.tui import key_catalogue
        from stretchtui.tui.app import StretchApp

        for sentence in key_catalogue.taken(StretchApp, settings.keys)[1]:
            yield kept.at_key(path, sentence.partition(": ")[0].replace("[keys] ", "keys."), sentence)
