"""Journals that go out as files, and come in again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stretchtui.domain.record import ExerciseOutcome
from stretchtui.domain.routine import Side
from stretchtui.journal import Journal
from stretchtui.journal.storage.document import serialise
from tests.journal.strategies import MORNING, exercise_record, session_record, ticking

ALWAYS = date.min, date.max


def fill(folder: Path, documents: Iterable[dict[str, Any]]) -> Journal:
    """Write documents into month files as they are, past everything that add would do to them."""
    months: dict[str, dict[str, Any]] = {}
    for document in documents:
        months.setdefault(document["day"][:7], {})[document["id"]] = document
    folder.mkdir(parents=True, exist_ok=True)
    for month, table in months.items():
        (folder / f"{month}.json").write_bytes(serialise({"sessions": table}).raw)
    return Journal(folder, ticking())


def table(journal: Journal) -> dict[str, Any]:
    return {key: json.loads(line) for key, line in journal.lines().items()}


def three_sessions(folder: Path) -> Journal:
    """Make a journal with three sessions in two months, one of them deleted."""
    journal = Journal(folder, ticking())
    for days, note in ((0, "=cmd|' /C calc'!A0"), (1, 'zwei\nZeilen; und, ein "Wort" – café'), (40, "")):
        entries = tuple(
            exercise_record(side=side, outcome=outcome) for side, outcome in zip(Side, ExerciseOutcome, strict=False)
        )
        journal.add(session_record(MORNING - timedelta(days=days), note=note, exercises=entries if days else ()))
    journal.delete(journal.between(*ALWAYS)[0].id)
    return journal
