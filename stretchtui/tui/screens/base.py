"""Screens that leave the stack only while they are in front, and forgive hands that are faster than they."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual import events, messages
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget

from stretchtui.tui.compat import ForgivingPalette
from stretchtui.tui.widgets.key_names import KeyGroup, unlisted
from stretchtui.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    _Base = Screen[Any]
else:
    _Base = object


ANSWERS = KeyGroup("Choose", explanation="Go to another answer")
FIELDS = KeyGroup("Field", explanation="Go to another field")

COMING_TURNS = 100
"""After so many turns of the loop a screen is shown though parts of it are still missing."""

LOOK_AGAIN_S = 5.0
"""How often a screen that stays open looks whether the day has turned, or others have changed what it shows."""


class _WhereSeen(_Base):
    """Is drawn only where something of it can be seen.

    Textual counts a screen as seen though the one above it covers all, and draws that anew whenever anything
    happens in the one below.
    """

    @property
    def is_current(self) -> bool:
        """Tell whether the screen is in front, or shows through the one that is."""
        front = self.app.screen_stack[-1:]
        return self in front or (super().is_current and front[0].styles.background.a < 1)


class GroundScreen(Screen[None]):
    """Lies empty below all others, and is never drawn."""

    @property
    def is_current(self) -> bool:
        """Tell that nothing of it is seen."""
        return False


class _OnlyInFront(_WhereSeen):
    """Dismisses a screen once, and knows its keys by name.

    A key held down, or a click and a key, can reach a screen twice before it is gone, and Textual
    takes the second dismissal for that of the screen below.
    """

    _composed_for: Size | None = None
    _is_resuming = False

    FOCUS: ClassVar[tuple[tuple[type[Widget], ...], ...]] = ()
    """What can have the focus here: each with those around it that have keys too, from the inside outwards."""

    def key_of(self, binding: str) -> str:
        """Name the key of a binding, by its id, as it is now: what a text calls it, or a button."""
        return self.app.key_of(binding)  # type: ignore[attr-defined,no-any-return]

    def on_compose(self) -> None:
        """Take the classes of the window's size before there is anything to lay out, and say when it is too small.

        Textual gives them after the first layout, and then finds every style anew and lays all out again.
        """
        self.compose_add_child(TooSmall())
        app, size = self.app, self.app.size
        self._composed_for = size
        lengths = ((size.width, app.HORIZONTAL_BREAKPOINTS), (size.height, app.VERTICAL_BREAKPOINTS))
        self.add_class(*(max(point for point in points or () if point[0] <= length)[1] for length, points in lengths))

    def on_resize(self, event: events.Resize) -> None:
        """Keep a new screen from being laid out twice: its first layout tells it of the size that it was made for."""
        if event.size == self.size == self._composed_for:
            event.prevent_default()
        else:
            self._composed_for = None

    async def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Show a new screen when all its parts are there, as a whole: styled as they came, laid out and drawn once.

        Textual lays it out and draws it as it resumes, when parts of parts are still missing, and again for those;
        and then draws it once more because it has resumed.
        """
        if not self.stack_updates:
            event.refresh_styles = False
            await self.app.takes_messages.wait()  # type: ignore[attr-defined]
            for _ in range(COMING_TURNS):
                if all(part.is_mounted for part in self.walk_children(Widget)):
                    break
                await asyncio.sleep(0)
            self._is_resuming = True
            self.call_later(self._has_resumed)
            self.call_after_refresh(self._is_drawn)

    def _has_resumed(self) -> None:
        self._is_resuming = False
        self.has_come()

    def has_come(self) -> None:
        """Go on with what the first picture of the screen needs not; it has just been drawn."""

    def _is_drawn(self) -> None:
        self._composed_for = None

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew, but not because it has resumed for the first time: it has just been drawn then."""
        if self._is_resuming:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def wait(self) -> None:
        """Let what runs here wait for the person: the program goes to the background."""

    def keep_now(self) -> None:
        """Save what is under way here, because the program is about to go."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave the stack with a result; nothing happens where another screen is in front."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def on_prune(self, event: messages.Prune) -> None:
        """End what this screen still works at before its parts go; Textual ends it after, when it may miss them."""
        self.workers.cancel_node(self)

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Find what was pressed on, to select its text; a message just taken away still shows, but is nowhere."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (None, None) if widget is not None and widget.parent is None else (widget, offset)


class BaseScreen(_OnlyInFront, Screen[ScreenResultType]):
    """A whole screen that leaves only from the front."""

    def offers(self) -> Iterator[tuple[str, str, str]]:
        """Give what the palette offers beside the actions with keys: a name, what there is to say, an action."""
        yield from ()


class BackdropScreen(BaseScreen[None]):
    """Lies under the screens of a session, so that between two of them no other screen shows or takes keys."""

    BLANK = True


class BaseModal(_OnlyInFront, ModalScreen[ScreenResultType]):
    """A question over another screen that leaves only from the front."""


def choosing(screen: str, *, before: str, after: str) -> tuple[Binding, ...]:
    """Give the keys that go from one button of a question to another."""
    return (
        unlisted(f"{screen}-previous", before, "app.focus_previous", "Answer before", "The answer before", ANSWERS),
        unlisted(f"{screen}-next", after, "app.focus_next", "Next answer", "The next answer", ANSWERS),
    )


def between_fields(screen: str) -> tuple[Binding, ...]:
    """Give the keys that go from one field of a form to another."""
    return (
        unlisted(f"{screen}-before", "up,shift+tab", "app.focus_previous", "Field before", "The field before", FIELDS),
        unlisted(f"{screen}-next", "down,tab", "app.focus_next", "Next field", "The next field", FIELDS),
    )


class Palette(_OnlyInFront, ForgivingPalette):
    """Textual's palette of commands, which otherwise takes a click and Enter for two choices."""
