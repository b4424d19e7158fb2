"""Groups of commands of which only the one that is called is imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from stretchtui.cli.output import tell
from stretchtui.cli.params import shown
from stretchtui.cli.services import exit_code
from stretchtui.domain.refusal import Refusal
from stretchtui.domain.text import sanitise

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Verbs = Mapping[str, tuple[str, str]]
"""For each command by its name where it is, as `module:attribute` of this package, and its line in the help."""


class HelpfulCommand(click.Command):
    """A command whose option for help has words of its own: click looks at every run for translations of its words."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option that shows the help."""
        names = self.get_help_option_names(ctx)
        return _help_option(*names) if names and self.add_help_option else None


@cache
def _help_option(*names: str) -> click.Option:
    """Make the option, one for all commands."""
    return click.Option(
        names,
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=shown(click.Context.get_help),
        help="Show this message and exit.",
    )


class LazyGroup(HelpfulCommand, click.Group):
    """A group that knows its commands by name, and imports one when it is asked for."""

    command_class = HelpfulCommand

    def __init__(self, *args: Any, verbs: Verbs, **options: Any) -> None:
        super().__init__(*args, **options)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, those that are declared here included."""
        return sorted({*self.verbs, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.verbs:
            return super().get_command(ctx, cmd_name)
        module, attribute = self.verbs[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(f"{__package__}.{module}"), attribute)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Give the commands that a word may become, none of them imported, and the group's own options."""
        from click.shell_completion import CompletionItem

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        found = [CompletionItem(name, help=self._line_of(name).get_short_help_str()) for name in names]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their lines, none of them imported."""
        names = self.list_commands(ctx)
        width = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._line_of(name).get_short_help_str(width)) for name in names])

    def _line_of(self, name: str) -> click.Command:
        return click.Command(name, help=self.verbs[name][1]) if name in self.verbs else self.commands[name]


class QuotingGroup(LazyGroup):
    """The commands of the program; what they say of failures and wrong usage quotes the person's words harmlessly."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the words before the command."""
        with _told():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Read the command's own words, and run it."""
        with _told():
            return super().invoke(ctx)


class _FailedError(click.ClickException):
    """A refusal, as click tells it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(sanitise(str(refusal)))
        self.exit_code = exit_code(refusal)  # type: ignore[misc]  # no class of click's forbids it

    def show(self, file: object = None) -> None:
        """Print its line."""
        tell(self.message)


@contextmanager
def _told() -> Iterator[None]:
    """Have failures and wrong usage told by click, the person's words in them harmless."""
    try:
        yield
    except click.ClickException as error:
        error.message = sanitise(error.message)  # type: ignore[misc]  # no class of click's forbids it
        raise
    except Refusal as error:
        raise _FailedError(error) from None
