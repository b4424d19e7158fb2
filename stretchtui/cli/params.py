"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

PLAIN = "stretchtui.plain"
"""Where `--plain` is noted, whether it stands before the command or after it."""


def plain_option(explanation: str) -> Callable[[Command], Command]:
    """Give a command the option `--plain`."""

    def note(context: click.Context, option: click.Parameter, chosen: bool) -> None:
        if chosen:
            context.meta[PLAIN] = True

    return click.option("--plain", is_flag=True, expose_value=False, callback=note, help=explanation)
