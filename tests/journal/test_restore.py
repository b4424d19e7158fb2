"""Damaged months: kept whole, restored from their backups, and whatever is whole in them comes out."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from filelock import FileLock
from tinydb import TinyDB

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, encode
from stretchtui.journal.errors import RecordNotFound
from stretchtui.journal.records import salvage as salvaging
from stretchtui.journal.records.salvage import salvage
from stretchtui.journal.storage.lock import LOCK_NAME
from tests.journal.damages import DAMAGES, ODDITIES, Damage
from tests.journal.strategies import PARIS, session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOW, alive, filled, months_in, put, raw_of, revise

each_damage = pytest.mark.parametrize(
    "damage",
    [
        # It takes its time to write.
        pytest.param(damage, id=name, marks=pytest.mark.slow if name == "too large" else ())
        for name, damage in DAMAGES.items()
    ],
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, SessionRecord]]:
    """Fill a journal once, to be copied for each damage; gives its folder and what is in it."""
    journal = Journal(tmp_path_factory.mktemp("sound") / "journal", ticking(NOW))
    return journal.folder, filled(journal)


@pytest.fixture
def records(folder: Path, sound: tuple[Path, dict[str, SessionRecord]]) -> dict[str, SessionRecord]:
    """Lay a copy of the sound journal into the folder; gives what is in it."""
    shutil.copytree(sound[0], folder)
    return sound[1]


@each_damage
def test_with_backups_a_damaged_month_loses_nothing(
    folder: Path, records: dict[str, SessionRecord], damage: Damage
) -> None:
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
    assert raw_of(aside) == raw
    assert (folder / NAME).is_file()
    added = fresh.add(session_record())
    assert added in Journal(folder, ticking(NOW)).between(*ALWAYS)


@each_damage
def test_without_backups_every_record_that_is_whole_comes_out(
    folder: Path, records: dict[str, SessionRecord], damage: Damage
) -> None:
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
    assert raw_of(aside) == raw
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
    revise(fresh, fresh.between(*ALWAYS)[0])
    sessions = json.loads((folder / NAME).read_bytes())["sessions"]
    assert sessions[odd[0]] == odd[1]
    assert len(sessions) == len(others) + 2


def test_the_stock_storage_fails_where_this_one_does_not(
    tmp_path: Path, sound: tuple[Path, dict[str, SessionRecord]]
) -> None:
    """The control: without it these damages might be none."""
    failed = 0
    for name, damage in DAMAGES.items():
        if name in ("a pipe", "too large"):
            continue
        path = tmp_path / f"{name}.json"
        shutil.copyfile(sound[0] / NAME, path)
        damage(path)
        try:
            with TinyDB(path) as db:
                failed += len(db.table("sessions").all()) != len(sound[1])
        except Exception:  # noqa: BLE001 - any of them is a traceback for the person
            failed += 1
    assert failed >= 40
    assert len(DAMAGES) >= 50


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
    path = folder / NAME
    monkeypatch.setattr("stretchtui.journal.recovery.read_repair.time.sleep", lambda _: path.write_bytes(whole))
    fresh.between(*ALWAYS)
    assert fresh.between(*ALWAYS) == alive(records)
    assert not list(folder.glob("*.damaged-*"))


BAD_FILES = {
    "empty": b"",
    "cut off": b'{"sessions": {"a": {',
    "garbage": b"\xff\x00\xfe",
    "wrong types": b'{"sessions": [1, 2]}',
    "nan": b'{"sessions": {"a": NaN}}',
}


@pytest.mark.parametrize("raw", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_damaged_month_is_set_aside_whole_and_told(journal: Journal, folder: Path, raw: bytes) -> None:
    october = session_record(datetime(2026, 10, 2, 7, tzinfo=PARIS))
    put(folder / "2026-10.json", october)
    (folder / "2026-11.json").write_bytes(raw)
    assert journal.between(*ALWAYS) == (october,)
    assert journal.latest() == october
    (aside,) = folder.glob("2026-11.json.damaged-*")
    assert aside.read_bytes() == raw
    (problem,) = journal.problems()
    assert problem.path == aside
    assert str(problem).startswith("2026-11.json could not be read: ")
    assert f"it was kept whole as {aside.name} and the month begun afresh" in problem.what
    assert "\n" not in str(problem)
    with pytest.raises(RecordNotFound):
        journal.delete("nobody")
    added = journal.add(session_record())
    assert journal.between(*ALWAYS) == (october, added)
    assert months_in(journal) == ["2026-10", "2026-11"]


def test_a_damage_that_cannot_be_mended_now_is_told_and_left_alone(folder: Path) -> None:
    journal = Journal(folder, ticking(NOW), lock_timeout_s=0.05)
    folder.mkdir(parents=True)
    (folder / "2026-11.json").write_bytes(b"damage")
    with FileLock(folder / LOCK_NAME):
        assert journal.between(*ALWAYS) == ()
        assert any("could not be read" in str(problem) for problem in journal.problems())
        assert any("busy" in str(problem) for problem in journal.problems())
    assert (folder / "2026-11.json").read_bytes() == b"damage"


def test_a_second_damage_in_the_same_second_is_kept_too(folder: Path) -> None:
    for number in range(2):
        journal = Journal(folder, lambda: NOW)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "2026-11.json").write_bytes(b"damage %d" % number)
        journal.add(session_record())
    kept = sorted(folder.glob("2026-11.json.damaged-*"))
    assert [path.read_bytes() for path in kept] == [b"damage 0", b"damage 1"]


def test_a_folder_in_the_place_of_a_month_is_set_aside_with_all_in_it(journal: Journal, folder: Path) -> None:
    (folder / "2026-11.json").mkdir(parents=True)
    (folder / "2026-11.json" / "inside").write_text("kept")
    assert journal.between(*ALWAYS) == ()
    assert "it is a folder" in str(journal.problems()[0]) or os.name == "nt"
    record = journal.add(session_record())
    assert journal.between(*ALWAYS) == (record,)
    (aside,) = folder.glob("2026-11.json.damaged-*")
    assert (aside / "inside").read_text() == "kept"


def test_zeros_inside_a_text_are_damage_and_the_backup_is_better(folder: Path) -> None:
    journal = Journal(folder, lambda: NOW)
    record = journal.add(session_record(note="a long night " * 100))
    path = next(folder.glob("*.json"))
    raw = path.read_bytes()
    start = raw.index(b"a long night") + 20
    path.write_bytes(raw[:start] + b"\0" * 512 + raw[start + 512 :])
    assert Journal(folder, lambda: NOW).get(record.id) == record


def test_salvage_of_what_is_made_to_take_long_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert salvage(b'{"a":' * 300_000) == {}
    assert salvage(b'{"' * 200_000) == {}
    assert salvage(b'{"a":[1,2,3],"b' * 30_000) == {}


def test_salvage_makes_text_harmless() -> None:
    document = encode(session_record(id="x")) | {"note": "a\ud83db", "\x1bkey": "\x1b[2J"}
    (line,) = salvage(b"damage" + json.dumps(document).encode()).values()
    found: dict[str, Any] = json.loads(line)
    assert (found["note"], found["\ufffdkey"]) == ("a\ufffdb", "\ufffd[2J")


def test_salvage_finds_what_is_whole_between_any_damage() -> None:
    records = [encode(session_record(id=f"r{number}", note="n" * 300)) for number in range(400)]
    texts = [json.dumps(record).encode() for record in records]
    broken = b'{"a":[{"b":1,"updated_at"'
    half = [text[: len(text) // 2] if number % 3 else broken * 3 for number, text in enumerate(texts)]
    raw = b'{"sessions": {' + b",\n".join(half[number] + b"\n" + text for number, text in enumerate(texts))
    assert salvage(raw).keys() == {record["id"] for record in records}


@pytest.mark.parametrize(
    "piece", [b'{"a":1,"updated_at"{"', b'{"updated_at":' * 300 + b"1," * 3000, b'{"updated_at":"a {"']
)
def test_salvage_takes_time_in_proportion(piece: bytes) -> None:
    """Counted in attempts to read, which take the time: eight times the bytes, about eight times the attempts."""

    def attempts(size: int) -> int:
        with mock.patch.object(salvaging, "READER", wraps=salvaging.READER) as reader:
            assert salvage(piece * (size // len(piece))) == {}
        return int(reader.raw_decode.call_count)

    small, large = attempts(20_000), attempts(160_000)
    assert small > 0
    assert large <= 13 * small
