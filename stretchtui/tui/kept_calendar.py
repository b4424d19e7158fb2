"""The calendar of the last look, kept for the next one: making one takes three times as long as showing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from stretchtui.session.context import AppContext

if TYPE_CHECKING:
    from stretchtui.tui.screens.calendar import CalendarScreen

_NAME = "calendar"


class KeptCalendar:
    """Shows the calendar: the one of before, begun anew, as long as all that it was made for is the same.

    Another setting, theme or size of the window makes another one. What it shows is read with each look.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._kept: CalendarScreen | None = None
        self._made_for: tuple[object, ...] = ()

    def show(self, context: AppContext) -> None:
        """Show it in front, at today."""
        kept, made_for = self._kept, (context.config, self._app.theme, self._app.size)
        if kept is not None and kept in self._app.screen_stack:
            return
        if kept is None or made_for != self._made_for:
            kept = self._another(context)
            self._made_for = made_for
        else:
            kept.begin_anew()
        self._app.push_screen(kept)

    def _another(self, context: AppContext) -> CalendarScreen:
        from stretchtui.tui.screens.calendar import CalendarScreen

        if self._kept is not None:
            self._app.uninstall_screen(self._kept)
            self._kept.remove()
        self._kept = made = CalendarScreen(context)
        self._app.install_screen(made, _NAME)
        return made
