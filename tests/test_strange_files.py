"""Whatever stands in the place of a file that the program opens: it is told in a sentence, and what it leads to stays.

Every trial is made of files, folders and devices of its own; nothing of the machine's is ever in the way.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from stretchtui import config
from stretchtui.cues.tones import Tone, Tones
from stretchtui.domain.routine import Level
from stretchtui.domain.session.player_state import PlayerState, RunState
from stretchtui.journal import Checkpoint, Checkpoints, JournalError
from stretchtui.session.context import NOTICE_FILE
from stretchtui.tui.sound import TOLD_FILE
from tests.strange_files import AS_ROOT, LINKS, OTHERS, Make, all_seen, make_outside, may_make_devices, seen
from tests.support import MORNING, make_record
from tests.terminal.home import call, today

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files, fork and limits")

QUICK = ("--plain", "--short", "--from", "knee-to-chest", "--level", "gentle", "--speed", "1000")
LIMIT_S = 60
MORE_BYTES = 768 * 1024**2
"""How much memory a trial may take beyond what this process has."""

SESSION = "0193f0c2-0000-7000-8000-00000000000a"
"""The session that was interrupted."""


def other_day() -> str:
    return f"{today().replace(day=1) - timedelta(days=3)}"


def checkpoint() -> Checkpoint:
    return Checkpoint(
        record=make_record(id=SESSION),
        routine="morning-bed",
        level=Level.STANDARD,
        short=False,
        speed=1,
        start_from=None,
        player=PlayerState(run=RunState.PAUSED, index=3),
        stopped_at=MORNING,
        where="Knee to chest",
    )


class Home:
    """A person's folders with one of everything in them, and the places of all files there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "data" / "stretchtui" / "journal"
        self.config = folder / "config" / "stretchtui"
        self.state = folder / "state" / "stretchtui"
        self.month = self.journal / f"{today():%Y-%m}.json"

    def fill(self) -> None:
        """Use the program as a person does, so that all its files are there."""
        for arguments in (("--note", "first"), ("--note", "second"), ("--day", other_day(), "--note", "elsewhere")):
            assert call(self.folder, "journal", "add", *arguments).exit_code == 0
        config.save(self.config / "config.toml", {"volume": 60})
        for kind, name in (("exercises", "knee-to-chest"), ("routines", "morning-bed")):
            (self.config / kind).mkdir()
            shutil.copy(Path(__file__).parents[1] / "data" / kind / f"{name}.toml", self.config / kind / "own.toml")
        use_sound(self)
        if os.fork() == 0:
            Checkpoints(self.state / "sessions").write(checkpoint())
            os._exit(0)
        os.wait()
        for name in (NOTICE_FILE, TOLD_FILE):
            (self.state / name).write_bytes(b"")

    def places(self) -> dict[str, Path]:
        """Give the place of every file and folder of the program's, by a name that is the same every day."""
        found = [
            path
            for root in (self.journal, self.config, self.state)
            for path in root.rglob("*")
            if path not in (self.config / "routines", self.config / "exercises")
        ]
        found += [
            self.journal / ".moving",
            self.journal / f"{self.month.stem} (conflicted copy).json",
            self.journal / f"{self.month.name}.damaged-20261122T060211Z",
            self.journal / "backups" / "merged",
            self.config / "exercises" / "new.toml",
        ]
        return {named(self, path): path for path in found if "elsewhere" not in named(self, path)}


def named(home: Home, path: Path) -> str:
    name = str(path.relative_to(home.folder)).replace(home.month.stem, "MONTH").replace(other_day()[:7], "elsewhere")
    return name.replace(SESSION, "ID")


def use_sound(home: Home) -> None:
    Tones(home.state / "tones", 60).file(Tone.HOLD)


def verbs(home: Home) -> list[tuple[str, ...]]:
    """Give the commands that between them open every file."""
    out = home.folder / "out.json"
    return [
        ("journal", "list"),
        ("journal", "check"),
        ("journal", "add", "--note", "third"),
        ("journal", "add", "--day", other_day(), "--note", "fourth"),
        ("journal", "edit", "last", "--comfort", "4"),
        ("stats", "--json"),
        ("report",),
        ("journal", "backups"),
        ("journal", "export", str(out), "--force"),
        ("journal", "import", str(out)),
        ("journal", "merge", str(home.journal)),
        ("journal", "repair"),
        ("journal", "check"),
        ("config", "show"),
        ("routines", "list"),
        ("start", *QUICK, "--record", "--sound", "silent"),
        ("journal", "list"),
    ]


def use(home: Home) -> dict[str, Any]:
    """Run every verb and every part that opens files; gives what was said, and what went wrong."""
    said: dict[str, Any] = {"results": [], "wrong": []}
    for words in verbs(home):
        done = call(home.folder, *words)
        said["results"].append((words, done.exit_code, done.stdout, done.stderr))
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            said["wrong"].append([*words, "".join(traceback.format_exception(done.exception))[-1500:]])
    allowed = (OSError, JournalError, config.ConfigError)
    checkpoints = Checkpoints(home.state / "sessions")
    steps: list[Callable[[], object]] = [
        lambda: config.save(home.config / "config.toml", {"short": True}),
        lambda: use_sound(home),
        lambda: said["results"].append((("start",), 0, "", "\n".join(checkpoints.problems()))),
        checkpoints.interrupted,
        lambda: checkpoints.write(checkpoint()),
        lambda: checkpoints.write(replace(checkpoint(), where="later")),
        lambda: checkpoints.clear(SESSION),
    ]
    for step in steps:
        try:
            step()
        except allowed as error:
            said["results"].append((("part",), 1, "", str(error)))
        except BaseException:  # noqa: BLE001 - told to the parent
            said["wrong"].append(["part", traceback.format_exc()[-1500:]])
    return said


