"""Ten years of mornings, made up but awkward on purpose: `python -m tests.tools.ten_years FOLDER`.

About three sessions a week, with weeks left out and days with several; flights over time
zones and the date line, both changes of the clocks, leap days, sessions over midnight and over
New Year; some noted from memory, some at another speed, some deleted. The same seed makes the
same journal to the byte.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from stretchtui.domain.calendar import local_day
from stretchtui.domain.record import (
    DoneDose,
    ExerciseOutcome,
    ExerciseRecord,
    Outcome,
    PlannedDose,
    RecordSource,
    SessionRecord,
    new_id,
    session_outcome,
)
from stretchtui.domain.routine import Level, Side
from stretchtui.journal import encode
from stretchtui.journal.storage.document import serialise

LAST = date(2026, 11, 22)
DAYS = 3653
HOME = "Europe/Paris"
JOURNEYS = ("America/New_York", "Asia/Tokyo", "Pacific/Auckland", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu")
ROUTINE = (
    ("lumbar-rotation", (Side.LEFT, Side.RIGHT), PlannedDose(sets=1, reps=3, hold_s=3)),
    ("pelvic-tilt", (Side.BOTH,), PlannedDose(sets=1, reps=4, hold_s=4)),
    ("knee-to-chest", (Side.LEFT, Side.RIGHT), PlannedDose(sets=1, reps=1, hold_s=13)),
    ("hamstring-stretch", (Side.LEFT, Side.RIGHT), PlannedDose(sets=1, reps=1, hold_s=13)),
    ("bed-bridge", (Side.BOTH,), PlannedDose(sets=1, reps=3, hold_s=4)),
    ("knees-to-chest", (Side.BOTH,), PlannedDose(sets=1, reps=1, hold_s=13)),
)
NOTES = (
    "",
    "",
    "",
    "slept well",
    "rough night",
    "left knee hurt",
    "très raide ; mieux après",
    '=1+1\nsecond line, "x"',
)


def ten_years(seed: int = 7, last: date = LAST) -> list[SessionRecord]:
    """Make the records of the ten years that end with last, deleted ones too, by start."""
    chance = random.Random(seed)  # noqa: S311
    days = [last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    zones = dict(zip(days, _zones(chance, days), strict=True))
    records = [
        _session(chance, started_at, zones[day])
        for day in days
        for started_at in (*_ordinary(chance, day, zones[day]), *_awkward(day, zones[day]))
    ]
    return sorted(records, key=lambda record: (record.started_at.timestamp(), record.id))


def _zones(chance: random.Random, days: Sequence[date]) -> Iterator[str]:
    """Say where the person is on each day: mostly at home, with journeys of some weeks."""
    zone, left = HOME, 90
    for _ in days:
        if not left:
            zone = chance.choice(JOURNEYS) if zone == HOME else HOME
            left = chance.randint(40, 160) if zone == HOME else chance.randint(3, 25)
        left -= 1
        yield zone


def _ordinary(chance: random.Random, day: date, zone: str) -> Iterator[datetime]:
    # Every ninth week is left out, as people do.
    if day.isocalendar().week % 9 == 0 or chance.random() > 3.3 / 7:
        return
    morning = datetime(day.year, day.month, day.day, chance.randint(5, 9), chance.randint(0, 59), tzinfo=ZoneInfo(zone))
    yield morning
    for _ in range(chance.choices((0, 1, 4), (85, 12, 3))[0]):
        morning += timedelta(hours=chance.randint(1, 3))
        yield morning


def _awkward(day: date, zone: str) -> Iterator[datetime]:
    """Give the sessions at times that break things."""
    place = ZoneInfo(zone)

    def at(hour: int, minute: int, fold: int = 0) -> datetime:
        return datetime(day.year, day.month, day.day, hour, minute, fold=fold, tzinfo=place)

    changes = at(0, 0).utcoffset() != (at(0, 0) + timedelta(days=1)).utcoffset()
    if changes:
        yield at(1, 30)
        yield at(2, 30)
        yield at(2, 30, fold=1)
        yield at(7, 0)
    if (day.month, day.day) in ((2, 29), (2, 28), (3, 1)):
        yield at(6, 30)
    if (day.month, day.day) in ((12, 31), (6, 30)):
        yield at(23, 57)
    if day.day == 17:
        yield at(0, 30) if day.month % 2 else at(3, 59)
        yield at(4, 0)


def _session(chance: random.Random, started_at: datetime, zone: str) -> SessionRecord:
    instant = datetime.fromisoformat(started_at.isoformat())  # the offset alone, as a file has it
    level = chance.choice(tuple(Level))
    short = chance.random() < 0.1
    lines = tuple(_lines(chance, ROUTINE[:3] if short else ROUTINE))
    before = chance.choices((None, chance.randint(0, 10)), (1, 6))[0]
    after = None if chance.random() < 0.2 else max(0, (before if before is not None else 5) - chance.randint(-1, 4))
    length = timedelta(seconds=chance.randint(200, 600))
    record = SessionRecord(
        id=new_id(instant, chance.randbytes(10)),
        day=local_day(instant),
        started_at=instant,
        ended_at=instant + length,
        timezone=zone,
        routine="morning-bed",
        level=level,
        short=short,
        outcome=session_outcome(lines),
        active_s=round(length.total_seconds() * 0.9, 1),
        exercises=lines,
        stiffness_before=before,
        stiffness_after=min(after, 10) if after is not None else None,
        comfort=chance.choice((None, 1, 2, 3, 4, 4, 5, 5)),
        note=chance.choice(NOTES),
        speed=40 if chance.random() < 0.01 else 1,
        updated_at=instant + length + timedelta(minutes=1),
        deleted=chance.random() < 0.02,
    )
    return _from_memory(record, chance) if chance.random() < 0.05 else record


def _from_memory(record: SessionRecord, chance: random.Random) -> SessionRecord:
    bare = {"ended_at": None, "level": None, "active_s": None, "exercises": (), "source": RecordSource.MANUAL}
    return replace(record, **bare, outcome=chance.choice(tuple(Outcome)), short=False, speed=1)


def _lines(
    chance: random.Random, routine: Iterable[tuple[str, Sequence[Side], PlannedDose]]
) -> Iterator[ExerciseRecord]:
    for exercise, sides, planned in routine:
        for side in sides:
            outcome = chance.choices(tuple(ExerciseOutcome), (96, 2, 1.7, 0.3))[0]
            reps = planned.sets * planned.reps
            done = {ExerciseOutcome.DONE: reps, ExerciseOutcome.PARTIAL: reps - 1}.get(outcome, 0)
            held_s = {ExerciseOutcome.DONE: reps * planned.hold_s, ExerciseOutcome.SKIPPED: 0.0}.get(
                outcome, round(chance.uniform(0, reps * planned.hold_s), 1)
            )
            yield ExerciseRecord(
                exercise=exercise,
                side=side,
                planned=planned,
                done=DoneDose(reps=done, hold_s=float(held_s)),
                outcome=outcome,
            )


def write(records: Iterable[SessionRecord], folder: Path) -> None:
    """Write records as the journal would, one file a month of their day."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    months: dict[str, dict[str, object]] = {}
    for record in records:
        months.setdefault(f"{record.day:%Y-%m}", {})[record.id] = encode(record)
    for month, table in months.items():
        (folder / f"{month}.json").write_bytes(serialise({"sessions": table}).raw)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a journal of ten awkward years into a folder.")
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--last", type=date.fromisoformat, default=LAST, help="the last day, 2026-11-22 if left out")
    options = parser.parse_args()
    if options.folder.exists() and any(options.folder.iterdir()):
        parser.error(f"{options.folder} is not empty")
    write(ten_years(options.seed, options.last), options.folder)


if __name__ == "__main__":
    main()
