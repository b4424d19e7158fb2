"""Whatever surrounds the program, it answers in a line and an exit code, and never with a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.how_often import and_slowly
from tests.terminal.home import PATIENCE_S, PROGRAM, call, environment, recorded, settings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell and its devices")

PRINTING = (
    ("--help",),
    ("stats", "--json"),
    ("report",),
    ("remind", "--at", "07:00"),
    ("routines", "show"),
    ("journal", "add"),
    ("journal", "list", "--json"),
    ("journal", "check"),
    ("config",),
    ("completion", "zsh"),
    ("paths",),
)


def run(
    home: Path, command: str, *words: str, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell's word `"$@"` in a command, without a terminal."""
    done = subprocess.run(
        ["sh", "-c", command, "sh", *PROGRAM, *words],
        env=environment(home, **more) | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd=cwd or home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    return done


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [PRINTING[-1], *(pytest.param(words, marks=pytest.mark.slow) for words in PRINTING)])
def test_what_cannot_be_printed_is_a_failure_in_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    call(tmp_path, "journal", "add")
    done = run(tmp_path, '"$@" > /dev/full', *words)
    last = done.stderr.splitlines()[-1]
    assert (done.returncode, last.startswith("stretchtui: what was to be told could not be written: ")) == (1, True)


@pytest.mark.parametrize("words", [PRINTING[5], *(pytest.param(words, marks=pytest.mark.slow) for words in PRINTING)])
def test_a_closed_standard_output_is_a_failure_and_damages_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    call(tmp_path, "journal", "add", "--note", "kept")
    done = run(tmp_path, 'exec "$@" >&-', *words)
    assert (done.returncode, "could not be written" in done.stderr) == (1, True)
    assert "kept" in [record["note"] for record in recorded(tmp_path)]


@pytest.mark.parametrize("streams", ["<&- 2>&-", *and_slowly("2>&-", "2>/dev/full", "<&-")])
def test_the_other_streams_may_be_closed(tmp_path: Path, streams: str) -> None:
    settings(tmp_path, level="hard")
    added = run(tmp_path, f'exec "$@" {streams}', "journal", "add")
    full = streams == "2>/dev/full"
    assert added.returncode == (1 if full else 0), "what was to be told there could not be"
    assert len(recorded_of(tmp_path)) == (0 if full else 1)


def recorded_of(home: Path) -> list[object]:
    listed = json.loads(call(home, "journal", "list", "--json").stdout)
    assert isinstance(listed, list)
    return listed


def test_a_reader_that_has_read_enough_hears_nothing(tmp_path: Path) -> None:
    for _ in range(3):
        call(tmp_path, "journal", "add", "--note", "n" * 90_000)
    done = run(tmp_path, '"$@" | head -c 10', "journal", "list", "--json")
    assert (len(done.stdout), done.stderr) == (10, "")


NOBODY = """
import os, pwd, sys
from stretchtui.cli.main import main
# Where the interpreter is may be closed to nobody: what is imported at the place of use comes before.
import stretchtui.config, stretchtui.journal.journal, stretchtui.library
from stretchtui.cli import journal, paths, reports
from stretchtui.system import clock, locations
def nobody(number):
    raise KeyError(number)
pwd.getpwuid = nobody  # as for a number that no account has
os.environ.pop("HOME", None)
for words in ("paths", "journal add", "stats"):
    if not (child := os.fork()):
        sys.argv = ["stretchtui", *words.split()]
        main()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_somebody_without_a_name_and_a_home_is_told_what_to_set(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    tmp_path.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", NOBODY],
        env=kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.stdout == "1\n1\n1\n"
    assert ["set HOME" in line for line in done.stderr.splitlines()] == [True] * 3
    assert list(tmp_path.iterdir()) == [], "a folder of that very name was made"


def test_a_working_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = run(tmp_path, f'rmdir "{gone}" && "$@"', "journal", "add", cwd=gone)
    assert done.returncode == 0, "it needs no working folder"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    called = call(tmp_path, "journal", "add", STRETCHTUI_JOURNAL="notes")
    assert (called.exit_code, len(called.stderr.splitlines())) == (1, 1)
    assert "the working folder, and that is gone" in called.stderr
    called = call(tmp_path, "journal", "export", "all.json")
    assert (called.exit_code, len(called.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("value", ["$HOME/notes", "~nobody-has-this-name/x", "${XDG_DATA_HOME}"])
def test_a_folder_that_nobody_filled_in_is_refused_and_not_made(tmp_path: Path, value: str) -> None:
    done = call(tmp_path, "journal", "add", STRETCHTUI_JOURNAL=value)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "STRETCHTUI_JOURNAL" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [("stats",), ("report",), ("journal", "add"), ("remind", "--at", "07:00")], ids=" ".join
)
def test_every_command_that_reads_a_setting_tells_its_mistakes_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    settings(tmp_path, goal_days="4", day_starts_at="04-00")
    told = [line for line in call(tmp_path, *words).stderr.splitlines() if "config.toml" in line]
    assert len(told) == 2
    assert all(line.startswith("stretchtui: ") for line in told)
    assert any("day_starts_at" in line for line in told)


@pytest.mark.slow
@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
def test_a_poor_environment_changes_no_answer(tmp_path: Path, words: tuple[str, ...]) -> None:
    call(tmp_path, "journal", "add", "--note", "sore “hip” 💪")
    for more in ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, {"TERM": ""}, {"TZ": "UTC+99"}, {"COLUMNS": "x"}):
        done = run(tmp_path, '"$@"', *words, **more)
        assert (done.returncode, bool(done.stdout)) == (0, True), (more, done.stderr)
    shutil.rmtree(tmp_path / "data")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_may_be_written_reading_works_and_saving_says_why(tmp_path: Path) -> None:
    call(tmp_path, "journal", "add")
    folders = [path for path in (tmp_path, *tmp_path.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o500)
    try:
        assert run(tmp_path, '"$@"', "journal", "list").returncode == 0
        refused = run(tmp_path, '"$@"', "journal", "add")
        assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
    finally:
        for folder in folders:
            folder.chmod(0o700)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_an_import_that_is_too_much_for_the_memory_says_so(tmp_path: Path) -> None:
    path = tmp_path / "much.json"
    path.write_text('{"sessions": [' + ",".join(["[" * 400 + "]" * 400] * 20_000) + "]}")
    done = run(tmp_path, 'ulimit -v 200000; "$@"', "journal", "import", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("is too much for this computer's memory; split it, a year a file\n")
