"""Plain mode as a program of its own: in a pipe, on a dumb terminal, and when it is told to go."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from tests.hostile import HOSTILE, MARKUP, SHAPES, marks_in_output
from tests.terminal.home import PATIENCE_S, PROGRAM, call, environment, recorded, settings
from tests.terminal.terminal import Terminal, started
from tests.terminal.test_hostile_text import spoil

PLAIN = ("start", "--plain")
QUICK = ("--short", "--level", "gentle", "--speed", "400", "--record")
"""Half a second."""

STEADY = ("--short", "--level", "gentle", "--speed", "100", "--record")
"""Two seconds, so that a person can do something in between."""

SLOW = ("--level", "gentle", "--speed", "120", "--record")
"""Five seconds, so that a program can be told to go in the middle of it."""

COMFORT = "How comfortable was the session?"
INSTANTS = ("id", "started_at", "ended_at", "updated_at")
HELD = b"Bring both knees back up"
"""Said when the first hold is over."""


def run(home: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end without a terminal."""
    more = options.pop("env", {})
    usual = {"stdin": subprocess.DEVNULL} if "input" not in options else {}
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(home, **more),
        cwd=home,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
        **usual | options,
    )


@contextmanager
def piped(home: Path, *arguments: str, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start the program with its lines in a pipe, and end it."""
    ends = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*PROGRAM, *arguments], env=environment(home), cwd=home, **ends | options) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[bytes], word: bytes) -> bytes:
    """Read lines until one has a word in it."""
    assert process.stdout is not None
    said = b""
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(f"never said {word!r}: {said!r}")


def assert_plain(data: bytes) -> None:
    """Check for lines of text and nothing else."""
    assert not re.search(rb"[^\n\r\x20-\x7e\xa0-\xff]", data)
    assert b"Traceback" not in data


def without_instants(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in INSTANTS}


def full_screen_record(home: Path, *options: str) -> dict[str, Any]:
    """Lead through the same session on the full screen, unrated."""
    home.mkdir()
    with started(home, "start", *options, "--sound", "silent") as terminal:
        terminal.wait_for(COMFORT)
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    (record,) = recorded(home)
    return record


@pytest.mark.parametrize("options", [QUICK, pytest.param(("--speed", "60", "--record"), marks=pytest.mark.slow)])
def test_in_a_pipe_it_completes_and_writes_the_record_of_the_full_screen(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    done = run(tmp_path, *PLAIN, *options)
    assert (done.returncode, done.stderr) == (0, b"")
    assert_plain(done.stdout)
    assert done.stdout.endswith(b" this week so far, goal of three.\n")
    (record,) = recorded(tmp_path)
    assert record["outcome"] == "completed"
    on_screen = full_screen_record(tmp_path / "full", *options)
    # The screen names a key to press, so telling an exercise takes it a moment longer.
    assert record.pop("active_s") == pytest.approx(on_screen.pop("active_s"), abs=1)
    assert without_instants(record) == without_instants(on_screen)


def test_the_settings_make_plain_lines_usual_and_an_option_the_full_screen(tmp_path: Path) -> None:
    settings(tmp_path, plain=True)
    with piped(tmp_path) as process:
        read_until(process, b"Morning bed routine")
    assert "Morning bed routine" in call(tmp_path, "start", *QUICK).stdout
    for arguments in (("start", "--no-plain"), ("--no-plain",)):
        refused = call(tmp_path, *arguments)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "the full-screen program needs a terminal" in refused.stderr


def test_it_starts_without_the_screens_library(tmp_path: Path) -> None:
    script = (
        "import sys; from stretchtui.cli.verbs import cli; cli(sys.argv[1:], standalone_mode=False); "
        "sys.exit(bool({'textual', 'rich'} & set(sys.modules)))"
    )
    arguments = (*PLAIN, "--short", "--speed", "1000")
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment(tmp_path),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"The session is over" in done.stdout


@pytest.mark.slow
def test_stdin_may_be_closed_and_answers_may_come_by_a_pipe(tmp_path: Path) -> None:
    closed = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *PROGRAM, *PLAIN, *QUICK],
        env=environment(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (closed.returncode, closed.stderr) == (0, b"")
    done = run(tmp_path, *PLAIN, *QUICK, input=b"6\n3\n4\nslept \xff badly\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert_plain(done.stdout)
    first, second = sorted(recorded(tmp_path), key=lambda record: record["started_at"])
    assert first["stiffness_before"] is None
    ratings = (second["stiffness_before"], second["stiffness_after"], second["comfort"], second["note"])
    assert ratings == (6, 3, 4, "slept \ufffd badly")


def test_without_an_output_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *PROGRAM, *PLAIN],
        env=environment(tmp_path),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == b"stretchtui: plain lines need a standard output to go to; it is closed\n"


@pytest.mark.slow
def test_plain_may_stand_without_start_or_before_it(tmp_path: Path) -> None:
    settings = tmp_path / "config" / "stretchtui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('short = true\nlevel = "gentle"\nsounds = 3\n')
    with piped(tmp_path, "--plain") as process:
        said = read_until(process, b"Morning bed routine")
        assert b"short version, gentle level, three exercises" in said
        process.terminate()
        assert process.wait(PATIENCE_S) == 128 + signal.SIGTERM
        assert process.stderr is not None
        assert b"sounds: unknown key" in process.stderr.read()
    done = run(tmp_path, "--plain", "start", *QUICK)
    assert b"The session is over" in done.stdout


@pytest.mark.slow
def test_a_locale_without_utf_8_gets_ascii(tmp_path: Path) -> None:
    own = tmp_path / "config" / "stretchtui" / "routines" / "morning-bed.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        'id = "morning-bed"\nname = "Gym au lit – réveil"\nexercises = ["bed-bridge"]\n[source]\ntitle = "Me"\n',
        encoding="utf-8",
    )
    options = (*PLAIN, "--speed", "500")
    assert "Gym au lit – réveil".encode() in run(tmp_path, *options).stdout
    done = run(tmp_path, *options, env={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert done.stdout.isascii()
    assert b"Gym au lit - reveil" in done.stdout


def test_wrong_words_are_answered_in_one_line_as_ever(tmp_path: Path) -> None:
    done = call(tmp_path, *PLAIN, "evening-sofa")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "morning-bed" in done.stderr


# --- on a terminal ------------------------------------------------------------------------


def say_back(terminal: Terminal, question: str, answer: str) -> None:
    terminal.wait_for(lambda _: question.encode() in terminal.raw)
    terminal.press(answer, "enter")


def test_a_dumb_terminal_leads_through_a_morning_by_lines_alone(tmp_path: Path) -> None:
    with started(tmp_path, *PLAIN, *STEADY, TERM="dumb") as terminal:
        say_back(terminal, "How stiff is your back", "60")
        say_back(terminal, '"60" is no whole number from 0 to 10', "6")
        say_back(terminal, "Exercise one of three", "")
        say_back(terminal, "sink to the left", "")
        say_back(terminal, "Paused. Take your time. Press Enter to go on.", "")
        terminal.wait_for(lambda _: b"Going on." in terminal.raw)
        terminal.wait_for(lambda _: b"The session is over." in terminal.raw)
        terminal.wait_for(lambda _: terminal.raw.count(b"How stiff") == 2)
        terminal.press("3", "enter")
        say_back(terminal, COMFORT, "4")
        say_back(terminal, "A note, if you like", "slept well")
        assert terminal.exit_code() == 0
        assert_plain(bytes(terminal.raw))
    (record,) = recorded(tmp_path)
    assert (record["stiffness_before"], record["stiffness_after"], record["comfort"]) == (6, 3, 4)
    assert (record["outcome"], record["note"]) == ("completed", "slept well")


@pytest.mark.slow
def test_the_end_of_input_at_a_terminal_leaves_the_session_running(tmp_path: Path) -> None:
    with started(tmp_path, *PLAIN, *STEADY) as terminal:
        terminal.wait_for(lambda _: b"How stiff" in terminal.raw)
        terminal.press("ctrl+d")
        terminal.wait_for(lambda _: b"The session is over." in terminal.raw)
        assert terminal.exit_code() == 0
    assert [record["outcome"] for record in recorded(tmp_path)] == ["completed"]


@pytest.mark.parametrize("controlling", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_a_closed_window_keeps_the_session_and_ends_the_program(tmp_path: Path, controlling: bool) -> None:
    with started(tmp_path, *PLAIN, *SLOW, program=PROGRAM, controlling=controlling) as terminal:
        say_back(terminal, "How stiff", "6")
        terminal.wait_for(lambda _: HELD in terminal.raw)
        terminal.hang_up()
        assert terminal.exit_code() in (128 + signal.SIGHUP, 128 + signal.SIGPIPE)
    assert_kept(tmp_path, 6)


# --- being told to go ---------------------------------------------------------------------


def assert_kept(home: Path, stiffness: int | None = None) -> None:
    """Check that the journal is sound and holds the beginning of one session."""
    (record,) = recorded(home)
    assert (record["outcome"], record["stiffness_before"]) == ("partial", stiffness)
    assert record["exercises"][0]["done"]["hold_s"] >= 3
    assert not list((home / "state" / "stretchtui" / "sessions").glob("*.checkpoint"))


@pytest.mark.parametrize(
    "number",
    [signal.SIGTERM, *(pytest.param(number, marks=pytest.mark.slow) for number in (signal.SIGINT, signal.SIGHUP))],
    ids=lambda number: number.name,
)
def test_a_signal_keeps_what_was_done_and_tells_so_by_the_exit_code(tmp_path: Path, number: signal.Signals) -> None:
    with piped(tmp_path, *PLAIN, *SLOW) as process:
        read_until(process, HELD)
        process.send_signal(number)
        said, complaint = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 128 + number
        assert said.endswith(b"Leaving. What you did is kept in your journal.\n")
        assert complaint == b""
    assert_kept(tmp_path)


def test_ctrl_c_at_a_terminal_does_the_same(tmp_path: Path) -> None:
    with started(tmp_path, *PLAIN, *SLOW) as terminal:
        say_back(terminal, "How stiff", "")
        terminal.wait_for(lambda _: HELD in terminal.raw)
        terminal.press("ctrl+c")
        assert terminal.exit_code() == 128 + signal.SIGINT
        assert b"What you did is kept" in terminal.raw
    assert_kept(tmp_path)


@pytest.mark.slow
def test_a_reader_who_has_enough_ends_it_quietly_and_the_session_is_kept(tmp_path: Path) -> None:
    with piped(tmp_path, *PLAIN, *SLOW) as process:
        read_until(process, HELD)
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(PATIENCE_S) == 128 + signal.SIGPIPE
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert_kept(tmp_path)


@pytest.mark.slow
def test_a_killed_program_offers_its_session_at_the_next_start(tmp_path: Path) -> None:
    with piped(tmp_path, *PLAIN, *STEADY) as process:
        read_until(process, b"Press the back flat")
        process.kill()
        process.wait()
    assert recorded(tmp_path) == []
    done = run(tmp_path, *PLAIN, *QUICK, input=b"r\n\n")
    assert done.returncode == 0
    assert b"A session was interrupted." in done.stdout
    assert b"Paused at posterior pelvic tilt. Press Enter to go on." in done.stdout
    assert_plain(done.stdout)
    assert [record["outcome"] for record in recorded(tmp_path)] == ["completed"]


@pytest.mark.slow
def test_a_journal_that_refuses_makes_a_failure_of_one_line_and_the_next_start_saves_it(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    done = run(tmp_path, *PLAIN, *QUICK)
    assert done.returncode == 1
    assert done.stderr.startswith(b"stretchtui: the session is not in the journal. ")
    assert done.stderr.count(b"\n") == 1
    (tmp_path / "data").unlink()
    again = run(tmp_path, *PLAIN, "--speed", "500")
    assert b"A session is not in the journal yet." in again.stdout
    assert [record["outcome"] for record in recorded(tmp_path)] == ["completed"]


def test_hostile_text_comes_out_harmless(tmp_path: Path) -> None:
    text = " ".join(HOSTILE)
    config = tmp_path / "config" / "stretchtui"
    spoil(config / "routines", "morning-bed", text, "disclosures")
    spoil(config / "exercises", "bed-bridge", " ".join((*MARKUP, *SHAPES)), "instructions", "cautions", "ask_first")
    (config / "config.toml").write_text(tomlkit.dumps({"emergency_number": "[/] 31337", text: 3}), encoding="utf-8")
    typed = f"{text}\n6\n\n{text}\ni\ns\nw\n\nq\nq\n".replace("\r", "")
    done = run(tmp_path, *PLAIN, "--from", "bed-bridge", "--speed", "20", "--record", input=typed.encode())
    said = done.stdout.decode()
    assert done.returncode == 0
    assert marks_in_output(said + done.stderr.decode()) == []
    assert "morning-bed.toml cannot be used" in done.stderr.decode()
    assert "[@click=app.quit]click me[/]" in said, "what is only text was changed"
    assert "Call [/] 31337 or go to an emergency department" in said


# --- standing still -----------------------------------------------------------------------


@pytest.mark.slow
def test_a_stopped_process_comes_back_paused_and_the_hold_is_not_credited(tmp_path: Path) -> None:
    with piped(tmp_path, *PLAIN, "--level", "full", "--from", "knees-to-chest", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b"6\n")
        process.stdin.flush()
        read_until(process, b"Hold for fifteen seconds")
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(7)
        process.send_signal(signal.SIGCONT)
        said = read_until(process, b"Press Enter to go on.")
        assert b"The session is paused." in said
        process.terminate()
        process.wait(PATIENCE_S)
    (record,) = recorded(tmp_path)
    assert record["exercises"][-1]["done"]["hold_s"] < 1


@pytest.mark.slow
def test_a_line_that_nobody_reads_does_not_stop_the_checkpoint_or_the_leaving(tmp_path: Path) -> None:
    full, into = os.pipe()
    try:
        os.set_blocking(into, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(into, b"x" * 4096)
        os.set_blocking(into, True)
        with piped(tmp_path, *PLAIN, *SLOW, stdout=into, stdin=subprocess.PIPE) as process:
            assert process.stdin is not None
            process.stdin.write(b"6\n")
            process.stdin.flush()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(4)
            process.terminate()
            assert process.wait(5) == 128 + signal.SIGTERM
    finally:
        os.close(full)
        os.close(into)
    (record,) = recorded(tmp_path)
    assert (record["stiffness_before"], record["active_s"]) == (6, 0)
