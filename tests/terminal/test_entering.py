"""Starting where the program cannot run, with wrong words, or with a journal that is damaged."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from tests.how_often import and_slowly
from tests.terminal.home import PATIENCE_S, PROGRAM, call, environment, month_file, recorded
from tests.terminal.terminal import started

RATING = "How comfortable was the session?"


@contextmanager
def one_terminal() -> Iterator[int]:
    """Give a handle that is a terminal."""
    master, slave = os.openpty()
    try:
        yield slave
    finally:
        os.close(slave)
        os.close(master)


def assert_refused(done: Result, *words: str) -> None:
    """Check for one line on stderr, nothing on stdout and no traceback."""
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("stretchtui: ")
    assert all(word in lines[0] for word in words), lines[0]
    assert "\x1b" not in done.stderr


def test_without_any_terminal_it_refuses_in_one_line(tmp_path: Path) -> None:
    for done in (call(tmp_path, "start"), call(tmp_path)):
        assert done.exit_code == 2
        assert_refused(done, "terminal", "start --plain")


@pytest.mark.parametrize("missing", ["stdin", *and_slowly("stdout")])
def test_it_refuses_when_one_end_is_no_terminal(tmp_path: Path, missing: str) -> None:
    with one_terminal() as terminal:
        ends = {"stdin": terminal, "stdout": terminal, missing: subprocess.DEVNULL, "stderr": subprocess.PIPE}
        done = subprocess.run(
            PROGRAM, env=environment(tmp_path), cwd=tmp_path, encoding="utf-8", timeout=PATIENCE_S, check=False, **ends
        )
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert "--plain" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_it_draws_nothing_when_the_screen_would_go_into_a_file(tmp_path: Path) -> None:
    with one_terminal() as terminal, (tmp_path / "log").open("wb") as log:
        done = subprocess.run(
            PROGRAM,
            env=environment(tmp_path),
            cwd=tmp_path,
            stdin=terminal,
            stdout=terminal,
            stderr=log,
            timeout=PATIENCE_S,
            check=False,
        )
    assert done.returncode == 2
    assert b"\x1b" not in (tmp_path / "log").read_bytes()


def test_a_dumb_terminal_gets_one_line_and_no_escape_codes(tmp_path: Path) -> None:
    with started(tmp_path, TERM="dumb") as terminal:
        assert terminal.exit_code() == 2
        assert b"\x1b" not in terminal.raw
        assert terminal.raw.count(b"\n") == 1
        assert b"--plain" in terminal.raw


@pytest.mark.parametrize(
    "words",
    [
        "start --speed 0",
        "no-such-command",
        *and_slowly("start --speed fast", "start --level brutal", "start --sound gong", "start --no-such-option"),
    ],
)
def test_wrong_usage_is_said_before_the_screen_is_touched(tmp_path: Path, words: str) -> None:
    with started(tmp_path, *words.split()) as terminal:
        assert terminal.exit_code() == 2
        assert b"\x1b[?1049h" not in terminal.raw
        assert b"Usage: stretchtui" in terminal.raw
        assert b"Traceback" not in terminal.raw


def test_what_is_unknown_is_answered_with_what_is_known(tmp_path: Path) -> None:
    for words, told in (
        (("evening-sofa",), ("morning-bed",)),
        (("--from", "headstand"), ("lumbar-rotation", "bed-bridge")),
    ):
        done = call(tmp_path, "start", *words)
        assert done.exit_code == 1
        assert_refused(done, words[-1], *told)


def damage(path: Path, kind: str) -> bytes:
    """Damage a month file; give the bytes that must not get lost."""
    whole = path.read_bytes()
    if kind == "directory":
        path.unlink()
        path.mkdir()
        (path / "inside").write_bytes(whole)
        return whole
    bad = {"garbage": b"\x00\xff not a journal {]", "empty": b"", "truncated": whole[: len(whole) // 2]}[kind]
    path.write_bytes(bad)
    return bad


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


KINDS = ("garbage", "empty", "truncated", "directory")
DAMAGES = pytest.mark.parametrize("kind", KINDS)


@DAMAGES
def test_a_damaged_month_is_told_kept_whole_and_brought_back(tmp_path: Path, kind: str) -> None:
    path = month_file(tmp_path)
    assert call(tmp_path, "journal", "add", "--note", "before").exit_code == 0
    bad = damage(path, kind)

    done = call(tmp_path, "journal", "list")
    assert done.exit_code == 1
    assert path.name in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert bad in contents(path.parent), "the damaged bytes are gone"
    assert [record["note"] for record in recorded(tmp_path)] == ["before"]


@pytest.mark.slow
@DAMAGES
def test_a_damaged_month_is_told_on_the_screen_and_takes_new_sessions(tmp_path: Path, kind: str) -> None:
    path = month_file(tmp_path)
    assert call(tmp_path, "journal", "add").exit_code == 0
    bad = damage(path, kind)
    with started(tmp_path, "start", "--speed", "400", "--record", "--sound", "silent") as terminal:
        told = terminal.watch(lambda screen: path.name in screen or None, lambda screen: RATING in screen)
        terminal.press("ctrl+s")
        terminal.watch(lambda screen: told.append(path.name in screen or None), lambda screen: "completed" in screen)
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
        terminal.assert_restored()
    assert True in told, "nobody was told"
    assert bad in contents(path.parent), "the damaged bytes are gone"
    assert [record["outcome"] for record in recorded(tmp_path)] == ["completed", "completed"]
