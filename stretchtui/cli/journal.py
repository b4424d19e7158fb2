"""The verbs of the command line about the journal."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

import click

from stretchtui import journal as kept  # its names are loaded when they are first asked for
from stretchtui.cli.lazy import LazyGroup
from stretchtui.cli.output import print_json, tell
from stretchtui.cli.params import Command, Exact, completed_by
from stretchtui.cli.services import CommandError, Services, called
from stretchtui.domain.choices import DEFAULT_ROUTINE
from stretchtui.domain.entered_time import EnteredTimeError, check_day, read_day, read_time
from stretchtui.domain.history.edits import Changes, noted, noted_as
from stretchtui.domain.rating import COMFORT, STIFFNESS, Scale
from stretchtui.domain.record import Outcome, SessionRecord, new_id
from stretchtui.domain.text import noted_text, one_line
from stretchtui.system.program import LAST, PROGRAM


class Day(click.ParamType[date]):
    """A date written in full, `2026-11-22`; nothing is guessed."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date exactly."""
        try:
            return read_day(str(value))
        except EnteredTimeError as error:
            self.fail(_when_words(error), param, ctx)


class TimeOfDay(click.ParamType[time]):
    """A time of day, `07:05`."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Read the time exactly."""
        try:
            return read_time(str(value))
        except EnteredTimeError as error:
            self.fail(_when_words(error), param, ctx)


class Rating(Exact[int]):
    """A point on a scale, or the word `none` for no rating."""

    name = "rating"
    NONE = -1
    """What the word is read as: a point on no scale."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Say what may be given."""
        return f"[{self._scale.minimum}-{self._scale.maximum}|none]"

    @property
    def expected(self) -> str:
        """Say what may be given."""
        from stretchtui.words import commands

        return commands.rating(self._scale, "none")

    def read(self, text: str) -> int | None:
        """Read a point of the scale, or the word."""
        if text == "none":
            return self.NONE
        return int(text) if text in map(str, self._scale.points) else None


OUTCOME = click.Choice([outcome.value for outcome in Outcome])


