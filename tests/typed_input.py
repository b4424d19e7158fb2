"""What hands type on the program's screens, and what became of it: for trials of burst against slow input."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input, TextArea

from stretchtui.config import Config
from stretchtui.domain.record import ExerciseOutcome
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.sound import Sound
from stretchtui.journal import Checkpoints, Journal
from stretchtui.session.context import AppContext
from stretchtui.session.open_forms import OpenForm
from stretchtui.session.recorder import SessionRecorder
from stretchtui.system.locations import Locations
from stretchtui.tui.app import StretchApp
from stretchtui.tui.input_queue import as_text
from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.screens.calendar import CalendarScreen
from stretchtui.tui.screens.day_edit import AddScreen, EditScreen
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.plan import PlanScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.settings import SettingsScreen
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.scale_field import ScaleField
from tests.support import FakeClock, make_context, make_line, make_record

ENTER, TAB, BACK_TAB, BACKSPACE, DELETE = "\r", "\t", "\x1b[Z", "\x7f", "\x1b[3~"
UP, DOWN, RIGHT, LEFT, HOME, END = (f"\x1b[{letter}" for letter in "ABCDHF")
ESCAPE = "\x1b[27u"
"""As terminals of today send it: the lone byte is the beginning of other keys when more comes in one read."""
SAVE, PALETTE, QUIT, LEAVE, UNDO = "\x13", "\x10", "\x11", "\x03", "\x1a"

LETTERS = "sorelfthip 0146/"
UNCOMMON = ("é", "腰", "\u00a0", "\u202f", "\u3000", "👩", "\u200d", "\ufe0f", "\u00ad", "\u200c", "ß", "\U0001f9d8")
MOVES = (UP, DOWN, RIGHT, LEFT, HOME, END)

TO_RATING = (ENTER, "5", ENTER, "q", "y")

PLACES: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "rate before": ((ENTER,), ["1", "0", "5", "7", BACKSPACE, LEFT, RIGHT, DELETE, SAVE, ENTER, "q"]),
    "rating": ((), [*"0145", ENTER, TAB, TAB, BACK_TAB, SAVE, "q", "u", LEFT, UNDO]),
    "rating, its note": ((TAB, TAB), [TAB, BACK_TAB, BACKSPACE, LEFT, ENTER, SAVE, UNDO]),
    "unsaved": ((SAVE,), ["f", *"abra", BACKSPACE, LEFT, ENTER, ESCAPE, "r", TAB, SAVE]),
    "whole session": (TO_RATING, [*"0145", ENTER, TAB, TAB, SAVE, "q", "u", LEFT, "c", "d", "y"]),
    "overview": ((), [*"lrwcs?mt-a", UP, DOWN, ENTER, ESCAPE, "d", "y", "5", LEFT]),
    "add": ((), [*"0145", TAB, TAB, BACK_TAB, ENTER, SAVE, ESCAPE, "y", RIGHT, *MOVES, BACKSPACE]),
    "add, its day": ((BACK_TAB, BACK_TAB), [*"0123456789-:", BACKSPACE, LEFT, END, TAB, SAVE, DELETE]),
    "edit": ((), [*"0145", TAB, TAB, TAB, BACK_TAB, SAVE, ESCAPE, "y", RIGHT, LEFT, BACKSPACE]),
    "edit, its note": ((TAB,) * 4, [BACKSPACE, LEFT, END, HOME, DELETE, SAVE, TAB, UNDO, ENTER]),
    "calendar": ((), [*"hjklaedduyyn", *MOVES, ENTER, ESCAPE, SAVE, TAB]),
    "plan": ((), [" ", LEFT, RIGHT, "h", "l", ENTER, "n", TAB]),
    "settings": ((), [*MOVES, "j", "k", "h", "l", ENTER, "q"]),
    "palette": ((PALETTE,), [*"caldrplnevtg", BACKSPACE, DOWN, UP, ENTER, ESCAPE, "c", "e", "d", "y", SAVE]),
}
"""Screens with what leads there from where they begin, and the keys that do something there."""


def _rating(context: AppContext) -> RateAfterScreen:
    request = SessionRequest(routine=context.routine, level=context.config.level, short=False)
    recorder = SessionRecorder(context, request, SessionPlayer(request.timeline()), stiffness_before=5)
    return RateAfterScreen(context, recorder.record(), recorder, ended_by="y")


def _add(context: AppContext) -> AddScreen:
    return AddScreen(context, OpenForm.for_new(context, date(2026, 11, 21)))


def _edit(context: AppContext) -> EditScreen:
    (record, *_) = context.journal.between(date(2026, 11, 22), date(2026, 11, 22))
    return EditScreen(context, OpenForm(context, record))


BEGINNINGS: dict[str, Callable[[AppContext], Screen[Any]]] = {
    "rate before": OverviewScreen,
    "rating": _rating,
    "rating, its note": _rating,
    "unsaved": _rating,
    "whole session": OverviewScreen,
    "overview": OverviewScreen,
    "add": _add,
    "add, its day": _add,
    "edit": _edit,
    "edit, its note": _edit,
    "calendar": CalendarScreen,
    "plan": PlanScreen,
    "settings": SettingsScreen,
    "palette": CalendarScreen,
}


class Typist:
    """Hands that type something; the same seed types the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311

    def string(self, place: str) -> list[str]:
        """Make up the keys for a place, the way to it included."""
        way, keys = PLACES[place]
        string = [*way]
        for _ in range(self.chance.randint(1, 4)):
            string += self._word() if self.chance.random() < 0.4 else self._keys(keys)
        return [*string, self.chance.choice((SAVE, SAVE, QUIT, LEAVE, ""))]

    def _keys(self, keys: Sequence[str]) -> list[str]:
        return self.chance.choices(keys, k=self.chance.randint(1, 4))

    def _word(self) -> list[str]:
        letters = [self.chance.choice(UNCOMMON if self.chance.random() < 0.2 else LETTERS) for _ in range(5)]
        return [*letters, *[BACKSPACE] * self.chance.randint(0, 3)]


