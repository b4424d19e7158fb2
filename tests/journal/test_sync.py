"""Two machines and a tool that synchronises their folders, in each style of conflict copies: nothing is lost."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from stretchtui.domain import limits
from stretchtui.domain.record import SessionRecord
from stretchtui.journal import Journal, encode
from tests.how_often import and_slowly
from tests.journal.strategies import session_record, ticking
from tests.journal.support import ALWAYS, NAME, NOW, revise
from tests.journal.trials import stock

STYLES = {
    "Syncthing": "{stem}.sync-conflict-20261122-0702{number:02}-ABCDEFG.json",
    "Dropbox": "{stem} (Anna's conflicted copy 2026-11-22) ({number}).json",
    "Nextcloud": "{stem} (conflicted copy 2026-11-22 0702{number:02}).json",
}


class SyncTool:
    """Brings two folders to the same state; where both changed a file, one side's becomes a conflict copy."""

    def __init__(self, folders: tuple[Path, Path], style: str, chance: random.Random) -> None:
        self._folders = folders
        self._style = STYLES[style]
        self._chance = chance
        self._last: dict[str, bytes] = {}
        self.conflicts = 0

    def sync(self) -> None:
        """Bring what changed on one side to the other."""
        sides = [dict(_files(folder)) for folder in self._folders]
        for name in sorted(sides[0].keys() | sides[1].keys()):
            both = [side.get(name) for side in sides]
            if both[0] != both[1]:
                self._settle(name, both)
        self._last = dict(_files(self._folders[0]))
        assert self._last == dict(_files(self._folders[1]))

    def _settle(self, name: str, both: list[bytes | None]) -> None:
        changed = [side for side in (0, 1) if both[side] != self._last.get(name)]
        if len(changed) == 2 and None not in both:
            self.conflicts += 1
            winner = self._chance.randint(0, 1)
            path = Path(name)
            copy = path.with_name(self._style.format(stem=path.stem, number=self.conflicts))
            self._put(str(copy), both[1 - winner])
        else:
            # What was changed on one side and deleted on the other stays.
            winner = next(side for side in changed if both[side] is not None or len(changed) == 1)
        self._put(name, both[winner])

    def _put(self, name: str, raw: bytes | None) -> None:
        for folder in self._folders:
            path = folder / name
            if raw is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            arriving = path.with_name(".arriving")
            arriving.write_bytes(raw)
            arriving.replace(path)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            yield os.fspath(path.relative_to(folder)), path.read_bytes()


def use(journal: Journal, chance: random.Random) -> SessionRecord:
    """Do what a person does on one of two machines."""
    records = journal.between(*ALWAYS)
    if len(records) < 3 or chance.random() < 0.3:
        return journal.add(session_record(NOW - timedelta(hours=chance.randrange(900)), exercises=()))
    record = chance.choice(records)
    what = chance.choice(["edit", "delete", "move"])
    if what == "delete":
        return journal.delete(record.id)
    day = record.day + timedelta(days=chance.randint(-30, 30) if what == "move" else 0)
    return revise(journal, replace(record, note=str(chance.random()), day=day))


@pytest.mark.parametrize(("style", "times"), [("Syncthing", 1), *and_slowly(*((style, 30) for style in STYLES))])
def test_two_machines_that_are_synchronised_lose_nothing(tmp_path: Path, style: str, times: int) -> None:
    for number in range(times):
        chance = random.Random(number)  # noqa: S311
        now = ticking(NOW)
        folders = tmp_path / str(number) / "a", tmp_path / str(number) / "b"
        tool = SyncTool(folders, style, chance)
        journals = [Journal(folder, now) for folder in folders]
        last: dict[str, SessionRecord] = {}
        for _ in range(40):
            saved = use(chance.choice(journals), chance)
            last[saved.id] = saved
            if chance.random() < 0.25:
                tool.sync()
        for _ in range(6):
            tool.sync()
            for journal in journals:
                journal.between(*ALWAYS)
        assert tool.conflicts > 3
        for journal in (*journals, *(Journal(folder, now) for folder in folders)):
            found = {key: journal.get(key, include_deleted=True) for key in last}
            assert found == last
            assert {record.id for record in journal.between(*ALWAYS)} == {
                record.id for record in last.values() if not record.deleted
            }
            assert journal.problems() == ()
            assert not [wrong for state in journal.check() for wrong in state.wrong]
        # Neither the journal nor its backups fill up with copies.
        for folder in folders:
            assert not [path for path in folder.iterdir() if "onflict" in path.name]
            revise(Journal(folder, now), next(record for record in last.values() if not record.deleted))
            months = [month for month in (folder / "backups").iterdir() if month.name != "merged"]
            assert (
                min(len(list(month.iterdir())) for month in months)
                <= limits.LAST_VERSIONS + limits.MONTHLY_VERSIONS + 1
            )


def test_the_stock_storage_loses_records_of_two_machines(tmp_path: Path) -> None:
    chance = random.Random(0)  # noqa: S311
    folders = tmp_path / "a", tmp_path / "b"
    tool = SyncTool(folders, "Syncthing", chance)
    saved = set()
    for folder in folders:
        folder.mkdir()
    for _ in range(10):
        for folder in folders:
            record = session_record()
            saved.add(record.id)
            with TinyDB(folder / NAME) as db:
                db.insert(encode(record))
        tool.sync()
    assert {found["id"] for found in stock(folders[0] / NAME) or []} < saved
