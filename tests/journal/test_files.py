"""The steps of a write: nothing is lost when one fails, and what is set aside stays whole."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from stretchtui.journal.errors import FileChangedError
from stretchtui.journal.storage.files import quarantine, remove_leftovers
from stretchtui.journal.storage.tinydb_storage import DurableStorage
from stretchtui.system.files import LinkError
from tests.journal.faults import failing, refusal, watched
from tests.journal.support import posix

CONTENT: dict[str, dict[str, Any]] = {"sessions": {"a": {"note": "é 🙂", "hold_s": 13.0, "list": [1, None, True, {}]}}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "2026-11.json"


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


@pytest.mark.parametrize(("call", "nth"), [("open", 1), ("fsync", 1), ("replace", 1)])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_failing_step_leaves_the_old_file_and_nothing_else(path: Path, call: str, nth: int, number: int) -> None:
    DurableStorage(path).write(CONTENT)
    before = path.read_bytes()
    with failing(call, nth, refusal(number)), pytest.raises(OSError, match=os.strerror(number)):
        DurableStorage(path).write({"sessions": {}})
    assert path.read_bytes() == before
    assert names(path.parent) == {path.name}


@posix
def test_a_folder_that_will_not_sync_is_not_called_saved(path: Path) -> None:
    with failing("fsync", 2, refusal(errno.EIO)), pytest.raises(OSError, match=os.strerror(errno.EIO)):
        DurableStorage(path).write(CONTENT)


@posix
def test_a_folder_that_cannot_sync_at_all_is_good_enough(path: Path) -> None:
    with failing("fsync", 2, refusal(errno.EINVAL)):
        DurableStorage(path).write(CONTENT)
    assert DurableStorage(path).read() == CONTENT


@posix
def test_the_steps_come_in_the_order_that_survives_a_loss_of_power(path: Path) -> None:
    steps: list[str] = []
    with watched("fsync", lambda _: steps.append("fsync")), watched("replace", lambda _: steps.append("replace")):
        DurableStorage(path).write(CONTENT)
    assert steps == ["fsync", "replace", "fsync"]


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit there")
def test_a_full_disk_leaves_nothing_half_written(path: Path) -> None:
    DurableStorage(path).write(CONTENT)
    before = path.read_bytes()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
            DurableStorage(path).write({"sessions": {"a": {"note": "x" * 50_000}}})
        except OSError as error:
            code = 0 if error.errno == errno.EFBIG else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert path.read_bytes() == before
    assert names(path.parent) == {path.name}


def test_a_file_changed_since_it_was_read_is_not_overwritten(path: Path) -> None:
    DurableStorage(path).write(CONTENT)
    ours = DurableStorage(path)
    tables = ours.read()
    theirs = {"sessions": {"b": {"note": "from another machine"}}}
    DurableStorage(path).write(theirs)
    assert tables is not None
    with pytest.raises(FileChangedError):
        ours.write(tables)
    assert DurableStorage(path).read() == theirs
    assert names(path.parent) == {path.name}


def test_a_file_that_appeared_since_it_was_looked_for_is_not_overwritten(path: Path) -> None:
    ours = DurableStorage(path)
    assert ours.read() is None
    DurableStorage(path).write(CONTENT)
    with pytest.raises(FileChangedError):
        ours.write({"sessions": {}})
    assert DurableStorage(path).read() == CONTENT


def test_setting_aside_keeps_the_bytes_and_never_takes_another_ones_name(path: Path) -> None:
    kept = []
    for number in range(3):
        path.write_bytes(b"damage %d" % number)
        kept.append(quarantine(path, "20261122T060211Z"))
        assert not path.exists()
    assert [found.name for found in kept] == [
        "2026-11.json.damaged-20261122T060211Z",
        "2026-11.json.damaged-20261122T060211Z-2",
        "2026-11.json.damaged-20261122T060211Z-3",
    ]
    assert [found.read_bytes() for found in kept] == [b"damage 0", b"damage 1", b"damage 2"]


@posix
def test_setting_aside_leaves_a_link_in_place(tmp_path: Path, path: Path) -> None:
    target = tmp_path / "target.json"
    target.write_bytes(b"damage")
    path.symlink_to(target)
    with pytest.raises(LinkError):
        quarantine(path, "x")
    assert names(tmp_path) == {"target.json", path.name}


@posix
def test_a_planted_link_does_not_count_as_the_file_that_was_set_aside(tmp_path: Path, path: Path) -> None:
    path.write_bytes(b"damage")
    (tmp_path / f"{path.name}.damaged-planted").symlink_to(path)
    assert quarantine(path, "x", keep_name=True) == tmp_path / f"{path.name}.damaged-x"


def test_leftovers_of_dead_writers_go_and_nothing_else(tmp_path: Path) -> None:
    keep = {"2026-11.json", ".stretchtui-notes.tmp", "x.stretchtui-0123456789abcdef.tmp", ".hidden"}
    for name in (*keep, ".stretchtui-0123456789abcdef.tmp"):
        (tmp_path / name).touch()
    remove_leftovers(tmp_path)
    assert names(tmp_path) == keep


def test_setting_aside_leaves_the_name_until_it_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "2026-11.json"
    path.write_bytes(b"damage")
    aside = quarantine(path, "x", keep_name=True)
    assert path.read_bytes() == aside.read_bytes() == b"damage"