class Elsewhere(BaseScreen[None]):
    """Shown once the program was left: there keys go to the shell."""


class Stage(StretchApp):
    """The program with its clock standing still, set up anew for each string without being started anew."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.beginning = replace(context)
        """What the program knew before anything was typed: routines that were changed or chosen since are not in it."""

    def set_up(self, folder: Path, place: str) -> None:
        """Begin at a place, with the journal that lies in a folder."""
        self.workers.cancel_all()
        shell = next((screen for screen in self.screen_stack if isinstance(screen, Elsewhere)), None)
        while len(self.screen_stack) > 1 and self.screen is not shell:
            self.pop_screen()
        if shell is None:
            self.push_screen(Elsewhere())
        clock = FakeClock()
        places = _places(folder)
        os.chdir(folder)
        self.context = replace(
            self.beginning,
            journal=Journal(places.journal, clock.now),
            checkpoints=Checkpoints(places.state / "sessions"),
            clock=clock,
            config=Config(sound=Sound.SILENT, animation=False),
            locations=places,
        )
        self.push_screen(BEGINNINGS[place](self.context))

    async def action_quit(self) -> None:
        """Leave, as far as that can be done again and again."""
        self.keep_everything()
        self.workers.cancel_all()
        self.push_screen(Elsewhere())

    def action_suspend(self) -> None:
        """Stay in the foreground."""

    def shown(self) -> list[Any]:
        """Say what is in front, and what its fields hold."""
        front = self.screen
        held: list[Any] = [area.text for area in front.query(TextArea)]
        for kind in (Input, ScaleField, ChoiceField):
            held += [field.value for field in front.query(kind)]
        return [type(front).__name__, *held]


class Unheld(Stage):
    """The same with Textual's own ways, for the trial's control."""

    async def on_event(self, event: events.Event) -> None:
        """Handle input as it comes."""
        await App.on_event(self, as_text(event))


def make_stage(folder: Path, *, held: bool = True) -> Stage:
    """Make the program with a first journal of its own."""
    context = make_context(folder, FakeClock(), animation=False)
    return (Stage if held else Unheld)(context)


def lay_out(template: Path) -> None:
    """Write the journal that every string begins with: four sessions on three days."""
    journal = Journal(_places(template).journal, FakeClock().now)
    for number, day in enumerate((20, 21, 21, 22)):
        at = datetime(2026, 11, day, 5 + number, 2, 11, tzinfo=UTC)
        lines = (make_line(ExerciseOutcome.DONE), make_line(ExerciseOutcome.PARTIAL))
        journal.add(
            make_record(
                at.date(), id=f"0193f0c2-0000-7000-8000-00000000000{number}", started_at=at, exercises=lines, note="was"
            )
        )


def fresh(template: Path, folder: Path, place: str) -> Path:
    """Make a folder as every string finds it; where nothing can be saved, something lies in the journal's place."""
    if place == "unsaved":
        folder.mkdir()
        _places(folder).journal.write_text("no folder", encoding="utf-8")
    else:
        shutil.copytree(template, folder)
    return folder


def kept(folder: Path) -> dict[str, Any]:
    """Give what became of it: every month of every journal under a folder, and the settings."""
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("2026-*.json")):
        if "backups" not in path.parts:
            sessions = json.loads(path.read_text(encoding="utf-8"))["sessions"].values()
            told = [{key: value for key, value in session.items() if key != "id"} for session in sessions]
            found[str(path.relative_to(folder))] = sorted(told, key=lambda one: json.dumps(one, sort_keys=True))
    config = _places(folder).config
    return found | {"settings": config.read_text(encoding="utf-8") if config.exists() else ""}


def feed(app: App[Any], text: str) -> None:
    """Have an app take what comes in one read, through Textual's own parser."""
    for message in XTermParser().feed(text):
        message.set_sender(app)
        app.post_message(message)


def _places(folder: Path) -> Locations:
    return Locations(
        journal=folder / "journal",
        config=folder / "config.toml",
        routines=folder / "routines",
        exercises=folder / "exercises",
        state=folder / "state",
    )
