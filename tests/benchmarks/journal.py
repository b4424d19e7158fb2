"""What the journal costs with a week in it and with thirty years: `python -m tests.benchmarks.journal [FOLDER]`.

Prints milliseconds, medians of trials that take turns, so that a busy moment hits all alike.
FOLDER says on which disk to measure; a temporary folder there is used, and removed.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

import msgspec

from stretchtui.domain.record import (
    DoneDose,
    ExerciseOutcome,
    ExerciseRecord,
    Outcome,
    PlannedDose,
    SessionRecord,
    new_id,
)
from stretchtui.domain.routine import Level, Side
from stretchtui.journal import Journal, encode
from stretchtui.journal.storage.backups import Backups
from stretchtui.journal.storage.document import serialise

A_MONTH = 92
SMALL, LARGE = 100, 33_000
SAVES = 30
OPENINGS = 40
STARTS = 10
MOST_FOR_A_SAVE = 15
MOST_GROWTH = 1.3
LAST_MONTH = date(2026, 11, 1)
EXERCISES = (
    ("knee-to-chest", True),
    ("hamstring-stretch", True),
    ("knees-to-chest", False),
    ("lumbar-rotation", True),
    ("pelvic-tilt", False),
    ("bed-bridge", False),
)


def session(started_at: datetime, number: int) -> SessionRecord:
    """Make a session of the whole routine, nine entries."""
    entries = [
        ExerciseRecord(
            exercise=name,
            side=side,
            planned=PlannedDose(sets=1, reps=1, hold_s=13),
            done=DoneDose(reps=1, hold_s=13.0),
            outcome=ExerciseOutcome.DONE,
        )
        for name, sided in EXERCISES
        for side in ((Side.LEFT, Side.RIGHT) if sided else (Side.BOTH,))
    ]
    return SessionRecord(
        id=new_id(started_at, number.to_bytes(10, "big")),
        day=started_at.date(),
        started_at=started_at,
        ended_at=started_at + timedelta(minutes=8),
        timezone="Europe/Paris",
        routine="morning-bed",
        level=Level.STANDARD,
        outcome=Outcome.COMPLETED,
        active_s=412.0,
        exercises=tuple(entries),
        stiffness_before=6,
        stiffness_after=3,
        comfort=4,
        note="slept well",
        updated_at=started_at + timedelta(minutes=9),
    )


def month(first: date, count: int) -> list[SessionRecord]:
    """Make so many sessions of a month, evenly spread."""
    start = datetime(first.year, first.month, 1, 6, tzinfo=UTC)
    return [session(start + timedelta(hours=7 * number), number) for number in range(count)]


def months_back(first: date) -> Iterator[date]:
    while True:
        yield first
        first = (first - timedelta(days=1)).replace(day=1)


def fill(folder: Path, sessions: int, in_last: int) -> None:
    """Write a journal of so many sessions, `in_last` of them in the last month, and a backup of each month.

    The last two months are the same in all: a session near the end of a month is looked for in the next one too.
    """
    folder.mkdir(parents=True)
    left = sessions
    counts = chain((in_last, SMALL - in_last), repeat(A_MONTH))
    for first, count in zip(months_back(LAST_MONTH), counts, strict=False):
        count = min(count, left)  # noqa: PLW2901
        records = month(first, count)
        sheet = serialise({"sessions": {record.id: encode(record) for record in records}})
        (folder / f"{first:%Y-%m}.json").write_bytes(sheet.raw)
        versions = Backups(folder).of(f"{first:%Y-%m}").folder
        versions.mkdir(parents=True)
        (versions / "000001.json").write_bytes(sheet.raw)
        left -= count
        if not left:
            return


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def measure(place: Path) -> dict[str, float]:
    """Measure everything, each the median of its trials, in milliseconds."""
    folders = {SMALL: place / "small", LARGE: place / "large"}
    for sessions, folder in folders.items():
        fill(folder, sessions, A_MONTH - SAVES - 2)
    now = lambda: datetime.now(UTC)  # noqa: E731
    results: dict[str, list[float]] = {}
    line = msgspec.json.encode(encode(session(now(), 1))) + b"\n"
    coming = month(LAST_MONTH, A_MONTH)[-SAVES - 1 :]
    journals = {sessions: Journal(folder, now) for sessions, folder in folders.items()}
    for journal in journals.values():
        journal.add(coming[0])
    with ExitStack() as stack:
        handle = os.open(place / "appended", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        stack.callback(os.close, handle)
        for record in coming[1:]:
            note(results, "append", timed(lambda: (os.write(handle, line), os.fsync(handle))))
            for sessions, journal in journals.items():
                note(results, f"save {sessions}", timed(lambda journal=journal, record=record: journal.add(record)))
    # Twins in turns: a file of each journal of the same size.
    for _ in range(OPENINGS):
        for sessions, folder in folders.items():
            last = LAST_MONTH, LAST_MONTH + timedelta(days=29)
            week = LAST_MONTH + timedelta(days=20), LAST_MONTH + timedelta(days=26)
            note(results, f"month {sessions}", timed(lambda f=folder, d=last: Journal(f, now).between(*d)))
            fresh = Journal(folder, now)
            note(results, f"start {sessions}", timed(lambda j=fresh, d=week: (j.latest(), j.between(*d))))
    if os.name != "nt":
        for _ in range(STARTS):
            for sessions, folder in folders.items():
                note(results, f"screen {sessions}", timed(lambda f=folder: first_screen(place, f)))
    return {name: statistics.median(values) for name, values in results.items()}


def first_screen(home: Path, folder: Path) -> None:
    """Start the program in a terminal, and wait until it shows the last session."""
    from tests.terminal.home import PROGRAM
    from tests.terminal.terminal import started

    with started(home, program=PROGRAM, STRETCHTUI_JOURNAL=str(folder)) as terminal:
        terminal.wait_for("Last: ")


def note(results: dict[str, list[float]], name: str, value: float) -> None:
    results.setdefault(name, []).append(value)


def report(found: dict[str, float]) -> int:
    """Print the figures and tell by the exit code whether they are within bounds."""
    print(f"{'milliseconds':<34}{SMALL:>10,}{LARGE:>10,}    ratio")
    names = {"save": "save a session", "month": "open a month", "start": "start up: latest, this week"}
    if f"screen {SMALL}" in found:
        names["screen"] = "start the program in a terminal"
    good = True
    for name, words in names.items():
        small, large = found[f"{name} {SMALL}"], found[f"{name} {LARGE}"]
        good &= large <= MOST_GROWTH * small
        print(f"{words:<34}{small:>10.2f}{large:>10.2f}{large / small:>9.2f}  (at most {MOST_GROWTH})")
    times = found[f"save {LARGE}"] / found["append"]
    good &= times <= MOST_FOR_A_SAVE
    print(f"{'append and sync the same record':<34}{found['append']:>10.2f}")
    print(f"a save at {LARGE:,} is {times:.1f} such appends  (at most {MOST_FOR_A_SAVE})")
    return 0 if good else 1


def main() -> int:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as place:
        return report(measure(Path(place)))


if __name__ == "__main__":
    sys.exit(main())
