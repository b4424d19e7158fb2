"""Stiffness before: one digit, or go on without."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from stretchtui.domain.rating import stiffness
from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.context import AppContext
from stretchtui.session.recorder import SessionRecorder
from stretchtui.session.saving import clear_checkpoint
from stretchtui.tui.screens.drafted import DraftedScreen
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed, unlisted
from stretchtui.tui.widgets.notice import Notice
from stretchtui.tui.widgets.scale_field import ScaleField
from stretchtui.words import labels, leading

WAIT_S = 30.0
"""After so long without a key the session begins unrated: the hands may be busy already."""

DIRECT_WAIT_S = 12.0
"""The same for a session that was started from the command line."""


ANSWERED_WAIT_S = 10.0
"""The same once the question is answered: long enough to change the answer, or to put the laptop down."""


class RateBeforeScreen(DraftedScreen[bool]):
    """Asks how stiff the back is, for a session about to begin; the result is whether it does, or None for going back.

    The answer is kept like a session that was cut short, from the moment it is given.
    """

    FOCUS = ((ScaleField,),)
    BINDINGS: ClassVar = [
        listed("stiffness-back", "q,escape", "back", "Back", "Back without a session"),
        unlisted("stiffness-begin", "ctrl+s", "go_on", "Begin", "Begin with the answer as it stands"),
        unlisted("stiffness-urgent", "exclamation_mark", "app.open_urgent_care", "Urgent care", "When to seek help"),
    ]

    def __init__(self, context: AppContext, request: SessionRequest, recorder: SessionRecorder) -> None:
        super().__init__()
        self.context = context
        self._keeping = recorder
        self.request = request
        self._wait_s = DIRECT_WAIT_S if request.direct else WAIT_S
        self._until_s: float | None = None

    def compose(self) -> ComposeResult:
        """Lay out the question and what happens next."""
        with Vertical(id="stiffness-box"):
            question = stiffness(lying=self.request.routine.begins_lying)
            yield ScaleField(question, large=self.context.unicode, id="stiffness")
            yield Static(id="begin", markup=False)
            yield Static(self.request.routine.start, id="start-position", markup=False)
            if self.context.show_notice:
                yield Notice(self.key_of("stiffness-urgent"), *self.context.first_words)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin waiting; nothing begins by itself before a key has answered the notice."""
        if not self.context.show_notice:
            self._until_s = self._now() + self._wait_s
        self._show()
        self.set_interval(0.2, self.tick)

    def on_screen_suspend(self) -> None:
        """Begin nothing behind something else that is looked at."""
        self.wait()

    def wait(self) -> None:
        """Begin nothing by itself any more: the person is busy with something else."""
        self._until_s = None
        self._show()

    def _now(self) -> float:
        return self.context.clock.monotonic() * self.request.speed

    def tick(self) -> None:
        """Go on by itself when the wait is over."""
        if self._until_s is not None and self.is_active:
            if self._now() >= self._until_s:
                self.action_go_on()
            else:
                self._show()

    def on_key(self, event: events.Key) -> None:
        """Stop waiting at the first key: the person is answering."""
        if self._until_s is not None and event.key not in ("enter", "ctrl+s"):
            self.wait()

    def on_scale_field_changed(self) -> None:
        """Begin soon after an answer, whichever way it came; one that is taken back has the whole time again."""
        answered = self.query_one(ScaleField).value is not None
        self._until_s = self._now() + (ANSWERED_WAIT_S if answered else self._wait_s)
        self._show()

    def _show(self) -> None:
        answered = self.query_one(ScaleField).value is not None
        key = self.key_of("scale-accept")
        text = leading.begins(key, answered=answered)
        if self._until_s is not None:
            text = f"{text} {leading.begins_by_itself(labels.clock(self._until_s - self._now()))}"
        line = self.query_one("#begin", Static)
        if str(line.content) != text:
            line.update(text)

    def draft_differs(self) -> bool:
        """Tell whether the answer is another than the one that is kept."""
        return self.query_one(ScaleField).value != self._keeping.start.stiffness_before

    def write_draft(self) -> str | None:
        """Keep the answer."""
        self._keeping.rate_before(self.query_one(ScaleField).value)
        return self._keeping.checkpoint_if_due(phase_ended=True)

    def on_scale_field_accepted(self) -> None:
        """Begin."""
        self.action_go_on()

    def action_go_on(self) -> None:
        """Begin with the answer as it stands."""
        self._until_s = None
        self._keeping.rate_before(self.query_one(ScaleField).value)
        self._keeping.begin()
        self.dismiss(True)

    def action_back(self) -> None:
        """Go back without a session."""
        self._until_s = None
        clear_checkpoint(self.context, self._keeping.start.id)
        self.dismiss(None)
