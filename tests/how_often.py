"""How often a trial is run, or a property tried: a few times in the quick suite, and thoroughly in the slow one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings


def slowly(quick: int, thorough: int) -> pytest.MarkDecorator:
    """Run a trial so many times in the quick suite and so many in the slow one."""
    return pytest.mark.parametrize("times", [quick, pytest.param(thorough, marks=pytest.mark.slow)])


def and_slowly(*rows: Any) -> list[Any]:
    """Give rows for `pytest.mark.parametrize` that are for the slow suite alone."""
    return [pytest.param(*(row if isinstance(row, tuple) else (row,)), marks=pytest.mark.slow) for row in rows]


def often(
    quick: int, thorough: int, *strategies: Any, found: Sequence[tuple[Any, ...]] = (), **named: Any
) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """Try a property on so many examples in the quick suite and on so many in the slow one.

    `found` are cases in which it once did not hold: they are tried each time, before all others.
    """

    def trial(prove: Callable[..., None]) -> Callable[[int], None]:
        @slowly(quick, thorough)
        def test(times: int) -> None:
            bounds = settings(max_examples=times, deadline=None, suppress_health_check=list(HealthCheck))
            property_of = given(*strategies, **named)(prove)
            for case in found:
                property_of = example(*case)(property_of)
            bounds(property_of)()

        return test

    return trial
