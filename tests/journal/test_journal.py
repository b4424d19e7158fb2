"""The journal in use: what is kept, found, moved and told."""

from __future__ import annotations

import json
import os
import tempfile
import threading
import traceback
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from journal_strategies import MORNING, PARIS, session_record, session_records, ticking

from stretchtui.domain.record import SessionRecord
from stretchtui.journal.codec import encode
from stretchtui.journal.errors import JournalBusy, JournalWriteError, RecordError, RecordExists, RecordNotFound
from stretchtui.journal.journal import MOVE_NAME, Journal
from stretchtui.journal.lock import LOCK_NAME
from stretchtui.journal.months import CACHED_MONTHS

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
ALWAYS = date.min, date.max
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=PARIS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal"


@pytest.fixture
def journal(folder: Path) -> Journal:
    return Journal(folder, ticking(NOW))


def stored(path: Path) -> dict[str, Any]:
    sessions: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["sessions"]
    return sessions


def put(path: Path, *records: SessionRecord | dict[str, Any]) -> None:
    """Write a month file as another program would."""
    documents = [record if isinstance(record, dict) else encode(record) for record in records]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"sessions": {document["id"]: document for document in documents}}), encoding="utf-8")


def test_nothing_is_created_before_the_first_change(journal: Journal, folder: Path) -> None:
    assert journal.between(*ALWAYS) == ()
    assert journal.latest() is None
    assert journal.get("nothing") is None
    assert journal.months() == ()
    assert journal.problems() == ()
    assert not folder.parent.exists()


def test_an_added_record_is_stamped_and_in_the_file_as_designed(journal: Journal, folder: Path) -> None:
    record = session_record()
    saved = journal.add(record)
    assert saved == replace(record, updated_at=NOW)
    assert stored(folder / "2026-11.json") == {record.id: encode(saved)}
    assert journal.get(record.id) == journal.latest() == saved
    assert journal.between(*NOVEMBER) == (saved,)
    assert journal.months() == ((2026, 11),)


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
        journal.edit(record)
    back = journal.restore(record.id)
    assert back == replace(record, updated_at=back.updated_at)
    assert journal.restore(record.id) == back == journal.get(record.id)


def test_what_is_not_there_is_not_found(journal: Journal) -> None:
    journal.add(session_record())
    for change in (journal.delete, journal.restore):
        with pytest.raises(RecordNotFound, match="no session nobody"):
            change("nobody")
    with pytest.raises(RecordNotFound):
        journal.edit(session_record())


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
    saved = journal.edit(bare)
    assert stored(folder / "2026-11.json")[record.id] == newer | {
        "note": "new",
        "updated_at": saved.updated_at.isoformat(),
    }


def test_a_change_is_always_later_than_the_one_before_it(folder: Path) -> None:
    past = session_record(updated_at=NOW)
    put(folder / "2026-11.json", past)
    set_back = Journal(folder, lambda: NOW - timedelta(days=1))
    first = set_back.edit(past)
    second = set_back.delete(past.id)
    assert NOW < first.updated_at < second.updated_at


# Moving to another month


def test_a_changed_day_moves_the_record_to_its_month(journal: Journal, folder: Path) -> None:
    stays = journal.add(session_record())
    record = journal.add(session_record())
    moved = journal.edit(replace(record, day=date(2026, 10, 31)))
    assert stored(folder / "2026-10.json") == {record.id: encode(moved)}
    assert set(stored(folder / "2026-11.json")) == {stays.id, record.id}
    gone = stored(folder / "2026-11.json")[record.id]
    assert (gone["deleted"], gone["day"]) == (True, "2026-10-31")
    assert gone["updated_at"] < moved.updated_at.isoformat(), "the mark would win over the record in a merge"
    assert journal.between(*NOVEMBER) == (stays,)
    fresh = Journal(folder, ticking(NOW + timedelta(hours=1)))
    assert journal.get(record.id) == fresh.get(record.id, include_deleted=True) == moved
    assert not (folder / MOVE_NAME).exists()
    back = fresh.edit(replace(moved, day=record.day))
    assert (fresh.get(record.id), fresh.between(*ALWAYS)) == (back, (stays, back))
    assert fresh.problems() == ()


