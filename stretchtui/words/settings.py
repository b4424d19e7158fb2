"""The words of the settings: what each is called, what it means, and how its values are written."""

from __future__ import annotations

from collections.abc import Iterable

from stretchtui.domain.keymap import KeyFault, RefusedKeys
from stretchtui.domain.text import counted
from stretchtui.words import dates

TITLE = "Settings"

NAMES = {
    "level": "Level",
    "short": "Short version",
    "first_side": "First side",
    "pace": "Pace",
    "guidance": "Guidance",
    "goal_days": "Goal",
    "plan_days": "Plan",
    "sound": "Sound",
    "voice_rate": "Voice",
    "volume": "Volume",
    "week_starts_on": "Week starts on",
    "animation": "Moving figure",
    "figure": "Figure",
    "theme": "Theme",
}

_EXPLANATIONS = {
    "level": "Which point of each dose's range a session aims for.",
    "short": "Start with the short version chosen.",
    "first_side": "The side that an exercise begins with.",
    "pace": "How much longer everything takes, except the holds.",
    "guidance": "How much is told before each exercise; auto: all of it, until a routine was completed three times.",
    "goal_days": "Days a week you would like to stretch.",
    "plan_days": "The days you mean to stretch on; {plan_key} on the overview chooses them one by one.",
    "voice_rate": "Words a minute.",
    "volume": "Of voice and chimes.",
    "week_starts_on": "First day of a week in the calendar.",
    "animation": "Off: stills, and a ring that steps once a second.",
    "figure": "Fine dots, solid blocks, sextants or octants for terminals that have them, or what suits.",
    "theme": "Colours of the program.",
}

_UNITS = {"pace": "x {value:g}", "voice_rate": "{value} words/min", "volume": "{value} %"}


def explanation(key: str, *, plan_key: str) -> str:
    """Say what a setting means; `plan_key` is the key of the plan on the overview."""
    return _EXPLANATIONS[key].format(plan_key=plan_key)


def kept_in(path: object) -> str:
    """Say where settings are kept."""
    return f"Kept in {path}"


def value(key: str, found: object) -> str:
    """Write a setting's value."""
    if key == "goal_days" and isinstance(found, int):
        return f"{counted(found, 'day')} a week"
    if isinstance(found, bool):
        return "on" if found else "off"
    return _UNITS.get(key, "{value}").format(value=found)


def unchecked(theme: str) -> str:
    """Name a theme of which nobody knows whether everything can be read in it."""
    return f"{theme}, contrast not checked"


def plan(days: Iterable[int]) -> str:
    """Write the days of a plan, Monday being 0."""
    return dates.weekday_names(days) or "none"


def no_theme(wanted: str, instead: str, known: Iterable[str]) -> str:
    """Say that there is no theme of a name, what is shown instead, and which there are."""
    return f"There is no theme {wanted!r}; showing {instead}. There are: {', '.join(known)}."


def no_key(written: str, nearest: str, examples: str) -> str:
    """Say that there is no such key, and which is meant or what one looks like."""
    if nearest:
        return f"there is no key {written!r}; did you mean {nearest}?"
    return f"there is no key {written!r}; expected such as {examples}."


_KEY_FAULTS = {
    KeyFault.UNKNOWN_ACTION: "there is no action of that name; the nearest is {found.nearest}.",
    KeyFault.NO_KEY: "no key is given; expected one or more, such as {examples}.",
    KeyFault.UNREADABLE: "{found.why}",
    KeyFault.TAKEN: "{keys} is taken already {found.where}: {found.taken_by}.",
    KeyFault.TEXT: "{keys} would be text {found.where}; give it a key that is none.",
}


def keys_refused(found: RefusedKeys, table: str, examples: str) -> str:
    """Say why keys of the settings cannot be given, and what the action has instead."""
    why = _KEY_FAULTS[found.fault].format(found=found, keys=" and ".join(found.keys), examples=examples)
    still = f"Its key is still {' or '.join(found.keeps)}." if found.keeps else "It is passed over."
    return f"{table} {found.action}: {why} {still}"
