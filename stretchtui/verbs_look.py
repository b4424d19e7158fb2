"""The verbs of the command line that look back on the journal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from stretchtui.domain import trends_text
from stretchtui.domain.text import one_line
from stretchtui.domain.trends import Trends
from stretchtui.journal import exchange
from stretchtui.journal.errors import JournalError
from stretchtui.journal.looking import look_back
from stretchtui.reporting import gather
from stretchtui.surroundings import Failed, Surroundings
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


@click.command()
@period_options
@click.option("--format", "kind", type=click.Choice(["text", "html"]), help="Text, or a page that prints on A4.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write into a file.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.pass_obj
def report(
    surroundings: Surroundings,
    first: date | None,
    last: date | None,
    kind: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Sum up a period for your physiotherapist, on one page: text, or HTML with a plot.

    Without --from, this week and the three before. The format goes by FILE's name if it ends
    in .html; without FILE the report is printed.
    """
    check_order(first, last)
    html = kind == "html" or (kind is None and output is not None and output.suffix.lower() in (".html", ".htm"))
    found = gather(
        surroundings.journal(), surroundings.library(), surroundings.config()[0], first, last, today=today(surroundings)
    )
    text = found.page() if html else found.text(unicode=output is not None or _has_glyphs(sys.stdout))
    if output is None:
        click.echo(text, nl=False)
    else:
        save(output, text, force=force)
    report_problems(surroundings)


def save(output: Path, text: str, *, force: bool) -> None:
    """Write a file that leaves the program, and print its name; raises Failed."""
    try:
        exchange.write_file(output, text.encode("utf-8", "replace"), force=force)
    except JournalError as error:
        raise Failed(str(error)) from None
    click.echo(one_line(str(output)))


def _has_glyphs(stream: TextIO) -> bool:
    """Tell whether a stream can take the glyphs of the report."""
    try:
        "●◐▲·→–×“".encode(stream.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True
