"""What looking back costs with ten years of mornings: `python -m tests.benchmarks.looking_back [FOLDER]`.

Prints milliseconds, medians of trials that take turns, and their ratios. The calendar's month
is what the screen reads and counts for it; the trends are those over all of the journal.
FOLDER says on which disk to measure; a temporary folder there is used, and removed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from calendar import MONDAY, SUNDAY
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from stretchtui.domain import calendar
from stretchtui.journal import Journal, load_trends
from tests.benchmarks.journal import A_MONTH, LARGE, LAST_MONTH, SMALL, fill

TURNS = 30
MOST_GROWTH = 1.3
MOST_S = 2.0
NAMES = {
    "month": "a month, weeks from Monday",
    "sunday": "a month, weeks from Sunday",
    "year": "a year of the calendar",
    "all": "trends of all",
}
MONTHS = ("month", "sunday")
LAST = LAST_MONTH.replace(day=30)


def now() -> datetime:
    return datetime.now(UTC)


def month(folder: Path, first_weekday: int = MONDAY) -> object:
    """Do what the calendar does to show a month with the days around it, the same in both journals.

    With weeks that begin on Monday its first week reaches into the month before; with Sunday it does not.
    """
    first, last = calendar.month_span(LAST.year, LAST.month)
    start = calendar.week_start(first, first_weekday)
    records = Journal(folder, now).between(start, last + timedelta(days=6))
    days = calendar.by_day(records)
    return calendar.marks(days), calendar.weeks(calendar.days_done(records), start, last, 3, first_weekday)


def month_from_sunday(folder: Path) -> object:
    return month(folder, SUNDAY)


def year(folder: Path) -> object:
    """Do what the calendar does to show a year."""
    first, last = date(LAST.year, 1, 1), date(LAST.year, 12, 31)
    seen = Journal(folder, now).summaries(first, last)
    return calendar.marks(calendar.by_day(seen)), calendar.weeks(calendar.days_done(seen), first, last, 3)


def all_of_it(folder: Path) -> object:
    return load_trends(Journal(folder, now), None, None, today=LAST, goal=3)


def timed(work: Callable[[Path], object], folder: Path) -> float:
    started = time.perf_counter()
    work(folder)
    return (time.perf_counter() - started) * 1000


def main() -> int:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as place:
        folders = {SMALL: Path(place, "small"), LARGE: Path(place, "large")}
        for sessions, folder in folders.items():
            fill(folder, sessions, A_MONTH)
        found: dict[tuple[str, int], list[float]] = {}
        for turn in range(TURNS):
            for sessions, folder in folders.items():
                works = (month, month_from_sunday, year, all_of_it)
                for name, work in zip(NAMES, works, strict=True):
                    if name in MONTHS or turn < 5:
                        found.setdefault((name, sessions), []).append(timed(work, folder))
    took = {key: statistics.median(values) for key, values in found.items()}
    print(f"{'milliseconds':<34}{SMALL:>10,}{LARGE:>10,}    ratio")
    for name, words in NAMES.items():
        small, large = took[name, SMALL], took[name, LARGE]
        bound = f"  (at most {MOST_GROWTH})" if name in MONTHS else ""
        print(f"{words:<34}{small:>10.2f}{large:>10.2f}{large / small:>9.2f}{bound}")
    good = all(took[name, LARGE] <= MOST_GROWTH * took[name, SMALL] for name in MONTHS)
    print(f"trends of all {LARGE:,} take {took['all', LARGE] / 1000:.2f} s  (at most {MOST_S:g})")
    return 0 if good and took["all", LARGE] <= MOST_S * 1000 else 1


if __name__ == "__main__":
    sys.exit(main())
