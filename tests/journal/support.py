"""What the journal's tests share: one moment, month files written and read by hand, a journal with a little in it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Imported, Journal, Own, encode, import_file
from tests.journal.strategies import PARIS, session_record

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=PARIS)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
ALWAYS = date.min, date.max
NAME = "2026-11.json"
"""The month file of NOW."""


def months_in(journal: Journal) -> list[str]:
    """Name the months that have a file."""
    return sorted(path.stem for path in journal.folder.glob("????-??.json"))


def stored(path: Path) -> dict[str, Any]:
    sessions: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["sessions"]
    return sessions


def put(path: Path, *records: SessionRecord | dict[str, Any]) -> None:
    """Write a month file as another program would."""
    documents = [record if isinstance(record, dict) else encode(record) for record in records]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"sessions": {document["id"]: document for document in documents}}), encoding="utf-8")


def filled(journal: Journal) -> dict[str, SessionRecord]:
    """Keep six sessions, one of them deleted; the last was changed last."""
    records = [journal.add(session_record(note=f"é {number}")) for number in range(6)]
    records[1] = journal.delete(records[1].id)
    records[5] = revise(journal, replace(records[5], note="last"))
    return {record.id: record for record in records}


def revise(journal: Journal, record: SessionRecord) -> SessionRecord:
    """Replace a session by a record as it is."""
    return journal.revise(record.id, lambda _: record)


def alive(records: dict[str, SessionRecord]) -> tuple[SessionRecord, ...]:
    found = (record for record in records.values() if not record.deleted)
    return tuple(sorted(found, key=lambda record: (record.started_at.timestamp(), record.id)))


def raw_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def take_in(journal: Journal, path: Path, **options: Any) -> Imported:
    """Import a file as a person at home in UTC would."""
    return import_file(journal, path, Own(routine="morning-bed", timezone="UTC", zone=UTC), **options)
