"""Every private name of Textual that the program stands on, each with what would set it free.

Nothing else in the package reaches for one. `tests/test_textual_contract.py` holds them against the
Textual that is installed, so that one which is gone or means something else is told before a user finds out.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.binding import BindingsMap
from textual.command import CommandList, CommandPalette
from textual.dom import DOMNode
from textual.driver import Driver
from textual.errors import NoWidget

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver as _LinuxDriver
else:
    _LinuxDriver = object


def driver_of(app: App[Any]) -> Driver | None:
    """Give what speaks to the terminal for an app.

    No upstream issue found; a public `App.driver` would do.
    """
    return app._driver


def frames_waiting(driver: Driver | None) -> int:
    """Count what was drawn and is still to be written to the terminal; 0 where nothing is kept waiting.

    Textualize/textual#6692 tells of the same queue, which holds the event loop up once it is full; a public size
    of it would do.
    """
    queue = getattr(getattr(driver, "_writer_thread", None), "_queue", None)
    return 0 if queue is None else queue.qsize()


def merged_bindings(kind: type[DOMNode]) -> BindingsMap:
    """Give the bindings that every widget of a class starts with, those of its bases included.

    No upstream issue found; a public class method would do.
    """
    return kind._merged_bindings or BindingsMap()


class FaultTellingApp(App[None]):
    """An app that says itself what becomes of a fault, in place of a traceback with everybody's data in it.

    Textualize/textual#2818 asked for such a hook and was closed without one; a public one would do.
    """

    def fault(self, error: BaseException | None) -> None:
        """Take note of a fault; None is one that came up while the app was leaving already."""

    def _fatal_error(self) -> None:
        self.fault(None if self._exit else self._exception)
        self._close_messages_no_wait()


class _ForgivingList(CommandList):
    """The palette's list; what was shown a moment ago can be clicked though it is no longer there."""

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        with contextlib.suppress(IndexError):
            await super()._on_click(event)


class ForgivingPalette(CommandPalette):
    """Textual's palette of commands, which hands that are faster than its list do not bring down.

    Textualize/textual#6308 (three clicks end the program) is of the kind; for a list that changes under a click and
    for a window that shrinks no upstream issue was found. The palette looking itself before it acts would do.
    """

    def compose(self) -> ComposeResult:
        """Lay out Textual's palette around a list that forgives."""
        for widget in super().compose():
            yield _ForgivingList() if type(widget) is CommandList else widget

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]
        event.prevent_default()
        # The window can have become smaller than where the click was.
        with contextlib.suppress(NoWidget):
            super()._on_click(event)

    def _action_command_list(self, action: str) -> None:
        # A list whose options have just changed has not laid them out, and Textual does not look.
        with contextlib.suppress(KeyError, IndexError):
            super()._action_command_list(action)


class PosixDriver(_LinuxDriver):
    """Goes before Textual's driver for POSIX terminals, with public names for what can be changed in it.

    Each part waits for something of its own: the reading for Textualize/textual#6456 and #6668 (a byte that is no
    text takes others with it) and pull request #6690 (a terminal that is gone is read for ever), the signals for
    #1582 (SIGCONT that follows no suspension; open since 2023).
    """

    def new_parser(self) -> XTermParser:
        """Make what turns characters into events."""
        return XTermParser(self._debug)

    @property
    def reads(self) -> bool:
        """Tell whether the thread that reads the terminal is there."""
        return self._key_thread is not None and self._key_thread.is_alive()

    @property
    def resumes_by_itself(self) -> bool:
        """Tell whether signals suspend and resume the program; not so while another program was given the terminal."""
        return self._auto_restart

    def suspend_by_signal(self) -> None:
        """Do what SIGTSTP asks for."""
        super()._sigtstp_application()

    def continue_by_signal(self) -> None:
        """Do what SIGCONT asks for."""
        super()._sigcont_application()

    def _sigtstp_application(self, *_: object) -> None:
        self.suspend_by_signal()

    def _sigcont_application(self, *_: object) -> None:
        self.continue_by_signal()

    def ask_for_input_again(self) -> None:
        """Tell the terminal once more what it is to report, and have all drawn anew."""
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self._enable_mouse_support()
        self._app.refresh(layout=True)

    def raw_local_flags(self, flags: int) -> int:
        """Give the terminal's local flags for keys that come one by one and unseen."""
        return self._patch_lflag(flags)

    def raw_input_flags(self, flags: int) -> int:
        """Give the terminal's input flags for keys that come as they are."""
        return self._patch_iflag(flags)
