"""Keys, pasted text and the mouse, handed on one at a time: the next when all that the one before set off is done.

Textual lets a key that a field takes overtake one that bubbles up to a binding or changes the
screen, when both arrive in one read (Textualize/textual#6605, and pull request #6631 mends the
fields' own keys only). So input waits here until every message pump that can still be busy
with the one before has let a mark of ours pass.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.events import Event
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from stretchtui.domain.text import sanitise, typed
from stretchtui.tui.garbage import GarbageAfterKeys
from stretchtui.tui.terminal_driver import untaken

SLICE_S = 0.05
"""The slice of time in which patience is measured: a loop that is kept from turning uses up one, not seconds."""

STUCK_AFTER = 40
"""So many slices after a mark was sent that has not passed, its pump hangs; input behind it waits no longer."""

BUSY_FOR = 2000
"""So many times it is looked whether a screen that is being made or taken away is there, or gone."""

ROUNDS = 6
"""How often messages that bring forth others are waited for; a timer that always has one waiting ends here."""

TURNS = 3
"""Turns of the loop that must bring forth nothing."""

TURN_S = 0.001
"""How long other work gets before it is looked at again."""


class Key(events.Key):
    """A key that types a character which Textual takes for no text: it asks `str.isprintable` (named as it asks)."""

    @property
    def is_printable(self) -> bool:
        """Say that it types a character."""
        return True


def as_text(event: Event) -> Event:
    """Make a pasted text harmless, and a character that the journal would keep one that a field takes.

    An Enter that was typed before the terminal was the program's own came as a line feed.
    """
    if isinstance(event, events.Paste):
        event.text = sanitise(event.text)
    elif isinstance(event, events.Key) and event.key == "ctrl+j":
        return events.Key("enter", "\r")
    elif isinstance(event, events.Key) and event.character and not event.is_printable and typed(event.character):
        return Key(event.key, event.character)
    return event


class Mark(Event, bubble=True):
    """Goes the way of a key right behind it: through the app down to the focus, and up again to the app."""

    def __init__(self, *way: MessagePump) -> None:
        super().__init__()
        self.back = asyncio.Event()
        self.way = way


def _is_text(event: Event) -> bool:
    return isinstance(event, events.Key) and event.is_printable


def _pass(mark: asyncio.Event) -> None:
    # A function of its own: Textual counts a callback's parameters, which is dear for each new bound method.
    mark.set()


HANDS = (events.InputEvent, events.Paste, events.AppFocus, events.AppBlur, Mark)
"""What comes from hands, and what must stay in its place among that."""


class InputQueue:
    """Holds what hands do until the app has worked off what they did before.

    `unsettled` tells of work that no message queue shows, such as a screen that is yet to come.
    What hangs delays input once, by about two seconds; from then on it passes unheld until everything
    answers again. Nothing runs here while no input waits.
    """

    def __init__(self, app: App[Any], unsettled: Callable[[], bool]) -> None:
        self._app = app
        self._unsettled = unsettled
        self._waiting: deque[Event] = deque()
        self._passing: deque[Event] = deque()
        self._now: Event | None = None
        self._task: asyncio.Task[None] | None = None
        self._hangs = False
        self._garbage = GarbageAfterKeys()

    def holds(self, event: Event) -> bool:
        """Take an event in; False for the one whose turn it is, which is to be handled now."""
        if isinstance(event, Mark):
            self._send_on(event)
            return True
        if self._passing and event is self._passing[0]:
            self._passing.popleft()
            return False
        self._waiting.append(as_text(event))
        self._start()
        return True

    def put_first(self, event: Event) -> None:
        """Take in what an event that is being worked off stands for, to be handled before any other."""
        self._waiting.appendleft(event)
        self._start()

    @property
    def key(self) -> str:
        """The key that is being worked off, or "" while none is."""
        return self._now.key if isinstance(self._now, events.Key) else ""

    async def take_in_all(self) -> None:
        """Let all that was typed reach its place, what the terminal still has included."""
        while untaken(self._app):  # noqa: ASYNC110 - a thread and the system are waited for
            await asyncio.sleep(TURN_S)
        # What the reading thread has handed over is in the app's own queue two turns later.
        for _ in range(2):
            await asyncio.sleep(0)
        taken = asyncio.Event()
        if self._app.call_later(taken.set):
            await taken.wait()
        if self._task is not None:
            await asyncio.wait([self._task])

    def close(self) -> None:
        """Hand nothing on any more."""
        self._waiting.clear()
        self._garbage.look()
        if self._task is not None:
            self._task.cancel()

    def _send_on(self, mark: Mark) -> None:
        front = self._screens()[:1]
        if mark.way or not front:
            mark.back.set()
        else:
            focus = front[0].focused or front[0]
            mark.way = tuple(focus.ancestors_with_self)
            focus.post_message(mark)

    def _start(self) -> None:
        if self._task is None:
            # In a context of its own: whoever calls may be keeping messages from being sent.
            self._task = asyncio.create_task(self._work_off(), name="input", context=contextvars.Context())

    async def _work_off(self) -> None:
        self._garbage.put_off()
        try:
            while self._waiting:
                self._now = event = self._waiting.popleft()
                self._passing.append(event)
                if not self._app.post_message(event):
                    return
                if not self._is_text_before_text(event):
                    self._hangs = not await self._settled()
        finally:
            self._task = self._now = None
            self._garbage.look_soon()

    def _is_text_before_text(self, event: Event) -> bool:
        """Tell whether a field takes an event and the next as they come, without anything else happening."""
        focused = self._app.focused
        field = focused is not None and focused.check_consume_key("a", "a")
        return field and bool(self._waiting) and _is_text(event) and _is_text(self._waiting[0])

    async def _settled(self) -> bool:
        """Wait until nothing that was set off goes on; False when that was given up."""
        mark = Mark()
        if not self._app.post_message(mark) or not await self._comes_back(mark):
            return False
        patience = 1 if self._hangs else BUSY_FOR
        for _ in range(ROUNDS):
            while self._comes():
                if not patience:
                    return False
                patience -= 1
                await asyncio.sleep(TURN_S)
            # A worker that an answer has woken takes a turn to go on.
            for _ in range(TURNS):
                await asyncio.sleep(0)
            busy = self._busy()
            if not busy and not self._comes():
                return True
            if not await self._let_through(busy):
                return False
        return True

    async def _let_through(self, busy: Iterable[MessagePump]) -> bool:
        """Wait until pumps have done what they have to do by now, the app and the screens also; False if one hangs."""
        sent = []
        for pump in {self._app, *self._screens(), *busy}:
            mark = Mark(pump)
            if pump.is_running and pump.call_later(_pass, mark.back):
                sent.append(mark)
        for mark in sent:
            if not await self._comes_back(mark):
                return False
        return True

    async def _comes_back(self, mark: Mark) -> bool:
        """Wait for a mark; False when it does not come though all on its way are there to let it pass."""
        for _ in range(1 if self._hangs else STUCK_AFTER):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SLICE_S):
                    await mark.back.wait()
            if mark.back.is_set() or not all(pump.is_running for pump in (self._app, *mark.way)):
                return True
        return False

    def _comes(self) -> bool:
        """Tell whether a screen or a part of it is being made."""
        return self._unsettled() or not all(widget.is_mounted for widget in self._in_front())

    def _busy(self) -> list[MessagePump]:
        """List the pumps that have something to do."""
        return [pump for pump in (self._app, *self._screens(), *self._in_front()) if pump.message_queue_size]

    def _in_front(self) -> Iterator[Widget]:
        """Give the screen in front and all that is in it."""
        for screen in self._screens()[:1]:
            yield from screen.walk_children(Widget, with_self=True)

    def _screens(self) -> list[Screen[Any]]:
        """List the screens, the one in front first."""
        try:
            return self._app.screen_stack[::-1]
        except ScreenStackError:
            return []
