"""Two programs on one journal against a plain dict, alone and with everything that may befall them."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from stretchtui.domain.record import SessionRecord, new_id
from stretchtui.journal import Journal, encode
from stretchtui.journal.errors import JournalError, RecordExists, RecordNotFound
from stretchtui.journal.storage.backups import Backups
from tests.journal.damages import DAMAGES
from tests.journal.faults import CALLS, Crash, failing, refusal
from tests.journal.strategies import session_record, ticking
from tests.journal.support import ALWAYS, NOW, revise

NEW_YEAR = datetime(2026, 1, 1, 7, tzinfo=UTC)
COPIES = (
    "{}.sync-conflict-20261122-070211-ABCDEFG.json",
    "{} (conflicted copy 2026-11-22 070211).json",
)

who = st.integers(0, 1)
shifts = st.integers(-40, 40)
notes = st.text("ab\n", max_size=3)
# What is in a record does not matter here, only where it lies: by its day, and by the time in its id.
records = st.builds(
    lambda hours, days, noise, note: session_record(
        NEW_YEAR + timedelta(hours=hours),
        id=new_id(NEW_YEAR + timedelta(hours=hours), noise),
        day=date(2026, 1, 1) + timedelta(days=days),
        note=note,
        exercises=(),
    ),
    st.integers(0, 3000),
    st.integers(0, 89),
    st.binary(min_size=10, max_size=10),
    notes,
)


class JournalMachine(RuleBasedStateMachine):
    """Two journals on one folder do what a plain dict does."""

    ids: Bundle[str] = Bundle("ids")

    @initialize()
    def start(self) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name) / "journal"
        self.now = ticking(NOW)
        self.journals = [Journal(self.folder, self.now), Journal(self.folder, self.now)]
        self.model: dict[str, SessionRecord] = {}

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.place.cleanup()

    @rule(target=ids, record=records, who=who)
    def add(self, record: SessionRecord, who: int) -> str:
        if record.id not in self.model:
            saved = self.journals[who].add(record)
            assert saved == replace(record, updated_at=saved.updated_at)
            self.model[record.id] = saved
        return record.id

    @rule(record_id=ids, who=who)
    def add_again(self, record_id: str, who: int) -> None:
        with pytest.raises(RecordExists):
            self.journals[who].add(self.model[record_id])

    @rule(record_id=ids, who=who, days=shifts, note=notes)
    def edit(self, record_id: str, who: int, days: int, note: str) -> None:
        old = self.model[record_id]
        new = replace(old, day=old.day + timedelta(days=days), note=note)
        if old.deleted:
            with pytest.raises(RecordNotFound):
                revise(self.journals[who], new)
            return
        saved = revise(self.journals[who], new)
        assert saved == replace(new, updated_at=saved.updated_at)
        assert saved.updated_at > old.updated_at
        self.model[record_id] = saved

    @rule(record_id=ids, who=who)
    def delete(self, record_id: str, who: int) -> None:
        if self.model[record_id].deleted:
            with pytest.raises(RecordNotFound):
                self.journals[who].delete(record_id)
        else:
            self.model[record_id] = self.journals[who].delete(record_id)
            assert self.model[record_id].deleted

    @rule(record_id=ids, who=who)
    def restore(self, record_id: str, who: int) -> None:
        self.model[record_id] = self.journals[who].restore(record_id)
        assert not self.model[record_id].deleted

    @rule(who=who)
    def reopen(self, who: int) -> None:
        self.journals[who] = Journal(self.folder, self.now)
        # A record is found without anything having been read before.
        for key, record in self.model.items():
            assert Journal(self.folder, self.now).get(key, include_deleted=True) == record

    @rule(who=who, first=st.integers(-40, 130), length=st.integers(0, 60))
    def between(self, who: int, first: int, length: int) -> None:
        start = date(2026, 1, 1) + timedelta(days=first)
        end = start + timedelta(days=length)
        assert self.journals[who].between(start, end) == self.expected(start, end)

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        if not hasattr(self, "model"):
            return
        everything = self.expected(*ALWAYS)
        for journal in self.journals:
            assert journal.between(*ALWAYS) == everything
            for key, record in self.model.items():
                assert journal.get(key, include_deleted=True) == record
                assert journal.get(key) == (None if record.deleted else record)
            assert (journal.latest() is None) == (not everything)
            self.look_at_what_is_told(journal)

    def look_at_what_is_told(self, journal: Journal) -> None:
        assert journal.problems() == ()

    def expected(self, first: date, last: date) -> tuple[SessionRecord, ...]:
        found = (record for record in self.model.values() if not record.deleted and first <= record.day <= last)
        return tuple(sorted(found, key=lambda record: (record.started_at.timestamp(), record.id)))


class FaultMachine(JournalMachine):
    """The same with failing calls, crashes, damage, mishaps of sync tools and another machine."""

    ids = JournalMachine.ids

    def look_at_what_is_told(self, journal: Journal) -> None:
        assert all("\n" not in str(problem) for problem in (*journal.problems(), *journal.notices()))

    def month_files(self) -> list[Path]:
        return sorted(self.folder.glob("????-??.json")) if self.folder.exists() else []

    def change(self, record_id: str, who: int, days: int, note: str) -> SessionRecord:
        """Change a record in one of three ways."""
        old = self.model[record_id]
        if old.deleted:
            return self.journals[who].restore(record_id)
        if days % 5 == 0:
            return self.journals[who].delete(record_id)
        return revise(self.journals[who], replace(old, day=old.day + timedelta(days=days), note=note))

    def resolve_duplicates(self, record_id: str, who: int) -> None:
        """Take what is found: what was not acknowledged may be there or not. It is saved anew."""
        found = self.journals[who].get(record_id, include_deleted=True)
        assert found is not None
        old = self.model[record_id]
        assert found == old or found.updated_at > old.updated_at
        saved = self.journals[who].restore(record_id)
        self.model[record_id] = revise(self.journals[who], saved)

    @rule(
        record_id=ids,
        who=who,
        days=shifts,
        call=st.sampled_from(CALLS),
        nth=st.integers(1, 12),
        number=st.sampled_from([errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT]),
    )
    def a_call_fails(self, record_id: str, who: int, days: int, call: str, nth: int, number: int) -> None:
        try:
            with failing(call, nth, refusal(number)):
                self.model[record_id] = self.change(record_id, who, days, "failing")
        except JournalError:
            self.resolve_duplicates(record_id, who)

    @rule(record_id=ids, who=who, days=shifts, call=st.sampled_from(CALLS), nth=st.integers(1, 12))
    def the_disk_is_full_for_a_while(self, record_id: str, who: int, days: int, call: str, nth: int) -> None:
        try:
            with failing(call, nth, refusal(errno.ENOSPC), lasting=True):
                self.model[record_id] = self.change(record_id, who, days, "full")
        except JournalError:
            self.resolve_duplicates(record_id, who)
        else:
            # It was saved, and maybe not backed up: that is told once a month, and the next save makes up for it.
            if any(notice.path == Backups(self.folder).folder for notice in self.journals[who].notices()):
                self.resolve_duplicates(record_id, who)

    @rule(record_id=ids, who=who, days=shifts, call=st.sampled_from(CALLS), nth=st.integers(1, 12))
    def a_program_crashes(self, record_id: str, who: int, days: int, call: str, nth: int) -> None:
        try:
            with failing(call, nth, Crash()):
                self.model[record_id] = self.change(record_id, who, days, "crashing")
        except Crash:
            self.journals[who] = Journal(self.folder, self.now)
            self.resolve_duplicates(record_id, who)

    @rule(which=st.integers(0, 9), damage=st.sampled_from(sorted(DAMAGES.keys() - {"too large"})))
    def damage(self, which: int, damage: str) -> None:
        months = self.month_files()
        if months:
            path = months[which % len(months)]
            spoil: Callable[[Path], object] = DAMAGES[damage]
            with suppress(AssertionError, IndexError, OSError):  # there may be nothing of that kind to spoil
                spoil(path)
                os.utime(path, (1e9, 1e9))

    @rule(which=st.integers(0, 9), who=who)
    def a_month_vanishes(self, which: int, who: int) -> None:
        # One that another program made has no backup.
        months = [path for path in self.month_files() if Backups(self.folder).of(path.name).has_any()]
        if months:
            path = months[which % len(months)]
            path.unlink()
            self.journals[who].between(*ALWAYS)
            assert any(path.name in str(problem) for problem in self.journals[who].problems())
            assert self.journals[who].repair()

    @rule(record_id=ids, who=who, note=notes)
    def a_month_is_put_back_to_an_older_version(self, record_id: str, who: int, note: str) -> None:
        old = self.model[record_id]
        if not old.deleted:
            path = self.folder / f"{old.day:%Y-%m}.json"
            before = path.read_bytes()
            self.model[record_id] = revise(self.journals[who], replace(old, note=note))
            path.write_bytes(before)
            assert self.journals[1 - who].repair()

    @rule(record_id=ids, days=st.integers(1, 100), who=who)
    def an_older_copy_lies_in_another_month(self, record_id: str, days: int, who: int) -> None:
        record = self.model[record_id]
        older = replace(record, deleted=False, note="older", updated_at=record.updated_at - timedelta(hours=1))
        older = replace(older, day=record.day + timedelta(days=days))
        path = self.folder / f"{older.day:%Y-%m}.json"
        if not path.exists():
            path.write_text(json.dumps({"sessions": {older.id: encode(older)}}))
            assert self.journals[who].get(record_id, include_deleted=True) == record
            self.what_was_acknowledged_is_there()
            assert self.journals[who].repair()

    @rule(who=who)
    def check_and_repair(self, who: int) -> None:
        before = {path: path.read_bytes() for path in self.folder.rglob("*.json*") if path.is_file()}
        self.journals[who].check()
        assert before == {path: path.read_bytes() for path in self.folder.rglob("*.json*") if path.is_file()}
        self.journals[who].repair()
        assert not [wrong for state in self.journals[who].check() for wrong in state.wrong]

    @rule(record_id=ids, later=st.booleans(), gone=st.booleans(), how=st.sampled_from(["merge", *COPIES]))
    def another_machine(self, record_id: str, later: bool, gone: bool, how: str) -> None:
        old = self.model[record_id]
        shift = timedelta(hours=1 if later else -1)
        theirs = replace(old, note="theirs", deleted=gone, updated_at=old.updated_at + shift)
        month = f"{old.day:%Y-%m}"
        other = Path(self.place.name) / "other" / f"{month}.json"
        path = other if how == "merge" else self.folder / how.format(month)
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"sessions": {old.id: encode(theirs)}}))
        if how == "merge":
            assert not self.journals[0].merge([path]).problems
            path.unlink()
        if later:
            self.model[record_id] = theirs
