"""A repair killed at any step: the next one brings everything back, each session once, and all is sound."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal
from stretchtui.journal.storage.backups import Backups
from tests.how_often import slowly
from tests.journal.faults import killed_at
from tests.journal.strategies import PARIS, session_record, ticking
from tests.journal.support import ALWAYS, NOW, put, revise, stored
from tests.journal.trials import Say, needs_fork, start

pytestmark = needs_fork

LATER = timedelta(hours=1)


def month_name(month: int) -> str:
    return f"2026-{month:02}.json"


def copy_name(month: int, number: int = 1) -> str:
    return f"2026-{month:02}.sync-conflict-202611{number:02}-070211-ABCDEFG.json"


def fill(folder: Path) -> dict[str, SessionRecord]:
    """Keep five sessions in each of seven months, and change them so that there are versions."""
    journal = Journal(folder, ticking(NOW))
    records = [
        journal.add(session_record(datetime(2026, month, day, 7, tzinfo=PARIS), note=f"{month} {day}", exercises=()))
        for month, day in itertools.product(range(5, 12), range(1, 6))
    ]
    records = [revise(journal, replace(record, note=f"{record.note} last")) for record in records]
    return {record.id: record for record in records}


def spoil(folder: Path, records: dict[str, SessionRecord]) -> None:
    """Let each month meet with a mishap of its own; `records` become what is to be found after a repair."""
    sound = {month: (folder / month_name(month)).read_bytes() for month in range(5, 12)}
    last = {record.day.month: record for record in records.values()}
    changed = {month: replace(record, note="theirs", updated_at=NOW + LATER) for month, record in last.items()}
    # Damaged, with backups and without; one cut off before was set aside.
    (folder / month_name(5)).write_bytes(sound[5][:-900])
    (folder / month_name(6)).write_bytes(sound[6][: len(sound[6]) // 2])
    (folder / f"{month_name(6)}.damaged-20260701T070000Z").write_bytes(sound[6][:-2])
    shutil.rmtree(folder / "backups" / "2026-06")
    # Gone, and an older version in its place, as a sync tool leaves them.
    (folder / month_name(7)).unlink()
    (folder / month_name(8)).write_bytes(Backups(folder).of(month_name(8)).whole()[0].read_bytes())
    # Conflict copies: one whole with newer, older and new sessions, one damaged, one beside a damaged month.
    new = {month: session_record(datetime(2026, month, 9, 7, tzinfo=PARIS), note="new") for month in (9, 10, 11)}
    older = next(
        replace(each, note="older", updated_at=NOW - LATER) for each in records.values() if each.day.month == 9
    )
    put(folder / copy_name(9), changed[9], older, new[9])
    put(folder / copy_name(9, 2), replace(changed[9], note="last of all", updated_at=NOW + 2 * LATER))
    put(folder / copy_name(10), new[10], changed[10])
    (folder / copy_name(10)).write_bytes((folder / copy_name(10)).read_bytes()[:-2])
    Backups(folder).of(month_name(10)).whole()[0].write_bytes(b"{")
    put(folder / copy_name(11), new[11])
    (folder / month_name(11)).write_bytes(b"")
    # A session that was changed here and moved there, with the file of one month brought alone.
    moved = replace(last[8], day=last[8].day.replace(month=9), note="moved", updated_at=NOW + LATER)
    put(folder / month_name(9), *stored(folder / month_name(9)).values(), moved)
    expected = [*new.values(), moved, replace(changed[9], note="last of all", updated_at=NOW + 2 * LATER), changed[10]]
    records |= {record.id: record for record in expected}


def repaired_until(folder: Path, step: int) -> bool:
    """Kill a repair at a step of that number; False where it ended before."""

    def work(say: Say) -> None:
        with killed_at(step):
            Journal(folder, ticking(NOW + 3 * LATER)).repair()
        say("done")

    process, reader = start(work)
    process.join()
    with os.fdopen(reader) as words:
        return words.read() != "done\n"


def steps_of(work: Callable[[], object]) -> int:
    with killed_at(-1) as count:
        work()
    return count()


def kills(steps: int, times: int) -> Iterator[int]:
    """Spread so many kills over all steps."""
    return (1 + number * (steps - 1) // (times - 1) for number in range(times))


def older_kept(folder: Path) -> list[int]:
    """Give of each version that has what lost in a merge the month."""
    versions = Journal(folder, ticking(NOW)).versions()
    return sorted(version.month.month for version in versions if version.kept == "merge")


@pytest.fixture
def spoiled(tmp_path: Path) -> tuple[Path, dict[str, SessionRecord]]:
    folder = tmp_path / "spoiled"
    records = fill(folder)
    spoil(folder, records)
    return folder, records


@slowly(3, 200)
def test_a_repair_killed_at_any_step_is_finished_by_the_next(
    tmp_path: Path, spoiled: tuple[Path, dict[str, SessionRecord]], times: int
) -> None:
    folder, records = spoiled
    whole = shutil.copytree(folder, tmp_path / "whole")
    steps = steps_of(Journal(whole, ticking(NOW)).repair)
    kept = older_kept(whole)
    assert kept == [8, 8, 9, 9, 10]
    for step in kills(steps, times):
        trial = shutil.copytree(folder, tmp_path / "trial")
        assert repaired_until(trial, step)
        journal = Journal(trial, ticking(NOW + 4 * LATER))
        journal.repair()
        assert {record.id: record for record in journal.between(*ALWAYS)} == records, step
        assert len(journal.between(*ALWAYS)) == len(records), step
        fresh = Journal(trial, ticking(NOW))
        assert [wrong for state in fresh.check() for wrong in state.wrong] == [], step
        assert fresh.repair() == ()
        assert older_kept(trial) == kept, step
        assert not [*trial.glob(".stretchtui-*"), *trial.glob("*conflict*")]
        assert len([*trial.glob("*.damaged-*")]) == len([*whole.glob("*.damaged-*")]), step
        shutil.rmtree(trial)
    assert steps > 100


def put_in_place(folder: Path) -> None:
    """Merge conflict copies as a program does that thinks of no kill: out of the way first, and written in place."""
    for path in sorted(folder.glob("*.sync-conflict*")):
        month = folder / f"{path.name[:7]}.json"
        joined = stored(month) | stored(path)
        path.unlink()
        handle = os.open(month, os.O_WRONLY | os.O_TRUNC)
        os.write(handle, json.dumps({"sessions": joined}).encode())
        os.close(handle)


def test_a_repair_in_place_loses_sessions_when_it_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    records = fill(folder)
    new = session_record(datetime(2026, 9, 9, 7, tzinfo=PARIS))
    put(folder / copy_name(9), new)
    lost = 0
    for step in range(1, 4):
        trial = shutil.copytree(folder, tmp_path / str(step))

        def work(_: Say, trial: Path = trial, step: int = step) -> None:
            with killed_at(step):
                put_in_place(trial)

        process, reader = start(work)
        process.join()
        os.close(reader)
        shutil.rmtree(trial / "backups")
        put_in_place(trial)
        lost += {record.id for record in Journal(trial, ticking(NOW)).between(*ALWAYS)} != {*records, new.id}
    assert lost == 2
