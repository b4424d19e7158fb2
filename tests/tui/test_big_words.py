"""How a sentence is broken into lines; nothing is drawn."""

from __future__ import annotations

from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st

from stretchtui.tui.widgets.big_words import even_lines
from tests.tables import every_row


@every_row(
    ("text", "width", "lines"),
    [
        ("Hold 13 s on each side.", 40, ["Hold 13 s on each side."]),
        (
            "TWICE ON EACH SIDE, HOLD 4 S. KNEES TO THE LEFT FIRST.",
            30,
            ["TWICE ON EACH SIDE, HOLD 4 S.", "KNEES TO THE LEFT FIRST."],
        ),
        (
            "One foot stays on the mattress. If it hurts, press x.",
            52,
            ["One foot stays on the mattress.", "If it hurts, press x."],
        ),
        ("Draw a thigh in.", 9, ["Draw a", "thigh in."]),
        ("Twice.", 0, ["Twice."]),
    ],
)
def test_lines_are_even_and_a_figure_stays_with_its_unit(text: str, width: int, lines: list[str]) -> None:
    assert even_lines(text, width) == lines


@given(text=st.text("ab 4x.", max_size=60), width=st.integers(1, 30))
def test_no_line_is_too_long_and_none_is_added(text: str, width: int) -> None:
    lines = even_lines(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    if len(lines) > 1:
        assert max(map(len, lines)) <= width
        assert len(lines) == len(wrap(text, width))
