"""The settings shown and checked by the command line."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from stretchtui import config
from stretchtui.config import Config
from tests.tables import every_row
from tests.terminal.home import call

OWN = """\
level = "full"
day_starts_at = "05:30"
plan_days = ["friday", "monday"]
not_for_me = ["bed-bridge"]
emergency_number = '"112" \\'
[keys]
session-next = "n,right,f5"
[plan.chair]
days = ["tuesday"]
times = 2
"""

WRONG = """\
level = "ful"
rotine = "chair"
routine = "chai"
volume = 300
not_for_me = ["bed-brige"]
theme = "dwn"
[keys]
session-next = "n"
session-nxt = "f5"
[plan.chiar]
times = 2
"""


def written(home: Path, content: str | bytes) -> Path:
    path = home / "config/stretchtui/config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def marked(shown: str) -> set[str]:
    return {line.split(" ")[0] for line in shown.splitlines() if line.endswith("# yours")}


# --- show -----------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [("config",), ("config", "show")])
def test_without_a_file_every_default_is_shown_and_none_is_marked(tmp_path: Path, verb: tuple[str, ...]) -> None:
    done = call(tmp_path, *verb)
    assert (done.exit_code, done.stderr) == (0, "")
    assert str(tmp_path / "config/stretchtui/config.toml") in done.stdout.splitlines()[0]
    assert all(field.name in done.stdout for field in fields(Config))
    assert not marked(done.stdout)
    assert config.load(written(tmp_path, done.stdout)) == (Config(), ())


def test_what_is_shown_is_a_file_of_the_same_settings_with_ones_own_marked(tmp_path: Path) -> None:
    before = config.load(written(tmp_path, OWN))
    assert before[1] == ()
    shown = call(tmp_path, "config", "show").stdout
    assert marked(shown) == {*tomllib.loads(OWN)} - {"keys", "plan"} | {"[keys]", "[plan.chair]"}
    assert config.load(written(tmp_path, shown)) == before


def test_a_wrong_value_is_told_and_shown_as_the_default_it_leads_to(tmp_path: Path) -> None:
    written(tmp_path, 'level = "ful"\nshort = true\n')
    done = call(tmp_path, "config", "show")
    assert done.exit_code == 0
    assert tomllib.loads(done.stdout)["level"] == "standard"
    assert marked(done.stdout) == {"short"}
    assert "config.toml:1: level: expected one of" in done.stderr


def test_as_json_it_is_one_object_that_names_ones_own(tmp_path: Path) -> None:
    path = written(tmp_path, OWN)
    told = json.loads(call(tmp_path, "config", "show", "--json").stdout)
    assert told["file"] == str(path)
    assert {*told["own"]} == {*tomllib.loads(OWN)}
    assert list(told["settings"]) == [field.name for field in fields(Config)]
    assert told["settings"]["plan"] == {"chair": {"days": ["tuesday"], "times": 2}}
    assert told["settings"]["day_starts_at"] == "05:30"


# --- check ----------------------------------------------------------------------------------


@every_row("content", [OWN, "", "\ufeffshort = true\r\n"])
def test_nothing_is_wrong_with_what_is_right(tmp_path: Path, content: str) -> None:
    written(tmp_path, content)
    done = call(tmp_path, "config", "check")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Checked 1 file: no mistakes.\n")


def test_nothing_is_wrong_without_a_file(tmp_path: Path) -> None:
    done = call(tmp_path, "config", "check")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Checked 0 files: no mistakes.\n")


def test_every_mistake_is_told_at_once_with_its_line_and_what_was_expected(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG)
    done = call(tmp_path, "config", "check")
    assert (done.exit_code, done.stderr) == (1, "Checked 1 file: 7 mistakes, 1 warning.\n")
    expected = (
        "1: level: expected one of gentle, standard, full, got 'ful' (did you mean full?)",
        "2: rotine: unknown key, passed over (did you mean routine?) (warning)",
        "3: routine: there is no routine 'chai' (did you mean chair?)",
        "4: volume: expected percent, 0-100, got 300",
        "5: not_for_me: there is no exercise 'bed-brige' (did you mean bed-bridge?)",
        "6: theme: there is no theme 'dwn'; showing dawn.",
        "9: [keys] session-nxt: there is no action of that name",
        "10: plan.chiar: there is no such routine (did you mean chair?)",
    )
    lines = done.stdout.splitlines()
    assert len(lines) == len(expected)
    for line, told in zip(lines, expected, strict=True):
        assert line.startswith(f"{path}:{told}")


def test_an_unknown_key_alone_is_no_mistake(tmp_path: Path) -> None:
    written(tmp_path, "rotine = 1\n")
    done = call(tmp_path, "config", "check")
    assert (done.exit_code, done.stderr) == (0, "Checked 1 file: 1 warning.\n")


@every_row("content", [b"level = ", b"\xff\xfe", b"x = " + b"[" * 5000, b"x = " + b"9" * 5000, b"#" * 20_000])
def test_a_file_that_cannot_be_used_is_told_in_a_line(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    done = call(tmp_path, "config", "check")
    assert (done.exit_code, done.stderr) == (1, "Checked 1 file: 1 mistake.\n")
    assert len(done.stdout.splitlines()) == 1
    assert done.stdout.startswith(f"{path}:")
    shown = call(tmp_path, "config", "show")
    assert shown.exit_code == 0
    assert len(shown.stderr.splitlines()) == 1
    assert not marked(shown.stdout)


def test_a_folder_or_a_link_in_its_place_is_told_in_a_line(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.unlink()
    path.mkdir()
    done = call(tmp_path, "config", "check")
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)
    path.rmdir()
    path.symlink_to(tmp_path / "nowhere")
    done = call(tmp_path, "config", "check")
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that can be taken away")
def test_a_file_that_may_not_be_read_is_told_in_a_line(tmp_path: Path) -> None:
    written(tmp_path, "").chmod(0)
    done = call(tmp_path, "config", "check")
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)


def test_the_themes_that_are_known_are_those_that_the_program_has(tmp_path: Path) -> None:
    from stretchtui.tui.themes import ThemedApp, theme_names

    assert theme_names() == sorted(ThemedApp().available_themes)
