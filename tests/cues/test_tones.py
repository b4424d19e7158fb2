"""The chimes as sound: long enough, soft enough, told apart, and without a click."""

from __future__ import annotations

import math
import stat
import wave
from array import array
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from stretchtui.cues.tones import LOUDEST, SAMPLES_A_SECOND, Tone, Tones, lasts_s, samples, tone_of
from stretchtui.domain.cues.cue_sheet import Cue, CueKind, cue_sheet
from stretchtui.domain.routine import Level, Routine
from stretchtui.domain.session.timeline import PhaseKind, routine_timeline
from tests.support import CALM
from tests.tables import every_row

FULL = 32767
CLICK = 0.06


def heard(path: Path) -> tuple[array[int], float]:
    """Read a tone as a player does; give its samples and its length in seconds."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, SAMPLES_A_SECOND)
        return array("h", file.readframes(file.getnframes())), file.getnframes() / file.getframerate()


def loudness(values: array[int]) -> float:
    return math.sqrt(sum(value * value for value in values) / len(values)) / FULL


def strength_at(values: array[int], pitch: float) -> float:
    """Give how strong a pitch is in a sound (Goertzel); pitches as low as these are in every fourth of its samples."""
    turn = 2 * math.cos(2 * math.pi * pitch / (SAMPLES_A_SECOND / 4))
    before = last = 0.0
    for value in values[::4]:
        before, last = last, value + turn * last - before
    return math.sqrt(max(0.0, last * last + before * before - turn * last * before))


@pytest.fixture(scope="module")
def loud(tmp_path_factory: pytest.TempPathFactory) -> Tones:
    return Tones(tmp_path_factory.mktemp("tones"), 100)


@every_row("tone", Tone)
def test_a_tone_is_soft_unclipped_and_begins_and_ends_in_silence(loud: Tones, tone: Tone) -> None:
    values, length_s = heard(loud.file(tone))
    assert length_s == pytest.approx(lasts_s(tone), abs=0.001)
    assert 0.1 <= length_s <= 2.0
    peak = max(map(abs, values)) / FULL
    assert 0.15 < peak <= LOUDEST + 0.001
    assert 0.02 < loudness(values) < 0.25
    assert abs(values[0]) / FULL < 0.001
    assert abs(values[-1]) / FULL < 0.001
    edge = round(0.002 * SAMPLES_A_SECOND)
    assert max(map(abs, values[:edge])) / FULL < CLICK
    assert max(map(abs, values[-edge:])) / FULL < CLICK
    assert max(abs(b - a) for a, b in pairwise(values)) / FULL < 0.2, "no jump, so no click"


def test_the_tones_can_be_told_apart(loud: Tones) -> None:
    sounds = {tone: heard(loud.file(tone))[0] for tone in Tone}
    assert len(set(map(tuple, sounds.values()))) == len(Tone)
    pitches = (261.6, 392.0, 440.0, 523.3, 659.3, 784.0, 880.0, 1046.5)
    beginnings = {}
    for tone, values in sounds.items():
        first = values[: round(0.15 * SAMPLES_A_SECOND)]
        last = values[-round(0.3 * SAMPLES_A_SECOND) :]
        main = [max(pitches, key=lambda pitch, part=part: strength_at(part, pitch)) for part in (first, last)]
        beginnings[tone] = (*main, round(lasts_s(tone), 1))
    for one, other in combinations(Tone, 2):
        assert beginnings[one] != beginnings[other], (one, other)
    assert beginnings[Tone.MOVE_IN][0] < beginnings[Tone.MOVE_IN][1], "in goes up"
    assert beginnings[Tone.MOVE_OUT][0] > beginnings[Tone.MOVE_OUT][1], "out goes down"


@pytest.mark.parametrize("tone", [Tone.HOLD, Tone.COUNT])
def test_volume_is_a_share_of_the_loudest(tone: Tone) -> None:
    full, half, none = (max(map(abs, samples(tone, volume))) for volume in (100, 50, 0))
    assert half == pytest.approx(full / 2, rel=0.01)
    assert none == 0


def test_counts_are_over_before_the_next(routine: Routine) -> None:
    cues = [cue for cue in cue_sheet(routine_timeline(routine, Level.STANDARD), CALM) if tone_of(cue) is not None]
    for cue, after in pairwise(cues):
        assert cue.at_s + lasts_s(tone_of(cue) or Tone.HOLD) <= after.at_s


def test_every_cue_of_the_issue_has_a_tone_of_its_own(routine: Routine) -> None:
    sheet = cue_sheet(routine_timeline(routine, Level.STANDARD), CALM)
    tones = {cue.kind: tone_of(cue) for cue in sheet}
    wanted = [CueKind.MOVE_IN, CueKind.HOLD, CueKind.COUNT, CueKind.MOVE_OUT, CueKind.SWITCH_SIDES, CueKind.OVER]
    assert None not in {tones[kind] for kind in wanted}
    assert len({tones[kind] for kind in wanted}) == len(wanted)
    moving_out = next(cue.phase for cue in sheet if cue.phase.kind is PhaseKind.MOVE_OUT)
    assert tone_of(Cue(kind=CueKind.RESUMED, text="", phase=moving_out)) is Tone.MOVE_OUT


def test_files_are_private_made_once_and_mended(tmp_path: Path) -> None:
    folder = tmp_path / "tones"
    path = Tones(folder, 80).file(Tone.HOLD)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    whole, made = path.read_bytes(), path.stat().st_mtime_ns
    assert Tones(folder, 80).file(Tone.HOLD).stat().st_mtime_ns == made
    path.write_bytes(whole[:100] + b"noise")
    assert Tones(folder, 80).file(Tone.HOLD).read_bytes() == whole
    assert Tones(folder, 40).file(Tone.HOLD) != path
    assert sorted(entry.suffix for entry in folder.iterdir()) == [".wav", ".wav"]
