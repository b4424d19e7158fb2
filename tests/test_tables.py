"""The check of a whole table tells of every row that fails, and asks for the fixtures of its check alone."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from tests.tables import every_row


def test_each_row_that_fails_is_named_with_what_it_failed_of() -> None:
    @every_row("divisor", [0, 1])
    @every_row(("number", "half"), [(2, 1), (3, 1), (4, 2)])
    def check(tmp_path: Path, number: int, half: int, divisor: int) -> None:
        assert tmp_path
        assert number / 2 / divisor == half

    assert [*inspect.signature(check).parameters] == ["tmp_path"]
    with pytest.raises(BaseExceptionGroup, match="2 of 2 rows") as caught:
        check(tmp_path=Path("here"))
    by_nought, by_one = (each for each in caught.value.exceptions if isinstance(each, BaseExceptionGroup))
    assert [type(each) for each in by_nought.exceptions] == [ZeroDivisionError] * 3
    assert (by_nought.__notes__, by_one.__notes__) == (["in the row (0,)"], ["in the row (1,)"])
    (wrong,) = by_one.exceptions
    assert (type(wrong), wrong.__notes__) == (AssertionError, ["in the row (3, 1)"])


def test_what_should_have_been_refused_and_was_not_is_a_failing_row() -> None:
    @every_row("text", ["1", "x"])
    def check(text: str) -> None:
        with pytest.raises(ValueError, match=text):
            int(text)

    with pytest.raises(BaseExceptionGroup, match="1 of 2 rows"):
        check()
