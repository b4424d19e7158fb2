"""Settings: one row each, changed with left and right, saved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stretchtui.config import USUAL_DAYS, Config, Rendering, Weekday
from stretchtui.context import Context
from stretchtui.domain import wording
from stretchtui.domain.routine import Level
from stretchtui.domain.sound import Sound
from stretchtui.screens.front import FrontScreen
from stretchtui.widgets.key_line import KeyLine


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in the file, its name on screen, and the values it can take."""

    key: str
    name: str
    explanation: str
    values: Callable[[SettingsScreen], Sequence[Any]]


def _plans(screen: SettingsScreen) -> Sequence[tuple[Weekday, ...]]:
    """Give the usual plans, and the one there is."""
    every = tuple(Weekday)
    usual = [(), USUAL_DAYS, (every[1], every[3], every[5]), every[:5], every]
    present = screen.context.config.plan_days
    return usual if present is None or present in usual else [*usual, present]


SETTINGS: tuple[Setting, ...] = (
    Setting("level", "Level", "Which point of each dose's range a session aims for.", lambda _: list(Level)),
    Setting("short", "Short version", "Start with the short version chosen.", lambda _: [False, True]),
    Setting("goal_days", "Goal", "Days a week you would like to stretch.", lambda _: list(range(1, 8))),
    Setting("plan_days", "Plan", "The days you mean to stretch on; w on the overview chooses them one by one.", _plans),
    Setting("sound", "Sound", "", lambda _: list(Sound)),
    Setting("voice_rate", "Voice", "Words a minute.", lambda _: list(range(100, 241, 20))),
    Setting("volume", "Volume", "Of voice and chimes.", lambda _: list(range(10, 101, 10))),
    Setting("week_starts_on", "Week starts on", "First day of a week in the calendar.", lambda _: list(Weekday)),
    Setting("animation", "Moving figure", "Off: stills, and a ring that steps once a second.", lambda _: [True, False]),
    Setting("figure", "Figure", "Fine dots, solid blocks, or what suits the space.", lambda _: list(Rendering)),
    Setting("theme", "Theme", "Colours of the program.", lambda screen: sorted(screen.app.available_themes)),
)


class SettingsScreen(FrontScreen[None]):
    """Changes settings and writes them to the settings file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "change(1)", "Change", key_display="← →", id="settings-next"),
        Binding("left,h", "change(-1)", "Change back", show=False, id="settings-previous"),
        Binding("k", "move(-1)", "Up", show=False, id="settings-up"),
        Binding("j", "move(1)", "Down", show=False, id="settings-down"),
        Binding("q,escape", "dismiss", "Back", key_display="q", id="settings-back"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def compose(self) -> ComposeResult:
        """Lay out a row for each setting, and what the chosen one means."""
        with VerticalScroll(id="settings-box", can_focus=False):
            yield Static("Settings", id="settings-title")
            yield OptionList(*(Option("", id=setting.key) for setting in SETTINGS), id="settings")
            yield Static(id="settings-explanation", markup=False)
            yield Static(f"Kept in {self.context.locations.config}", id="settings-file", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the values."""
        self._show()
        rows = self.query_one(OptionList)
        rows.highlighted = 0
        rows.focus()

    def _show(self) -> None:
        rows = self.query_one(OptionList)
        for setting in SETTINGS:
            value = _word(setting.key, getattr(self.context.config, setting.key))
            rows.replace_option_prompt(setting.key, Content.assemble(setting.name.ljust(16), (f"‹ {value} ›", "bold")))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the setting means."""
        setting = SETTINGS[event.option_index]
        explanation = self.app.desk.available() if setting.key == "sound" else setting.explanation  # type: ignore[attr-defined]
        self.query_one("#settings-explanation", Static).update(explanation)

    def on_option_list_option_selected(self) -> None:
        """Enter changes a setting too."""
        self.action_change(1)

    def action_move(self, step: int) -> None:
        """Choose another row."""
        rows = self.query_one(OptionList)
        rows.highlighted = ((rows.highlighted or 0) + step) % len(SETTINGS)

    def action_change(self, step: int) -> None:
        """Take the next value of the chosen setting, for now and in the file."""
        setting = SETTINGS[self.query_one(OptionList).highlighted or 0]
        values = list(setting.values(self))
        present = getattr(self.context.config, setting.key)
        index = values.index(present) if present in values else 0
        value = values[(index + step) % len(values)]
        if error := self.context.change(**{setting.key: value}):
            self.notify(error, severity="warning", markup=False)
        if setting.key == "theme":
            self.app.theme = value
        elif setting.key in ("sound", "voice_rate", "volume"):
            self.app.take_up_sound()  # type: ignore[attr-defined]
        self._show()


UNITS = {"goal_days": "{} days a week", "voice_rate": "{} words/min", "volume": "{} %"}


def _word(key: str, value: object) -> str:
    if key == "plan_days":
        return wording.day_names(day.number for day in value) if value else "none"  # type: ignore[attr-defined]
    if isinstance(value, bool):
        return "on" if value else "off"
    return UNITS.get(key, "{}").format(value)


assert all(setting.key in Config.__dataclass_fields__ for setting in SETTINGS)  # noqa: S101
