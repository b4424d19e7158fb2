"""The program's own colours, a warm dark theme and a light one, and which theme it takes.

Every text stands out from its ground by 4.5:1 and every mark by 3:1, on background, surface and panel;
`tests/tui/test_contrast.py` measures all screens.
"""

from __future__ import annotations

from textual.app import App
from textual.reactive import Reactive
from textual.theme import BUILTIN_THEMES, Theme


def _quiet(muted: str, track: str, strong: str) -> dict[str, str]:
    """Give what Textual mixes too faint: quiet words, and the place of a scroll bar in its bar."""
    quiet = ("foreground-muted", "foreground-disabled", "text-muted", "text-disabled", "border-blurred", "scrollbar")
    tracks = (f"scrollbar-{part}" for part in ("background", "background-hover", "background-active", "corner-color"))
    return {
        **dict.fromkeys(quiet, muted),
        **dict.fromkeys(tracks, track),
        **dict.fromkeys(("scrollbar-hover", "scrollbar-active", "footer-key-foreground"), strong),
    }


DAWN = Theme(
    name="dawn",
    primary="#f2a65a",
    secondary="#7d9cc9",
    accent="#86c5b4",
    foreground="#ece6da",
    background="#181a24",
    surface="#20222e",
    panel="#2a2d3b",
    success="#9cc08b",
    warning="#eac26b",
    error="#e58a84",
    dark=True,
    variables={**_quiet("#a8a49e", "#20222e", "#f2a65a"), "input-selection-background": "#f2a65a 35%"},
)

DAYLIGHT = Theme(
    name="daylight",
    primary="#954303",
    secondary="#35588c",
    accent="#156453",
    foreground="#232229",
    background="#fbf7f0",
    surface="#f3ecdf",
    panel="#e8dfce",
    success="#3b6429",
    warning="#765200",
    error="#a3312d",
    dark=False,
    variables={**_quiet("#5f5c63", "#f3ecdf", "#954303"), "input-selection-background": "#954303 20%"},
)

OWN_THEMES = (DAWN, DAYLIGHT)
OWN_BY_NAME = {theme.name: theme for theme in OWN_THEMES}

CHECKED_THEMES = frozenset(theme.name for theme in OWN_THEMES)
"""The themes in which everything stands out; nobody has looked at Textual's for that."""

FEW_COLOURS_THEME = "ansi-dark"
"""Made of the terminal's sixteen colours; the only theme that sends none with NO_COLOR."""


def theme_names() -> list[str]:
    """Name every theme there is, ours and Textual's."""
    return sorted({*BUILTIN_THEMES, *OWN_BY_NAME})


class ThemedApp(App[None]):
    """An app with our themes beside Textual's."""

    theme: Reactive[str] = Reactive(OWN_THEMES[0].name)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Every theme by name; ours are there from the first moment on, so that nothing is ever styled twice."""
        return super().available_themes | OWN_BY_NAME

    def get_theme(self, theme_name: str) -> Theme | None:
        """Find a theme by name; ours at once, since every colour of every widget asks."""
        return OWN_BY_NAME.get(theme_name) or super().get_theme(theme_name)

    def choose_theme(self, wanted: str) -> str:
        """Take a theme, our first where there is none of that name, and give the name of the one taken.

        With few colours or none, what shows is the one made of the terminal's own.
        """
        known = wanted if wanted in self.available_themes else OWN_THEMES[0].name
        few_colours = self.no_color or self.console.color_system in {None, "standard"}
        self.theme = FEW_COLOURS_THEME if few_colours else known
        return known
