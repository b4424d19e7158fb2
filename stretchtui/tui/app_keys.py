"""The keys that work on every screen, and what they do."""

from __future__ import annotations

from stretchtui.tui.widgets.key_names import listed, unlisted

BINDINGS = (
    listed("app-help", "question_mark,f1", "open_help", "Help", "Help: keys and safety"),
    unlisted("app-palette", "ctrl+p", "command_palette", "Palette", "Palette: every command by name", priority=True),
    unlisted("app-sound", "m", "next_sound", "Sound", "Sound: silent, chime or voice"),
    unlisted("app-quit", "ctrl+q,ctrl+c", "quit", "Quit", "Leave; everything is kept", priority=True),
    unlisted("app-suspend", "ctrl+z", "suspend", "To the background", "To the background of the shell; fg comes back"),
)
