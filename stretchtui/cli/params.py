"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

PLAIN = "stretchtui.plain"
"""Where `--plain` or `--no-plain` is noted, whether it stands before the command or after it."""


def plain_option(explanation: str) -> Callable[[Command], Command]:
    """Give a command the options `--plain` and `--no-plain`."""

    def note(context: click.Context, option: click.Parameter, chosen: bool | None) -> None:
        if chosen is not None:
            context.meta[PLAIN] = chosen

    return click.option(
        "--plain/--no-plain", default=None, expose_value=False, callback=note, help=f"{explanation} Or not, if usual."
    )


def shown(told: Callable[[click.Context], str]) -> Callable[[click.Context, click.Parameter, bool], None]:
    """Give what an option does that shows something in place of anything else."""

    def show(context: click.Context, option: click.Parameter, asked: bool) -> None:
        if asked and not context.resilient_parsing:
            click.echo(told(context), color=context.color)
            context.exit()

    return show
