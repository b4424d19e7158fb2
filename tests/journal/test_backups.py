"""Earlier versions of the months: kept, thinned, passed over where damaged."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from stretchtui.domain import limits
from stretchtui.journal import Journal, encode
from stretchtui.journal.storage.backups import Backups
from tests.journal.strategies import PARIS, session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOW, alive, filled, revise


def test_the_last_versions_are_kept_by_generation_and_thinned(folder: Path, journal: Journal) -> None:
    record = journal.add(session_record())
    versions = []
    for number in range(12):
        versions.append((folder / NAME).read_bytes())
        record = revise(journal, replace(record, note=str(number)))
    backups = Backups(folder).of(NAME).whole()
    assert [path.name for path in backups] == [
        f"{number:06}.json" for number in range(12, 12 - limits.LAST_VERSIONS, -1)
    ]
    assert [path.read_bytes() for path in backups] == versions[: -limits.LAST_VERSIONS - 1 : -1]
    assert {path.name for path in (folder / "backups").iterdir()} == {"2026-11"}


def test_beside_the_last_versions_the_last_of_each_month_is_kept(folder: Path, journal: Journal) -> None:
    record = journal.add(session_record())
    for number in range(20):
        written = datetime(2026, 1 + number // 4, 3, tzinfo=PARIS).timestamp() + number
        os.utime(folder / NAME, (written, written))
        record = revise(journal, replace(record, note=str(number)))
    kept = [path.stem for path in Backups(folder).of(NAME).whole()]
    assert kept == [f"{number:06}" for number in (20, 19, 18, 17, 16, 12, 8, 4)]


def test_where_links_are_not_to_be_had_versions_are_copied(
    folder: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, os.strerror(95))

    monkeypatch.setattr(os, "link", refuse)
    records = filled(journal)
    assert len(Backups(folder).of(NAME).whole()) == limits.LAST_VERSIONS
    for path in folder.rglob("*.json"):
        assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    (folder / NAME).write_bytes(b"damage")
    assert Journal(folder, ticking(NOW)).between(*ALWAYS) == alive(records)


def test_a_save_is_not_refused_because_its_backup_fails(folder: Path, journal: Journal) -> None:
    folder.mkdir(parents=True)
    (folder / "backups").write_text("in the way")
    records = filled(journal)
    assert journal.between(*ALWAYS) == alive(records)
    (problem,) = journal.problems()
    assert (
        str(problem)
        == "backups was not opened: it is no folder. Move it away. No earlier versions are kept until then."
    )


def test_damaged_backups_are_passed_over(folder: Path, journal: Journal) -> None:
    records = filled(journal)
    older = Backups(folder).of(NAME).whole()
    for path in (*older[:2], folder / "backups" / "2026-11" / "newest.json"):
        path.write_bytes(b"{")
    (folder / NAME).write_bytes(b"damage")
    found = {record.id for record in Journal(folder, ticking(NOW)).between(*ALWAYS)}
    assert found == set(list(records)[:5]), "the newest sound version was that before the last session"


def test_a_backup_never_wins_over_what_can_be_read_and_is_newer(folder: Path, journal: Journal) -> None:
    record = journal.add(session_record())
    newer = replace(record, note="from elsewhere", updated_at=record.updated_at + timedelta(days=1))
    revise(journal, record)
    (folder / NAME).write_bytes(json.dumps({"sessions": {record.id: encode(newer)}}).encode()[:-2])
    assert Journal(folder, ticking(NOW)).between(*ALWAYS) == (newer,)


def test_conflict_copies_of_backups_are_cleared_away_and_nothing_else(folder: Path, journal: Journal) -> None:
    record = journal.add(session_record())
    record = revise(journal, record)
    backups = folder / "backups" / "2026-11"
    strays = ["000001.sync-conflict-20261122-070211-ABCDEFG.json", "newest (conflicted copy 2026-11-22 070211).json"]
    for name in (*strays, "notes.txt"):
        (backups / name).write_text("x")
    revise(journal, record)
    assert {path.name for path in backups.iterdir()} == {"000001.json", "000002.json", "newest.json", "notes.txt"}
