"""Check says the state of every file and changes nothing; repair mends what it finds."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stretchtui.journal import Journal, VersionError, encode
from stretchtui.journal.storage.backups import Backups
from tests.journal.strategies import session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOW, alive, filled, posix, raw_of


def damaged(folder: Path) -> None:
    (folder / NAME).write_bytes((folder / NAME).read_bytes()[:-900])


def pipe(folder: Path) -> None:
    (folder / NAME).unlink()
    os.mkfifo(folder / NAME)


def conflict(folder: Path) -> None:
    name = folder / "2026-11.sync-conflict-20261122-070211-ABCDEFG.json"
    extra = session_record(id="extra")
    name.write_text(json.dumps({"sessions": {"extra": encode(extra)}}))


def missing(folder: Path) -> None:
    (folder / NAME).unlink()


def unread_aside(folder: Path) -> None:
    extra = session_record(id="extra")
    (folder / f"{NAME}.damaged-20260101T000000Z").write_text(json.dumps(encode(extra)))


def bad_backup(folder: Path) -> None:
    Backups(folder).of(NAME).whole()[0].write_bytes(b"")


def twice(folder: Path) -> None:
    sessions = json.loads((folder / NAME).read_bytes())["sessions"]
    old = next(iter(sessions.values()))
    (folder / "2026-10.json").write_text(json.dumps({"sessions": {old["id"]: old | {"day": "2026-10-02"}}}))


def put_back(folder: Path) -> None:
    """Bring back the version before the last change, as a sync tool may that takes the wrong side."""
    (folder / NAME).write_bytes(Backups(folder).of(NAME).whole()[0].read_bytes())


@pytest.mark.parametrize(
    "wrong",
    [damaged, pytest.param(pipe, marks=posix), conflict, missing, unread_aside, bad_backup, twice, put_back],
)
def test_check_finds_what_is_wrong_and_repair_mends_it(
    folder: Path, journal: Journal, wrong: Callable[[Path], None]
) -> None:
    records = filled(journal)
    assert not any(state.wrong for state in journal.check())
    wrong(folder)
    before = {path: raw_of(path) for path in folder.rglob("*")}
    fresh = Journal(folder, ticking(NOW))
    steps: list[tuple[int, int]] = []
    assert any(state.wrong for state in fresh.check(lambda done, total: steps.append((done, total))))
    assert steps[-1][0] == steps[-1][1] == len(steps)
    assert {path: raw_of(path) for path in folder.rglob("*")} == before, "checking changed something"
    assert fresh.repair()
    assert not any(state.wrong for state in fresh.check())
    found = {record.id: record for record in fresh.between(*ALWAYS)}
    assert {key: found[key] for key in found if key in records and wrong is not twice} | {} == (
        {record.id: record for record in alive(records)} if wrong is not twice else {}
    )
    assert ("extra" in found) == (wrong in (conflict, unread_aside))
    assert fresh.repair() == ()


def test_an_unreadable_file_that_becomes_readable_is_repaired(folder: Path, journal: Journal) -> None:
    records = filled(journal)
    (folder / NAME).rename(folder / f"{NAME}.damaged-20261122T070000Z")
    shutil.rmtree(folder / "backups")
    fresh = Journal(folder, ticking(NOW))
    assert fresh.between(*ALWAYS) == ()
    assert len(fresh.repair()) == 1
    assert fresh.between(*ALWAYS) == alive(records)


def wrong(journal: Journal) -> list[str]:
    return [sentence for state in journal.check() for sentence in state.wrong]


@posix
@pytest.mark.parametrize("stands", ["a file", "a pipe", "a link to a file"])
def test_a_folder_that_is_none_is_never_called_sound(folder: Path, journal: Journal, stands: str) -> None:
    filled(journal)
    folder.rename(folder.with_name("was"))
    if stands == "a pipe":
        os.mkfifo(folder)
    elif stands == "a file":
        folder.write_bytes(b"x")
    else:
        folder.symlink_to(folder.with_name("was") / NAME)
    (sentence,) = wrong(Journal(folder, ticking(NOW)))
    assert sentence.startswith(f"{folder.name} could not be opened: not a directory.")


@posix
def test_backups_that_cannot_be_seen_are_not_counted_as_none(folder: Path, journal: Journal) -> None:
    filled(journal)
    (folder / "backups").rename(folder / "was")
    (folder / "backups").symlink_to(folder / "was")
    assert any(sentence.startswith("backups was not opened: it is a link") for sentence in wrong(journal))
    with pytest.raises(VersionError, match="backups was not opened: it is a link"):
        journal.versions()


@pytest.mark.parametrize(
    "name",
    ["2026-11 - Copy.json", "2026-11 copy.json", "2026-11-old.json", "2026-11.json~", "2026-11-annas-laptop.json"],
)
def test_what_looks_like_a_month_and_is_read_by_nobody_is_told(folder: Path, journal: Journal, name: str) -> None:
    filled(journal)
    shutil.copy(folder / NAME, folder / name)
    assert wrong(journal) == [
        f"{name} looks like a copy of 2026-11.json, and nobody reads it. "
        "`journal merge` with its name takes in what it has; or move it elsewhere."
    ]
    assert (folder / name).exists()


@posix
def test_a_link_in_place_of_a_copy_is_told_by_whoever_reads(folder: Path, journal: Journal, tmp_path: Path) -> None:
    records = filled(journal)
    other = tmp_path / "other.json"
    shutil.copy(folder / NAME, other)
    (folder / "2026-11 (1).json").symlink_to(other)
    reading = Journal(folder, ticking(NOW))
    assert reading.between(*ALWAYS) == alive(records)
    assert ["2026-11 (1).json was not opened: it is a link" in str(problem) for problem in reading.problems()] == [True]
    assert (folder / "2026-11 (1).json").is_symlink()


@posix
@pytest.mark.parametrize(
    "name", [f"{NAME}.damaged-20261122T060211Z", ".journal.lock.held", f".stretchtui-{0:016x}.tmp"]
)
def test_a_link_under_a_name_of_the_programs_own_is_wrong_and_in_no_line_sound(
    folder: Path, journal: Journal, tmp_path: Path, name: str
) -> None:
    filled(journal)
    (tmp_path / "outside").write_bytes(b"{}")
    (folder / name).symlink_to(tmp_path / "outside")
    found = [state for state in journal.check() if state.path.name == name]
    assert [bool(state.wrong) for state in found] == [True]