def test_a_move_cut_short_is_completed_by_the_next_change(journal: Journal, folder: Path) -> None:
    record = journal.add(session_record())
    newer = replace(record, day=date(2026, 10, 31), updated_at=record.updated_at + timedelta(seconds=1))
    put(folder / "2026-10.json", newer)
    (folder / MOVE_NAME).write_text(f"{record.id}\n2026-11.json\n2026-10.json\n")
    assert journal.between(*ALWAYS) == (newer,)
    other = Journal(folder, ticking(NOW)).add(session_record())
    assert stored(folder / "2026-11.json")[record.id]["deleted"]
    assert set(stored(folder / "2026-11.json")) == {other.id, record.id}
    assert not (folder / MOVE_NAME).exists()
    assert journal.delete(record.id).deleted
    assert journal.between(*ALWAYS) == (other,)


@pytest.mark.parametrize("note", ["", "\ufffd", "a\nb\nc", "unknown\n2026-11.json\n2026-10.json\n"])
def test_a_move_that_never_began_changes_nothing(journal: Journal, folder: Path, note: str) -> None:
    record = journal.add(session_record())
    (folder / MOVE_NAME).write_text(note, encoding="utf-8")
    other = journal.add(session_record())
    assert {found.id for found in journal.between(*ALWAYS)} == {record.id, other.id}
    assert not (folder / MOVE_NAME).exists()


# Other programs


def test_a_file_changed_under_a_running_program_is_noticed(journal: Journal, folder: Path) -> None:
    record = journal.add(session_record())
    assert journal.between(*ALWAYS) == (record,)
    other = Journal(folder, ticking(NOW))
    second = other.add(session_record())
    assert len(journal.between(*ALWAYS)) == 2
    put(folder / "2026-11.json", second)
    assert journal.between(*ALWAYS) == (second,)
    third = journal.add(session_record())
    assert set(stored(folder / "2026-11.json")) == {second.id, third.id}
    (folder / "2026-11.json").unlink()
    assert journal.between(*ALWAYS) == ()


def test_a_record_the_cache_knew_is_read_again_where_it_changed(journal: Journal, folder: Path) -> None:
    records = [journal.add(session_record()) for _ in range(3)]
    assert len(journal.between(*ALWAYS)) == 3
    other = replace(records[1], note="from the other machine")
    put(folder / "2026-11.json", records[0], other, records[2])
    assert journal.get(other.id) == other


