"""The storage: whole files only, strict both ways."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from stretchtui.domain import limits
from stretchtui.journal.errors import DamagedFileError, JournalWriteError
from stretchtui.journal.storage.tinydb_storage import DurableStorage
from stretchtui.system.files import LinkError
from tests.journal.support import posix
from tests.tables import every_row

CONTENT: dict[str, dict[str, Any]] = {"sessions": {"a": {"note": "é 🙂", "hold_s": 13.0, "list": [1, None, True, {}]}}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "2026-11.json"


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def test_no_file_reads_as_nothing_and_is_not_created(path: Path) -> None:
    assert DurableStorage(path).read() is None
    assert not path.exists()


def test_what_is_written_is_read_back_and_fit_for_people(path: Path) -> None:
    DurableStorage(path).write(CONTENT)
    assert DurableStorage(path).read() == CONTENT
    text = path.read_text(encoding="utf-8")
    assert json.loads(text) == CONTENT
    assert "é 🙂" in text
    assert text.splitlines()[0] == '{"sessions": {'
    assert text.splitlines()[1].startswith('"a": {"note":')
    assert names(path.parent) == {path.name}


def test_it_is_a_storage_for_tinydb(path: Path) -> None:
    with TinyDB(path, storage=DurableStorage) as db:
        db.insert({"note": "first"})
        db.update({"note": "second"})
    with TinyDB(path, storage=DurableStorage) as db:
        assert [dict(found) for found in db.all()] == [{"note": "second"}]


@posix
def test_files_are_for_the_person_alone_whatever_the_umask(path: Path) -> None:
    for umask in (0, 0o777):
        before = os.umask(umask)
        try:
            DurableStorage(path).write(CONTENT)
        finally:
            os.umask(before)
        assert path.stat().st_mode & 0o777 == 0o600


@posix
def test_no_link_is_read_or_written_through(tmp_path: Path, path: Path) -> None:
    target = tmp_path / "november.json"
    target.write_text("{}")
    path.symlink_to(target.name)
    with pytest.raises(LinkError):
        DurableStorage(path).read()
    with pytest.raises(LinkError):
        DurableStorage(path).write(CONTENT)
    assert path.is_symlink()
    assert target.read_text() == "{}"
    assert names(tmp_path) == {path.name, target.name}


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        "\ud800",
        b"bytes",
        (1, 2),
        {1: "key"},
        {"\udfff": 1},
        {"a", "b"},
        object(),
        nested(limits.DEPTH),
        nested(100_000),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_that_would_not_come_back_never_reaches_the_file(path: Path, value: object) -> None:
    DurableStorage(path).write(CONTENT)
    before = path.read_bytes()
    with pytest.raises(JournalWriteError) as caught:
        DurableStorage(path).write({"sessions": {"a": {"value": value}}})
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before
    assert names(path.parent) == {path.name}


DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t",
    "zeros": b"\0" * 512,
    "garbage": bytes(range(256)),
    "cut off": b'{"sessions": {"a": {"note": "he',
    "trailing": b'{"sessions": {}}\n{"sessions": {}}',
    "trailing comma": b'{"sessions": {},}',
    "latin-1": '{"sessions": {"a": {"note": "é"}}}'.encode("latin-1"),
    "utf-16": '{"sessions": {}}'.encode("utf-16"),
    "nan": b'{"sessions": {"a": {"hold_s": NaN}}}',
    "infinity": b'{"sessions": {"a": {"hold_s": -Infinity}}}',
    "too large a number": b'{"sessions": {"a": {"hold_s": 1e999}}}',
    "half a surrogate pair": b'{"sessions": {"a": {"note": "\\ud83d"}}}',
    "raw surrogate": b'{"sessions": {"a": {"note": "\xed\xa0\xbd"}}}',
    "record twice": b'{"sessions": {"a": {"note": "1"}, "a": {"note": "2"}}}',
    "key twice": b'{"sessions": {"a": {"note": "1", "note": "\\u00e9"}}}',
    "table twice": b'{"sessions": {}, "sessions": {}}',
    "list": b"[]",
    "null": b"null",
    "number": b"7",
    "text": b'"sessions"',
    "sessions a list": b'{"sessions": []}',
    "sessions null": b'{"sessions": null}',
    "deep": b'{"sessions": {"a": ' + b"[" * 90 + b"]" * 90 + b"}}",
    "very deep": b'{"sessions":' * 200_000,
    "deep brackets": b"[" * 200_000,
    "conflict marks": b'{\n<<<<<<< HEAD\n"sessions": {}\n=======\n>>>>>>> other\n}',
}


@every_row("raw", DAMAGED.values())
def test_damage_is_told_and_left_alone(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    with pytest.raises(DamagedFileError, match=r"2026-11\.json could not be read: ") as caught:
        DurableStorage(path).read()
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"{}",
        b'\xef\xbb\xbf{"sessions":{}}',
        b'{"sessions":{"a":{"note":"\\u00e9 \\ud83d\\ude42 \\" : {"}}}',
        b'{"sessions": {"a": {"n": 1E2, "big": 123456789012345678901234567890}}}\r\n',
        b'{"sessions": {"a": {}}, "another table": {"1": {}}, "and": 5}',
    ],
)
def test_other_programs_json_is_read(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    assert DurableStorage(path).read() == {"sessions": {}} | json.loads(raw.decode("utf-8-sig"))


def test_a_file_over_the_limit_is_refused_both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MONTH_BYTES", 1024)
    path.write_bytes(b'{"sessions": {"a": "' + b"x" * 1024 + b'"}}')
    with pytest.raises(DamagedFileError, match="larger"):
        DurableStorage(path).read()
    with pytest.raises(JournalWriteError, match="larger"):
        DurableStorage(path).write({"sessions": {"a": {"note": "x" * 1024}}})


def test_a_folder_in_the_place_of_a_file(path: Path) -> None:
    path.mkdir()
    with pytest.raises(DamagedFileError, match=r"it is a folder|not permitted"):
        DurableStorage(path).read()


@posix
def test_a_pipe_or_a_circle_of_links_does_not_hang(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(DamagedFileError, match="it is a pipe"):
        DurableStorage(path).read()
    path.unlink()
    path.symlink_to(path.name)
    with pytest.raises(LinkError):
        DurableStorage(path).read()
