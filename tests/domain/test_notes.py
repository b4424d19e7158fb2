"""Finding sessions by their notes."""

from __future__ import annotations

from datetime import date, timedelta

from stretchtui.domain.history.notes import excerpt, matching
from stretchtui.domain.record import SessionRecord
from tests.support import make_record
from tests.tables import every_row

FIRST = date(2026, 11, 1)
NOTES = ("Slept badly, left knee", "", "  \n", "KNEE fine; café\nwalk", "Cafe\u0301 and a long sleep")


def noted() -> list[SessionRecord]:
    days = enumerate(NOTES)
    return [make_record(FIRST + timedelta(days=at), note=note, id=f"s{at}") for at, note in days]


@every_row(
    ("wanted", "ids"),
    [
        ("", ["s4", "s3", "s0"]),
        ("knee", ["s3", "s0"]),
        ("left  SLEPT", ["s0"]),
        ("café", ["s4", "s3"]),
        ("knee sleep", []),
        ("s", ["s4", "s0"]),
    ],
)
def test_a_note_is_found_by_every_word_in_it_in_any_case_and_order(wanted: str, ids: list[str]) -> None:
    assert [session.id for session in matching(noted(), wanted)] == ids


def test_an_excerpt_shows_the_first_word_that_is_looked_for_with_something_before_it() -> None:
    note = "one two three four five six seven eight nine ten"
    assert excerpt(note, "", 100) == note
    assert excerpt(note, "", 13) == "one two three…"
    assert excerpt(note, "SEVEN", 16) == "…six seven eight…"
    assert excerpt(note, "ten", 16) == "…n eight nine ten"
    assert excerpt("a\n b\t.*", ".*", 20) == "a b .*"
