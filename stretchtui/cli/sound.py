"""The verbs of the command line about sound."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace

import click

from stretchtui.cli.output import tell
from stretchtui.cli.services import CommandError, Services, known_routine
from stretchtui.cues.cue_output import CueOutput
from stretchtui.cues.tones import tone_of
from stretchtui.domain.choices import Guidance
from stretchtui.domain.cues.cue_sheet import Cue, CueKind, cue_sheet
from stretchtui.domain.cues.introduction import Introduction
from stretchtui.domain.cues.speech import Speech
from stretchtui.domain.dose import Sides, Span
from stretchtui.domain.routine import Exercise, Level
from stretchtui.domain.session.guidance import Plan
from stretchtui.domain.session.player_state import PlayerState
from stretchtui.domain.session.timeline import timeline
from stretchtui.domain.sound import Sound, SoundSettings
from stretchtui.domain.text import beginning
from stretchtui.library import DEFAULT_ROUTINE
from stretchtui.session.guidance import USUAL_WAYS
from stretchtui.words import commands, spoken

BETWEEN_S = 0.4
"""Silence between two cues of the test."""


@click.group()
def sound() -> None:
    """Try out voice and chimes."""


@sound.command("test")
@click.option(
    "--sound",
    "wanted",
    type=click.Choice([Sound.CHIME.value, Sound.VOICE.value]),
    help="Which to test; the one in the settings if left out.",
)
@click.pass_obj
def test_sound(services: Services, wanted: str | None) -> None:
    """Play each cue once, and say what it is played by."""
    settings = services.settings()
    chosen = Sound(wanted) if wanted else settings.sound
    if chosen is Sound.SILENT:
        tell(commands.SILENT_SO_VOICE)
        chosen = Sound.VOICE
    told: list[str] = []
    ring = _ring if sys.stdout.isatty() else None
    output = CueOutput(settings.sound_settings, services.locations.state / "tones", ring=ring, tell=told.append)
    cues = list(_samples(known_routine(services, DEFAULT_ROUTINE).exercises, settings.sound_settings))
    trouble = asyncio.run(_play(output, chosen, cues)) or (None if output.is_preferred else told[0])
    if trouble is not None:
        raise CommandError(trouble)
    click.echo(commands.IF_NOTHING_HEARD, err=True)


async def _play(output: CueOutput, chosen: Sound, cues: list[Cue]) -> str | None:
    """Play the cues one after the other; gives a sentence when they cannot be played as chosen."""
    instead = output.choose(chosen)
    if not output.audible():
        return instead
    settings = output.settings
    rate = settings.rate if chosen is Sound.VOICE and instead is None else None
    click.echo(commands.tested(beginning(chosen.value), output.using, settings.volume, rate))
    try:
        for cue in cues:
            if (chosen is Sound.VOICE and output.is_preferred) or tone_of(cue) is not None:
                click.echo(f"{cue.kind:<14}{cue.text}")
                output.call(cue)
                await output.played()
                await asyncio.sleep(BETWEEN_S)
            if not output.audible():
                break
    finally:
        await output.close()
    return instead


def _samples(exercises: tuple[Exercise, ...], settings: SoundSettings) -> Iterator[Cue]:
    """Give a cue of each kind, in the order of a session."""
    exercise = next((item for item in exercises if item.dose.sides is Sides.EACH), exercises[0])
    dose = replace(exercise.dose, hold_s=Span(20, 20), reps=Span(2, 2), rest_s=5.0)
    speech = Speech(spoken, rate=settings.rate)
    phases = timeline([replace(exercise, dose=dose)], Level.GENTLE)
    plan = Plan(phases, Introduction(speech, USUAL_WAYS), Guidance.BRIEF)
    seen: set[tuple[CueKind, int]] = set()
    for cue in cue_sheet(plan.as_led(PlayerState()), speech):
        if cue.kind is CueKind.OVER:
            yield replace(cue, kind=CueKind.PAUSED, text=spoken.paused())
            yield replace(cue, kind=CueKind.RESUMED, text=spoken.back_into_position(cue.phase)[0])
        if (cue.kind, cue.figure) not in seen:
            seen.add((cue.kind, cue.figure))
            yield cue


def _ring() -> None:
    click.echo("\a", nl=False)
