"""The keys of plain mode: what is typed, each as a line of its own, and what it is called."""

from __future__ import annotations

from stretchtui.words.plain.keys import PlainKey, PlainKeys

KEYS = PlainKeys(
    enter=PlainKey("", "Enter"),
    next=PlainKey("n"),
    back=PlainKey("b"),
    pain=PlainKey("x"),
    take_back=PlainKey("u"),
    more=PlainKey("+"),
    less=PlainKey("-"),
    slower=PlainKey("]", "a closing bracket"),
    quicker=PlainKey("[", "an opening bracket"),
    full=PlainKey("g"),
    sound=PlainKey("m"),
    where=PlainKey("w"),
    instructions=PlainKey("i"),
    safety=PlainKey("s"),
    urgent=PlainKey("!", "an exclamation mark"),
    end=PlainKey("q"),
    help=PlainKey("?", "a question mark"),
    not_said=PlainKey("none"),
    go_on=PlainKey("r"),
    keep=PlainKey("k"),
    discard=PlainKey("d"),
    later=PlainKey("l"),
    again=PlainKey("r"),
    as_text=PlainKey("t"),
    leave=PlainKey("l"),
)

ALIASES = {
    "h": KEYS.help.typed,
    "help": KEYS.help.typed,
    "next": KEYS.next.typed,
    "back": KEYS.back.typed,
    "quit": KEYS.end.typed,
    "end": KEYS.end.typed,
    KEYS.urgent.typed: KEYS.safety.typed,
}
"""What people type for a key of a session."""
