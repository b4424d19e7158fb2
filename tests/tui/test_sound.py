"""Sound on the screens: choosing it anywhere, telling what it goes out by, and the edge that lights up."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from textual.widget import Widget

from stretchtui import config
from stretchtui.domain.cues.cue_sheet import Cue, CueKind
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.domain.sound import Sound
from stretchtui.tui.screens import cue_dispatcher
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.screens.settings import SettingsScreen
from stretchtui.tui.sound import TOLD_FILE
from stretchtui.tui.widgets.notice import Notice
from tests.cues.bench import Bench, needs_posix
from tests.tui.harness import Blank, Morning, morning, session
from tests.tui.test_session_screen import INTO_FIRST_HOLD_S, led
from tests.tui.test_snapshots import reach


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Give a machine that has the programs of a test, a shell, and nothing else."""
    bench = Bench(tmp_path)
    bench.alone(monkeypatch)
    return bench


LONG_S = 600.0


def notices(hand: Morning) -> list[str]:
    return [notice.message for notice in hand.told]


def listen(hand: Morning, monkeypatch: pytest.MonkeyPatch) -> list[Cue]:
    """List the cues that reach the output, which goes on with them."""
    heard: list[Cue] = []
    call = hand.app.cue_output.call

    def listened(cue: Cue) -> None:
        heard.append(cue)
        call(cue)

    monkeypatch.setattr(hand.app.cue_output, "call", listened)
    return heard


@needs_posix
async def test_m_goes_round_and_says_what_the_sound_goes_out_by(tmp_path: Path, bench: Bench) -> None:
    bench.noting("espeak-ng")
    bench.noting("aplay")
    async with morning(tmp_path, front=Blank) as hand:
        for sound, by in ((Sound.CHIME, ", by chimes by aplay"), (Sound.VOICE, ", by espeak-ng"), (Sound.SILENT, "")):
            await hand.press("m")
            assert notices(hand)[-1] == f"Sound: {sound.value}{by}"
            assert hand.app.cue_output.sound is sound
            assert config.load(tmp_path / "config.toml")[0].sound is sound


@needs_posix
async def test_m_works_on_every_screen_and_says_when_there_is_no_voice(tmp_path: Path, bench: Bench) -> None:
    async with morning(tmp_path, front=CalendarScreen) as hand:
        await hand.press("m")
        assert notices(hand)[-1].startswith("No player for chimes found; using the terminal's bell.")
        await hand.app.push_screen(session(hand.app.context))
        await hand.press("m")
        assert notices(hand)[-1] == (
            "No speech engine found; using the terminal's bell. Install espeak-ng for the voice."
        )
        assert hand.app.context.config.sound is Sound.VOICE
        assert config.load(tmp_path / "config.toml")[0].sound is Sound.VOICE


@needs_posix
async def test_a_voice_that_is_missing_is_told_once_at_the_start(tmp_path: Path, bench: Bench) -> None:
    bench.noting("aplay")
    async with morning(tmp_path, front=session, sound=Sound.VOICE) as hand:
        await hand.wait(2)
        assert notices(hand) == ["No speech engine found; using chimes. Install espeak-ng for the voice."]
        assert hand.app.cue_output.using == "chimes by aplay"


@needs_posix
async def test_that_the_bell_stands_in_for_chimes_is_not_said_every_morning(tmp_path: Path, bench: Bench) -> None:
    async with morning(tmp_path, sound=Sound.CHIME, show_notice=True) as hand:
        assert notices(hand) == []
        assert "using the terminal's bell" in str(hand.app.screen.query_one(Notice).content)
    (tmp_path / "state" / TOLD_FILE).unlink()
    for said in (True, False):
        async with morning(tmp_path, front=Blank, sound=Sound.CHIME) as hand:
            assert any("using the terminal's bell" in notice for notice in notices(hand)) is said
    (tmp_path / "state" / TOLD_FILE).unlink()
    bench.noting("aplay")
    async with morning(tmp_path, front=Blank, sound=Sound.CHIME) as hand:
        assert notices(hand) == []


@needs_posix
async def test_a_session_speaks_and_falls_silent_when_left(tmp_path: Path, bench: Bench) -> None:
    bench.noting("espeak-ng")
    async with morning(tmp_path, front=session, sound=Sound.VOICE) as hand:
        await hand.app.cue_output.played()
        await hand.press("space")
        await hand.app.cue_output.played()
        assert bench.calls()[0].text.startswith("Lumbar rotations. Twice on each side")
        assert bench.calls()[1].text == "Paused. Take your time."
        await hand.press("q", "y")
        await hand.app.cue_output.played()
        assert [call.text for call in bench.calls()][2:] == ["The session ends here."]


async def test_settings_say_what_there_is_and_change_voice_and_volume(tmp_path: Path, bench: Bench) -> None:
    bench.noting("spd-say")
    async with morning(tmp_path, front=SettingsScreen) as hand:
        await hand.press(*("j" * 7))
        assert hand.text("#settings-explanation") == "Voice by spd-say. For chimes there is the terminal's bell."
        await hand.press("right", "right")
        assert notices(hand)[-1] == "Sound: voice, by spd-say"
        await hand.press("j", "right", "j", "left")
        assert (hand.app.cue_output.settings.rate, hand.app.cue_output.settings.volume) == (180, 70)
        kept = config.load(tmp_path / "config.toml")[0]
        assert (kept.sound, kept.voice_rate, kept.volume) == (Sound.VOICE, 180, 70)


