"""A glance tells what the whole record tells, or leaves the telling to it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st

from stretchtui.domain.record import SCHEMA, Pain, SessionRecord
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.domain.session_protocol import SessionLike
from stretchtui.journal import Journal, encode
from stretchtui.journal.errors import DamagedFileError, RecordError
from stretchtui.journal.records.order import understand_line
from stretchtui.journal.records.summaries import SessionSummary, read_record, summaries
from stretchtui.journal.storage.document import parse, serialise
from stretchtui.journal.storage.session_line import SessionLine
from tests.how_often import often
from tests.journal.strategies import MORNING, exercise_record, session_record, session_records, ticking
from tests.journal.support import revise
from tests.tables import every_row

KEYS = (
    *("schema", "day", "started_at", "ended_at", "timezone", "routine", "routine_name", "level", "short", "outcome"),
    *("active_s", "stiffness_before", "comfort", "scales", "note", "source", "speed", "updated_at", "deleted", "mood"),
    *("exercise", "name", "side", "planned", "done", "sets", "hold_s", "pain", "nrs", "phase"),
)
"""Keys of a record, of an exercise, of a dose, and one that nobody knows."""


def dose(found: object, *counts: str) -> list[object]:
    return [getattr(found, name) for name in (*counts, "hold_s")]


def story(found: SessionLike) -> list[object]:
    """Tell everything that a glance has."""
    entries = [
        (e.exercise, e.name, e.side, e.outcome, dose(e.planned, "sets", "reps"), dose(e.done, "reps"))
        for e in found.exercises
    ]
    ratings = [found.stiffness_before, found.stiffness_after, found.comfort]
    facts = [found.id, found.day, found.started_at, found.outcome, found.active_s, found.source, found.speed]
    return [*facts, *ratings, entries]


def file_of(*documents: dict[str, Any]) -> bytes:
    return serialise({"sessions": {document["id"]: document for document in documents}}).raw


def at_a_glance(raw: bytes) -> tuple[SessionSummary, ...] | None:
    """Look at the sessions in the bytes of a month file; None where that needs a closer look."""
    try:
        return summaries(parse(Path(), raw))
    except DamagedFileError:
        return None


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path, ticking())


@often(6, 1000, session_records())
def test_any_record_is_seen_as_it_is(record: SessionRecord) -> None:
    line = msgspec.json.encode(encode(record))
    assert encode(read_record(record.id, line)) == encode(understand_line(record.id, line)) == encode(record)
    found = at_a_glance(file_of(encode(record)))
    assert found is not None
    assert [story(seen) for seen in found] == [story(record)]


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.floats(0, 1e10) | st.text(max_size=9) | st.just("2026-11-22"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=2),
    max_leaves=4,
)


@often(15, 500, session_records(), st.lists(st.tuples(st.sampled_from(KEYS), anything), min_size=1, max_size=3))
def test_whatever_is_put_into_a_record_is_judged_as_the_codec_judges_it(
    record: SessionRecord, changes: list[tuple[str, Any]]
) -> None:
    document = encode(record)
    for key, value in changes:
        entries = document["exercises"]
        inner = [*entries, *(entry[name] for entry in entries for name in ("planned", "done"))]
        places = [place for place in inner if isinstance(place, dict) and key in place]
        (places or [document])[0][key] = value
    compare(document, record.id)


@every_row("count", [0, 1, 2])
def test_a_file_of_any_length_is_seen(count: int) -> None:
    found = at_a_glance(file_of(*(encode(session_record()) for _ in range(count))))
    assert found is not None
    assert len(found) == count


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_what_the_program_writes_and_wrote_is_seen_at_a_glance(schema: int) -> None:
    hurt = exercise_record(name="Knee to chest", pain=Pain(nrs=6, phase=PhaseKind.HOLD))
    found = at_a_glance(
        file_of(encode(session_record(exercises=(hurt,), routine_name="Mornings")) | {"schema": schema})
    )
    assert found is not None
    assert [(type(seen), seen.exercises[0].name) for seen in found] == [(SessionLine, "Knee to chest")]


def test_what_the_program_writes_is_seen_at_a_glance() -> None:
    found = at_a_glance(file_of(encode(session_record(note="café “\n”")), encode(session_record(ended_at=None))))
    assert found is not None
    assert [type(seen) for seen in found] == [SessionLine, SessionLine]


WRONG: dict[str, list[object]] = {
    "id": ["", "a b", "-a", "a\n", None, 3],
    "day": ["2026-11-22T07:00:00", "2026-1-2", "20261122", "0000-01-01", None],
    "started_at": ["2026-11-22 07:02:11+01:00", "2026-11-22T07:02:11", "2026-13-22T07:02:11Z", "2026-11-22t07:02:11z"],
    "updated_at": ["2026-11-22T07:02:11+0100", "2026-11-22T24:00:00Z", "", None],
    "ended_at": ["2026-11-22T07:02:10+01:00", "soon", 3],
    "timezone": ["", "x" * 101, None, "\x85"],
    "routine": ["", None, 1],
    "outcome": ["done", None, "Completed", []],
    "level": ["hard", 1, None],
    "short": [1, "true", None],
    "active_s": [-1, "3", True, 1e10, 412],
    "stiffness_before": [11, -1, 3.0, True, "3", None],
    "stiffness_after": [11, 0, 10],
    "comfort": [0, 6, 1],
    "scales": [[], {"": "x"}, {"x": 1}, {"x": "y" * 101}, None],
    "note": [None, 1, "x" * 100_001, "x" * 100_000],
    "source": ["me", None],
    "speed": [0, 1001, None, 0.001, True],
    "deleted": [None, 0, True],
    "routine_name": ["", None, "x" * 100, "x" * 101, 3, "\x1b[2J"],
    "schema": [0, 1, 2, 3, 1.0, True, 1_000_001, None],
    "exercises": [None, {}, [None], [{}]],
}


def compare(document: dict[str, Any], key: str) -> None:
    """Let the codec and a glance judge the same document."""
    raw = b'{"sessions": {\n%s: %s\n}\n}\n' % (msgspec.json.encode(key), msgspec.json.encode(document))
    line = msgspec.json.encode(document)
    try:
        record = understand_line(key, line)
    except RecordError:
        assert at_a_glance(raw) is None
        with pytest.raises(RecordError):
            read_record(key, line)
    else:
        assert repr(read_record(key, line)) == repr(record), "numbers too are the same to the point"
        found = at_a_glance(raw)
        assert found is not None
        assert [story(seen) for seen in found] == [story(record)]
        assert [seen.deleted for seen in found] == [record.deleted]


@every_row(
    ("key", "value"),
    [(key, value) for key, values in WRONG.items() for value in values],
)
def test_every_field_is_judged_as_the_codec_judges_it(key: str, value: object) -> None:
    document = encode(session_record()) | {key: value}
    compare(document, str(document["id"]))
    if key not in ("id", "exercises"):
        compare({other: document[other] for other in document if other != key}, document["id"])


@every_row(
    ("place", "value"),
    [
        (("exercise",), "\x1b[2J"),
        (("exercise",), "genou \u202eretourné"),
        (("exercise",), "genou à la poitrine"),
        (("exercise",), ""),
        (("exercise",), "x" * 101),
        (("side",), "up"),
        (("outcome",), "completed"),
        (("planned", "sets"), -1),
        (("planned", "sets"), 10_001),
        (("planned", "reps"), 1.0),
        (("planned", "hold_s"), -0.5),
        (("planned", "hold_s"), 1e6 + 1),
        (("planned", "hold_s"), "13"),
        (("done", "reps"), True),
        (("done", "hold_s"), None),
        (("done", "more"), "unknown fields are no reason"),
        (("more",), [1, 2]),
        (("name",), "Genou à la poitrine"),
        (("name",), "\x1b[2J"),
        (("name",), ""),
        (("name",), None),
        (("name",), 3),
        (("name",), "x" * 101),
        (("pain",), {"nrs": 6, "phase": "hold"}),
        (("pain",), {}),
        (("pain",), None),
        (("pain",), 6),
        (("pain",), {"nrs": 11}),
        (("pain",), {"nrs": 6.0}),
        (("pain",), {"nrs": None, "phase": None, "where": "knee"}),
        (("pain",), {"phase": "falling"}),
    ],
)
def test_every_field_of_an_exercise_too(place: tuple[str, ...], value: object) -> None:
    document = encode(session_record(exercises=(exercise_record(),)))
    inner = document["exercises"][0]
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    compare(document, document["id"])


def test_a_record_under_another_id_is_left_to_a_closer_look() -> None:
    document = encode(session_record())
    compare(document, "another")


@every_row(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"{",
        b'{"sessions": []}',
        b'{"others": {}}',
        b"\xff",
        b'{"sessions": {"a": 1}}',
        b"[" * 100_000,
    ],
)
def test_any_other_file_needs_a_closer_look(raw: bytes) -> None:
    assert at_a_glance(raw) is None


def test_another_layout_needs_a_closer_look() -> None:
    document = encode(session_record())
    assert at_a_glance(json.dumps({"sessions": {document["id"]: document}}, indent=2).encode()) is None


def test_the_journal_glances_at_what_it_lists(journal: Journal) -> None:
    days = [MORNING + timedelta(days=17 * number) for number in range(12)]
    records = [journal.add(session_record(day)) for day in (*days, days[3])]
    journal.delete(records[2].id)
    revise(journal, session_record(days[4], id=records[4].id, day=date(2025, 1, 3)))
    spans = [
        (date.min, date.max),
        (days[1].date(), days[7].date()),
        (days[5].date(), days[5].date()),
        (date.max, date.min),
    ]
    for first, last in spans:
        assert [story(seen) for seen in journal.summaries(first, last)] == [
            story(r) for r in journal.between(first, last)
        ]
    assert len(journal.summaries()) == 12


def test_progress_counts_the_months(journal: Journal) -> None:
    for number in range(4):
        journal.add(session_record(MORNING + timedelta(days=31 * number)))
    seen: list[tuple[int, int]] = []
    journal.summaries(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_record_in_two_months_counts_once(tmp_path: Path) -> None:
    older = encode(session_record(stiffness_before=1))
    newer = older | {
        "stiffness_before": 9,
        "updated_at": datetime(2027, 1, 1, tzinfo=UTC).isoformat(),
        "day": "2026-12-01",
    }
    (tmp_path / "2026-11.json").write_bytes(file_of(older))
    (tmp_path / "2026-12.json").write_bytes(file_of(newer))
    journal = Journal(tmp_path, ticking())
    assert [seen.stiffness_before for seen in journal.summaries()] == [9]
    assert [story(seen) for seen in journal.summaries()] == [
        story(record) for record in journal.between(date.min, date.max)
    ]


def test_a_month_with_a_fault_in_it_is_told_as_a_problem_and_the_rest_is_seen(tmp_path: Path) -> None:
    good, bad = encode(session_record()), encode(session_record()) | {"stiffness_before": 12}
    (tmp_path / "2026-11.json").write_bytes(file_of(good, bad))
    journal = Journal(tmp_path, ticking())
    assert [seen.id for seen in journal.summaries()] == [good["id"]]
    assert "stiffness_before" in str(journal.problems())


def test_a_damaged_month_is_mended_on_the_way(tmp_path: Path) -> None:
    good = encode(session_record())
    (tmp_path / "2026-11.json").write_bytes(file_of(good, encode(session_record()))[:-300])
    journal = Journal(tmp_path, ticking())
    assert [seen.id for seen in journal.summaries()] == [good["id"]]
    assert len(list(tmp_path.glob("*.damaged-*"))) == 1
    assert journal.problems()
