"""`stretchtui sound test`: each cue once, and one clear line about what does not play."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchtui.cli import sound
from stretchtui.cues import cue_output
from tests.cues.bench import Bench, needs_posix
from tests.terminal.home import call as call_program

pytestmark = needs_posix


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Give a machine with a shell and the programs of a test, whose cues follow each other at once."""
    monkeypatch.setattr(sound, "BETWEEN_S", 0.0)
    monkeypatch.setattr(cue_output, "CROWDED_S", 0.0)
    bench = Bench(tmp_path)
    bench.alone(monkeypatch)
    return bench


def test_the_sound_test_speaks_each_kind_of_cue(tmp_path: Path, bench: Bench) -> None:
    bench.noting("espeak-ng")
    done = call_program(tmp_path, "sound", "test", "--sound", "voice")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Voice: by espeak-ng, 160 words a minute, volume 80 %."
    assert [line.split()[0] for line in lines[1:]] == [
        "exercise", "get-ready", "move-in", "hold", "halfway", "count", "count", "count", "move-out", "rest", "rep",
        "switch-sides", "paused", "resumed", "over",
    ]  # fmt: skip
    assert [call.text for call in bench.calls()] == [line[14:] for line in lines[1:]]
    assert "heard nothing" in done.stderr


@pytest.mark.parametrize(("programs", "sound", "code", "message"), [
    ((), "voice", 1, "No speech engine found; there will be no sound. Install espeak-ng for the voice."),
    ((), "chime", 1, "No player for chimes found; there will be no sound. Install pulseaudio-utils (paplay)"),
    (("aplay",), "voice", 1, "No speech engine found; using chimes."),
    pytest.param(("aplay",), "chime", 0, "If you heard nothing", marks=pytest.mark.slow),
])  # fmt: skip
def test_the_sound_test_says_in_one_line_what_does_not_play(
    tmp_path: Path, bench: Bench, programs: tuple[str, ...], sound: str, code: int, message: str
) -> None:
    for name in programs:
        bench.noting(name)
    done = call_program(tmp_path, "sound", "test", "--sound", sound)
    assert done.exit_code == code, done.stderr
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    played = [line.split()[0] for line in done.stdout.splitlines()[1:]]
    assert ("move-in" in played) == bool(programs)
    assert len(bench.calls()) == len(played)


def test_the_sound_test_reports_an_engine_that_fails(tmp_path: Path, bench: Bench) -> None:
    bench.noting("espeak-ng", then="exit 1")
    done = call_program(tmp_path, "sound", "test", "--sound", "voice")
    assert done.exit_code == 1
    assert done.stderr == "stretchtui: Espeak-ng stopped working; there will be no sound.\n"
    assert len(bench.calls()) == 2, "nothing is played to the end that nobody can hear"
