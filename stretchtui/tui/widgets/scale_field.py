"""A row of numbers to answer with: digits, arrows or the mouse; no answer is an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from stretchtui.domain.rating import DigitEntry, Scale
from stretchtui.drawing.letters import columns, letter_rows, weights
from stretchtui.tui.widgets.key_names import SHIFTING_KEYS, KeyGroup, listed, unlisted
from stretchtui.words import days

ANSWERING = KeyGroup(explanation="Answer; 1 and then 0 is 10, however long it takes")
ADJUSTING = KeyGroup(explanation="Adjust; begins in the middle")


LARGE_CELL, LARGE_ROWS = 9, 4
"""Columns and rows for a point in large digits, where a field may have them and is wide enough."""

LARGE_FROM = 11 * LARGE_CELL
"""The width of the longest scale in large digits: below it, shorter ones have small ones too."""


class ScaleField(Vertical, can_focus=True):
    """Asks for one answer on a scale, both ends in words; `value` None is not rated.

    `large` lets the numbers stand in digits of four rows where there is room, which takes block characters.
    Enter accepts the answer and moves the focus to `leads_to`, a selector in the same screen.
    """

    BINDINGS: ClassVar = [
        # Bindings, so that digits and Enter typed fast come in the order in which they were typed.
        *(
            unlisted(f"scale-{digit}", str(digit), f"digit({digit})", f"Answer {digit}", f"Answer {digit}", ANSWERING)
            for digit in range(10)
        ),
        listed("scale-accept", "enter", "accept", "Accept", "Accept; nothing chosen means not rated"),
        unlisted("scale-less", "left,h", "adjust(-1)", "Less", "One less", ADJUSTING),
        unlisted("scale-more", "right,l", "adjust(1)", "More", "One more", ADJUSTING),
        unlisted("scale-clear", "backspace,delete", "clear", "Clear", "Take the answer back"),
    ]

    value: reactive[int | None] = reactive(None)

    @dataclass
    class Changed(Message):
        """The answer changed, or was taken back."""

        field: ScaleField
        value: int | None

        @property
        def control(self) -> ScaleField:
            """The field that was answered."""
            return self.field

    @dataclass
    class Accepted(Message):
        """Enter was pressed: the answer stands, given or not."""

        field: ScaleField
        value: int | None

        @property
        def control(self) -> ScaleField:
            """The field that was answered."""
            return self.field

    def __init__(
        self,
        scale: Scale,
        *,
        leads_to: str | None = None,
        large: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._large = large
        self._leads_to = leads_to
        self.scale = scale
        self._entry = DigitEntry(scale)

    def compose(self) -> ComposeResult:
        """Lay out the question, the points and what the ends mean."""
        yield Static(self.scale.question, classes="scale-question", markup=False)
        yield Static(id="points")
        yield Static(id="ends")
        yield Static(id="answer")

    def on_mount(self) -> None:
        """Show the points."""
        self._show()

    def watch_value(self) -> None:
        """Show the new answer and tell of it."""
        if self.is_mounted:
            self._show()
            self.post_message(self.Changed(self, self.value))

    def on_key(self, event: events.Key) -> None:
        """End a number at any other key; one that only shifts others is none (some keyboards shift for digits)."""
        if not event.key.isdecimal() and event.key not in SHIFTING_KEYS:
            self._entry.forget()

    def on_focus(self, event: events.Focus) -> None:
        """Begin a number anew, unless only the terminal's window was away."""
        if not event.from_app_focus:
            self._entry.forget()

    def action_digit(self, digit: int) -> None:
        """Take a digit as the answer, or as the second half of it."""
        chosen = self._entry.press(digit)
        if chosen is not None:
            self.value = chosen

    def on_click(self, event: events.Click) -> None:
        """Take a click on a point as an answer."""
        self._entry.forget()
        self.focus()
        if event.widget is not None and event.widget.id == "points":
            index = event.x // self._cell
            if 0 <= index < len(self.scale.points):
                self.value = self.scale.points[index]

    def action_adjust(self, step: int) -> None:
        """Move the answer along the scale, starting from the middle."""
        points = self.scale.points
        wanted = points[len(points) // 2] if self.value is None else self.value + step
        self.value = min(max(wanted, points[0]), points[-1])

    def action_clear(self) -> None:
        """Take the answer back: not rated."""
        self.value = None

    def action_accept(self) -> None:
        """Let the answer stand, and lead to the next field at once: a fast typist's next key is for that one."""
        if self._leads_to is not None:
            self.screen.set_focus(self.screen.query_one(self._leads_to))
        self.post_message(self.Accepted(self, self.value))

    @property
    def _cell(self) -> int:
        """Columns that one point takes."""
        if self._large and self.content_size.width >= LARGE_FROM:
            return LARGE_CELL
        return 5 if self.size.width >= 5 * len(self.scale.points) else 3

    def on_resize(self) -> None:
        """Space the points for the new width."""
        self._show()

    def _show(self) -> None:
        cell = self._cell
        lines = zip(*(_digits(point, cell) for point in self.scale.points), strict=True)
        styles = ["bold reverse" if point == self.value else "" for point in self.scale.points]
        drawn = [Content.assemble(*zip(line, styles, strict=True)) for line in lines]
        self.query_one("#points", Static).update(Content("\n").join(drawn))
        width = cell * len(styles)
        low = f"{self.scale.minimum} {self.scale.low_anchor}"
        high = f"{self.scale.maximum} {self.scale.high_anchor}"
        both = low + high.rjust(max(len(high) + 2, width - len(low)))
        room = self.content_size.width
        self.query_one("#ends", Static).update(Content(f"{low}\n{high}" if 0 < room < len(both) else both))
        self.query_one("#answer", Static).update(Content(days.answer(self.scale, self.value)))


def _digits(point: int, cell: int) -> list[str]:
    """Write a point in the middle of its cell, in rows."""
    text = str(point)
    if cell < LARGE_CELL:
        return [text.center(cell)]
    weight = next(weight for weight in weights(LARGE_ROWS) if columns(text, weight) <= cell - 2)
    return [row.center(cell) for row in letter_rows(text, weight)]
