"""The verbs of the command line that look back on the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from stretchtui.domain import trends_text
from stretchtui.domain.trends import Trends
from stretchtui.journal.looking import look_back
from stretchtui.surroundings import Surroundings
from stretchtui.verbs import print_json
from stretchtui.verbs_journal import Day, report_problems, show_progress

F = TypeVar("F", bound=Callable[..., Any])


def period_options(command: F) -> F:
    """Give a command --from and --to."""
    for option, name, words in (("--to", "last", "Last day; today if left out."), ("--from", "first", "First day.")):
        command = click.option(option, name, type=Day(), help=words)(command)
    return command


def check_order(first: date | None, last: date | None) -> None:
    """Refuse a period that ends before it begins; raises UsageError."""
    if first is not None and last is not None and first > last:
        raise click.UsageError(f"--from {first} is after --to {last}; swap them")


def today(surroundings: Surroundings) -> date:
    """Give the day that a session started now would belong to."""
    return surroundings.day_of(surroundings.clock.now())


@click.command()
@period_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def stats(surroundings: Surroundings, first: date | None, last: date | None, as_json: bool) -> None:
    """Sum up your notes: days against the goal, ratings with their means and n, each exercise.

    The same numbers as on the screens. Without --from, all of the journal.
    """
    check_order(first, last)
    settings, _ = surroundings.config()
    found: Trends = look_back(
        surroundings.journal(),
        first,
        last,
        today=today(surroundings),
        goal=settings.goal_days,
        first_weekday=settings.week_starts_on.number,
        progress=show_progress,
    )
    if as_json:
        print_json(trends_text.document(found))
    else:
        names = {key: exercise.name for key, exercise in surroundings.library().exercises.items()}
        click.echo("\n".join(trends_text.page(found, names)))
    report_problems(surroundings)
