"""A routine as it is told, by a voice at some rate or for reading."""

from __future__ import annotations

from stretchtui.domain.choices import RATE, Guidance
from stretchtui.domain.cues.introduction import Introduction
from stretchtui.domain.cues.speech import Speech, Ways
from stretchtui.domain.routine import Level, Routine
from stretchtui.domain.session.guidance import Plan
from stretchtui.domain.session.player_state import PlayerState
from stretchtui.domain.session.timeline import Timeline, routine_timeline
from stretchtui.words import spoken

WAYS = Ways(stop="press x", leave_out="press n", begin="press Enter")


def told(
    routine: Routine,
    level: Level,
    guidance: Guidance = Guidance.FULL,
    *,
    short: bool = False,
    rate: float = RATE,
    voiced: bool = True,
    start_from: str | None = None,
) -> Plan:
    guide = Introduction(Speech(spoken, rate=rate, voiced=voiced), WAYS, routine.start)
    return Plan(routine_timeline(routine, level, short=short), guide, guidance, start_from)


def told_phases(
    routine: Routine,
    level: Level,
    guidance: Guidance = Guidance.FULL,
    *,
    short: bool = False,
    rate: float = RATE,
    voiced: bool = True,
) -> Timeline:
    """Give the phases of a session of the routine in which nothing happens."""
    return told(routine, level, guidance, short=short, rate=rate, voiced=voiced).as_led(PlayerState())
