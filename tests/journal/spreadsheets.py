"""What a spreadsheet makes of a CSV file: it takes cells for what they look like, and writes them in its own way."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+[+-][0-9:]+")

DAY_FORMS: dict[str, Callable[[date], str]] = {
    "as in the journal": date.isoformat,
    "20.11.2026": lambda day: day.strftime("%d.%m.%Y"),
    "20/11/2026": lambda day: day.strftime("%d/%m/%Y"),
    "11/20/2026": lambda day: f"{day.month}/{day.day}/{day.year}",
    "20-11-2026": lambda day: day.strftime("%d-%m-%Y"),
    "2026/11/20": lambda day: day.strftime("%Y/%m/%d"),
    "11/20/26": lambda day: day.strftime("%m/%d/%y"),
    "2026-11-20 00:00:00": lambda day: f"{day} 00:00:00",
    "45981": lambda day: str((day - date(1899, 12, 30)).days),
    "45981.0": lambda day: f"{(day - date(1899, 12, 30)).days}.0",
}

YES_NO = {
    "English": ("TRUE", "FALSE"),
    "German": ("WAHR", "FALSCH"),
    "French": ("VRAI", "FAUX"),
    "small": ("true", "false"),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a spreadsheet writes: `zone` is what instants are shown in without their offset, if they are."""

    day: str = "as in the journal"
    separator: str = ","
    decimal: str = "."
    words: str = "small"
    encoding: str = "utf-8"
    head: str = "as it is"
    before: str = ""
    zone: str = ""
    short_rows: bool = False
    spaces: bool = False
    whole_as_decimal: bool = False
    shuffled: int | None = None


def saved_by_a_spreadsheet(raw: bytes, dialect: Dialect) -> bytes:
    """Give an exported file as it is after a spreadsheet opened and saved it."""
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    head, body = rows[0], [[_written(cell, dialect) for cell in row] for row in rows[1:]]
    if dialect.shuffled is not None:
        chance = random.Random(dialect.shuffled)  # noqa: S311
        places = list(range(len(head)))
        chance.shuffle(places)
        chance.shuffle(body)
        head, *body = [[row[place] for place in places] for row in (head, *body)]
    if dialect.short_rows:
        for row in body:
            while row and not row[-1]:
                row.pop()
    head = {"as it is": head, "capitals": [name.upper() for name in head]}.get(
        dialect.head, [f" {name.replace('_', ' ').title()} " for name in head]
    )
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=dialect.separator).writerows([head, *body])
    return (dialect.before.replace(";", dialect.separator) + text.getvalue()).encode(dialect.encoding)


def _written(cell: str, dialect: Dialect) -> str:
    """Take a cell for what it looks like, in whatever column, and write that."""
    words = YES_NO[dialect.words]
    looks = cell.strip()
    if looks.casefold() in ("true", "false"):
        found = words[looks.casefold() == "false"]
    elif _NUMBER.fullmatch(looks):
        value = float(looks)
        whole = value.is_integer() and abs(value) < 1e15
        found = str(int(value)) if whole else repr(value)
        found = (f"{found}.0" if whole and dialect.whole_as_decimal else found).replace(".", dialect.decimal)
    elif _DAY.fullmatch(looks):
        found = DAY_FORMS[dialect.day](date.fromisoformat(looks))
    elif _INSTANT.fullmatch(looks) and dialect.zone:
        moment = datetime.fromisoformat(looks).astimezone(ZoneInfo(dialect.zone))
        found = f"{DAY_FORMS[dialect.day](moment.date()).split()[0]} {moment:%H:%M:%S}"
        if dialect.day.startswith("4"):
            found = repr((moment.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86_400)  # noqa: DTZ001
            found = found.replace(".", dialect.decimal)
    elif looks.startswith(("=", "+", "-", "@")):
        found = "#NAME?"
    else:
        return cell
    return f" {found}\u00a0" if dialect.spaces else found
