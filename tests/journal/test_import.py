"""A file is a person's word: what it says is taken, what it leaves out stays, whatever is left out and changed."""

from __future__ import annotations

import copy
import csv
import io
import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stretchtui.domain.record import SCHEMA, ExerciseOutcome, Outcome, Pain, RecordSource
from stretchtui.domain.routine import Side
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.journal import ExchangeError, Imported, Journal, Own, exchange
from stretchtui.journal.records.codec import decode, encode
from stretchtui.journal.transfer import csv_import, exchange_json
from stretchtui.journal.transfer.csv_columns import ENTRY_COLUMNS, SESSION_COLUMNS
from stretchtui.journal.transfer.decisions import Decision, Kind, Settings
from tests.journal.faults import CALLS, Crash, failing
from tests.journal.strategies import MORNING, PARIS, exercise_record, session_record, ticking
from tests.journal.support import ALWAYS, revise, take_in

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


RECORDS = records()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("import")


@pytest.fixture(scope="module")
def journal(place: Path) -> Journal:
    """Give a journal that the tests of this file only look into."""
    journal = Journal(place / "journal", ticking(LATER))
    for record in RECORDS:
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
    found, _ = csv_import.read("in.csv", raw, LATER.date(), UTC)
    return journal.import_records(found, Settings(OWN, journal.stamp(), take_older), dry_run=True)


def kinds(decisions: Sequence[Decision]) -> list[str]:
    return [decision.kind.value for decision in decisions]


# --- left out is not empty ----------------------------------------------------------------


PAIRS = [*itertools.combinations(COLUMNS, 2)]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([*itertools.combinations(COLUMNS, 1), *PAIRS[::29]], id="some"),
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
    return journal.import_records(read, Settings(OWN, journal.stamp()), dry_run=True)


@pytest.mark.parametrize("step", [pytest.param(61, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)])
def test_whatever_keys_are_left_out_nothing_changes(journal: Journal, step: int) -> None:
    for document in documents(journal).values():
        ways = [*paths(document)]
        some = itertools.chain(((way,) for way in ways), [*itertools.combinations(ways, 2)][::step])
        found = [lacking(document, *left) for left in some]
        one = [*{json.dumps(item): item for item in found if "id" in item}.values()]
        # Each alone, as a file of its own would have it; they are decided one by one in any case.
        read = [exchange_json.read("in.json", json.dumps([item]).encode())[0] for item in one]
        assert set(kinds(journal.import_records(read, Settings(OWN, journal.stamp()), dry_run=True))) == {"same"}
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
                # The schema of a program to come is refused: see NOT_YET.
                if column != "schema" or value <= str(SCHEMA):
                    yield place, column, value


@pytest.mark.parametrize("step", [pytest.param(97, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)])
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


def test_a_cell_changed_in_one_row_of_a_session_is_enough_and_two_answers_are_refused(
    journal: Journal, rows: list[dict[str, str]]
) -> None:
    edited = [dict(row) for row in rows]
    of_first = [place for place, row in enumerate(rows) if row["id"] == rows[-1]["id"]]
    assert len(of_first) == 4
    edited[of_first[2]]["comfort"] = "1"
    (changed,) = [found for found in decided(journal, table(edited)) if found.kind is Kind.CHANGED]
    assert changed.record is not None
    assert changed.record.comfort == 1
    edited[of_first[3]]["comfort"] = "2"
    with pytest.raises(ExchangeError, match="line 8, column comfort: differs from line 6"):
        decided(journal, table(edited))


def test_a_row_that_is_left_out_says_nothing_of_its_exercise_and_one_that_is_added_is_taken(
    journal: Journal, rows: list[dict[str, str]]
) -> None:
    first = [place for place, row in enumerate(rows) if row["id"] == rows[-1]["id"]]
    entries = journal.between(*ALWAYS)[-1].exercises
    for gone in (first[1:2], first[1:], first[:-1]):
        fewer = [row for place, row in enumerate(rows) if place not in gone]
        for left_out in ((), ("exercise_number",), ("done_reps", "planned_sets"), ("exercise_more",), ("updated_at",)):
            assert kinds(decided(journal, table(fewer, left_out))) == ["same"] * len(journal.between(*ALWAYS)), left_out
            changed = [{**row, "note": "changed"} if row["id"] == rows[-1]["id"] else row for row in fewer]
            *_, found = decided(journal, table(changed, left_out))
            assert found.record is not None
            assert (found.record.note, found.record.exercises) == ("changed", entries)
    more = {**rows[-1], "exercise": "new", "exercise_number": "5", "exercise_more": ""}
    *_, found = decided(journal, table([*rows, more]))
    assert found.record is not None
    assert found.record.exercises[:-1] == entries
    assert found.record.exercises[-1].exercise == "new"


# --- newer and older ----------------------------------------------------------------------


def everything(journal: Journal) -> list[Any]:
    """Give what a journal shows, the times of change apart."""
    return [replace(record, updated_at=MORNING) for record in journal.between(*ALWAYS)]


def filled(folder: Path) -> Journal:
    journal = Journal(folder, ticking(LATER))
    for record in RECORDS:
        journal.add(record)
    return journal


@pytest.fixture
def own(tmp_path: Path) -> Journal:
    """Give a journal of three sessions to change."""
    return filled(tmp_path / "own")


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


def in_file(folder: Path, *documents: dict[str, Any]) -> Path:
    (folder / "in.json").write_text(json.dumps(documents), encoding="utf-8")
    return folder / "in.json"


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


