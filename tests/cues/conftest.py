from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cues.bench import Bench


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Give a folder of programs that is looked into first."""
    bench = Bench(tmp_path)
    monkeypatch.setenv("PATH", str(bench.programs) + os.pathsep + os.environ["PATH"])
    return bench
