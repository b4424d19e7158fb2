"""Out and in again: nothing is lost, nothing comes twice, and a file with a mistake changes nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st

from stretchtui.domain import limits
from stretchtui.domain.record import ExerciseOutcome, SessionRecord
from stretchtui.domain.routine import Side
from stretchtui.journal import Journal, exchange
from stretchtui.journal.errors import ExchangeError, JournalWriteError
from stretchtui.journal.records.codec import encode
from stretchtui.journal.storage.document import serialise
from tests.how_often import often
from tests.journal.strategies import MORNING, exercise_record, session_record, session_records, ticking
from tests.journal.support import months_in, revise, take_in
from tests.tables import every_row

ALWAYS = date.min, date.max
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "\nline", "'", "''", "'=1", "'text", "＝1", "-", ""]


def fill(folder: Path, documents: Iterable[dict[str, Any]]) -> Journal:
    """Write documents into month files as they are, past everything that add would do to them."""
    months: dict[str, dict[str, Any]] = {}
    for document in documents:
        months.setdefault(document["day"][:7], {})[document["id"]] = document
    folder.mkdir(parents=True, exist_ok=True)
    for month, table in months.items():
        (folder / f"{month}.json").write_bytes(serialise({"sessions": table}).raw)
    return Journal(folder, ticking())


def table(journal: Journal) -> dict[str, Any]:
    return {key: json.loads(line) for key, line in journal.lines().items()}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal", ticking())


@pytest.fixture
def filled(tmp_path: Path) -> Journal:
    """Give a journal with three sessions in two months, one of them deleted."""
    journal = Journal(tmp_path / "filled", ticking())
    for days, note in ((0, "=cmd|' /C calc'!A0"), (1, 'zwei\nZeilen; und, ein "Wort" – café'), (40, "")):
        entries = tuple(
            exercise_record(side=side, outcome=outcome) for side, outcome in zip(Side, ExerciseOutcome, strict=False)
        )
        journal.add(session_record(MORNING - timedelta(days=days), note=note, exercises=entries if days else ()))
    journal.delete(journal.between(*ALWAYS)[0].id)
    return journal


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


# --- mistakes -----------------------------------------------------------------------------


def refused(journal: Journal, path: Path) -> str:
    """Import a file that must be refused, in one line and with nothing changed."""
    before = table(journal)
    with pytest.raises(ExchangeError) as caught:
        take_in(journal, path)
    assert table(journal) == before
    said = str(caught.value)
    assert path.name in said
    assert "\n" not in said
    assert len(said) < 400
    return said


def changed(path: Path, line: int, column: str, value: str) -> None:
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    rows[line][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture
def two_sessions(tmp_path: Path) -> bytes:
    """Give the table of a session with two lines of notes and one with an exercise."""
    sound = [session_record(MORNING, note="two\nlines", exercises=()), session_record(exercises=(exercise_record(),))]
    exchange.export(fill(tmp_path / "source", map(encode, sound)), tmp_path / "out.csv")
    return (tmp_path / "out.csv").read_bytes()


@every_row(
    ("column", "value", "expected"),
    [
        ("stiffness_before", "12", "0-10 or nothing, got 12"),
        ("stiffness_before", "six", "0-10 or nothing, got 'six'"),
        ("stiffness_before", "6,5", "0-10 or nothing, got 6.5"),
        ("stiffness_before", "٣", "0-10 or nothing"),
        ("comfort", "0", "1-5 or nothing"),
        ("day", "30.02.2026", "there is no such day"),
        ("day", "2026-02-30", "YYYY-MM-DD"),
        ("outcome", "done", "one of completed"),
        ("started_at", "22 Nov 2026", "with offset"),
        ("started_at", "2026-11-22", "has no time"),
        ("updated_at", "04/05/2026 07:02", "may be 2026-04-05 or 2026-05-04"),
        ("ended_at", "2026-11-21T07:02:11+01:00", "not before started_at"),
        ("outcome", "fine", "one of completed"),
        ("short", "perhaps", "true or false"),
        ("active_s", "1e999", "a number"),
        ("active_s", "nan", "a number"),
        ("active_s", "1,234", "may be 1.234 or 1234"),
        ("speed", "0", "a number"),
        ("id", "a b", "an id"),
        ("scales", "{", "a JSON object"),
        ("scales", "[1]", "a JSON object"),
        ("more", "7", "a JSON object"),
        ("more", '{"a":' * 200 + "1" + "}" * 200, "a JSON object"),
        ("more", '{"a":' * 100_000, "a JSON object"),
        ("schema", "1.5", "a whole number"),
        ("planned_sets", "", "got nothing"),
        ("done_hold_s", "-1", "a number"),
        ("side", "up", "one of left"),
        ("exercise_outcome", "good", "one of done"),
        ("exercise", "", "text of 1-100"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(
    journal: Journal, tmp_path: Path, two_sessions: bytes, column: str, value: str, expected: str
) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(two_sessions)
    changed(path, 2, column, value)
    said = refused(journal, path)
    assert f"in.csv, line 4, column {column}:" in said, "the line break in the note before was not counted"
    assert expected in said
    assert said.endswith("nothing was imported.")


def test_rows_of_one_session_must_agree(filled: Journal, journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    exchange.export(filled, path)
    changed(path, 3, "stiffness_after", "9")
    assert "line 6, column stiffness_after: differs from line 2" in refused(journal, path)


@every_row(
    ("raw", "expected"),
    [
        (b"", "is empty"),
        (b"routine,note\n", "column id: this column is missing"),
        (b"id,day,started_at,timezone,routine,outcome,updated_at,mood\n", "column mood: this column is not known"),
        (b"id,day,started_at,timezone,routine,outcome,updated_at,day\n", "column day: this column is there twice"),
        (b"id,day,started_at,timezone,routine,outcome,updated_at\n1,2,3,4,5,6,7,8\n", 'line 2 has "8" in its cell 8'),
        (b'id,day,started_at,timezone,routine,outcome,updated_at\n"a"b,', "line 2 is not valid CSV"),
        (b'id,day,started_at,timezone,routine,outcome,updated_at\n"a,b\n', "is not valid CSV"),
        (b"id,day,started_at,timezone,routine,outcome,updated_at\n\xff\n", "line 2 is not UTF-8"),
        (b"\x00\x01\x02" * 50, "line 1 is not text"),
        (b"A diary\n2026\n", '"A diary" is no head'),
        (b"A diary\n\nid,day,mood\n", "line 3, column mood: this column is not known"),
    ],
)
def test_a_file_that_is_no_table_is_refused(journal: Journal, tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(raw)
    assert expected in refused(journal, path)


def test_the_file_without_exercises_says_which_one_to_import(filled: Journal, journal: Journal, tmp_path: Path) -> None:
    done = exchange.export(filled, tmp_path / "out.csv")
    assert "import the one beside it" in refused(journal, done.paths[1])


@every_row(
    ("raw", "expected"),
    [
        (b"", "it is empty"),
        (b'{"sessions": {\n"a": }}', "line 2, column 6"),
        (b'{"sessions": []}', "no table of sessions"),
        (b'{"foo": {"a": {}}}', "there are no sessions in it"),
        (b"{}", "there are no sessions in it"),
        (b'"text"', "in.json"),
        (b"\xff\xfe{", "in.json"),
        (b'{"sessions": {"a": {"\xff": 1}}}', "UTF-8"),
        (b'{"sessions": {"a": 1, "a": 2}}', "given twice"),
        (b"[" * 1_000_000, "in.json"),
        (b'{"sessions": {"a": ' + b"[" * 500 + b"]" * 500 + b"}}", "nested too deeply"),
        (b'[{"id": 3}]', "entry 1"),
        (b"[[]]", "entry 1"),
        (b'[{"id": "a", "x": ' + b"[" * 900 + b"]" * 900 + b"}]", "nested too deeply"),
        (b"[{]", "line 1, column 3"),
    ],
)
def test_a_file_that_is_no_journal_is_refused(journal: Journal, tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "in.json"
    path.write_bytes(raw)
    assert expected in refused(journal, path)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"stiffness_after": 3.5}, "stiffness_after: expected a whole number 0-10"),
        ({"id": "another"}, "id: expected"),
        ({"schema": 9, "outcome": "new", "day": "Monday"}, "day: expected"),
        ({"schema": 9, "outcome": "new", "updated_at": "then"}, "outcome"),
        ({"exercises": [{"exercise": "x", "side": "left"}]}, "exercises[0].planned"),
    ],
    ids=str,
)
def test_a_wrong_record_in_json_is_named(
    journal: Journal, tmp_path: Path, change: dict[str, Any], expected: str
) -> None:
    good, bad = encode(session_record()), encode(session_record())
    lines = {good["id"]: good, bad["id"]: bad | change}
    path = tmp_path / "in.json"
    path.write_bytes(serialise({"sessions": lines}).raw)
    said = refused(journal, path)
    assert f"in.json, line 3, session {bad['id']}: {expected}" in said


def test_a_file_over_the_limit_is_not_read(
    journal: Journal, filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for suffix in exchange.FILE_SUFFIXES:
        path = tmp_path / f"out{suffix}"
        exchange.export(filled, path)
        with monkeypatch.context() as patch:
            patch.setattr(limits, "EXCHANGED_BYTES", path.stat().st_size - 1)
            assert "is larger than" in refused(journal, path)


def test_a_month_that_would_grow_too_large_stops_everything_before_it_begins(
    journal: Journal, filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange.export(filled, tmp_path / "out.json")
    monkeypatch.setattr(limits, "MONTH_BYTES", 1_500)
    with pytest.raises(JournalWriteError, match="nothing was imported"):
        take_in(journal, tmp_path / "out.json")
    assert months_in(journal) == []


@pytest.mark.parametrize("name", ["missing.json", "folder.json", "missing.csv"])
def test_what_is_no_file_is_refused(journal: Journal, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.json").mkdir()
    assert "could not be read" in refused(journal, tmp_path / name)


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
