"""How keys are declared, what they are called on screen, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from textual.binding import Binding
from textual.keys import REPLACED_KEYS, Keys, format_key, key_to_character

_SIGNS = {"pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "tab": "Tab", "insert": "Ins"}
"""How a key is written where there is little room, unless Textual's own sign does."""

_NAMES = {
    **{key: key for key in ("up", "down", "left", "right")},
    **{key: key.capitalize() for key in ("enter", "space", "tab", "backspace", "delete", "insert", "home", "end")},
    "escape": "Esc",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})

SHIFTING_KEYS = frozenset(
    f"{side}_{key}" for side in ("left", "right") for key in ("control", *_MODIFIERS - {"ctrl"})
) | {"iso_level3_shift", "iso_level5_shift"}
"""Keys that only shift others, as terminals with the keyboard protocol name them; older Textual has no list."""

_NAMED = frozenset(key.value for key in Keys if key.value.isalnum() and len(key.value) > 1) | {"space"}
"""The keys that have names of their own: arrows, `enter`, `f5`."""

_SPOKEN = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "blank": "space",
}
"""Other names that people have for keys."""

_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
"""Keys that a terminal does not tell apart."""


@dataclass(frozen=True)
class KeyGroup(Binding.Group):
    """Keys that belong together: side by side on the key line under `description`, in one line of the help.

    `explanation` is what the help says of all of them at once.
    """

    explanation: str = ""


def listed(
    name: str, keys: str, action: str, word: str, does: str, group: KeyGroup | None = None, *, priority: bool = False
) -> Binding:
    """Declare keys that stand on the key line under `word`; settings have them by `name`, `does` is for the help."""
    return Binding(keys, action, word, id=name, tooltip=does, group=group, priority=priority)


def unlisted(
    name: str, keys: str, action: str, word: str, does: str, group: KeyGroup | None = None, *, priority: bool = False
) -> Binding:
    """Declare keys that the key line has no room for; the help has them, and the palette under `word`."""
    return Binding(keys, action, word, show=False, id=name, tooltip=does, group=group, priority=priority)


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


def read_key(text: str) -> str:
    """Give the name that Textual has for a key as people write it; raises ValueError with a sentence."""
    plus = text == "+" or text.endswith("++")
    *modifiers, last = (text.removesuffix("+") if plus else text).split("+")
    held = [word.strip().lower() for word in modifiers]
    key = _read_last("+" if plus else last.strip())
    if key is None or not set(held) <= _MODIFIERS:
        near = get_close_matches(text.lower(), _examples(), n=1, cutoff=0.7)
        from stretchtui.words.settings import no_key

        raise ValueError(no_key(text[:40], near[0] if near else "", '"n", "?", "enter", "pageup", "f5" or "ctrl+s"'))
    if len(key) == 1 and held == ["shift"]:
        return key.upper()
    key = key.lower() if held and len(key) == 1 else key
    name = "+".join([*sorted(dict.fromkeys(held)), key])
    return _SAME.get(name, name)


def _read_last(text: str) -> str | None:
    """Give Textual's name of a key without what is held down with it; None where there is no such key."""
    if len(text) == 1 and text.isprintable() and not text.isspace():
        if text == ",":  # parts the keys of a binding, which therefore knows it by name only
            return "comma"
        (binding,) = Binding.make_bindings([Binding(text, "")])
        return binding.key
    name = text.lower().replace(" ", "_")
    name = REPLACED_KEYS.get(_SPOKEN.get(name, name), _SPOKEN.get(name, name))
    if name in _NAMED:
        return name
    character = key_to_character(name)
    return None if character is None or character.isalnum() else _read_last(character)


def _examples() -> Iterable[str]:
    """List keys that a misspelt one may have been meant for."""
    return [
        *sorted(_NAMED),
        *_SPOKEN,
        *(f"{held}+{key}" for held in ("ctrl", "alt") for key in "abcdefghijklmnopqrstuvwxyz"),
    ]


def keys_of_one(keys: Iterable[str]) -> str:
    """Name the keys of one action in a sentence: `n or right`."""
    *first, last = map(key_name, keys)
    return f"{', '.join(first)} or {last}" if first else last


def keys_of_group(keys: Iterable[tuple[str, ...]]) -> str:
    """Name the keys of several actions, the first of each before the second: `up, down, k, j`, `arrows`, `0-9`."""
    lists = [*keys]
    ordered = [each[at] for at in range(max(map(len, lists))) for each in lists if at < len(each)]
    if len(ordered) > 2 and all(key.isdecimal() for key in ordered):
        return f"{ordered[0]}-{ordered[-1]}"
    if {*ordered} >= _ARROWS:
        ordered = ["arrows", *(key for key in ordered if key not in _ARROWS)]
    return ", ".join(map(key_name, ordered))


_ARROWS = frozenset({"left", "right", "up", "down"})
