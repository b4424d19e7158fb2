"""The verbs of the command line that look back on the journal."""

from __future__ import annotations

import re
import sys
from datetime import date, time
from math import ceil
from pathlib import Path
from typing import TextIO

import click

from stretchtui import __version__
from stretchtui.cli.journal import Day, TimeOfDay, check_order, report_problems, show_progress
from stretchtui.cli.output import is_page, print_json, save
from stretchtui.cli.params import Command, Exact, completed_by, output_options
from stretchtui.cli.services import CommandError, Services, known_routine
from stretchtui.config import USUAL_DAYS
from stretchtui.domain.choices import Weekday
from stretchtui.domain.history import trends_document
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.routine import Routine
from stretchtui.journal import load_trends
from stretchtui.library import DEFAULT_ROUTINE
from stretchtui.report import reminder
from stretchtui.report.build import build_report
from stretchtui.report.text import trends_lines
from stretchtui.session.guidance import length_s
from stretchtui.system.program import PROGRAM
from stretchtui.words import commands, dates
from stretchtui.words import reminder as words
from stretchtui.words.plan import week_plan

REMINDER_FILE = "stretching.ics"
"""What a reminder's file is called where no other name is given."""


def period_options(command: Command) -> Command:
    """Give a command --from and --to."""
    for option, name, told in (("--to", "last", "Last day; today if left out."), ("--from", "first", "First day.")):
        command = click.option(option, name, type=Day(), help=told)(command)
    return command


def today(services: Services) -> date:
    """Give the day that a session started now would belong to."""
    return services.day_of(services.clock.instant())


def refuse_future(services: Services, first: date | None, found: Trends) -> None:
    """Refuse a period of which no day has come yet; raises UsageError. A session of tomorrow makes that day one."""
    if first is not None and first > found.last:
        raise click.UsageError(commands.still_to_come("--from", first, today(services)))


@click.command()
@period_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def stats(services: Services, first: date | None, last: date | None, as_json: bool) -> None:
    """Sum up your notes: days against the goal, ratings with their means and n, each exercise.

    The same numbers as on the screens. Without --from, all of the journal.
    """
    check_order(first, last)
    counted_by = services.settings().counted_by
    found: Trends = load_trends(
        services.journal(), first, last, today=today(services), progress=show_progress, **counted_by
    )
    refuse_future(services, first, found)
    if as_json:
        print_json(trends_document.document(found))
    else:
        names = services.library().names.exercises
        click.echo("\n".join(trends_lines(found, names, all_weeks=commands.all_weeks("--from", "--to", "--json"))))
    report_problems(services)


@click.command()
@period_options
@click.option("--format", "kind", type=click.Choice(["text", "html"]), help="Text, or a page that prints on A4.")
@output_options
@click.pass_obj
def report(
    services: Services,
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
    html = kind == "html" or (kind is None and output is not None and is_page(output))
    found = build_report(
        services.journal(), services.library(), services.settings(), first, last, today=today(services)
    )
    refuse_future(services, first, found.report.trends)
    text = found.page() if html else found.text(unicode=output is not None or _has_glyphs(sys.stdout))
    if output is None:
        click.echo(text, nl=False)
    else:
        save(output, text, force=force)
    report_problems(services)


class Weekdays(Exact[tuple[int, ...]]):
    """Days of the week, `mon,wed,fri`."""

    name = "days"
    expected = commands.WEEKDAYS

    def read(self, text: str) -> tuple[int, ...] | None:
        """Read the days; their full names are understood too."""
        named = {name: day.number for day in Weekday for name in (day.value, day.value[:3])}
        words = {word.strip() for word in text.lower().split(",")}
        return tuple(sorted({named[word] for word in words})) if words <= named.keys() else None


@click.command()
@click.argument("routine", default=DEFAULT_ROUTINE, shell_complete=completed_by("routines"))
@click.option("--at", required=True, multiple=True, type=TimeOfDay(), help="When it rings, e.g. 07:00; repeatedly.")
@click.option("--days", type=Weekdays(), help="On which days; else those of your plan, or mon,wed,fri.")
@output_options
@click.pass_obj
def remind(
    services: Services,
    routine: str,
    at: tuple[time, ...],
    days: tuple[int, ...] | None,
    output: Path | None,
    force: bool,
) -> None:
    """Make a reminder for the calendar that you already use, as an .ics file.

    It comes back every week, with an alarm at each local time, also after the clocks change. The
    days are those of ROUTINE's own plan, if it has one, inside the dates it was set for. Without
    FILE, it goes to the standard output, or from a terminal into stretching.ics.
    """
    chosen = services.settings().with_plan(known_routine(services, routine))
    wanted = [_reminder(services, chosen, ringing, number, days) for number, ringing in enumerate(sorted(set(at)))]
    if chosen.dates.ends and any(each.over for each in wanted):
        raise CommandError(words.over(chosen.id, chosen.dates.ends))
    content = reminder.calendar_file(*wanted)
    if output is None and not sys.stdout.isatty():
        click.echo(content, nl=False)
    else:
        save(output or Path(REMINDER_FILE), content, force=force)
    for each in wanted:
        told = words.rings(f"{each.at:%H:%M}", each.zone_name, dates.weekday_names(each.days), each.first)
        click.echo(told, err=True)
    if chosen.plan and chosen.plan.days and chosen.plan.times > len(wanted):
        click.echo(words.fewer_alarms(week_plan(chosen.plan), len(wanted), "--at"), err=True)
    click.echo(words.HOW_TO_ADD, err=True)


def _reminder(
    services: Services, routine: Routine, at: time, number: int, days: tuple[int, ...] | None
) -> reminder.Reminder:
    """Make the reminder of a time of day, by its number from 0: each of a routine has an id of its own."""
    config, now = services.settings(), services.clock.now()
    plan = routine.plan.weekdays if routine.plan else ()
    zone = now.timezone_name or ""
    usual, journal = routine.id == DEFAULT_ROUTINE, str(services.locations.journal)
    return reminder.Reminder(
        at=at,
        days=days or plan or tuple(day.number for day in config.plan_days or USUAL_DAYS),
        now=now,
        # A bare offset, from a system without a named zone, knows nothing of changes of the clocks.
        zone_name=zone if re.fullmatch(r"[A-Za-z][A-Za-z0-9_+/-]*", zone, re.ASCII) else "",
        seed=journal if usual and not number else f"{journal}:{routine.id}:{number}",
        minutes=ceil(length_s(config, routine, services.without()) / 60),
        program=f"StretchTUI {__version__}",
        begins=routine.dates.begins,
        ends=routine.dates.ends,
        summary=words.SUMMARY if usual else routine.name,
        command=PROGRAM if usual else f"{PROGRAM} start {routine.id}",
    )


def _has_glyphs(stream: TextIO) -> bool:
    """Tell whether a stream can take the glyphs of the report."""
    try:
        "●◐▲·→–×“".encode(stream.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True
