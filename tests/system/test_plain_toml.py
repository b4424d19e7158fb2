"""Plain lines are read as any reader of TOML reads them, and everything else is left to one."""

from __future__ import annotations

import tomllib
from datetime import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stretchtui.system.plain_toml import plain_table

PIECES = st.sampled_from(
    [
        *("key", "other", "a-b", "é", "x.y", '"quoted"', "1", " = ", "=", " ", "\t", "\n", "\r\n", "\r", "#", "# note"),
        *('"', '"text"', '"é “x”"', '"a, b"', '""', "''", '"""', "\\", '"\\n"', '["a", "b"]', '["a","b"]', "[", "]"),
        *("[]", ", ", "true", "false", "True", "0", "-0", "+1", "007", "42", "1_000", "9" * 12, "1.25", "1e3", "٣"),
        *("07:05:00", "7:05:00", "25:00:00", "07:05", "07:05:00.5", "2026-11-22", "\x00", "\x7f", "\x85", "\u2028"),
        *("inf", "nan", "{}", "[table]", "[[table]]"),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text())
@example("a = 1\na = 2")
@example("a = 1\nb = 1:2:3")
@example('a = ["x", "y]"]')
@example('a = "x" # note')
@example("a = ")
@example("x = 23:59:60")
def test_what_is_read_is_what_any_reader_reads(text: str) -> None:
    table = plain_table(text)
    if table is not None:
        read = tomllib.loads(text)
        assert (table, [*map(type, table.values())]) == (read, [*map(type, read.values())])


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("", {}),
        ("# note\n\n", {}),
        ('level = "gentle"\nshort = true\nplain = false\n', {"level": "gentle", "short": True, "plain": False}),
        (
            'goal_days = 5\nvoice = ""\nday_starts_at = 04:30:00',
            {"goal_days": 5, "voice": "", "day_starts_at": time(4, 30)},
        ),
        ('plan_days = ["monday", "friday"]\nvolume = 0', {"plan_days": ["monday", "friday"], "volume": 0}),
    ],
)
def test_settings_of_plain_lines_need_no_reader(text: str, table: dict[str, object]) -> None:
    assert plain_table(text) == table


@pytest.mark.parametrize(
    "text", ["[keys]", 'a = "\\u0041"', "a = 1.5", "a = 1 # one", "a.b = 1", "a = 'x'", "a", "a = 1\r"]
)
def test_all_else_is_left_to_one(text: str) -> None:
    assert plain_table(text) is None
