"""Many writers at once and writers that are killed: what was acknowledged is there, whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from journal_strategies import PARIS, session_record, ticking

from stretchtui.journal.journal import Journal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

ALWAYS = date.min, date.max
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=PARIS)
KILLS = 10


def run_and_kill(work: Callable[[Callable[[str], None]], None], after: int) -> list[str]:
    """Run work in a child, kill -9 it when it has acknowledged so many steps, and give all it acknowledged."""
    reader, writer = os.pipe()
    process = multiprocessing.get_context("fork").Process(
        target=lambda: work(lambda word: os.write(writer, f"{word}\n".encode()))
    )
    process.start()
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as words:
        said: list[str] = []
        for word in words:
            said.append(word.strip())
            if len(said) == after:
                # The child works on meanwhile, so the blow falls at any step of its next save.
                for _ in range(random.randrange(60_000)):  # noqa: S311
                    pass
                process.kill()
    process.join()
    assert process.exitcode == -9
    return said


def records() -> Iterator[datetime]:
    start = datetime(2026, 11, 1, 7, tzinfo=PARIS)
    return iter(start + timedelta(hours=hours) for hours in range(10_000))


def test_two_and_three_processes_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    for writers in (2, 3):
        folder = tmp_path / str(writers)
        mine = [[session_record() for _ in range(20)] for _ in range(writers)]

        def write(part: int, folder: Path = folder, mine: list[list[object]] = mine) -> None:  # type: ignore[assignment]
            journal = Journal(folder, ticking(NOW), lock_timeout_s=30)
            for record in mine[part]:
                journal.add(record)  # type: ignore[arg-type]

        processes = [context.Process(target=write, args=(part,)) for part in range(writers)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0] * writers
        journal = Journal(folder, ticking(NOW))
        assert {record.id for record in journal.between(*ALWAYS)} == {record.id for part in mine for record in part}
        assert journal.problems() == ()


def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    acknowledged: set[str] = set()

    def work(say: Callable[[str], None]) -> None:
        journal = Journal(folder, ticking(NOW))
        while True:
            say(journal.add(session_record(id=os.urandom(8).hex())).id)

    for _ in range(KILLS):
        acknowledged |= set(run_and_kill(work, after=random.randint(1, 6)))  # noqa: S311
        journal = Journal(folder, ticking(NOW))
        found = {record.id for record in journal.between(*ALWAYS)}
        assert acknowledged <= found
        # One more may be whole on the disk, though its writer could not say so any more.
        assert len(found) <= len(acknowledged) + KILLS
        assert journal.problems() == ()
    journal.add(session_record())
    assert {path.name for path in folder.iterdir()} == {".journal.lock", "2026-11.json", "backups"}


def test_a_killed_mover_leaves_one_record_with_its_last_acknowledged_change(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    record = Journal(folder, ticking(NOW)).add(session_record(note="0"))
    days = date(2026, 11, 22), date(2026, 12, 22)
    done = 0

    def work(say: Callable[[str], None]) -> None:
        journal = Journal(folder, ticking(NOW))
        for number in range(done + 1, 1_000_000):
            journal.edit(replace(record, note=str(number), day=days[number % 2]))
            say(str(number))

    for _ in range(KILLS):
        done = int(run_and_kill(work, after=random.randint(1, 4))[-1])  # noqa: S311
        journal = Journal(folder, ticking(NOW))
        (found,) = journal.between(*ALWAYS)
        assert int(found.note) in (done, done + 1)
        assert found.day == days[int(found.note) % 2]
        # The next change ends what was begun: each month alone tells the same as both.
        journal.edit(found)
        assert len(journal.between(days[0], days[0]) + journal.between(days[1], days[1])) == 1
        assert journal.problems() == ()
