"""Sessions from elsewhere meet those on file: what loses is kept first, then the months are changed.

Whoever brings sessions decides what becomes of each, and how what loses is kept. For conflict copies and other
journals the later copy wins. A clock that is hours behind makes a person's last word an earlier one, so
what such a merge passes over is a version of its month: the month as it is after the merge, but with the
copies that lost. It is listed and put back as any other. Everything here runs under the lock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import counted, one_line
from stretchtui.journal.errors import Problem, RecordError
from stretchtui.journal.month_file import MonthFile
from stretchtui.journal.progress import Progress, quietly, reported
from stretchtui.journal.records.order import astray, is_mark, understand_line, union
from stretchtui.journal.records.salvage import readable_in
from stretchtui.journal.storage.document import laid_out
from stretchtui.journal.storage.month import Month
from stretchtui.journal.writer import JournalWriter
from stretchtui.system.files import LinkError

Lines = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a month: what is `put` into it, documents or lines by id, and what is `moved` there from others.

    `records` are what is put, as far as it will be looked at soon. `older` are the copies that lose by it.
    """

    put: Mapping[str, Any] = field(default_factory=dict)
    records: Mapping[str, SessionRecord] | None = None
    moved: Sequence[tuple[Month, SessionRecord]] = ()
    older: Lines = field(default_factory=dict)


class Placed(NamedTuple):
    """A session that is to be written into a month, as a document and as far as it is understood.

    `source` is the month that it leaves for that one, if any.
    """

    key: str
    document: Any
    record: SessionRecord | None
    month: Month
    source: Month | None = None


def changes_by_month(placed: Iterable[Placed]) -> dict[Month, Change]:
    """Give what becomes of each month; one that something only leaves is among them."""
    wanted: dict[Month, list[Placed]] = {}
    for each in placed:
        wanted.setdefault(each.month, []).append(each)
        if each.source:
            wanted.setdefault(each.source, [])
    return {
        month: Change(
            {each.key: each.document for each in here if not each.source},
            {each.key: each.record for each in here if each.record and not each.source},
            [(each.source, each.record) for each in here if each.record and each.source],
        )
        for month, here in sorted(wanted.items())
    }


Keep = Callable[[MonthFile, Change], int]
"""Keeps as a version of a month what is lost by a change to come; gives how much that was."""


class United(NamedTuple):
    """The ids of the records that were new here, that were newer than here, and that were in any way different.

    `older` is how many copies that lost were kept as versions.
    """

    added: set[str]
    changed: set[str]
    different: set[str]
    older: int

    def joined(self, other: United) -> United:
        """Give what this and another one brought together."""
        added, changed = self.added | other.added, self.changed | other.changed
        return United(added, changed, self.different | other.different, self.older + other.older)


def merge_conflict_copies(writer: JournalWriter, conflicts: Mapping[Path, Month]) -> Iterator[tuple[Problem, bool]]:
    """Merge the conflict copies that a sync tool left, and put them away among the backups.

    Gives what to tell of each, and whether that needs care: not all in it could be read.
    """
    for path, month in conflicts.items():
        try:
            lines, damage = readable_in(path)
            older = merge(writer, {month: lines}).older
            away = writer.months.backups.put_away(path)
        except (FileNotFoundError, LinkError):
            continue  # another program was faster; a link is told by whoever looks at the folder
        name, todo = one_line(path.name), f"It is kept as {one_line(away.name)} among the backups"
        kept = f"; `journal backups` has {counted(older, 'older copy')} of its sessions" if older else ""
        if damage is None:
            what = f"{name}, left by a sync tool, was merged{kept}."
        elif lines:
            what = f"{name}, left by a sync tool, is damaged; {counted(len(lines), 'session')} could be merged{kept}."
            todo += ": what is missing can only be in that file"
        else:
            what = f"Nothing could be read in {name}, left by a sync tool: {damage.reason}."
        yield Problem(away, what, f"{todo}."), damage is not None


def carry_out(writer: JournalWriter, changes: Mapping[Month, Change], keep: Keep, progress: Progress = quietly) -> int:
    """Keep what loses by the changes of months, and when all of that is safe, make them; gives how much was kept."""
    kept = sum(keep(writer.months[month], change) for month, change in changes.items())
    for month, change in reported(changes.items(), progress):
        if change.put:
            writer.months[month].put(change.put, change.records)
        for source, record in change.moved:
            writer.move(source, record)
    return kept


