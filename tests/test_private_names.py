"""No test reaches for what is private: what it needs to see or set has a name that says so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PUBLIC_ALL_THE_SAME = {"_exit", "_replace"}
"""What the standard library documents under such a name: `os._exit`, and `_replace` of named tuples."""

ABOUT_PRIVATE_NAMES = {"test_textual_contract.py"}
"""Its subject is which private names of Textual there still are."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name not in PUBLIC_ALL_THE_SAME


def reached_for(tree: ast.AST) -> Iterator[str]:
    """Give each private name of something else: `x._name`, an import of it, and its patching by name."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                pass
            case ast.Attribute(attr=name) if is_private(name):
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.ImportFrom(names=names):
                yield from (f"{node.lineno}: import of {each.name}" for each in names if is_private(each.name))
            case ast.Call(func=ast.Attribute(attr="setattr" | "delattr" | "object"), args=[target, *rest]):
                named = [*rest[:1], target]
                texts = [each.value for each in named if isinstance(each, ast.Constant) and isinstance(each.value, str)]
                yield from (f"{node.lineno}: {text}" for text in texts if is_private(text.rpartition(".")[2]))


@pytest.mark.slow
def test_no_test_reaches_for_private_names() -> None:
    files = [path for path in TESTS.rglob("*.py") if path.name not in ABOUT_PRIVATE_NAMES]
    found = [
        f"{path.relative_to(TESTS)}:{name}"
        for path in files
        for name in reached_for(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_each_way_to_reach_for_them_is_seen() -> None:
    ways = (
        "app._screen",
        "self.speaker._output",
        "from a import _b",
        "patch.setattr(module, '_name', 1)",
        "patch.setattr('module._name', 1)",
        "mock.patch.object(module, '_name')",
    )
    assert [way for way in ways if not [*reached_for(ast.parse(way))]] == []
    assert [*reached_for(ast.parse("self._own; os._exit(0); a.__dict__; from __future__ import annotations"))] == []
