from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import tomlkit
from hypothesis import strategies as st

from stretchtui.system.resources import folder
from stretchtui.system.toml_lines import key_lines, line_of
from tests.how_often import often
from tests.tables import every_row

TEXT = """\
# a = 1
top = "x # no comment"      # a comment = 2
'quoted key' = 1
a.b . "c d" = { x = 1, y = [ { z = 2 } ] }
list = [   # [
  "]",
  [1, 2], \'\'\'
a = 1
\'\'\',
]
long = \"\"\"
[no]
b = "" \\\"\"\"\"\"
at = 2026-11-22 07:00:00
[table.inner]
k = 1.5
[[rows]]
n = 1
[[rows.parts]]
m = 2
[[rows]]
n = 3
[[rows.parts]]
m = 4
"""


def paths(value: Any, where: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (path := f"{where}.{key}" if where else key)
            yield from paths(item, path)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield f"{where}[{number}]"
            yield from paths(item, f"{where}[{number}]")


@every_row(
    ("key", "line"),
    [
        ("top", 2), ("quoted key", 3), ("a", 4), ("a.b", 4), ("a.b.c d", 4), ("a.b.c d.y[0].z", 4), ("list", 5),
        ("list[0]", 6), ("list[1]", 7), ("list[1][1]", 7), ("list[2]", 7), ("long", 11), ("at", 14),
        ("table.inner", 15), ("table.inner.k", 16), ("rows[0].n", 18), ("rows[0].parts[0].m", 20), ("rows[1]", 21),
        ("rows[1].n", 22), ("rows[1].parts[0].m", 24),
    ],
)  # fmt: skip
def test_a_key_has_the_line_on_which_it_stands(key: str, line: int) -> None:
    assert tomllib.loads(TEXT)["top"] == "x # no comment"
    assert key_lines(TEXT)[key] == line


def test_a_key_that_is_not_there_has_the_line_of_its_table() -> None:
    lines = key_lines(TEXT)
    assert [line_of(lines, key) for key in ("table.inner.missing", "rows[1].parts[0].x.y", "list[9]", "x", "")] == [
        *(15, 23, 5, 0, 0)
    ]


@every_row("path", sorted(folder("data").glob("*/*.toml")))
def test_every_key_of_what_ships_stands_on_its_line(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    lines, rows = key_lines(text), text.splitlines()
    for key in paths(tomllib.loads(text)):
        name = key.rpartition(".")[2]
        assert name.endswith("]") or name in rows[lines[key] - 1]


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="."), max_size=6)
VALUES = st.recursive(
    st.none().map(lambda _: 1.5)
    | st.booleans()
    | st.integers(-9, 9)
    | st.text(st.characters(codec="utf-8"), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@often(15, 100, st.dictionaries(NAMES, VALUES, max_size=5))
def test_every_key_of_any_text_has_a_line_inside_it(document: dict[str, Any]) -> None:
    text = tomlkit.dumps(document)
    lines = key_lines(text)
    assert set(paths(tomllib.loads(text))) <= set(lines)
    assert all(0 < line <= text.count("\n") + 1 for line in lines.values())
