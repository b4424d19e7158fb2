"""The lines at the overview's foot: what is due and planned, and how the week and the last session went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from stretchtui.domain.calendar import Week
from stretchtui.domain.due import Due
from stretchtui.domain.record import SessionRecord
from stretchtui.tui.widgets.best_fit import BestFit
from stretchtui.tui.widgets.cached_lines import CachedText
from stretchtui.tui.widgets.links import link
from stretchtui.words import labels, overview, plan


class PlanLine(Horizontal):
    """Shows what is due today and the if-then plan, and beside it when to seek help at once."""

    def __init__(self, urgent_key: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._urgent_key = urgent_key

    def compose(self) -> ComposeResult:
        """Lay out the plan and the way to urgent care."""
        yield CachedText(id="if-then")
        yield Static(link(overview.urgent(self._urgent_key), "app.open_urgent_care"), id="urgent")

    def show(self, found: Sequence[Due], names: Mapping[str, str], days: Sequence[int], asking: str) -> None:
        """Show what is due and planned, or what asks for a plan; where there is nothing to say it takes no room."""
        text = plan_text(found, names, days, asking)
        line = self.query_one("#if-then", CachedText)
        line.display = bool(text)
        line.say(text)


class WeekLine(Horizontal):
    """Shows the days done in a week, and how the last session went."""

    def compose(self) -> ComposeResult:
        """Lay out the week and the session."""
        yield CachedText(id="week")
        yield BestFit(id="last")

    def show(self, week: Week, last: SessionRecord | None, today: date, *, unicode: bool) -> None:
        """Show a week, and the last session if there was any."""
        marks = labels.week_marks(week, unicode=unicode)
        self.query_one("#week", CachedText).say(Content.assemble((marks, "bold"), f" {labels.week_days(week)}"))
        self.query_one(BestFit).show(overview.last_session(last, today) if last else (overview.NO_SESSION_YET,))


def plan_text(found: Sequence[Due], names: Mapping[str, str], days: Sequence[int], asking: str) -> Content:
    """Write what is due today and the if-then plan, or where there is neither what asks for one.

    A click on a routine that is due shows it; `names` are the routines' by id, `days` the plan's weekdays.
    """
    due = [link(plan.due(names[each.routine], each), f"screen.choose_routine('{each.routine}')") for each in found]
    lines = [Content.assemble(f"{plan.DUE_TODAY}: ", Content("; ").join(due))] if due else []
    if days:
        lines.append(link(labels.if_then(days), "screen.plan"))
    elif asking and not due:
        lines.append(link(asking, "screen.plan"))
    return Content("\n").join(lines)
