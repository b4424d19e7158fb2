from __future__ import annotations

import contextlib
import gc
import importlib
import math
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from stretchtui.domain.routine import Routine
    from stretchtui.library import Library
    from tests.support import FakeClock

MEMORY, LEAST_FREE = Path("/dev/shm"), 1 << 30  # noqa: S108 - tests make folders of their own in it
"""Where Linux keeps files in memory, and what has to be free there."""


def pytest_configure(config: pytest.Config) -> None:
    """Make ready whatever runs tests; a process that only hands them out to others imports nothing of theirs."""
    gc.set_threshold(100_000, 20, 20)  # else what is read and rewritten is gone over hundreds of times
    sys.dont_write_bytecode = False  # else every process of every run rewrites what is asserted anew
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # and so do those that run tests for this one
    _write_into_memory()
    if config.getoption("dist", "no") == "no":
        from hypothesis import HealthCheck, settings

        # How long a draw takes says how busy the machine is, and nothing about the program.
        settings.register_profile("stretchtui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
        settings.load_profile("stretchtui")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Rewrite what is asserted in a share of the modules, and find the others' shares done at the collection."""
    me = getattr(session.config, "workerinput", None)
    if me is not None:
        root, places = session.config.rootpath, session.config.args
        paths = sorted(path for place in places for path in (root / place).rglob("test_*.py"))
        for path in paths[int(me["workerid"].removeprefix("gw")) :: me["workercount"]]:
            with contextlib.suppress(Exception, pytest.skip.Exception):  # told when it is collected
                importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts))


def _write_into_memory() -> None:
    """Put what tests write where no disk is waited for, thousands of times over, if there is such a place."""
    with contextlib.suppress(OSError, AttributeError):  # not Linux
        place = os.statvfs(MEMORY)
        if place.f_bavail * place.f_frsize >= LEAST_FREE and not place.f_flag & os.ST_NOEXEC:
            tempfile.tempdir = os.environ.setdefault("TMPDIR", str(MEMORY))


CPU_LIMITS = (("cpu.max",), ("cpu/cpu.cfs_quota_us", "cpu/cpu.cfs_period_us"))
"""Where Linux tells how much of its processors a container may use: cgroups of version 2, and of version 1."""


def processors() -> int:
    """Count the processors that may be used, a container's limit taken into account."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for names in CPU_LIMITS:
        with contextlib.suppress(OSError, ValueError):  # no such limit, or "max"
            quota, period = " ".join(Path("/sys/fs/cgroup", name).read_text() for name in names).split()
            if int(quota) > 0:
                count = min(count, math.ceil(int(quota) / int(period)))
    return count


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Take two workers for each processor: of their time they wait a third, slow trials half."""
    return 2 * processors()


def pytest_collection_finish() -> None:
    """Take all that was imported out of the garbage collector's rounds, which go over it for every app made."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Look once through all that is left; pytest looks five times, and finds nothing more than the first time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shipped() -> Library:
    from tests import support

    return support.shipped()


@pytest.fixture(scope="session")
def routine(shipped: Library) -> Routine:
    from stretchtui.library import DEFAULT_ROUTINE

    return shipped.routine(DEFAULT_ROUTINE)


@pytest.fixture
def clock() -> FakeClock:
    from tests.support import FakeClock

    return FakeClock()
