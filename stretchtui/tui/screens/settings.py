"""Settings: one row each, changed with left and right, saved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stretchtui.config import USUAL_DAYS, Config, FigureStyle
from stretchtui.domain.choices import PACES, Guidance, Weekday
from stretchtui.domain.cycle import next_in
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.sound import Sound
from stretchtui.session.context import AppContext
from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.themes import CHECKED_THEMES
from stretchtui.tui.widgets.choice_field import turning
from stretchtui.tui.widgets.clicked_list import ClickedList
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted
from stretchtui.words import settings as words

ROWS = KeyGroup("Choose", explanation="Choose a setting")
ENDS = KeyGroup(explanation="The first setting, the last one")
VALUES = KeyGroup("Change", explanation="Change it; kept at once")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in the file, and the values it can take."""

    key: str
    values: Callable[[SettingsScreen], Sequence[Any]]


def _checked_first(theme: str) -> tuple[bool, str]:
    """Put the themes in order, those first in which everything is known to stand out."""
    return theme not in CHECKED_THEMES, theme


def _plans(screen: SettingsScreen) -> Sequence[tuple[Weekday, ...]]:
    """Give the usual plans, and the one there is."""
    every = tuple(Weekday)
    usual = [(), USUAL_DAYS, (every[1], every[3], every[5]), every[:5], every]
    present = screen.context.config.plan_days
    return usual if present is None or present in usual else [*usual, present]


SETTINGS: tuple[Setting, ...] = (
    Setting("level", lambda _: list(Level)),
    Setting("short", lambda _: [False, True]),
    Setting("first_side", lambda _: [Side.LEFT, Side.RIGHT]),
    Setting("pace", lambda _: list(PACES)),
    Setting("guidance", lambda _: list(Guidance)),
    Setting("goal_days", lambda _: list(range(1, 8))),
    Setting("plan_days", _plans),
    Setting("sound", lambda _: list(Sound)),
    Setting("voice_rate", lambda _: list(range(100, 241, 20))),
    Setting("volume", lambda _: list(range(10, 101, 10))),
    Setting("week_starts_on", lambda _: list(Weekday)),
    Setting("animation", lambda _: [True, False]),
    Setting("figure", lambda _: list(FigureStyle)),
    Setting("theme", lambda screen: sorted(screen.app.available_themes, key=_checked_first)),
)


class SettingList(ClickedList, inherit_bindings=False):
    """Lists the settings; the arrows beside a value change it, a click elsewhere on a row only chooses the row."""

    BINDINGS: ClassVar = [
        listed("settings-up", "up,k", "cursor_up", "Setting above", "The setting above", ROWS),
        listed("settings-down", "down,j", "cursor_down", "Setting below", "The setting below", ROWS),
        listed("settings-previous", "left,h", "screen.change(-1)", "Change back", "The value before", VALUES),
        listed("settings-next", "right,l,space,enter", "screen.change(1)", "Change", "The next value", VALUES),
        unlisted("settings-first", "home", "first", "First", "The first setting", ENDS),
        unlisted("settings-last", "end", "last", "Last", "The last setting", ENDS),
    ]

    @dataclass
    class Turned(Message):
        """The arrow beside a value was clicked: `step` is -1 for the one to the left, 1 for the other."""

        step: int

    def row_clicked(self, event: events.Click) -> None:
        """Change the value, should the click be on one of its arrows."""
        if step := event.style.meta.get("step"):
            self.post_message(self.Turned(step))


class SettingsScreen(BaseScreen[None]):
    """Changes settings and writes them to the settings file."""

    FOCUS = ((SettingList, VerticalScroll),)
    BINDINGS: ClassVar = [
        listed("settings-back", "q,escape", "dismiss", "Back", "Back; every change is kept already"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context

    def compose(self) -> ComposeResult:
        """Lay out a row for each setting, and what the chosen one means."""
        with VerticalScroll(id="settings-box", can_focus=False):
            yield Static(words.TITLE, id="settings-title")
            yield SettingList(*(Option("", id=setting.key) for setting in SETTINGS), id="settings")
            yield Static(id="settings-explanation", markup=False)
            yield Static(words.kept_in(self.context.locations.config), id="settings-file", markup=False)
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
            rows.replace_option_prompt(
                setting.key, Content.assemble(words.NAMES[setting.key].ljust(16), turning(value))
            )

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the setting means."""
        setting = SETTINGS[event.option_index]
        if setting.key == "sound":
            explanation = self.app.cue_output.available()  # type: ignore[attr-defined]
        else:
            explanation = words.explanation(setting.key, plan_key=self.key_of("overview-plan"))
        self.query_one("#settings-explanation", Static).update(explanation)

    def on_setting_list_turned(self, event: SettingList.Turned) -> None:
        """Change the setting whose arrow was clicked."""
        self.action_change(event.step)

    def action_change(self, step: int) -> None:
        """Take the next value of the chosen setting, for now and in the file."""
        setting = SETTINGS[self.query_one(OptionList).highlighted or 0]
        value = next_in(setting.values(self), getattr(self.context.config, setting.key), step)
        if error := self.context.change(**{setting.key: value}):
            self.notify(error, severity="warning")
        if setting.key == "theme":
            self.app.theme = value
        elif setting.key in ("sound", "voice_rate", "volume"):
            self.app.take_up_sound()  # type: ignore[attr-defined]
        self._show()


def _word(key: str, value: object) -> str:
    if key == "plan_days":
        return words.plan(day.number for day in value or ())  # type: ignore[attr-defined]
    if key == "theme" and value not in CHECKED_THEMES:
        return words.unchecked(str(value))
    return words.value(key, value)


assert all(setting.key in Config.__dataclass_fields__ for setting in SETTINGS)  # noqa: S101
