from __future__ import annotations

import pytest

from stretchtui import library, resources
from stretchtui.domain.routine import Routine
from stretchtui.library import Library
from tests.support import FakeClock


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
