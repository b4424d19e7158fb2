from __future__ import annotations

from pathlib import Path

import pytest

from stretchtui.journal import Journal
from tests.journal.exchanging import three_sessions
from tests.journal.strategies import ticking
from tests.journal.support import NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal"


@pytest.fixture
def journal(folder: Path) -> Journal:
    return Journal(folder, ticking(NOW))


@pytest.fixture
def filled(tmp_path: Path) -> Journal:
    """Give a journal with three sessions, to be written out."""
    return three_sessions(tmp_path / "filled")


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait long for a program that may still be writing in place: here is none."""
    monkeypatch.setattr("stretchtui.journal.recovery.read_repair.SETTLE_S", 0.001)
