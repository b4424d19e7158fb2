"""What keys are called on screen, and which of them belong together."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding
from textual.keys import format_key

_SIGNS = {"pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "tab": "Tab", "insert": "Ins"}
"""How a key is written where there is little room, unless Textual's own sign does."""

_NAMES = {
    **{key: key for key in ("up", "down", "left", "right")},
    **{key: key.capitalize() for key in ("enter", "space", "tab", "backspace", "delete", "insert", "home", "end")},
    "escape": "Esc",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}


@dataclass(frozen=True)
class KeyGroup(Binding.Group):
    """Keys that belong together: side by side on the key line under `description`, in one line of the help.

    `explanation` is what the help says of all of them at once.
    """

    explanation: str = ""


def key_sign(key: str) -> str:
    """Write a key as it stands on the key line: `^s`, `PgUp`, an arrow."""
    *modifiers, last = key.split("+")
    sign = _SIGNS.get(last) or _function_key(last) or format_key(last)
    if "ctrl" in modifiers:
        modifiers.remove("ctrl")
        sign = f"^{sign}"
    return "+".join([*modifiers, sign])


def key_name(key: str) -> str:
    """Write a key as a sentence names it: `ctrl+s`, `PageUp`, `left`, `?`."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _NAMES.get(last) or _function_key(last) or format_key(last)])


def _function_key(key: str) -> str:
    return key.upper() if key[0] == "f" and key[1:].isdecimal() else ""
