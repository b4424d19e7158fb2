"""The calendar: a month at a glance, and what was done on the day that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from stretchtui.context import Context
from stretchtui.domain import calendar, wording
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.errors import JournalError
from stretchtui.screens.confirm import ConfirmScreen
from stretchtui.screens.day_text import day_text
from stretchtui.widgets.month_view import DayCell, MonthView

LOOK_AGAIN_S = 5.0
"""How often the screen looks whether the day has turned, or others have changed the journal."""


class CalendarScreen(Screen[None]):
    """Shows how the mornings went."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_day", "Open", id="calendar-open", tooltip="Read the day's sessions; arrows scroll"),
        Binding("d", "delete", "Delete", id="calendar-delete", tooltip="Delete the day's last session; u undoes"),
        Binding("u", "undo", "Undo", id="calendar-undo", show=False, tooltip="Bring a deleted session back"),
        Binding("q,escape", "back", "Back", key_display="q", id="calendar-back"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._shown: tuple[int, int] | None = None
        self._records: dict[date, list[SessionRecord]] = {}
        self._deleted: list[str] = []
        self._first_weekday = context.config.week_starts_on.number

    def compose(self) -> ComposeResult:
        """Lay out the month beside the day."""
        today = self.context.today()
        with Vertical(id="calendar-frame"):
            yield Static(id="month-name", markup=False)
            with Horizontal(id="calendar-box"):
                with Vertical(id="month-side"):
                    yield MonthView(
                        today,
                        first_weekday=self._first_weekday,
                        unicode=self.context.unicode,
                        id="month",
                    )
                    yield Static(wording.legend(unicode=self.context.unicode), id="legend", markup=False)
                with VerticalScroll(id="day-side"):
                    yield Static(id="day")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the month."""
        self.query_one(MonthView).focus()
        self.reload()
        self.set_interval(LOOK_AGAIN_S, self.look_again)

    def on_screen_resume(self) -> None:
        """Read again what may have changed meanwhile."""
        if self._shown is not None:
            self.reload()

    def on_month_view_day_chosen(self) -> None:
        """Show the chosen day, and its month when that is another."""
        day = self.query_one(MonthView).day
        if (day.year, day.month) == self._shown:
            self._show_day()
        else:
            self.reload()

    def look_again(self) -> None:
        """Move today on when the program stays open overnight; show what others changed in the journal."""
        month = self.query_one(MonthView)
        if calendar.by_day(self._read()) != self._records:
            self.reload()
        today = self.context.today()
        if month.today != today:
            follows = month.day == month.today
            month.today = today
            if follows:
                month.day = today

    def _span(self) -> tuple[date, date]:
        """Give the first and the last day that the month of the chosen day shows, whole weeks."""
        day = self.query_one(MonthView).day
        first, last = calendar.month_span(day.year, day.month)
        start = calendar.week_start(first, self._first_weekday) if first > date(1, 1, 7) else first
        return start, date.fromordinal(min(last.toordinal() + 6, date.max.toordinal()))

    def _read(self) -> tuple[SessionRecord, ...]:
        return self.context.journal.between(*self._span())

    def reload(self) -> None:
        """Read the month of the chosen day from the journal, with the weeks at its ends."""
        month = self.query_one(MonthView)
        day = month.day
        self._shown = (day.year, day.month)
        records = self._read()
        self._records = calendar.by_day(records)
        days = {when: DayCell(calendar.day_mark(found), _stiffness(found)) for when, found in self._records.items()}
        weeks = {}
        start, _ = self._span()
        _, last = calendar.month_span(*self._shown)
        while start <= last:
            week = calendar.week(records, start, self.context.config.goal_days, self._first_weekday)
            weeks[start] = f"{week.days_done}/{week.goal}" if week.days_done else ""
            start += timedelta(days=7)
        month.show(days, weeks)
        self.query_one("#month-name", Static).update(f"{day:%B} {day.year}")
        self._show_day()

    def _show_day(self) -> None:
        day = self.query_one(MonthView).day
        found = self._records.get(day, [])
        text = day_text(day, found, self.context.library, unicode=self.context.unicode)
        self.query_one("#day", Static).update(text)
        self.query_one("#day-side", VerticalScroll).scroll_home(animate=False)

    # --- keys -------------------------------------------------------------------------

    def action_open_day(self) -> None:
        """Go into the day's text to read all of it; on a small screen, show it at all."""
        self.add_class("-day-open")
        self.query_one("#day-side").focus()

    def action_back(self) -> None:
        """Go from the day back to the month, and from there out."""
        if self.has_class("-day-open"):
            self.remove_class("-day-open")
            self.query_one(MonthView).focus()
        else:
            self.dismiss(None)

    def action_delete(self) -> None:
        """Ask, then delete the day's last session; it can be brought back."""
        found = self._records.get(self.query_one(MonthView).day, [])
        if not found:
            self.notify("There is no session on this day.")
            return
        record = found[-1]

        def answered(meant: bool | None) -> None:
            if meant:
                self._delete(record)

        question = f"Delete the session of {record.started_at:%H:%M}?"
        self.app.push_screen(ConfirmScreen(question, detail="u brings it back.", yes="Delete", no="Keep"), answered)

    def _delete(self, record: SessionRecord) -> None:
        try:
            self.context.journal.delete(record.id)
        except JournalError as error:
            self.notify(str(error), title="Not deleted", severity="error", markup=False)
            return
        self._deleted.append(record.id)
        self.notify("Deleted. Press u to bring it back.")
        self.reload()

    def action_undo(self) -> None:
        """Bring back the session that was deleted last."""
        if not self._deleted:
            self.notify("Nothing to undo.")
            return
        try:
            self.context.journal.restore(self._deleted[-1])
        except JournalError as error:
            self.notify(str(error), title="Not brought back", severity="error", markup=False)
            return
        self._deleted.pop()
        self.reload()


def _stiffness(records: Sequence[SessionRecord]) -> str:
    """Write the stiffness of the day's first rated session, as it fits under a day."""
    words = (wording.stiffness_change(record).replace(" ", "") for record in records)
    return next((word for word in words if word), "")
