"""The keys that work on every screen, and what they do."""

from __future__ import annotations

from textual.binding import Binding

BINDINGS = (
    Binding("question_mark,f1", "open_help", "Help", id="app-help", tooltip="Help: keys and safety"),
    Binding(
        "ctrl+p",
        "command_palette",
        "Palette",
        show=False,
        id="app-palette",
        tooltip="Palette: every command by name",
        priority=True,
    ),
    Binding("m", "next_sound", "Sound", show=False, id="app-sound", tooltip="Sound: silent, chime or voice"),
    Binding(
        "ctrl+q,ctrl+c",
        "quit",
        "Quit",
        show=False,
        id="app-quit",
        tooltip="Leave; everything is kept",
        priority=True,
    ),
    Binding(
        "ctrl+z",
        "suspend",
        "To the background",
        show=False,
        id="app-suspend",
        tooltip="To the background of the shell; fg comes back",
    ),
)
