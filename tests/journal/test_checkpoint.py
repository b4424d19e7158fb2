"""Checkpoints: whole at every instant, and never another living program's."""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from stretchtui.domain import limits
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.player_state import PauseReason, PlayerState, RunState, Tally
from stretchtui.journal import Checkpoint, Checkpoints
from stretchtui.journal.errors import JournalWriteError, RecordError
from tests.journal.strategies import MORNING, session_record

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, SIGKILL and permissions")

STATE = PlayerState(
    run=RunState.PAUSED,
    reason=PauseReason.ASKED,
    index=7,
    elapsed_s=3.25,
    active_s=80.5,
    more_hold_s={1: 5},
    tallies={(1, Side.LEFT): Tally(reps=1, held_s=13.0)},
)


def checkpoint(**changes: object) -> Checkpoint:
    fields: dict[str, object] = {
        "record": session_record(),
        "routine": "morning-bed",
        "level": Level.STANDARD,
        "short": False,
        "speed": 1,
        "start_from": None,
        "player": STATE,
        "stopped_at": MORNING + timedelta(minutes=2),
        "where": "Knee to chest, left leg",
    }
    return Checkpoint(**fields | changes)  # type: ignore[arg-type]


def die_after(work: Callable[[], object]) -> None:
    """Do work in a program that then ends without tidying up."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os.kill(os.getpid(), 9)
    os.waitpid(child, 0)


def test_nothing_is_made_before_the_first_write(tmp_path: Path) -> None:
    assert Checkpoints(tmp_path / "state" / "sessions").interrupted() == ()
    Checkpoints(tmp_path / "state").clear("nobody")
    assert not list(tmp_path.iterdir())


@posix
def test_what_a_dead_program_left_is_found_whole(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    last = checkpoint(start_from="bed-bridge", where="Bed bridge")
    first = replace(last, record=session_record(), stopped_at=MORNING)
    die_after(lambda: [Checkpoints(folder).write(found) for found in (first, last)])
    own = Checkpoints(folder)
    assert own.interrupted() == (last, first)
    own.clear(first.id)
    assert Checkpoints(folder).interrupted() == (last,)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    own.clear(last.id)
    assert not list(folder.iterdir())


def test_a_living_session_is_nobody_elses(tmp_path: Path) -> None:
    own, other = Checkpoints(tmp_path), Checkpoints(tmp_path)
    mine = checkpoint()
    own.write(mine)
    assert own.interrupted() == other.interrupted() == ()
    with pytest.raises(JournalWriteError, match="led by another program"):
        other.write(mine)
    own.clear(mine.id)
    other.write(mine)
    other.clear(mine.id)
    assert not list(tmp_path.iterdir())


@posix
def test_a_session_that_goes_on_has_its_newest_state(tmp_path: Path) -> None:
    mine = checkpoint()
    die_after(lambda: [Checkpoints(tmp_path).write(replace(mine, where=str(n))) for n in range(1)])
    for round_number in range(1, 4):
        (found,) = Checkpoints(tmp_path).interrupted()
        die_after(lambda found=found, n=round_number: Checkpoints(tmp_path).write(replace(found, where=str(n))))
        assert [left.where for left in Checkpoints(tmp_path).interrupted()] == [str(round_number)]


@posix
def test_a_write_cut_anywhere_leaves_the_one_before_it(tmp_path: Path) -> None:
    mine = checkpoint()

    def twice() -> None:
        own = Checkpoints(tmp_path)
        own.write(replace(mine, where="first"))
        own.write(replace(mine, where="second"))

    die_after(twice)
    (path,) = tmp_path.glob("*.checkpoint")
    whole = path.read_bytes()
    ends = [whole.rindex(b"}", 0, limits.SLOT_BYTES) + 1, len(whole.rstrip(b"\0"))]
    slot = 0 if b'"second"' in whole[: limits.SLOT_BYTES] else 1
    start, end = slot * limits.SLOT_BYTES, ends[slot]
    for cut in range(start, end, 37):
        path.write_bytes(whole[:cut] + b"\0" * (end - cut) + whole[end:])
        assert [left.where for left in Checkpoints(tmp_path).interrupted()] == ["first"]
    for damage in (b"", b"garbage", bytes(len(whole)), whole[: limits.SLOT_BYTES // 2].replace(b"1", b"2")):
        path.write_bytes(damage)
        assert Checkpoints(tmp_path).interrupted() == ()


@posix
@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_killed_at_any_moment_the_last_acknowledged_state_is_there(tmp_path: Path, times: int) -> None:
    mine = checkpoint()
    context = multiprocessing.get_context("fork")
    for _ in range(times):
        reader, writer = os.pipe()

        def work(writer: int = writer) -> None:
            own = Checkpoints(tmp_path)
            for number in range(100_000):
                own.write(replace(mine, where=str(number)))
                os.write(writer, f"{number}\n".encode())

        process = context.Process(target=work)
        process.start()
        os.close(writer)
        time.sleep(0.02 + random.random() * 0.02)  # noqa: S311
        process.kill()
        process.join()
        with os.fdopen(reader) as said:
            numbers = said.read().split()
        left = Checkpoints(tmp_path).interrupted()
        if numbers:
            assert int(left[0].where) in (int(numbers[-1]), int(numbers[-1]) + 1)
        Checkpoints(tmp_path).clear(mine.id)


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(JournalWriteError, match="could not be written"):
        Checkpoints(tmp_path / "file" / "state").write(checkpoint())
    with pytest.raises(JournalWriteError, match="too large"):
        Checkpoints(tmp_path).write(checkpoint(record=session_record(note="é" * 99_000, extra={"x": "y" * 99_000})))
    with pytest.raises(RecordError):
        Checkpoints(tmp_path).clear("../../etc/passwd")


@pytest.mark.parametrize("name", ["session-x.checkpoint", "session-.checkpoint", "notes.txt"])
def test_other_files_and_folders_are_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert Checkpoints(tmp_path).interrupted() == ()


@posix
@pytest.mark.parametrize("stands", ["a link", "a folder", "a pipe"])
def test_a_session_whose_lock_is_none_is_told_and_not_withheld_in_silence(tmp_path: Path, stands: str) -> None:
    left = checkpoint()
    die_after(lambda: Checkpoints(tmp_path).write(left))
    lock = tmp_path / f"session-{left.id}.lock"
    lock.unlink()
    if stands == "a link":
        (tmp_path / "outside").write_bytes(b"")
        lock.symlink_to(tmp_path / "outside")
    elif stands == "a folder":
        lock.mkdir()
    else:
        os.mkfifo(lock)
    assert Checkpoints(tmp_path).interrupted() == ()
    (problem,) = Checkpoints(tmp_path).problems()
    assert f"{lock}: it is {stands}" in problem
