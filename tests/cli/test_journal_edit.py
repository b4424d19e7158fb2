"""The verbs that change a session, delete it and take that back; long work that counts its files on a terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.home import PATIENCE_S, PROGRAM, call, environment, month_file, recorded, settings, today


def add(home: Path, *arguments: str) -> str:
    """Note a session; give its id."""
    result = call(home, "journal", "add", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.strip()


def shown(home: Path, record_id: str) -> dict[str, Any]:
    record = json.loads(call(home, "journal", "show", record_id, "--json").stdout)
    assert isinstance(record, dict)
    return record


def edit(home: Path, record_id: str, *arguments: str) -> dict[str, Any]:
    result = call(home, "journal", "edit", record_id, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{record_id}\n", "")
    return shown(home, record_id)


RATINGS = ("--stiffness-before", "6", "--stiffness-after", "0", "--comfort", "4")


def test_what_is_named_is_changed_and_all_else_stays(tmp_path: Path) -> None:
    record_id = add(tmp_path, *RATINGS, "--note", "before")
    before = shown(tmp_path, record_id)
    after = edit(tmp_path, record_id, "--outcome", "partial", "--stiffness-after", "10", "--note", "after \x1b[2J")
    changed = {"outcome": "partial", "stiffness_after": 10, "note": "after \ufffd[2J"}
    assert after == before | changed | {"updated_at": after["updated_at"]}
    assert datetime.fromisoformat(after["updated_at"]) > datetime.fromisoformat(before["updated_at"])
    assert edit(tmp_path, record_id, "--note", "")["note"] == ""
    assert recorded(tmp_path) == [shown(tmp_path, record_id)]


def test_a_rating_is_taken_away_by_the_word_none_and_never_becomes_zero(tmp_path: Path) -> None:
    record_id = add(tmp_path, *RATINGS)
    after = edit(tmp_path, record_id, "--stiffness-before", "none", "--comfort", "none")
    assert (after["stiffness_before"], after["stiffness_after"], after["comfort"]) == (None, 0, None)
    assert edit(tmp_path, record_id, "--stiffness-before", "0")["stiffness_before"] == 0


def test_a_changed_day_takes_the_times_along_and_moves_the_record_to_its_month(tmp_path: Path) -> None:
    record_id = add(tmp_path, "--day", "2026-03-02", "--time", "07:05")
    before = shown(tmp_path, record_id)
    after = edit(tmp_path, record_id, "--day", "2026-02-28")
    assert (after["day"], after["started_at"]) == ("2026-02-28", before["started_at"].replace("03-02", "02-28"))
    assert call(tmp_path, "journal", "list", "--from", "2026-03-01", "--to", "2026-03-31").stdout == ""
    assert edit(tmp_path, record_id, "--time", "23:59")["started_at"].startswith("2026-02-28T23:59:00")
    both = edit(tmp_path, record_id, "--day", "2026-01-01", "--time", "00:01")
    # Before the hour at which days start it is the night that ends the day.
    assert (both["day"], both["started_at"][:16]) == ("2026-01-01", "2026-01-02T00:01")
    settings(tmp_path, day_starts_at="00:00")
    assert edit(tmp_path, record_id, "--time", "00:02")["started_at"][:16] == "2026-01-01T00:02"


def timed(home: Path, **fields: Any) -> str:
    """Write a session as the program times it, and as a newer version of it might."""
    record_id = add(home)
    path = month_file(home)
    path.write_text(json.dumps({"sessions": {record_id: shown(home, record_id) | fields}}))
    return record_id


def test_a_timed_session_keeps_its_length_its_zone_and_what_a_newer_version_knows(tmp_path: Path) -> None:
    record_id = timed(
        tmp_path,
        schema=7,
        timezone="Europe/Paris",
        day="2026-03-29",
        started_at="2026-03-30T00:30:00.250+02:00",
        ended_at="2026-03-30T00:38:10+02:00",
        mood={"word": "calm"},
    )
    # Winter time was in force two days before, and it began after midnight as it did.
    after = edit(tmp_path, record_id, "--day", "2026-03-27")
    assert (after["day"], after["started_at"], after["ended_at"]) == (
        "2026-03-27",
        "2026-03-28T00:30:00.250+01:00",
        "2026-03-28T00:38:10+01:00",
    )
    assert (after["schema"], after["mood"]) == (7, {"word": "calm"})


def test_a_zone_that_nobody_knows_leaves_the_offset_as_it_was(tmp_path: Path) -> None:
    record_id = timed(tmp_path, timezone="Nowhere/Land", day="2026-07-02", started_at="2026-07-02T07:00:00-03:30")
    assert edit(tmp_path, record_id, "--day", "2026-01-02")["started_at"] == "2026-01-02T07:00:00-03:30"


def test_json_prints_the_changed_record(tmp_path: Path) -> None:
    record_id = add(tmp_path)
    result = call(tmp_path, "journal", "edit", record_id, "--comfort", "1", "--json")
    assert json.loads(result.stdout) == shown(tmp_path, record_id)
    assert (result.exit_code, shown(tmp_path, record_id)["comfort"]) == (0, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--stiffness-before", "11"),
        ("--stiffness-before", "-1"),
        ("--comfort", "0"),
        ("--comfort", "None"),
        ("--comfort", "١"),
        ("--day", "yesterday"),
        ("--time", "7:05"),
        ("--day", f"{today() + timedelta(days=2)}"),
        ("--day", "1850-01-01"),
        ("--outcome", "done"),
        ("--routine", "other"),
    ],
    ids=" ".join,
)
def test_wrong_usage_changes_nothing(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    record_id = add(tmp_path, "--day", "2026-03-02")
    before = shown(tmp_path, record_id)
    result = call(tmp_path, "journal", "edit", record_id, *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: stretchtui journal edit")
    assert shown(tmp_path, record_id) == before


def test_a_day_at_the_edge_of_time_is_refused_or_taken_but_never_a_traceback(tmp_path: Path) -> None:
    record_id = timed(tmp_path, day="2026-03-03", started_at="2026-03-02T07:00:00+00:00")
    assert call(tmp_path, "journal", "edit", record_id, "--day", "0001-01-01").exit_code == 2
    assert edit(tmp_path, record_id, "--day", "1970-01-02")["started_at"].startswith("1970-01-01T07:00:00")


def test_a_deleted_session_is_gone_until_it_is_restored(tmp_path: Path) -> None:
    record_id, other = add(tmp_path, "--note", "kept"), add(tmp_path)
    before = shown(tmp_path, record_id)
    done = call(tmp_path, "journal", "delete", record_id)
    assert (done.exit_code, done.stdout) == (0, f"{record_id}\n")
    assert done.stderr.startswith("Deleted: ")
    assert f"`stretchtui journal restore {record_id}` takes that back" in done.stderr
    assert [record["id"] for record in recorded(tmp_path)] == [other]
    assert json.loads(month_file(tmp_path).read_bytes())["sessions"][record_id]["deleted"] is True
    for again in (
        ("delete", record_id),
        ("edit", record_id, "--note", "x"),
        ("delete", "nobody"),
        ("restore", "nobody"),
    ):
        refused = call(tmp_path, "journal", *again)
        assert (refused.exit_code, refused.stdout, len(refused.stderr.splitlines())) == (1, "", 1), again
    back = call(tmp_path, "journal", "restore", record_id)
    assert (back.exit_code, back.stdout, back.stderr) == (0, f"{record_id}\n", "")
    after = shown(tmp_path, record_id)
    assert after == before | {"updated_at": after["updated_at"]}


def test_a_session_is_named_by_last_and_by_a_beginning_that_no_other_has(tmp_path: Path) -> None:
    assert call(tmp_path, "journal", "show", "last").exit_code == 1, "there is none yet"
    first = add(tmp_path, "--day", "2026-03-01", "--note", "first")
    last = add(tmp_path, "--day", "2026-03-02", "--note", "last")
    assert shown(tmp_path, "last")["id"] == last
    assert call(tmp_path, "journal", "edit", "last", "--comfort", "4").stdout == f"{last}\n"
    assert shown(tmp_path, last)["comfort"] == 4
    unlike = next(at for at in range(len(first)) if first[at] != last[at]) + 1
    assert shown(tmp_path, first[:unlike])["id"] == first
    several = call(tmp_path, "journal", "show", first[: unlike - 1])
    assert (several.exit_code, several.stdout) == (1, "")
    assert "begins the ids of 2 sessions; `stretchtui journal list` has them" in several.stderr
    assert call(tmp_path, "journal", "delete", "last").stdout == f"{last}\n"
    assert call(tmp_path, "journal", "delete", "last").stdout == f"{first}\n", "the last of those there are"
    assert [call(tmp_path, "journal", "restore", "last").stdout for _ in range(2)] == [f"{first}\n", f"{last}\n"]
    assert call(tmp_path, "journal", "restore", "last").exit_code == 1
    assert call(tmp_path, "journal", "show", "").exit_code == 1


# --- what is said of files ----------------------------------------------------------------


def test_one_of_anything_is_not_called_many(tmp_path: Path) -> None:
    add(tmp_path)
    name = month_file(tmp_path).name
    assert call(tmp_path, "journal", "check").stdout == f"{name}  sound, 1 session, 0 backups\n"
    add(tmp_path)
    assert call(tmp_path, "journal", "check").stdout == f"{name}  sound, 2 sessions, 1 backup\n"
    (tmp_path / "other").mkdir()
    shutil.copy(month_file(tmp_path), tmp_path / "other" / name)
    shutil.rmtree(month_file(tmp_path).parent)
    add(tmp_path)
    month_file(tmp_path).write_bytes(b"")
    assert ": it is empty; it was kept whole as" in (said := call(tmp_path, "journal", "repair").stdout)
    assert " and 1 session came back from its backup." in said


def test_a_month_that_vanished_is_told_by_every_verb_until_it_is_brought_back(tmp_path: Path) -> None:
    record_id = add(tmp_path, "--day", "2026-03-02")
    add(tmp_path)
    (month_file(tmp_path).parent / "2026-03.json").unlink()
    done = call(tmp_path, "journal", "list")
    assert (done.exit_code, len(done.stdout.splitlines()), len(done.stderr.splitlines())) == (1, 1, 1)
    assert "2026-03.json is gone" in done.stderr
    assert "2026-03.json is gone" in call(tmp_path, "journal", "check").stdout
    assert call(tmp_path, "journal", "repair").exit_code == 0
    assert record_id in {record["id"] for record in recorded(tmp_path)}


# --- progress -----------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("check",), marks=pytest.mark.slow),
        pytest.param(("repair",), marks=pytest.mark.slow),
        ("merge", "other"),
        pytest.param(("import", "all.json"), marks=pytest.mark.slow),
    ],
    ids=" ".join,
)
def test_files_are_counted_on_a_terminal_and_nowhere_else(tmp_path: Path, arguments: Sequence[str]) -> None:
    import pty

    for day in ("2026-01-02", "2026-02-02", "2026-03-02"):
        add(tmp_path, "--day", day)
    shutil.copytree(month_file(tmp_path).parent, other := tmp_path / "other")
    exported = tmp_path / "all.json"
    call(tmp_path, "journal", "export", str(exported))
    arguments = [str({"other": other, "all.json": exported}.get(word, word)) for word in arguments]
    quiet = call(tmp_path, "journal", *arguments)
    assert (quiet.exit_code, quiet.stderr) == (0, "")
    master, slave = pty.openpty()
    command = [*PROGRAM, "journal", *arguments]
    places: dict[str, Any] = {"env": environment(tmp_path), "cwd": tmp_path, "timeout": PATIENCE_S}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=slave, check=True, **places)
    said = os.read(master, 65536).decode()
    os.close(slave)
    os.close(master)
    assert done.stdout.decode() == quiet.stdout
    # An import counts the months it reads, and those that it may have to write.
    total = 6 if arguments[0] == "import" else 3
    assert f"1 of {total} files\r" in said
    assert re.search(r"\r +\r\Z", said), "something is left on the line"
