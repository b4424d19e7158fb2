"""Programs that write at once, or stop in the middle of it: nothing is lost, and nobody waits without end."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from stretchtui.journal import Journal, encode
from stretchtui.journal.errors import JournalBusy
from stretchtui.journal.storage.lock import WriterLock
from tests.how_often import slowly
from tests.journal.strategies import session_record, ticking
from tests.journal.support import ALWAYS, NOW
from tests.journal.trials import Say, fill_stock, needs_fork, run_all, start, stock

pytestmark = needs_fork


def write_some(folder: Path, ids: list[str]) -> None:
    journal = Journal(folder, ticking(NOW), lock_timeout_s=60)
    for key in ids:
        journal.add(session_record(id=key))


def write_some_by_stock(path: Path, ids: list[str]) -> None:
    for key in ids:
        with TinyDB(path) as db:
            db.insert(encode(session_record(id=key)))


@slowly(1, 20)
@pytest.mark.parametrize("writers", [2, 8])
def test_writers_at_once_lose_nothing(tmp_path: Path, writers: int, times: int) -> None:
    for number in range(times):
        folder = tmp_path / str(number)
        wanted, failed = run_all(write_some, folder, writers)
        journal = Journal(folder, ticking(NOW))
        assert ({record.id for record in journal.between(*ALWAYS)}, failed) == (wanted, 0)
        assert not journal.problems()


def test_the_stock_storage_loses_records_of_writers_at_once(tmp_path: Path) -> None:
    for number in range(100):
        path = tmp_path / f"{number}.json"
        wanted, failed = run_all(write_some_by_stock, path, 8)
        if failed or len(stock(path) or []) < len(wanted):
            return
    pytest.fail("writers at once did the stock storage no harm")


def dump_player() -> None:
    """Stand still until somebody lets this program go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


@contextmanager
def frozen(work: Callable[[Say], object]) -> Iterator[None]:
    """Start a program, wait until it stands still, and let it go on and end afterwards."""
    process, reader = start(work)
    os.waitpid(process.pid, os.WUNTRACED)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)
        process.join()
        os.close(reader)


def test_a_frozen_writer_holds_nobody_up_for_long(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    record = Journal(folder, ticking(NOW)).add(session_record())

    def hold(_: Say) -> None:
        with WriterLock(folder, 1.0).hold():
            dump_player()

    with frozen(hold):
        journal = Journal(folder, ticking(NOW), lock_timeout_s=0.1)
        started = time.monotonic()
        with pytest.raises(JournalBusy, match=r"another program.*close that program or try again"):
            journal.add(session_record())
        assert time.monotonic() - started < 2
        assert journal.between(*ALWAYS) == (record,)
    journal.add(session_record())


def test_the_stock_storage_loses_what_was_saved_while_a_writer_was_frozen(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    fill_stock(path, 1)

    def freeze_in_a_change(_: Say) -> None:
        with TinyDB(path) as db:
            write = db.storage.write

            def freeze_and_write(data: dict[str, dict[str, Any]]) -> None:
                dump_player()
                write(data)

            db.storage.write = freeze_and_write  # type: ignore[method-assign]
            db.insert(encode(session_record(id="late")))

    with frozen(freeze_in_a_change):
        write_some_by_stock(path, ["meanwhile"])
    assert "meanwhile" not in {found["id"] for found in stock(path) or []}
