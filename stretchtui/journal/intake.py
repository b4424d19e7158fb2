"""The whole journal as lines, and lines from outside taken into it: what export and import stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from stretchtui.domain.record import SCHEMA, SessionRecord
from stretchtui.journal.care import Merged, Progress
from stretchtui.journal.codec import encode
from stretchtui.journal.errors import DamagedFileError, JournalWriteError, RecordError
from stretchtui.journal.fields import DAY, MOMENT
from stretchtui.journal.files import read_bytes
from stretchtui.journal.glances import glances
from stretchtui.journal.layout import MAX_BYTES, Sheet, parse
from stretchtui.journal.merging import outranks, understand, union
from stretchtui.journal.months import MonthContent, Months
from stretchtui.journal.naming import Month
from stretchtui.journal.writing import Sessions, Writer

_BESIDE = 80
"""The most bytes that a record has in its file beside its line: its id and what sets it apart."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record that comes from outside; `record` is None for one of a newer version that is not understood."""

    line: bytes
    day: date
    record: SessionRecord | None


def incoming(key: str, line: bytes) -> Incoming:
    """Look at a line that stands under a key; raises RecordError for what the journal does not take.

    A record of a newer version may be beyond understanding: it needs an id, a day and a time
    of change that are in order, and stays as it is. Text that is harmful is made harmless.
    """
    document = msgspec.json.decode(line)
    try:
        record = understand(key, document)
    except RecordError:
        if not isinstance(document, dict) or not _newer(document) or document.get("id") != key:
            raise
        try:
            MOMENT.read(document.get("updated_at"))
            return Incoming(line, DAY.read(document.get("day")), None)
        except (ValueError, TypeError):
            pass
        raise
    if not line.isascii() or b"\\" in line or b"\x7f" in line:
        line = msgspec.json.encode(encode(record))
    return Incoming(line, record.day, record)


def all_lines(months: Months, open_month: Callable[[Month], MonthContent], progress: Progress) -> dict[str, bytes]:
    """Give every record as the line it is, deleted ones too, the newest copy of each, oldest months first.

    A record that is not understood is left out, unless a newer version wrote it; problems are
    noted as in any reading.
    """
    tables: list[Mapping[str, bytes]] = []
    listed = months.listed()
    for done, month in enumerate(listed, start=1):
        sheet = _sound(months, month)
        if sheet is not None:
            tables.append(sheet.lines)
        else:
            content = open_month(month)
            lines = content.sheet.lines if content.sheet else {}
            tables.append({key: line for key, line in lines.items() if key not in content.faults or _from_newer(line)})
        progress(done, len(listed))
    return union(*tables)


def take_in(writer: Writer, records: Mapping[str, Incoming], progress: Progress) -> Merged:
    """Unite records from outside with the journal, each in the month of its day; runs under the lock.

    Of two copies the later one stays, as in merging; one that says the same changes nothing.
    Raises JournalWriteError before anything is written when a month would grow too large.
    """
    places: dict[str, list[tuple[Month, bytes]]] = {}
    sizes: Counter[Month] = Counter()
    listed = writer.months.listed()
    # How many months there are to write shows later; till then all may be.
    total = len(listed) + len({Month.of(new.day) for new in records.values()})
    for done, month in enumerate(listed, start=1):
        progress(done, total)
        for key, line in writer.lines(month).items():
            sizes[month] += len(line) + _BESIDE
            if key in records:
                places.setdefault(key, []).append((month, line))
    better: dict[Month, dict[str, Incoming]] = {}
    for key, new in records.items():
        if _is_better(key, new, [line for _, line in places.get(key, ())]):
            better.setdefault(Month.of(new.day), {})[key] = new
            sizes[Month.of(new.day)] += len(new.line) + _BESIDE
    _check_room(sizes)
    for done, (month, wanted) in enumerate(sorted(better.items()), start=len(listed) + 1):
        _put(writer, month, wanted)
        progress(done, total)
    written = {key: month for month, wanted in better.items() for key in wanted}
    for key in written.keys() & places.keys():
        months = {written[key], *(month for month, _ in places[key])}
        if len(months) > 1:
            writer.leave_one(key, sorted(months))
    if len(listed) + len(better) < total:
        progress(total, total)
    changed = len(written.keys() & places.keys())
    return Merged(len(written) - changed, changed)


def _is_better(key: str, new: Incoming, present: Iterable[bytes]) -> bool:
    return all(outranks(key, new.line, line) and not _same(key, line, new) for line in present)


def _check_room(sizes: Mapping[Month, int]) -> None:
    for month, size in sizes.items():
        if size > MAX_BYTES:
            what = f"{month.name} would be larger than {MAX_BYTES // 1024**2} MiB"
            raise JournalWriteError(f"{what}; nothing was imported: shorten the notes of that month.")


def _put(writer: Writer, month: Month, wanted: Mapping[str, Incoming]) -> None:
    def put(table: Sessions) -> None:
        table.put({key: msgspec.json.decode(new.line) for key, new in wanted.items()})

    writer.change(month, put, {key: new.record for key, new in wanted.items() if new.record})


def _sound(months: Months, month: Month) -> Sheet | None:
    """Read a month in which all is plainly right; None where it needs a closer look."""
    path = months.path(month)
    try:
        raw = read_bytes(path)
        return None if raw is None or glances(raw) is None else parse(path, raw)
    except (OSError, DamagedFileError):
        return None


def _same(key: str, line: bytes, new: Incoming) -> bool:
    """Tell whether a line here says what one from outside does, however that is written."""
    if line == new.line:
        return True
    try:
        return new.record is not None and understand(key, msgspec.json.decode(line)) == new.record
    except RecordError:
        return False


def _from_newer(line: bytes) -> bool:
    document = msgspec.json.decode(line)
    return isinstance(document, dict) and _newer(document)


def _newer(document: Mapping[str, object]) -> bool:
    schema = document.get("schema")
    return type(schema) is int and schema > SCHEMA
