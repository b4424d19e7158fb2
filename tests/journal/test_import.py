"""A file is a person's word: what it says is taken, what it leaves out stays, whatever is left out and changed."""

from __future__ import annotations

import copy
import csv
import io
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from journal_strategies import MORNING, exercise_record, session_record, ticking

from stretchtui.domain.record import ExerciseOutcome, Pain
from stretchtui.domain.routine import Side
from stretchtui.domain.timeline import PhaseKind
from stretchtui.journal import csv_import, exchange, exchange_json
from stretchtui.journal.codec import decode, encode
from stretchtui.journal.csv_columns import ENTRY_COLUMNS, SESSION_COLUMNS
from stretchtui.journal.exchange import Own
from stretchtui.journal.importing import Decision, Kind
from stretchtui.journal.journal import Journal

COLUMNS = (*SESSION_COLUMNS, *ENTRY_COLUMNS)
OWN = Own(routine="morning-bed", timezone="UTC", zone=UTC)
LATER = MORNING + timedelta(days=30)


def records() -> list[Any]:
    """Make three sessions with every field filled in, one without exercises and one of two equal entries."""
    entries = [
        exercise_record(exercise=name, side=side, outcome=outcome, extra={"felt": {"warm": number}})
        for number, (name, side, outcome) in enumerate(
            zip(("b-lift", "knee", "knee", "knee"), (*Side, Side.LEFT), ExerciseOutcome, strict=False)
        )
    ]
    return [
        session_record(
            MORNING,
            note="first",
            routine_name="Morning",
            exercises=(*entries[:3], replace(entries[3], name="Knee", pain=Pain(nrs=6, phase=PhaseKind.HOLD))),
            extra={"mood": {"deep": [1, None]}},
        ),
        session_record(MORNING - timedelta(days=1), note="", exercises=()),
        session_record(MORNING - timedelta(days=40), comfort=3, exercises=(entries[1], entries[1], entries[0])),
    ]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("import")


@pytest.fixture(scope="module")
def journal(place: Path) -> Journal:
    """Give a journal that the tests of this file only look into."""
    journal = Journal(place / "journal", ticking(LATER))
    for record in records():
        journal.add(record)
    return journal


@pytest.fixture(scope="module")
def rows(journal: Journal, place: Path) -> list[dict[str, str]]:
    done = exchange.export(journal, place / "out.csv")
    return [*csv.DictReader(io.StringIO(done.paths[0].read_text("utf-8-sig"), newline=""))]


def documents(journal: Journal) -> dict[str, dict[str, Any]]:
    return {key: json.loads(line) for key, line in journal.lines().items()}


def table(rows: Sequence[Mapping[str, str]], without: Sequence[str] = ()) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [name for name in rows[0] if name not in without], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def decided(journal: Journal, raw: bytes, *, take_older: bool = False) -> list[Decision]:
    """Say what becomes of the sessions in a CSV file."""
    return journal.import_records(csv_import.read("in.csv", raw), OWN, dry_run=True, take_older=take_older)


def kinds(decisions: Sequence[Decision]) -> list[str]:
    return [decision.kind.value for decision in decisions]


# --- left out is not empty ----------------------------------------------------------------


PAIRS = [*itertools.combinations(COLUMNS, 2)]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([*itertools.combinations(COLUMNS, 1), *PAIRS[::7]], id="some"),
        pytest.param(PAIRS, id="all", marks=pytest.mark.slow),
    ],
)
def test_whatever_columns_are_left_out_nothing_changes(
    journal: Journal, rows: list[dict[str, str]], columns: Sequence[tuple[str, ...]]
) -> None:
    for without in columns:
        assert kinds(decided(journal, table(rows, without))) == ["same"] * 3, without


@pytest.mark.parametrize(
    "left", ["id", "id,exercise_number", "id,exercise_more", "id,side", "id,exercise", "started_at", "day,updated_at"]
)
def test_few_columns_are_enough(journal: Journal, rows: list[dict[str, str]], left: str) -> None:
    without = [column for column in COLUMNS if column not in left.split(",")]
    assert kinds(decided(journal, table(rows, without))) == ["same"] * 3


def test_rows_without_the_column_of_the_order_may_be_sorted_otherwise(
    journal: Journal, rows: list[dict[str, str]]
) -> None:
    for name in ("exercise_outcome", "exercise", "note"):
        ordered = sorted(rows, key=lambda row: row[name], reverse=True)
        assert kinds(decided(journal, table(ordered, ["exercise_number"]))) == ["same"] * 3
        assert kinds(decided(journal, table(ordered))) == ["same"] * 3


