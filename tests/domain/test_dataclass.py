"""Dataclasses made in less time are what the standard library's are."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import asdict, field, fields, replace
from typing import Any, ClassVar, get_type_hints

import pytest

from stretchtui.domain.dataclass import dataclass


def made_by(decorator: Callable[..., Any]) -> tuple[Any, Any, Any]:
    """Make a class that is never changed, one derived from it, and one that may be."""

    @decorator(frozen=True, slots=True, kw_only=True)
    class Span:
        low: int
        high: int = 9
        seen: list[int] = field(default_factory=list, compare=False, repr=False)
        most: ClassVar[int] = 99

    @decorator(frozen=True, slots=True, kw_only=True)
    class Named(Span):
        name: str = ""

        def __repr__(self) -> str:
            return self.name

    @decorator(slots=True)
    class Open:
        low: int
        high: int = 9
        seen: list[int] = field(default_factory=list)
        name: str = field(default="", kw_only=True)
        width: int = field(default=0, init=False, compare=False)
        past: list[int] = field(default_factory=list, init=False)

        def __post_init__(self) -> None:
            self.width = self.high - self.low

    return Span, Named, Open


OURS, STANDARD = made_by(dataclass), made_by(dataclasses.dataclass)


both = pytest.mark.parametrize(("span", "named", "opened"), [OURS, STANDARD], ids=["ours", "standard"])


@both
def test_it_is_compared_counted_shown_and_replaced_by_its_fields(span: Any, named: Any, opened: Any) -> None:
    one = span(low=1)
    assert one == span(low=1, seen=[1])
    assert hash(one) == hash(span(low=1, seen=[1]))
    assert one != span(low=2)
    assert one != named(low=1), "another class is another thing"
    assert one != (1, 9)
    assert repr(one) == f"{span.__qualname__}(low=1, high=9)"
    assert repr(named(low=1, name="short")) == "short", "a class's own method stays"
    assert {named(low=1, name="a"): 1}[named(low=1, name="a")] == 1
    assert replace(one, high=3) == span(low=1, high=3)
    assert asdict(one) == {"low": 1, "high": 9, "seen": []}
    assert span.most == 99
    assert [each.type for each in fields(named)] == ["int", "int", "list[int]", "str"]
    assert set(get_type_hints(named)) == {"low", "high", "seen", "most", "name"}
    assert not hasattr(one, "__dict__")
    changed = opened(1)
    changed.low = 2
    assert changed == opened(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(changed)


@both
def test_it_is_made_of_what_is_given_in_order_and_by_name(span: Any, named: Any, opened: Any) -> None:
    for _ in range(2):  # ours writes how when the first is made
        one, other = opened(1, 4, name="short"), opened(high=5, low=2, seen=[7])
        assert [getattr(one, each.name) for each in fields(one)] == [1, 4, [], "short", 3, []]
        assert [getattr(other, each.name) for each in fields(other)] == [2, 5, [7], "", 3, []]
        assert one.seen is not opened(1).seen
        assert one.past is not opened(1).past
        with pytest.raises(TypeError, match=r"Span.__init__\(\) missing 1 required keyword-only argument: 'low'"):
            span()
        for wrong in (lambda: span(1), lambda: named(low=1, new=2), lambda: opened(1, width=2), opened):
            with pytest.raises(TypeError, match=r"__init__\(\)"):
                wrong()
    assert named(name="long", low=3).low == 3
