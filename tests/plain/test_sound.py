"""Cues out loud beside the lines: by the sound sink, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stretchtui import config
from stretchtui.domain.cues.cue_sheet import cue_sheet
from stretchtui.domain.session.timeline import routine_timeline
from stretchtui.domain.sound import Sound
from stretchtui.plain.sound import ThreadedCueSink
from stretchtui.session.context import AppContext
from tests.cues.bench import Bench, needs_posix
from tests.plain.person import LEFT_OUT, SKIPPED, Morning
from tests.support import CALM, make_context

pytestmark = needs_posix


@contextmanager
def cue_sink(context: AppContext, told: list[str]) -> Iterator[ThreadedCueSink]:
    sink = ThreadedCueSink(context, told.append)
    try:
        yield sink
    finally:
        sink.close(at_once=True)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Give a machine without any engine or player."""
    (tmp_path / "bench").mkdir()
    made = Bench(tmp_path / "bench")
    made.alone(monkeypatch)
    return made


def test_cues_are_spoken_and_the_last_one_is_heard_to_its_end(tmp_path: Path, bench: Bench) -> None:
    bench.noting("espeak-ng")
    told: list[str] = []
    context = make_context(tmp_path, voice_rate=200)
    with cue_sink(context, told) as sink:
        assert sink.choose(Sound.VOICE) is None
        assert not context.no_voice
        phases = routine_timeline(make_context(tmp_path).routine, config.Config().level)
        first, *_, last = cue_sheet(phases, CALM)
        sink.call(first)
        sink.close(at_once=False)
        sink.call(last)  # after the end: nobody minds
    assert [call.text for call in bench.calls()] == [first.text]
    assert told == []


def test_what_is_missing_is_said_and_the_bell_is_never_rung(tmp_path: Path, bench: Bench) -> None:
    context = make_context(tmp_path)
    with cue_sink(context, []) as sink:
        said = sink.choose(Sound.VOICE)
        assert context.no_voice
        assert said is not None
        assert "there will be no sound" in said
        assert "bell" not in said


def test_m_goes_round_and_is_remembered(tmp_path: Path, bench: Bench) -> None:
    bench.noting("espeak-ng")
    with cue_sink(make_context(tmp_path, sound=Sound.SILENT), []) as sink:
        assert "there will be no sound" in sink.change()
        assert sink.change() == "Sound: voice, by espeak-ng."
        assert config.load(tmp_path / "config.toml")[0].sound is Sound.VOICE
        assert sink.change() == "Sound: silent."


def test_m_is_a_key_of_the_session_and_says_so_where_there_is_no_sound(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (30, "m"), *LEFT_OUT])
    assert "There is no sound here." in hand.lines


def test_an_engine_that_hangs_does_not_keep_the_program(tmp_path: Path, bench: Bench) -> None:
    bench.program("espeak-ng", "#!/bin/sh\nwhile :; do :; done\n")
    with cue_sink(make_context(tmp_path), []) as sink:
        sink.choose(Sound.VOICE)
        phases = routine_timeline(make_context(tmp_path).routine, config.Config().level)
        sink.call(cue_sheet(phases, CALM)[0])
