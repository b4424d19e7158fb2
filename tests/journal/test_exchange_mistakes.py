"""A file with a mistake in it is refused as a whole, and the mistake is named where it stands."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from stretchtui.domain import limits
from stretchtui.journal import Journal, exchange
from stretchtui.journal.errors import ExchangeError, JournalWriteError
from stretchtui.journal.records.codec import encode
from stretchtui.journal.storage.document import serialise
from tests.journal.exchanging import fill, table
from tests.journal.strategies import MORNING, exercise_record, session_record
from tests.journal.support import months_in, take_in
from tests.tables import every_row


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
