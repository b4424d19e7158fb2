"""Months whose file vanished though there are backups: told at opening, brought back by repair or the next save."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal
from tests.journal.faults import watched
from tests.journal.strategies import PARIS, session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOW, filled, put


def in_month(month: int) -> SessionRecord:
    return session_record(datetime(2026, month, 3, 7, tzinfo=PARIS))


def alive(records: dict[str, SessionRecord]) -> set[str]:
    return {key for key, record in records.items() if not record.deleted}


def test_a_month_that_is_gone_is_told_when_the_journal_is_opened(journal: Journal, folder: Path) -> None:
    october = journal.add(in_month(10))
    records = filled(journal)
    (folder / "2026-10.json").unlink()
    fresh = Journal(folder, ticking(NOW))
    fresh.latest()
    (problem,) = fresh.problems()
    assert str(problem).startswith(
        "2026-10.json is gone from the journal, and there are backups of it: `journal repair`"
    )
    assert "\n" not in str(problem)
    assert len(fresh.repair()) == 1
    assert {record.id for record in fresh.between(*ALWAYS)} == alive(records) | {october.id}
    assert all("gone" not in str(told) for told in fresh.problems())
    assert Journal(folder, ticking(NOW)).problems() == ()


def test_several_that_are_gone_are_told_in_one_sentence(journal: Journal, folder: Path) -> None:
    records = [journal.add(in_month(month)) for month in (7, 8, 9, 10)]
    for month in (7, 8, 9):
        (folder / f"2026-{month:02}.json").unlink()
    fresh = Journal(folder, ticking(NOW))
    assert fresh.between(*ALWAYS) == (records[-1],)
    (problem,) = fresh.problems()
    assert str(problem).startswith("2026-09.json and 2 other months are gone from the journal, with backups of them")
    assert fresh.repair() == tuple(
        f"2026-{month:02}.json had vanished; 1 session came back from its backup. Look through that month."
        for month in (7, 8, 9)
    )
    assert fresh.between(*ALWAYS) == tuple(records)


def test_a_month_that_goes_while_the_program_runs_is_told_too(journal: Journal, folder: Path) -> None:
    filled(journal)
    journal.between(*ALWAYS)
    assert journal.problems() == ()
    whole = (folder / NAME).read_bytes()
    (folder / NAME).unlink()
    assert journal.between(*ALWAYS) == ()
    assert len(journal.problems()) == 1
    (folder / NAME).write_bytes(whole)
    assert len(journal.between(*ALWAYS)) == 5
    assert journal.problems() == ()


@pytest.mark.parametrize("how", ["backups are gone too", "it had none", "its backups are damaged"])
def test_what_cannot_come_back_is_not_told(journal: Journal, folder: Path, how: str) -> None:
    if how == "it had none":
        put(folder / NAME, session_record())
    else:
        filled(journal)
    (folder / NAME).unlink()
    if how == "backups are gone too":
        shutil.rmtree(folder / "backups" / "2026-11")
    for version in (folder / "backups").rglob("*.json"):
        version.write_bytes(b"{")
    fresh = Journal(folder, ticking(NOW))
    assert fresh.between(*ALWAYS) == ()
    assert fresh.problems() == ()
    assert fresh.check() == () or not any("gone" in wrong for state in fresh.check() for wrong in state.wrong)
    record = fresh.add(session_record())
    assert fresh.between(*ALWAYS) == (record,)


def test_the_next_save_in_that_month_brings_the_others_back(journal: Journal, folder: Path) -> None:
    records = filled(journal)
    (folder / NAME).unlink()
    added = journal.add(session_record())
    assert {record.id for record in journal.between(*ALWAYS)} == alive(records) | {added.id}
    (problem,) = journal.problems()
    assert str(problem) == f"{NAME} had vanished; 6 sessions came back from its backup. Look through that month."


def test_a_merge_into_a_month_that_is_gone_never_takes_older_copies(journal: Journal, folder: Path) -> None:
    records = filled(journal)
    older = next(record for record in records.values() if record.note == "last")
    other = folder.parent / "other" / NAME
    put(other, session_record(id=older.id, note="older", updated_at=session_record().started_at))
    (folder / NAME).unlink()
    assert journal.merge([other]).problems == ()
    assert journal.get(older.id) == older
    assert {record.id for record in journal.between(*ALWAYS)} == alive(records)


def test_opening_looks_at_no_more_files_with_many_months_than_with_few(tmp_path: Path) -> None:
    looks = []
    for months in (3, 40):
        journal = Journal(tmp_path / str(months), ticking(NOW))
        for number in range(months):
            day = datetime(2026 - number // 12, 12 - number % 12, 5, 7, tzinfo=PARIS)
            put(journal.folder / f"{day:%Y-%m}.json", session_record(day))
            with suppress(FileExistsError):
                os.makedirs(journal.folder / "backups" / f"{day:%Y-%m}")  # noqa: PTH103
        with watched("open", lambda _: None) as opened, watched("stat", lambda _: None) as looked:
            assert journal.latest()
            assert journal.problems() == ()
        looks.append((opened(), looked()))
    assert looks[0] == looks[1]
