"""Ten awkward years, and every number once more by SQL from the files themselves."""

from __future__ import annotations

import calendar as gregorian
import itertools
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stretchtui.config import Config
from stretchtui.domain import calendar
from stretchtui.domain.calendar import DayMark, shift_month
from stretchtui.domain.choices import Weekday
from stretchtui.domain.history.period import Period, period_first
from stretchtui.domain.history.trends_document import document
from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, exchange, load_trends
from stretchtui.library import Library
from stretchtui.report.build import build_report
from stretchtui.tui.screens.day_text import day_text
from stretchtui.tui.widgets.day_view import DayView
from stretchtui.tui.widgets.month_view import MonthView
from stretchtui.tui.widgets.year_view import YearView
from tests.tables import every_row
from tests.terminal.home import call, today
from tests.tools.ten_years import LAST, main, ten_years, write
from tests.tui.harness import morning

ALWAYS = date.min, date.max
GOAL = 3
OWN = exchange.Own(routine="morning-bed", timezone="UTC", zone=UTC)

TABLES = """
create table session (
    id text primary key, day text, started text, outcome text, source text, speed real, active real,
    before integer, after integer, comfort integer, short integer, level text
);
create table side (
    session text, place integer, exercise text, side text, outcome text,
    planned_reps integer, planned_hold real, reps integer, held real
);
"""

