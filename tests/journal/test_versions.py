"""A version put back is what the month shows, whatever happened since; what it replaced is a version itself."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from stretchtui.domain import limits
from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, Month, VersionError, encode, exchange
from stretchtui.journal.storage.backups import Backups
from tests.journal.faults import CALLS, Crash, failing
from tests.journal.strategies import MORNING, session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOVEMBER, NOW, filled, put, revise, stored, take_in

MONTH = Month(2026, 11)
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


def shown(journal: Journal, days: tuple[date, date] = NOVEMBER) -> list[SessionRecord]:
    """Give what a month shows, the times of change apart."""
    return [replace(record, updated_at=MORNING) for record in journal.between(*days)]


def wiped(folder: Path, tmp_path: Path) -> Path:
    """Write the CSV of a journal as a person does who emptied a column."""
    exchange.export(Journal(folder, ticking(NOW)), tmp_path / "all.csv", force=True)
    rows = (tmp_path / "all.csv").read_text("utf-8").splitlines()
    place = rows[0].lstrip("\ufeff").split(",").index("note")
    cells = [[*row.split(",")[:place], "", *row.split(",")[place + 1 :]] for row in rows[1:]]
    text = "\n".join([rows[0], *(",".join(row) for row in cells)])
    (tmp_path / "wiped.csv").write_text(text, encoding="utf-8")
    return tmp_path / "wiped.csv"


def test_what_was_before_an_import_is_kept_a_week_of_saves_later(
    journal: Journal, folder: Path, tmp_path: Path
) -> None:
    filled(journal)
    before = shown(journal)
    assert take_in(journal, wiped(folder, tmp_path)).changed == 5
    assert all(not record.note for record in journal.between(*NOVEMBER))
    for number in range(4 * limits.LAST_VERSIONS):
        revise(journal, replace(journal.between(*NOVEMBER)[0], note=str(number)))
    (version,) = [version for version in journal.versions() if version.kept]
    assert (version.kept, version.month, version.sessions) == ("import", MONTH, 5)
    assert len(journal.versions()) == limits.LAST_VERSIONS + 1
    done = journal.restore_version(MONTH, version.number)
    assert (len(done.put_back), done.deleted, done.left) == (5, (), ())
    assert shown(journal) == shown(Journal(folder, ticking(NOW))) == before
    assert not [wrong for state in journal.check() for wrong in state.wrong]


def test_an_import_that_changes_nothing_keeps_no_version(journal: Journal, folder: Path, tmp_path: Path) -> None:
    filled(journal)
    exchange.export(journal, tmp_path / "all.csv")
    before = journal.versions()
    take_in(journal, tmp_path / "all.csv")
    assert journal.versions() == before


def test_one_can_go_back_to_before_an_import_that_brought_the_month_into_being(
    journal: Journal, folder: Path, tmp_path: Path
) -> None:
    source = Journal(tmp_path / "source", ticking(NOW))
    records = [source.add(session_record()) for _ in range(3)]
    exchange.export(source, tmp_path / "out.json")
    assert take_in(journal, tmp_path / "out.json").new == 3
    (version,) = journal.versions()
    assert (version.sessions, version.kept) == (0, "import")
    done = journal.restore_version(MONTH)
    assert (set(done.deleted), done.put_back) == ({record.id for record in records}, ())
    assert journal.between(*ALWAYS) == ()
    assert set(journal.restore_version(MONTH, done.replaced).put_back) == {record.id for record in records}
    assert len(journal.between(*ALWAYS)) == 3


def test_that_a_month_was_nothing_before_does_not_make_it_one_that_is_missed(
    journal: Journal, folder: Path, tmp_path: Path
) -> None:
    source = Journal(tmp_path / "source", ticking(NOW))
    record = source.add(session_record())
    exchange.export(source, tmp_path / "out.json")
    with failing("replace", 2, Crash()), suppress(Crash):
        take_in(journal, tmp_path / "out.json")
    assert [path.name for path in folder.glob("*.json")] == []
    fresh = Journal(folder, ticking(NOW))
    assert [version.sessions for version in fresh.versions()] == [0]
    assert (fresh.between(*ALWAYS), fresh.problems(), fresh.repair()) == ((), (), ())
    assert [wrong for state in fresh.check() for wrong in state.wrong] == []
    assert take_in(fresh, tmp_path / "out.json").new == 1
    assert fresh.get(record.id) is not None


def test_restoring_twice_goes_back(journal: Journal, folder: Path, tmp_path: Path) -> None:
    filled(journal)
    before = shown(journal)
    take_in(journal, wiped(folder, tmp_path))
    after = shown(journal)
    assert after != before
    for expected in (before, after, before, after):
        done = journal.restore_version(MONTH)
        assert done.replaced is not None
        assert shown(journal) == expected
    assert [version.kept for version in journal.versions()][:5] == [*["restore"] * 4, "import"]


def test_a_month_that_is_as_the_version_has_it_is_left_alone(journal: Journal, folder: Path) -> None:
    filled(journal)
    journal.restore_version(MONTH, 3)
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    done = journal.restore_version(MONTH, 3)
    assert (done.put_back, done.deleted, done.replaced) == ((), (), None)
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def test_what_came_since_is_deleted_and_what_was_deleted_comes_back(journal: Journal, folder: Path) -> None:
    first, second = (journal.add(session_record(note=str(number))) for number in range(2))
    revise(journal, replace(first, comfort=1))
    journal.delete(second.id)
    third = journal.add(session_record(note="later"))
    done = journal.restore_version(MONTH, 2)
    assert set(done.put_back) == {first.id, second.id}
    assert done.deleted == (third.id,)
    assert {record.id: record.comfort for record in journal.between(*NOVEMBER)} == {first.id: 4, second.id: 4}
    assert journal.restore(third.id).note == "later"
    other = Journal(folder.with_name("other"), ticking(NOW + timedelta(days=1)))
    other.merge([folder])
    assert other.between(*ALWAYS) == journal.between(*ALWAYS)


def test_a_session_that_moved_away_since_is_in_one_place(journal: Journal, folder: Path) -> None:
    record = journal.add(session_record(note="one"))
    journal.add(session_record(note="two"))
    moved = revise(journal, replace(record, day=date(2026, 10, 31), note="moved"))
    october = shown(journal, OCTOBER)
    done = journal.restore_version(MONTH, 2)
    assert done.put_back == (record.id,)
    for fresh in (journal, Journal(folder, ticking(NOW))):
        assert [found.note for found in fresh.between(*NOVEMBER)] == ["one", "two"]
        assert fresh.between(*OCTOBER) == ()
        assert len(fresh.between(*ALWAYS)) == 2
        assert not [wrong for state in fresh.check() for wrong in state.wrong]
    assert done.replaced is not None
    journal.restore_version(MONTH, done.replaced)
    assert shown(journal, OCTOBER) == october == [replace(moved, updated_at=MORNING)]
    assert [found.note for found in journal.between(*NOVEMBER)] == ["two"]


def test_a_month_whose_file_vanished_comes_back_as_the_version_has_it(journal: Journal, folder: Path) -> None:
    filled(journal)
    journal.restore_version(MONTH, 4)
    before = shown(journal)
    (folder / NAME).unlink()
    fresh = Journal(folder, ticking(NOW + timedelta(days=1)))
    fresh.restore_version(MONTH, 4)
    assert shown(fresh) == before


def test_what_is_not_understood_is_left_and_named(journal: Journal, folder: Path) -> None:
    records = filled(journal)
    key = next(iter(records))
    tables = stored(folder / NAME)
    tables[key]["comfort"] = 99
    put(folder / NAME, *tables.values())
    fresh = Journal(folder, ticking(NOW + timedelta(days=1)))
    assert fresh.restore_version(MONTH, 3).left == (key,)
    assert stored(folder / NAME)[key]["comfort"] == 99


@pytest.mark.parametrize("number", [None, 1, 99])
def test_a_version_that_is_not_there_is_refused_in_one_line(journal: Journal, number: int | None) -> None:
    if number:
        filled(journal)
    month = MONTH if number == 99 else Month(2026, 10)
    with pytest.raises(VersionError, match=r"2026-1[01]") as caught:
        journal.restore_version(month, number)
    assert "\n" not in str(caught.value)


def test_a_version_that_cannot_be_read_is_listed_as_such_and_refused(journal: Journal, folder: Path) -> None:
    filled(journal)
    Backups(folder).of(NAME).whole()[0].write_bytes(b"{")
    assert journal.versions()[0].sessions is None
    with pytest.raises(VersionError, match="cannot be read"):
        journal.restore_version(MONTH)


def test_only_so_many_are_kept_for_long(journal: Journal, folder: Path) -> None:
    records = [*filled(journal).values()]
    for number in range(2 * limits.PINNED_VERSIONS):
        document = encode(replace(records[0], note=str(number))) | {"updated_at": None}
        (folder.parent / "in.json").write_text(json.dumps([document]), encoding="utf-8")
        assert take_in(journal, folder.parent / "in.json").changed == 1
    assert sum(version.kept is not None for version in journal.versions()) == limits.PINNED_VERSIONS
    Backups(folder).make_room(folder / NAME)
    assert journal.versions()[0].sessions == 5


@pytest.mark.parametrize(
    "call", [pytest.param(call, marks=() if call == "replace" else pytest.mark.slow) for call in CALLS]
)
def test_cut_short_at_any_step_it_is_finished_by_doing_it_again(tmp_path: Path, call: str) -> None:
    for nth in range(1, 60):
        folder = tmp_path / f"{nth}"
        journal = Journal(folder, ticking(NOW))
        kept = journal.add(session_record(id="kept", note="kept"))
        away = journal.add(session_record(id="away", note="away"))
        before = shown(journal)
        revise(journal, replace(kept, note="wrong"))
        journal.add(session_record(id="new", note="new"))
        revise(journal, replace(away, day=date(2026, 10, 31)))
        version = 2
        with failing(call, nth, Crash()) as used, suppress(Crash):
            Journal(folder, ticking(NOW + timedelta(hours=1))).restore_version(MONTH, version)
        last = used() < nth
        again = Journal(folder, ticking(NOW + timedelta(hours=2)))
        assert {record.id for record in again.between(*ALWAYS)} >= {"kept", "away"}, "one is not shown"
        assert len(again.between(*ALWAYS)) == len({record.id for record in again.between(*ALWAYS)})
        again.restore_version(MONTH, version)
        assert shown(again) == before, nth
        assert again.between(*OCTOBER) == ()
        assert not [wrong for state in again.check() for wrong in state.wrong]
        if last:
            return
    pytest.fail("it never came to an end")


def test_a_program_that_does_not_know_of_them_leaves_the_kept_versions_alone(journal: Journal, folder: Path) -> None:
    filled(journal)
    journal.restore_version(MONTH, 3)
    kept = [path.name for path in Backups(folder).of(NAME).folder.iterdir() if path.name[0].isalpha()]
    # It takes names that are numbers for its own, and clears away names that only begin with one, or with newest.
    assert sorted(kept) == ["newest.json", "restore-000008.json", "restored-000003.json"]
