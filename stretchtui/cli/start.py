"""The verb that goes straight into a session."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import click

from stretchtui.cli.opening import refuse_nothing, request_for, show, tell_session
from stretchtui.cli.params import PLAIN, completed_by, plain_option
from stretchtui.cli.services import CommandError, Services, known_routine
from stretchtui.domain.choices import Guidance
from stretchtui.domain.routine import Exercise, Level
from stretchtui.domain.sound import Sound
from stretchtui.domain.text import one_line
from stretchtui.library import DEFAULT_ROUTINE
from stretchtui.words import commands


@click.command()
@click.argument("routine", default=DEFAULT_ROUTINE, shell_complete=completed_by("routines"))
@click.option("--level", type=click.Choice([item.value for item in Level]), help="Which point of each dose's range.")
@click.option("--short", is_flag=True, help="The short version for a rough morning.")
@click.option(
    "--from",
    "start_from",
    metavar="EXERCISE",
    shell_complete=completed_by("exercises"),
    help="Start from this exercise; those before it are skipped.",
)
@click.option(
    "--without",
    metavar="EXERCISE",
    multiple=True,
    shell_complete=completed_by("exercises"),
    help="Leave this exercise out; may be given repeatedly.",
)
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
        raise click.BadParameter(commands.expected(commands.A_SPEED, str(speed)), param_hint="--speed")
    request = request_for(services, wanted, short=short)
    _check(without, wanted.exercises)
    request = replace(request, without=request.without | {*without})
    refuse_nothing(request)
    _check(() if start_from is None else (start_from,), request.exercises)
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
        tell_session(services, request, sound_asked=sound is not None)
    else:
        show(services, request)


def _check(ids: Iterable[str], exercises: Iterable[Exercise]) -> None:
    """Refuse ids that none of some exercises has."""
    planned = [exercise.id for exercise in exercises]
    for wanted in ids:
        if wanted not in planned:
            raise CommandError(commands.no_exercise(one_line(wanted), planned))
