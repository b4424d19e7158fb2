"""A walk over every screen of the program, for what has to be true on all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from textual.actions import ActionParseResult, parse
from textual.dom import DOMNode

from stretchtui.session.interrupted import interrupted_words
from stretchtui.session.open_text import OpenText
from stretchtui.session.saving import SaveRefused
from stretchtui.tui import screens, widgets
from stretchtui.tui.app import StretchApp
from stretchtui.tui.screens.file_text import FileTextScreen
from stretchtui.tui.screens.interrupted import LATER, InterruptedScreen
from stretchtui.tui.screens.leave_out import KEEP
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.save_failed import SaveFailedScreen
from stretchtui.tui.screens.session import SessionScreen
from tests.support import MORNING
from tests.tui.harness import Morning
from tests.tui.test_screens import note_session


class ListeningApp(StretchApp):
    """Notes the actions that keys and clicks call instead of doing them, while it listens."""

    listening = False
    heard: list[str]

    def listen(self) -> None:
        self.heard, self.listening = [], True

    def done(self) -> list[str]:
        """Give what was heard, and do again what keys say."""
        self.listening = False
        return self.heard

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        if not self.listening:
            return await super().run_action(action, default_namespace, namespaces)
        destination, name, parameters = parse(action) if isinstance(action, str) else action
        node = {"app": self, "screen": self.screen}.get(destination, default_namespace or self)
        if not node.check_action(name, parameters):
            return False
        self.heard.append(str(action))
        return True


def import_all() -> None:
    """Import every module of screens and widgets, lest one that nothing opens yet be forgotten."""
    for folder in (screens, widgets):
        for module in iter_modules(folder.__path__, f"{folder.__name__}."):
            import_module(module.name)


def prepare(folder: Path) -> None:
    """Write two sessions of this morning, so that a day has some to choose from."""
    note_session(folder, MORNING.date(), stiffness_before=6, stiffness_after=4)
    note_session(folder, MORNING.date().subtract(days=2))


async def changing_a_routine(to: Callable[..., Awaitable[str]]) -> AsyncIterator[str]:
    """Go from the overview to a routine that is changed, and what belongs to that, and back."""
    yield await to("changing a routine", "e")
    yield await to("the fields of a line, one of them wrong", "enter", "tab", "tab", "9", "9")
    yield await to("adding an exercise", "escape", "a")
    yield await to("making an exercise", "ctrl+n", "tab", "tab", "tab", "tab", "9", "9", "ctrl+s")
    await to("", "escape", "y", "escape", "escape", "y")


async def mending_a_file(hand: Morning) -> AsyncIterator[str]:
    """Show a file that is not written so that its lines have fields, and go back."""
    path = hand.app.context.locations.routines / "sheet.toml"
    path.parent.mkdir(parents=True)
    path.write_text('id = "sheet', encoding="utf-8")
    hand.app.push_screen(FileTextScreen(hand.app.context, OpenText(hand.app.context, path)))
    await hand.shown()
    yield "a file as text"
    hand.app.screen.dismiss(False)


async def every_screen(hand: Morning) -> AsyncIterator[str]:
    """Go from screen to screen, in each of its ways of being shown; give its name there."""

    async def to(name: str, *keys: str) -> str:
        await hand.press(*keys)
        return name

    app = hand.app
    yield "overview"
    yield await to("help", "question_mark")
    yield await to("settings", "q", "s")
    yield await to("trends", "q", "t")
    yield await to("month", "q", "c")
    yield await to("finding a note", "slash")
    await hand.press("escape")
    yield await to("day", "enter")
    yield await to("year", "q", "y")
    yield await to("adding", "q", "a")
    yield await to("editing", "q", "e")
    yield await to("before deleting", "escape", "d")
    yield await to("plan", "n", "q", "w")
    app.screen.dismiss(False)
    yield await to("leaving out", "minus")
    app.screen.dismiss(KEEP)
    async for name in changing_a_routine(to):
        yield name
    yield await to("stiffness", "enter")
    yield await to("session", "5", "enter")
    session = app.screen
    assert isinstance(session, SessionScreen)
    yield await to("paused", "space")
    yield await to("stopped for pain", "x")
    yield await to("before ending", "u", "q")
    await hand.press("n")
    while session.player.state.index == 0 or session.record().active_s in (None, 0):
        hand.clock.go(1)
        session.player.advance(hand.clock.seconds)
    interrupted = session.recorder.checkpoint()
    await hand.press("q", "y")
    yield "rating"
    rating = app.screen
    assert isinstance(rating, RateAfterScreen)
    app.push_screen(SaveFailedScreen(app.context, rating.record, SaveRefused("The disk is full.", safe=True)))
    yield await to("unsaved")
    app.screen.action_folder()  # type: ignore[attr-defined]
    yield await to("unsaved, asking for a folder")
    app.screen.dismiss(None)
    await hand.press("ctrl+s", "q")
    async for name in mending_a_file(hand):
        yield name
    assert interrupted is not None
    title, detail = interrupted_words(app.context, interrupted)
    app.push_screen(InterruptedScreen(title, detail, loses="What was done in it is lost."))
    yield await to("left over")
    app.screen.dismiss(LATER)
    await hand.shown()
