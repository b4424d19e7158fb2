"""Out and in again: nothing is lost, nothing comes twice, and a file with a mistake changes nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import strategies as st

from stretchtui.domain import limits
from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, exchange
from stretchtui.journal.errors import ExchangeError
from stretchtui.journal.records.codec import encode
from tests.how_often import often
from tests.journal.exchanging import ALWAYS, fill, table
from tests.journal.strategies import MORNING, exercise_record, session_record, session_records, ticking
from tests.journal.support import months_in, revise, take_in

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "\nline", "'", "''", "'=1", "'text", "＝1", "-", ""]


# --- nothing lost -------------------------------------------------------------------------

some_records = st.lists(session_records(), max_size=3, unique_by=lambda record: record.id)


@often(4, 250, some_records, st.sampled_from(exchange.FILE_SUFFIXES))
def test_what_goes_out_comes_back_equal(records: list[SessionRecord], suffix: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        journal = fill(folder / "journal", map(encode, records))
        exchange.export(journal, folder / f"out{suffix}")
        other = Journal(folder / "other", ticking())
        take_in(other, folder / f"out{suffix}")
        assert other.between(*ALWAYS) == journal.between(*ALWAYS)
        if suffix == ".json":
            assert table(other) == table(journal), "deleted sessions or unknown fields were lost"
        again = take_in(other, folder / f"out{suffix}")
        assert (again.new, again.changed, again.older) == (0, 0, 0)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_an_export_is_a_formula(tmp_path: Path, text: str) -> None:
    name = text.strip() or "x"
    values = {"routine": name, "timezone": name, "note": text, "exercises": (exercise_record(exercise=name),)}
    journal = fill(tmp_path / "journal", [encode(session_record(**values, extra={f"{text}x": text}))])
    done = exchange.export(journal, tmp_path / "out.csv")
    for path in done.paths:
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        assert len(rows) == 2
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\n")]
    other = Journal(tmp_path / "other", ticking())
    take_in(other, done.paths[0])
    assert other.between(*ALWAYS) == journal.between(*ALWAYS)


def test_the_longest_note_and_the_most_exercises_go_through(tmp_path: Path) -> None:
    record = session_record(note="\N{DIZZY SYMBOL}" * limits.NOTE_CHARACTERS, exercises=())
    many = session_record(exercises=tuple(exercise_record(exercise=f"e{n}") for n in range(1000)))
    journal = fill(tmp_path / "journal", [encode(record), encode(many)])
    exchange.export(journal, tmp_path / "out.csv")
    other = Journal(tmp_path / "other", ticking())
    assert take_in(other, tmp_path / "out.csv").new == 2
    assert other.between(*ALWAYS) == journal.between(*ALWAYS)


def test_csv_has_a_row_a_side_and_beside_it_a_row_a_session(filled: Journal, tmp_path: Path) -> None:
    done = exchange.export(filled, tmp_path / "out.CSV")
    assert [path.name for path in done.paths] == ["out.CSV", "out-sessions.CSV"]
    rows, sessions = (list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))) for path in done.paths)
    assert done.sessions == len(sessions) == 2
    assert [(row["exercise_number"], row["side"], row["exercise_outcome"]) for row in rows] == [
        ("1", "left", "done"),
        ("2", "right", "partial"),
        ("3", "both", "skipped"),
        ("", "", ""),
    ]
    assert [row["exercises"] for row in sessions] == ["3", "0"]
    assert rows[3]["started_at"] == "2026-11-22T07:02:11+01:00"
    assert rows[3]["note"].startswith("'=cmd")
    assert "deleted" not in rows[0]


def test_json_has_what_was_deleted_too_and_says_so(filled: Journal, tmp_path: Path) -> None:
    done = exchange.export(filled, tmp_path / "out.json")
    assert (done.sessions, done.deleted) == (2, 1)
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert document == {"sessions": table(filled)}


def test_an_empty_journal_goes_out_and_comes_in(journal: Journal, tmp_path: Path) -> None:
    for suffix in exchange.FILE_SUFFIXES:
        path = tmp_path / f"out{suffix}"
        assert exchange.export(journal, path).sessions == 0
        assert take_in(journal, path) == exchange.Imported(0, 0, 0, 0)
    assert months_in(journal) == []


# --- uniting ------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", exchange.FILE_SUFFIXES)
def test_the_copy_changed_last_stays(filled: Journal, journal: Journal, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    exchange.export(filled, path)
    take_in(journal, path)
    older, newer = journal.between(*ALWAYS)
    journal.delete(older.id)
    edited = revise(filled, session_record(id=newer.id, note="later", day=date(2026, 1, 5)))
    assert take_in(journal, path).changed == 0
    assert [record.id for record in journal.between(*ALWAYS)] == [newer.id]
    exchange.export(filled, path, force=True)
    done = take_in(journal, path)
    assert (done.new, done.changed) == (0, 1)
    assert journal.between(*ALWAYS) == (edited,), "it moved to another month, or came twice"
    assert journal.get(newer.id) == edited


def test_a_session_of_a_newer_version_goes_through_json_as_it_is(tmp_path: Path) -> None:
    later = encode(session_record()) | {"schema": 9, "outcome": "dreamt", "mood": {"deep": [1, {"er": None}]}}
    journal = fill(tmp_path / "journal", [later])
    exchange.export(journal, tmp_path / "out.json")
    other = Journal(tmp_path / "other", ticking())
    assert take_in(other, tmp_path / "out.json").new == 1
    assert table(other) == {later["id"]: later}


def test_what_is_not_understood_is_left_out_and_told(tmp_path: Path) -> None:
    good, bad = encode(session_record()), encode(session_record()) | {"comfort": 9}
    journal = fill(tmp_path / "journal", [good, bad])
    assert exchange.export(journal, tmp_path / "out.json").sessions == 1
    assert "comfort" in str(journal.problems())
    assert take_in(Journal(tmp_path / "other", ticking()), tmp_path / "out.json").new == 1


def test_a_month_file_and_the_list_of_the_command_line_come_in_too(
    filled: Journal, journal: Journal, tmp_path: Path
) -> None:
    listed = [encode(record) for record in filled.between(*ALWAYS)]
    (tmp_path / "list.json").write_text(json.dumps([*listed, listed[0]], indent=2), encoding="utf-8")
    assert take_in(journal, tmp_path / "list.json").new == 2
    for month in months_in(filled):
        take_in(journal, filled.folder / f"{month}.json")
    assert table(journal) == table(filled)


def test_harmful_text_is_made_harmless_on_the_way_in(journal: Journal, tmp_path: Path) -> None:
    document = encode(session_record()) | {"note": "\x1b[2J\u202eevil"}
    (tmp_path / "in.json").write_text(json.dumps({"sessions": {document["id"]: document}}), encoding="utf-8")
    take_in(journal, tmp_path / "in.json")
    assert table(journal)[document["id"]]["note"] == "\ufffd[2J\ufffdevil"


def test_a_damaged_month_is_mended_before_anything_comes_in(filled: Journal, tmp_path: Path) -> None:
    exchange.export(filled, tmp_path / "out.json")
    path = filled.folder / "2026-11.json"
    path.write_bytes(path.read_bytes()[:-40])
    again = Journal(filled.folder, ticking(MORNING + timedelta(days=1)))
    take_in(again, tmp_path / "out.json")
    assert len(again.between(*ALWAYS)) == 2
    assert list(filled.folder.glob("*.damaged-*"))


def test_progress_is_told(filled: Journal, journal: Journal, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    note: Callable[[int, int], None] = lambda done, total: seen.append((done, total))  # noqa: E731
    exchange.export(filled, tmp_path / "out.csv", progress=note)
    assert seen == [(1, 2), (2, 2)]
    seen.clear()
    take_in(journal, tmp_path / "out.csv", progress=note)
    assert seen == [(1, 1)]


# --- writing ------------------------------------------------------------------------------


def test_files_are_for_the_owner_alone_and_replaced_only_when_asked(filled: Journal, tmp_path: Path) -> None:
    (tmp_path / "out-sessions.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(ExchangeError, match="is there already"):
        exchange.export(filled, tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["filled", "out-sessions.csv"]
    done = exchange.export(filled, tmp_path / "out.csv", force=True)
    if os.name == "posix":
        assert [path.stat().st_mode & 0o777 for path in done.paths] == [0o600, 0o600]
    assert len(list(tmp_path.iterdir())) == 3, "something was left behind"


def test_only_ordinary_files_are_replaced(filled: Journal, tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(ExchangeError, match="no ordinary file"):
        exchange.export(filled, tmp_path / "folder.json", force=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")
        with pytest.raises(ExchangeError, match="no ordinary file"):
            exchange.export(filled, tmp_path / "pipe.json", force=True)


def test_where_nothing_can_be_written_it_says_so(filled: Journal, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="there is no such folder"):
        exchange.export(filled, tmp_path / "nowhere" / "out.json")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ExchangeError, match="not a folder"):
        exchange.export(filled, tmp_path / "file" / "out.json")


def test_the_lines_of_a_journal_are_those_of_its_files(filled: Journal) -> None:
    files = [
        msgspec.json.decode((filled.folder / f"{month}.json").read_bytes())["sessions"] for month in months_in(filled)
    ]
    assert table(filled) == {key: document for file in files for key, document in file.items()}
