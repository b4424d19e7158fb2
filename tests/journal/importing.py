"""Sessions that are exported, changed in the file and imported again, and what is told of that."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from stretchtui.domain.record import ExerciseOutcome, Pain
from stretchtui.domain.routine import Side
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.journal import Journal, Own
from stretchtui.journal.transfer import csv_import, exchange_json
from stretchtui.journal.transfer.csv_columns import ENTRY_COLUMNS, SESSION_COLUMNS
from stretchtui.journal.transfer.decisions import Decision, Settings
from tests.journal.strategies import MORNING, exercise_record, session_record, ticking
from tests.journal.support import ALWAYS

COLUMNS = (*SESSION_COLUMNS, *ENTRY_COLUMNS)
OWN = Own(routine="morning-bed", timezone="UTC", zone=UTC)
LATER = MORNING + timedelta(days=30)


def records() -> list[Any]:
    """Make three sessions with every field filled in, one without exercises and one of two equal entries."""
    entries = [
        exercise_record(exercise=name, side=side, outcome=outcome, extra={"felt": {"warm": number}})
        for number, (name, side, outcome) in enumerate(
            zip(("b-lift", "knee", "knee", "knee"), (*Side, Side.LEFT), ExerciseOutcome, strict=False)
        )
    ]
    return [
        session_record(
            MORNING,
            note="first",
            routine_name="Morning",
            exercises=(*entries[:3], replace(entries[3], name="Knee", pain=Pain(nrs=6, phase=PhaseKind.HOLD))),
            extra={"mood": {"deep": [1, None]}},
        ),
        session_record(MORNING - timedelta(days=1), note="", exercises=()),
        session_record(MORNING - timedelta(days=40), comfort=3, exercises=(entries[1], entries[1], entries[0])),
    ]


RECORDS = records()


def filled(folder: Path) -> Journal:
    journal = Journal(folder, ticking(LATER))
    for record in RECORDS:
        journal.add(record)
    return journal


def documents(journal: Journal) -> dict[str, dict[str, Any]]:
    return {key: json.loads(line) for key, line in journal.lines().items()}


def table(rows: Sequence[Mapping[str, str]], without: Sequence[str] = ()) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [name for name in rows[0] if name not in without], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def decided(journal: Journal, raw: bytes, *, take_older: bool = False) -> list[Decision]:
    """Say what becomes of the sessions in a CSV file."""
    found, _ = csv_import.read("in.csv", raw, LATER.date(), UTC)
    return journal.import_records(found, Settings(OWN, journal.stamp(), take_older), dry_run=True)


def kinds(decisions: Sequence[Decision]) -> list[str]:
    return [decision.kind.value for decision in decisions]


def everything(journal: Journal) -> list[Any]:
    """Give what a journal shows, the times of change apart."""
    return [replace(record, updated_at=MORNING) for record in journal.between(*ALWAYS)]


def in_json(journal: Journal, found: Sequence[dict[str, Any]]) -> list[Decision]:
    read = exchange_json.read("in.json", json.dumps(found).encode())
    return journal.import_records(read, Settings(OWN, journal.stamp()), dry_run=True)


def in_file(folder: Path, *documents: dict[str, Any]) -> Path:
    (folder / "in.json").write_text(json.dumps(documents), encoding="utf-8")
    return folder / "in.json"