async def test_every_way_of_sound_is_given_the_same_cues_and_without_motion_nothing_flashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with morning(tmp_path, front=session, animation=False) as hand:
        screen = led(hand)
        before = screen.query_one("#frame").styles.border
        heard = listen(hand, monkeypatch)
        await hand.wait(INTO_FIRST_HOLD_S, step=0.5)
        assert not lit(screen)
        assert screen.query_one("#frame").styles.border != before
        assert screen.query_one("#words").words == ("LEFT", "HOLD")  # type: ignore[attr-defined]
        await hand.wait(4, step=0.5)
        assert [kind for kind, _ in groupby(cue.kind for cue in heard)] == [
            CueKind.GET_READY, CueKind.MOVE_IN, CueKind.HOLD, CueKind.MOVE_OUT,
        ]  # fmt: skip
        await hand.press("n")
        assert heard[-1].phase is screen.player.phase
        await hand.press("x")
        assert heard[-1].kind is CueKind.STOPPED


def lit(screen: SessionScreen) -> bool:
    return screen.query_one("#frame").has_class("-flash")


async def test_in_silence_the_edge_lights_up_at_a_cue_and_goes_out_again_no_faster_than_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with morning(tmp_path, front=session, animation=True) as hand:
        screen = led(hand)
        await hand.until(lambda: not lit(screen))
        monkeypatch.setattr(cue_dispatcher, "FLASH_S", LONG_S)
        edge = screen.query_one("#frame").styles.border
        await hand.wait(INTO_FIRST_HOLD_S - 1)
        assert lit(screen)
        assert screen.query_one("#frame").has_class("-hold"), "and the phase shows all the same"
        assert screen.query_one("#frame").styles.border != edge
        screen.query_one("#frame").remove_class("-flash")
        await hand.wait(0.5)
        assert not lit(screen), "nothing is called half a second into a hold"
        await hand.press("n")
        assert lit(screen)
        screen.query_one("#frame").remove_class("-flash")
        await hand.press("b", "n", "b", "n")
        assert not lit(screen), "flashes never come faster than is safe"
        hand.clock.go(0.6)
        await hand.press("b")
        assert lit(screen)


def looks(frame: Widget) -> list[object]:
    """List the styles of all in a frame, and those of its inks."""
    within = [node for node in frame.walk_children(with_self=True) if isinstance(node, Widget)]
    inks = [widget.get_component_rich_style(name) for widget in within for name in sorted(widget.COMPONENT_CLASSES)]
    return [*inks, *(dict(widget.styles.get_rules()) for widget in within)]


async def test_both_ends_of_a_hold_light_up_the_words_and_counts_light_up_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with morning(tmp_path, front=session, animation=True) as hand:
        screen = led(hand)
        await reach(hand, 3, PhaseKind.GET_READY, into_s=0.1)
        monkeypatch.setattr(cue_dispatcher, "FLASH_S", LONG_S)
        frame, words = screen.query_one("#frame"), screen.query_one("#words")
        ground = words.styles.background

        async def seen(kind: PhaseKind, *, into_s: float) -> tuple[bool, bool]:
            """Say whether the edge and the words are lit since a moment before."""
            frame.remove_class("-flash", "-flash-words")
            while screen.player.phase.kind is not kind or screen.player.state.elapsed_s < into_s:
                hand.clock.go(0.5)
                screen.tick()
            shown = looks(frame)
            hand.app.update_styles(frame)
            assert looks(frame) == shown, "all that looks otherwise was styled"
            return lit(screen), words.styles.background != ground

        assert await seen(PhaseKind.GET_READY, into_s=0) == (False, False)
        assert await seen(PhaseKind.MOVE_IN, into_s=0.5) == (True, False)
        assert await seen(PhaseKind.HOLD, into_s=0.5) == (True, True)
        heard = listen(hand, monkeypatch)
        assert await seen(PhaseKind.HOLD, into_s=12.5) == (False, False)
        assert [cue.kind for cue in heard] == [CueKind.COUNT] * 3
        assert await seen(PhaseKind.MOVE_OUT, into_s=0.5) == (True, True)
        end = frame.styles.border
        assert await seen(PhaseKind.SWITCH_SIDES, into_s=0.5) == (True, False)
        assert frame.styles.border != end


async def test_a_broken_cue_output_is_no_matter_of_the_session(tmp_path: Path, bench: Bench) -> None:
    bench.noting("espeak-ng", then="exit 3")
    async with morning(tmp_path, front=session, sound=Sound.VOICE) as hand:
        screen = led(hand)
        for _ in range(round(INTO_FIRST_HOLD_S)):
            await hand.wait(1)
            await hand.app.cue_output.played()
        assert screen.player.state.active_s == INTO_FIRST_HOLD_S
        assert notices(hand) == ["Espeak-ng stopped working; using the terminal's bell."]
