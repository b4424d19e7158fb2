"""Reading and counting in one step: where a period ends, and that all of it is there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from stretchtui.domain.history.trends import trends
from stretchtui.journal import Journal, load_trends
from tests.journal.strategies import MORNING, session_record, ticking

TODAY = MORNING.date()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path, ticking())
    for weeks in (0, 1, 7, 60):
        journal.add(session_record(MORNING - timedelta(weeks=weeks)))
    return journal


@pytest.mark.parametrize("first", [None, date(2026, 10, 1), date(2027, 1, 1)])
def test_it_counts_what_whole_records_give(journal: Journal, first: date | None) -> None:
    records = journal.between(date.min, date.max)
    whole = trends(records, first, TODAY, goal=3, today=TODAY, begun=min(record.day for record in records))
    assert load_trends(journal, first, TODAY, today=TODAY, goal=3) == whole
    assert load_trends(journal, first, None, today=TODAY, goal=3) == whole


def test_nothing_is_said_of_days_to_come(journal: Journal) -> None:
    found = load_trends(journal, date(2026, 11, 9), date(2026, 12, 31), today=TODAY, goal=3, plan=(0, 6))
    assert (found.last, found.counted.last, found.counted.plan_days) == (TODAY, date(2026, 11, 15), 2)
    assert (len(found.weeks_counted), found.so_far) == (1, found.weeks[-1])


def test_a_session_of_tomorrow_counts_since_the_person_flew_west(journal: Journal) -> None:
    yesterday = TODAY - timedelta(days=1)
    assert load_trends(journal, None, None, today=yesterday, goal=3).last == TODAY
    assert load_trends(journal, None, yesterday, today=yesterday, goal=3).sessions == 3
