"""The words of the plan: on which days one means to stretch."""

from __future__ import annotations

from collections.abc import Iterable

TITLE = "A plan in one sentence"
IF = "After I wake on"
THEN = "I will do my stretches before I get up."
KEEP, NO_PLAN = "Keep", "No plan"


def keys(moving: Iterable[str], toggle: str) -> str:
    """Say by which keys days are chosen, and what a plan is for."""
    return (
        f"{', '.join(moving)} and {toggle} choose the days. To say when one will do something makes it a little "
        "likelier; nothing is counted against it."
    )


def for_an_alarm(command: str) -> str:
    """Say which command makes a reminder."""
    return f"For an alarm in your calendar:  {command}"
