"""Looking after a whole journal: the state of every file, and rescue on demand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import counted, one_line
from stretchtui.journal.errors import unopened
from stretchtui.journal.progress import Progress, reported
from stretchtui.journal.records.order import Copy, astray, lacking, union
from stretchtui.journal.records.salvage import readable_in
from stretchtui.journal.recovery import merging
from stretchtui.journal.recovery.merging import leave_last, merge_conflict_copies
from stretchtui.journal.recovery.strange_files import ASIDE, in_the_way, links, unread
from stretchtui.journal.storage.document import MonthDocument
from stretchtui.journal.storage.month import Month
from stretchtui.journal.storage.version_files import sound
from stretchtui.journal.writer import JournalWriter


@dataclass(frozen=True, slots=True)
class FileState:
    """The state of one file: what is in it in a few words, and what is wrong, a sentence each."""

    path: Path
    what: str
    wrong: tuple[str, ...] = ()


def check(writer: JournalWriter, progress: Progress) -> tuple[FileState, ...]:
    """Say the state of every file of the journal; changes nothing and needs no lock."""
    folder = writer.months.folder
    there = writer.months.look()
    months, others = there.months, there.others
    told = {
        "not a file of the journal": (*in_the_way(folder, others), *links(folder)),
        "not read": unread(folder, others),
        "not opened": writer.months.folder_problems,
    }
    copies: dict[str, list[Copy]] = {}
    looks = [
        *(partial(_month_state, writer, month, copies) for month in months),
        *(partial(_gone_state, writer, month) for month in writer.months.gone(months)),
        *(partial(_copy_state, path) for path in there.conflicts),
        *(partial(_aside_state, writer, path, month) for path, month in _asides(folder, others).items()),
    ]
    states = [look() for look in reported(looks, progress)]
    for month, sentence in _astray(copies):
        index = months.index(month)
        states[index] = replace(states[index], wrong=(*states[index].wrong, sentence))
    return (*states, *(FileState(each.path, what, (str(each),)) for what, found in told.items() for each in found))


def repair(writer: JournalWriter, progress: Progress) -> tuple[str, ...]:
    """Rescue what `check` finds wrong as far as that can be done; gives what was done, a sentence each.

    Runs under the lock.
    """
    found = writer.months.look()
    copies: dict[str, list[Copy]] = {}
    steps = [
        *(partial(_mend_month, writer, month, copies) for month in sorted({*found.months, *writer.months.versioned()})),
        *(partial(_merge_copy, writer, path, month) for path, month in found.conflicts.items()),
        *(
            partial(_take_in_aside, writer, path, month)
            for path, month in _asides(writer.months.folder, found.others).items()
        ),
    ]
    said = [sentence for step in reported(steps, progress) for sentence in step()]
    return (*said, *_settle_copies(writer, copies))


# Check


def _month_state(writer: JournalWriter, month: Month, copies: dict[str, list[Copy]]) -> FileState:
    content = writer.months.load(month)
    path = writer.months[month].path
    wrong = tuple(map(str, content.problems))
    if content.sheet is None:
        return FileState(path, "damaged" if content.damage else "not opened", wrong)
    for record in content.records.values():
        copies.setdefault(record.id, []).append((month, record))
    backups = _backups(writer, month, content.sheet)
    wrong += _lacking(month, backups.lost, "its backup")
    wrong += tuple(f"Backup {version.stem} of {month.name} cannot be read." for version in backups.unsound)
    alive = sum(not record.deleted for record in content.records.values())
    return FileState(path, f"{counted(alive, 'session')}, {counted(backups.sound, 'backup')}", wrong)


def _gone_state(writer: JournalWriter, month: Month) -> FileState:
    wrong = f"{month.name} is gone, and there are backups of it; `journal repair` brings it back."
    return FileState(writer.months[month].path, "missing", (wrong,))


def _copy_state(path: Path) -> FileState:
    """Say of a conflict copy what a repair can do with it."""
    what = f"{one_line(path.name)} was left by a sync tool"
    try:
        lines, damage = readable_in(path)
    except OSError as error:
        said = str(unopened(path, error))
    else:
        can_be_read = f"{counted(len(lines), 'session')} that can be read in it"
        if damage is None:
            said = f"{what} and is not merged yet; `journal repair` does that."
        elif lines:
            said = f"{what} and is damaged: {damage.reason}; `journal repair` merges {can_be_read}."
        else:
            said = f"{what}, and nothing can be read in it: {damage.reason}; `journal repair` puts it away."
    return FileState(path, "conflict copy", (said,))


def _astray(copies: Mapping[str, list[Copy]]) -> Iterator[tuple[Month, str]]:
    """Tell of copies of a record that is in another month, and of the month each lies in."""
    for record_id, found in copies.items():
        if len(found) > 1:
            last, others = astray(found)
            for month, _ in others:
                yield month, f"Session {record_id} lies in {last[0].name} too; `journal repair` leaves the later one."


def _aside_state(writer: JournalWriter, path: Path, month: Month) -> FileState:
    read, better = _in_aside(writer, path, month)
    what = f"set aside, {counted(len(read), 'session')} can be read in it"
    return FileState(path, what, _lacking(month, better, "it"))


def _lacking(month: Month, lost: Collection[str], source: str) -> tuple[str, ...]:
    what = f"{month.name} lacks {counted(len(lost), 'session')} of {source}, or has an older version"
    return (f"{what}; `journal repair` brings back what is missing.",) if lost else ()


class _Backups(NamedTuple):
    """What the backups of a month have that is missing or older in its file; how many can be read, and which cannot."""

    lost: Mapping[str, bytes]
    sound: int
    unsound: list[Path]


def _backups(writer: JournalWriter, month: Month, sheet: MonthDocument | None) -> _Backups:
    """Look at each backup of a month once; a sync tool may have left an older file.

    Nothing ever takes a record out of a file: a deleted one stays in it, marked so.
    """
    versions = writer.months[month].versions
    read = cache(partial(sound, known=sheet))
    lost: dict[str, bytes] = {}
    if sheet is not None:
        lost = lacking(sheet.lines, union(*(found.lines for found in versions.best(read) if found)))
    kept = [version for version, _ in versions.listed()]
    unsound = [version for version in kept if read(version) is None]
    return _Backups(lost, len(kept) - len(unsound), unsound)


def _asides(folder: Path, names: Collection[str]) -> dict[Path, Month]:
    """Give the files that were set aside, of the names that lie in the journal folder, with the month of each."""
    found = {folder / name: re.fullmatch(ASIDE, name) for name in sorted(names)}
    named = {path: Month.named(name[1]) for path, name in found.items() if name and not path.is_symlink()}
    return {path: month for path, month in named.items() if month}


def _in_aside(writer: JournalWriter, path: Path, month: Month) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Give what can be read in a file that was set aside, and what of it the month lacks."""
    sheet = writer.months.load(month).sheet
    try:
        read = readable_in(path).lines
    except OSError:
        read = {}
    return read, lacking(sheet.lines if sheet else {}, read)


