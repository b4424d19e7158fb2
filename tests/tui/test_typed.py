"""What is typed is worked off in order: all of it in one read does what the same keys do one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.tui.light import light_textual
from tests.typed_input import (
    BACKSPACE,
    LEAVE,
    LEFT,
    QUIT,
    SAVE,
    UNCOMMON,
    Stage,
    Typist,
    feed,
    fresh,
    kept,
    lay_out,
    make_stage,
)

SEED = 12
QUICK = ("rating, its note", "calendar")
"""Text, and keys that follow one another from screen to screen; tests.terminal types at every place."""


async def typed(stage: Stage, folder: Path, place: str, reads: Sequence[str]) -> tuple[Any, Any]:
    """Type something, each read when the one before was worked off; give what is kept and what is shown."""
    stage.set_up(folder, place)
    await stage.input.take_in_all()
    for read in reads:
        feed(stage, read)
        await stage.input.take_in_all()
    return kept(folder), stage.shown()


@asynccontextmanager
async def set_stage(folder: Path) -> AsyncIterator[Stage]:
    """Start the program that strings are typed into, and lay out the journal they begin with."""
    lay_out(folder / "template")
    stage = make_stage(folder / "first")
    with light_textual():
        async with stage.run_test(size=(80, 24)):
            yield stage


async def compared(tmp_path: Path, places: Sequence[str]) -> list[str]:
    """Give the strings of which a burst did something else than the keys one by one."""
    typist = Typist(SEED)
    differing = []
    async with set_stage(tmp_path) as stage:
        for number, place in enumerate(places):
            string = typist.string(place)
            results = []
            for way, reads in (("slow", string), ("burst", ["".join(string)])):
                folder = fresh(tmp_path / "template", tmp_path / f"{number}-{way}", place)
                results.append(await typed(stage, folder, place, reads))
            if results[0] != results[1]:
                differing.append(f"{place}: {string!r}: {results[0]} {results[1]}")
    return differing


async def test_a_burst_does_what_slow_hands_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert await compared(tmp_path, QUICK) == []


SAVED = [
    ("rating, its note", ["\t", "\t", *"teh", BACKSPACE, BACKSPACE, *"he hip", SAVE], "the hip"),
    ("rating", ["3", "\r", "4", "\t", *"sore left hip", QUIT], "sore left hip"),
    ("rating", ["\t", "\t", *UNCOMMON, LEAVE], "".join(UNCOMMON).strip()),
    ("edit, its note", ["\t"] * 4 + [*"it ", SAVE], "it was"),
]


async def test_text_is_in_its_field_before_a_key_acts_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with set_stage(tmp_path) as stage:
        for number, (place, string, note) in enumerate(SAVED):
            folder = fresh(tmp_path / "template", tmp_path / str(number), place)
            found, _ = await typed(stage, folder, place, ["".join(string)])
            assert note in [session.get("note") for session in found["journal/2026-11.json"]]
        folder = fresh(tmp_path / "template", tmp_path / "deleting", "calendar")
        found, _ = await typed(stage, folder, "calendar", [LEFT * 2 + "dy"])
        deleted = [session["day"] for session in found["journal/2026-11.json"] if session["deleted"]]
        assert deleted == ["2026-11-20"], "the day just arrived at"
