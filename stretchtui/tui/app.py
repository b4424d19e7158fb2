"""The full-screen program: its screens in order, its themes, and what happens when it must go."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.actions import ActionParseResult
from textual.binding import Binding
from textual.command import CommandPalette, Provider
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.context import AppContext
from stretchtui.tui.app_keys import BINDINGS
from stretchtui.tui.ascii_filter import AsciiFilter
from stretchtui.tui.first_picture import ScreenStyles, after_first
from stretchtui.tui.input_queue import HANDS, InputQueue
from stretchtui.tui.kept_calendar import KeptCalendar
from stretchtui.tui.key_settings import KeySettings
from stretchtui.tui.screens.base import BackdropScreen, BaseModal, BaseScreen, GroundScreen, Palette
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.shutdown import ShutdownGuard
from stretchtui.tui.sound import SoundedApp
from stretchtui.tui.terminal_driver import tolerant
from stretchtui.tui.themes import ThemedApp
from stretchtui.tui.widgets.key_names import key_sign
from stretchtui.tui.widgets.too_small import LEAST
from stretchtui.words import overview

if TYPE_CHECKING:
    from stretchtui.tui.screens.session import SessionScreen


def _commands() -> type[Provider]:
    """Give what the palette shows; only who opens it needs it."""
    from stretchtui.tui.command_palette import ActionCommands

    return ActionCommands


class StretchApp(ThemedApp, SoundedApp):
    """StretchTUI on the full screen; everything it works with is passed in."""

    TITLE = "StretchTUI"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (LEAST[0], "-narrow"), (60, "-medium"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (LEAST[1], "-low"), (20, "-middle"), (32, "-high")]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar = [*BINDINGS]

    def __init__(self, context: AppContext, request: SessionRequest | None = None) -> None:
        self._screen_styles = ScreenStyles()
        self.input = InputQueue(self, self._comes_next)
        self.departure = ShutdownGuard(self.keep_everything, self.exit, self.input.take_in_all)
        # Textual picks its filter for NO_COLOR here, and the right one only with the terminal's own colours.
        own_colours = True if "NO_COLOR" in os.environ else None
        super().__init__(css_path=[*self._screen_styles.first], ansi_color=own_colours)
        self.context = context
        self._request = request
        self._warned: set[str] = set()
        self.failure: str | None = None
        self._keys = KeySettings(type(self))
        self._calendar = KeptCalendar(self)
        self.takes_messages = asyncio.Event()
        """Set once the app is as far; until then Textual keeps all that is drawn from being seen."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the turn to ASCII where the terminal has nothing else."""
        filters = super().get_line_filters()
        return filters if self.context.unicode else [*filters, AsciiFilter()]

    def on_mount(self) -> None:
        """Show the overview, or lead straight into the session that was asked for."""
        self._choose_theme()
        self._set_keys(self.context.config.keys)
        if not self.is_headless:
            self.departure.listen()
        self.call_later(self.takes_messages.set)
        first = self.first_screen()
        self.set_up_sound(first)
        self.run_worker(after_first(first, self.push_screen(first), self.bring_styles))
        self._begin()

    def push_screen(self, screen: Screen[Any] | str, *how: Any, **named: Any) -> Any:
        """Show a screen; the first beside the overview brings the styles of all that are not there at the start."""
        if not isinstance(screen, OverviewScreen):
            self.bring_styles()
        return super().push_screen(screen, *how, **named)

    def bring_styles(self) -> None:
        """Take in the stylesheets of all screens that are not there at the start."""
        self._screen_styles.add_others(self.stylesheet)

    def get_default_screen(self) -> Screen[None]:
        """Make the empty screen that Textual has below all others."""
        return GroundScreen(id="_default")

    def first_screen(self) -> Screen[None]:
        """Make the screen that lies under all others."""
        return OverviewScreen(self.context, words_first=True)

    def _set_keys(self, wanted: Mapping[str, str]) -> None:
        """Give actions the keys of the settings."""
        keymap, complaints = self._keys.take(wanted)
        for complaint in complaints:
            self.warn_once(complaint)
        if keymap:
            self.set_keymap(keymap)

    def key_of(self, binding: str) -> str:
        """Name the key of a binding, by its id, as it is now."""
        return self._keys.name_of(binding, type(self.screen))

    def get_key_display(self, binding: Binding) -> str:
        """Write a key as the key line does."""
        return key_sign(binding.key)

    @property
    def too_small(self) -> bool:
        """Tell whether the window is smaller than any screen can be read in."""
        return self.size.width < LEAST[0] or self.size.height < LEAST[1]

    def get_driver_class(self) -> type[Driver]:
        """Choose what speaks to the terminal."""
        return tolerant(super().get_driver_class(), self.departure.begin)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key says, unless nobody can mean it.

        That is so while its screen is still being put together, and for lists and palettes in a
        window so small that nothing of them shows (Textual's own fail there).
        """
        if default_namespace not in (None, self) and not self.screen.is_mounted:
            return False
        if self.too_small and type(default_namespace).__module__.startswith("textual."):
            return False
        return await super().run_action(action, default_namespace, namespaces)

    def _choose_theme(self) -> None:
        """Take the theme of the settings, or say that there is none of that name."""
        config = self.context.config
        theme = self.choose_theme(config.theme)
        if theme != config.theme:
            from stretchtui.words import settings

            self.warn_once(settings.no_theme(config.theme, theme, sorted(self.available_themes)))
            self.context.config = replace(config, theme=theme)

    def warn_once(self, sentence: str, severity: SeverityLevel = "warning") -> None:
        """Tell something that matters, but only the first time it comes up."""
        if sentence not in self._warned:
            self._warned.add(sentence)
            self.notify(sentence, severity=severity, timeout=20, markup=False)

    # --- a session, from the first question to the calendar ----------------------------

    def action_start_session(self) -> None:
        """Start the session that the overview shows."""
        if not isinstance(self.screen, OverviewScreen):
            return
        request = self.screen.request()
        if request.exercises:
            self._lead(request)
        else:
            key = self.key_of("overview-leave-out")
            self.notify(overview.all_left_out(key), severity="warning", markup=False)

    @work
    async def _begin(self) -> None:
        """Settle what an earlier program left over, then lead straight into the session that was asked for."""
        going_on = None
        if self.context.checkpoints.any():
            from stretchtui.tui.interrupted_flow import InterruptedFlow

            going_on = await InterruptedFlow(self).settle(ask=self._request is None)
        if going_on is not None:
            self._lead(*going_on)
        elif self._request is not None:
            self._lead(self._request)

    @work(exclusive=True, group="session")
    async def _lead(self, request: SessionRequest, session: SessionScreen | None = None) -> None:
        from stretchtui.tui.session_flow import lead

        await lead(self, request, session, pressed=lambda: self.input.key)

    # --- what comes in by the terminal ------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Handle input in its order, each event when the one before is worked off."""
        from_hands = isinstance(event, HANDS) and not event.is_forwarded
        if isinstance(event, (events.Key, events.MouseDown)):
            self.context.remember_notice()
        if from_hands and not self.screen_stack:
            return  # the program is leaving: the screens are gone that it was for
        if not from_hands or not self.input.holds(event):
            await super().on_event(event)

    def simulate_key(self, key: str) -> None:
        """Press a key that stands for what is being done, such as a click on its name, before what comes after."""
        self.input.put_first(events.Key(key, None))

    def _comes_next(self) -> bool:
        """Tell whether a screen is about to come, or the palette is about to show what it found."""
        front = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(front, Palette):
            return any(worker.node is front and not worker.is_finished for worker in self.workers)
        return isinstance(front, BackdropScreen)

    # --- keys that work everywhere ----------------------------------------------------

    def action_open_help(self) -> None:
        """Explain the keys, and say what the program is not."""
        self._open_help("help-keys")

    def action_open_urgent_care(self) -> None:
        """Say when back pain needs urgent care."""
        self._open_help("help-urgent")

    def _open_help(self, page: str) -> None:
        """Show the help, open at a page."""
        from stretchtui.tui.screens.help import HelpScreen

        if not self._has(HelpScreen):
            self.push_screen(HelpScreen(self.context, keys=self._keys.help_rows(), page=page))

    def action_command_palette(self) -> None:
        """Show every action by name."""
        if not self._has(CommandPalette):
            self.push_screen(Palette())  # without Textual's id, which the one just closed may still have

    def _has(self, kind: type[Screen[Any]]) -> bool:
        """Tell whether a screen of a kind is open, be it under others."""
        return any(isinstance(screen, kind) for screen in self.screen_stack)

    def action_open_calendar(self) -> None:
        """Show how the mornings went."""
        self._calendar.show(self.context)

    def action_open_trends(self) -> None:
        """Show the mornings over the weeks."""
        from stretchtui.tui.screens.trends import TrendsScreen

        self.push_screen(TrendsScreen(self.context))

    def action_open_settings(self) -> None:
        """Change settings."""
        from stretchtui.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.context))

    # --- leaving ----------------------------------------------------------------------

    async def on_unmount(self) -> None:
        """Take no more input."""
        self.input.close()

    async def action_quit(self) -> None:
        """Leave; a session under way is kept as far as it went."""
        self.keep_everything()
        self.exit()

    def action_suspend(self) -> None:
        """Go to the background of the shell, as ctrl+z does everywhere; a session waits."""
        if isinstance(self.screen, BaseScreen):
            self.screen.wait()
        self.action_suspend_process()

    def keep_everything(self) -> None:
        """Save whatever is under way on any screen."""
        self.hush()
        for screen in self.screen_stack:
            if isinstance(screen, (BaseScreen, BaseModal)):
                screen.keep_now()

    def fault(self, error: BaseException | None) -> None:
        """Save first after a fault of ours, and write a report without anybody's data."""
        with contextlib.suppress(Exception):
            self.keep_everything()
        # What stumbles over screens that are being taken down already is no fault to report.
        if error is not None:
            from stretchtui.system.crash_report import write_crash_report

            self.failure = write_crash_report(error, self.context.locations.state, self.context.now())
