from __future__ import annotations

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

from stretchtui import library, resources
from stretchtui.domain.routine import Routine
from stretchtui.library import Library
from tests.support import FakeClock

# How long a draw takes says how busy the machine is, and nothing about the program.
settings.register_profile("stretchtui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("stretchtui")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Take two workers a core: a test of a screen or a terminal waits for half of its time."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """Take all that was imported out of the garbage collector's rounds, which go over it for every app made."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def shipped() -> Library:
    """Read what ships; nothing in it can be changed, so one reading serves every test."""
    return library.load(resources.folder("data"))


@pytest.fixture(scope="session")
def routine(shipped: Library) -> Routine:
    return shipped.routine(library.DEFAULT_ROUTINE)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
