"""What is said of a copy of a month, in whatever state it is: by check and repair of a conflict copy, and by merge."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, encode
from tests.journal.strategies import PARIS, session_record
from tests.journal.support import ALWAYS, NAME, filled

COPY = "2026-11.sync-conflict-20261122-070211-ABCDEFG.json"
THEIRS = [session_record(datetime(2026, 11, day, 7, tzinfo=PARIS), id=f"theirs-{day}") for day in (3, 4)]
WHOLE = json.dumps({"sessions": {record.id: encode(record) for record in THEIRS}}).encode()


@dataclass(frozen=True)
class State:
    """A copy: how it is made, how many of its two sessions can be read, and why not all if it is damaged."""

    make: Callable[[Path], object]
    read: int
    damage: str = ""
    opened: bool = True

    @property
    def told(self) -> str:
        """What reading says of it."""
        left = f"{COPY} was not opened: {self.damage}. Move it away. It is left as it is until then."
        return self.repaired if self.opened else left

    @property
    def checked(self) -> str:
        """What check says of it, after its name."""
        if not self.damage:
            return " was left by a sync tool and is not merged yet; `journal repair` does that."
        if self.read:
            merges = f"`journal repair` merges {self.read} session that can be read in it."
            return f" was left by a sync tool and is damaged: {self.damage}; {merges}"
        return f" was left by a sync tool, and nothing can be read in it: {self.damage}; `journal repair` puts it away."

    @property
    def repaired(self) -> str:
        """What repair says of it."""
        kept = f"It is kept as {COPY} among the backups"
        if not self.damage:
            return f"{COPY}, left by a sync tool, was merged. {kept}."
        if self.read:
            what = f"{COPY}, left by a sync tool, is damaged; {self.read} session could be merged."
            return f"{what} {kept}: what is missing can only be in that file."
        return f"Nothing could be read in {COPY}, left by a sync tool: {self.damage}. {kept}."

    @property
    def merged(self) -> list[str]:
        """What merge says of it beside its counts."""
        if not self.damage:
            return []
        what = f"{self.read} session could be merged" if self.read else "nothing in it could be merged"
        return [f"{NAME} could not be read: {self.damage}; {what}. It was left as it is."]


def raw(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


JSON = "it is not valid JSON"
STATES = {
    "whole": State(raw(WHOLE), 2),
    "a list, as an export has it": State(raw(json.dumps([*map(encode, THEIRS)]).encode()), 2),
    "one session alone": State(raw(json.dumps(encode(THEIRS[0])).encode()), 1),
    "a month without sessions": State(raw(b'{"sessions": {}}\n'), 0),
    "an empty object": State(raw(b"{}"), 0),
    "cut in the second session": State(raw(WHOLE[: WHOLE.index(b"theirs-4") + 20]), 1, JSON),
    "cut in the first session": State(raw(WHOLE[:80]), 0, JSON),
    "empty": State(raw(b""), 0, "it is empty"),
    "blank": State(raw(b" \n"), 0, "it is empty"),
    "zeros": State(raw(bytes(500)), 0, "it holds control characters, which no JSON has"),
    "another text": State(raw(b"hello"), 0, JSON),
    "other JSON": State(raw(b'{"sessions": [1, 2]}'), 0, "it has no table of sessions"),
    "a folder": State(Path.mkdir, 0, "it is a folder", opened=False),
}
if hasattr(os, "mkfifo"):
    STATES["a pipe"] = State(os.mkfifo, 0, "it is a pipe", opened=False)
states = pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())


def plain(sentence: object) -> str:
    """Give a sentence without the parser's own words."""
    return re.sub(r"(?<=not valid JSON) \(.*?\)+(?=[;.])", "", str(sentence))


@pytest.fixture
def records(journal: Journal) -> dict[str, SessionRecord]:
    return {key: record for key, record in filled(journal).items() if not record.deleted}


def long_ago(path: Path) -> None:
    """Make a copy one that no sync tool is writing any more."""
    written = time.time() - 3600
    os.utime(path, (written, written))


def wrong_with(journal: Journal) -> list[str]:
    return [plain(wrong) for state in journal.check() for wrong in state.wrong]


def shown(journal: Journal) -> set[str]:
    return {record.id for record in journal.between(*ALWAYS)}


def with_theirs(records: dict[str, SessionRecord], state: State) -> set[str]:
    return {*records, *(record.id for record in THEIRS[: state.read])}


@states
def test_check_and_repair_say_what_can_be_done_with_a_conflict_copy_and_what_was(
    journal: Journal, folder: Path, records: dict[str, SessionRecord], state: State
) -> None:
    state.make(folder / COPY)
    assert wrong_with(journal) == [COPY + state.checked]
    assert [plain(done) for done in journal.repair()] == [state.repaired]
    assert wrong_with(journal) == []
    assert journal.repair() == ()
    assert shown(journal) == with_theirs(records, state)
    assert (folder / "backups" / "merged" / COPY).exists()


@states
def test_reading_tells_as_a_problem_what_of_a_conflict_copy_could_not_be_read(
    journal: Journal, folder: Path, records: dict[str, SessionRecord], state: State
) -> None:
    state.make(folder / COPY)
    long_ago(folder / COPY)
    assert shown(journal) == with_theirs(records, state)
    problems, notices = ([plain(told) for told in several] for several in (journal.problems(), journal.notices()))
    assert (problems, notices) == (([state.told], []) if state.damage else ([], [state.told]))


@states
def test_merge_counts_what_it_takes_and_tells_what_could_not_be_read(
    journal: Journal, tmp_path: Path, records: dict[str, SessionRecord], state: State
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    state.make(other / NAME)
    merged = journal.merge([other])
    assert (merged.added, merged.changed, merged.older) == (state.read, 0, 0)
    assert [plain(problem) for problem in merged.problems] == state.merged
    assert shown(journal) == with_theirs(records, state)
    assert (other / NAME).exists()


def test_a_copy_that_is_still_being_written_in_place_is_left_until_it_is_whole(
    journal: Journal, folder: Path, records: dict[str, SessionRecord]
) -> None:
    for written in (b"", WHOLE[:80], WHOLE[:-1]):
        (folder / COPY).write_bytes(written)
        assert shown(journal) == set(records)
        assert (journal.problems(), journal.notices()) == ((), ())
        assert (folder / COPY).read_bytes() == written
    (folder / COPY).write_bytes(WHOLE)
    assert shown(journal) == {*records, *(record.id for record in THEIRS)}
    assert not (folder / COPY).exists()
