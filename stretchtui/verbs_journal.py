"""The verbs of the command line about the journal."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from datetime import date, datetime, time

import click
import pendulum

from stretchtui.domain import wording
from stretchtui.domain.rating import COMFORT, STIFFNESS
from stretchtui.domain.record import NAME_KEPT, Outcome, RecordSource, SessionRecord, new_id
from stretchtui.domain.text import harmless, one_line
from stretchtui.journal.codec import encode
from stretchtui.journal.errors import JournalError
from stretchtui.library import DEFAULT_ROUTINE
from stretchtui.surroundings import Failed, Surroundings
from stretchtui.verbs import known_routine, print_json


class Day(click.ParamType[date]):
    """A date written in full, `2026-11-22`; nothing is guessed."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date exactly."""
        text = str(value)
        found: date | None = None
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            with contextlib.suppress(ValueError):
                found = date.fromisoformat(text)
        return found or self.fail(f"expected a date such as 2026-11-22, got {one_line(text)!r}", param, ctx)


class TimeOfDay(click.ParamType[time]):
    """A time of day, `07:05`."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Read the time exactly."""
        text = str(value)
        found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text, re.ASCII)
        if found is None:
            self.fail(f"expected a time such as 07:05, got {one_line(text)!r}", param, ctx)
        return time(int(found[1]), int(found[2]))


OUTCOME = click.Choice([outcome.value for outcome in Outcome])


@click.group()
def journal() -> None:
    """Read and write your notes."""


@journal.command("list")
@click.option("--from", "first", type=Day(), help="First day, e.g. 2026-11-01.")
@click.option("--to", "last", type=Day(), help="Last day.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array of records.")
@click.pass_obj
def list_sessions(surroundings: Surroundings, first: date | None, last: date | None, as_json: bool) -> None:
    """List the sessions, oldest first."""
    book = surroundings.journal()
    records = book.between(first or date.min, last or date.max)
    if as_json:
        print_json([encode(record) for record in records])
    else:
        for record in records:
            click.echo(_line(record))
        if not records and not book.problems():
            click.echo("No sessions.", err=True)
    report_problems(surroundings)


@journal.command("show")
@click.argument("record_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
@click.pass_obj
def show_session(surroundings: Surroundings, record_id: str, as_json: bool) -> None:
    """Show one session."""
    record = surroundings.journal().get(record_id)
    if record is None:
        raise Failed(
            f"there is no session {one_line(record_id)!r} in the journal; `stretchtui journal list` has the ids"
        )
    if as_json:
        print_json(encode(record))
    else:
        click.echo("\n".join(wording.page(record, surroundings.library().names)))
    report_problems(surroundings)


@journal.command("add")
@click.option("--day", type=Day(), help="Day it belongs to; today if left out.")
@click.option("--time", "at", type=TimeOfDay(), help="Time it began; now if left out.")
@click.option("--routine", default=DEFAULT_ROUTINE, show_default=True, help="Which routine.")
@click.option("--outcome", type=OUTCOME, default=Outcome.COMPLETED.value, show_default=True, help="How it went.")
@click.option("--stiffness-before", type=click.IntRange(STIFFNESS.minimum, STIFFNESS.maximum))
@click.option("--stiffness-after", type=click.IntRange(STIFFNESS.minimum, STIFFNESS.maximum))
@click.option("--comfort", type=click.IntRange(COMFORT.minimum, COMFORT.maximum))
@click.option("--note", default="", help="A note.")
@click.option("--json", "as_json", is_flag=True, help="Print the new record as JSON.")
@click.pass_obj
def add_session(  # noqa: PLR0913, PLR0917 - one parameter an option
    surroundings: Surroundings,
    day: date | None,
    at: time | None,
    routine: str,
    outcome: str,
    stiffness_before: int | None,
    stiffness_after: int | None,
    comfort: int | None,
    note: str,
    as_json: bool,
) -> None:
    """Note a session done without the program, and print its id."""
    name = known_routine(surroundings, routine).name
    now = surroundings.clock.now().replace(microsecond=0)
    started_at = _started_at(now, day, at)
    record = SessionRecord(
        id=new_id(now, os.urandom(10)),
        day=day or surroundings.day_of(started_at),
        started_at=started_at,
        timezone=now.timezone_name or "",
        routine=routine,
        routine_name=name[:NAME_KEPT],
        outcome=Outcome(outcome),
        updated_at=now,
        stiffness_before=stiffness_before,
        stiffness_after=stiffness_after,
        comfort=comfort,
        note=harmless(note),
        source=RecordSource.MANUAL,
    )
    try:
        saved = surroundings.journal().add(record)
    except JournalError as error:
        raise Failed(str(error)) from None
    if as_json:
        print_json(encode(saved))
    else:
        click.echo(saved.id)
    report_problems(surroundings)


def show_progress(done: int, total: int) -> None:
    """Count the files on a terminal, in place; whatever is said next is written over it."""
    if total > 1 and sys.stderr.isatty():
        count = f"{done} of {total} files"
        click.echo(f"{count if done < total else ' ' * len(count)}\r", err=True, nl=False)


def _started_at(now: pendulum.DateTime, day: date | None, at: time | None) -> datetime:
    """Place a session in time, in the present zone; it cannot lie in the future."""
    if at is None and day in (None, now.date()):
        return now
    when = at or time(8, 0)
    on = day or now.date()
    started_at = pendulum.datetime(on.year, on.month, on.day, when.hour, when.minute, tz=now.timezone or "UTC")
    refuse_future(started_at, now)
    return started_at


def refuse_future(started_at: datetime, now: pendulum.DateTime) -> None:
    """Raise UsageError for a session that is yet to begin."""
    if started_at.timestamp() > now.timestamp():
        raise click.UsageError(f"{started_at:%Y-%m-%d %H:%M} is still to come; note a session once it is done")


def _line(record: SessionRecord) -> str:
    change = wording.stiffness_change(record)
    parts = [
        record.id,
        f"{record.day} {record.started_at:%H:%M}",
        one_line(record.routine),
        wording.OUTCOME_WORDS[record.outcome],
        f"stiffness {change}" if change else "",
    ]
    return "  ".join(part for part in parts if part)


def report_problems(surroundings: Surroundings) -> None:
    """Say on stderr what could not be read; that is a failure, though the rest was shown."""
    for notice in surroundings.journal().notices():
        click.echo(f"stretchtui: {notice}", err=True)
    problems = surroundings.journal().problems()
    for problem in problems:
        click.echo(f"stretchtui: {problem}", err=True)
    if problems:
        raise click.exceptions.Exit(1)
