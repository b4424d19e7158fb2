"""Damaged months: kept whole, restored from their backups, and whatever is whole in them comes out."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from journal_damages import DAMAGES, ODDITIES, Damage
from journal_strategies import PARIS, session_record, ticking
from tinydb import TinyDB

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import files
from stretchtui.journal.backups import LAST, Backups
from stretchtui.journal.codec import encode
from stretchtui.journal.journal import Journal
from stretchtui.journal.salvage import salvage

ALWAYS = date.min, date.max
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=PARIS)
NAME = "2026-11.json"


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait long for a program that may still be writing: here is none."""
    monkeypatch.setattr("stretchtui.journal.journal._SETTLE_S", 0.001)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def journal(folder: Path) -> Journal:
    return Journal(folder, ticking(NOW))


def filled(journal: Journal) -> dict[str, SessionRecord]:
    """Keep six sessions, one of them deleted; the last was changed last."""
    records = [journal.add(session_record(note=f"é {number}")) for number in range(6)]
    records[1] = journal.delete(records[1].id)
    records[5] = journal.edit(replace(records[5], note="last"))
    return {record.id: record for record in records}


def alive(records: dict[str, SessionRecord]) -> tuple[SessionRecord, ...]:
    found = (record for record in records.values() if not record.deleted)
    return tuple(sorted(found, key=lambda record: (record.started_at.timestamp(), record.id)))


def raw_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_with_backups_a_damaged_month_loses_nothing(folder: Path, journal: Journal, damage: Damage) -> None:
    records = filled(journal)
    damage(folder / NAME)
    raw = raw_of(folder / NAME)
    fresh = Journal(folder, ticking(NOW))
    assert fresh.between(*ALWAYS) == alive(records)
    for record in records.values():
        assert fresh.get(record.id, include_deleted=True) == record
    (problem,) = fresh.problems()
    assert "\n" not in str(problem)
    assert "sessions came back from its backup" in str(problem)
    (aside,) = folder.glob(f"{NAME}.damaged-*")
    assert aside.is_symlink() or raw_of(aside) == raw
    assert (folder / NAME).is_file()
    added = fresh.add(session_record())
    assert added in Journal(folder, ticking(NOW)).between(*ALWAYS)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_without_backups_every_record_that_is_whole_comes_out(folder: Path, journal: Journal, damage: Damage) -> None:
    records = filled(journal)
    shutil.rmtree(folder / "backups")
    lines = [line.split(b": ", 1)[1].rstrip(b",") for line in (folder / NAME).read_bytes().split(b"\n")[1:-3]]
    damage(folder / NAME)
    raw = raw_of(folder / NAME)
    whole = {json.loads(line)["id"] for line in lines if raw is not None and line in raw}
    writes_first = Journal(folder, ticking(NOW))
    added = writes_first.add(session_record())
    for fresh in (writes_first, Journal(folder, ticking(NOW))):
        found = {record.id: record for record in fresh.between(*ALWAYS)}
        expected = {key for key in whole if not records[key].deleted}
        assert expected <= found.keys()
        assert found.keys() <= records.keys() | {added.id}
        assert added.id in found
    (aside,) = folder.glob(f"{NAME}.damaged-*")
    assert aside.is_symlink() or raw_of(aside) == raw
    problem, *_ = writes_first.problems()
    assert str(problem).startswith(f"{NAME} could not be read: ")


@pytest.mark.parametrize("damage", ODDITIES.values(), ids=ODDITIES.keys())
def test_one_odd_record_is_told_and_stays_as_it_is(folder: Path, journal: Journal, damage: Damage) -> None:
    filled(journal)
    damage(folder / NAME)
    odd, *others = json.loads((folder / NAME).read_bytes())["sessions"].items()
    fresh = Journal(folder, ticking(NOW))
    assert len(fresh.between(*ALWAYS)) == 4
    (problem,) = fresh.problems()
    assert "could not be understood" in str(problem)
    fresh.add(session_record())
    fresh.edit(fresh.between(*ALWAYS)[0])
    sessions = json.loads((folder / NAME).read_bytes())["sessions"]
    assert sessions[odd[0]] == odd[1]
    assert len(sessions) == len(others) + 2


