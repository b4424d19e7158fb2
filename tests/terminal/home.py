"""A person's own folders, made for a test, and the verbs of the command line run in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from stretchtui.cli.verbs import cli
from stretchtui.session.context import NOTICE_FILE
from tests.support import exercises_read_once

PATIENCE_S = 30.0
"""How long anything may take on a busy machine before it counts as not happening."""

PROGRAM = (sys.executable, "-m", "stretchtui")

_HOURS_TO_NOON = 12 - datetime.now(UTC).hour
_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")


def today() -> date:
    """Give the day it is in the zone of `environment`, where it is about noon."""
    return datetime.now(timezone(timedelta(hours=_HOURS_TO_NOON))).date()


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give an environment in which every per-user folder lies in home and no day is about to end."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    places = {f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("data", "config", "state", "cache")}
    words = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    # In TZ, hours count westwards.
    return kept | places | words | {"HOME": str(home), "TZ": f"NOON{-_HOURS_TO_NOON}"} | more


@contextmanager
def _zone(name: str) -> Iterator[None]:
    """Live in a zone for a while, as a process started with it in TZ would."""
    before = os.environ.get("TZ")
    try:
        os.environ["TZ"] = name
        _reread_zone()
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        _reread_zone()


def _reread_zone() -> None:
    if sys.platform != "win32":
        time.tzset()


def call(home: Path, *arguments: str, **more: str) -> Result:
    """Call the command line in this process."""
    environ = environment(home, **more)
    with _zone(environ["TZ"]), exercises_read_once():
        return CliRunner().invoke(cli, arguments, env=environ, prog_name="stretchtui")


def verb(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a verb of the command line to its end, without a terminal."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(home, **more),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )


def recorded(home: Path) -> list[dict[str, Any]]:
    """List the journal's records; the journal must be sound."""
    done = call(home, "journal", "list", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    records = json.loads(done.stdout)
    assert isinstance(records, list)
    return records


def month_file(home: Path) -> Path:
    """Give the journal's file of the present month."""
    return home / "data" / "stretchtui" / "journal" / f"{today():%Y-%m}.json"


def has_read_the_notice(home: Path) -> None:
    """Make home that of somebody who has started the program before, so that a session may begin by itself."""
    with suppress(OSError):  # a test may have put something else in the way
        folder = home / "state" / "stretchtui"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / NOTICE_FILE).touch(mode=0o600)


def settings(home: Path, **values: str | bool | list[str]) -> None:
    """Write a settings file of texts, switches and lists of texts; TOML writes both as JSON does."""
    folder = home / "config" / "stretchtui"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()))
