"""What a shell completes the program's lines with: the printed script, run by the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tables import every_row
from tests.terminal.home import PATIENCE_S, call, environment, verb

SHELLS = ("bash", "zsh", "fish")
INSTALLED = Path(sys.executable).with_name("stretchtui")

BASH = """\
eval "$(stretchtui completion bash)"
COMP_WORDS=(stretchtui "$@")
COMP_CWORD=$#
_stretchtui_completion stretchtui
printf '%s\\n' "${COMPREPLY[@]}"
"""

FISH = """\
stretchtui completion fish | source
complete -C "stretchtui $argv"
"""


def shell(name: str, *arguments: str, home: Path) -> str:
    """Run a shell with the installed command; it must say nothing on stderr."""
    if shutil.which(name) is None or not INSTALLED.exists():
        pytest.skip(f"{name} or the installed command is not here")
    done = subprocess.run(
        [name, *arguments],
        env=environment(home, PATH=f"{INSTALLED.parent}{os.pathsep}{os.environ['PATH']}"),
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def by_bash(home: Path, *words: str) -> list[str]:
    return shell("bash", "--norc", "-c", BASH, "bash", *words, home=home).split()


def by_fish(home: Path, *words: str) -> list[str]:
    told = shell("fish", "--no-config", "-c", FISH, *words, home=home)
    return [line.partition("\t")[0] for line in told.splitlines()]


def asked(home: Path, *words: str, by: str = "bash", **more: str) -> list[str]:
    """Ask the program what the printed scripts ask it, without a shell."""
    line = {"COMP_WORDS": " ".join(("stretchtui", *words)), "COMP_CWORD": str(len(words))}
    done = verb(home, _STRETCHTUI_COMPLETE=f"{by}_complete", **line, **more)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.partition(",")[2] or line for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_is_one_that_its_shell_can_read(tmp_path: Path, name: str) -> None:
    done = call(tmp_path, "completion", name)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "_STRETCHTUI_COMPLETE" in done.stdout
    script = tmp_path / "script"
    script.write_text(done.stdout, encoding="utf-8")
    assert shell(name, "-n", str(script), home=tmp_path) == ""


@pytest.mark.parametrize("complete", [by_bash, by_fish])
def test_a_shell_completes_commands_options_and_ids(tmp_path: Path, complete: Callable[..., list[str]]) -> None:
    session = call(tmp_path, "journal", "add").stdout.strip()
    assert complete(tmp_path, "co") == ["completion", "config"]
    assert complete(tmp_path, "start", "--guid") == ["--guidance"]
    assert {*complete(tmp_path, "start", "--level", "")} == {"gentle", "standard", "full"}
    assert {*complete(tmp_path, "journal", "show", "")} == {"last", session}


def test_zsh_is_told_what_each_thing_is(tmp_path: Path) -> None:
    session = call(tmp_path, "journal", "add").stdout.strip()
    shown = asked(tmp_path, "journal", "show", session[:8], by="zsh")
    assert shown[:2] == ["plain", session]
    assert "morning-bed" in shown[2]


@every_row("words, offered", [
    (("routines", "show", "ch"), ["chair"]),
    (("remind", "ch"), ["chair"]),
    (("journal", "add", "--routine", "ch"), ["chair"]),
    (("start", "chair", "--without", "bed"), ["bed-bridge"]),
    (("exercises", "new", "mine", "--from", "bed"), ["bed-bridge"]),
    (("exercises", "edit", ""), ["mine"]),
    (("routines", "edit", ""), []),
    (("journal", "restore", ""), ["last"]),
    (("completion", ""), [*SHELLS]),
    (("routines", "x"), []),
])  # fmt: skip
def test_a_word_becomes_what_may_stand_there(tmp_path: Path, words: tuple[str, ...], offered: list[str]) -> None:
    own = tmp_path / "config/stretchtui/exercises/mine.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("broken", encoding="utf-8")
    assert [line for line in asked(tmp_path, *words) if line] == offered


def test_completing_says_nothing_of_a_broken_journal_and_mends_nothing(tmp_path: Path) -> None:
    call(tmp_path, "journal", "add")
    folder = tmp_path / "data/stretchtui/journal"
    (month,) = folder.glob("*.json")
    month.write_text("broken", encoding="utf-8")
    assert "last" in asked(tmp_path, "journal", "show", "")
    assert month.read_text(encoding="utf-8") == "broken"


def test_an_id_that_would_mean_something_to_a_shell_is_not_offered(tmp_path: Path) -> None:
    folder = tmp_path / "config/stretchtui/routines"
    folder.mkdir(parents=True)
    for name in ("mine", "$(touch found)", "a b", "*", "-n"):
        (folder / f"{name}.toml").write_text("broken", encoding="utf-8")
    assert asked(tmp_path, "routines", "edit", "") == ["mine"]


def test_another_shell_is_wrong_usage_that_names_those_there_are(tmp_path: Path) -> None:
    done = call(tmp_path, "completion", "csh")
    assert (done.exit_code, done.stdout) == (2, "")
    assert all(name in done.stderr for name in SHELLS)
