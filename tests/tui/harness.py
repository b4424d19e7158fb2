"""The program with a clock set by hand and a journal of its own, for tests of screens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from textual.events import Key, MouseDown, MouseUp
from textual.geometry import Offset
from textual.notifications import Notification
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.routine import Routine
from stretchtui.domain.session.bounce import BOUNCE_S
from stretchtui.domain.session.held_key import REPEAT_S
from stretchtui.domain.session.request import SessionRequest
from stretchtui.journal import Journal
from stretchtui.session.context import AppContext
from stretchtui.session.controller import SessionController
from stretchtui.tui.app import StretchApp
from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.screens.rate_after import RateAfterScreen
from stretchtui.tui.screens.rate_before import RateBeforeScreen
from stretchtui.tui.screens.session import SessionScreen
from tests.led import Led
from tests.support import MORNING, FakeClock, make_context
from tests.tui.light import light_textual

TICK_S = 2.0
"""As long as a session may go without a look at the clock: it goes through the same phases, and less is drawn."""


TURNS = 3
"""Turns of the loop in which what was drawn would send a message."""


ROUNDS = 3
"""Enough for a message that sets off another one, and for the drawing of what that changed."""


_TYPED = {
    "enter": "\r",
    "tab": "\t",
    "space": " ",
    "plus": "+",
    "minus": "-",
    "question_mark": "?",
    "exclamation_mark": "!",
}


def character_of(key: str) -> str | None:
    """Give the character that a terminal sends along with a key, if it is one that types any."""
    return key if len(key) == 1 else _TYPED.get(key)


class Morning:
    """A running program and the hands on it."""

    def __init__(self, app: StretchApp, pilot: Pilot[None], clock: FakeClock) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock

    async def press(self, *keys: str) -> None:
        """Press keys at once; the program handles each when all that the one before set off is done."""
        for key in keys:
            self.app.post_message(Key(key, character_of(key)))
        await self.shown()

    async def shown(self) -> None:
        """Let all input be worked off, the mouse's too, and be drawn with what the drawing sets off."""
        for _ in range(ROUNDS):
            await self.app.input.take_in_all()
            await self.pilot.pause(0)
            for _ in range(TURNS):
                await asyncio.sleep(0)
            if not any(pump.message_queue_size for pump in (self.app, *self.app.screen.walk_children(with_self=True))):
                break

    async def resized(self, width: int, height: int) -> None:
        """Make the window larger or smaller, and let all be drawn for it."""
        await self.pilot.resize_terminal(width, height)
        await self.shown()

    async def click(self, widget: Widget, x: int, y: int) -> None:
        """Click on a cell of a widget, as a terminal reports it: the button goes down, and up."""
        x, y = widget.region.offset + Offset(x, y)
        at = {"x": x, "y": y, "screen_x": x, "screen_y": y, "delta_x": 0, "delta_y": 0, "button": 1}
        for kind in (MouseDown, MouseUp):
            self.app.post_message(kind(None, **at, shift=False, meta=False, ctrl=False))
        await self.shown()

    async def press_in_turn(self, *keys: str) -> None:
        """Press keys one by one, as a hand does; the same key without a pause is one that is held down."""
        for key in keys:
            self.clock.go(REPEAT_S + 0.05)
            await self.press(key)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the program work until something holds; fails after a thousand turns."""
        for _ in range(1000):
            if holds():
                return
            await self.pilot.pause(0.005)
        raise AssertionError("it never came to hold")

    async def wait(self, seconds: float, step: float = TICK_S) -> None:
        """Let time pass, ticking the screen in front as its timer would."""
        screen = self.app.screen
        end = self.clock.seconds + seconds
        while self.clock.seconds < end - 1e-6:
            self.clock.go(min(step, end - self.clock.seconds))
            screen.tick()  # type: ignore[attr-defined]
            if self.app.screen is not screen:
                break
        await self.shown()

    async def play_out(self, step: float = 2.0) -> None:
        """Let a session run untouched to its end; only the last of its ticks is drawn."""
        session = self.app.screen
        assert isinstance(session, SessionScreen)
        while not session.player.over:
            self.clock.go(step)
            session.player.advance(self.clock.seconds * session.request.speed)
        session.tick()
        await self.until(lambda: self.app.screen is not session)
        await self.shown()
        self.clock.go(BOUNCE_S)

    def text(self, selector: str) -> str:
        """Give the text of a line of the screen in front."""
        return str(self.app.screen.query_one(selector, Static).content)

    @property
    def told(self) -> list[Notification]:
        """What the program told so far, at the edge of the screen."""
        return [*self.app.told]  # type: ignore[attr-defined]

    def records(self) -> list[SessionRecord]:
        """Give every session in the journal, read anew from the disk."""
        journal = Journal(self.app.context.locations.journal, self.clock.now)
        return list(journal.between(MORNING.date().subtract(years=1), MORNING.date().add(years=1)))


def rating(context: AppContext, *, ended_by: str = "y") -> RateAfterScreen:
    """Make the rating of a session that was led to its end and is in the journal, if that can be written."""
    led = Led(context.locations.state.parent, context)
    led.play_out()
    record, _ = led.recorder.save()
    assert record is not None
    return RateAfterScreen(context, record, led.recorder, ended_by=ended_by)


@cache
def hearing(program: type[StretchApp]) -> type[StretchApp]:
    """Make a program that also lists what it tells, in its `told`."""

    class Hearing(program):  # type: ignore[misc,valid-type]
        def __init__(self, *arguments: Any, **named: Any) -> None:
            self.told: list[Notification] = []
            super().__init__(*arguments, **named)

        def notify(self, message: str, **how: Any) -> None:
            severity = how.get("severity", "information")
            self.told.append(Notification(message, title=how.get("title", ""), severity=severity))
            super().notify(message, **how)

    return Hearing


class Blank(BaseScreen[None]):
    """A screen with nothing on it, for tests of what the program does on any."""

    def __init__(self, _: AppContext) -> None:
        super().__init__()


class _BeginningElsewhere(StretchApp):
    """The program with another screen than the overview under all others."""

    front: Callable[[AppContext], Screen[Any]]

    def first_screen(self) -> Screen[Any]:
        return self.front(self.context)


def session(context: AppContext) -> SessionScreen:
    """Make a session as the overview begins it, without the question before it."""
    request = SessionRequest(routine=context.routine, level=context.config.level)
    return SessionScreen(SessionController(context, request))


def question(context: AppContext, routine: Routine | None = None) -> RateBeforeScreen:
    """Make the question before a session, of the routine in use or of another."""
    request = SessionRequest(routine=routine or context.routine, level=context.config.level)
    return RateBeforeScreen(context, request, SessionController(context, request).recorder)


@asynccontextmanager
async def morning(
    folder: Path,
    *,
    size: tuple[int, int] = (80, 24),
    request: Callable[[AppContext], SessionRequest] | None = None,
    show_notice: bool = False,
    unicode: bool = True,
    animation: bool = False,
    program: type[StretchApp] = StretchApp,
    front: Callable[[AppContext], Screen[Any]] | None = None,
    **settings: Any,
) -> AsyncIterator[Morning]:
    """Start the program on a screen of a size; a figure that moves keeps the pilot waiting for it to rest.

    `front` makes a screen to begin on instead of the overview, for tests of that screen alone: a quicker start.
    """
    clock = FakeClock()
    context = make_context(folder, clock, animation=animation, **settings)
    context.show_notice = show_notice
    context.unicode = unicode
    app = hearing(program)(context, request(context) if request else None)
    if front is not None:
        app = hearing(_BeginningElsewhere)(context)
        app.front = front
    with light_textual() as draw_at_last:
        async with app.run_test(size=size) as pilot:
            hand = Morning(app, pilot, clock)
            await hand.shown()
            yield hand
            draw_at_last()


moving = partial(morning, animation=True)
"""The program as most people have it, with figures that move."""
