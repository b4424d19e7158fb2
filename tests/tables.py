"""A table of cases whose rows cost less than a test of their own each: one test goes through all of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest


def every_row(names: str | Sequence[str], rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Check what is claimed of every row in one test, which names all rows that fail; the fixtures are theirs together.

    It is written as `pytest.mark.parametrize` is.
    """
    keys = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    table = [row if len(keys) > 1 else (row,) for row in rows]

    def over_all(check: Callable[..., None]) -> Callable[..., None]:
        def test(**fixtures: Any) -> None:
            failed: list[BaseException] = []
            for row in table:
                try:
                    check(**fixtures, **dict(zip(keys, row, strict=True)))
                except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 - told with its row
                    failure.add_note(f"in the row {row!r:.300}")
                    failed.append(failure)
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(table)} rows", failed)

        vars(test).update(vars(check))  # its marks
        signature = inspect.signature(check)
        others = [part for name, part in signature.parameters.items() if name not in keys]
        test.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return over_all
