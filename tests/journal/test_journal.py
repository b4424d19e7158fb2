"""The journal in use: what is kept, found, changed and deleted."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stretchtui.domain import limits
from stretchtui.domain.record import SCHEMA
from stretchtui.journal import Journal, encode
from stretchtui.journal.errors import JournalWriteError, RecordError, RecordExists, RecordNotFound
from stretchtui.journal.records import migrations
from tests.how_often import slowly
from tests.journal.strategies import MORNING, PARIS, session_record, ticking
from tests.journal.support import ALWAYS, NOVEMBER, NOW, months_in, posix, put, revise, stored


def test_nothing_is_created_before_the_first_change(journal: Journal, folder: Path) -> None:
    assert journal.between(*ALWAYS) == ()
    assert journal.latest() is None
    assert journal.get("nothing") is None
    assert months_in(journal) == []
    assert journal.problems() == ()
    assert not folder.parent.exists()


def test_an_added_record_is_stamped_and_in_the_file_as_designed(journal: Journal, folder: Path) -> None:
    record = session_record()
    saved = journal.add(record)
    assert saved == replace(record, updated_at=NOW)
    assert stored(folder / "2026-11.json") == {record.id: encode(saved)}
    assert journal.get(record.id) == journal.latest() == saved
    assert journal.between(*NOVEMBER) == (saved,)
    assert months_in(journal) == ["2026-11"]


@posix
def test_folder_and_files_are_for_the_person_alone(journal: Journal, folder: Path) -> None:
    journal.add(session_record())
    assert folder.stat().st_mode & 0o777 == 0o700
    journal.add(session_record())
    for path in folder.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_an_id_is_taken_once(journal: Journal) -> None:
    record = journal.add(session_record())
    for again in (record, replace(record, note="another")):
        with pytest.raises(RecordExists, match="already"):
            journal.add(again)
    journal.delete(record.id)
    with pytest.raises(RecordExists, match="restore"):
        journal.add(record)


def test_an_id_is_taken_in_the_next_month_too(journal: Journal) -> None:
    late = session_record(datetime(2026, 11, 30, 23, 50, tzinfo=PARIS))
    journal.add(late)
    with pytest.raises(RecordExists):
        journal.add(replace(late, day=date(2026, 12, 1)))


def test_an_invalid_record_is_refused_before_anything_is_written(journal: Journal, folder: Path) -> None:
    with pytest.raises(RecordError, match="stiffness_after: expected a whole number 0-10"):
        journal.add(session_record(stiffness_after=11))
    with pytest.raises(JournalWriteError, match="value"):
        journal.add(session_record(extra={"x": float("nan")}))
    assert not (folder / "2026-11.json").exists()


def test_records_are_sorted_by_instant_not_by_the_clock_on_the_wall(journal: Journal) -> None:
    first = session_record(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    second = session_record(datetime(2026, 10, 25, 2, 15, tzinfo=PARIS))
    same = sorted((session_record(MORNING), session_record(MORNING)), key=lambda record: record.id)
    for record in (same[1], second, first, same[0]):
        journal.add(record)
    ids = [record.id for record in journal.between(*ALWAYS)]
    assert ids == [first.id, second.id, same[0].id, same[1].id]


def test_between_reads_only_the_months_it_needs(journal: Journal, folder: Path) -> None:
    wanted = session_record()
    put(folder / "2026-11.json", wanted)
    (folder / "2026-10.json").write_bytes(b"damage")
    assert journal.between(date(2026, 11, 22), date(2026, 11, 22)) == (wanted,)
    assert journal.between(date(2026, 11, 23), date(2026, 11, 30)) == ()
    assert journal.between(date(2026, 11, 30), date(2026, 11, 1)) == ()
    assert journal.latest() == wanted
    assert journal.problems() == ()


def test_deleting_keeps_a_gravestone_and_restoring_takes_it_back(journal: Journal, folder: Path) -> None:
    record = journal.add(session_record(note="kept"))
    gone = journal.delete(record.id)
    assert gone.deleted
    assert gone.updated_at > record.updated_at
    assert stored(folder / "2026-11.json")[record.id]["deleted"] is True
    assert journal.get(record.id) is journal.latest() is None
    assert journal.get(record.id, include_deleted=True) == gone
    assert journal.between(*ALWAYS) == ()
    with pytest.raises(RecordNotFound, match="deleted already"):
        journal.delete(record.id)
    with pytest.raises(RecordNotFound, match="restore"):
        revise(journal, record)
    back = journal.restore(record.id)
    assert back == replace(record, updated_at=back.updated_at)
    assert journal.restore(record.id) == back == journal.get(record.id)


def test_what_is_not_there_is_not_found(journal: Journal) -> None:
    journal.add(session_record())
    for change in (journal.delete, journal.restore):
        with pytest.raises(RecordNotFound, match="no session nobody"):
            change("nobody")
    with pytest.raises(RecordNotFound):
        revise(journal, session_record())


def test_a_record_is_found_far_from_where_its_id_says(journal: Journal) -> None:
    for month in range(1, 10):
        journal.add(session_record(datetime(2026, month, 3, 7, tzinfo=PARIS)))
    record = journal.add(session_record(id="by-hand", day=date(2026, 2, 1)))
    moved = journal.add(session_record(MORNING, day=date(2026, 5, 1)))
    fresh = Journal(journal.folder, ticking())
    assert fresh.get("by-hand") == record
    assert fresh.get(moved.id) == moved
    assert fresh.delete("by-hand").deleted


def test_an_edit_keeps_unknown_fields_and_the_newer_schema(journal: Journal, folder: Path) -> None:
    newer = encode(session_record()) | {"schema": 9, "mood": {"word": "calm"}}
    newer["exercises"][0]["pulse"] = 61
    newer["exercises"][1]["planned"]["tempo"] = "3-0-3"
    put(folder / "2026-11.json", newer)
    record = journal.get(newer["id"])
    assert record is not None
    bare = replace(
        record, extra={}, schema=1, note="new", exercises=tuple(replace(e, extra={}) for e in record.exercises)
    )
    saved = revise(journal, bare)
    assert stored(folder / "2026-11.json")[record.id] == newer | {
        "note": "new",
        "updated_at": saved.updated_at.isoformat(),
    }


def test_a_change_is_always_later_than_the_one_before_it(folder: Path) -> None:
    past = session_record(updated_at=NOW)
    put(folder / "2026-11.json", past)
    set_back = Journal(folder, lambda: NOW - timedelta(days=1))
    first = revise(set_back, past)
    second = set_back.delete(past.id)
    assert NOW < first.updated_at < second.updated_at


@slowly(20, 400)
def test_a_month_of_megabytes_is_read_and_changed_as_any_other(journal: Journal, folder: Path, times: int) -> None:
    put(folder / "2026-11.json", *(session_record(note="x" * limits.NOTE_CHARACTERS) for _ in range(times)))
    assert (folder / "2026-11.json").stat().st_size > 100_000 * times
    journal.add(session_record())
    assert (len(journal.between(*NOVEMBER)), journal.problems()) == (times + 1, ())


def test_more_months_than_are_kept_in_memory_are_all_read(journal: Journal, folder: Path) -> None:
    days = [
        datetime(2020 + month // 12, month % 12 + 1, 5, 7, tzinfo=PARIS) for month in range(limits.CACHED_MONTHS + 6)
    ]
    for day in days:
        put(folder / f"{day:%Y-%m}.json", session_record(day))
    for _ in range(2):
        assert [record.started_at for record in journal.between(*ALWAYS)] == days


def test_an_older_schema_is_read_as_the_present_one_and_written_back_when_that_record_changes(
    journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a schema 3 that calls the note so, where schema 2 had called it a remark."""

    def rename(document: dict[str, Any]) -> dict[str, Any]:
        return {{"remark": "note"}.get(key, key): value for key, value in document.items()}

    assert len(migrations.STEPS) == SCHEMA - 1
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, rename))
    old = [encode(session_record(id=key)) for key in ("one", "two", "unnumbered")]
    for document in old:
        document["remark"] = document.pop("note") + "said"
    old[2].pop("schema")
    path = folder / "2026-11.json"
    put(path, *old)
    before = path.read_bytes()
    assert {(record.schema, record.note) for record in journal.between(*ALWAYS)} == {(3, "said")}
    assert [seen.id for seen in journal.summaries()] == ["one", "two", "unnumbered"]
    assert not journal.problems()
    assert path.read_bytes() == before
    record = journal.get("two")
    assert record is not None
    revise(journal, replace(record, note="changed"))
    documents = stored(path)
    assert (documents["one"], documents["unnumbered"]) == (old[0], old[2])
    assert (documents["two"]["schema"], documents["two"]["note"], "remark" in documents["two"]) == (3, "changed", False)