def test_the_stock_storage_fails_where_this_one_does_not(tmp_path: Path) -> None:
    """The control: without it these damages might be none."""
    failed = 0
    for name, damage in DAMAGES.items():
        if name in ("a pipe", "too large"):
            continue
        path = tmp_path / f"{name}.json"
        source = Journal(tmp_path / name, ticking(NOW))
        records = filled(source)
        (tmp_path / name / NAME).rename(path)
        damage(path)
        try:
            with TinyDB(path) as db:
                failed += len(db.table("sessions").all()) != len(records)
        except Exception:  # noqa: BLE001 - any of them is a traceback for the person
            failed += 1
    assert failed >= 40


def test_a_damage_seen_twice_is_mended_once(folder: Path, journal: Journal) -> None:
    records = filled(journal)
    (folder / NAME).write_bytes(b"")
    others = [Journal(folder, ticking(NOW)) for _ in range(3)]
    for fresh in others:
        assert fresh.between(*ALWAYS) == alive(records)
    assert len(list(folder.glob("*.damaged-*"))) == 1
    assert [len(fresh.problems()) for fresh in others] == [1, 0, 0]


def test_a_file_still_being_written_in_place_is_waited_for(
    folder: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = filled(journal)
    whole = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(whole[:500])
    fresh = Journal(folder, ticking(NOW))
    monkeypatch.setattr("stretchtui.journal.journal.time.sleep", lambda _: (folder / NAME).write_bytes(whole))
    fresh.between(*ALWAYS)
    assert fresh.between(*ALWAYS) == alive(records)
    assert not list(folder.glob("*.damaged-*"))


# Backups


def test_the_last_versions_are_kept_by_generation_and_thinned(folder: Path, journal: Journal) -> None:
    record = journal.add(session_record())
    versions = []
    for number in range(12):
        versions.append((folder / NAME).read_bytes())
        record = journal.edit(replace(record, note=str(number)))
    backups = Backups(folder).versions(NAME)
    assert [path.name for path in backups] == [f"{number:06}.json" for number in range(12, 12 - LAST, -1)]
    assert [path.read_bytes() for path in backups] == versions[: -LAST - 1 : -1]
    assert {path.name for path in (folder / "backups").iterdir()} == {"2026-11"}


def test_beside_the_last_versions_the_last_of_each_month_is_kept(folder: Path, journal: Journal) -> None:
    record = journal.add(session_record())
    for number in range(20):
        written = datetime(2026, 1 + number // 4, 3, tzinfo=PARIS).timestamp() + number
        os.utime(folder / NAME, (written, written))
        record = journal.edit(replace(record, note=str(number)))
    kept = [path.stem for path in Backups(folder).versions(NAME)]
    assert kept == [f"{number:06}" for number in (20, 19, 18, 17, 16, 12, 8, 4)]


def test_where_links_are_not_to_be_had_versions_are_copied(
    folder: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, os.strerror(95))

    monkeypatch.setattr(os, "link", refuse)
    records = filled(journal)
    assert len(Backups(folder).versions(NAME)) == LAST
    for path in folder.rglob("*.json"):
        assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    (folder / NAME).write_bytes(b"damage")
    assert Journal(folder, ticking(NOW)).between(*ALWAYS) == alive(records)


def test_a_save_is_not_refused_because_its_backup_fails(folder: Path, journal: Journal) -> None:
    folder.mkdir()
    (folder / "backups").write_text("in the way")
    records = filled(journal)
    assert journal.between(*ALWAYS) == alive(records)
    assert journal.problems() == ()


def test_damaged_backups_are_passed_over(folder: Path, journal: Journal) -> None:
    records = filled(journal)
    older = Backups(folder).versions(NAME)
    for path in (*older[:2], folder / "backups" / "2026-11" / "newest.json"):
        path.write_bytes(b"{")
    (folder / NAME).write_bytes(b"damage")
    found = {record.id for record in Journal(folder, ticking(NOW)).between(*ALWAYS)}
    assert found == set(list(records)[:5]), "the newest sound version was that before the last session"


def test_a_backup_never_wins_over_what_can_be_read_and_is_newer(folder: Path, journal: Journal) -> None:
    record = journal.add(session_record())
    newer = replace(record, note="from elsewhere", updated_at=record.updated_at + timedelta(days=1))
    journal.edit(record)
    (folder / NAME).write_bytes(json.dumps({"sessions": {record.id: encode(newer)}}).encode()[:-2])
    assert Journal(folder, ticking(NOW)).between(*ALWAYS) == (newer,)


# Salvage


def test_salvage_of_what_is_made_to_take_long_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert salvage(b'{"a":' * 300_000) == {}
    assert salvage(b'{"' * 200_000) == {}
    assert salvage(b'{"a":[1,2,3],"b' * 30_000) == {}


def test_salvage_makes_text_harmless() -> None:
    document = encode(session_record(id="x")) | {"note": "a\ud83db", "\x1bkey": "\x1b[2J"}
    (line,) = salvage(b"damage" + json.dumps(document).encode()).values()
    found: dict[str, Any] = json.loads(line)
    assert (found["note"], found["\ufffdkey"]) == ("a\ufffdb", "\ufffd[2J")


# Check and repair


def damaged(folder: Path) -> None:
    (folder / NAME).write_bytes((folder / NAME).read_bytes()[:-900])


def conflict(folder: Path) -> None:
    name = folder / "2026-11.sync-conflict-20261122-070211-ABCDEFG.json"
    extra = session_record(id="extra")
    name.write_text(json.dumps({"sessions": {"extra": encode(extra)}}))


def missing(folder: Path) -> None:
    (folder / NAME).unlink()


def unread_aside(folder: Path) -> None:
    extra = session_record(id="extra")
    (folder / f"{NAME}.damaged-20260101T000000Z").write_text(json.dumps(encode(extra)))


def bad_backup(folder: Path) -> None:
    Backups(folder).versions(NAME)[0].write_bytes(b"")


def twice(folder: Path) -> None:
    sessions = json.loads((folder / NAME).read_bytes())["sessions"]
    old = next(iter(sessions.values()))
    (folder / "2026-10.json").write_text(json.dumps({"sessions": {old["id"]: old | {"day": "2026-10-02"}}}))


@pytest.mark.parametrize("wrong", [damaged, conflict, missing, unread_aside, bad_backup, twice])
def test_check_finds_what_is_wrong_and_repair_mends_it(
    folder: Path, journal: Journal, wrong: Callable[[Path], None]
) -> None:
    records = filled(journal)
    assert not any(state.wrong for state in journal.check())
    wrong(folder)
    before = {path: raw_of(path) for path in folder.rglob("*")}
    fresh = Journal(folder, ticking(NOW))
    steps: list[tuple[int, int]] = []
    assert any(state.wrong for state in fresh.check(lambda done, total: steps.append((done, total))))
    assert steps[-1][0] == steps[-1][1] == len(steps)
    assert {path: raw_of(path) for path in folder.rglob("*")} == before, "checking changed something"
    assert fresh.repair()
    assert not any(state.wrong for state in fresh.check())
    found = {record.id: record for record in fresh.between(*ALWAYS)}
    assert {key: found[key] for key in found if key in records and wrong is not twice} | {} == (
        {record.id: record for record in alive(records)} if wrong is not twice else {}
    )
    assert ("extra" in found) == (wrong in (conflict, unread_aside))
    assert fresh.repair() == ()


def test_an_unreadable_file_that_becomes_readable_is_repaired(folder: Path, journal: Journal) -> None:
    records = filled(journal)
    (folder / NAME).rename(folder / f"{NAME}.damaged-20261122T070000Z")
    shutil.rmtree(folder / "backups")
    fresh = Journal(folder, ticking(NOW))
    assert fresh.between(*ALWAYS) == ()
    assert len(fresh.repair()) == 1
    assert fresh.between(*ALWAYS) == alive(records)


def test_setting_aside_leaves_the_name_until_it_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"damage")
    aside = files.set_aside(path, "x", keep_name=True)
    assert path.read_bytes() == aside.read_bytes() == b"damage"


def test_zeros_inside_a_text_are_damage_and_the_backup_is_better(folder: Path) -> None:
    journal = Journal(folder, lambda: NOW)
    record = journal.add(session_record(note="a long night " * 100))
    path = next(folder.glob("*.json"))
    raw = path.read_bytes()
    start = raw.index(b"a long night") + 20
    path.write_bytes(raw[:start] + b"\0" * 512 + raw[start + 512 :])
    assert Journal(folder, lambda: NOW).get(record.id) == record
