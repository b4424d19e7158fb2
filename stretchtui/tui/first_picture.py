"""The first picture: drawn by the styles it needs; all that the other screens need comes after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.widget import AwaitMount

from stretchtui.system import resources
from stretchtui.tui import garbage

FIRST_STYLES = ("app", "overview")
"""The stylesheets that the overview is drawn by; parsing the others takes as long as drawing it."""

IDLE_S = 1.0
"""So long after the first picture the others are parsed, that the first key to another screen need not wait for it."""


class ScreenStyles:
    """The stylesheets of all screens: `first` for the overview, the others once another screen is near."""

    def __init__(self) -> None:
        sheets = sorted(resources.folder("styles").glob("*.tcss"))
        self.first = [sheet for sheet in sheets if sheet.stem in FIRST_STYLES]
        self._others = [sheet for sheet in sheets if sheet not in self.first]

    def add_others(self, stylesheet: Stylesheet) -> None:
        """Parse the styles that are not there at the start, unless that was done before."""
        if self._others:
            stylesheet.read_all(self._others)
            stylesheet.parse()
            self._others = []
            garbage.leave_out_all_there_is()


async def after_first(first: Screen[Any], mounted: AwaitMount, when_idle: Callable[[], None]) -> None:
    """Do what the first picture needs not when it is there."""
    await mounted
    first.call_after_refresh(garbage.look_from_now_on)
    first.call_after_refresh(first.set_timer, IDLE_S, when_idle)