# --- a person's own rows ------------------------------------------------------------------


def test_rows_without_an_id_are_new_sessions_of_ones_own_and_come_once(own: Journal, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "day,started_at,comfort,note,routine,source,schema,timezone\n"
        "2026-11-02,,4,by day,,,,\n"
        "2026-11-02,,2,again that day,,,,\n"
        ",2026-11-03T06:30:00+01:00,,by time,,,,\n"
        ",2026-11-04T02:00:00+01:00,,before the day begins,,,,\n",
        encoding="utf-8",
    )
    assert take_in(own, path).new == 4
    found = {record.note: record for record in own.between(date(2026, 11, 1), date(2026, 11, 5))}
    assert {note: str(record.day) for note, record in found.items()} == {
        "by day": "2026-11-02",
        "again that day": "2026-11-02",
        "by time": "2026-11-03",
        "before the day begins": "2026-11-03",
    }
    assert {record.source for record in found.values()} == {RecordSource.MANUAL}
    assert {record.outcome for record in found.values()} == {Outcome.COMPLETED}
    assert {(record.routine, record.timezone) for record in found.values()} == {("morning-bed", "UTC")}
    assert found["by day"].started_at == datetime(2026, 11, 2, 8, tzinfo=UTC)
    elsewhere = replace(OWN, zone=PARIS, timezone="Europe/Paris")
    again = exchange.import_file(own, path, elsewhere)
    assert (again.new, again.same) == (0, 4), "where the person is now made them others"
    path.write_text(path.read_text("utf-8").replace(",4,by day", ",5,by day"), encoding="utf-8")
    assert take_in(own, path).changed == 1


def days_alone(own: Journal, folder: Path, *rows: str) -> tuple[int, int, int, int]:
    path = folder / "days.csv"
    path.write_text("\n".join(("day,comfort,note", *rows)), encoding="utf-8")
    done = take_in(own, path)
    return done.new, done.changed, done.same, done.older


def test_rows_of_one_day_are_told_apart_by_what_they_say(own: Journal, tmp_path: Path) -> None:
    morning, evening, walk = "2026-11-02,4,morning", "2026-11-02,2,evening", "2026-11-02,5,third walk"
    assert days_alone(own, tmp_path, morning, evening) == (2, 0, 0, 0)
    assert days_alone(own, tmp_path, evening, morning) == (0, 0, 2, 0), "sorted the other way"
    assert days_alone(own, tmp_path, walk) == (1, 0, 0, 0), "of another sheet"
    assert days_alone(own, tmp_path, "2026-11-02,2,late evening") == (0, 1, 0, 0), "a cell was changed"
    notes = {record.note: record for record in own.between(date(2026, 11, 2), date(2026, 11, 2))}
    assert sorted(notes) == ["late evening", "morning", "third walk"]
    own.delete(notes["morning"].id)
    assert days_alone(own, tmp_path, morning) == (0, 0, 0, 1), "it was deleted since"
    assert days_alone(own, tmp_path, "2026-11-02,1,a fourth one") == (1, 0, 0, 0)


def test_what_has_the_id_left_out_is_found_by_when_it_began(own: Journal, tmp_path: Path) -> None:
    last = own.between(*ALWAYS)[-1]
    (tmp_path / "in.csv").write_text(f"started_at,note\n{last.started_at.isoformat()},found\n", encoding="utf-8")
    assert take_in(own, tmp_path / "in.csv").changed == 1
    assert own.get(last.id).note == "found"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("nobody,,", "line 2, column day: expected a day"),
        (",25-May-2026,", "line 2, column day: expected a day YYYY-MM-DD, got '25-May-2026'"),
        (",,x", "line 2, column id: expected a day or an id"),
        (",2027-03-01,", "line 2, column day: expected a time that has come"),
    ],
)
def test_a_new_session_needs_a_day_that_has_come(own: Journal, tmp_path: Path, row: str, expected: str) -> None:
    (tmp_path / "in.csv").write_text(f"id,day,note\n{row}\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match=expected):
        take_in(own, tmp_path / "in.csv")


NOT_A_ZONE = "timezone: expected a time zone's name, as Europe/Paris, got 'Mars/Base'"
NOT_YET = "schema: expected a whole number 1-2, got 99"


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize(
    ("column", "value", "expected"), [("timezone", "Mars/Base", NOT_A_ZONE), ("schema", 99, NOT_YET)]
)
def test_a_zone_that_nobody_knows_and_a_schema_to_come_are_no_persons_word(
    own: Journal, tmp_path: Path, column: str, value: object, expected: str, *, known: bool
) -> None:
    last = own.between(*ALWAYS)[-1]
    row = {"id": last.id} if known else {"day": "2026-11-02"}
    sheet, document = tmp_path / "in.csv", tmp_path / "in.json"
    sheet.write_text(f"{','.join(row)},{column}\n{','.join(row.values())},{value}\n", encoding="utf-8")
    document.write_text(json.dumps([row | {column: value}]), encoding="utf-8")
    for path in (sheet, document):
        with pytest.raises(ExchangeError) as refusal:
            take_in(own, path)
        assert expected in str(refusal.value).replace("in.csv, line 2, column ", "")
        assert "nothing was imported" in str(refusal.value)
    assert own.between(*ALWAYS)[-1] == last


def test_a_bare_offset_is_a_zone(own: Journal, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("day,timezone\n2026-11-02,+05:30\n", encoding="utf-8")
    assert take_in(own, tmp_path / "in.csv").new == 1


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
