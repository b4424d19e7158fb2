"""Engines: which is taken, how it is told, and that no text is anything but text."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

from stretchtui.cues import engines, players
from stretchtui.cues.engines import Engine, speakable
from stretchtui.cues.process import ExitKind, ProcessSlot
from stretchtui.domain.sound import SoundSettings, VoiceEngine
from tests.cues.bench import Bench, needs_espeak, needs_posix
from tests.tables import every_row

HOSTILE = (
    "-", "--", "-h", "--help", "--version", "-w /tmp/stolen.wav", "--stdin", "-f /etc/passwd", "-v nobody",
    "$(touch stolen)", "`touch stolen`", "; touch stolen", "| touch stolen", "&& touch stolen",
    "> stolen", "< /etc/passwd",
    "'; touch stolen; '", '"; touch stolen; "', "a\nb\n-c", "a\r\n--help", "a\x00b", "\x1b]52;c;c3RvbGVu\x07",
    "\x1b[2J\x9b", "\u202eevil\u202c", "\ud800 lone", "[[volm 0]] [[slnc 9000]]",
    "[[h@'l@U]]", "<speak><break time='9s'/></speak>",
    "%s%n%x ${HOME} %PATH% $env:PATH", "\\\\host\\share\\..\\", "~ * ? [a-z] {a,b}", "words " * 2000,
)  # fmt: skip

ONLY = {name: {name: f"/bin/{name}"}.get for name in ("espeak-ng", "spd-say", "say", "powershell")}


def found(platform: str, *programs: str, **settings: object) -> str | None:
    wanted = SoundSettings(**settings)  # type: ignore[arg-type]
    engine = engines.find(wanted, {name: f"/bin/{name}" for name in programs}.get, platform)
    return engine and engine.name


def test_what_there_is_is_found_in_a_settled_order() -> None:
    assert found("linux", "spd-say", "espeak-ng") == "espeak-ng"
    assert found("linux", "spd-say") == "spd-say"
    assert found("linux", "say", "powershell") is None
    assert found("darwin", "say", "espeak-ng") == "say"
    assert found("win32", "powershell") == "Windows speech"
    assert found("linux", "spd-say", "espeak-ng", engine=VoiceEngine.DISPATCHER) == "spd-say"
    assert found("linux", "espeak-ng", engine=VoiceEngine.DISPATCHER) is None


def test_players_are_found_and_windows_plays_by_itself() -> None:
    assert players.find({"aplay": "/bin/aplay", "ffplay": "/bin/ffplay"}.get, "linux") == players.Player(
        "aplay", "/bin/aplay", ("-q",)
    )
    assert players.find({}.get, "linux") is None
    assert players.find({}.get, "win32") == players.Player("winsound", "winsound")


def arguments(program: str, platform: str, text: str = "Hold.", **settings: object) -> tuple[tuple[str, ...], str]:
    wanted = SoundSettings(**settings)  # type: ignore[arg-type]
    engine = engines.find(wanted, ONLY[program], platform)
    assert engine is not None
    job = engine.job(text, wanted)
    assert job is not None
    return job.argv, job.stdin.decode()


def test_each_engine_is_told_rate_voice_volume_and_text_in_its_own_way() -> None:
    kind = {"rate": 200, "voice": "en-gb", "volume": 60}
    assert arguments("espeak-ng", "linux", **kind) == (
        ("/bin/espeak-ng", "-s", "200", "-a", "60", "-v", "en-gb", "--", "Hold."), "",
    )  # fmt: skip
    assert arguments("spd-say", "linux", **kind) == (
        ("/bin/spd-say", "-N", "stretchtui", "-r", "14", "-i", "20", "-y", "en-gb", "--", "Hold."), "",
    )  # fmt: skip
    assert arguments("say", "darwin", **kind) == (
        ("/bin/say", "-r", "200", "-v", "en-gb", "-f", "-"), "[[volm 0.60]] Hold.",
    )  # fmt: skip
    argv, stdin = arguments("powershell", "win32", **kind)
    assert argv[:4] == ("/bin/powershell", "-NoProfile", "-NonInteractive", "-Command")
    assert "$s.Rate = 2; $s.Volume = 60;" in argv[4]
    assert "en-gb" not in argv[4]
    assert stdin == "en-gb\nHold."


@every_row("rate", [80, 160, 400])
def test_rates_stay_within_what_the_engines_take(rate: int) -> None:
    argv, _ = arguments("spd-say", "linux", rate=rate)
    assert -100 <= int(argv[argv.index("-r") + 1]) <= 100
    argv, _ = arguments("powershell", "win32", rate=rate)
    (turn,) = [part for part in argv[4].split("; ") if part.startswith("$s.Rate")]
    assert -10 <= int(turn.split("= ")[1]) <= 10


@every_row("text", HOSTILE)
@every_row(("program", "platform"), [
    ("espeak-ng", "linux"), ("spd-say", "linux"), ("say", "darwin"), ("powershell", "win32"),
])  # fmt: skip
def test_hostile_text_is_nothing_but_text(program: str, platform: str, text: str) -> None:
    engine = engines.find(SoundSettings(), ONLY[program], platform)
    assert engine is not None
    job, plain = engine.job(text, SoundSettings()), engine.job("Hold.", SoundSettings())
    assert plain is not None
    if job is None:
        assert speakable(text) == ""
        return
    if b"Hold." in plain.stdin:
        assert job.argv == plain.argv
        said = job.stdin.decode()
    else:
        assert job.argv[:-1] == plain.argv[:-1]
        assert job.argv[-2] == "--"
        said = job.argv[-1]
    assert said.isprintable() or said.count("\n") == 1
    assert not set(said.removeprefix("[[volm 0.80]]")) & set("[]<>{}|\\^`~*\x00\x1b\u202e\ufffd")
    assert len(said) <= engines.MOST_CHARACTERS + 20


@needs_posix
async def test_hostile_text_reaches_the_engine_as_one_argument(bench: Bench) -> None:
    bench.noting("espeak-ng")
    engine = engines.find(SoundSettings(), lambda name: str(bench.programs / name), "linux")
    assert engine is not None
    for text in HOSTILE:
        await speak(engine, text)
    spoken = [speakable(text) for text in HOSTILE if speakable(text)]
    assert len(spoken) >= 28
    assert [call.arguments[-2:] for call in bench.calls()] == [["--", text] for text in spoken]
    assert not stolen(bench)


def stolen(bench: Bench) -> list[Path]:
    return [*bench.calls_folder.glob("*stolen*"), *Path.cwd().glob("*stolen*")]


async def speak(engine: Engine, text: str) -> None:
    endings: list[ExitKind] = []
    child = ProcessSlot(lambda ending, _: endings.append(ending))
    job = engine.job(text, SoundSettings())
    if job is not None:
        child.run(job)
        await asyncio.wait_for(child.over(), 10)
        assert endings == [ExitKind.DONE]
    await child.close()


@needs_espeak
@needs_posix
async def test_the_real_engine_speaks_hostile_text_as_words(bench: Bench) -> None:
    bench.espeak()
    engine = engines.find(SoundSettings(), lambda name: str(bench.programs / name), "linux")
    assert engine is not None
    for text in ("--help", "-w stolen.wav", "-f /etc/passwd", "-v nobody", "$(touch stolen)", "[[slnc 9000]] hold"):
        await speak(engine, text)
    calls = bench.calls()
    assert len(calls) == 6
    for call in calls:
        begin_s, end_s = call.sounding_s()
        assert 0.2 < end_s - begin_s < 4.0, call.text
    assert not stolen(bench)


@needs_espeak
def test_rate_and_volume_are_heard(bench: Bench) -> None:
    bench.espeak()
    recorded = {}
    for name, kind in (("usual", {}), ("slow", {"rate": 100}), ("soft", {"volume": 30})):
        settings = SoundSettings(**kind)
        engine = engines.find(settings, lambda name: str(bench.programs / name), "linux")
        assert engine is not None
        job = engine.job("Bring the left thigh towards your chest and hold the shin.", settings)
        assert job is not None
        subprocess.run(job.argv, check=True)
        recorded[name] = bench.calls()[-1]
    length = {name: call.sounding_s()[1] - call.sounding_s()[0] for name, call in recorded.items()}
    assert length["slow"] > 1.3 * length["usual"]
    peak = {name: max(map(abs, call.samples()[0])) for name, call in recorded.items()}
    assert peak["soft"] < 0.6 * peak["usual"] < 20000