def paths(document: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to each key of a document, those of its exercises too."""
    inner = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in inner:
        if not isinstance(key, int):
            yield (*before, key)
        if isinstance(value, dict) or key == "exercises":
            yield from paths(value, (*before, key))


def lacking(document: dict[str, Any], *ways: tuple[Any, ...]) -> dict[str, Any]:
    """Give a document without some keys; one that goes with another that is left out is gone already."""
    left = copy.deepcopy(document)
    for *way, key in ways:
        place: Any = left
        for step in way:
            place = place.get(step, {}) if isinstance(place, dict) else place[step]
        place.pop(key, None)
    return left


def in_json(journal: Journal, found: Sequence[dict[str, Any]]) -> list[Decision]:
    read = exchange_json.read("in.json", json.dumps(found).encode())
    return journal.import_records(read, OWN, dry_run=True)


@pytest.mark.parametrize("step", [pytest.param(13, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)])
def test_whatever_keys_are_left_out_nothing_changes(journal: Journal, step: int) -> None:
    for document in documents(journal).values():
        ways = [*paths(document)]
        some = itertools.chain(((way,) for way in ways), [*itertools.combinations(ways, 2)][::step])
        found = [lacking(document, *left) for left in some]
        one = [*{json.dumps(item): item for item in found if "id" in item}.values()]
        # Each alone, as a file of its own would have it; they are decided one by one in any case.
        read = [exchange_json.read("in.json", json.dumps([item]).encode())[0] for item in one]
        assert set(kinds(journal.import_records(read, OWN, dry_run=True))) == {"same"}
    without_ids = [lacking(document, ("id",)) for document in documents(journal).values()]
    assert kinds(in_json(journal, without_ids)) == ["same"] * 3


# --- the file's word counts ---------------------------------------------------------------

UP_AND_DOWN: dict[str, tuple[str, ...]] = {
    "timezone": ("Africa/Cairo", "Pacific/Apia"),
    "routine": ("aaa", "zzz"),
    "level": ("full", "gentle", ""),
    "short": ("TRUE",),
    "outcome": ("partial", "stopped-pain"),
    "note": ("a", "zzz", "First", ""),
    "source": ("manual",),
    "scales": ('{"stiffness": "other/2"}', "{}"),
    "more": ('{"mood": 1}', ""),
    "exercise": ("a", "zzz"),
    "side": ("left", "right", "both"),
    "exercise_outcome": ("done", "partial", "skipped", "stopped-pain"),
    "exercise_more": ('{"felt": 1}', ""),
    "speed": ("2", "0.5"),
    "routine_name": ("A", "Zzz", ""),
    "exercise_name": ("A", "Zzz", ""),
    "pain_phase": ("get-ready", "rest", ""),
}


def edits(column: str, cell: str) -> Iterator[str]:
    """Give what a person may write into a cell instead."""
    if column in UP_AND_DOWN:
        yield from (value for value in UP_AND_DOWN[column] if value != cell)
    elif column == "day":
        yield from (str(date.fromisoformat(cell) + timedelta(days=days)) for days in (-1, 1, -25))
    elif column in ("started_at", "ended_at"):
        yield from ((datetime.fromisoformat(cell) + timedelta(minutes=minutes)).isoformat() for minutes in (-1, 1))
        yield from ("",) if column == "ended_at" else ()
    elif column in ("stiffness_before", "stiffness_after", "comfort", "active_s", "pain_nrs"):
        number = float(cell) if "." in cell else int(cell)
        yield from (repr(number - 1), repr(number + 1), "")
    elif column == "schema":
        yield str(int(cell) + 1)
    elif SESSION_COLUMNS.get(column) is None and cell and ENTRY_COLUMNS[column][0]:
        number = float(cell) if "." in cell else int(cell)
        yield from (repr(abs(number - 1)), repr(number + 1))


def expected(document: dict[str, Any], column: str, cell: str, place: int) -> dict[str, Any]:
    """Write the cell into the session's document by hand."""
    wanted = copy.deepcopy(document)
    entry = wanted["exercises"][place] if wanted["exercises"] else {}
    value: Any = cell or None
    if column in ("short", "scales", "more", "exercise_more", "schema", "speed") or column not in UP_AND_DOWN:
        value = json.loads(cell.lower()) if cell and cell[:1] in "0123456789TF{" and "-" not in cell else value
    if column == "note":
        wanted["note"] = cell
    elif column == "more":
        wanted = {key: wanted[key] for key in wanted if key != "mood"} | (value or {})
    elif column == "exercise_more":
        del entry["felt"]
        entry |= value or {}
    elif column in SESSION_COLUMNS:
        wanted[column] = value
    else:
        path = ENTRY_COLUMNS[column][0]
        (entry if len(path) == 1 else entry[path[0]])[path[-1]] = value
    return wanted


def changes(rows: list[dict[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Give every change of one cell: the row, its column and what it has then."""
    for place, row in enumerate(rows):
        for column, cell in row.items():
            for value in edits(column, cell) if cell or column == "note" else ():
                yield place, column, value


@pytest.mark.parametrize("step", [pytest.param(7, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)])
def test_any_cell_that_is_changed_is_taken_and_nothing_else(
    journal: Journal, rows: list[dict[str, str]], step: int
) -> None:
    known = documents(journal)
    for place, column, value in itertools.islice(changes(rows), 0, None, step):
        edited = [dict(row) for row in rows]
        edited[place][column] = value
        for without in ((), ("updated_at",), ("note",), ("planned_sets",), ("done_reps", "level")):
            if column in without:
                continue
            *_, (before, after) = [
                (known[decision.key], decision)
                for decision in decided(journal, table(edited, without))
                if decision.kind is not Kind.SAME
            ]
            index = int(rows[place]["exercise_number"] or 1) - 1
            wanted = expected(before, column, value, index)
            assert after.after is not None
            assert after.kind is Kind.CHANGED
            stamped = datetime.fromisoformat(after.after["updated_at"])
            assert stamped > datetime.fromisoformat(before["updated_at"])
            assert lacking(after.after, ("updated_at",)) == lacking(encode(decode(wanted)), ("updated_at",)), (
                column,
                value,
                without,
            )
