"""Notices: sentences that the program tells for a while in a corner, on whatever screen is in front."""

from __future__ import annotations

from time import time

from textual.notifications import Notification, Notify, SeverityLevel

from stretchtui.tui.compat import FaultTellingApp

LAST_MOMENT_S = 0.05
"""What is left at least of a notice that is to be drawn."""


class TimedNotification(Notification):
    """A notice that has always some time left until it has expired.

    A screen that comes to the front draws the notices which have not expired, and counts down what is left of each
    a moment later. Where that has become less than nothing, Textual's timer turns in a loop without an end, and the
    program stands still for ever (8.2.8, `Timer._run`; no upstream issue found).
    """

    @property
    def time_left(self) -> float:
        """Seconds until it goes."""
        return max(LAST_MOMENT_S, super().time_left)

    @property
    def has_expired(self) -> bool:
        """Tell whether it is not to be drawn again."""
        return self.raised_at + self.timeout <= time()


class NoticedApp(FaultTellingApp):
    """An app that tells what it has to tell by such notices.

    Names, notes and reasons of others are among it, so none of it is taken for markup.
    """

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Tell something for some seconds; it is text, and never `markup`."""
        shown_s = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.post_message(Notify(TimedNotification(message, title, severity, shown_s, markup=False)))
