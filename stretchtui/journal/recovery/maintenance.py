"""Looking after a whole journal: the state of every file, and rescue on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from stretchtui.domain.text import counted, one_line
from stretchtui.journal.errors import reason_of, unopened
from stretchtui.journal.progress import Progress
from stretchtui.journal.records.order import Copy, astray, complete, union
from stretchtui.journal.records.salvage import readable_in
from stretchtui.journal.recovery import merging
from stretchtui.journal.recovery.merging import leave_last, merge_conflict_copies
from stretchtui.journal.recovery.strange_files import ASIDE, in_the_way, links, refusal, unread
from stretchtui.journal.storage.document import MonthDocument
from stretchtui.journal.storage.month import Month
from stretchtui.journal.storage.version_files import sound
from stretchtui.journal.writer import JournalWriter
from stretchtui.system.files import LinkError


@dataclass(frozen=True, slots=True)
class FileState:
    """The state of one file: what is in it in a few words, and what is wrong, a sentence each."""

    path: Path
    what: str
    wrong: tuple[str, ...] = ()


def check(writer: JournalWriter, progress: Progress) -> tuple[FileState, ...]:
    """Say the state of every file of the journal; changes nothing and needs no lock."""
    folder = writer.months.folder
    months, conflicts, others = writer.months.look()
    unseen = writer.months.folder_problems
    missing = [writer.months[month] for month in writer.months.gone()]
    asides = _asides(writer)
    total = len(months) + len(missing) + len(conflicts) + len(asides)
    states: list[FileState] = []
    copies: dict[str, list[Copy]] = {}
    for month in months:
        states.append(_month_state(writer, month, copies))
        progress(len(states), total)
    for month, sentence in _astray(copies):
        index = months.index(month)
        states[index] = replace(states[index], wrong=(*states[index].wrong, sentence))
    for file in missing:
        wrong = f"{file.path.name} is gone, and there are backups of it; `journal repair` brings it back."
        states.append(FileState(file.path, "missing", (wrong,)))
        progress(len(states), total)
    for path in conflicts:
        states.append(FileState(path, "conflict copy", _strange(path) or (_unmerged(path),)))
        progress(len(states), total)
    for path, month in asides.items():
        states.append(_aside_state(writer, path, month))
        progress(len(states), total)
    strange = (*in_the_way(folder, others), *links(folder))
    states += [FileState(problem.path, "not a file of the journal", (str(problem),)) for problem in strange]
    states += [FileState(problem.path, "not read", (str(problem),)) for problem in unread(folder, others)]
    states += [FileState(folder, "not opened", (str(problem),)) for problem in unseen]
    return tuple(states)


def repair(writer: JournalWriter, progress: Progress) -> tuple[str, ...]:
    """Rescue what `check` finds wrong as far as that can be done; gives what was done, a sentence each.

    Runs under the lock.
    """
    said: list[str] = []
    found = writer.months.look()
    months = sorted({*found.months, *writer.months.versioned()})
    conflicts, asides = found.conflicts, _asides(writer)
    total = len(months) + len(conflicts) + len(asides)
    copies: dict[str, list[Copy]] = {}
    for done, month in enumerate(months, start=1):
        writer.months.load(month)
        if writer.months[month].mend():
            said.append(str(writer.months.log.events.pop()))
        said += _settle_backups(writer, month)
        for record in writer.months.load(month).records.values():
            copies.setdefault(record.id, []).append((month, record))
        progress(done, total)
    for done, (path, month) in enumerate(conflicts.items(), start=len(months) + 1):
        said += [str(told) for told, _ in merge_conflict_copies(writer, {path: month})]
        progress(done, total)
    for done, (path, month) in enumerate(asides.items(), start=len(months) + len(conflicts) + 1):
        sheet = writer.months.load(month).sheet
        better = dict(complete(sheet.lines if sheet else {}, _lines(path)))
        added, changed, *_ = merging.merge(writer, {month: better})
        if added or changed:
            newer = f", {len(changed)} of them newer than before" if changed else ""
            said.append(f"{counted(len(added | changed), 'session')} came back from {one_line(path.name)}{newer}.")
        progress(done, total)
    return (*said, *_settle_copies(writer, copies))


# Check


def _strange(path: Path) -> tuple[str, ...]:
    """Say why a link is not opened at all, if it is one."""
    error = refusal(path)
    return (str(unopened(path, error)),) if isinstance(error, LinkError) else ()


def _month_state(writer: JournalWriter, month: Month, copies: dict[str, list[Copy]]) -> FileState:
    content = writer.months.load(month)
    path = writer.months[month].path
    if content.damage or content.sheet is None:
        wrong = tuple(str(problem) for problem in content.problems)
        return FileState(
            path, "not opened" if _strange(path) else "damaged", wrong or (f"{path.name} could not be read.",)
        )
    wrong = tuple(str(problem) for problem in content.problems)
    for record in content.records.values():
        copies.setdefault(record.id, []).append((month, record))
    backups = _backups(writer, month, content.sheet)
    if backups.lost:
        what = f"{month.name} lacks {counted(len(backups.lost), 'session')} of its backup, or has an older version"
        wrong += (f"{what}; `journal repair` brings back what is missing.",)
    wrong += tuple(f"Backup {version.stem} of {month.name} cannot be read." for version in backups.unsound)
    alive = sum(not record.deleted for record in content.records.values())
    return FileState(path, f"{counted(alive, 'session')}, {counted(backups.sound, 'backup')}", wrong)


def _unmerged(path: Path) -> str:
    """Say of a conflict copy what a repair can do with it."""
    name = one_line(path.name)
    try:
        lines, damage = readable_in(path)
    except OSError as error:
        return f"{name} was left by a sync tool and could not be opened: {reason_of(error)}."
    if damage is None:
        return f"{name} was left by a sync tool and is not merged yet; `journal repair` does that."
    if lines:
        what = f"{name} was left by a sync tool and is damaged: {damage.reason}"
        return f"{what}; `journal repair` merges {counted(len(lines), 'session')} that can be read in it."
    what = f"{name} was left by a sync tool, and nothing can be read in it: {damage.reason}"
    return f"{what}; `journal repair` puts it away."


def _astray(copies: Mapping[str, list[Copy]]) -> Iterator[tuple[Month, str]]:
    """Tell of copies of a record that is in another month, and of the month each lies in."""
    for record_id, found in copies.items():
        if len(found) > 1:
            last, others = astray(found)
            for month, _ in others:
                yield month, f"Session {record_id} lies in {last[0].name} too; `journal repair` leaves the later one."


def _aside_state(writer: JournalWriter, path: Path, month: Month) -> FileState:
    sheet = writer.months.load(month).sheet
    present = sheet.lines if sheet else {}
    read = _lines(path)
    better = complete(present, read).items() - present.items()
    what = f"set aside, {counted(len(read), 'session')} can be read in it"
    if not better:
        return FileState(path, what)
    missing = f"{month.name} lacks {counted(len(better), 'session')} of it, or has an older version"
    return FileState(path, what, (f"{missing}; `journal repair` brings back what is missing.",))


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
        best = union(*(found.lines for found in versions.best(read) if found))
        lost = {key: line for key, line in complete(sheet.lines, best).items() if sheet.lines.get(key) != line}
    kept = [version for version, _ in versions.listed()]
    unsound = [version for version in kept if read(version) is None]
    return _Backups(lost, len(kept) - len(unsound), unsound)


def _asides(writer: JournalWriter) -> dict[Path, Month]:
    try:
        paths = sorted(writer.months.folder.iterdir())
        found = {path: None if path.is_symlink() else ASIDE.fullmatch(path.name) for path in paths}
    except OSError:
        return {}
    return {path: month for path, name in found.items() if name and (month := Month.named(name[1]))}


def _lines(path: Path) -> Mapping[str, bytes]:
    try:
        return readable_in(path).lines
    except OSError:
        return {}


# Repair


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
