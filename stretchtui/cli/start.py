"""The verb that leads a session, and what starts without a verb: the full screen, or plain lines."""

from __future__ import annotations

import gc
import locale
import math
import os
import sys
from collections.abc import Iterator
from dataclasses import replace

import click

from stretchtui.cli.output import PROGRAM, complain
from stretchtui.cli.params import PLAIN, plain_option
from stretchtui.cli.services import CommandError, NoTerminalError, Services, known_routine
from stretchtui.cli.streams import ClosedStream
from stretchtui.config import Config
from stretchtui.domain.routine import Level, Routine
from stretchtui.domain.session.guidance import Guidance
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.sound import Sound
from stretchtui.domain.text import one_line
from stretchtui.drawing.terminals import finest_blocks
from stretchtui.journal import Checkpoints
from stretchtui.library import DEFAULT_ROUTINE, Library, LibraryError
from stretchtui.session import due, left_out
from stretchtui.session.context import AppContext
from stretchtui.system import files
from stretchtui.words import commands


def _unicode() -> bool:
    """Tell whether the terminal's locale has more than ASCII."""
    return "utf" in locale.getencoding().lower()


def _context(services: Services) -> AppContext:
    """Gather what leading a session needs."""
    settings, complaints = services.config()
    shelf = services.library()
    state = services.locations.state
    checkpoints = Checkpoints(state / "sessions")
    problems = (
        *_no_routine(settings, shelf),
        *left_out.unknown(shelf, settings.not_for_me),
        *due.unknown(shelf, settings.plan),
        *_of_files(shelf),
        *files.links_in(state),
        *checkpoints.problems(),
    )
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
    context.look_for_left_out()
    return context


def _of_files(shelf: Library) -> Iterator[str]:
    """Say what is wrong with files of a person's own in a sentence or two, for a page of them would hide the screen."""
    from stretchtui.words import overview

    for warning, said in ((False, overview.broken), (True, overview.passed_over)):
        if found := [str(problem) for problem in shelf.problems if problem.warning == warning]:
            yield said(found, f"{PROGRAM} routines check")


def _no_routine(settings: Config, shelf: Library) -> Iterator[str]:
    """Say that the routine of the settings is not there, and which is meant."""
    if settings.routine:
        try:
            shelf.routine(settings.routine)
        except LibraryError as error:
            yield f"routine: {error}"


def _show(services: Services, request: SessionRequest | None = None) -> None:
    """Run the full-screen program; leave a clean terminal and an honest exit code."""
    # Textual draws on stderr: all three must be the terminal.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise NoTerminalError(commands.needs_a_terminal(f"{PROGRAM} start --plain"))
    gc.disable()  # until the first screen shows: nothing that a start makes is garbage
    from stretchtui.tui.app import StretchApp

    app = StretchApp(_context(services), request)
    if app.context.show_notice:
        click.echo(commands.for_screen_readers(f"{PROGRAM} --plain", "plain = true"))
    app.run()
    app.departure.over()
    app.context.awake.close()
    if app.failure is not None:
        raise CommandError(app.failure)


def _tell(services: Services, request: SessionRequest, *, sound_asked: bool = False) -> None:
    """Lead through a session by plain lines; leave with an honest exit code."""
    if sys.stdout is None or isinstance(sys.stdout, ClosedStream):
        raise NoTerminalError(commands.NEEDS_AN_OUTPUT)
    from stretchtui.plain.program import run

    gc.enable()
    context = _context(services)
    complain(*map(one_line, context.complaints))
    code, failure = run(context, request, sound_asked=sound_asked)
    if failure is not None:
        complain(failure)
    if code:
        sys.exit(code)


def open_program(services: Services, *, plain: bool | None) -> None:
    """Do what the program does without a verb; `plain` None leaves the choice to the settings."""
    settings = services.config()[0]
    if settings.plain if plain is None else plain:
        request = _request(services, known_routine(services, DEFAULT_ROUTINE), short=settings.short)
        _refuse_nothing(request)
        _tell(services, request)
    else:
        _show(services)


def _request(services: Services, routine: Routine, *, short: bool) -> SessionRequest:
    """Ask for a session as the settings have it."""
    settings = services.config()[0]
    return SessionRequest(
        routine=routine,
        level=settings.level,
        short=short,
        without=services.without(),
        first_side=settings.first_side,
        pace=settings.pace,
        guidance=settings.guidance,
        direct=True,
    )


def _refuse_nothing(request: SessionRequest) -> None:
    """Raise CommandError where every exercise is left out."""
    if not request.exercises:
        raise CommandError(commands.all_left_out([exercise.id for exercise in request.left_out]))


@click.command()
@click.argument("routine", default=DEFAULT_ROUTINE)
@click.option("--level", type=click.Choice([item.value for item in Level]), help="Which point of each dose's range.")
@click.option("--short", is_flag=True, help="The short version for a rough morning.")
@click.option("--from", "start_from", metavar="EXERCISE", help="Start from this exercise; those before it are skipped.")
@click.option("--without", metavar="EXERCISE", multiple=True, help="Leave this exercise out; may be given repeatedly.")
@click.option("--guidance", type=click.Choice([item.value for item in Guidance]), help="How much is told beforehand.")
@click.option("--speed", type=click.FloatRange(0.1, 1000), default=1.0, help="Run the clock faster, for a preview.")
@click.option("--record", is_flag=True, help="Write a session of another speed to the journal too.")
@plain_option("As plain lines: for screen readers, simple terminals and pipes.")
@click.option("--sound", type=click.Choice([item.value for item in Sound]), help="How cues reach you.")
@click.pass_context
def start(
    context: click.Context,
    /,
    routine: str,
    short: bool,
    start_from: str | None,
    without: tuple[str, ...],
    speed: float,
    record: bool,
    sound: str | None,
    **chosen: str | None,
) -> None:
    """Go straight into a session of ROUTINE."""
    services: Services = context.obj
    wanted = known_routine(services, routine)
    if not math.isfinite(speed):
        raise click.BadParameter(commands.expected("a number from 0.1 to 1000", str(speed)), param_hint="--speed")
    request = _request(services, wanted, short=short)
    planned = [exercise.id for exercise in wanted.exercises]
    for exercise in without:
        if exercise not in planned:
            raise CommandError(commands.no_exercise(one_line(exercise), planned))
    request = replace(request, without=request.without | {*without})
    _refuse_nothing(request)
    planned = [exercise.id for exercise in request.exercises]
    if start_from is not None and start_from not in planned:
        raise CommandError(commands.no_exercise(one_line(start_from), planned))
    if sound is not None:
        services.choose_sound(Sound(sound))
    settings = services.config()[0]
    request = replace(
        request,
        level=Level(chosen["level"] or settings.level),
        guidance=Guidance(chosen["guidance"] or settings.guidance),
        start_from=start_from,
        speed=speed,
        record=record,
    )
    if context.meta.get(PLAIN, settings.plain):
        _tell(services, request, sound_asked=sound is not None)
    else:
        _show(services, request)
