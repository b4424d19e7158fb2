"""The command line: arguments to paths, settings, journal and clock, and from there to the app or a verb."""

from __future__ import annotations

import contextlib
import errno
import io
import locale
import math
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from stretchtui import __version__
from stretchtui.cli import (
    journal,
    journal_backups,
    journal_edit,
    journal_maintenance,
    journal_transfer,
    keys,
    reports,
    routines,
    sound,
)
from stretchtui.cli.services import PROGRAM, CommandError, NoTerminalError, QuotingGroup, Services
from stretchtui.config import Config
from stretchtui.domain.routine import Level, Routine
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.sound import Sound
from stretchtui.domain.text import one_line
from stretchtui.drawing.terminals import finest_blocks
from stretchtui.journal import Checkpoints
from stretchtui.library import DEFAULT_ROUTINE
from stretchtui.session.context import AppContext
from stretchtui.system import files, locations
from stretchtui.system.clock import SystemClock
from stretchtui.system.crash_report import report
from stretchtui.words import commands

Command = TypeVar("Command", bound=Callable[..., Any])

PLAIN = "stretchtui.plain"
"""Where `--plain` is noted, whether it stands before the command or after it."""


def plain_option(explanation: str) -> Callable[[Command], Command]:
    """Give a command the option `--plain`."""

    def note(context: click.Context, option: click.Parameter, chosen: bool) -> None:
        if chosen:
            context.meta[PLAIN] = True

    return click.option("--plain", is_flag=True, expose_value=False, callback=note, help=explanation)


def _unicode() -> bool:
    """Tell whether the terminal's locale has more than ASCII."""
    return "utf" in locale.getencoding().lower()


def _context(services: Services) -> AppContext:
    """Gather what leading a session needs."""
    settings, complaints = services.config()
    shelf = services.library()
    state = services.locations.state
    checkpoints = Checkpoints(state / "sessions")
    problems = (*map(str, shelf.problems), *files.links_in(state), *checkpoints.problems())
    context = AppContext(
        library=shelf,
        journal=services.journal(),
        checkpoints=checkpoints,
        clock=services.clock,
        config=settings,
        locations=services.locations,
        unicode=_unicode(),
        blocks=finest_blocks(os.environ),
        complaints=(*complaints, *map(one_line, problems)),
    )
    context.look_for_notice()
    return context


def _show(services: Services, request: SessionRequest | None = None) -> None:
    """Run the full-screen program; leave a clean terminal and an honest exit code."""
    # Textual draws on stderr: all three must be the terminal.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise NoTerminalError(commands.needs_a_terminal(f"{PROGRAM} start --plain"))
    # Textual takes longer to import than most verbs take to run.
    from stretchtui.tui.app import StretchApp  # noqa: PLC0415

    app = StretchApp(_context(services), request)
    app.run()
    app.departure.over()
    app.context.awake.close()
    if app.failure is not None:
        raise CommandError(app.failure)


def _tell(services: Services, request: SessionRequest, *, sound_asked: bool = False) -> None:
    """Lead through a session by plain lines; leave with an honest exit code."""
    if sys.stdout is None or isinstance(sys.stdout, ClosedStream):
        raise NoTerminalError(commands.NEEDS_AN_OUTPUT)
    from stretchtui.plain.program import run  # noqa: PLC0415 - no other command needs it

    context = _context(services)
    _complain(*map(one_line, context.complaints))
    code, failure = run(context, request, sound_asked=sound_asked)
    if failure is not None:
        _complain(failure)
    if code:
        sys.exit(code)


def _complain(*sentences: str) -> None:
    """Say on stderr what is wrong, if anybody reads it."""
    with contextlib.suppress(OSError):
        for sentence in sentences:
            click.echo(f"{PROGRAM}: {sentence}", err=True)


@click.group(cls=QuotingGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=PROGRAM)
@plain_option("Straight into a session as plain lines, as `start --plain` does.")
@click.pass_context
def cli(context: click.Context) -> None:
    """Leads you through gentle morning stretches and keeps your own notes.

    Without a command, the full-screen program starts.
    """
    context.obj = services = Services()
    if context.invoked_subcommand is not None:
        return
    if PLAIN in context.meta:
        settings = services.config()[0]
        wanted = routines.known_routine(services, DEFAULT_ROUTINE)
        _tell(services, _request(settings, wanted, short=settings.short))
    else:
        _show(services)


