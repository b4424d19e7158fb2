"""Days and instants as spreadsheets rewrite them, read only where one reading is left.

A day may be 20.11.2026, 20/11/2026, 11/20/2026, 2026-11-20 00:00:00, or the number of days that
a spreadsheet counts it by, and an instant such a day with a time and no offset. Of 04/05/2026
the other cells decide: the row's own start, else another day of that shape in the sheet that
has one reading. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from stretchtui.domain.dataclass import dataclass
from stretchtui.journal.transfer.csv_cells import name
from stretchtui.journal.transfer.csv_table import Rows, TableError
from stretchtui.journal.transfer.own_sessions import zone_named

DAYS = ("day", "started_at", "ended_at", "updated_at")
"""The columns that are read here; the first has days, the others instants."""

_BESIDE = {"day": ("started_at", (-1, 0)), "started_at": ("day", (0, 1)), "ended_at": ("started_at", (0, 1))}
"""Which other day in a row tells about one, and by how many days that may differ from it."""

_JOURNAL_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_JOURNAL_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)")
_DAY = r"([0-9]{1,4})\s*([./-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})\.?"
_TIME = r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,6})[0-9]{0,3})?)?(?:\s*([ap])\.?\s?m\.?)?"
_WRITTEN = re.compile(rf"{_DAY}(?:(?:\s*[T,]\s*|\s+){_TIME}\s*(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?", re.I)
_SERIAL = re.compile(r"[0-9]{5,7}(?:[.,][0-9]{1,15})?")
_LONGEST = 60
_EPOCHS = {"counted from 1900": date(1899, 12, 30), "counted from 1904": date(1904, 1, 1)}


class DayError(ValueError):
    """A cell has no reading, or more than one; `column` says which."""

    def __init__(self, column: str, what: str) -> None:
        super().__init__(what)
        self.column = column
        self.what = what


@dataclass(frozen=True, slots=True)
class _Cell:
    """A day with what it may be: `days` by the way of reading; cells of one `shape` are read one way.

    `at` is its time, None without one; `offset` is blank where none is written.
    """

    text: str
    shape: str
    days: Mapping[str, date]
    at: time | None = None
    offset: str = ""


class Days:
    """Reads the days of one sheet: first every row is learned from, then each can be read."""

    def __init__(self, today: date, zone: tzinfo | None = None) -> None:
        """Take the day that it is now, and the zone for new sessions that name none."""
        self._latest = today + timedelta(days=1)
        self._zone = zone
        self._ways: dict[str, frozenset[str]] = {}
        self._by_rows: dict[str, frozenset[str]] = {}

    def learn(self, row: Mapping[str, str]) -> None:
        """Look at a row's days for what they say about others of their shape."""
        cells = self._row(row)
        for column, cell in cells.items():
            _narrow(self._ways, cell.shape, frozenset(cell.days))
            fitting = _fitting(column, cells)
            if len(_distinct(cell, fitting)) == 1 < len(_distinct(cell, frozenset(cell.days))):
                _narrow(self._by_rows, cell.shape, fitting)

    def read(self, row: Mapping[str, str]) -> dict[str, str]:
        """Give the row's days and instants as the journal writes them, by column; blank ones are left out.

        What is no day at all is given as it is. Raises DayError for what has no reading left, or two.
        """
        cells = self._row(row)
        zone = name(row.get("timezone") or "")
        own = None if name(row.get("id") or "") else self._zone
        found: dict[str, str] = {}
        for column in DAYS:
            text = (row.get(column) or "").strip()
            if column not in cells or _as_in_journal(column, text):
                if text:
                    found[column] = text
            elif column == DAYS[0]:
                found[column] = _whole_day(cells[column], self._day(column, cells))
            else:
                found[column] = self._instant(column, cells[column], self._day(column, cells), zone, own)
        return found

    def _row(self, row: Mapping[str, str]) -> dict[str, _Cell]:
        """Give the cells that are days; one in the journal's own form is among them for what it says of others."""
        if all(not row.get(column) or _as_in_journal(column, row[column]) for column in DAYS):
            return {}
        found = {column: self._parsed(column, (row.get(column) or "").strip()) for column in DAYS}
        return {column: cell for column, cell in found.items() if cell}

    def _parsed(self, column: str, text: str) -> _Cell | None:
        if not text or len(text) > _LONGEST:
            return None
        if _SERIAL.fullmatch(text):
            return self._serial(column, text.replace(",", "."))
        found = _WRITTEN.fullmatch(text)
        if found is None:
            return None
        first, separator, middle, last = found.group(1, 2, 3, 4)
        at = None if found[5] is None else _time(column, text, found)
        days = {way: day for way, day in _ways(first, separator, middle, last) if day}
        if not days:
            raise DayError(column, f"{text}: there is no such day; write days as 2026-11-20")
        shape = "year first" if len(first) == 4 else f"{separator}{len(last)}"
        return _Cell(text, shape, days, at, found[10] or "")

    def _serial(self, column: str, text: str) -> _Cell:
        whole, _, part = text.partition(".")
        seconds = round(float(f"0.{part or 0}") * 86_400)
        hours, rest = divmod(min(seconds, 86_399), 3_600)
        at = time(hours, *divmod(rest, 60)) if seconds or column != DAYS[0] else None
        days: dict[str, date] = {}
        for way, epoch in _EPOCHS.items():
            with suppress(OverflowError):
                day = epoch + timedelta(days=int(whole))
                if day <= self._latest:
                    days[way] = day
        if not days:
            what = f"{text} is no day up to {self._latest} as spreadsheets count them"
            raise DayError(column, f"{what}; write days as 2026-11-20")
        return _Cell(text, "number", days, at)

    def _day(self, column: str, cells: Mapping[str, _Cell]) -> date:
        """Choose the one reading that is left by the row and the sheet."""
        cell = cells[column]
        every = frozenset(cell.days)
        days = _distinct(cell, every)
        if len(days) == 1:
            return days[0]
        ways = (_fitting(column, cells) or every) & (self._ways.get(cell.shape) or every)
        if len(_distinct(cell, ways)) > 1:
            ways &= self._by_rows.get(cell.shape) or every
        left = _distinct(cell, ways)
        if len(left) == 1:
            return left[0]
        # Where a row and its sheet say different things, none is right for sure.
        why = "nothing around it tells which" if left else "the cells around it tell different ones"
        listed = " or ".join(day.isoformat() for day in days)
        raise DayError(column, f"{cell.text} may be {listed}, and {why}; write one of these")

    def _instant(self, column: str, cell: _Cell, day: date, zone: str, own: tzinfo | None) -> str:
        if cell.at is None:
            raise DayError(column, f"{cell.text} has no time; write it as {day}T07:02:11+01:00")
        wall = datetime.combine(day, cell.at)
        if cell.offset:
            return _placed(wall, cell.offset)
        return _in_zone(column, cell, wall, _named(column, cell, zone, own))