def merge(writer: JournalWriter, tables: Mapping[Month, Lines]) -> United:
    """Unite tables of lines with the months they belong to."""
    united = merge_months(writer, tables)
    return united._replace(older=united.older + resolve_duplicates(writer, united.different))


def merge_months(writer: JournalWriter, tables: Mapping[Month, Lines]) -> United:
    """Do the first half of merging, month by month; the ids that differed are left to `resolve_duplicates`."""
    united = United(set(), set(), set(), 0)
    changes: dict[Month, Change] = {}
    for month, lines in tables.items():
        present = writer.months[month].mended().lines
        joined = union(present, lines)
        better = {key: line for key, line in joined.items() if present.get(key) != line}
        changes[month] = Change(better, older=_passed_over(month, joined, present, lines))
        united.added.update(better.keys() - present.keys())
        united.changed.update(better.keys() & present.keys())
        united.different.update(key for key, line in lines.items() if present.get(key) != line)
    older = carry_out(writer, changes, keep_older)
    return united._replace(changed=united.changed - united.added, older=older)


def resolve_duplicates(writer: JournalWriter, record_ids: Collection[str]) -> int:
    """Leave one copy of records that the other side of a merge did not know, or knew otherwise.

    It may have them in other months. Gives how many older copies were kept.
    """
    held = writer.months.holding(record_ids)
    return leave_last(writer, {record_id: months for record_id, months in held.items() if len(months) > 1})


def leave_last(writer: JournalWriter, places: Mapping[str, Collection[Month]]) -> int:
    """Leave the last copy of each of these records, and keep the others as versions; gives how many that were."""
    older: dict[Month, dict[str, bytes]] = {}
    for record_id, months in places.items():
        for month, line in _left_behind(writer, record_id, months):
            older.setdefault(month, {})[record_id] = line
    kept = carry_out(writer, {month: Change(older=lines) for month, lines in older.items()}, keep_older)
    for record_id, months in places.items():
        writer.tombstone_duplicates(record_id, months)
    return kept


def _left_behind(writer: JournalWriter, record_id: str, months: Collection[Month]) -> Iterator[tuple[Month, bytes]]:
    """Give the copies of a record that lie in other months than its last one and say something else."""
    contents = {month: writer.months.load(month) for month in months}
    copies = [(month, found.records[record_id]) for month, found in contents.items() if record_id in found.records]
    if not copies:
        return
    (_, last), others = astray(copies)
    for month, other in others:
        sheet = contents[month].sheet
        if sheet and replace(other, updated_at=last.updated_at) != last and not is_mark(month, other):
            yield month, sheet.lines[record_id]


def _passed_over(month: Month, joined: Lines, present: Lines, lines: Lines) -> dict[str, bytes]:
    """Give the copies that the union of two tables of a month leaves out, of records that differ in them."""
    older = {key: lines[key] if joined[key] == present[key] else present[key] for key in present.keys() & lines.keys()}
    return {
        key: line
        for key, line in older.items()
        if line != joined[key] and _said(line) != _said(joined[key]) and not _is_mark(month, key, line)
    }


def keep_older(file: MonthFile, change: Change) -> int:
    """Keep copies that lose as a version of their month, those that no merge has kept before; gives how many."""
    known = [sheet.lines for sheet in file.versions.passed_over()] if change.older else []
    new = {
        key: line
        for key, line in change.older.items()
        if not any(key in lines and _said(lines[key]) == _said(line) for lines in known)
    }
    if new:
        # Two machines that merge the same make the same file, so a sync tool finds nothing to settle in it.
        lines = {**file.mended().lines, **change.put, **new}
        file.versions.keep_passed_over(laid_out(dict(sorted(lines.items()))))
    return len(new)


def _said(line: bytes) -> Any:
    """Give what a copy says of its session, without when it was changed."""
    document = msgspec.json.decode(line)
    return {**document, "updated_at": None} if isinstance(document, dict) else document


def _is_mark(month: Month, key: str, line: bytes) -> bool:
    try:
        return is_mark(month, understand_line(key, line))
    except RecordError:
        return False