# Repair


def _mend_month(writer: JournalWriter, month: Month, copies: dict[str, list[Copy]]) -> Iterator[str]:
    writer.months.load(month)
    if writer.months[month].mend():
        yield str(writer.months.log.events.pop())
    yield from _settle_backups(writer, month)
    for record in writer.months.load(month).records.values():
        copies.setdefault(record.id, []).append((month, record))


def _merge_copy(writer: JournalWriter, path: Path, month: Month) -> Iterator[str]:
    return (str(told) for told, _ in merge_conflict_copies(writer, {path: month}))


def _take_in_aside(writer: JournalWriter, path: Path, month: Month) -> Iterator[str]:
    added, changed, *_ = merging.merge(writer, {month: _in_aside(writer, path, month)[1]})
    if added or changed:
        newer = f", {len(changed)} of them newer than before" if changed else ""
        yield f"{counted(len(added | changed), 'session')} came back from {one_line(path.name)}{newer}."


def _settle_backups(writer: JournalWriter, month: Month) -> Iterator[str]:
    """Put away the backups of a month that cannot be read, and bring back what the others have more than it."""
    found = _backups(writer, month, writer.months.load(month).sheet)
    for version in found.unsound:
        away = writer.months.backups.put_away(version, f"{month.name}-{version.name}")
        yield f"Backup {version.stem} of {month.name} could not be read and was put away as {away.name}."
    if found.lost:
        merging.merge(writer, {month: found.lost})
        yield f"{counted(len(found.lost), 'session')} came back into {month.name} from its backup."


def _settle_copies(writer: JournalWriter, copies: Mapping[str, list[Copy]]) -> Iterator[str]:
    """Leave the later one of records that are in several months."""
    places = {
        key: [month for month, _ in found] for key, found in copies.items() if len(found) > 1 and astray(found)[1]
    }
    leave_last(writer, places)
    for record_id, months in places.items():
        yield f"Session {record_id} was in {counted(len(months), 'month')}; the later one was left."
