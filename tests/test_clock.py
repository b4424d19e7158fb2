from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta

import pytest

from stretchtui.clock import SystemClock

PROGRAM = """
import json
from datetime import datetime
from stretchtui.clock import SystemClock
now = SystemClock().now()
print(json.dumps([now.isoformat(), now.timezone_name, datetime.now().astimezone().isoformat()]))
"""


def told(zone: str) -> tuple[datetime, str, datetime]:
    """Ask a program of its own, in a zone, for its clock's instant, the zone's name and the system's instant."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    ours, name, system = json.loads(run.stdout)
    return datetime.fromisoformat(ours), name, datetime.fromisoformat(system)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes its zone from elsewhere")
@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("UTC", "UTC"),
        ("AAA-5:45", "+05:45"),  # POSIX: a name and hours west of Greenwich
        ("CET-1CEST", None),  # +01:00 or +02:00, as the season is
        ("EST5EDT,M3.2.0,M11.1.0", None),
        ("No/Such_Zone", None),
    ],
)
def test_the_offset_is_the_systems_and_a_zone_keeps_its_name(zone: str, name: str | None) -> None:
    ours, named, system = told(zone)
    assert ours.utcoffset() == system.utcoffset()
    assert abs(ours - system) < timedelta(seconds=20)
    assert named
    assert name in (None, named)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes its zone from elsewhere")
def test_a_posix_zone_is_not_taken_for_utc() -> None:
    ours, name, _ = told("CET-1CEST")
    assert ours.utcoffset() in (timedelta(hours=1), timedelta(hours=2))
    assert name in ("+01:00", "+02:00")


def test_a_zone_given_as_a_file_still_has_a_name() -> None:
    path = "/usr/share/zoneinfo/Asia/Kolkata"
    if not os.path.exists(path):  # noqa: PTH110
        pytest.skip("this system keeps its zones elsewhere")
    ours, name, _ = told(path)
    assert ours.utcoffset() == timedelta(hours=5, minutes=30)
    assert name


def test_the_monotonic_clock_never_runs_backwards() -> None:
    clock = SystemClock()
    readings = [clock.monotonic() for _ in range(1000)]
    assert readings == sorted(readings)


def test_now_is_an_aware_instant() -> None:
    before = datetime.now().astimezone()
    now = SystemClock().now()
    assert now.utcoffset() is not None
    assert before <= now <= datetime.now().astimezone()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes its zone from elsewhere")
def test_a_zone_that_changes_while_the_program_is_open_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    with monkeypatch.context() as patch:
        for zone, hours in (("HERE-2", 2), ("THERE+5", -5), ("HERE-2", 2)):
            patch.setenv("TZ", zone)
            now = clock.now()
            assert now.utcoffset() == timedelta(hours=hours)
            assert abs(now.timestamp() - time.time()) < 20
    time.tzset()
