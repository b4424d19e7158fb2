"""How much is told in a session and by which voice: the settings, and what the journal has of the routine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from stretchtui.config import Config
from stretchtui.domain.choices import FULL_SESSIONS, Guidance
from stretchtui.domain.cues.introduction import Introduction
from stretchtui.domain.cues.speech import Speech, Ways
from stretchtui.domain.record import Outcome, SessionRecord
from stretchtui.domain.routine import Routine
from stretchtui.domain.session.guidance import Guide
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.sound import Sound
from stretchtui.words import leading, spoken

if TYPE_CHECKING:  # listing routines needs their length, and no journal
    from stretchtui.journal import Journal
    from stretchtui.session.context import AppContext

USUAL_WAYS = leading.ways("x", "n", "Enter")
"""The keys that there are before anybody changes them."""


def speech(config: Config, speed: float = 1.0, *, no_voice: bool = False) -> Speech:
    """Give what is said and how fast, by a voice or for reading as the settings say; `no_voice` where there is none."""
    voiced = config.sound is Sound.VOICE and not no_voice
    return Speech(spoken, rate=config.voice_rate, speed=speed, voiced=voiced)


def guided(context: AppContext, request: SessionRequest, ways: Ways = USUAL_WAYS) -> SessionRequest:
    """Settle how much is told in a session that was asked for, and by whom."""
    guidance = request.guidance
    if guidance is Guidance.AUTO:
        guidance = guidance.for_routine(completed(context.journal, request, FULL_SESSIONS))
    return replace(request, guidance=guidance, guide=guide(context, request.routine, ways))


def guide(context: AppContext, routine: Routine, ways: Ways) -> Guide:
    """Give what tells a routine's exercises as the settings say, where there is what they want."""
    return Introduction(speech(context.config, no_voice=context.no_voice), ways, routine.start)


def length_s(
    config: Config, routine: Routine, without: frozenset[str] = frozenset(), guidance: Guidance = Guidance.BRIEF
) -> float:
    """Give the seconds of a session as the settings have it, told in brief or in full, some exercises left out."""
    told_by = Introduction(speech(config), USUAL_WAYS, routine.start)
    request = SessionRequest(
        routine=routine,
        level=config.level,
        without=without,
        pace=config.pace,
        guidance=guidance,
        guide=told_by,
    )
    return request.total_s()


def lengths_s(config: Config, routine: Routine, without: frozenset[str] = frozenset()) -> tuple[float, ...]:
    """Give the seconds of a session told as the settings say; with `auto` the usual ones, then those of the first."""
    brief_or_full = (Guidance.BRIEF, Guidance.FULL) if config.guidance is Guidance.AUTO else (config.guidance,)
    return tuple(length_s(config, routine, without, guidance) for guidance in brief_or_full)


def completed(journal: Journal, request: SessionRequest, most: int) -> int:
    """Count the completed sessions that taught all of what a session asks for, up to so many."""
    asked = {exercise.id for exercise in request.exercises}
    ended = (record for record in journal.backwards() if record.routine == request.routine.id)
    done = (record for record in ended if record.outcome is Outcome.COMPLETED)
    return sum(1 for _ in islice((record for record in done if _taught(record, asked, request)), most))


def _taught(record: SessionRecord, asked: Collection[str], request: SessionRequest) -> bool:
    """Tell whether a session taught these exercises: a preview none, a note without exercises those of its version."""
    if record.speed != 1:
        return False
    if not record.exercises:
        return request.short or not record.short
    return {line.exercise for line in record.exercises if not line.left_out}.issuperset(asked)
