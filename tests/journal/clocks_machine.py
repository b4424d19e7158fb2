"""Three machines with clocks hours apart, which merge one another's journals whole or month by month."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal
from stretchtui.journal.records.codec import decode
from tests.journal.strategies import session_record, ticking
from tests.journal.support import ALWAYS, NOW, revise

MACHINES = 3
DAYS = (date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1))

who = st.integers(0, MACHINES - 1)
days = st.sampled_from(DAYS)


class Word(NamedTuple):
    """What a person said of a session: no two changes say the same, so it tells a version of it."""

    record_id: str
    note: str
    day: date
    deleted: bool


def word_of(record: SessionRecord) -> Word:
    return Word(record.id, record.note, record.day, record.deleted)


class ClocksMachine(RuleBasedStateMachine):
    """What a person says with a version in view wins over it; what loses against another is in some backups."""

    ids: Bundle[str] = Bundle("ids")

    @initialize(target=ids, hours=st.lists(st.integers(-5, 5), min_size=MACHINES, max_size=MACHINES))
    def start(self, hours: list[int]) -> Any:
        self.place = tempfile.TemporaryDirectory()
        starts = [NOW + timedelta(hours=skew, milliseconds=250 * number) for number, skew in enumerate(hours)]
        self.clocks = [ticking(at) for at in starts]
        self.journals = [Journal(Path(self.place.name) / str(n), clock) for n, clock in enumerate(self.clocks)]
        self.notes = 0
        # Of each word those that were in view, or before them, when it was said; and the words that reached a machine.
        self.before: dict[Word, set[Word]] = {}
        self.reached: list[set[Word]] = [set() for _ in self.journals]
        # Everybody knows one session, and one machine has another.
        known, new = (self.journals[0].add(session_record(day=day, note=self.note(), exercises=())) for day in DAYS[:2])
        self.say(0, known)
        for number in range(1, MACHINES):
            self.merge(number, 0)
        self.say(0, new)
        return multiple(known.id, new.id)

    def teardown(self) -> None:
        if not hasattr(self, "place"):
            return
        # In the end everybody hears of everything, and then all show the same.
        for journal in (*self.journals, *self.journals):
            assert not journal.merge([other.folder for other in self.journals if other is not journal]).problems
        for number in range(MACHINES):
            self.reached[number] = set(self.before)
        self.the_last_word_shows_and_no_word_is_lost()
        shown = [self.words(journal) for journal in self.journals]
        assert shown[0] == shown[1] == shown[2]
        self.place.cleanup()

    def words(self, journal: Journal) -> dict[str, Word]:
        found = {word.record_id: journal.get(word.record_id, include_deleted=True) for word in self.before}
        return {key: word_of(record) for key, record in found.items() if record}

    def note(self) -> str:
        self.notes += 1
        return str(self.notes)

    def say(self, who: int, saved: SessionRecord, view: SessionRecord | None = None) -> None:
        word, earlier = word_of(saved), set[Word]()
        if view is not None:
            seen = word_of(view)
            # Of a session that moved to a month that has not come yet only the mark is in view.
            earlier = {seen} | (self.before[seen] if seen in self.before else self.before[seen._replace(deleted=False)])
        self.before[word] = earlier
        self.reached[who].add(word)

    def edit(self, who: int, record: SessionRecord) -> SessionRecord:
        return revise(self.journals[who], record)

    def after_merging(self, journal: Journal) -> None:
        """Look at a journal that has just merged another's."""
        assert not journal.problems()

    @rule(record_id=ids, who=who, day=days)
    def change(self, record_id: str, who: int, day: date) -> None:
        view = self.journals[who].get(record_id, include_deleted=True)
        if view is not None:
            alive = self.journals[who].restore(record_id)
            self.say(who, self.edit(who, replace(alive, note=self.note(), day=day)), view)

    @rule(record_id=ids, who=who)
    def delete(self, record_id: str, who: int) -> None:
        view = self.journals[who].get(record_id)
        if view is not None:
            # Two machines may delete one session: only what they noted before tells the deletions apart.
            noted = self.edit(who, replace(view, note=self.note()))
            self.say(who, noted, view)
            self.say(who, self.journals[who].delete(record_id), noted)

    @rule(who=who, other=who)
    def merge(self, who: int, other: int) -> None:
        """Merge all that another machine has."""
        if who != other:
            self.reached[who] |= self.reached[other]
            merged = self.journals[who].merge([self.journals[other].folder])
            again = self.journals[who].merge([self.journals[other].folder])
            assert (again.added, again.changed, again.older, merged.problems) == (0, 0, 0, ())
            self.after_merging(self.journals[who])

    @rule(who=who, other=who, which=st.integers(0, 1))
    def a_sync_tool_brings_a_month(self, who: int, other: int, which: int) -> None:
        """Find a month of another machine as a conflict copy, and none of its others."""
        journal = self.journals[who]
        months = sorted(self.journals[other].folder.glob("????-??.json"))
        if who != other and which < len(months):
            copy = journal.folder / f"{months[which].stem}.sync-conflict-20261122-070211-ABCDEFG.json"
            copy.write_bytes(months[which].read_bytes())
            journal.between(*ALWAYS)
            self.reached[who] |= {word for word in words_in(months[which]) if word in self.before}
            self.after_merging(journal)

    @invariant()
    def the_last_word_shows_and_no_word_is_lost(self) -> None:
        if not hasattr(self, "journals"):
            return
        kept: set[Word] = set()
        for journal, reached in zip(self.journals, self.reached, strict=True):
            over = {earlier for word in reached for earlier in self.before[word]}
            assert not over & set(self.words(journal).values()), "a word shows that had been in view of another"
            # What saves keep of a month is thinned soon; the words are where they stay for longer.
            files = (*journal.folder.glob("????-??.json"), *journal.folder.glob("backups/*/merge-*.json"))
            kept |= {word for path in files for word in words_in(path)}
        last = self.before.keys() - {earlier for words in self.before.values() for earlier in words}
        assert last <= kept, "a word is gone that nobody had in view"


def words_in(path: Path) -> set[Word]:
    return {word_of(decode(document)) for document in json.loads(path.read_bytes())["sessions"].values()}