def test_a_newer_schema_is_shown_as_far_as_understood(journal: Journal, folder: Path) -> None:
    put(folder / "2026-11.json", encode(session_record()) | {"schema": 99, "weather": "rain"})
    (record,) = journal.between(*ALWAYS)
    assert (record.schema, record.extra) == (99, {"weather": "rain"})
    assert journal.problems() == ()


def test_records_that_are_not_understood_stay_and_others_come_out(journal: Journal, folder: Path) -> None:
    good = session_record()
    odd = {
        "number": 5,
        "null": None,
        "rating": encode(session_record(id="rating")) | {"comfort": 9},
        "other id": encode(session_record()),
        "later": encode(session_record(id="later")) | {"schema": 12, "outcome": "interrupted"},
    }
    path = folder / "2026-11.json"
    put(path, good)
    path.write_text(json.dumps({"sessions": {good.id: encode(good)} | odd, "other table": {"x": 1}}))
    assert journal.between(*ALWAYS) == (good,)
    assert len(journal.problems()) == len(odd)
    assert any("rating: comfort: expected a whole number 1-5 or null, got 9" in str(p) for p in journal.problems())
    added = journal.add(session_record())
    revise(journal, replace(good, note="changed"))
    assert {key: stored(path)[key] for key in odd} == odd
    assert json.loads(path.read_text(encoding="utf-8"))["other table"] == {"x": 1}
    assert set(stored(path)) == {good.id, added.id, *odd}
    assert journal.get("rating") is None
    with pytest.raises(RecordExists):
        journal.add(session_record(id="number"))
    with pytest.raises(JournalWriteError, match="not understood"):
        revise(journal, session_record(id="rating"))
    assert {key: stored(path)[key] for key in odd} == odd


def test_a_failed_add_can_be_tried_again(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.add(session_record())
    record = session_record()
    real = os.fsync
    for failing in range(1, 3):
        calls = 0

        def fail(handle: int, failing: int = failing) -> None:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(28, os.strerror(28))
            real(handle)

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(JournalWriteError, match="the disk is full; what was saved before is intact, free some"):
            journal.add(record)
        monkeypatch.setattr(os, "fsync", real)
        assert len(journal.between(*ALWAYS)) == failing
    saved = journal.add(record)
    assert len(journal.between(*ALWAYS)) == 2
    with pytest.raises(RecordExists):
        journal.add(saved)
