"""Which of a record's copies counts: the later one, a deletion of the same moment, then the later day and month."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, Month
from stretchtui.journal.records.order import Copy, astray, later
from tests.journal.support import ALWAYS, put
from tests.support import make_record

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 1)
AT = datetime(2026, 11, 1, 7, tzinfo=UTC)
MS = timedelta(milliseconds=1)


def copy(day: date, at: datetime = AT, *, deleted: bool = False, lies_in: date | None = None) -> Copy:
    record: SessionRecord = make_record(day, updated_at=at, deleted=deleted)
    return Month.of(lies_in or day), record


@pytest.mark.parametrize(
    ("earlier", "last"),
    [
        pytest.param(copy(NOVEMBER, deleted=True), copy(OCTOBER, AT + MS), id="the later, whatever it is"),
        pytest.param(copy(NOVEMBER), copy(OCTOBER, deleted=True), id="a deletion of the same moment"),
        pytest.param(copy(OCTOBER), copy(NOVEMBER), id="the later day"),
        pytest.param(copy(OCTOBER, lies_in=OCTOBER), copy(OCTOBER, lies_in=NOVEMBER), id="the later month"),
    ],
)
def test_the_copy_that_counts(earlier: Copy, last: Copy) -> None:
    assert later(earlier) < later(last)
    for some in permutations([earlier, last]):
        assert astray(some)[0] == last


def test_a_moved_record_leaves_a_mark_that_leads_to_it() -> None:
    mark, moved = copy(NOVEMBER, deleted=True, lies_in=OCTOBER), copy(NOVEMBER, AT + MS)
    assert astray([mark, moved]) == (moved, [])


def test_a_copy_that_does_not_lead_to_the_last_is_astray() -> None:
    stale, moved = copy(OCTOBER), copy(NOVEMBER, AT + MS)
    assert astray([stale, moved]) == (moved, [stale])
    deleted_here = copy(OCTOBER, deleted=True)
    assert astray([deleted_here, moved]) == (moved, [deleted_here]), "its day is its own month: it leads nowhere"


def test_counting_and_reading_take_the_same_copy_of_two_that_are_alike_but_for_their_months(tmp_path: Path) -> None:
    record = make_record(OCTOBER, updated_at=AT)
    put(tmp_path / "2026-10.json", replace(record, note="here"))
    put(tmp_path / "2026-11.json", replace(record, note="there"))
    journal = Journal(tmp_path, lambda: AT)
    assert [found.note for found in journal.between(*ALWAYS)] == ["there"]
    assert [found.note for found in journal.summaries()] == ["there"]
