"""The cue output: one cue at a time, the next best way when one fails, and never in anyone's way."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stretchtui.cues import cue_output
from stretchtui.cues.cue_output import CueOutput
from stretchtui.domain.cues.cue_sheet import Cue, CueKind, cue_sheet
from stretchtui.domain.routine import Level
from stretchtui.domain.session.timeline import timeline
from stretchtui.domain.sound import Sound, SoundSettings
from tests.cues.bench import Bench, needs_posix, processes_of, zombies
from tests.support import CALM, make_exercise

pytestmark = needs_posix

PHASES = timeline([make_exercise()], Level.GENTLE)
SHEET = {cue.kind: cue for cue in cue_sheet(PHASES, CALM)}
MOVE_IN, HOLD, COUNT, REST_OF_IT = (
    SHEET[CueKind.MOVE_IN], SHEET[CueKind.HOLD], SHEET[CueKind.COUNT], SHEET[CueKind.MOVE_OUT],
)  # fmt: skip
AT_ONCE_S = 0.05


class Room:
    """An output with what is on the bench to work with, and what it said and rang."""

    def __init__(self, bench: Bench, *, bell: bool = True, **settings: object) -> None:
        self.bench = bench
        self.told: list[str] = []
        self.rung = 0
        self.now_s = 1000.0
        self.output = CueOutput(
            SoundSettings(**settings),  # type: ignore[arg-type]
            bench.programs.parent / "tones",
            ring=self.ring if bell else None,
            tell=self.told.append,
            which=self.which,
            platform="linux",
            monotonic=lambda: self.now_s,
        )

    def which(self, name: str) -> str | None:
        path = self.bench.programs / name
        return str(path) if path.exists() else None

    def ring(self) -> None:
        self.rung += 1

    @property
    def said(self) -> list[str]:
        return [call.text for call in self.bench.calls()]

    async def until(self, holds: Callable[[], object]) -> None:
        for _ in range(2000):
            if holds():
                return
            await asyncio.sleep(0.002)
        raise AssertionError("it never came to hold")

    async def say(self, cue: Cue) -> None:
        """Call a cue and wait for it to be over."""
        self.now_s += 60
        self.output.call(cue)
        await asyncio.wait_for(self.output.played(), 10)


# --- choosing ---------------------------------------------------------------------------------


async def test_voice_chime_and_silence_as_chosen(bench: Bench) -> None:
    bench.noting("espeak-ng")
    bench.noting("paplay")
    room = Room(bench)
    assert room.output.choose(Sound.VOICE) is None
    assert (room.output.using, room.output.is_preferred) == ("espeak-ng", True)
    await room.say(HOLD)
    assert room.said == [HOLD.text]
    assert room.output.choose(Sound.CHIME) is None
    assert room.output.using == "chimes by paplay"
    await room.say(HOLD)
    assert room.said[-1].endswith(".wav")
    assert room.said[-1].startswith(str(bench.programs.parent / "tones"))
    assert room.output.choose(Sound.SILENT) is None
    await room.say(HOLD)
    assert (len(room.said), room.rung, room.told) == (2, 0, [])
    await room.output.close()


async def test_what_is_missing_is_said_and_replaced(bench: Bench) -> None:
    room = Room(bench)
    assert room.output.choose(Sound.VOICE) == (
        "No speech engine found; using the terminal's bell. Install espeak-ng for the voice."
    )
    assert room.output.choose(Sound.CHIME) == (
        "No player for chimes found; using the terminal's bell. "
        "Install pulseaudio-utils (paplay) or alsa-utils (aplay) for chimes."
    )
    assert not room.output.is_preferred
    for cue in (MOVE_IN, COUNT, HOLD):
        await room.say(cue)
    assert room.rung == 2, "the last seconds are not rung"
    bench.noting("aplay")
    assert room.output.choose(Sound.VOICE) == ("No speech engine found; using chimes. Install espeak-ng for the voice.")
    assert room.output.available() == ("No speech engine found. Install espeak-ng for the voice. Chimes by aplay.")
    none = Room(bench, bell=False, engine="spd-say")
    (bench.programs / "aplay").unlink()
    assert none.output.choose(Sound.VOICE) == (
        "No speech engine spd-say found; there will be no sound. Install espeak-ng for the voice."
    )
    assert not none.output.audible()
    await none.output.close()
    await room.output.close()


# --- one at a time ----------------------------------------------------------------------------


async def test_a_new_cue_ends_the_one_before_and_calling_takes_no_time(bench: Bench) -> None:
    bench.noting("espeak-ng", then=bench.speaks_on)
    room = Room(bench)
    room.output.choose(Sound.VOICE)
    took_s = []
    for number, cue in enumerate((MOVE_IN, HOLD, REST_OF_IT), 1):
        began_s = time.perf_counter()
        room.output.call(cue)
        took_s.append(time.perf_counter() - began_s)
        await room.until(lambda number=number: len(room.said) == number)
        await room.until(lambda: len(processes_of(bench.programs)) <= 1)
    assert max(took_s) < AT_ONCE_S
    room.output.stop()
    await room.until(lambda: not processes_of(bench.programs))
    await room.output.close()
    assert zombies() == []
    assert room.told == []


async def test_of_many_at_once_only_the_last_is_spoken(bench: Bench) -> None:
    bench.noting("espeak-ng")
    room = Room(bench)
    room.output.choose(Sound.VOICE)
    for cue in (MOVE_IN, HOLD, REST_OF_IT, COUNT):
        room.output.call(cue)
    await room.output.played()
    assert room.said == [REST_OF_IT.text], "and a count so close to another cue is left out"
    await room.output.close()


async def test_closing_leaves_nothing_behind_and_it_can_speak_again(bench: Bench) -> None:
    bench.noting("espeak-ng", then=bench.speaks_on)
    room = Room(bench)
    room.output.choose(Sound.VOICE)
    room.output.call(HOLD)
    await room.until(lambda: room.said)
    await room.output.close()
    assert processes_of(bench.programs) == []
    assert zombies() == []
    room.output.call(MOVE_IN)
    await room.until(lambda: len(room.said) == 2)
    await room.output.close()
    assert processes_of(bench.programs) == []


async def test_speech_dispatcher_is_silenced_by_its_own_cancel(bench: Bench) -> None:
    bench.noting("spd-say")
    room = Room(bench)
    room.output.choose(Sound.VOICE)
    room.output.call(HOLD)
    await room.until(lambda: room.said)
    room.output.call(MOVE_IN)
    await room.until(lambda: len(room.said) == 3)
    assert room.said == [HOLD.text, "-C", MOVE_IN.text]
    room.output.stop()
    await room.until(lambda: len(room.said) == 4)
    assert room.said[-1] == "-C"
    await room.output.close()
    assert len(room.said) == 4, "what is silent already is not silenced again"


# --- engines that fail --------------------------------------------------------------------------


async def test_an_engine_that_crashes_twice_is_given_up_and_its_cues_are_not_lost(bench: Bench) -> None:
    bench.noting("espeak-ng", then="exit 3")
    bench.noting("paplay")
    room = Room(bench)
    room.output.choose(Sound.VOICE)
    await room.say(MOVE_IN)
    assert room.told == []
    assert [Path(text).name.split("-1-")[0] for text in room.said] == [MOVE_IN.text, "move-in"]
    await room.say(HOLD)
    assert room.told == ["Espeak-ng stopped working; using chimes."]
    assert [Path(text).name.split("-1-")[0] for text in room.said[2:]] == [HOLD.text, "hold"]
    await room.say(REST_OF_IT)
    assert Path(room.said[-1]).name.startswith("move-out-")
    assert len(room.said) == 5
    assert room.output.using == "chimes by paplay"
    assert not room.output.is_preferred
    await room.output.close()


async def test_a_voice_that_the_engine_does_not_know_is_hinted_at(bench: Bench) -> None:
    bench.noting("espeak-ng", then="exit 1")
    room = Room(bench, voice="nobody")
    room.output.choose(Sound.VOICE)
    await room.say(MOVE_IN)
    await room.say(HOLD)
    assert room.told == [
        "Espeak-ng stopped working; using the terminal's bell. Is there such a voice as the settings name?"
    ]
    await room.output.close()


async def test_one_crash_among_many_is_forgiven(bench: Bench) -> None:
    room = Room(bench)
    for then in ("exit 1", "", "exit 1", "", "exit 1"):
        bench.noting("espeak-ng", then=then)
        if room.output.sound is not Sound.VOICE:
            room.output.choose(Sound.VOICE)
        await room.say(HOLD)
    assert room.output.using == "espeak-ng"
    assert room.told == []
    await room.output.close()


async def test_a_removed_engine_is_given_up_at_once(bench: Bench) -> None:
    path = bench.noting("espeak-ng")
    room = Room(bench)
    room.output.choose(Sound.VOICE)
    path.unlink()
    await room.say(HOLD)
    assert room.told == ["Espeak-ng stopped working; using the terminal's bell."]
    assert room.rung == 1
    await room.output.close()


async def test_everything_can_fail_down_to_silence(bench: Bench) -> None:
    for name in ("espeak-ng", "paplay"):
        bench.noting(name, then="exit 1")
    room = Room(bench, bell=False)
    room.output.choose(Sound.VOICE)
    for _ in range(6):
        await room.say(HOLD)
    assert room.told == [
        "Espeak-ng stopped working; using chimes.",
        "Chimes by paplay stopped working; there will be no sound.",
    ]
    await room.output.close()


async def test_an_engine_that_hangs_is_killed_by_the_next_cue_and_given_up_in_the_end(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cue_output, "FOLLOWED_S", 0.0)
    bench.noting("espeak-ng", then="kill -STOP $$")
    room = Room(bench)
    room.output.choose(Sound.VOICE)
    for number in range(1, cue_output.MOST_CUTS + 1):
        room.output.call(MOVE_IN if number % 2 else HOLD)
        await room.until(lambda number=number: len(room.said) == number)
        assert len(processes_of(bench.programs)) <= 1
    room.output.call(HOLD)
    await room.until(lambda: room.told)
    assert room.told == ["Espeak-ng stopped working; using the terminal's bell."]
    await room.output.close()
    assert processes_of(bench.programs) == []
    assert zombies() == []


async def test_an_engine_over_its_time_is_killed(bench: Bench) -> None:
    bench.noting("espeak-ng", then=bench.speaks_on)
    room = Room(bench, rate=400)
    room.output.choose(Sound.VOICE)
    began_s = time.monotonic()
    await room.say(HOLD)
    assert time.monotonic() - began_s < 4
    assert processes_of(bench.programs) == []
    assert room.told == []
    await room.output.close()


async def test_a_killed_engine_counts_as_a_crash_and_disturbs_nothing(bench: Bench) -> None:
    bench.noting("espeak-ng", then=bench.speaks_on)
    room = Room(bench)
    room.output.choose(Sound.VOICE)
    room.output.call(HOLD)
    await room.until(lambda: room.said and processes_of(bench.programs))
    (engine,) = processes_of(bench.programs)
    os.kill(engine, signal.SIGKILL)
    await asyncio.wait_for(room.output.played(), 5)
    assert room.rung == 1
    bench.noting("espeak-ng")
    await room.say(MOVE_IN)
    assert room.said == [HOLD.text, MOVE_IN.text]
    await room.output.close()


async def test_tones_that_cannot_be_written_leave_the_bell(bench: Bench) -> None:
    bench.noting("paplay")
    (bench.programs.parent / "tones").write_text("in the way")
    room = Room(bench)
    room.output.choose(Sound.CHIME)
    await room.say(HOLD)
    assert room.rung == 1
    assert room.told == ["Chimes by paplay stopped working; using the terminal's bell."]
    await room.output.close()
