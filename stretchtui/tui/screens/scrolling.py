"""The keys that scroll a page of text, the same on every screen that has one."""

from __future__ import annotations

from textual.binding import Binding

from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted

LINES = KeyGroup("Read on", explanation="Read on, or back")
PAGES = KeyGroup(explanation="A page on, or back")
ENDS = KeyGroup(explanation="To the top, or to the end")

FAR = 99_999
"""More lines than any text has."""


def scrolling(screen: str, action: str, *, line: int, page: int) -> tuple[Binding, ...]:
    """Give the keys that scroll; `action` takes a number of lines, down being positive."""

    def bind(keys: str, lines: int, word: str, name: str, group: KeyGroup) -> Binding:
        declared = listed if group is LINES else unlisted
        return declared(f"{screen}-{name}", keys, f"{action}({lines})", word, f"{word} in the text", group)

    return (
        bind("up,k", -line, "Back", "up", LINES),
        bind("down,j", line, "On", "down", LINES),
        bind("pageup", -page, "A page back", "page-up", PAGES),
        bind("pagedown,space", page, "A page on", "page-down", PAGES),
        bind("home", -FAR, "To the top", "top", ENDS),
        bind("end", FAR, "To the end", "end", ENDS),
    )
