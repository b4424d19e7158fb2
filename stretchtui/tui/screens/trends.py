"""Trends: how the mornings went over the weeks, with the numbers they are made of."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import ProgressBar, Static
from textual.worker import get_current_worker

from stretchtui.domain.cycle import next_in
from stretchtui.domain.history.period import Period, period_first
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.rating import STIFFNESS
from stretchtui.domain.text import one_line
from stretchtui.journal import JournalError, load_trends, write_file
from stretchtui.report.build import build_report
from stretchtui.report.text import trends_lines
from stretchtui.session.context import AppContext
from stretchtui.system import files
from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.screens.scrolling import scrolling
from stretchtui.tui.widgets.cached_lines import CachedText, LaidOutOnce
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted
from stretchtui.tui.widgets.links import link
from stretchtui.tui.widgets.rating_plot import RatingPlot
from stretchtui.words import days

PERIODS = KeyGroup(explanation="4 weeks, 3 months, a year, all")

ROOMY = 60
"""From so many columns on, the periods stand apart."""

PROGRESS_S = 0.25
"""How often the progress of reading is shown: each time the reading waits until it is drawn."""


class _Box(VerticalScroll, LaidOutOnce):
    """Scrolls the plot and the numbers."""


class TrendsScreen(BaseScreen[None]):
    """Shows a period looked back on; the reading is done beside the event loop."""

    BINDINGS: ClassVar = [
        listed("trends-period", "p", "next_period", "Period", "The next period"),
        *(
            unlisted(
                f"trends-{period.value}",
                str(number),
                f"choose('{period.value}')",
                days.PERIOD_WORDS[period],
                f"Look back on {days.PERIOD_PHRASES[period]}",
                PERIODS,
            )
            for number, period in enumerate(Period, start=1)
        ),
        listed("trends-report", "e", "report", "Report", "Write a page for your physiotherapist"),
        *scrolling("trends", "read_on", line=2, page=12),
        listed("trends-back", "q,escape", "dismiss", "Back", "Back to where you came from"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.period = Period.FOUR_WEEKS
        self.found: Trends | None = None
        self._report_wanted = False

    def compose(self) -> ComposeResult:
        """Lay out the plot over the numbers."""
        with Vertical(id="trends-frame"):
            with Horizontal(id="trends-head"):
                yield Static(days.TRENDS, id="trends-title", markup=False)
                yield Static(id="trends-periods")
            yield ProgressBar(id="trends-progress", show_eta=False)
            with _Box(id="trends-box", can_focus=False):
                yield CachedText(id="trends-scale")
                yield RatingPlot(self.context.rendering, id="trends-plot")
                yield CachedText(id="trends-legend")
                yield CachedText(id="trends-numbers")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look back on the shortest period."""
        self._look()

    async def on_screen_resume(self, _: events.ScreenResume) -> None:
        """Look again: something may have changed meanwhile."""
        if self.found is not None:
            self._look()

    @property
    def is_reading(self) -> bool:
        """Tell whether a period is being read, which the bar shows."""
        return self.query_one(ProgressBar).has_class("-reading")

    def _look(self) -> None:
        names = {item: f"[{word}]" if item is self.period else word for item, word in days.PERIOD_WORDS.items()}
        gap = Content("  " if self.size.width >= ROOMY else " ")
        links = [link(name, f"screen.choose('{item.value}')") for item, name in names.items()]
        self.query_one("#trends-periods", Static).update(gap.join(links))
        bar = self.query_one(ProgressBar)
        bar.update(total=None, progress=0)
        bar.add_class("-reading")
        self._read(self.period)

    @work(thread=True, exclusive=True, group="trends")
    def _read(self, period: Period) -> None:
        worker = get_current_worker()
        config, today = self.context.config, self.context.today()

        told_s = monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal told_s
            if not worker.is_cancelled and monotonic() - told_s >= PROGRESS_S:
                told_s = monotonic()
                self.app.call_from_thread(self.query_one(ProgressBar).update, total=total, progress=done)

        first = period_first(period, today, config.week_starts_on.number)
        found = load_trends(self.context.journal, first, None, today=today, progress=progress, **config.counted_by)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, found)

    def _show(self, found: Trends) -> None:
        if not self.is_mounted or not self.query(RatingPlot):
            return  # the screen is being taken away
        self.found = found
        self.query_one(ProgressBar).remove_class("-reading")
        self.query_one("#trends-legend", CachedText).say(self.query_one(RatingPlot).show(found))
        self.query_one("#trends-scale", CachedText).say(days.stiffness_scale(STIFFNESS))
        names = self.context.library.names.exercises
        self.query_one("#trends-numbers", CachedText).say("\n".join(trends_lines(found, names)))
        for problem in self.context.journal.problems():
            self.notify(str(problem), severity="warning", timeout=15)
        self._write_what_was_wanted(found)

    # --- keys -------------------------------------------------------------------------

    def action_next_period(self) -> None:
        """Look back further, or on the shortest period again."""
        self.period = next_in(Period, self.period)
        self._look()

    def action_choose(self, period: str) -> None:
        """Look back on a period."""
        self.period = Period(period)
        self._look()

    def action_read_on(self, lines: int) -> None:
        """Scroll the plot and the numbers."""
        self.query_one("#trends-box", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_report(self) -> None:
        """Write the report of the period for the physiotherapist as soon as it is read, and say where it is."""
        self._report_wanted = True
        if self.found is not None and not self.is_reading:
            self._write_what_was_wanted(self.found)

    def _write_what_was_wanted(self, found: Trends) -> None:
        if self._report_wanted:
            self._report_wanted = False
            self._write(found)

    @work(thread=True, group="report")
    def _write(self, found: Trends) -> None:
        context = self.context
        report = build_report(
            context.journal, context.library, context.config, found.first, found.last, today=context.today()
        )
        folder = context.locations.journal.parent / "reports"
        path = folder / report.file_name(".html")
        try:
            files.make_inner(folder)
            write_file(path, report.page().encode("utf-8", "replace"), force=True, named=False)
        except (JournalError, OSError) as error:
            self.app.call_from_thread(
                self.notify, one_line(str(error)), title=days.NO_REPORT, severity="error", markup=False
            )
            return
        self.app.call_from_thread(self.notify, one_line(str(path)), title=days.REPORT, timeout=20, markup=False)
