"""What becomes of each session of a file: the file is a person's word, and what it leaves out stays.

What a file says is compared with what the journal has by its meaning, never by its bytes. Of
a session that differs, the file's `updated_at` tells what it is: none, or the journal's own,
is a change that the person made in the file; a later one is a newer copy; an earlier one is
older than here, and taken only when that is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.instants import age_of, later_than
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.errors import ExchangeError, JournalWriteError, RecordError
from stretchtui.journal.records.codec import ALWAYS, encode
from stretchtui.journal.records.fields import DAY, MOMENT
from stretchtui.journal.records.migrations import migrated
from stretchtui.journal.records.order import understand, union
from stretchtui.journal.records.summaries import is_tame, read_record
from stretchtui.journal.storage.month import Month
from stretchtui.journal.transfer.exporting import is_newer
from stretchtui.journal.transfer.overlay import Document, Given, GivenEntries, Sources, overlaid
from stretchtui.journal.transfer.own_sessions import FILLED, Own, Starts, check_written, completed

BESIDE = 80
"""The most bytes that a record has in its file beside its line: its id and what sets it apart."""


CLOCKS_APART_S = 86_400.0
"""The clocks of two machines may differ by so much, in seconds, and be believed all the same."""

_NEVER_EMPTY = ("id", "updated_at", "schema", "source")
"""What this program keeps of each session for itself."""


class Kind(StrEnum):
    """What an import makes of a session in the file. REFUSED: the journal's own copy must not be overwritten."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """One session as a file gives it: `given` has what the file says, nothing of what it leaves out.

    `key` is its id, None for one without. `refuse` names the place of a mistake in the file.
    `line` are the session's own bytes, where the file has such. `undecided`, if there is one,
    completes what is given where that depends on what is stored (`{}` for nothing). `listed`:
    the file lists living sessions only, so being in it says no more of a deletion than that
    the file did not know of it.
    """

    key: str | None
    given: Mapping[str, Any]
    refuse: Callable[[RecordError, Sources], ExchangeError]
    line: bytes | None = None
    undecided: Callable[[Document], Mapping[str, Any]] | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one session of the file; `after` is what is to be written, `before` what is there.

    `months` are those that hold a copy of it, the one with the last copy first; `record` is
    `after` as this version understands it.
    """

    key: str
    kind: Kind
    before: Document | None = None
    after: Document | None = None
    record: SessionRecord | None = None
    months: tuple[Month, ...] = ()

    @property
    def month(self) -> Month:
        """The month that it is to be written to."""
        return Month.of(self.record.day if self.record else DAY.read((self.after or {}).get("day")))

    @property
    def source(self) -> Month | None:
        """The month that it is to leave for another, if so."""
        moved = self.record is not None and self.months != () and self.months[0] != self.month
        return self.months[0] if moved else None


@dataclass(frozen=True, slots=True)
class Settings:
    """How an import is meant: what new sessions lack, the time of it, and whether older copies are taken."""

    own: Own
    now: datetime
    take_older: bool = False


@dataclass(slots=True)
class Stored:
    """What the journal has: the copies of each session of the file by month, and how large its months are."""

    copies: dict[str, dict[Month, bytes]] = field(default_factory=dict)
    sizes: Counter[Month] = field(default_factory=Counter)
    starts: Starts = field(default_factory=Starts)

    def take_in(self, month: Month, lines: Mapping[str, bytes], keys: Collection[str | None]) -> None:
        """Take in the lines of a month, as far as these ids need them: None stands for one that is to be found."""
        for key, line in lines.items():
            self.sizes[month] += len(line) + BESIDE
            if None in keys:
                self.starts.add(key, line)
            if key in keys or None in keys:
                self.copies.setdefault(key, {})[month] = line


def decide(found: Sequence[ImportedRecord], stored: Stored, settings: Settings) -> list[Decision]:
    """Decide what becomes of each session of a file; raises ExchangeError for the first mistake in it."""
    taken = {record.key for record in found if record.key}
    lines = {key: next(iter(copies.values())) for key, copies in stored.copies.items()}
    decisions = []
    for record in found:
        key = record.key
        if key is None:
            key = stored.starts.identify(record.given, taken, lines)
            taken.add(key)
        decisions.append(_decision(key, record, stored, settings))
    sizes = stored.sizes.copy()
    for decision in decisions:
        if decision.after is not None:
            sizes[decision.month] += len(msgspec.json.encode(decision.after)) + BESIDE
    _check_room(sizes)
    return decisions