def in_a_child(work: Callable[[], dict[str, Any]], *, as_user: bool = False) -> dict[str, Any]:
    """Do work in a process with limits of time and memory, without root's rights if so wanted; gives what it says."""
    import resource

    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(LIMIT_S)
        used = int(Path("/proc/self/statm").read_text().split()[0]) * 4096 if Path("/proc/self/statm").exists() else 0
        if used:
            resource.setrlimit(resource.RLIMIT_AS, (used + MORE_BYTES,) * 2)
        try:
            if as_user:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            said = work()
        except BaseException:  # noqa: BLE001 - told to the parent
            said = {"results": [], "wrong": [["child", traceback.format_exc()[-3000:]]]}
        with os.fdopen(here, "w") as pipe:
            json.dump(said, pipe)
        os._exit(0)
    os.close(here)
    with os.fdopen(there) as pipe:
        text = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == 0, f"the trial ended with {code}: it hung, or took too much memory"
    answer: dict[str, Any] = json.loads(text)
    return answer


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("filled") / "home")
    home.folder.mkdir()
    home.fill()
    return home.folder


@pytest.fixture(scope="module")
def warm(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Import what is needed on the way, so that it need not be imported in every child."""
    whole = shutil.copytree(filled, tmp_path_factory.mktemp("whole") / "home", copy_function=shutil.copy2)
    assert use(Home(whole))["wrong"] == []


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Home:
    shutil.copytree(filled, tmp_path / "home", copy_function=shutil.copy2)
    return Home(tmp_path / "home")


def try_it(home: Home, place: Path, make: Make, outside: Path, *, as_user: bool = False) -> None:
    """Put something strange into a place, use the program, and look at what became of everything."""
    if os.path.lexists(place):
        shutil.move(place, place.parent / "moved-here")
    place.parent.mkdir(parents=True, exist_ok=True)
    make(place, outside)
    if as_user:
        for path in (home.folder, *home.folder.rglob("*"), outside, *outside.rglob("*")):
            os.chown(path, 65534, 65534, follow_symlinks=False)
    before, itself = all_seen(outside), seen(place)
    said = in_a_child(lambda: use(home), as_user=as_user)
    after = all_seen(outside)
    assert said["wrong"] == [], said["wrong"]
    assert after == before, "what it leads to was changed"
    results = said["results"]
    listed = next(out for words, _, out, _ in results if list(words) == ["journal", "list"])
    assert other_day() in listed, "the other month is not usable"
    if place.is_symlink():
        assert seen(place) == itself, "the link was changed"
        told = [err for *_, err in results if place.name in err and "link" in err]
        told += [out for words, _, out, _ in results if list(words) == ["journal", "check"] and place.name in out]
        assert told, "nobody was told"
        if home.journal in place.parents:
            check = [(code, out) for words, code, out, _ in results if list(words) == ["journal", "check"]]
            assert all(code == 1 for code, _ in check)


KINDS = {**LINKS, **OTHERS, **(AS_ROOT if hasattr(os, "geteuid") and os.geteuid() == 0 else {})}


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.slow if "sparse" in kind else ()) for kind in (*LINKS, *OTHERS)]
)
def test_what_stands_in_a_months_place_is_told_and_left(home: Home, tmp_path: Path, kind: str) -> None:
    outside = make_outside(tmp_path / "outside")
    shutil.move(home.month, home.journal / "moved-here")
    {**LINKS, **OTHERS}[kind](home.month, outside)
    before, itself = all_seen(outside), seen(home.month)
    listed = call(home.folder, "journal", "list")
    assert listed.exit_code == 1
    assert other_day() in listed.stdout
    assert home.month.name in listed.stderr
    added = call(home.folder, "journal", "add", "--day", other_day(), "--note", "there")
    assert added.stdout.strip(), "the other months are written"
    here = call(home.folder, "journal", "add")
    checked = call(home.folder, "journal", "check")
    if kind in LINKS:
        assert (here.exit_code, here.stdout) == (1, "")
        assert "it is a link" in here.stderr
        assert checked.exit_code == 1
        assert f"{home.month.name}  wrong, not opened" in checked.stdout
        assert seen(home.month) == itself
    else:
        assert here.stdout.strip(), "the month is begun afresh, or brought back"
    assert all_seen(outside) == before


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_in_every_place(filled: Path, tmp_path: Path, kind: str) -> None:
    if "device" in kind and not may_make_devices(tmp_path):
        pytest.skip("no devices can be made here")
    places = Home(filled).places()
    assert len(places) > 20
    failures = []
    for name in places:
        trial = tmp_path / "trial"
        trial.mkdir()
        shutil.copytree(filled, trial / "home", copy_function=shutil.copy2)
        home = Home(trial / "home")
        try:
            try_it(home, home.places()[name], KINDS[kind], make_outside(trial / "outside"))
        except AssertionError as error:
            failures.append(f"{kind} as {name}: {str(error)[:1500]}")
        shutil.rmtree(trial)
    assert not failures, "\n\n".join(failures)
