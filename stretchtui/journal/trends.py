"""Looking back on the journal: one way for the screens, `stats` and the report to read and count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Unpack

from stretchtui.domain.history.period import apart, period_end
from stretchtui.domain.history.trends import CountedBy, Trends, trends
from stretchtui.journal.journal import Journal
from stretchtui.journal.progress import Progress, quietly


def load_trends(
    journal: Journal,
    first: date | None,
    last: date | None,
    *,
    today: date,
    progress: Progress = quietly,
    **counted_by: Unpack[CountedBy],
) -> Trends:
    """Read and count the sessions of the days first to last, both included.

    `first` None begins with the week of the earliest session. `last` None ends with today, or
    with the latest session where that is of tomorrow, as after a flight westwards. A `last`
    after both ends so too: nothing is said of days to come. Sessions on days that cannot be are
    set apart. `progress` is called with how many months of how many are read. Thousands of sessions
    take about a second: call it off the event loop. Never raises for what is in the files;
    `journal.problems()` tells of it.
    """
    inside, outside = apart(journal.summaries(first or date.min, last or date.max, progress), today)
    end, begun = period_end(last, today, inside), first and journal.first_day(today)
    found = trends(inside, first, end, today=today, begun=begun, **counted_by)
    return replace(found, out_of_range=tuple(outside))
