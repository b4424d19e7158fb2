"""Records to documents and back: lossless, tolerant where it may be, exact in what it refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import strategies as st

from stretchtui.domain import limits
from stretchtui.domain.record import SCHEMA, Pain, SessionRecord
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.journal.errors import JournalError, RecordError
from stretchtui.journal.records.codec import decode, encode, keep_unknown, prepared
from tests.how_often import often
from tests.journal.strategies import exercise_record, session_record, session_records
from tests.tables import every_row

KEYS = [
    *("schema", "id", "day", "started_at", "ended_at", "timezone", "routine", "level", "short", "outcome", "active_s"),
    *("exercises", "stiffness_before", "stiffness_after", "comfort", "scales", "note", "source", "speed"),
    *("updated_at", "deleted"),
]


def document(**changes: Any) -> dict[str, Any]:
    return encode(session_record()) | changes


def without(*keys: str) -> dict[str, Any]:
    return {key: value for key, value in document().items() if key not in keys}


@often(8, 1000, session_records())
def test_a_record_comes_back_as_it_was_even_through_text(record: SessionRecord) -> None:
    written = encode(record)
    assert decode(json.loads(json.dumps(written))) == record
    assert encode(decode(written)) == written


def test_keys_come_in_the_order_of_the_design() -> None:
    written = document()
    assert list(written) == KEYS
    assert list(written["exercises"][0]) == ["exercise", "side", "planned", "done", "outcome"]


def test_times_are_written_to_the_second_with_their_offset() -> None:
    written = document()
    assert written["started_at"] == "2026-11-22T07:02:11+01:00"
    assert written["day"] == "2026-11-22"


def test_a_zoned_instant_keeps_its_instant_in_the_repeated_hour() -> None:
    for start in (
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Paris")),
        pendulum.datetime(2026, 10, 25, 2, 30, tz="Europe/Paris", fold=1),
    ):
        record = session_record(started_at=start, ended_at=None)
        back = decode(encode(record))
        assert back.started_at.timestamp() == start.timestamp()
        assert encode(back)["started_at"] == "2026-10-25T02:30:00+01:00"


@every_row("text", ["2026-11-22T07:02:11Z", "2026-11-22T07:02:11.5+01:00", "2026-11-22T07:02:11.123456789-03:30"])
def test_other_programs_full_instants_are_read(text: str) -> None:
    assert decode(document(updated_at=text)).updated_at.utcoffset() is not None


def test_absent_and_null_mean_not_given() -> None:
    for given_up in (
        without("stiffness_before", "stiffness_after", "comfort", "level", "active_s", "ended_at", "note"),
        document(stiffness_before=None, stiffness_after=None, comfort=None, level=None, active_s=None, ended_at=None),
    ):
        record = decode(given_up)
        assert (record.stiffness_before, record.stiffness_after, record.comfort) == (None, None, None)
        assert (record.level, record.active_s, record.ended_at) == (None, None, None)


def test_unknown_fields_survive_everywhere_and_a_newer_schema_keeps_its_number() -> None:
    written = document(schema=7, mood={"word": "calm"})
    written["exercises"][0] |= {"pulse": [61, 63]}
    written["exercises"][0]["planned"] |= {"tempo": "3-0-3"}
    written["exercises"][0]["done"] |= {"angle": 40.5}
    record = decode(written)
    assert record.schema == 7
    assert record.extra == {"mood": {"word": "calm"}}
    assert record.exercises[0].extra == {"pulse": [61, 63], "planned": {"tempo": "3-0-3"}, "done": {"angle": 40.5}}
    assert encode(record) == written


def test_pain_and_the_names_of_then_are_written_where_there_are_any() -> None:
    plain = document(schema=1)
    assert encode(decode(plain)) == plain | {"schema": SCHEMA}
    written = document(routine_name="Mornings")
    written["exercises"][0] |= {"name": "Knee to chest", "pain": {"nrs": 6, "phase": "hold", "where": "hip"}}
    record = decode(written)
    assert (record.routine_name, record.exercises[0].name) == ("Mornings", "Knee to chest")
    assert record.exercises[0].pain == Pain(nrs=6, phase=PhaseKind.HOLD)
    assert record.exercises[1].pain is None
    assert encode(record) == written
    for odd in ({"pain": {"nrs": 11}}, {"pain": {"nrs": True}}, {"pain": {"phase": "falling"}}, {"pain": 6}):
        written["exercises"][1] |= odd
        with pytest.raises(RecordError, match=r"exercises\[1\]\.pain"):
            decode(written)


def test_unknown_fields_never_replace_known_ones() -> None:
    assert encode(session_record(extra={"note": "from elsewhere"}))["note"] == ""


def test_an_edit_that_knows_nothing_of_unknown_fields_keeps_them() -> None:
    twice = exercise_record(extra={"pulse": 60}), exercise_record(extra={"pulse": 70})
    stored = session_record(schema=3, extra={"mood": "calm"}, exercises=twice)
    edited = replace(stored, schema=1, extra={}, exercises=(exercise_record(), exercise_record()), note="new")
    kept = keep_unknown(stored, edited)
    assert kept == replace(stored, note="new")


def test_an_edit_of_an_unknown_field_stays_edited() -> None:
    line = exercise_record(extra={"angle": 30, "mood": "calm"})
    stored = session_record(schema=9, extra={"sleep": 7, "weather": "wet"}, exercises=(line,))
    edited = replace(stored, extra={"sleep": 8}, exercises=(replace(line, extra={"angle": 45}),))
    kept = keep_unknown(stored, edited)
    assert kept.extra == {"sleep": 8, "weather": "wet"}
    assert kept.exercises[0].extra == {"angle": 45, "mood": "calm"}


def test_hostile_text_is_made_harmless() -> None:
    record, kept = prepared(session_record(note="a\x1b]52;c;x\x07\r\nb \u202e\ud800", timezone="Eu\x9brope"))
    assert record.note == "a\ufffd]52;c;x\ufffd\nb \ufffd\ufffd"
    assert record.timezone == "Eu\ufffdrope"
    assert kept == encode(record)


def _exercise(**changes: Any) -> dict[str, Any]:
    return document(exercises=[document()["exercises"][0] | changes])


@every_row(
    ("bad", "key", "expected"),
    [
        (document(stiffness_before=11), "stiffness_before", "0-10"),
        (document(stiffness_after=True), "stiffness_after", "0-10"),
        (document(stiffness_after=3.0), "stiffness_after", "0-10"),
        (document(comfort=0), "comfort", "1-5"),
        (document(day="2026-02-30"), "day", "YYYY-MM-DD"),
        (document(day="20261122"), "day", "YYYY-MM-DD"),
        (document(day="2026-W47-7"), "day", "YYYY-MM-DD"),
        (document(day="٢٠٢٦-١١-٢٢"), "day", "YYYY-MM-DD"),
        (document(day=20261122), "day", "YYYY-MM-DD"),
        (document(started_at="2026-11-22T07:02:11"), "started_at", "offset"),
        (document(started_at="2026-11-22"), "started_at", "offset"),
        (document(started_at="2026-11-22T07:02+01:00"), "started_at", "offset"),
        (document(started_at="2026-11-22 07:02:11+01:00"), "started_at", "offset"),
        (document(started_at="2026-11-22T24:00:00+01:00"), "started_at", "offset"),
        (document(started_at="2026-11-22T07:02:11+25:00"), "started_at", "offset"),
        (document(ended_at="2026-11-22T07:02:10+01:00"), "ended_at", "not before"),
        (document(ended_at=""), "ended_at", "offset"),
        (document(outcome="heroic"), "outcome", "completed, partial, stopped-pain"),
        (document(outcome=["completed"]), "outcome", "completed"),
        (document(level="maximal"), "level", "gentle"),
        (document(source="dream"), "source", "timer"),
        (document(short=1), "short", "true or false"),
        (document(deleted="no"), "deleted", "true or false"),
        (document(active_s=-1), "active_s", "0-"),
        (document(active_s=float("nan")), "active_s", "0-"),
        (document(active_s=10**400), "active_s", "0-"),
        (document(speed=0), "speed", "0.001-1000"),
        (document(schema=0), "schema", "whole number"),
        (document(schema=True), "schema", "whole number"),
        (document(id="../../etc"), "id", "letters"),
        (document(id=""), "id", "letters"),
        (document(note="x" * (limits.NOTE_CHARACTERS + 1)), "note", str(limits.NOTE_CHARACTERS)),
        (document(note=None, timezone=None), "timezone", "text"),
        (document(routine=""), "routine", "1-100"),
        (document(scales={"stiffness": 1}), "scales", "names"),
        (document(scales=[]), "scales", "names"),
        (document(exercises={}), "exercises", "list"),
        (document(exercises=[None]), "exercises[0]", "object"),
        (_exercise(side="top"), "exercises[0].side", "left"),
        (_exercise(outcome="?"), "exercises[0].outcome", "done"),
        (_exercise(planned=None), "exercises[0].planned", "object"),
        (_exercise(planned={"sets": 1, "reps": True, "hold_s": 1}), "exercises[0].planned.reps", "whole number"),
        (_exercise(done={"reps": 1}), "exercises[0].done.hold_s", "number"),
        (without("updated_at"), "updated_at", "offset"),
        (without("id"), "id", "letters"),
        ([], "record", "object"),
        (None, "record", "object"),
        ("text", "record", "object"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(bad: object, key: str, expected: str) -> None:
    with pytest.raises(RecordError) as caught:
        decode(bad)
    assert isinstance(caught.value, JournalError)
    assert caught.value.key == key
    assert expected in caught.value.expected
    message = str(caught.value)
    assert message.startswith(f"{key}: expected ")
    assert "\n" not in message
    assert len(message) < 250


_any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)


@often(25, 2000, st.dictionaries(st.sampled_from([*KEYS, "later"]), _any_json, max_size=4), st.booleans())
def test_any_document_is_read_or_refused_but_never_more(changes: dict[str, Any], bare: bool) -> None:
    try:
        record = decode(changes if bare else document(**changes))
    except RecordError:
        return
    assert decode(encode(record)) == record
