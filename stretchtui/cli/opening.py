"""What leads through a session: the full screen, or plain lines; it needs no click, which takes long to import."""

from __future__ import annotations

import gc
import locale
import os
import sys
from collections.abc import Iterator

from stretchtui.cli.output import complain, say
from stretchtui.cli.services import CommandError, NoTerminalError, Services, in_short, known_routine
from stretchtui.cli.streams import ClosedStream
from stretchtui.config import Config
from stretchtui.domain.routine import Routine
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.text import one_line
from stretchtui.drawing.terminals import finest_blocks
from stretchtui.journal import Checkpoints
from stretchtui.library import DEFAULT_ROUTINE, Library, LibraryError
from stretchtui.session import due, left_out
from stretchtui.session.context import AppContext
from stretchtui.system import files
from stretchtui.system.program import PROGRAM
from stretchtui.words import commands


def _unicode() -> bool:
    """Tell whether the terminal's locale has more than ASCII."""
    return "utf" in locale.getencoding().lower()


def _context(services: Services) -> AppContext:
    """Gather what leading a session needs."""
    settings, complaints = services.config()
    library = services.library()
    state = services.locations.state
    checkpoints = Checkpoints(state / "sessions")
    problems = (
        *unknown_ids(settings, library),
        *in_short(library.problems),
        *files.links_in(state),
        *checkpoints.problems(),
    )
    context = AppContext(
        library=library,
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


def unknown_ids(settings: Config, library: Library) -> Iterator[str]:
    """Say which routines and exercises of the settings are nowhere, each sentence after the key that names it."""
    if settings.routine:
        try:
            library.routine(settings.routine)
        except LibraryError as error:
            yield f"routine: {error}"
    yield from left_out.unknown(library, settings.not_for_me)
    yield from due.unknown(library, settings.plan)


def show(services: Services, request: SessionRequest | None = None) -> None:
    """Run the full-screen program; leave a clean terminal and an honest exit code."""
    # Textual draws on stderr: all three must be the terminal.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise NoTerminalError(commands.needs_a_terminal(f"{PROGRAM} start --plain"))
    gc.disable()  # until the first screen shows: nothing that a start makes is garbage
    from stretchtui.tui.app import StretchApp

    app = StretchApp(_context(services), request)
    if app.context.show_notice:
        say(commands.for_screen_readers(f"{PROGRAM} --plain", "plain = true"))
    app.run()
    app.departure.over()
    app.context.awake.close()
    if app.failure is not None:
        raise CommandError(app.failure)


def tell_session(services: Services, request: SessionRequest, *, sound_asked: bool = False) -> None:
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
        request = request_for(services, known_routine(services, DEFAULT_ROUTINE), short=settings.short)
        refuse_nothing(request)
        tell_session(services, request)
    else:
        show(services)


def request_for(services: Services, routine: Routine, *, short: bool) -> SessionRequest:
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


def refuse_nothing(request: SessionRequest) -> None:
    """Raise CommandError where every exercise is left out."""
    if not request.exercises:
        raise CommandError(commands.all_left_out([exercise.id for exercise in request.left_out]))
