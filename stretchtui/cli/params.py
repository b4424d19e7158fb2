"""What several commands have: options, and values that are read exactly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from stretchtui.domain.text import one_line

Command = TypeVar("Command", bound=Callable[..., Any])
Read = TypeVar("Read")


class Exact(click.ParamType[Read]):
    """A value that is read exactly, or refused with what was expected."""

    @property
    def expected(self) -> str:
        """Say what may be given."""
        raise NotImplementedError

    def read(self, text: str) -> Read | None:
        """Read a text; None for one that is not understood."""
        raise NotImplementedError

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Read:
        """Read what was given."""
        found = self.read(str(value))
        if found is None:
            from stretchtui.words import commands

            self.fail(commands.expected(self.expected, repr(one_line(str(value)))), param, ctx)
        return found


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


def output_options(command: Command) -> Command:
    """Give a command the options of what writes a file if it is asked to."""
    file = click.Path(path_type=Path, dir_okay=False)
    command = click.option("--force", is_flag=True, help="Replace a file that is there already.")(command)
    return click.option("--output", type=file, metavar="FILE", help="Write into a file.")(command)


def completed_by(kind: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """Give what a shell may complete a parameter with: ids of a kind, as `known_ids` has them."""

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> list[Any]:
        from stretchtui.cli.known_ids import offered

        return offered(kind, begun)

    return complete


def shown(told: Callable[[click.Context], str]) -> Callable[[click.Context, click.Parameter, bool], None]:
    """Give what an option does that shows something in place of anything else."""

    def show(context: click.Context, option: click.Parameter, asked: bool) -> None:
        if asked and not context.resilient_parsing:
            click.echo(told(context), color=context.color)
            context.exit()

    return show