def _request(settings: Config, routine: Routine, *, short: bool) -> SessionRequest:
    """Ask for a session as the settings have it."""
    return SessionRequest(
        routine=routine,
        level=settings.level,
        short=short,
        first_side=settings.first_side,
        pace=settings.pace,
        direct=True,
    )


@cli.command()
@click.argument("routine", default=DEFAULT_ROUTINE)
@click.option("--level", type=click.Choice([item.value for item in Level]), help="Which point of each dose's range.")
@click.option("--short", is_flag=True, help="The short version for a rough morning.")
@click.option("--from", "start_from", metavar="EXERCISE", help="Start from this exercise; those before it are skipped.")
@click.option("--speed", type=click.FloatRange(0.1, 1000), default=1.0, help="Run the clock faster, for a preview.")
@click.option("--record", is_flag=True, help="Write a session of another speed to the journal too.")
@plain_option("As plain lines: for screen readers, simple terminals and pipes.")
@click.option("--sound", type=click.Choice([item.value for item in Sound]), help="How cues reach you.")
@click.pass_context
def start(
    context: click.Context,
    routine: str,
    level: str | None,
    short: bool,
    start_from: str | None,
    speed: float,
    record: bool,
    sound: str | None,
) -> None:
    """Go straight into a session of ROUTINE."""
    services: Services = context.obj
    wanted = routines.known_routine(services, routine)
    if not math.isfinite(speed):
        raise click.BadParameter(commands.expected("a number from 0.1 to 1000", str(speed)), param_hint="--speed")
    planned = [exercise.id for exercise in wanted.planned(short=short)]
    if start_from is not None and start_from not in planned:
        raise CommandError(commands.no_exercise(one_line(start_from), planned))
    if sound is not None:
        services.choose_sound(Sound(sound))
    settings = services.config()[0]
    request = replace(
        _request(settings, wanted, short=short),
        level=Level(level) if level else settings.level,
        start_from=start_from,
        speed=speed,
        record=record,
    )
    if PLAIN in context.meta:
        _tell(services, request, sound_asked=sound is not None)
    else:
        _show(services, request)


for verb in (
    journal_edit.edit_session,
    journal_edit.delete_session,
    journal_edit.restore_session,
    journal_transfer.export_journal,
    journal_transfer.import_journal,
    journal_backups.backups,
    journal_maintenance.merge_journals,
    journal_maintenance.check_journal,
    journal_maintenance.repair_journal,
):
    journal.journal.add_command(verb)
cli.add_command(journal.journal)
cli.add_command(reports.stats)
cli.add_command(reports.report)
cli.add_command(reports.remind)
cli.add_command(routines.routines)
cli.add_command(routines.paths)
cli.add_command(keys.keys)
cli.add_command(sound.sound)


def main() -> None:
    """Run the command line; no traceback ever reaches a person."""
    _mend_streams()
    code = _run()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        code = code or 1
    with contextlib.suppress(OSError):
        # What could not be written must not be tried again, and complained about, as Python ends.
        for stream, place in ((sys.stdout, 1), (sys.stderr, 2)):
            if code and stream is not None and not stream.isatty():
                os.dup2(os.open(os.devnull, os.O_WRONLY), place)
    sys.exit(code)


def _run() -> int | str | None:
    """Run the command line to its end, whatever that is; gives the exit code."""
    try:
        cli(prog_name=PROGRAM)
    except SystemExit as leaving:
        return leaving.code
    except OSError as error:
        _complain(commands.could_not_be_written(error.strerror or type(error).__name__, error.filename))
    except Exception as error:  # noqa: BLE001 - a fault of ours is told in a sentence, and written down without values
        with contextlib.suppress(ValueError):
            _complain(report(error, locations.find(os.environ).state, SystemClock().now()))
    return 1


class ClosedStream(io.TextIOBase):
    """Stands for a standard output that was closed before the program began: it refuses what is written."""

    def write(self, text: str, /) -> int:
        """Refuse it."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _mend_streams() -> None:
    """Make the standard streams such that no text, and nothing that was closed, ends in an error of Python's."""
    for place in range(3):
        try:
            os.fstat(place)
        except OSError:
            # Else the first file that is opened would be the standard stream of every child.
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        # A note may hold what the terminal's encoding does not; better a question mark than no answer.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.stdout is None:
        sys.stdout = ClosedStream()
