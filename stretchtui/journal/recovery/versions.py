"""The versions that are kept of the months, and putting one back.

A month is put back record by record, each as a change of its own that is stamped now: so the
month as it was wins over what replaced it in every later merge, and nothing leaves the journal.
What the version does not have is marked as deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.instants import later_than
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.errors import DamagedFileError, RecordError, VersionError
from stretchtui.journal.month_file import MonthFile
from stretchtui.journal.months import Months
from stretchtui.journal.progress import Progress, reported
from stretchtui.journal.records.codec import encode
from stretchtui.journal.records.order import Copy, later, understand_line
from stretchtui.journal.recovery.merging import Placed, carry_out, changes_by_month
from stretchtui.journal.recovery.strange_files import in_the_way
from stretchtui.journal.storage.backups import FOLDER
from stretchtui.journal.storage.document import read_sheet
from stretchtui.journal.storage.month import Month
from stretchtui.journal.storage.version_files import number_of
from stretchtui.journal.writer import JournalWriter


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a month: when it was written as it is, and how many sessions it shows, None if it cannot be read.

    `kept` says why it stays for longer: it was the last one before an `import` or a `restore`, was `restored`,
    or has the older copies that a `merge` passed over.
    """

    month: Month
    number: int
    written_at: datetime
    sessions: int | None
    kept: str | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What putting a version back did: ids put back as they were, marked as deleted, and left as not understood.

    `number` is that of the version, `replaced` that of what was there before; None where nothing changed.
    """

    number: int
    put_back: tuple[str, ...]
    deleted: tuple[str, ...]
    left: tuple[str, ...]
    replaced: int | None


def listed(months: Months, progress: Progress) -> tuple[Version, ...]:
    """List all versions, the newest month first and in it the newest version.

    Raises VersionError where nothing can be seen of them.
    """
    for problem in in_the_way(months.folder, (FOLDER,)):
        raise VersionError(str(problem))
    found: list[Version] = []
    for month in reported(months.versioned()[::-1], progress):
        for path, kept in months[month].versions.listed():
            try:
                written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except OSError:
                continue  # thinned at this moment
            found.append(Version(month, number_of(path), written_at, _shown(path, month), kept))
    return tuple(found)


def restore(writer: JournalWriter, month: Month, number: int | None, now: datetime) -> Restored:
    """Make a month show what a version has; runs under the lock.

    Each session is put back, moved or marked by changes that are whole by themselves; one that a
    crash cuts short is finished by restoring the same version again.
    """
    file = writer.months[month]
    path = _path(file, number)
    version, faults = _read(path)
    file.mended()
    content = file.load()
    newest, unclear = _newest(writer, {*version, *content.records})
    left = {*faults, *content.faults, *unclear}
    wanted: dict[str, SessionRecord] = {}
    for key in {**version, **content.records}:
        record = None if key in left else _wanted(writer.months, month, version.get(key), newest.get(key))
        if record is not None:
            wanted[key] = record
    replaced: dict[Month, int] = {}
    if wanted:
        # Doing it again after a crash needs the version itself, which all these changes would thin away.
        file.versions.pin_version(path, "restored")
        keep = lambda file, _: replaced.setdefault(file.month, file.versions.pin("restore"))  # noqa: E731
        carry_out(writer, changes_by_month(_placed(month, newest, wanted, now)), keep)
    deleted = tuple(key for key, record in wanted.items() if record.deleted)
    put_back = tuple(key for key in wanted if key not in deleted)
    return Restored(number_of(path), put_back, deleted, tuple(sorted(left)), replaced.get(month))


def _path(file: MonthFile, number: int | None) -> Path:
    name = file.path.stem
    found = {number_of(path): path for path, _ in file.versions.listed()}
    if not found:
        raise VersionError(f"There are no versions of {name}; `journal backups` lists those there are.")
    if number is None:
        return next(iter(found.values()))
    if number not in found:
        raise VersionError(f"There is no version {number} of {name}; there are {', '.join(map(str, found))}.")
    return found[number]


def _read(path: Path) -> tuple[dict[str, SessionRecord], set[str]]:
    """Give the records of a version, and the ids of those that are not understood."""
    try:
        sheet = read_sheet(path)
    except DamagedFileError as error:
        what = f"Version {number_of(path)} cannot be read: {error.reason}"
        raise VersionError(f"{what}; choose another of those that `journal backups` lists.") from None
    records, faults = {}, set()
    for key, line in sheet.lines.items() if sheet else ():
        try:
            records[key] = understand_line(key, line)
        except RecordError:
            faults.add(key)
    return records, faults


def _shown(path: Path, month: Month) -> int | None:
    try:
        records, _ = _read(path)
    except (OSError, VersionError):
        return None
    return sum(_is_shown(month, record) for record in records.values())


def _is_shown(month: Month, record: SessionRecord) -> bool:
    return not record.deleted and Month.of(record.day) == month


def _newest(writer: JournalWriter, keys: set[str]) -> tuple[dict[str, Copy], set[str]]:
    """Find the last copy of each record in the whole journal, and the ids of those not understood somewhere."""
    newest: dict[str, Copy] = {}
    unclear: set[str] = set()
    for key, months in writer.months.holding(keys).items():
        for month in months:
            content = writer.months.load(month)
            if key in content.faults:
                unclear.add(key)
            elif key in content.records:
                copy = (month, content.records[key])
                newest[key] = max(newest.get(key, copy), copy, key=later)
    return newest, unclear


def _wanted(months: Months, month: Month, then: SessionRecord | None, copy: Copy | None) -> SessionRecord | None:
    """Give a record as it has to become for the month to be as it was then; None where it is so."""
    if then is not None and _is_shown(month, then):
        same = copy is not None and copy[0] == month and replace(copy[1], updated_at=then.updated_at) == then
        return None if same else then
    if copy is None or copy[0] != month or not _is_shown(month, copy[1]):
        return None
    if then is not None and then.deleted and Month.of(then.day) != month:
        return _elsewhere(months, then)
    return replace(copy[1], deleted=True)


def _elsewhere(months: Months, mark: SessionRecord) -> SessionRecord:
    """Give a record that had moved on to another month then, as that month had it last."""
    month = Month.of(mark.day)
    for path in months[month].versions.whole():
        try:
            record = _read(path)[0].get(mark.id)
        except (OSError, VersionError):
            continue
        if record is not None and _is_shown(month, record):
            return record
    return replace(mark, deleted=False)


def _placed(
    month: Month, newest: Mapping[str, Copy], wanted: Mapping[str, SessionRecord], now: datetime
) -> Iterator[Placed]:
    """Stamp each record as changed now, for the month of its day."""
    for key, record in wanted.items():
        source, present = newest.get(key, (month, None))
        target = Month.of(record.day)
        stamped = replace(record, updated_at=later_than(now, present.updated_at if present else now))
        yield Placed(key, encode(stamped), stamped, target, source if source != target else None)
