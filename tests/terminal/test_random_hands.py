"""Random keys, mouse, pastes, resizes and pauses over all screens end nothing and spoil nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.monkey import run


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_half_a_minute_of_random_hands_breaks_nothing(tmp_path: Path, seed: int) -> None:
    assert run(tmp_path, 0.5, seed) is None
