"""Whatever is drawn stands out from its ground, on every screen and in every state of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from operator import attrgetter
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Button, Input, ProgressBar, Static, Tab, TextArea

from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.tui.screens.session import SessionScreen
from stretchtui.tui.themes import CHECKED_THEMES, OWN_THEMES
from stretchtui.tui.widgets.key_line import KeyLine
from tests.tools.contact_sheet import palette
from tests.tui.contrast import FURNITURE, MARK, TEXT, Run, ratio, too_faint
from tests.tui.every_screen import every_screen, prepare
from tests.tui.harness import Morning, moving, session

SIZE = (120, 36)
GROUNDS = ("background", "surface", "panel")
WORDS = (
    *("foreground", "foreground-muted", "text-disabled", "footer-key-foreground"),
    *("primary", "secondary", "accent", "success", "warning", "error"),
)


async def every_look(hand: Morning) -> AsyncIterator[str]:
    """Go through every screen, and what the walk passes by: the other pages of help, messages, mistakes."""
    app = hand.app
    for severity in ("information", "warning", "error"):
        app.notify("What a message says", title="Title", severity=severity, timeout=600)
    await hand.press("ctrl+p")
    yield "palette, over messages"
    await hand.press(*"zzz")
    yield "palette that finds nothing"
    await hand.press("escape")
    app.clear_notifications()
    await hand.press("t")
    for _ in range(2):
        await hand.press("p")
    yield "trends of another period"
    bar = hand.app.screen.query_one(ProgressBar)
    bar.add_class("-reading")
    yield "trends while they are read"
    bar.remove_class("-reading")
    await hand.press("q", "c", "up")
    yield "a day without a session"
    await hand.press("q")
    async for name in every_screen(hand):
        yield name
        if name == "help":
            for page in ("wellness", "urgent care", "about"):
                await hand.press("right")
                yield page
        elif name == "adding":
            day, note = app.screen.query_one("#form-day", Input), app.screen.query_one("#note", TextArea)
            right = day.value
            note.text, day.value = "Slept on the left side.", "31.31."
            note.select_all()
            await hand.shown()
            yield "adding, with a day that is none"
            note.text, day.value = "", right
            await hand.shown()


async def every_phase(hand: Morning) -> AsyncIterator[str]:
    """Go through the phases of the first exercises, the edge lit up at each and then not."""
    screen = hand.app.screen
    assert isinstance(screen, SessionScreen)
    seen: set[PhaseKind] = set()
    while seen != set(PhaseKind):
        hand.clock.go(0.5)
        entered = screen.player.advance(hand.clock.seconds)
        if entered and screen.player.phase.kind not in seen:
            seen.add(screen.player.phase.kind)
            await hand.wait(0.5)
            yield screen.player.phase.kind.value


async def faint(hand: Morning) -> set[Run]:
    """Measure the screen in front: as it is, with the focus anywhere, and with the mouse over everything at once."""
    screen = hand.app.screen
    widgets = [*screen.walk_children(Widget)]
    found = {*too_faint(screen, widgets)}
    for widget in screen.focus_chain:
        if widget is not (was := screen.focused):
            screen.set_focus(widget)
            await hand.shown()
            found.update(too_faint(screen, [widget, *widget.walk_children(Widget)]))
            screen.set_focus(was)
    pointed_at = [widget for widget in widgets if _point_at(widget, over=True)]
    await hand.shown()
    found.update(too_faint(screen, pointed_at))
    for widget in pointed_at:
        _point_at(widget, over=False)
    return found


def _point_at(widget: Widget, *, over: bool) -> bool:
    """Make a widget look as with the mouse over it, or not any more; tell whether that can be seen."""
    if isinstance(widget, KeyLine):
        first = widget.keys[0].targets[0] if widget.keys else None
        widget.hovered = first if over else None
        return True
    widget.mouse_hover = over
    link = _link(widget) if over and isinstance(widget, Static) else None
    widget.hover_style = link or Style()
    return isinstance(widget, (Button, Tab)) or link is not None


def _link(widget: Widget) -> Style | None:
    """Give the style of the first words of a widget that do something when they are clicked."""
    strips = widget.render_lines(Region(0, 0, *widget.outer_size))
    styles = (style for strip in strips for _, style, _ in strip if style is not None)
    return next((style for style in styles if "@click" in style.meta), None)


async def walk(folder: Path, theme: str) -> list[str]:
    """List what is too faint anywhere in a theme."""
    found: list[str] = []

    async def look(hand: Morning, name: str) -> None:
        found.extend(sorted(f"{name}: {run}" for run in await faint(hand)))

    prepare(folder)
    async with moving(folder, size=SIZE, theme=theme) as hand:
        async for name in every_look(hand):
            await look(hand, name)
    async with moving(folder, size=SIZE, theme=theme, front=session) as hand:
        async for name in every_phase(hand):
            await look(hand, name)
    async with moving(folder, size=SIZE, theme=theme, show_notice=True) as hand:
        await look(hand, "first start")
    return found


@pytest.mark.parametrize("theme", OWN_THEMES, ids=attrgetter("name"))
def test_the_colours_of_a_theme_stand_out_from_each_of_its_grounds(theme: Theme) -> None:
    mixed = theme.to_color_system().generate()
    colours = {name: Color.parse(mixed[name]) for name in (*WORDS, *GROUNDS)}
    faint = {(word, ground): ratio(colours[word], colours[ground]) for word in WORDS for ground in GROUNDS}
    assert {pair: found for pair, found in faint.items() if found < TEXT} == {}


@pytest.mark.parametrize("theme", OWN_THEMES, ids=attrgetter("name"))
def test_every_limb_stands_out_from_the_ground(theme: Theme) -> None:
    ground = Color.parse(theme.background or "")
    told = {part: ratio(Color.parse(found), ground) for part, found in palette(theme).items() if part not in FURNITURE}
    assert {part: found for part, found in told.items() if found < MARK} == {}


@pytest.mark.slow
@pytest.mark.parametrize("theme", sorted(CHECKED_THEMES))
async def test_everything_stands_out(tmp_path: Path, theme: str) -> None:
    found = await walk(tmp_path, theme)
    assert not found, "\n".join(found)
