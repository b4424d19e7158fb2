"""The command line: arguments to paths, settings, journal and clock, and from there to the app or a verb."""

from __future__ import annotations

import contextlib
import io
import locale
import math
import os
import sys

import click

from stretchtui import __version__, verbs, verbs_exchange, verbs_journal, verbs_look, verbs_sound
from stretchtui.domain.routine import Level
from stretchtui.domain.sound import Sound
from stretchtui.domain.text import one_line
from stretchtui.library import LibraryError
from stretchtui.surroundings import PROGRAM, CannotShow, Commands, Failed, Surroundings


def _unicode() -> bool:
    """Tell whether the terminal's locale has more than ASCII."""
    return "utf" in locale.getencoding().lower()


def _show(surroundings: Surroundings, options: dict[str, object] | None = None) -> None:
    """Run the full-screen program; leave a clean terminal and an honest exit code."""
    # Textual draws on stderr: all three must be the terminal.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise CannotShow(
            "the full-screen program needs a terminal that can be drawn on; "
            "`stretchtui --help` lists the commands that work without one"
        )
    # Textual takes longer to import than most verbs take to run.
    from stretchtui.app import NOTICE_FILE, StretchApp  # noqa: PLC0415
    from stretchtui.context import Context, SessionRequest  # noqa: PLC0415
    from stretchtui.journal.checkpoint import Checkpoints  # noqa: PLC0415

    settings, complaints = surroundings.config()
    shelf = surroundings.library()
    context = Context(
        library=shelf,
        journal=surroundings.journal(),
        checkpoints=Checkpoints(surroundings.locations.state / "sessions"),
        clock=surroundings.clock,
        config=settings,
        locations=surroundings.locations,
        unicode=_unicode(),
        complaints=(*complaints, *(str(problem) for problem in shelf.problems)),
    )
    with contextlib.suppress(OSError):
        context.show_notice = not (context.locations.state / NOTICE_FILE).exists()
    request = SessionRequest(**options) if options else None  # type: ignore[arg-type]
    app = StretchApp(context, request)
    app.run()
    app.departure.over()
    if app.failure is not None:
        raise Failed(app.failure)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=PROGRAM)
@click.pass_context
def cli(context: click.Context) -> None:
    """Leads you through gentle morning stretches and keeps your own notes.

    Without a command, the full-screen program starts.
    """
    context.obj = Surroundings()
    if context.invoked_subcommand is None:
        _show(context.obj)


@cli.command()
@click.argument("routine", default="morning-bed")
@click.option("--level", type=click.Choice([item.value for item in Level]), help="Which point of each dose's range.")
@click.option("--short", is_flag=True, help="The short version for a rough morning.")
@click.option("--from", "start_from", metavar="EXERCISE", help="Start from this exercise; those before it are skipped.")
@click.option("--speed", type=click.FloatRange(0.1, 1000), default=1.0, help="Run the clock faster, for a preview.")
@click.option("--record", is_flag=True, help="Write a session of another speed to the journal too.")
@click.option("--sound", type=click.Choice([item.value for item in Sound]), help="How cues reach you.")
@click.pass_obj
def start(
    surroundings: Surroundings,
    routine: str,
    level: str | None,
    short: bool,
    start_from: str | None,
    speed: float,
    record: bool,
    sound: str | None,
) -> None:
    """Go straight into a session of ROUTINE."""
    try:
        wanted = surroundings.library().routine(routine)
    except LibraryError as error:
        raise Failed(str(error)) from None
    if not math.isfinite(speed):
        raise click.BadParameter(f"expected a number from 0.1 to 1000, got {speed}", param_hint="--speed")
    planned = [exercise.id for exercise in wanted.planned(short=short)]
    if start_from is not None and start_from not in planned:
        raise Failed(f"there is no exercise {one_line(start_from)!r} in this session; there are: {', '.join(planned)}")
    if sound is not None:
        surroundings.choose_sound(Sound(sound))
    options = {
        "routine": wanted,
        "level": Level(level) if level else surroundings.config()[0].level,
        "short": short,
        "start_from": start_from,
        "speed": speed,
        "record": record,
        "direct": True,
    }
    _show(surroundings, options)


verbs_journal.journal.add_command(verbs_exchange.export_journal)
verbs_journal.journal.add_command(verbs_exchange.import_journal)
cli.add_command(verbs_journal.journal)
cli.add_command(verbs_look.stats)
cli.add_command(verbs_look.report)
cli.add_command(verbs_look.remind)
cli.add_command(verbs.routines)
cli.add_command(verbs.paths)
cli.add_command(verbs_sound.sound)


def main() -> None:
    """Run the command line; no traceback ever reaches a person."""
    for stream in (sys.stdout, sys.stderr):
        # A note may hold what the terminal's encoding does not; better a question mark than no answer.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    cli(prog_name=PROGRAM)
