"""The verbs of the command line, and what it does with the words before one."""

from __future__ import annotations

import click

from stretchtui import __version__
from stretchtui.cli.lazy import QuotingGroup
from stretchtui.cli.params import PLAIN, plain_option, shown
from stretchtui.cli.services import Services
from stretchtui.system.program import PROGRAM

VERBS = {
    "completion": ("completion:completion", "Print the script by which a shell completes."),
    "config": ("config:config", "Show your settings, or check their file."),
    "exercises": ("exercises:exercises", "See which exercises there are, and write your own."),
    "journal": ("journal:journal", "Read and write your notes."),
    "keys": ("keys:keys", "List every action with its keys and its name for the settings, by place."),
    "paths": ("paths:paths", "Say where your journal, settings, routines and exercises are."),
    "remind": ("reports:remind", "Make a reminder for the calendar that you already use, as an .ics file."),
    "report": ("reports:report", "Sum up a period for your physiotherapist, on one page: text, or HTML with a plot."),
    "routines": ("routines:routines", "See which routines there are, check them, and write your own."),
    "sound": ("sound:sound", "Try out voice and chimes."),
    "start": ("start:start", "Go straight into a session of ROUTINE."),
    "stats": (
        "reports:stats",
        "Sum up your notes: days against the goal, ratings with their means.",
    ),
}
"""Where each verb is, with its line in the help; `LazyGroup` imports the one that is called."""


@click.group(
    cls=QuotingGroup,
    verbs=VERBS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    *("-V", "--version"),
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=shown(lambda _: f"{PROGRAM}, version {__version__}"),
    help="Show the version and exit.",
)
@plain_option("Straight into a session as plain lines, as `start --plain` does.")
@click.pass_context
def cli(context: click.Context) -> None:
    """Leads you through gentle morning stretches and keeps your own notes.

    Without a command, the full-screen program starts.
    """
    context.obj = services = Services()
    if context.invoked_subcommand is None:
        from stretchtui.cli.opening import open_program

        open_program(services, plain=context.meta.get(PLAIN))
