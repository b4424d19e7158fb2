"""The verb that prints the script by which a shell completes the program's lines."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from stretchtui.cli.main import COMPLETION
from stretchtui.system.program import PROGRAM

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script by which a shell completes commands, options and ids.

    For bash and zsh: eval "$(stretchtui completion bash)". For fish: stretchtui completion fish | source. In the
    file that the shell reads at its start (~/.bashrc, ~/.zshrc, ~/.config/fish/config.fish) it stays.
    """
    written = get_completion_class(shell)
    assert written is not None  # noqa: S101 - click has all of the choices
    click.echo(written(context.find_root().command, {}, PROGRAM, COMPLETION).source(), nl=False)
