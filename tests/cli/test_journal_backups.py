"""The verbs that say what an import would do, go back to a file, and go back to a version of a month."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.home import call, month_file, recorded, today


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a home with two sessions in the journal, and beside it all of that in a file."""
    for note in ("first", "second"):
        call(tmp_path, "journal", "add", "--note", note, "--stiffness-before", "3")
    call(tmp_path, "journal", "export", str(tmp_path / "before.json"))
    return tmp_path


def harmed(home: Path) -> Path:
    """Write a file that empties the notes of the sessions."""
    found: list[dict[str, Any]] = json.loads(call(home, "journal", "list", "--json").stdout)
    file = home / "harm.json"
    file.write_text(json.dumps([{"id": record["id"], "note": None} for record in found]), encoding="utf-8")
    return file


def notes(home: Path) -> list[str]:
    return sorted(record["note"] for record in recorded(home))


def test_a_dry_run_shows_each_field_and_changes_nothing(home: Path) -> None:
    file = harmed(home)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    result = call(home, "journal", "import", str(file), "--dry-run")
    *lines, total = result.stdout.splitlines()
    assert sorted(line.partition("  note: ")[2] for line in lines) == ["first -> nothing", "second -> nothing"]
    assert total == "0 new, 2 changed, 0 the same, 0 older than here, 0 refused."
    assert "Nothing was changed" in result.stderr
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    assert call(home, "journal", "import", str(file)).stdout == f"{total}\n"
    assert notes(home) == ["", ""]


def test_a_dry_run_shows_twenty_changes_in_short_harmless_lines(tmp_path: Path) -> None:
    file = tmp_path / "many.json"
    found = [{"day": f"{today()}", "note": "x"} for _ in range(30)]
    file.write_text(json.dumps([{**each, "id": f"n{n}"} for n, each in enumerate(found)]), encoding="utf-8")
    assert call(tmp_path, "journal", "import", str(file)).exit_code == 0
    note = "\x1b[2J\n" + "long " * 100
    file.write_text(json.dumps([{"id": f"n{n}", "note": note} for n in range(30)]), encoding="utf-8")
    lines = call(tmp_path, "journal", "import", str(file), "--dry-run").stdout.splitlines()
    assert len(lines) == 22
    assert lines[20:] == ["and 10 more", "0 new, 30 changed, 0 the same, 0 older than here, 0 refused."]
    assert all(len(line) < 120 and line.isprintable() for line in lines)


def test_a_wrong_import_is_taken_back_in_both_ways_that_are_named(home: Path) -> None:
    file = harmed(home)
    assert call(home, "journal", "import", str(file)).exit_code == 0
    older = call(home, "journal", "import", str(home / "before.json"))
    assert (older.exit_code, notes(home)) == (0, ["", ""])
    assert older.stdout == "0 new, 0 changed, 0 the same, 2 older than here, 0 refused.\n"
    assert f"journal import --take-older {home / 'before.json'}" in older.stderr
    assert "journal backups restore MONTH" in older.stderr
    taken = call(home, "journal", "import", "--take-older", str(home / "before.json"))
    assert (taken.stdout, taken.stderr) == ("0 new, 2 changed, 0 the same, 0 older than here, 0 refused.\n", "")
    assert notes(home) == ["first", "second"]
    call(home, "journal", "import", str(file))
    month = f"{today():%Y-%m}"
    back = call(home, "journal", "backups", "restore", month)
    assert re.fullmatch(
        rf"{month} shows what version \d+ has: 2 sessions put back, 0 marked as deleted\.\n", back.stdout
    )
    assert notes(home) == ["first", "second"]
    assert call(home, "journal", "backups", "restore", month).exit_code == 0
    assert notes(home) == ["", ""]


def test_versions_are_listed_newest_first_and_as_json(home: Path) -> None:
    call(home, "journal", "import", str(harmed(home)))
    listed = call(home, "journal", "backups").stdout.splitlines()
    found = json.loads(call(home, "journal", "backups", "--json").stdout)
    assert [each["version"] for each in found] == sorted((each["version"] for each in found), reverse=True)
    assert (found[0]["month"], found[0]["sessions"], found[0]["kept"]) == (f"{today():%Y-%m}", 2, "import")
    assert listed[0].endswith("  2 sessions  kept before an import")
    assert len(listed) == len(found) == 2
    assert call(home, "journal", "backups", "--month", "1999-01").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("restore", "1999-01"), 1, "There are no versions of 1999-01"),
        (("restore", "November"), 2, "a month such as 2026-11"),
        (("restore", "2026-13"), 2, "a month such as 2026-11"),
        (("restore",), 2, "MONTH"),
        (("restore", "2026-11", "0"), 2, "VERSION"),
        (("--month", "\x1b[2J"), 2, "a month such as 2026-11"),
    ],
    ids=str,
)
def test_what_is_no_version_is_refused(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = call(tmp_path, "journal", "backups", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert "\x1b" not in result.stderr


def test_what_is_refused_is_named(home: Path) -> None:
    path = month_file(home)
    tables = json.loads(path.read_text("utf-8"))
    key = min(tables["sessions"])
    tables["sessions"][key]["comfort"] = 99
    path.write_text(json.dumps(tables), encoding="utf-8")
    result = call(home, "journal", "import", str(home / "before.json"))
    assert result.stdout == "0 new, 0 changed, 1 the same, 0 older than here, 1 refused.\n"
    assert f"session {key} is kept here in a form that is not understood" in result.stderr
    assert json.loads(path.read_text("utf-8"))["sessions"][key]["comfort"] == 99