def test_more_months_than_are_kept_in_memory_are_all_read(journal: Journal, folder: Path) -> None:
    days = [datetime(2020 + month // 12, month % 12 + 1, 5, 7, tzinfo=PARIS) for month in range(CACHED_MONTHS + 6)]
    for day in days:
        put(folder / f"{day:%Y-%m}.json", session_record(day))
    for _ in range(2):
        assert [record.started_at for record in journal.between(*ALWAYS)] == days


def test_a_file_that_keeps_changing_is_not_overwritten(
    journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program, one that knows no lock, writes the file whenever this one is about to."""
    theirs = [session_record() for _ in range(9)]
    real, seen = os.fsync, 0

    def interfere(handle: int) -> None:
        nonlocal seen
        real(handle)
        if seen < rounds:
            seen += 1
            put(folder / "2026-11.json", *theirs[:seen])

    monkeypatch.setattr(os, "fsync", interfere)
    folder.mkdir(parents=True)
    rounds = 2
    ours = journal.add(session_record())
    assert {record.id for record in journal.between(*ALWAYS)} == {theirs[0].id, theirs[1].id, ours.id}
    rounds = 9
    with pytest.raises(JournalBusy, match="keeps being changed"):
        journal.add(session_record())
    assert set(stored(folder / "2026-11.json")) == {record.id for record in theirs[:seen]}


def test_a_busy_journal_says_so_and_reading_goes_on(folder: Path) -> None:
    journal = Journal(folder, ticking(NOW), lock_timeout_s=0.05)
    record = journal.add(session_record())
    with FileLock(folder / LOCK_NAME):
        with pytest.raises(JournalBusy, match=r"busy for 0\.05 s.*nothing was saved; close"):
            journal.add(session_record())
        assert journal.between(*ALWAYS) == (record,)
    journal.add(session_record())


def test_threads_take_turns(journal: Journal) -> None:
    records = [session_record() for _ in range(24)]
    threads = [
        threading.Thread(target=lambda part=part: [journal.add(record) for record in records[part::4]])
        for part in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {record.id for record in journal.between(*ALWAYS)} == {record.id for record in records}


def test_the_first_change_clears_up_after_writers_that_died(journal: Journal, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / ".stretchtui-0123456789abcdef.tmp").write_bytes(b"half a mon")
    assert journal.between(*ALWAYS) == ()
    journal.add(session_record())
    assert {path.name for path in folder.iterdir()} == {LOCK_NAME, "2026-11.json", "backups"}


# Damage

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
    assert journal.months() == ((2026, 10), (2026, 11))


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


@posix
def test_a_damaged_file_behind_a_link_is_set_aside_and_the_link_stays(journal: Journal, folder: Path) -> None:
    target = folder.parent / "synced.json"
    folder.mkdir(parents=True)
    target.write_bytes(b"damage")
    (folder / "2026-11.json").symlink_to(target)
    record = journal.add(session_record())
    assert (folder / "2026-11.json").is_symlink()
    assert set(stored(target)) == {record.id}
    assert [path.read_bytes() for path in folder.parent.glob("synced.json.damaged-*")] == [b"damage"]


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
    journal.edit(replace(good, note="changed"))
    assert {key: stored(path)[key] for key in odd} == odd
    assert json.loads(path.read_text(encoding="utf-8"))["other table"] == {"x": 1}
    assert set(stored(path)) == {good.id, added.id, *odd}
    assert journal.get("rating") is None
    with pytest.raises(RecordExists):
        journal.add(session_record(id="number"))
    with pytest.raises(JournalWriteError, match="not understood"):
        journal.edit(session_record(id="rating"))
    assert {key: stored(path)[key] for key in odd} == odd


def test_a_record_in_the_wrong_month_is_told_and_moves_when_edited(journal: Journal, folder: Path) -> None:
    record = session_record()
    put(folder / "2026-03.json", record)
    assert journal.between(*ALWAYS) == (record,)
    assert "lies in 2026-03.json" in str(journal.problems()[0])
    journal.edit(record)
    assert set(stored(folder / "2026-11.json")) == {record.id}
    assert len(journal.between(*ALWAYS)) == 1
    assert journal.problems() == ()


def test_a_newer_schema_is_shown_as_far_as_understood(journal: Journal, folder: Path) -> None:
    put(folder / "2026-11.json", encode(session_record()) | {"schema": 99, "weather": "rain"})
    (record,) = journal.between(*ALWAYS)
    assert (record.schema, record.extra) == (99, {"weather": "rain"})
    assert journal.problems() == ()


def test_other_files_are_none_of_its_business(journal: Journal, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("2026-13.json", "0000-01.json", "2026-11.json.bak", "2026-11-old.json", "notes.txt"):
        (folder / name).write_text("x")
    assert journal.months() == ()
    assert journal.between(*ALWAYS) == ()
    assert journal.problems() == ()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("x")
    journal = Journal(tmp_path / "journal", ticking(NOW))
    assert journal.between(*ALWAYS) == ()
    assert "could not be opened" in str(journal.problems()[0])
    with pytest.raises(JournalWriteError, match=r"could not be written: .*; what was saved before is intact"):
        journal.add(session_record())
    with pytest.raises(JournalWriteError, match="not a folder"):
        Journal(tmp_path / "journal" / "inside", ticking(NOW)).add(session_record())


@posix
def test_without_permission_reading_tells_and_writing_refuses() -> None:
    """The superuser may do anything, so a child that is nobody tries it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            _try_without_permission()
            code = 0
        except BaseException:  # noqa: BLE001 - a child of a test must end here, whatever happened
            traceback.print_exc()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _try_without_permission() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "journal"
        journal = Journal(folder, ticking(NOW))
        record = journal.add(session_record())
        october = journal.add(session_record(datetime(2026, 10, 2, 7, tzinfo=PARIS)))
        before = (folder / "2026-11.json").read_bytes()

        folder.chmod(0o500)
        with pytest.raises(JournalWriteError, match=r"permission was denied; .*choose another"):
            journal.add(session_record())
        assert journal.between(*ALWAYS) == (october, record)
        assert (folder / "2026-11.json").read_bytes() == before
        folder.chmod(0o700)

        (folder / "2026-11.json").chmod(0)
        fresh = Journal(folder, ticking(NOW))
        assert fresh.between(*ALWAYS) == (october, record)
        assert "not permitted" in str(fresh.problems()[0])
        added = fresh.add(session_record())
        assert fresh.between(*ALWAYS) == (october, record, added)
        (aside,) = folder.glob("2026-11.json.damaged-*")
        aside.chmod(0o600)
        assert aside.read_bytes() == before

        folder.chmod(0)
        assert Journal(folder, ticking(NOW)).between(*ALWAYS) == ()
        folder.chmod(0o700)


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


# Against a model


class JournalMachine(RuleBasedStateMachine):
    """Two journals on one folder do what a plain dict does."""

    ids: Bundle[str] = Bundle("ids")

    @initialize()
    def start(self) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name) / "journal"
        self.now = ticking(NOW)
        self.journals = [Journal(self.folder, self.now), Journal(self.folder, self.now)]
        self.model: dict[str, SessionRecord] = {}

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.place.cleanup()

    @rule(target=ids, record=session_records(), who=st.integers(0, 1))
    def add(self, record: SessionRecord, who: int) -> str:
        record = replace(record, deleted=False, day=date(2026, 1, 1) + timedelta(days=record.day.toordinal() % 90))
        if record.id in self.model:
            return record.id
        saved = self.journals[who].add(record)
        assert saved == replace(record, updated_at=saved.updated_at)
        self.model[record.id] = saved
        return record.id

    @rule(record_id=ids, who=st.integers(0, 1))
    def add_again(self, record_id: str, who: int) -> None:
        with pytest.raises(RecordExists):
            self.journals[who].add(self.model[record_id])

    @rule(record_id=ids, who=st.integers(0, 1), days=st.integers(-40, 40), note=st.text("ab\n", max_size=3))
    def edit(self, record_id: str, who: int, days: int, note: str) -> None:
        old = self.model[record_id]
        new = replace(old, day=old.day + timedelta(days=days), note=note)
        if old.deleted:
            with pytest.raises(RecordNotFound):
                self.journals[who].edit(new)
            return
        saved = self.journals[who].edit(new)
        assert saved == replace(new, updated_at=saved.updated_at)
        assert saved.updated_at > old.updated_at
        self.model[record_id] = saved

    @rule(record_id=ids, who=st.integers(0, 1))
    def delete(self, record_id: str, who: int) -> None:
        if self.model[record_id].deleted:
            with pytest.raises(RecordNotFound):
                self.journals[who].delete(record_id)
        else:
            self.model[record_id] = self.journals[who].delete(record_id)
            assert self.model[record_id].deleted

    @rule(record_id=ids, who=st.integers(0, 1))
    def restore(self, record_id: str, who: int) -> None:
        self.model[record_id] = self.journals[who].restore(record_id)
        assert not self.model[record_id].deleted

    @rule(who=st.integers(0, 1))
    def reopen(self, who: int) -> None:
        self.journals[who] = Journal(self.folder, self.now)

    @rule(record_id=ids, who=st.integers(0, 1))
    def get(self, record_id: str, who: int) -> None:
        expected = self.model[record_id]
        assert self.journals[who].get(record_id, include_deleted=True) == expected
        assert self.journals[who].get(record_id) == (None if expected.deleted else expected)

    @rule(who=st.integers(0, 1), first=st.integers(-40, 130), length=st.integers(0, 60))
    def between(self, who: int, first: int, length: int) -> None:
        start = date(2026, 1, 1) + timedelta(days=first)
        end = start + timedelta(days=length)
        assert self.journals[who].between(start, end) == self.expected(start, end)

    @invariant()
    def all_is_there(self) -> None:
        if not hasattr(self, "model"):
            return
        for journal in self.journals:
            assert journal.between(*ALWAYS) == self.expected(*ALWAYS)
            assert journal.problems() == ()

    def expected(self, first: date, last: date) -> tuple[SessionRecord, ...]:
        found = (record for record in self.model.values() if not record.deleted and first <= record.day <= last)
        return tuple(sorted(found, key=lambda record: (record.started_at.timestamp(), record.id)))


TestAgainstAModel = JournalMachine.TestCase
TestAgainstAModel.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