def _named(column: str, cell: _Cell, zone: str, own: tzinfo | None) -> tzinfo:
    """Find the zone of a row; a new session that names none is in the person's own."""
    if not zone and own:
        return own
    if (found := zone_named(zone)) is not None:
        return found
    raise DayError(column, f"{cell.text} has no offset, and timezone names no zone that is known; add an offset")


def _as_in_journal(column: str, text: str) -> bool:
    return bool((_JOURNAL_DAY if column == DAYS[0] else _JOURNAL_INSTANT).fullmatch(text))


def settled(rows: Rows, days: Days) -> list[tuple[int, dict[str, str]]]:
    """Put the days of all rows of a sheet into the journal's form; raises TableError for one that has no such."""
    listed = list(rows)
    for task in (days.learn, days.read):
        before: tuple[str | None, ...] = ()
        found: dict[str, str] | None = None
        for line, row in listed:
            # The rows of one session have the same days.
            now = tuple(map(row.get, (*DAYS, "timezone")))
            if now != before:
                try:
                    before, found = now, task(row)
                except DayError as error:
                    raise TableError(line, error.column, error.what) from None
            if found is not None:
                row |= {column: found.get(column, "") for column in DAYS if column in row}
    return listed


def _narrow(known: dict[str, frozenset[str]], shape: str, ways: frozenset[str]) -> None:
    """Keep the ways that all cells of a shape allow; none are left, and stay so, where they disagree."""
    known[shape] = known.get(shape, ways) & ways


def _distinct(cell: _Cell, ways: frozenset[str]) -> list[date]:
    return sorted({day for way, day in cell.days.items() if way in ways})


def _fitting(column: str, cells: Mapping[str, _Cell]) -> frozenset[str]:
    """Give the ways in which a cell fits its row: none where the row does not tell.

    A session belongs to the day of its start or, after midnight, the one before, and ends on
    that day or the next.
    """
    beside, steps = _BESIDE.get(column, ("", ()))
    cell, other = cells[column], cells.get(beside)
    if other is None:
        return frozenset()
    inside = [day for day in other.days.values() if date.min < day < date.max]
    near = {day + timedelta(days=step) for day in inside for step in steps}
    return frozenset(way for way, day in cell.days.items() if day in near)


def _ways(first: str, separator: str, middle: str, last: str) -> Iterable[tuple[str, date | None]]:
    """Read three numbers in every order that their lengths allow; a day with points never has its month first."""
    if len(first) == 4 and len(last) < 3:
        yield "year first", _date(first, middle, last)
        return
    if len(last) in (2, 4) and len(first) < 3:
        yield "day first", _date(last, middle, first)
        if separator != ".":
            yield "month first", _date(last, first, middle)
    if len(first) == 2 and len(last) < 3:
        yield "year first", _date(first, middle, last)


def _date(year: str, month: str, day: str) -> date | None:
    with suppress(ValueError):
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    return None


def _time(column: str, text: str, found: re.Match[str]) -> time:
    hour, minute, second, fraction, half = found.group(5, 6, 7, 8, 9)
    hours = int(hour)
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    elif half:
        hours = 24
    with suppress(ValueError):
        return time(hours, int(minute), int(second or 0), int((fraction or "").ljust(6, "0")))
    raise DayError(column, f"{text}: there is no such time; write times as 07:02:11")


def _whole_day(cell: _Cell, day: date) -> str:
    if cell.at is not None and cell.at != time():
        raise DayError("day", f"{cell.text} has a time; write the day alone, as {day}")
    return day.isoformat()


def _placed(wall: datetime, offset: str) -> str:
    digits = offset.replace(":", "")
    return wall.isoformat() + (digits.upper() if len(digits) == 1 else f"{digits[:3]}:{digits[3:5]}")


def _in_zone(column: str, cell: _Cell, wall: datetime, zone: tzinfo) -> str:
    """Place a wall clock in a zone, unless the clock showed that time twice or never."""
    moments = [wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    try:
        true = [each for each in moments if each.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall]
    except OverflowError:
        true = []
    texts = list(dict.fromkeys(each.isoformat() for each in true))
    if len(texts) == 1:
        return texts[0]
    if texts:
        raise DayError(column, f"{cell.text} may be {' or '.join(texts)}: the clock was put back; write one of these")
    raise DayError(column, f"{cell.text}: there was no such time, as the clock was put forward; write another")
