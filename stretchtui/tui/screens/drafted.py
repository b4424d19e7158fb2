"""Screens in which something is entered: it is written down on the way, so that nothing can take it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import events, on, work
from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType
from textual.timer import Timer
from textual.widgets import Input, TextArea

from stretchtui.session.context import AppContext
from stretchtui.tui.screens.base import BaseModal, BaseScreen
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.scale_field import ScaleField
from stretchtui.words import saving

WRITE_EVERY_S = 1.0
"""While somebody types, what is entered is written down so often; before and after that, nothing runs."""

MOMENT_S = 0.05
"""Not worth a timer of its own: Textual passes over one that is late before it has begun to wait."""


Left = TypeVar("Left")


class Drafting(Screen[ScreenResultType]):
    """Writes down what is entered: at the first change, then once a second, and at once when a field is left.

    What was written down an earlier time is offered, and nothing is lost that the person was not asked about.
    """

    context: AppContext
    _draft_written_s = float("-inf")
    _draft_timer: Timer | None = None
    _draft_over = False
    _draft_complained = False

    def draft_differs(self) -> bool:
        """Tell whether something is entered that is not written down."""
        raise NotImplementedError

    def write_draft(self) -> str | None:
        """Write down what is entered; a sentence if it failed."""
        raise NotImplementedError

    def keep_now(self) -> None:
        """Keep what is entered because the program is about to go."""
        self.write_now()

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(ScaleField.Changed)
    @on(ChoiceField.Changed)
    def note_change(self) -> None:
        """Write down what was entered, now or as soon as the last time is long enough ago."""
        if not self.is_mounted or not self.draft_differs():
            return
        wait_s = self._draft_written_s + WRITE_EVERY_S - self.context.clock.monotonic()
        if wait_s <= MOMENT_S:
            self.write_now()
        elif self._draft_timer is None:
            self._draft_timer = self.set_timer(wait_s, self.write_now)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Write down at once what was entered in a field that is left."""
        self.write_now()

    @property
    def draft_waits(self) -> bool:
        """Tell whether what is entered will be written down in a moment."""
        return self._draft_timer is not None

    def write_now(self) -> None:
        """Write down what is entered; a fault is told once."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if self._draft_over or not self.is_mounted or not self.draft_differs():
            return
        self._draft_written_s = self.context.clock.monotonic()
        trouble = self.write_draft()
        if trouble is not None and not self._draft_complained:
            self._draft_complained = True
            self.notify(trouble, title=saving.NOT_KEPT_YET, severity="warning", timeout=20)

    @work
    async def offer_left(
        self, left: Left | None, question: str, detail: str, anew: str, go_on: Callable[[Left], None]
    ) -> None:
        """Ask whether to go on with what an earlier time left, None for nothing, or `anew`."""
        if left is not None:
            asked = ConfirmScreen(question, detail=detail, yes=saving.GO_ON, no=anew)
            if await self.app.push_screen_wait(asked):
                go_on(left)

    async def may_leave(self, *, loses: bool, detail: str = "") -> bool:
        """Ask the person where leaving loses what is entered; tell whether to leave."""
        asked = ConfirmScreen(saving.LEAVE_UNSAVED, detail=detail, yes=saving.LEAVE, no=saving.STAY, loses=True)
        return not loses or bool(await self.app.push_screen_wait(asked))

    def tell_not_saved(self, why: str) -> None:
        """Say why it was not saved."""
        self.notify(why, title=saving.NOT_SAVED, severity="error", timeout=15)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave; from then on nothing is written any more."""
        self._draft_over = self._draft_over or self.is_active
        return super().dismiss(result)


class DraftedScreen(Drafting[ScreenResultType], BaseScreen[ScreenResultType]):
    """A whole screen in which something is entered."""


class DraftedModal(Drafting[ScreenResultType], BaseModal[ScreenResultType]):
    """A form over another screen in which something is entered."""
