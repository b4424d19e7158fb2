"""The program's own colours: a warm dark theme and a light one."""

from __future__ import annotations

from textual.theme import Theme

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
    variables={
        "footer-key-foreground": "#f2a65a",
        "input-selection-background": "#f2a65a 35%",
    },
)

DAYLIGHT = Theme(
    name="daylight",
    primary="#b4560a",
    secondary="#3f6296",
    accent="#1f7a68",
    foreground="#2b2a33",
    background="#fbf7f0",
    surface="#f3ecdf",
    panel="#e8dfce",
    success="#4d7a3a",
    warning="#8a6100",
    error="#b03a35",
    dark=False,
    variables={
        "footer-key-foreground": "#b4560a",
    },
)

OWN_THEMES = (DAWN, DAYLIGHT)
