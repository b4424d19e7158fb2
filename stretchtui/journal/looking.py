"""Looking back on the journal: one way for the screens, `stats` and the report to read and count."""

from __future__ import annotations

from datetime import date

from stretchtui.domain.trends import Trends, trends
from stretchtui.journal.care import Progress
from stretchtui.journal.journal import Journal, quietly


def look_back(
    journal: Journal,
    first: date | None,
    last: date | None,
    *,
    today: date,
    goal: int,
    first_weekday: int = 0,
    progress: Progress = quietly,
) -> Trends:
    """Read and count the sessions of the days first to last, both included.

    `first` None begins with the week of the earliest session. `last` None ends with today, or
    with the latest session where that is of a later day, as after a flight westwards. A `last`
    after both ends so too: days to come are neither planned nor missing. `goal` is days a week,
    1-7; weekdays count from Monday, 0. `progress` is called with how many months of how many
    are read. Thousands of sessions take about a second: call it off the event loop. Never
    raises for what is in the files; `journal.problems()` tells of it.
    """
    records = journal.glances(first or date.min, last or date.max, progress)
    end = max((today, *(record.day for record in records)))
    return trends(records, first, end if last is None else min(last, end), goal=goal, first_weekday=first_weekday)