WORKED_OUT = """
create index of_session on side (session);
create table counted as select *, (
    exists (select 1 from side where session = id and outcome = 'done')
    or (not exists (select 1 from side where session = id) and outcome <> 'stopped-pain')
) as counts from session;
create table ranked as select *, row_number() over (
    partition by day order by before is null, julianday(started), id
) as turn from session where before is not null or after is not null;
create table morning as select * from ranked where turn = 1;
create index of_counted on counted (day);
create index of_morning on morning (day);
create index of_day on session (day);
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("ten-years")
    write(ten_years(), home / "data" / "stretchtui" / "journal")
    return home


@pytest.fixture(scope="module")
def journal(home: Path) -> Journal:
    return Journal(home / "data" / "stretchtui" / "journal", lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def all_records(journal: Journal) -> tuple[SessionRecord, ...]:
    return tuple(journal.between(*ALWAYS))


@pytest.fixture(scope="module")
def sql(journal: Journal) -> sqlite3.Connection:
    """Read the files without anything of the program into tables of another kind."""
    base = sqlite3.connect(":memory:")
    base.executescript(TABLES)
    for path in journal.folder.glob("*.json"):
        for record in json.loads(path.read_text(encoding="utf-8"))["sessions"].values():
            if record["deleted"]:
                continue
            keys = ("id", "day", "started_at", "outcome", "source", "speed", "active_s")
            ratings = ("stiffness_before", "stiffness_after", "comfort", "short", "level")
            values = [record[key] for key in (*keys, *ratings)]
            base.execute(f"insert into session values ({','.join('?' * len(values))})", values)  # noqa: S608
            for place, entry in enumerate(record["exercises"]):
                planned, done = entry["planned"], entry["done"]
                reps = planned["sets"] * planned["reps"]
                row = (record["id"], place, entry["exercise"], entry["side"], entry["outcome"])
                doses = (reps, reps * planned["hold_s"], done["reps"], done["hold_s"])
                base.execute("insert into side values (?,?,?,?,?,?,?,?,?)", (*row, *doses))
    base.executescript(WORKED_OUT)
    return base


def one(sql: sqlite3.Connection, query: str, *values: object) -> tuple[Any, ...]:
    (row,) = sql.execute(query, values).fetchall()
    return tuple(row)


def spread(sql: sqlite3.Connection, of: str, table: str, first: date, last: date) -> dict[str, Any]:
    query = f"select count({of}), avg({of}), min({of}), max({of}) from {table} where day between ? and ?"  # noqa: S608
    n, mean, lowest, highest = one(sql, query, str(first), str(last))
    return {"n": n, "mean": None if mean is None else pytest.approx(mean), "lowest": lowest, "highest": highest}


def moving(sql: sqlite3.Connection, of: str, first: date, last: date) -> list[dict[str, Any]]:
    query = f"""
        with rated as (select day, {of} as value from morning where day between ? and ? and {of} is not null)
        select a.day, avg(b.value), count(*) from rated a
        join rated b on b.day between date(a.day, '-6 days') and a.day
        where (select count(*) from rated) >= 7 group by a.day order by a.day
    """  # noqa: S608
    return [
        {"day": day, "mean": pytest.approx(mean), "n": n}
        for day, mean, n in sql.execute(query, (str(first), str(last))).fetchall()
    ]


def expected(
    sql: sqlite3.Connection, first: date, last: date, first_weekday: int = 0, now: date = LAST
) -> dict[str, Any]:
    """Work out by other means all that `stats --json` says of a period."""
    inside = (str(first), str(last))
    sessions, days, active = one(
        sql, "select count(*), count(distinct day), total(active) from session where day between ? and ?", *inside
    )
    (done,) = one(sql, "select count(distinct day) from counted where counts and day between ? and ?", *inside)
    (held,) = one(sql, "select total(held) from side join session on id = session where day between ? and ?", *inside)
    weeks: list[dict[str, Any]] = []
    begun = date.fromisoformat(one(sql, "select min(day) from session")[0])
    this_week = now - timedelta(days=(now.weekday() - first_weekday) % 7)
    start = first - timedelta(days=(first.weekday() - first_weekday) % 7)
    while start <= last:
        a, b = max(start, first), min(start + timedelta(days=6), last)
        length = (b - a).days + 1
        (count,) = one(
            sql, "select count(distinct day) from counted where counts and day between ? and ?", str(a), str(b)
        )
        weeks.append(
            {
                "first": str(start),
                "days": length,
                "days_done": count,
                "goal_reached": count >= GOAL,
                "standing": "under-way" if start >= this_week else "counted" if length == 7 else "cut",
                "before": spread(sql, "before", "morning", a, b),
                "after": spread(sql, "after", "morning", a, b),
                "change": spread(sql, "after - before", "morning", a, b),
            }
        )
        start += timedelta(days=7)
    sides = sql.execute(
        """select exercise, side.side, count(*), sum(side.outcome = 'done'), sum(side.outcome = 'partial'),
        sum(side.outcome = 'skipped'), sum(side.outcome = 'stopped-pain') from side join session on id = session
        where day between ? and ? group by exercise, side.side order by min(julianday(started) * 1000 + place)""",
        inside,
    ).fetchall()
    names = ("exercise", "side", "times", "done", "partial", "skipped", "stopped-pain")
    given = dict(sql.execute("select comfort, count(*) from session where day between ? and ? group by 1", inside))
    (memory, fast, bare) = one(
        sql,
        """select total(source = 'manual'), total(speed <> 1), total(not exists (select 1 from side where session = id))
        from session where day between ? and ?""",
        *inside,
    )
    outcomes = dict(sql.execute("select outcome, count(*) from session where day between ? and ? group by 1", inside))
    inclusive = max(first, begun), min(last, this_week - timedelta(days=1))
    span = [inclusive[0] + timedelta(days=number) for number in range((inclusive[1] - inclusive[0]).days + 1)]
    with_session = {day for (day,) in sql.execute("select distinct day from session")}
    whole = [week for week in weeks if week["standing"] == "counted"]
    return {
        "from": str(first),
        "to": str(last),
        "days": (last - first).days + 1,
        "goal_days": GOAL,
        "days_done": done,
        "days_with_session": days,
        "days_counted": {
            "from": str(span[0]) if span else None,
            "to": str(span[-1]) if span else None,
            "days": len(span),
            "without_session": [str(day) for day in span if str(day) not in with_session],
            "plan": None,
        },
        "weeks_counted": len(whole),
        "weeks_goal_reached": sum(week["goal_reached"] for week in whole),
        "sessions": sessions,
        "outcomes": {name: outcomes.get(name, 0) for name in ("completed", "partial", "stopped-pain")},
        "from_memory": memory,
        "without_exercises": bare,
        "other_speed": fast,
        "active_s": pytest.approx(active, abs=0.06),
        "held_s": pytest.approx(held, abs=0.06),
        "stiffness": {
            "scale": "nrs-0-10/1",
            "before": spread(sql, "before", "session", first, last),
            "after": spread(sql, "after", "session", first, last),
            "change": spread(sql, "after - before", "session", first, last),
        },
        "comfort": {
            "scale": "comfort-1-5/1",
            **spread(sql, "comfort", "session", first, last),
            "given": {str(point): given.get(point, 0) for point in range(1, 6)},
        },
        "mornings": [
            dict(zip(("day", "before", "after"), row, strict=True))
            for row in sql.execute(
                "select day, before, after from morning where day between ? and ? order by day", inside
            ).fetchall()
        ],
        "mean_7_days": {"before": moving(sql, "before", first, last), "after": moving(sql, "after", first, last)},
        "weeks": weeks,
        "exercises": [dict(zip(names, row, strict=True)) for row in sides],
        "out_of_range": [],
    }


def periods() -> Iterator[tuple[str, date, date, int]]:
    for period in Period:
        for first_weekday in (gregorian.MONDAY, gregorian.SUNDAY):
            first = period_first(period, LAST, first_weekday)
            yield f"{period}-{first_weekday}", first or date(2016, 11, 20 + (first_weekday == 0)), LAST, first_weekday
    for year, month in ((2020, 2), (2024, 2), (2021, 3), (2021, 10), (2018, 12), (2019, 1)):
        yield f"{year}-{month:02}", *calendar.month_span(year, month), 0
    yield "a day", date(2024, 2, 29), date(2024, 2, 29), 3


# --- the generator ------------------------------------------------------------------------


@pytest.mark.slow
def test_the_ten_years_have_in_them_what_breaks_things(journal: Journal) -> None:
    records = ten_years()
    alive = [record for record in records if not record.deleted]
    assert ten_years() == records, "the same seed made something else"
    assert 1_560 <= len(alive) <= 3_000
    assert len({record.timezone for record in alive}) >= 5
    assert {record.day for record in alive} >= {date(2020, 2, 29), date(2024, 2, 29)}
    assert any(record.ended_at and record.ended_at.date() > record.started_at.date() for record in alive)
    assert any(record.started_at.date() > record.day for record in alive)
    changed = set()
    for earlier, later in itertools.pairwise(alive):
        if earlier.timezone == later.timezone == "Europe/Paris" and earlier.day == later.day:
            hours = [f"{record.started_at:%z}"[:3] for record in (earlier, later)]
            changed.add((hours[0], hours[1]))
    assert changed >= {("+01", "+02"), ("+02", "+01")}, "a day on which the clocks change has sessions on both sides"
    weeks = calendar.weeks(calendar.days_done(alive), date(2016, 11, 28), LAST, GOAL)
    assert {week.days_done for week in weeks} >= {0, 1, 3, 6}
    assert any(len(found) >= 4 for found in calendar.by_day(alive).values())
    assert len(journal.summaries()) == len(alive)
    assert not journal.problems()


# --- the numbers --------------------------------------------------------------------------


def assert_agrees(journal: Journal, sql: sqlite3.Connection, first: date, last: date, first_weekday: int) -> None:
    found = load_trends(journal, first, last, today=LAST, goal=GOAL, first_weekday=first_weekday)
    assert document(found) == expected(sql, first, last, first_weekday)


@every_row("period", [period for period in periods() if not period[0].startswith("all")])
def test_every_number_of_a_period_agrees_with_sql(
    journal: Journal, sql: sqlite3.Connection, period: tuple[str, date, date, int]
) -> None:
    assert_agrees(journal, sql, *period[1:])


@pytest.mark.slow
@every_row("period", [period for period in periods() if period[0].startswith("all")])
def test_every_number_of_all_ten_years_agrees_with_sql(
    journal: Journal, sql: sqlite3.Connection, period: tuple[str, date, date, int]
) -> None:
    assert_agrees(journal, sql, *period[1:])


@pytest.mark.slow
def test_the_verb_says_the_same(home: Path, sql: sqlite3.Connection) -> None:
    done = call(home, "stats", "--json", "--to", str(LAST))
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == expected(sql, date(2016, 11, 21), LAST, now=today())


def test_every_day_has_the_mark_that_sql_gives_it(
    journal: Journal, all_records: Sequence[SessionRecord], sql: sqlite3.Connection
) -> None:
    marks = calendar.marks(calendar.by_day(all_records))
    ranks = "case outcome when 'stopped-pain' then 0 when 'completed' then 1 else 2 end"
    rows = sql.execute(f"select day, min({ranks}) from session group by day").fetchall()  # noqa: S608
    words = (DayMark.STOPPED_PAIN, DayMark.COMPLETED, DayMark.PARTIAL)
    assert {str(day): mark for day, mark in marks.items()} == {day: words[rank] for day, rank in rows}
    assert calendar.marks(calendar.by_day(journal.summaries())) == marks


@every_row("year", [2016, 2020, 2024, 2026])
def test_a_year_of_cells_has_every_day_done_once(journal: Journal, sql: sqlite3.Connection, year: int) -> None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    marks = calendar.marks(calendar.by_day(journal.summaries(first, last)))
    cells = [day for column in calendar.year_grid(year, 6) for day in column if day]
    assert len(cells) == len(set(cells))
    (days,) = one(sql, "select count(distinct day) from session where day between ? and ?", str(first), str(last))
    assert sum(marks.get(day, DayMark.NOTHING) is not DayMark.NOTHING for day in cells) == days > 0 or year == 2016


@every_row("first_weekday", [gregorian.MONDAY, gregorian.SATURDAY, gregorian.SUNDAY])
def test_every_week_row_counts_what_sql_counts(
    all_records: Sequence[SessionRecord], sql: sqlite3.Connection, first_weekday: int
) -> None:
    done = calendar.days_done(all_records)
    weeks = calendar.weeks(done, date(2016, 11, 20), LAST, GOAL, first_weekday)
    days = [date.fromisoformat(day) for (day,) in sql.execute("select distinct day from counted where counts")]
    starts = Counter(day - timedelta(days=(day.weekday() - first_weekday) % 7) for day in days)
    assert {week.first: week.days_done for week in weeks if week.days_done} == dict(starts)
    assert all(week.reached == (starts[week.first] >= GOAL) for week in weeks)


def lines_of_day(sql: sqlite3.Connection, day: str) -> list[str]:
    """Give the lines with numbers in them that a day opened has, from the files alone."""
    lines = []
    query = (
        "select id, started, outcome, before, after, comfort from session where day = ? order by julianday(started), id"
    )
    for key, started, outcome, before, after, comfort in sql.execute(query, [day]).fetchall():
        rated = f"{'–' if before is None else before} → {'–' if after is None else after} (0 none, 10 worst)"
        lines += [started[11:16], outcome.replace("-", " for "), "not rated" if before is after is None else rated]
        lines.append("not rated" if comfort is None else f"{comfort} of 5")
        sides = sql.execute("select * from side where session = ? order by place", [key]).fetchall()
        for _, _, _, side, done, planned_reps, planned_s, reps, held_s in sides:
            line = f"{'' if side == 'both' else side} {done.replace('-', ' for ')}"
            if held_s or done != "skipped":
                counted = "" if planned_reps == 1 else f" {reps} of {planned_reps} reps,"
                line += f",{counted} {held_s:g} of {planned_s:g} s"
            lines.append(line.strip())
    return lines


def test_every_day_opened_says_what_sql_says(
    all_records: Sequence[SessionRecord], sql: sqlite3.Connection, shipped: Library
) -> None:
    days = calendar.by_day(all_records)
    assert len(days) == one(sql, "select count(distinct day) from session")[0] > 1000
    for day, records in list(days.items())[::3]:
        told = day_text(day, records, shipped, unicode=True).plain.splitlines()
        at = 0
        for wanted in lines_of_day(sql, str(day)):
            found = next((number for number in range(at, len(told)) if wanted in " ".join(told[number].split())), None)
            assert found is not None, (day, wanted, told[at:])
            at = found + (wanted[:1].isalpha() and not wanted.startswith(("completed", "partial", "stopped")))


@pytest.mark.slow  # walks a hundred and twenty months and eleven years by the keys
async def test_every_month_and_year_on_the_screen_agrees_with_sql(home: Path, sql: sqlite3.Connection) -> None:
    folder = home / "data" / "stretchtui"
    signs = {"completed": "●", "partial": "◐", "stopped-pain": "▲"}
    ranks = "case outcome when 'stopped-pain' then 0 when 'completed' then 1 else 2 end"
    worst = sql.execute(f"select day, outcome, min({ranks}) from session group by day").fetchall()  # noqa: S608
    glyphs = {day: signs[outcome] for day, outcome, _ in worst}
    rated = {
        day: f"{'–' if before is None else before}→{'–' if after is None else after}"
        for day, before, after in sql.execute("select day, before, after from morning")
    }
    counted = {day for (day,) in sql.execute("select distinct day from counted where counts")}
    async with morning(folder, size=(120, 40)) as hand:
        await hand.press("c")
        assert hand.app.context.today() == LAST
        for month in (shift_month(LAST, -back) for back in range(121)):
            view = hand.app.screen.query_one(MonthView)
            assert (view.day.year, view.day.month) == (month.year, month.month)
            rows = list(month_rows(view))
            assert [day for row in rows for day in row.days] == [
                month.replace(day=1) + timedelta(days=n)
                for n in range(gregorian.monthrange(month.year, month.month)[1])
            ]
            for row in rows:
                start = row.days[0] - timedelta(days=row.days[0].weekday())
                count = sum(str(start + timedelta(days=n)) in counted for n in range(7))
                assert row.count == (f"{count} ✓" if count >= GOAL else str(count or "")), row
                for day, glyph, word in zip(row.days, row.glyphs, row.words, strict=True):
                    assert (glyph, word) == (glyphs.get(str(day), "·"), rated.get(str(day), "")), day
            first, last = calendar.month_span(month.year, month.month)
            assert period_line(sql, first, last) in hand.text("#period")
            await hand.press("pageup")
        await hand.press("home", "y")
        for number in range(LAST.year, LAST.year - 11, -1):
            await hand.until(
                lambda number=number: (
                    getattr(hand.app.screen, "year_read", None) is not None and hand.app.screen.year_read[0] == number
                )
            )
            year = hand.app.screen.query_one(YearView)
            cells = drawn(year)
            for column, week in enumerate(calendar.year_grid(number)):
                for line, day in enumerate(week):
                    if day is not None:
                        assert cells[line + 1][4 + 2 * column] == glyphs.get(str(day), "·"), day
            assert period_line(sql, date(number, 1, 1), date(number, 12, 31)) in hand.text("#period")
            await hand.press("pageup")


@dataclass(frozen=True)
class MonthRow:
    """A week as a month view draws it: its days of the month, their glyphs and words, and its count."""

    days: list[date]
    glyphs: list[str]
    words: list[str]
    count: str


def drawn(view: DayView) -> list[str]:
    return ["".join(segment.text for segment in view.render_line(y)) for y in range(view.size.height)]


def month_rows(view: MonthView) -> Iterator[MonthRow]:
    """Read a month off the screen: the glyph after the day, the word on the next line."""
    lines, wide = drawn(view), view.cell_width
    for y, line in enumerate(lines[1:-1], start=1):
        cells = [(line[wide * n :][:wide], lines[y + 1][wide * n :][:wide]) for n in range(7)]
        found = [(cell[1:3].strip(), cell[4], word.strip()) for cell, word in cells if cell[1:3].strip().isdigit()]
        if not found or not all(cell[4] in "●◐▲·" for cell, _ in cells if cell.strip()):
            continue
        yield MonthRow(
            [date(view.day.year, view.day.month, int(day)) for day, _, _ in found],
            [glyph for _, glyph, _ in found],
            [word for _, _, word in found],
            line[7 * wide :].strip(),
        )


def period_line(sql: sqlite3.Connection, first: date, last: date) -> str:
    inside = str(first), str(last)
    (days,) = one(sql, "select count(distinct day) from counted where counts and day between ? and ?", *inside)
    (sessions,) = one(sql, "select count(*) from session where day between ? and ?", *inside)
    return f"{days} day{'s' * (days != 1)} done, {sessions} session{'s' * (sessions != 1)}"


def test_days_are_those_of_the_wall_clock_four_hours_earlier(sql: sqlite3.Connection) -> None:
    wrong = sql.execute("select id from session where day <> date(substr(started, 1, 19), '-4 hours')").fetchall()
    assert wrong == []


def test_a_report_agrees_with_sql(journal: Journal, sql: sqlite3.Connection, shipped: Library) -> None:
    first, last = date(2024, 2, 1), date(2024, 3, 31)
    found = build_report(journal, shipped, Config(week_starts_on=Weekday.SUNDAY), first, last, today=LAST).report
    assert document(found.trends) == expected(sql, first, last, gregorian.SUNDAY)
    rows = sql.execute(
        """select exercise, side.side, sum(planned_reps), sum(reps), sum(planned_hold), sum(held) from side
        join session on id = session where day between ? and ? group by 1, 2""",
        (str(first), str(last)),
    ).fetchall()
    doses = {
        (exercise, side.value): (dose.reps_planned, dose.reps_done, dose.hold_planned_s, pytest.approx(dose.held_s))
        for (exercise, side), dose in found.doses.items()
    }
    assert doses == {(row[0], row[1]): tuple(row[2:]) for row in rows}
    (short,) = one(sql, "select sum(short) from session where day between ? and ?", str(first), str(last))
    assert found.short == short
    levels = dict(
        sql.execute("select level, count(*) from session where day between ? and ? group by 1", (str(first), str(last)))
    )
    assert {level.value: count for level, count in found.levels.items()} == {k: v for k, v in levels.items() if k}


# --- out and in ---------------------------------------------------------------------------


@pytest.mark.slow  # a hundred and twenty files, each synced to the disk
@pytest.mark.parametrize("suffix", exchange.FILE_SUFFIXES)
def test_ten_years_go_out_and_come_in_equal(journal: Journal, tmp_path: Path, suffix: str) -> None:
    done = exchange.export(journal, tmp_path / f"out{suffix}")
    other = Journal(tmp_path / "other", lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert exchange.import_file(other, done.paths[0], OWN).new == done.sessions + done.deleted
    assert other.between(*ALWAYS) == journal.between(*ALWAYS)
    assert exchange.import_file(other, done.paths[0], OWN).changed == 0
    if suffix == ".json":
        assert {key: json.loads(line) for key, line in other.lines().items()} == {
            key: json.loads(line) for key, line in journal.lines().items()
        }


# --- the command --------------------------------------------------------------------------


@pytest.mark.slow
def test_the_command_fills_a_new_folder_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "new"
    monkeypatch.setattr("sys.argv", ["ten_years", str(folder), "--seed", "1", "--last", "2024-03-01"])
    main()
    assert len(list(folder.glob("*.json"))) in (120, 121, 122)
    with pytest.raises(SystemExit):
        main()
