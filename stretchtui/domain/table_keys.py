"""A table of a file without one of the things it says, which is found by the key that a mistake names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
"""A step of a key: the name in a table, or the number in a list."""


def without(values: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    """Give a table without what it says at a key as `plan.days[1]`; None where it says nothing there."""
    steps = [int(number) if number else name for name, number in _STEP.findall(key)]
    try:
        rest: Mapping[str, Any] = _without(values, steps)
    except (LookupError, TypeError):
        return None
    return rest


def _without(value: Any, steps: Sequence[str | int]) -> Any:
    """Give a table or a list without what the steps lead to; raises LookupError or TypeError where nothing is."""
    step, *rest = steps
    if isinstance(value, Mapping):
        inner = _without(value[step], rest) if rest else value[step]
        return {name: inner if name == step else said for name, said in value.items() if rest or name != step}
    if not (isinstance(value, list) and isinstance(step, int)):
        raise LookupError
    return [*value[:step], *([_without(value[step], rest)] if rest else []), *value[step + 1 :]]
