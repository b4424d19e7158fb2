from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pendulum
import pytest

from stretchtui.system.clock import SystemClock, zone_candidates, zone_name
from tests.how_often import and_slowly

PROGRAM = """
import json
from datetime import datetime
from stretchtui.system.clock import SystemClock
now = SystemClock().now()
print(json.dumps([now.isoformat(), now.timezone_name, datetime.now().astimezone().isoformat()]))
"""


@cache
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
        ("AAA-5:45", "+05:45"),  # POSIX: a name and hours west of Greenwich
        ("CET-1CEST", None),  # +01:00 or +02:00, as the season is
        *and_slowly(("UTC", "UTC"), ("EST5EDT,M3.2.0,M11.1.0", None), ("No/Such_Zone", None)),
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
            assert abs(clock.on_the_wall() - now.naive()) < timedelta(seconds=20)
            assert abs(now.timestamp() - time.time()) < 20
    time.tzset()


# --- which zone it is ---------------------------------------------------------------------

ZONES = Path("/usr/share/zoneinfo")
WINTER = datetime(2026, 1, 20, tzinfo=UTC).timestamp()


def named(root: Path, system: str, *, present: float = WINTER, **environ: str) -> str | None:
    """Name the zone of a system whose C library is in a zone, from files made for it."""
    zone = pendulum.timezone(system)

    def offset_s(instant: float) -> float:
        return pendulum.from_timestamp(instant, zone).utcoffset().total_seconds()  # type: ignore[union-attr]

    return zone_name(zone_candidates(environ, root), present, offset_s)


def machine(root: Path, link: str | None, written: str | bytes | None) -> Path:
    """Make the files by which a system says in which zone it is."""
    (root / "etc").mkdir()
    if link is not None:
        (root / "etc/localtime").symlink_to(ZONES / link)
    if written is not None:
        content = written if isinstance(written, bytes) else f"{written}\n".encode()
        (root / "etc/timezone").write_bytes(content)
    return root


posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows takes its zone from elsewhere")


@posix
@pytest.mark.parametrize(
    ("link", "written", "expected"),
    [
        ("Europe/Paris", "Europe/Paris", "Europe/Paris"),
        # London is at the hour of Abidjan in January and not in July.
        ("Africa/Abidjan", "Europe/London", "Africa/Abidjan"),
        ("Europe/London", "Africa/Abidjan", "Europe/London"),
        # Casablanca is an hour back in the month of the fast, which neither January nor July shows.
        ("Africa/Casablanca", "Africa/Lagos", "Africa/Casablanca"),
        ("Europe/Brussels", "Europe/Paris", "Europe/Brussels"),
        ("Europe/Paris", None, "Europe/Paris"),
        ("Europe/Paris", "No/Such_Zone", "Europe/Paris"),
        (None, "Europe/Paris", "Europe/Paris"),
        (None, "Europe/Paris # here", "Europe/Paris"),
        (None, "Europe/London", None),
        (None, b"TZif2\x00\x00\xff\xfe", None),
        (None, b"", None),
        (None, None, None),
    ],
)
def test_the_files_of_the_system_are_asked_and_the_links_target_wins(
    tmp_path: Path, link: str | None, written: str | bytes | None, expected: str | None
) -> None:
    root = machine(tmp_path, link, written)
    assert named(root, link or "Europe/Paris") == expected


@posix
@pytest.mark.parametrize(
    "tz", ["", ":", "UTC", "UTC0", ":/no/such/file", "/", "/dev/null", "No/Such", "x" * 5000, "\n"]
)
def test_odd_words_in_tz_are_what_the_c_library_takes_them_for(tmp_path: Path, tz: str) -> None:
    root = machine(tmp_path, "Europe/Paris", "Europe/Paris")
    assert named(root, "UTC", TZ=tz) == "UTC", "TZ counts even where it names nothing"


@posix
@pytest.mark.parametrize("tz", [str(ZONES / "Asia/Tokyo"), f":{ZONES / 'Asia/Tokyo'}", ":Asia/Tokyo", "Asia/Tokyo"])
def test_a_zone_in_tz_keeps_its_name_however_it_is_written(tmp_path: Path, tz: str) -> None:
    assert named(machine(tmp_path, "Europe/Paris", None), "Asia/Tokyo", TZ=tz) == "Asia/Tokyo"


@posix
@pytest.mark.parametrize(("zone", "hours"), [("UTC+99", 0), ("UTC-24", 0), ("UTC+23", -23), ("<+05>-5", 5), (":x", 0)])
def test_no_word_in_tz_stops_the_clock(zone: str, hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        now, on_the_wall = SystemClock().now(), SystemClock().on_the_wall()
        instant, name = SystemClock().instant(), SystemClock().zone()
    time.tzset()
    assert now.utcoffset() == timedelta(hours=hours)
    assert abs(on_the_wall - now.naive()) < timedelta(seconds=20)
    assert abs(now.timestamp() - time.time()) < 20
    assert (instant.utcoffset(), name) == (now.utcoffset(), now.timezone_name)
    assert abs(instant - now) < timedelta(seconds=20)


@posix
@pytest.mark.parametrize(
    ("zone", "july"),
    [
        ("EST5EDT,M3.2.0,M11.1.0", -4),
        ("CET-1CEST,M3.5.0,M10.5.0/3", 2),
        ("GMT0BST,M3.5.0/1,M10.5.0", 1),
        ("<+10>-10<+11>,M10.1.0,M4.1.0/3", 10),
        ("IST-5:30", 5.5),
    ],
)
def test_a_rule_in_tz_is_right_in_the_other_half_of_the_year_too(
    zone: str, july: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        now = SystemClock().now()
    time.tzset()
    assert now.replace(month=7, day=1).utcoffset() == timedelta(hours=july)
    assert now.replace(month=1, day=15).utcoffset() != now.replace(month=7, day=1).utcoffset() or zone == "IST-5:30"


@posix
def test_a_system_that_says_nothing_of_its_zone_says_nothing_to_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    code = (
        "import pathlib, sys; from stretchtui.system.clock import zone_candidates, zone_name;"
        f"print(zone_name(zone_candidates({{}}, pathlib.Path({str(tmp_path)!r})), 0.0, lambda _: 0.0))"
    )
    done = subprocess.run([sys.executable, "-W", "always", "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("UTC\n", "")
