"""Clocks hours apart: who changes a session with the newer version in view wins; what loses is kept and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from stretchtui.domain import limits
from stretchtui.domain.history.edits import Changes
from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, Month, encode, export
from tests.journal.clocks_machine import ClocksMachine
from tests.journal.strategies import session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOW, put, revise, stored, take_in

MONTH = Month(2026, 11)
BEHIND = timedelta(hours=5)
CONFLICT = "2026-11.sync-conflict-20261122-070211-ABCDEFG.json"


def machine(place: Path, name: str, behind: timedelta = timedelta()) -> Journal:
    return Journal(place / name, ticking(NOW - behind))


def edit(journal: Journal, record: SessionRecord) -> SessionRecord:
    return revise(journal, replace(record, note="last"))


def move(journal: Journal, record: SessionRecord) -> SessionRecord:
    return revise(journal, replace(record, day=date(2026, 10, 31)))


def rate(journal: Journal, record: SessionRecord) -> SessionRecord:
    return journal.save(record, Changes(values={"comfort": 5}), made_at=NOW - BEHIND).record


def delete(journal: Journal, record: SessionRecord) -> SessionRecord:
    return journal.delete(record.id)


def restore(journal: Journal, record: SessionRecord) -> SessionRecord:
    return journal.restore(record.id)


def put_back(journal: Journal, record: SessionRecord) -> SessionRecord:
    revise(journal, replace(record, note="wrong"))
    journal.restore_version(MONTH)
    return found(journal, record)


def import_row(journal: Journal, record: SessionRecord, name: str = "all.csv") -> SessionRecord:
    path = journal.folder.with_name(name)
    export(journal, path, force=True)
    text = path.read_text("utf-8")
    assert text.count("as it was") == 1
    path.write_text(text.replace("as it was", "last"), "utf-8")
    assert take_in(journal, path).changed == 1
    return found(journal, record)


def import_record(journal: Journal, record: SessionRecord) -> SessionRecord:
    return import_row(journal, record, "all.json")


def import_older(journal: Journal, record: SessionRecord) -> SessionRecord:
    path = journal.folder.with_name("old.json")
    path.write_text(json.dumps([encode(replace(record, note="old", updated_at=NOW - timedelta(days=1)))]), "utf-8")
    assert take_in(journal, path, take_older=True).changed == 1
    return found(journal, record)


def found(journal: Journal, record: SessionRecord) -> SessionRecord:
    kept = journal.get(record.id, include_deleted=True)
    assert kept is not None
    return kept


WAYS = [edit, move, rate, delete, restore, put_back, import_row, import_record, import_older]


@pytest.mark.parametrize("way", WAYS)
def test_a_change_made_with_the_newer_version_in_view_wins_on_a_machine_that_is_behind(
    tmp_path: Path, way: Callable[[Journal, SessionRecord], SessionRecord]
) -> None:
    ahead, behind = machine(tmp_path, "ahead"), machine(tmp_path, "behind", BEHIND)
    record = ahead.add(session_record(note="as it was", exercises=()))
    if way is restore:
        record = ahead.delete(record.id)
    behind.merge([ahead.folder])
    last = way(behind, record)
    assert last.updated_at > record.updated_at > NOW - BEHIND / 2
    ahead.merge([behind.folder])
    behind.merge([ahead.folder])
    assert found(ahead, record) == found(behind, record) == last


# What loses


def two_words(place: Path) -> tuple[Journal, Journal, SessionRecord, SessionRecord]:
    """Let two machines change one session, and the one that is hours behind speak last; gives what each said."""
    ahead, behind = machine(place, "ahead"), machine(place, "behind", BEHIND)
    record = behind.add(session_record(note="as it was"))
    others = [behind.add(session_record(note=f"other {number}")) for number in range(2)]
    ahead.merge([behind.folder])
    assert ahead.between(*ALWAYS) == behind.between(*ALWAYS) == (record, *others)
    return ahead, behind, edit(ahead, record), revise(behind, replace(record, note="the last word"))


@pytest.mark.parametrize("side", ["the one that won", "the one that lost"])
@pytest.mark.parametrize("how", ["merge", "conflict copy"])
def test_what_loses_is_a_version_of_its_month_that_can_be_put_back(tmp_path: Path, side: str, how: str) -> None:
    ahead, behind, winner, loser = two_words(tmp_path)
    journal, other = (ahead, behind) if side == "the one that won" else (behind, ahead)
    if how == "merge":
        merged = journal.merge([other.folder])
        assert (merged.added, merged.changed, merged.older) == (0, int(journal is behind), 1)
        again = journal.merge([other.folder])
        assert (again.added, again.changed, again.older) == (0, 0, 0)
    else:
        (journal.folder / CONFLICT).write_bytes((other.folder / NAME).read_bytes())
        journal.between(*ALWAYS)
        (notice,) = journal.notices()
        assert "was merged; `journal backups` has 1 older copy of its sessions." in str(notice)
    assert found(journal, winner) == winner
    shown = journal.between(*ALWAYS)
    (version,) = [version for version in journal.versions() if version.kept == "merge"]
    assert version.sessions == len(shown) == 3
    # Saves to come do not thin it away.
    for number in range(2 * limits.LAST_VERSIONS):
        revise(journal, replace(shown[1], note=str(number)))
    done = journal.restore_version(MONTH, version.number)
    assert set(done.put_back) == {loser.id, shown[1].id}
    assert [record.note for record in journal.between(*ALWAYS)] == ["the last word", "other 0", "other 1"]
    assert not [wrong for state in journal.check() for wrong in state.wrong]


def test_a_month_that_vanishes_never_comes_back_as_what_lost(tmp_path: Path) -> None:
    ahead, behind, winner, _ = two_words(tmp_path)
    ahead.merge([behind.folder])
    (ahead.folder / NAME).unlink()
    assert ahead.repair()
    assert found(ahead, winner) == winner
    assert len(ahead.between(*ALWAYS)) == 3


def test_what_loses_in_another_month_is_kept_there(tmp_path: Path) -> None:
    ahead, behind = machine(tmp_path, "ahead"), machine(tmp_path, "behind", BEHIND)
    record = behind.add(session_record(note="as it was"))
    ahead.merge([behind.folder])
    winner = revise(ahead, replace(record, day=date(2026, 10, 1)))
    revise(behind, replace(record, day=date(2026, 9, 1), note="the last word"))
    assert behind.merge([ahead.folder]).older == 1
    assert behind.between(*ALWAYS) == (winner,)
    (version,) = [version for version in behind.versions() if version.kept == "merge"]
    assert version.month == Month(2026, 9)
    behind.restore_version(version.month, version.number)
    assert [(found.day, found.note) for found in behind.between(*ALWAYS)] == [(date(2026, 9, 1), "the last word")]


def test_copies_that_say_the_same_are_no_older_versions(tmp_path: Path) -> None:
    ahead, behind = machine(tmp_path, "ahead"), machine(tmp_path, "behind", BEHIND)
    record = ahead.add(session_record())
    put(behind.folder / NAME, dict(reversed(encode(replace(record, updated_at=NOW - BEHIND)).items())))
    assert ahead.merge([behind.folder]).older == behind.merge([ahead.folder]).older == 0
    assert not [version for version in (*ahead.versions(), *behind.versions()) if version.kept]


def test_so_many_older_copies_are_kept_and_the_versions_before_imports_beside_them(tmp_path: Path) -> None:
    ahead, behind, winner, loser = two_words(tmp_path)
    import_older(ahead, found(ahead, winner))
    for number in range(2 * limits.MERGED_VERSIONS):
        put(behind.folder / NAME, replace(loser, note=f"word {number}"))
        assert ahead.merge([behind.folder]).older == 1
    kept = [version.kept for version in ahead.versions() if version.kept]
    assert sorted(kept) == ["import", *["merge"] * limits.MERGED_VERSIONS]


# The trial of three machines looks


class ByTheClock(ClocksMachine):
    """Each change is stamped by the machine's clock alone."""

    def edit(self, who: int, record: SessionRecord) -> SessionRecord:
        saved = super().edit(who, record)
        path = self.journals[who].folder / f"{record.day:%Y-%m}.json"
        stamped = encode(replace(saved, updated_at=self.clocks[who]()))
        put(path, *(stored(path) | {saved.id: stamped}).values())
        return saved


class Forgetful(ClocksMachine):
    """What a merge passes over is thinned away at once."""

    def after_merging(self, journal: Journal) -> None:
        for path in journal.folder.glob("backups/*/merge-*.json"):
            path.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("machines", [ByTheClock, Forgetful])
def test_the_trial_of_three_machines_finds_what_it_looks_for(machines: type[ClocksMachine]) -> None:
    bounds = settings(
        max_examples=100,
        stateful_step_count=20,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError, match=r"a word shows that had been in view|a word is gone"):
        run_state_machine_as_test(machines, settings=bounds)
