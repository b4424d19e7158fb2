"""The command line: which verbs there are, and how a run of one ends."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

import click

from stretchtui import __version__
from stretchtui.cli.lazy import QuotingGroup
from stretchtui.cli.output import PROGRAM, complain
from stretchtui.cli.params import PLAIN, plain_option
from stretchtui.cli.services import Services
from stretchtui.cli.streams import flush_streams, give_up_streams, mend_streams

VERBS = {
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
@click.version_option(__version__, "-V", "--version", prog_name=PROGRAM)
@plain_option("Straight into a session as plain lines, as `start --plain` does.")
@click.pass_context
def cli(context: click.Context) -> None:
    """Leads you through gentle morning stretches and keeps your own notes.

    Without a command, the full-screen program starts.
    """
    context.obj = services = Services()
    if context.invoked_subcommand is None:
        from stretchtui.cli.start import open_program

        open_program(services, plain=context.meta.get(PLAIN))


def main() -> None:
    """Run the command line; no traceback ever reaches a person."""
    mend_streams()
    gc.disable()  # a verb is over before there is much garbage; what leads through a session looks for it again
    code = _run()
    if not flush_streams():
        code = code or 1
    if code:
        give_up_streams()
    sys.exit(code)


def _run() -> int | str | None:
    """Run the command line to its end, whatever that is; gives the exit code."""
    try:
        cli(prog_name=PROGRAM)
    except SystemExit as leaving:
        return leaving.code
    except OSError as error:
        from stretchtui.words import commands

        complain(commands.could_not_be_written(error.strerror or type(error).__name__, error.filename))
    except Exception as error:  # noqa: BLE001 - a fault of ours is told in a sentence, and written down without values
        from stretchtui.system import locations
        from stretchtui.system.clock import SystemClock
        from stretchtui.system.crash_report import report

        with contextlib.suppress(ValueError):
            complain(report(error, locations.find(os.environ).state, SystemClock().now()))
    return 1
