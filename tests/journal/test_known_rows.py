"""Sessions that a file has just as an export would write them are known by their bytes, and by their meaning too."""

from __future__ import annotations

import tempfile
from codecs import BOM_UTF8
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import ExchangeError, Imported, Journal, Own, exchange
from stretchtui.journal.transfer import exchange_csv
from tests.how_often import often
from tests.journal.strategies import MORNING, exercise_record, session_record, session_records, ticking
from tests.tables import every_row

OWN = Own(routine="morning-bed", timezone="UTC", zone=UTC)
Change = Callable[[list[bytes]], list[bytes]]


def told(journal: Journal, path: Path, raw: bytes) -> Imported | str:
    """Give what an import of some bytes would do, or why it is refused."""
    path.write_bytes(raw)
    try:
        return exchange.import_file(journal, path, OWN, dry_run=True)
    except ExchangeError as error:
        return str(error)


def exported(folder: Path, records: list[SessionRecord]) -> Journal:
    """Make a journal and an export of all of it beside it."""
    journal = Journal(folder / "journal", ticking(MORNING + timedelta(days=90)))
    for record in records:
        journal.add(record)
    exchange.export(journal, folder / "out.csv")
    return journal


def compare(journal: Journal, change: Change) -> Imported | str:
    """Let an export that was changed be read as it is, and in a form that no export has; gives what is told of both."""
    folder = journal.folder.parent
    raw = b"".join(change((folder / "out.csv").read_bytes().splitlines(keepends=True)))
    known = told(journal, folder / "in.csv", raw)
    assert known == told(journal, folder / "in.csv", raw.removeprefix(BOM_UTF8))
    return known


def changed(places: list[int], kind: str) -> Change:
    def change(lines: list[bytes]) -> list[bytes]:
        for place in (1 + place % (len(lines) - 1) for place in places if len(lines) > 1):
            line = lines[place]
            lines[place] = {
                "gone": b"",
                "twice": line + line,
                "elsewhere": b"",
                "quoted": line.replace(b",", b'",', 1),
                "other": line.replace(b"timer", b"manual"),
                "wrong": line.replace(b"completed", b"done"),
                "nameless": b"," + line.partition(b",")[2],
                "bare": line.replace(b"\r\n", b"\n"),
            }[kind]
            lines += [line] if kind == "elsewhere" else []
        return lines

    return change


KINDS = ("gone", "twice", "elsewhere", "quoted", "other", "wrong", "nameless", "bare")
several = st.lists(session_records(), max_size=4, unique_by=lambda record: record.id)


@often(15, 500, several, st.lists(st.integers(0, 50), max_size=2), st.sampled_from(KINDS))
def test_a_changed_export_is_understood_alike(records: list[SessionRecord], places: list[int], kind: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        compare(exported(Path(place), records), changed(places, kind))


ODD = (b"", b'a"b,c\n', b'"a\n', b"," * 300)


@often(15, 300, several, st.lists(st.integers(0, 50), max_size=2), st.sampled_from(KINDS), st.sampled_from(ODD))
def test_blocks_may_end_anywhere(records: list[SessionRecord], places: list[int], kind: str, odd: bytes) -> None:
    sheet = exchange_csv.Sheet(records)
    written = b"".join(sheet.by_exercise()).splitlines(keepends=True)
    raw = b"".join([*changed(places, kind)(written), odd])
    for size in (1, 7, 500):
        assert sheet.without(raw[at : at + size] for at in range(0, len(raw), size)) == sheet.without([raw])


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    entries = tuple(exercise_record(exercise=name) for name in ("knee", "bridge"))
    notes = ("plain", 'two\nlines, and "quotes"', "")
    sessions = [
        session_record(MORNING + timedelta(days=day), note=note, exercises=entries if day else ())
        for day, note in enumerate(notes)
    ]
    return exported(tmp_path_factory.mktemp("known-rows"), sessions)


@every_row("kind", KINDS)
@every_row("place", range(6))
def test_each_line_of_an_export_may_be_changed(journal: Journal, place: int, kind: str) -> None:
    compare(journal, changed([place], kind))


def test_what_was_not_changed_is_the_same(journal: Journal) -> None:
    found = compare(journal, lambda lines: lines)
    assert found == Imported(new=0, changed=0, same=3, older=0)


def test_a_mistake_is_told_with_its_own_line(journal: Journal) -> None:
    def change(lines: list[bytes]) -> list[bytes]:
        return [*lines[:-1], lines[-1].replace(b"done", b"undone")]

    found = compare(journal, change)
    assert isinstance(found, str)
    assert "line 8, column exercise_outcome" in found


def test_a_quote_that_no_spreadsheet_writes_hides_nothing(journal: Journal) -> None:
    def change(lines: list[bytes]) -> list[bytes]:
        return [lines[0], b'a"b,c\n', b'"c,\r\n', *lines[1:]]

    compare(journal, change)
