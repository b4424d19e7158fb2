"""How much is told today: the settings, and how often the routine was completed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stretchtui.domain.choices import Guidance
from stretchtui.domain.record import Outcome
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.sound import Sound
from stretchtui.session.context import AppContext
from stretchtui.session.controller import SessionController
from stretchtui.session.guidance import guided
from tests.led import Led
from tests.support import make_context, make_record


def with_sessions(folder: Path, *outcomes: Outcome, routine: str = "morning-bed", **values: Any) -> AppContext:
    context = make_context(folder)
    for number, outcome in enumerate(outcomes):
        record_id = f"0193f0c2-0000-7000-8000-{number:012}"
        context.journal.add(make_record(outcome=outcome, id=record_id, routine=routine, **values))
    return context


def asked(context: AppContext, guidance: Guidance = Guidance.AUTO) -> SessionRequest:
    return SessionRequest(routine=context.routine, level=context.config.level, guidance=guidance)


DONE, PARTIAL = Outcome.COMPLETED, Outcome.PARTIAL


@pytest.mark.parametrize(
    ("outcomes", "guidance"),
    [
        ((), Guidance.FULL),
        ((DONE, DONE, PARTIAL, PARTIAL), Guidance.FULL),
        ((DONE, PARTIAL, DONE, DONE), Guidance.BRIEF),
        ((DONE,) * 5, Guidance.BRIEF),
    ],
)
def test_auto_asks_the_journal_how_often_the_routine_was_completed(
    tmp_path: Path, outcomes: tuple[Outcome, ...], guidance: Guidance
) -> None:
    context = with_sessions(tmp_path, *outcomes)
    assert guided(context, asked(context)).guidance is guidance


def test_another_routine_and_a_deleted_session_teach_nothing_of_this_one(tmp_path: Path) -> None:
    other = with_sessions(tmp_path / "other", DONE, DONE, DONE, routine="own")
    assert guided(other, asked(other)).guidance is Guidance.FULL
    deleted = with_sessions(tmp_path / "deleted", DONE, DONE, DONE)
    deleted.journal.delete("0193f0c2-0000-7000-8000-000000000001")
    assert guided(deleted, asked(deleted)).guidance is Guidance.FULL


def test_the_short_version_teaches_nothing_of_what_it_leaves_out(tmp_path: Path) -> None:
    context = with_sessions(tmp_path, DONE, DONE, DONE, short=True)
    assert guided(context, asked(context)).guidance is Guidance.FULL
    assert guided(context, replace(asked(context), short=True)).guidance is Guidance.BRIEF
    whole = with_sessions(tmp_path / "whole", DONE, DONE, DONE)
    assert guided(whole, replace(asked(whole), short=True)).guidance is Guidance.BRIEF


def test_an_exercise_that_was_left_out_till_now_is_told_in_full(tmp_path: Path) -> None:
    led = Led(tmp_path, without=frozenset({"bed-bridge"}))
    led.play_out()
    lines = led.ended().exercises
    context = with_sessions(tmp_path, DONE, DONE, DONE, exercises=lines)
    without = replace(asked(context), without=frozenset({"bed-bridge"}))
    assert guided(context, without).guidance is Guidance.BRIEF
    assert guided(context, asked(context)).guidance is Guidance.FULL


def test_a_preview_that_was_recorded_teaches_nothing(tmp_path: Path) -> None:
    context = with_sessions(tmp_path, DONE, DONE, DONE, speed=40)
    assert guided(context, asked(context)).guidance is Guidance.FULL


def test_what_is_asked_for_is_not_decided_by_the_journal(tmp_path: Path) -> None:
    context = with_sessions(tmp_path, DONE, DONE, DONE)
    assert guided(context, asked(context, Guidance.FULL)).guidance is Guidance.FULL


def test_the_total_beforehand_is_what_the_session_then_takes(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    for guidance in Guidance:
        request = asked(context, guidance)
        led = SessionController(context, request)
        assert guided(context, request).total_s() == pytest.approx(led.player.moment().session_left_s)


def test_a_voice_chosen_in_a_session_is_given_its_time_from_then_on(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    led = SessionController(context, asked(context, Guidance.FULL))
    read_s = led.player.moment().session_left_s
    context.change(sound=Sound.VOICE, voice_rate=80)
    led.cue()
    assert led.player.moment().session_left_s > read_s + 60
    context.no_voice = True
    led.cue()
    assert led.player.moment().session_left_s == read_s, "where there is no voice it is read, whatever the rate"
