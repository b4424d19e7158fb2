"""Textual without what it would do for nobody: parse styles for each program anew, and draw without a terminal.

What is drawn goes nowhere in a test, whose driver has no terminal, and costs more than a quarter of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from rich.console import RenderableType
from textual._compositor import Compositor
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

draw = Compositor.render_update

_PARSED: dict[tuple[Any, ...], list[RuleSet]] = {}
_TOKENS: dict[frozenset[tuple[str, str]], dict[str, list[Token]]] = {}
_VALUES: dict[int, frozenset[tuple[str, str]]] = {}


def tokens_once(values: dict[str, str]) -> dict[str, list[Token]]:
    """Take the values of a theme apart as Textual does, once for all the programs that have it."""
    key = frozenset(values.items())
    if key not in _TOKENS:
        _TOKENS[key] = tokenize_values(values)
        _VALUES[id(_TOKENS[key])] = key
    return _TOKENS[key]


def parsed_once(
    scope: str,
    css: str,
    read_from: CSSLocation,
    variables: dict[str, str] | None = None,
    variable_tokens: dict[str, list[Token]] | None = None,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
) -> list[RuleSet]:
    """Parse a stylesheet as Textual does, each once for all the programs of a run and not for each anew."""
    key = (scope, css, read_from, _VALUES.get(id(variable_tokens)), is_default_rules, tie_breaker)
    if variables or key[3] is None or key not in _PARSED:
        _PARSED[key] = [*parse(scope, css, read_from, variables, variable_tokens, is_default_rules, tie_breaker)]
    return _PARSED[key]


@contextmanager
def light_textual() -> Iterator[Callable[[], None]]:
    """Draw a whole screen when a test asks for its picture, and else nothing; gives what draws the last one after all.

    So what cannot be drawn, such as a text taken for markup, is found without drawing it again after each key.
    """
    left_out: dict[str, Any] = {}

    def draw_if_asked(compositor: Compositor, full: bool = False, **how: Any) -> RenderableType | None:
        left_out.update(how, self=compositor, full=True)
        return draw(compositor, full, **how) if full else None

    with (
        patch.object(stylesheet, "parse", parsed_once),
        patch.object(stylesheet, "tokenize_values", tokens_once),
        patch.object(RuleSet, "__hash__", object.__hash__),  # Textual's says the same, four times as slowly
        patch.object(Compositor, "render_update", draw_if_asked),
    ):
        yield lambda: draw(**left_out) and None
