"""A file is a person's word: what it says is taken, what it leaves out stays, whatever is left out and changed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from stretchtui.journal import ExchangeError, Imported, Journal, exchange
from stretchtui.journal.records.codec import encode
from tests.journal.faults import CALLS, Crash, failing
from tests.journal.importing import LATER, RECORDS, documents, everything, filled, in_file, table
from tests.journal.strategies import MORNING, session_record, ticking
from tests.journal.support import ALWAYS, revise, take_in


@pytest.fixture
def own(tmp_path: Path) -> Journal:
    """Give a journal of three sessions to change."""
    return filled(tmp_path / "own")


# --- newer and older ----------------------------------------------------------------------


def wipe(own: Journal, folder: Path) -> None:
    """Import a CSV of which a column was emptied, as if by accident."""
    exchange.export(own, folder / "wiped.csv", force=True)
    text = (folder / "wiped.csv").read_text("utf-8-sig")
    rows = [{**row, "note": "", "comfort": ""} for row in csv.DictReader(io.StringIO(text, newline=""))]
    (folder / "wiped.csv").write_bytes(table(rows))
    assert take_in(own, folder / "wiped.csv").changed == 3


def delete_all(own: Journal, _: Path) -> None:
    for record in own.between(*ALWAYS):
        own.delete(record.id)


def move_all(own: Journal, _: Path) -> None:
    for record in own.between(*ALWAYS):
        revise(own, replace(record, day=record.day - timedelta(days=40), exercises=()))


@pytest.mark.parametrize("suffix", exchange.FILE_SUFFIXES)
@pytest.mark.parametrize("harm", [wipe, delete_all, move_all])
def test_taking_older_copies_brings_everything_back(
    own: Journal, tmp_path: Path, suffix: str, harm: Callable[[Journal, Path], None]
) -> None:
    before = everything(own)
    path = exchange.export(own, tmp_path / f"before{suffix}").paths[0]
    harm(own, tmp_path)
    harmed = everything(own)
    assert harmed != before
    assert take_in(own, path) == Imported(0, 0, 0, 3)
    assert everything(own) == harmed
    assert take_in(own, path, take_older=True) == Imported(0, 3, 0, 0)
    for fresh in (own, Journal(own.folder, ticking(LATER))):
        assert everything(fresh) == before
        assert not [wrong for state in fresh.check() for wrong in state.wrong]
    assert take_in(own, path, take_older=True) == Imported(0, 0, 3, 0), "it is not the same now"
    other = filled(tmp_path / "other")
    other.merge([own.folder])
    assert everything(other) == before, "what was brought back must win over what it replaced"


def test_a_session_that_was_taken_older_is_the_later_one_even_if_the_clock_was_set_back(
    own: Journal, tmp_path: Path
) -> None:
    path = exchange.export(own, tmp_path / "before.json").paths[0]
    changed = [revise(own, replace(record, note="x")) for record in own.between(*ALWAYS)]
    late = Journal(own.folder, ticking(MORNING - timedelta(days=900)))
    take_in(late, path, take_older=True)
    for record, before in zip(late.between(*ALWAYS), changed, strict=True):
        assert record.updated_at > before.updated_at


@pytest.mark.parametrize(
    ("shift_s", "expected"), [(0, "changed"), (None, "changed"), (1, "changed"), (-1, "older")], ids=str
)
@pytest.mark.parametrize("up", [True, False])
def test_the_time_of_change_tells_what_a_difference_is(
    own: Journal, tmp_path: Path, shift_s: int | None, expected: str, up: bool
) -> None:
    before = own.between(*ALWAYS)[-1]
    then = None if shift_s is None else before.updated_at + timedelta(seconds=shift_s)
    document = {"id": before.id, "comfort": 5 if up else 3, "updated_at": then and then.isoformat()}
    done = take_in(own, in_file(tmp_path, document))
    assert getattr(done, expected) == 1
    after = own.get(before.id)
    assert after is not None
    if expected == "changed":
        assert after.updated_at == then if shift_s == 1 else after.updated_at > before.updated_at
        assert replace(after, updated_at=before.updated_at) == replace(before, comfort=document["comfort"])
    else:
        assert after == before
    assert take_in(own, in_file(tmp_path, {**document, "updated_at": None})).same == (expected == "changed")


def test_a_time_of_change_that_has_not_come_is_not_taken_over(own: Journal, tmp_path: Path) -> None:
    before = own.between(*ALWAYS)[-1]
    file = in_file(tmp_path, {"id": before.id, "comfort": 1, "updated_at": "2099-01-01T00:00:00Z"})
    assert take_in(own, file).changed == 1
    after = own.get(before.id)
    assert after is not None
    assert after.comfort == 1
    assert before.updated_at < after.updated_at < datetime(2090, 1, 1, tzinfo=UTC)
    assert take_in(own, file).same == 1


def test_one_session_as_show_prints_it_is_taken(own: Journal, tmp_path: Path) -> None:
    before = own.between(*ALWAYS)[-1]
    (tmp_path / "in.json").write_text(json.dumps({"id": before.id, "note": "alone"}), encoding="utf-8")
    assert take_in(own, tmp_path / "in.json").changed == 1
    assert own.get(before.id).note == "alone"  # type: ignore[union-attr]


def test_a_deletion_in_the_file_is_taken_and_a_list_of_living_sessions_takes_none_back(
    own: Journal, tmp_path: Path
) -> None:
    before = own.between(*ALWAYS)[-1]
    assert take_in(own, in_file(tmp_path, {"id": before.id, "deleted": True})).changed == 1
    assert own.get(before.id) is None
    (tmp_path / "in.csv").write_text(f"id,note\n{before.id},new\n", encoding="utf-8")
    assert take_in(own, tmp_path / "in.csv") == Imported(0, 0, 0, 1)
    assert own.get(before.id) is None
    assert take_in(own, in_file(tmp_path, {"id": before.id, "deleted": False})).changed == 1
    assert own.get(before.id) is not None
    own.delete(before.id)
    assert take_in(own, tmp_path / "in.csv", take_older=True).changed == 1
    assert [record.note for record in own.between(*ALWAYS)][-1] == "new"


def test_what_is_not_understood_here_is_never_overwritten(own: Journal, tmp_path: Path) -> None:
    newest = own.between(*ALWAYS)[-1]
    path = own.folder / f"{newest.day:%Y-%m}.json"
    document = encode(newest) | {"schema": 99, "outcome": "dreamt"}
    tables = json.loads(path.read_text("utf-8"))
    tables["sessions"][newest.id] = document
    path.write_text(json.dumps(tables), encoding="utf-8")
    for change in ({"note": "x"}, {"outcome": "partial"}, {"updated_at": "2030-01-01T00:00:00Z", "note": "x"}):
        done = take_in(own, in_file(tmp_path, document | change), take_older=True)
        assert (done.refused, done.changed) == ((newest.id,), 0)
    assert take_in(own, in_file(tmp_path, document)).same == 1
    assert documents(own)[newest.id] == document


def test_one_mistake_and_nothing_is_taken(own: Journal, tmp_path: Path) -> None:
    first, last = own.between(*ALWAYS)[0], own.between(*ALWAYS)[-1]
    before = documents(own)
    path = in_file(tmp_path, {"id": first.id, "note": "good"}, {"id": last.id, "comfort": 9})
    with pytest.raises(ExchangeError, match="comfort: expected a whole number 1-5"):
        take_in(own, path)
    (tmp_path / "in.csv").write_text(f"id,ended_at\n{first.id},\n{last.id},2020-01-01T00:00:00Z\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match="line 3, column ended_at: expected an instant not before started_at"):
        take_in(own, tmp_path / "in.csv")
    assert documents(own) == before


@pytest.mark.parametrize("call", [pytest.param(call, marks=pytest.mark.slow) for call in CALLS])
def test_an_import_cut_short_at_any_step_shows_each_session_once_and_is_finished_by_another(
    tmp_path: Path, call: str
) -> None:
    source = filled(tmp_path / "source")
    for record, days in zip(source.between(*ALWAYS), (-40, 0, 40), strict=True):
        revise(source, replace(record, day=record.day - timedelta(days=days), note="changed"))
    source.add(session_record(MORNING - timedelta(days=7), note="new"))
    path = exchange.export(source, tmp_path / "in.json").paths[0]
    for nth in range(1, 120):
        folder = tmp_path / f"{nth}"
        filled(folder)
        with failing(call, nth, Crash()) as used, suppress(Crash):
            take_in(Journal(folder, ticking(LATER)), path)
        for record in Journal(folder, ticking(LATER)).between(*ALWAYS):
            month = record.day.replace(day=1), record.day.replace(day=28) + timedelta(days=3)
            assert record in Journal(folder, ticking(LATER)).between(*month)
        alone = [Journal(folder, ticking(LATER)).between(date(2026, n, 1), date(2026, n, 28)) for n in range(8, 13)]
        ids = [record.id for found in alone for record in found]
        assert len(ids) == len({*ids}), "a session is shown on two days"
        assert {*ids} >= {record.id for record in RECORDS}
        take_in(Journal(folder, ticking(LATER)), path)
        again = Journal(folder, ticking(LATER))
        assert everything(again) == everything(source), nth
        assert not [wrong for state in again.check() for wrong in state.wrong]
        if used() < nth:
            return
    pytest.fail("it never came to an end")


# --- beforehand ---------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", exchange.FILE_SUFFIXES)
@pytest.mark.parametrize("state", ["sound", "damaged", "gone"])
def test_a_dry_run_says_what_the_import_does_and_touches_nothing(
    own: Journal, tmp_path: Path, suffix: str, state: str
) -> None:
    first, second, third = own.between(*ALWAYS)
    revise(own, replace(second, note="older here"))
    source = filled(tmp_path / "source")
    revise(source, replace(first, note="changed", day=first.day - timedelta(days=300)))
    source.add(session_record(MORNING - timedelta(days=7), note="new"))
    path = exchange.export(source, tmp_path / f"in{suffix}").paths[0]
    month = own.folder / f"{third.day:%Y-%m}.json"
    if state == "damaged":
        month.write_bytes(month.read_bytes()[:-30])
    elif state == "gone":
        month.unlink()
    fresh = Journal(own.folder, ticking(LATER))
    before = {path: path.read_bytes() for path in own.folder.rglob("*") if path.is_file()}
    said = take_in(fresh, path, dry_run=True)
    assert {path: path.read_bytes() for path in own.folder.rglob("*") if path.is_file()} == before
    assert [(found.key, found.field) for found in said.differences] == [
        (first.id, "day"),
        (first.id, "note"),
        (said.differences[-1].key, ""),
    ]
    done = take_in(Journal(own.folder, ticking(LATER)), path)
    assert replace(said, differences=()) == done == Imported(1, 1, 1, 1)
    assert len(Journal(own.folder, ticking(LATER)).between(*ALWAYS)) == 4


def test_a_dry_run_makes_no_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "none", ticking(LATER))
    assert take_in(journal, in_file(tmp_path, {"day": "2026-11-02"}), dry_run=True).new == 1
    assert not journal.folder.exists()
