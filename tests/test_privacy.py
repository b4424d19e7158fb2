"""What is kept about a person is for that person alone, whatever the shell's umask allows."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stretchtui.system import crash_report
from tests.how_often import and_slowly
from tests.terminal.home import call

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")


@pytest.fixture(params=[0o000, *and_slowly(0o022)], ids=["an umask that allows all", "the usual umask"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    before = os.umask(request.param)
    yield tmp_path
    os.umask(before)


def too_open(home: Path) -> list[str]:
    """List what others may read, with its mode; the folders that were there before the program are not its own."""
    own = [path for path in home.rglob("*") if "stretchtui" in path.parts[len(home.parts) :] or path.parent == home]
    bases = {home / kind for kind in ("data", "config", "state", "cache")}
    modes = ((path, stat.S_IMODE(path.stat().st_mode)) for path in own if path not in bases)
    return [f"{path.relative_to(home)} {mode:o}" for path, mode in modes if mode & 0o077]


def test_no_verb_leaves_anything_for_others_to_read(home: Path) -> None:
    for words in (
        ("journal", "add", "--note", "mine"),
        ("journal", "add", "--day", "2020-02-29"),
        ("journal", "export", str(home / "all.json")),
        ("journal", "export", str(home / "all.csv")),
        ("journal", "import", str(home / "all.json")),
        ("journal", "repair"),
        ("report", "--output", str(home / "report.html")),
        ("report", "--format", "text", "--output", str(home / "report.txt")),
        ("remind", "--at", "07:00", "--output", str(home / "remind.ics")),
        ("start", "--plain", "--short", "--speed", "1000", "--record", "--sound", "silent"),
    ):
        done = call(home, *words)
        assert done.exit_code == 0, (words, done.output)
    assert {path.name for path in home.iterdir() if path.is_file()} == {
        "all.json", "all.csv", "all-sessions.csv", "report.html", "report.txt", "remind.ics",
    }  # fmt: skip
    assert too_open(home) == []


def test_a_report_of_a_fault_is_private_and_without_values(home: Path) -> None:
    def fail(note: str) -> None:
        raise ValueError(note)

    folder = home / "state" / "stretchtui"
    with pytest.raises(ValueError, match="secret") as caught:
        fail("a secret of mine")
    sentence = crash_report.write_crash_report(caught.value, folder, datetime(2026, 11, 22, 7, tzinfo=UTC))
    (path,) = folder.iterdir()
    assert str(path) in sentence
    text = path.read_text(encoding="utf-8")
    assert "in fail" in text
    assert "ValueError" in text
    assert "secret" not in text + sentence
    assert too_open(home) == []
