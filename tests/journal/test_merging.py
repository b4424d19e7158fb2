"""Two machines, one journal: what is in either is in both, and the order of merging does not matter."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st

from stretchtui.domain.instants import TICK
from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, encode
from stretchtui.journal.records.order import conflict_of, union
from tests.how_often import often
from tests.journal.strategies import PARIS, session_record, ticking
from tests.journal.support import months_in, revise
from tests.tables import every_row

ALWAYS = date.min, date.max
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=PARIS)
BASE = session_record(id="0")

documents = st.builds(
    lambda key, seconds, zone, deleted, note, extra, odd: (
        key,
        {
            **encode(replace(BASE, id=key)),
            "updated_at": f"2026-11-22T{8 + zone:02}:00:{seconds:02}+{zone:02}:00",
            "deleted": deleted,
            "note": note,
            **extra,
            **odd,
        },
    ),
    st.sampled_from("abc"),
    st.integers(0, 3),
    st.integers(0, 1),
    st.booleans(),
    st.sampled_from(["", "x", "y"]),
    st.sampled_from([{}, {"mood": 1}, {"mood": {"b": 1, "a": 2}}, {"mood": {"a": 2, "b": 1}}, {"schema": 9}]),
    st.sampled_from([{}, {}, {}, {"comfort": 9}, {"updated_at": None}]),
)
tables = st.lists(documents, max_size=4).map(
    lambda pairs: {key: msgspec.json.encode(document) for key, document in pairs}
)


def meaning(table: dict[str, bytes]) -> dict[str, Any]:
    return {key: json.loads(line) for key, line in table.items()}


@often(20, 2000, tables, tables, tables)
def test_merging_is_commutative_associative_and_idempotent(
    a: dict[str, bytes], b: dict[str, bytes], c: dict[str, bytes]
) -> None:
    assert meaning(union(a, b)) == meaning(union(b, a))
    assert meaning(union(union(a, b), c)) == meaning(union(a, union(b, c))) == meaning(union(a, b, c))
    assert union(a, a) == a
    assert union(union(a, b), b) == union(a, b)


@often(15, 2000, tables, tables)
def test_of_each_record_a_whole_copy_stays_the_later_one(a: dict[str, bytes], b: dict[str, bytes]) -> None:
    joined = meaning(union(a, b))
    assert joined.keys() == a.keys() | b.keys()
    for key, document in joined.items():
        copies = [json.loads(table[key]) for table in (a, b) if key in table]
        assert document in copies
        times = [datetime.fromisoformat(copy["updated_at"]).timestamp() for copy in copies if copy["updated_at"]]
        if times:
            assert datetime.fromisoformat(document["updated_at"]).timestamp() == max(times)


def test_a_deletion_wins_at_the_same_time_and_loses_to_a_later_change() -> None:
    live = msgspec.json.encode(encode(BASE))
    gone = msgspec.json.encode(encode(replace(BASE, deleted=True)))
    later = msgspec.json.encode(encode(replace(BASE, updated_at=BASE.updated_at + timedelta(seconds=1))))
    assert union({"0": live}, {"0": gone}) == union({"0": gone}, {"0": live}) == {"0": gone}
    assert union({"0": gone}, {"0": later}) == {"0": later}


# Whole journals


edits = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["add", "edit", "move", "delete", "restore"]), st.integers(0, 75)),
    max_size=6,
)
RECORDS = [session_record(datetime(2026, 10, 30, 7, number, tzinfo=PARIS)) for number in range(4)]


def live(folder: Path, steps: list[tuple[int, str, int]], minutes: int) -> Journal:
    """Lead a journal on one machine, whose clock is off by so many minutes."""
    journal = Journal(folder, ticking(NOW + timedelta(minutes=minutes)))
    for number, step, days in steps:
        record = journal.get(RECORDS[number].id, include_deleted=True)
        if record is None:
            journal.add(RECORDS[number])
        elif step == "delete" and not record.deleted:
            journal.delete(record.id)
        elif step == "restore":
            journal.restore(record.id)
        elif not record.deleted:
            day = date(2026, 10, 1) + timedelta(days=days) if step == "move" else record.day
            revise(journal, replace(record, note=f"{minutes} {days}", day=day))
    return journal


def shown(journal: Journal) -> dict[str, SessionRecord | None]:
    assert {record.id for record in journal.between(*ALWAYS)} == {
        record.id for record in RECORDS if journal.get(record.id)
    }
    return {record.id: journal.get(record.id, include_deleted=True) for record in RECORDS}


@often(3, 250, edits, edits, edits, st.integers(-1, 1))
def test_journals_merged_in_any_order_show_the_same(a: Any, b: Any, c: Any, minutes: int) -> None:
    with tempfile.TemporaryDirectory() as place:

        def start(name: str) -> list[Journal]:
            root = Path(place) / name
            return [live(root / n, s, m) for n, s, m in (("a", a, 0), ("b", b, minutes), ("c", c, 7))]

        one, two, three = start("first")
        alone = [shown(journal) for journal in (one, two, three)]
        one.merge([two.folder])
        one.merge([three.folder])
        together = shown(one)
        one.merge([two.folder, three.folder, one.folder])
        assert shown(one) == together
        one, two, three = start("second")
        three.merge([two.folder])
        three.merge([one.folder])
        assert shown(three) == together
        assert not three.problems()
        for record in RECORDS:
            copies = [copy for found in alone if (copy := found[record.id]) is not None]
            last = max((copy.updated_at for copy in copies), default=None)
            kept = together[record.id]
            # Of copies of one time in several months the last becomes later, so that no mark counts against it.
            months = {(copy.day.year, copy.day.month) for copy in copies if copy.updated_at == last}
            later = [last, last + TICK] if last and len(months) > 1 else [last]
            assert (kept and kept.updated_at) in later


def by_id(*records: SessionRecord) -> dict[str, SessionRecord]:
    return {record.id: record for record in records}


def put(path: Path, *records: SessionRecord) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"sessions": {record.id: encode(record) for record in records}}), encoding="utf-8")
    return path.read_bytes()


def test_merging_takes_files_of_any_name_and_what_is_whole_in_damaged_ones(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", ticking(NOW))
    kept = journal.add(session_record())
    from_file, from_damage = session_record(datetime(2025, 3, 1, 7, tzinfo=PARIS)), session_record()
    before = put(tmp_path / "old phone.json", from_file)
    put(tmp_path / "other" / "2026-11.json", from_damage)
    (tmp_path / "other" / "notes.txt").write_text("x")
    damaged = (tmp_path / "other" / "2026-11.json").read_bytes()[:-1]
    (tmp_path / "other" / "2026-11.json").write_bytes(damaged)
    steps: list[tuple[int, int]] = []
    merged = journal.merge(
        [tmp_path / "old phone.json", tmp_path / "other"], lambda done, total: steps.append((done, total))
    )
    assert (merged.added, merged.changed) == (2, 0)
    (problem,) = merged.problems
    assert "1 session could be merged" in str(problem)
    assert steps == [(1, 2), (2, 2)]
    assert by_id(*journal.between(*ALWAYS)) == by_id(kept, from_file, from_damage)
    assert months_in(journal) == ["2025-03", "2026-11"]
    assert (tmp_path / "old phone.json").read_bytes() == before
    assert (tmp_path / "other" / "2026-11.json").read_bytes() == damaged
    assert journal.merge([tmp_path / "other"]).added == 0


def test_what_cannot_be_merged_is_told_and_the_rest_is_merged(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", ticking(NOW))
    good = session_record()
    put(tmp_path / "good.json", good)
    (tmp_path / "bad.json").write_bytes(b"nothing of the kind")
    odd = encode(session_record(id="odd")) | {"comfort": 9}
    (tmp_path / "odd.json").write_text(json.dumps({"sessions": {"odd": odd}}))
    names = ["bad.json", "missing.json", "odd.json", "good.json"]
    merged = journal.merge([tmp_path / name for name in names])
    assert (merged.added, len(merged.problems)) == (1, 3)
    assert journal.between(*ALWAYS) == (good,)


# Conflict copies

CONFLICTS = [
    "2026-11.sync-conflict-20261122-070211-ABCDEFG.json",
    "2026-11.sync-conflict-20261122-070211-ABCDEFG.sync-conflict-20261123-070211-HIJKLMN.json",
    "2026-11 (conflicted copy 2026-11-22).json",
    "2026-11 (Anna's conflicted copy 2026-11-22).json",
    "2026-11 (conflicted copy 2026-11-22 070211).json",
    "2026-11 (Anna's MacBook's conflicted copy 2026-11-22 (1)).json",
    "2026-11_conflict-20261122-070211.json",
    "2026-11 (SFConflict anna@example.org 2026-11-22-07-02-11).json",
    "2026-11 (Copie en conflit de Anna 2026-11-22).json",
    "2026-11 (Anna’s in Konflikt stehende Kopie 2026-11-22).json",
    "2026-11 (1).json",
    "2026-11 2.json",
    "2026-11-DESKTOP-AB12CD.json",
]


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_copy_is_merged_when_the_journal_is_read_and_kept(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "journal"
    first = Journal(folder, ticking(NOW))
    ours, both, gone = (first.add(session_record()) for _ in range(3))
    theirs = session_record()
    newer = replace(both, note="theirs", updated_at=both.updated_at + timedelta(hours=1), extra={"mood": 1})
    first.delete(gone.id)
    raw = put(folder / name, newer, gone, theirs)
    journal = Journal(folder, ticking(NOW))
    assert by_id(*journal.between(*ALWAYS)) == by_id(ours, newer, theirs)
    assert journal.get(gone.id) is None
    assert journal.problems() == ()
    (notice,) = journal.notices()
    assert "was merged" in str(notice)
    assert not (folder / name).exists()
    (kept,) = (folder / "backups" / "merged").iterdir()
    assert kept.read_bytes() == raw


@every_row(
    "name", ["2026-11.json", "2026-13 (1).json", "0000-01 (1).json", "2026-11-old.json", "2026-11.json.damaged-x", "x"]
)
def test_other_names_are_no_conflict_copies(name: str) -> None:
    assert conflict_of(name) is None


def test_a_damaged_conflict_copy_gives_what_is_whole_and_is_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", ticking(NOW))
    ours, theirs = journal.add(session_record()), session_record()
    put(journal.folder / CONFLICTS[0], theirs)
    raw = (journal.folder / CONFLICTS[0]).read_bytes()[:-1]
    (journal.folder / CONFLICTS[0]).write_bytes(raw)
    os.utime(journal.folder / CONFLICTS[0], (0, 0))
    assert by_id(*journal.between(*ALWAYS)) == by_id(ours, theirs)
    (kept,) = (journal.folder / "backups" / "merged").iterdir()
    assert kept.read_bytes() == raw


def test_a_record_moved_on_both_machines_is_in_one_month(tmp_path: Path) -> None:
    ours, theirs = (Journal(tmp_path / name, ticking(NOW + timedelta(hours=n))) for n, name in enumerate("ab"))
    record = ours.add(session_record())
    theirs.merge([ours.folder])
    revise(ours, replace(record, day=date(2026, 10, 1)))
    last = revise(theirs, replace(record, day=date(2026, 9, 1)))
    for one, other in ((ours, theirs), (theirs, ours)):
        one.merge([other.folder])
        assert one.between(*ALWAYS) == (last,)
        assert one.get(record.id) == last
        assert one.between(date(2026, 10, 1), date(2026, 12, 1)) == ()


def test_a_record_deleted_here_and_changed_in_another_month_there_is_found_there(tmp_path: Path) -> None:
    ours, theirs = (Journal(tmp_path / name, ticking(NOW + timedelta(hours=n))) for n, name in enumerate("ab"))
    record = ours.add(session_record())
    theirs.merge([ours.folder])
    revise(theirs, replace(record, day=date(2026, 10, 1)))
    last = revise(theirs, replace(record, day=date(2026, 10, 1), note="last"))
    # The deletion comes after the move and before the last change.
    put(
        ours.folder / "2026-11.json", replace(record, deleted=True, updated_at=last.updated_at - timedelta(seconds=0.5))
    )
    ours.merge([theirs.folder])
    assert Journal(ours.folder, ticking(NOW)).get(record.id) == last


def test_a_copy_in_another_month_is_settled_though_the_merged_file_has_nothing_newer(tmp_path: Path) -> None:
    ours = Journal(tmp_path / "a", ticking(NOW))
    record = ours.add(session_record())
    moved = revise(ours, replace(record, day=date(2026, 10, 1)))
    # A sync tool took November from the machine where the record was changed later, and kept ours as a copy.
    (ours.folder / "2026-11.json").rename(ours.folder / CONFLICTS[0])
    last = replace(record, note="last", updated_at=moved.updated_at + timedelta(seconds=1))
    put(ours.folder / "2026-11.json", last)
    assert ours.between(*ALWAYS) == (last,)
    assert Journal(ours.folder, ticking(NOW)).between(date(2026, 10, 1), date(2026, 10, 31)) == ()
    assert not [wrong for state in ours.check() for wrong in state.wrong]
