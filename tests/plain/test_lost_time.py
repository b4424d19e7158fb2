"""Plain mode: time in which nobody was led, by a sleep, a hitch or lines that could not get out."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchtui.domain.session.timeline import total_s
from tests.plain.person import LEFT_OUT, SKIPPED, Morning


def test_a_sleep_of_more_than_two_seconds_is_paused_told_and_not_counted(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (100, ""), *LEFT_OUT], asleep=(27.5, 7))
    said = hand.after(30)[0]
    assert said == "The clock stood still for a while. The session is paused. Press Enter to go on."
    assert hand.when("Going on.") == 100
    assert hand.first_hold_s == 8


def test_a_short_hitch_changes_nothing(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, *LEFT_OUT], asleep=(27.5, 1.5))
    assert not any("paused" in line for line in hand.lines)
    assert hand.first_hold_s == 8


def test_lines_that_cannot_get_out_pause_the_session_and_nothing_is_counted(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, (100, ""), *LEFT_OUT], stuck=[(27.5, 40)])
    assert hand.after(28)[0] == (
        "These lines could not be shown for a while. The session is paused. Press Enter to go on."
    )
    assert 29 <= hand.when("These lines") <= 29.7
    (record,) = hand.records()
    assert hand.first_hold_s == 8
    phases_s = total_s(hand.program.request.timeline())
    assert record.active_s == pytest.approx(phases_s + 4, abs=0.05), "the four seconds of moving in again"


def test_a_line_that_is_a_second_late_holds_nothing_up(tmp_path: Path) -> None:
    hand = Morning(tmp_path, [*SKIPPED, *LEFT_OUT], stuck=[(second, second + 1) for second in range(20, 100, 5)])
    assert not any("paused" in line for line in hand.lines)
    assert hand.records()[0].active_s == round(total_s(hand.program.request.timeline()), 1)