def said_options(command: Command) -> Command:
    """Give a command the options by which a person says how a session was."""
    options = (
        click.option("--outcome", type=OUTCOME, help="How it went."),
        click.option("--stiffness-before", type=Rating(STIFFNESS), help="How stiff the back was before."),
        click.option("--stiffness-after", type=Rating(STIFFNESS), help="How stiff the back was after."),
        click.option("--comfort", type=Rating(COMFORT), help="How comfortable it was."),
        click.option("--note", help="A note."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def said(services: Services, day: date | None, at: time | None, options: Mapping[str, Any]) -> Changes:
    """Give what a person says of a session by `said_options`, a day and a time; what is not said is no change."""
    values: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    values |= {name: None for name, value in values.items() if value == Rating.NONE}
    if "outcome" in values:
        values["outcome"] = Outcome(values["outcome"])
    if "note" in values:
        values["note"] = noted_text(values["note"])
    return Changes(values=values, day=day, at=at, day_starts_at=services.day_starts_at())


@contextlib.contextmanager
def day_and_time_as_usage() -> Iterator[None]:
    """Make of a day or time that cannot be wrong usage."""
    try:
        yield
    except EnteredTimeError as error:
        raise click.BadParameter(_when_words(error), param_hint="'--day'" if error.of_day else "'--time'") from None


def _when_words(error: EnteredTimeError) -> str:
    got = f"{error.got:%Y-%m-%d %H:%M}" if isinstance(error.got, datetime) else one_line(str(error.got))
    from stretchtui.words import saving

    return f"{got!r}. {saving.when_fault(error)}"


def check_order(first: date | None, last: date | None) -> None:
    """Refuse a period that ends before it begins; raises UsageError."""
    if first is not None and last is not None and first > last:
        from stretchtui.words import commands

        raise click.UsageError(commands.ends_before_it_begins("--from", first, "--to", last))


VERBS = {
    "backups": (
        "journal_backups:backups",
        "List the versions that are kept of each month, the newest first.",
    ),
    "check": ("journal_maintenance:check_journal", "Say the state of every file; exit code 1 if anything is wrong."),
    "delete": ("journal_edit:delete_session", "Delete a session, and print its id."),
    "edit": ("journal_edit:edit_session", "Change a session, and print its id."),
    "export": ("journal_transfer:export_journal", "Write the whole journal into FILE, and print what was written."),
    "import": ("journal_transfer:import_journal", "Take the sessions in FILE, .json or .csv, into the journal."),
    "merge": ("journal_maintenance:merge_journals", "Merge other journals, folders or files, into yours."),
    "repair": ("journal_maintenance:repair_journal", "Rescue what can be rescued, and say what was done."),
    "restore": ("journal_edit:restore_session", "Take a deletion back, and print the session's id."),
}
"""The verbs that are in files of their own, as `LazyGroup` takes them."""


@click.group(cls=LazyGroup, verbs=VERBS)
def journal() -> None:
    """Read and write your notes."""


@journal.command("list")
@click.option("--from", "first", type=Day(), help="First day, e.g. 2026-11-01.")
@click.option("--to", "last", type=Day(), help="Last day.")
@click.option("-n", "count", type=click.IntRange(min=1), help="The last so many of them.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array of records.")
@click.pass_obj
def list_sessions(services: Services, first: date | None, last: date | None, count: int | None, as_json: bool) -> None:
    """List the sessions, oldest first."""
    from stretchtui.words import commands, labels

    check_order(first, last)
    book = services.journal()
    days = first or date.min, last or date.max
    chosen = slice(-count if count else None, None)
    if as_json:
        print_json([kept.encode(record) for record in book.between(*days)[chosen]])
    else:
        records = book.summaries(*days)[chosen]
        lines = ("  ".join((record.id, *commands.session_parts(record))) for record in records)
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
        if not records and not book.problems():
            click.echo(labels.NO_SESSIONS, err=True)
    report_problems(services)


ID_CHARACTERS = 36
"""As many as an id of this program's making has: it is no beginning of another."""


def session_id(services: Services, given: str, *, deleted: bool = False) -> str:
    """Give the id of the session that is meant: by its id, by the beginning of it, or by `last`.

    The last one is the one that began last, or with `deleted` the one deleted last. Raises CommandError
    for a beginning that several have.
    """
    book = services.journal()
    if given == LAST:
        from stretchtui.domain.history.period import latest_day

        last = book.last_deleted() if deleted else book.latest(latest_day(services.day_of(services.clock.instant())))
        return last.id if last else given
    if len(given) >= ID_CHARACTERS or book.get(given, include_deleted=True):
        return given
    ids = [record_id for record_id in book.lines() if given and record_id.startswith(given)]
    if len(ids) > 1:
        from stretchtui.words import commands

        raise CommandError(commands.several_sessions(one_line(given), len(ids), f"{PROGRAM} journal list"))
    return ids[0] if ids else given


@journal.command("show")
@click.argument("record_id", metavar="ID", shell_complete=completed_by("sessions"))
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
@click.pass_obj
def show_session(services: Services, record_id: str, as_json: bool) -> None:
    """Show one session.

    ID is its id or the beginning of it, or `last`.
    """
    from stretchtui.words import commands, labels

    record = services.journal().get(session_id(services, record_id))
    if record is None:
        raise CommandError(commands.no_session(one_line(record_id), f"{PROGRAM} journal list"))
    if as_json:
        print_json(kept.encode(record))
    else:
        click.echo("\n".join(labels.page(record, services.library().names)))
    report_problems(services)


@journal.command("add")
@click.option("--day", type=Day(), help="Day it belongs to; today if left out.")
@click.option("--time", "at", type=TimeOfDay(), help="Time it began; now if left out.")
@click.option(
    "--routine",
    default=DEFAULT_ROUTINE,
    show_default=True,
    shell_complete=completed_by("routines"),
    help="Which routine.",
)
@said_options
@click.option("--json", "as_json", is_flag=True, help="Print the new record as JSON.")
@click.pass_obj
def add_session(
    services: Services, /, day: date | None, at: time | None, routine: str, as_json: bool, **options: Any
) -> None:
    """Note a session done without the program, and print its id.

    A time before the hour at which your days start is in the night that ends the day.
    """
    now = services.clock.instant()
    changes = said(services, None, at, options)
    wanted = called(services, routine)
    with day_and_time_as_usage():
        if day is not None:
            check_day(day, now, changes.day_starts_at)
        record_id = new_id(now, os.urandom(10))
        record = noted(now, services.clock.zone(), record_id, wanted, day, changes.day_starts_at)
        saved = services.journal().save(noted_as(record, changes, now)).record
    print_saved(services, saved, as_json=as_json)


def print_saved(services: Services, saved: SessionRecord, *, as_json: bool) -> None:
    """Print the id of a session that was saved, or all of it; what else is wrong in the journal is told."""
    if as_json:
        print_json(kept.encode(saved))
    else:
        click.echo(saved.id)
    tell_problems(services)


def show_progress(done: int, total: int) -> None:
    """Count the files on a terminal, in place; whatever is said next is written over it."""
    if total > 1 and sys.stderr.isatty():
        from stretchtui.words import commands

        count = commands.files_done(done, total)
        click.echo(f"{count if done < total else ' ' * len(count)}\r", err=True, nl=False)


def tell_problems(services: Services) -> bool:
    """Say on stderr what could not be read; True when there was any such thing."""
    problems = services.journal().problems()
    tell(*map(str, (*services.journal().notices(), *problems)))
    return bool(problems)


def report_problems(services: Services) -> None:
    """Say on stderr what could not be read; that is a failure, though the rest was shown."""
    if tell_problems(services):
        raise click.exceptions.Exit(1)