def _decision(key: str, found: ImportedRecord, stored: Stored, settings: Settings) -> Decision:
    copies = stored.copies.get(key)
    if not copies:
        return _new(key, found, settings)
    line = union(*({key: copy} for copy in copies.values()))[key]
    months = tuple(sorted(copies, key=lambda month: copies[month] != line))
    same = Decision(key, Kind.SAME, months=months if len(months) > 1 else ())
    if found.line == line:
        return same
    before = migrated(msgspec.json.decode(line))
    refused = Decision(key, Kind.REFUSED, months=months)
    if not isinstance(before, dict):
        return refused
    try:
        present = read_record(key, line)
    except RecordError:
        return same if overlaid(before, found.given)[0] == before else refused
    if found.undecided is not None:
        found = replace(found, given=found.undecided(encode(present)), undecided=None)
    after, sources = _laid_over(found, before)
    if msgspec.json.encode(after) == msgspec.json.encode(before):
        return same
    decision = Decision(key, Kind.CHANGED, encode(present), after, months=months)
    return _changed(found, settings, decision, present, sources) or same


def _laid_over(found: ImportedRecord, before: Document) -> tuple[Document, Sources]:
    """Lay what the file says over what is stored; where blank cannot be empty it says nothing."""
    after, sources = overlaid(before, _without_rows_left_out(found, before))
    for name in _NEVER_EMPTY if found.key else (*_NEVER_EMPTY, *FILLED):
        if after.get(name) is None and name in before:
            after[name] = before[name]
    schemas = [document.get("schema", 1) for document in (before, after)]
    if "schema" in after and all(type(schema) is int for schema in schemas):
        after["schema"] = max(schemas)
    return after, sources


def _without_rows_left_out(found: ImportedRecord, before: Document) -> Mapping[str, Any]:
    """Give what the file says, where it has some rows of a session as it is here: the other exercises stay.

    A sheet of another time is a whole copy, and what it lacks was not there then.
    """
    entries, present = found.given.get("exercises"), before.get("exercises")
    said = found.given.get("updated_at")
    if not found.listed or not isinstance(entries, GivenEntries) or not isinstance(present, list):
        return found.given
    if len(entries.documents) >= len(present) or (said is not None and said != before.get("updated_at")):
        return found.given
    given = {**found.given, "exercises": replace(entries, complete=False)}
    return Given(given, getattr(found.given, "keeps", None))


def _changed(
    found: ImportedRecord, settings: Settings, decision: Decision, present: SessionRecord, sources: Sources
) -> Decision | None:
    """Decide about a session that is here too and may differ; None where it says the same."""
    after = decision.after or {}
    try:
        record = understand(decision.key, after)
    except RecordError as error:
        if not is_newer(after) or not _is_placed(after):
            raise found.refuse(error, sources) from None
        record = None
    if record is not None and replace(record, updated_at=present.updated_at) == present:
        return None
    said = found.given.get("updated_at")
    here = age_of(present.updated_at)
    there = here if said is None else age_of(MOMENT.read(after["updated_at"]))
    if there == here:
        _check_written(found, after, present, sources)
    forgot = found.listed and present.deleted and said is None
    if (there < here or forgot) and not settings.take_older:
        return replace(decision, kind=Kind.OLDER, after=None)
    if record is None:
        document = (
            after if there > here else after | {"updated_at": later_than(settings.now, present.updated_at).isoformat()}
        )
        return replace(decision, after=document)
    # A time that is far from having come would win over every later change, so it is not taken over.
    if there <= here or age_of(record.updated_at) > age_of(settings.now) + CLOCKS_APART_S:
        record = replace(record, updated_at=later_than(settings.now, present.updated_at))
    return replace(decision, after=encode(record), record=record)


def _check_written(found: ImportedRecord, after: Document, present: SessionRecord, sources: Sources) -> None:
    try:
        check_written(after, present)
    except RecordError as error:
        raise found.refuse(error, sources) from None


def _new(key: str, found: ImportedRecord, settings: Settings) -> Decision:
    """Decide about a session that is not here: what the file leaves out is as in any new one."""
    sources: Sources = ()
    if found.line is not None:
        document: Document = msgspec.json.decode(found.line)
    else:
        document, sources = overlaid({}, found.given if found.undecided is None else found.undecided({}))
    try:
        document = completed(document, key, settings.own, settings.now)
        record = understand(key, document)
    except RecordError as error:
        if not is_newer(document) or document.get("id") != key or not _is_placed(document):
            raise found.refuse(error, sources) from None
        return Decision(key, Kind.NEW, after=document)
    # What is harmless and lacks nothing comes in as it is, of an older schema too.
    as_it_is = found.line is not None and document.keys() >= ALWAYS and is_tame(found.line)
    return Decision(key, Kind.NEW, after=document if as_it_is else encode(record), record=record)


def _is_placed(document: Document) -> bool:
    return None not in (MOMENT.accept(document.get("updated_at")), DAY.accept(document.get("day")))


def _check_room(sizes: Mapping[Month, int]) -> None:
    for month, size in sizes.items():
        if size > limits.MONTH_BYTES:
            what = f"{month.name} would be larger than {limits.MONTH_BYTES // 1024**2} MiB"
            raise JournalWriteError(f"{what}; nothing was imported: shorten the notes of that month.")
