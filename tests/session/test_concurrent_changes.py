"""Two hands on one session at once: each field is as it was changed last, and whoever comes second is told."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from stretchtui.domain.history.edits import Changes, changed
from stretchtui.domain.history.form_entries import FormEntries, entered_changes, entries_of
from stretchtui.domain.record import Outcome, SessionRecord, new_id
from stretchtui.journal import Checkpoint, Checkpoints, Journal, Saved
from stretchtui.session.context import AppContext
from stretchtui.session.interrupted import InterruptedRating
from tests.session.test_saving import Led
from tests.support import MORNING, FakeClock, make_context, make_record

SAID: dict[str, Callable[[random.Random], Any]] = {
    "stiffness_before": lambda dice: dice.choice([None, *range(11)]),
    "stiffness_after": lambda dice: dice.choice([None, *range(11)]),
    "comfort": lambda dice: dice.choice([None, *range(1, 6)]),
    "note": lambda dice: dice.choice(["", "stiff", "slept badly\ntwice"]),
    "outcome": lambda dice: dice.choice(list(Outcome)),
    "day": lambda dice: date(2026, 11, 21) - timedelta(days=dice.randrange(60)),
}
"""What a hand can change, and how it comes to a value."""

Hand = Callable[[AppContext, SessionRecord, dict[str, Any]], tuple[str, ...]]
"""Saves fields of a session from a copy that was read before; gives what it is told was changed meanwhile."""


def split(said: dict[str, Any]) -> Changes:
    return Changes(values={name: value for name, value in said.items() if name != "day"}, day=said.get("day"))


def by_command(context: AppContext, copy: SessionRecord, said: dict[str, Any]) -> tuple[str, ...]:
    context.journal.revise(copy.id, lambda stored: changed(stored, split(said), context.now()))
    return ()


def by_form(context: AppContext, copy: SessionRecord, said: dict[str, Any]) -> tuple[str, ...]:
    shown = entries_of(copy)
    entries: FormEntries = replace(
        shown,
        day=f"{said.get('day', copy.day)}",
        ratings={name: said.get(name, value) for name, value in shown.ratings.items()},
        note=said.get("note", shown.note),
        outcome=said.get("outcome", shown.outcome),
    )
    changes = entered_changes(copy, entries, context.now(), context.config.day_starts_at)
    return context.journal.save(copy, changes).meanwhile


def by_window(context: AppContext, copy: SessionRecord, said: dict[str, Any]) -> tuple[str, ...]:
    return context.journal.save(copy, split(said)).meanwhile


def whole(context: AppContext, copy: SessionRecord, said: dict[str, Any]) -> tuple[str, ...]:
    """Hand the whole old copy over, as nobody may."""
    context.journal.revise(copy.id, lambda _: changed(copy, split(said), context.now()))
    return ()


def touched(dice: random.Random, copy: SessionRecord) -> dict[str, Any]:
    """Choose fields and values that differ from what a hand sees: what stays the same is not touched."""
    names = dice.sample(sorted(SAID), dice.randint(1, 3))
    return {name: value for name in names if (value := SAID[name](dice)) != getattr(copy, name)}


def lost(folder: Path, pairs: int, hands: list[Hand], *, seed: int) -> int:
    """Let pairs of hands change sessions at once; count the fields that are not as they were changed last."""
    dice = random.Random(seed)  # noqa: S311
    clock = FakeClock(start=MORNING.add(days=1))
    programs = [make_context(folder, clock) for _ in range(2)]
    missing = 0
    for _ in range(pairs):
        record = make_record(id=new_id(clock.now(), dice.randbytes(10)), stiffness_before=6, comfort=3, note="old")
        programs[0].journal.save(record)
        copies = [program.journal.get(record.id) for program in programs]
        last: dict[str, Any] = {}
        for hand, program, copy in zip(dice.sample(hands, 2), programs, copies, strict=True):
            assert copy is not None
            clock.go(1)
            said = touched(dice, copy)
            told = hand(program, copy, said)
            expected = {name for name, value in last.items() if value != getattr(copy, name)}
            assert hand in (by_command, whole) or expected <= set(told), "who comes second is told"
            last |= said
        found = Journal(folder / "journal", clock.now).get(record.id)
        missing += sum(getattr(found, name) != value for name, value in last.items())
    return missing


@pytest.mark.parametrize("pairs", [25, pytest.param(500, marks=pytest.mark.slow)])
def test_of_pairs_at_once_every_field_is_as_it_was_changed_last(tmp_path: Path, pairs: int) -> None:
    assert lost(tmp_path, pairs, [by_command, by_form, by_window], seed=pairs) == 0


def test_the_trial_finds_whoever_hands_over_a_whole_old_copy(tmp_path: Path) -> None:
    assert lost(tmp_path, 25, [whole, whole], seed=7) > 0


# --- a rating that was cut short ----------------------------------------------------------


@pytest.fixture
def cut_short(tmp_path: Path) -> tuple[Led, Checkpoint]:
    led = Led(tmp_path)
    led.run(30)
    led.ended()
    assert led.recorder.keep_entered(Changes(values={"comfort": 4, "note": "mine"})) is None
    return led, led.abandoned()


def test_a_rating_gone_on_with_changes_what_is_said_and_tells_who_else_was_there(
    cut_short: tuple[Led, Checkpoint],
) -> None:
    led, interrupted = cut_short
    led.other.save(led.stored(), Changes(values={"note": "theirs", "stiffness_before": 1}))
    context = make_context(led.context.locations.state.parent, led.clock)
    rating = InterruptedRating(context, interrupted)
    assert rating.meanwhile == ("stiffness_before", "note")
    assert rating.entered == Changes(values={"comfort": 4, "note": "mine"})
    saved = rating.save_rated(rating.entered)
    assert isinstance(saved, Saved)
    assert (led.stored().comfort, led.stored().note, led.stored().stiffness_before) == (4, "mine", 1)
    assert not Checkpoints(context.checkpoints.folder).interrupted()


def test_time_on_the_rating_makes_a_session_no_longer(tmp_path: Path) -> None:
    led = Led(tmp_path)
    led.run(30)
    ended_at = led.ended().ended_at
    led.clock.go(500)
    led.recorder.save_rated(Changes(values={"comfort": 4}))
    assert led.stored().ended_at == ended_at


def test_nothing_entered_leaves_nothing_to_be_offered(tmp_path: Path) -> None:
    led = Led(tmp_path)
    led.run(30)
    led.ended()
    led.recorder.keep_entered(Changes(values={"comfort": 4}))
    led.recorder.keep_entered(Changes())
    assert not led.context.checkpoints.has(led.recorder.start.id)
