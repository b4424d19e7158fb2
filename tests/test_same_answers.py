"""The same answers make the same record, whether they are given on the screen or on the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from textual.widgets import Input

from stretchtui.domain.record import SessionRecord
from stretchtui.journal import encode
from stretchtui.session.open_forms import OpenForm
from stretchtui.tui.screens.day_edit import form_screen
from stretchtui.tui.screens.session_form import SessionForm
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.scale_field import ScaleField
from tests.support import MORNING
from tests.terminal.home import call
from tests.tui.harness import Morning, morning

ON_SCREEN = {"stiffness_before": "stiffness-before", "stiffness_after": "stiffness-after", "comfort": "comfort"}


@dataclass(frozen=True)
class Answers:
    """What a person says of a session; None is not said."""

    day: str
    time: str
    outcome: str | None = None
    stiffness_before: int | None = None
    stiffness_after: int | None = None
    comfort: int | None = None
    note: str | None = None

    def options(self) -> list[str]:
        said = {name.replace("_", "-"): value for name, value in vars(self).items() if value is not None}
        return [word for name, value in said.items() for word in (f"--{name}", str(value))]


ADDED = (
    Answers("2026-11-20", "02:00", outcome="partial", comfort=4),
    Answers("2026-11-20", "04:00", stiffness_before=0, stiffness_after=10, note="  knee\u00a0hurt \n\n"),
    Answers("2026-11-22", "06:59"),
    Answers("2026-11-22", "07:03"),
    Answers("2026-11-22", "00:10"),
    Answers("2026-11-23", "07:00"),
    Answers("1899-12-31", "07:00"),
    Answers("1900-01-01", "08:00"),
    Answers("2026-10-24", "02:30", outcome="stopped-pain"),
    Answers("2026-03-28", "02:30"),
    Answers("2026-02-29", "07:00"),
    Answers("2026-11-20", "24:00"),
)
EDITED = (
    Answers("2026-11-20", "02:00"),
    Answers("2026-10-31", "06:00", outcome="partial", stiffness_before=3, note="moved"),
    Answers("2026-11-22", "07:02", comfort=5),
    Answers("1850-01-01", "07:00", comfort=1),
)


def everything(hand: Morning) -> tuple[SessionRecord, ...]:
    return hand.app.context.journal.between(date.min, date.max)


def plain(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in ("id", "updated_at")}


async def on_screen(hand: Morning, screen: SessionForm, answers: Answers) -> dict[str, Any] | None:
    """Fill the form in and save it; None where it refuses."""
    before = {record.id: record for record in everything(hand)}
    await hand.app.push_screen(screen)
    await hand.pilot.pause()
    screen.query_one("#form-day", Input).value = answers.day
    screen.query_one("#form-time", Input).value = answers.time
    for name, field in ON_SCREEN.items():
        if getattr(answers, name) is not None:
            screen.query_one(f"#{field}", ScaleField).value = getattr(answers, name)
    if answers.outcome is not None:
        screen.query_one("#form-outcome", ChoiceField).value = answers.outcome
    if answers.note is not None:
        screen.query_one("#note").text = answers.note  # type: ignore[attr-defined]
    screen.action_save()
    await hand.pilot.pause()
    if hand.app.screen is screen:
        screen.dismiss(None)
        await hand.pilot.pause()
        return None
    (saved,) = [record for record in everything(hand) if before.get(record.id) != record]
    return plain(encode(saved))


def on_the_line(home: Path, *words: str) -> dict[str, Any] | None:
    """Say the same on the command line at the same moment; None where that is wrong usage."""
    with time_machine.travel(datetime.fromtimestamp(MORNING.timestamp(), MORNING.tzinfo), tick=False):
        done = call(home, "journal", *words, "--json", TZ="Europe/Paris")
    assert done.exit_code in (0, 2), done.output
    return plain(json.loads(done.stdout)) if done.exit_code == 0 else None


@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.slow), 4])
async def test_the_same_answers_make_the_same_record(tmp_path: Path, step: int) -> None:
    home = tmp_path / "home"
    home.mkdir()
    refused = 0
    async with morning(tmp_path) as hand:
        for answers in ADDED[::step]:
            shown = form_screen(hand.app.context, OpenForm.for_new(hand.app.context, date(2026, 11, 20)))
            saved = await on_screen(hand, shown, answers)
            assert saved == on_the_line(home, "add", *answers.options()), answers
            refused += saved is None
        assert refused == {1: 7, 4: 1}[step]
        record = hand.app.context.journal.latest()
        assert record is not None
        with time_machine.travel(datetime.fromtimestamp(MORNING.timestamp(), MORNING.tzinfo), tick=False):
            found = json.loads(call(home, "journal", "list", "--json", TZ="Europe/Paris").stdout)[-1]
        assert plain(found) == plain(encode(record))
        for answers in EDITED[step > 1 :: step]:
            record = hand.app.context.journal.get(record.id)
            assert record is not None
            saved = await on_screen(hand, form_screen(hand.app.context, OpenForm(hand.app.context, record)), answers)
            assert saved == on_the_line(home, "edit", found["id"], *answers.options()), answers
