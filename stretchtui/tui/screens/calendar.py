"""The calendar: a month or a year at a glance, and what was done on the day that is chosen."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from stretchtui.domain import calendar
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.record import SessionRecord
from stretchtui.session.context import AppContext
from stretchtui.session.due import due
from stretchtui.tui.screens.base import LOOK_AGAIN_S
from stretchtui.tui.screens.calendar_periods import MonthPeriod, PeriodReader, YearPeriod
from stretchtui.tui.screens.day_panel import DayPanel
from stretchtui.tui.screens.day_text import period_text, session_line
from stretchtui.tui.screens.session_editing import SessionEditingScreen
from stretchtui.tui.widgets.cached_lines import CachedText
from stretchtui.tui.widgets.day_view import DayView
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed, unlisted
from stretchtui.tui.widgets.links import link
from stretchtui.tui.widgets.month_view import MonthView
from stretchtui.tui.widgets.year_view import YearView
from stretchtui.words import dates, days, labels, plan

YEAR_COLUMNS = 76
"""From so many columns on, the year's figures are written out."""


class CalendarScreen(SessionEditingScreen):
    """Shows how the mornings went."""

    FOCUS = ((MonthView,), (YearView,), (DayPanel,))
    BINDINGS: ClassVar = [
        listed("calendar-open", "enter", "open_day", "Open", "Read the day; in the year, show its month"),
        listed("calendar-year", "y", "turn_year", "Year", "The whole year, or the month again"),
        *SessionEditingScreen.KEYS,
        unlisted("calendar-find", "slash", "find_note", "Find", "Find a session by words of its note"),
        listed("calendar-back", "q,escape", "back", "Back", "From the day or the year to the month, and out"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._day = context.today()
        self._records: tuple[SessionRecord, ...] = ()
        self._span: tuple[date, date] | None = None
        self._month: MonthPeriod | None = None
        self.year_read: tuple[int, YearPeriod] | None = None
        self._periods = PeriodReader(context)

    def compose(self) -> ComposeResult:
        """Lay out the month or the year, and the day beside or under it."""
        unicode, first = self.context.unicode, self._periods.first_weekday
        with Vertical(id="calendar-frame"):
            with Horizontal(id="calendar-title"):
                yield CachedText(link("‹ ", "screen.turn(-1)"), id="turn-back")
                yield CachedText(id="month-name")
                yield CachedText(link(" ›", "screen.turn(1)"), id="turn-on")
                yield CachedText(id="title-gap")
                yield CachedText(id="week-count")
            with Vertical(id="calendar-box"):
                with Vertical(id="month-side"):
                    for kind, name in ((MonthView, "month"), (YearView, "year")):
                        view = kind(self._day, first_weekday=first, unicode=unicode, id=name)
                        self.watch(view, "day", self.day_chosen, init=False)
                        yield view
                    yield CachedText(id="day-line")
                    yield CachedText(id="period")
                yield DayPanel(self.context, id="day-side")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the month."""
        self.view.focus()
        self.show_day()
        self._looking = self.set_interval(LOOK_AGAIN_S, self.look_again)

    def begin_anew(self) -> None:
        """Go back to today, with nothing chosen or to be undone; the month was shown when it was left.

        The journal is read when the screen shows.
        """
        self.workers.cancel_node(self)
        self.forget_deleted()
        self.panel.forget()
        today = self.context.today()
        for view in self.query(DayView):
            view.today = today
            view.go_to(today)
        self.set_focus(self.view)

    def on_screen_suspend(self) -> None:
        """Look no more while another screen is in front."""
        self._looking.pause()

    async def on_screen_resume(self, _: events.ScreenResume) -> None:
        """Read again what may have changed while another screen was in front."""
        if self.stack_updates:
            self._looking.resume()
            self.reload()

    @property
    def in_year(self) -> bool:
        """Tell whether the year is shown, not the month."""
        return self.has_class("-year")

    @property
    def view(self) -> DayView:
        """The month or the year, whichever is shown."""
        return self.query_one(YearView if self.in_year else MonthView)

    @property
    def panel(self) -> DayPanel:
        """The day that is chosen."""
        return self.query_one(DayPanel)

    def on_resize(self, _: events.Resize) -> None:
        """Write for the new width."""
        if self._span is not None:
            self.show_day()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out opening a day that is open."""
        if action == "open_day" and self.has_class("-day-open"):
            return False
        return super().check_action(action, parameters)

    def look_again(self) -> None:
        """Move today on when the program stays open overnight; show what others changed in the journal."""
        if self._span is not None and self.context.journal.between(*self._span) != self._records:
            self.reload()
        elif self.in_year:
            self._read_year(self._day.year)
        today = self.context.today()
        before = self.view.today
        if before != today:
            self._month = None
            for view in self.query(DayView):
                view.today = today
            if self._day == before:
                self.view.day = today

    # --- showing ----------------------------------------------------------------------

    def day_chosen(self) -> None:
        """Show the day that was just chosen."""
        self.show_day()

    def reload(self, choose: str | None = None) -> None:
        """Read the journal again and show the chosen day; `choose` is the id of a session of it."""
        self._span = self.year_read = None
        self.show_day(choose)

    def show_day(self, choose: str | None = None) -> None:
        """Show the chosen day in everything, its month or year read if it has not been."""
        self._day = day = self.view.day
        span = self._periods.weeks_of_month(day)
        if span != self._span:
            self._span, self._records = span, self.context.journal.between(*span)
            self._month = None
        if not self.in_year:
            self._month = self._month or self._periods.month(day, self._records)
            self._show_month(self._month)
        elif self.year_read is not None and self.year_read[0] == day.year:
            self._show_year(self.year_read[1])
        else:
            self._read_year(day.year)
        found = [record for record in self._records if record.day == day]
        before = self.chosen() is not None
        self.panel.show(day, found, choose=choose, due=self._due(day))
        if before is not (self.chosen() is not None):
            self.refresh_bindings()
        self._show_title()
        self._show_day_line()

    def _show_month(self, month: MonthPeriod) -> None:
        self.query_one(MonthView).show(month.days, month.weeks)
        self._show_period(month.counted, due=month.due)

    @work(exclusive=True, group="year")
    async def _read_year(self, year: int) -> None:
        """Read a year off the event loop."""
        read = await asyncio.to_thread(self._periods.year, year)
        before, self.year_read = self.year_read, (year, read)
        if self.in_year and self._day.year == year and self.year_read != before:
            self._show_year(read)

    def _show_year(self, year: YearPeriod) -> None:
        self.query_one(YearView).show(year.marks)
        self._show_period(year.counted)

    def _show_period(self, found: Trends, *, due: bool = False) -> None:
        wide = self.size.width >= (YEAR_COLUMNS if self.in_year else 100)
        today = "" if self.in_year else "[ ]"
        text = period_text(found, unicode=self.context.unicode, wide=wide, today=today, due=due)
        self.query_one("#period", CachedText).say(text)

    def _show_title(self) -> None:
        day = self._day
        title = str(day.year) if self.in_year else f"{dates.month(day)} {day.year}"
        self.query_one("#month-name", CachedText).say(title)
        week = self._periods.week(day, self._records)
        this = week.first == calendar.week_start(self.view.today, self._periods.first_weekday)
        words = labels.week_days(week, days.THIS_WEEK if this else days.THAT_WEEK)
        text = Content.assemble((labels.week_marks(week, unicode=self.context.unicode), "bold"), f" {words}")
        self.query_one("#week-count", CachedText).say(text if this or week.days_done else "")

    def _due(self, day: date) -> str:
        """Say what is due on a day; "" where nothing is."""
        found = due(self.context, day, self._records)
        return plan.all_due(self.context.library.names.routines, found, today=day == self.context.today())

    def _show_day_line(self) -> None:
        """Show the chosen session of the day in a line, for a window with no room for more."""
        chosen = self.panel.chosen
        nothing = self._due(self._day) or days.NO_SESSION
        line = session_line(chosen, unicode=self.context.unicode) if chosen else nothing
        others = sum(record.day == self._day for record in self._records) - 1
        line = Content.assemble(f"{dates.short_weekday(self._day)}: ", line, days.more(others))
        self.query_one("#day-line", CachedText).say(line)

    # --- moving -----------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Open the day when the focus goes into it, by a click too."""
        self.set_class(event.widget is self.panel, "-day-open")
        self.refresh_bindings()

    def action_open_day(self) -> None:
        """Go into the day to read it and to choose a session; in the year, show the day's month."""
        if self.in_year and not self.has_class("-day-open"):
            self.action_turn_year()
        else:
            self.add_class("-day-open")
            self.panel.focus()

    def action_back(self) -> None:
        """Go from the day back to the month or year, from the year to the month, and from there out."""
        if self.has_class("-day-open"):
            self._close_day()
        elif self.in_year:
            self.action_turn_year()
        else:
            self.dismiss(None)

    def action_turn_year(self) -> None:
        """Show the whole year, or the month again, with the same day chosen."""
        self.toggle_class("-year")
        self.view.go_to(self._day)
        self._close_day()
        self.show_day()

    def _close_day(self) -> None:
        self.remove_class("-day-open")
        self._show_day_line()
        self.view.focus()

    def action_turn(self, step: int) -> None:
        """Show the month or the year before or after, whichever is shown."""
        self.view.action_turn(step)

    def action_move_day(self, days: int) -> None:
        """Choose another day while one is open."""
        self.view.action_move(days)

    def action_today(self) -> None:
        """Choose today while a day is open."""
        self.view.action_today()

    def chosen(self) -> SessionRecord | None:
        """Give the session that is chosen, of the day that is marked in the month."""
        return self.panel.chosen

    def proposed_day(self) -> date:
        """Give the day that a session would be noted for: the one that is marked, if it has come yet."""
        return min(self._day, self.context.today())

    def go_to(self, record: SessionRecord) -> None:
        """Show a session where it is now."""
        self._go_to(record.day, record.id)

    def _go_to(self, day: date, session: str) -> None:
        self.view.go_to(day)
        self.reload(session)

    @work
    async def action_find_note(self) -> None:
        """Find a session by its note, and show it."""
        from stretchtui.tui.screens.find_note import FindNoteScreen

        found = await self.app.push_screen_wait(FindNoteScreen(self.context))
        if found is not None:
            self._go_to(*found)
