"""The verbs of the command line that need no full screen: journal, routines and paths."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Sequence
from datetime import date, datetime, time

import click
import pendulum

from stretchtui.domain import wording
from stretchtui.domain.rating import COMFORT, STIFFNESS
from stretchtui.domain.record import Outcome, RecordSource, SessionRecord, new_id
from stretchtui.domain.routine import Exercise, Level, Routine
from stretchtui.domain.text import harmless, one_line
from stretchtui.domain.timeline import routine_timeline, total_s
from stretchtui.journal.codec import encode
from stretchtui.journal.errors import JournalError
from stretchtui.library import DEFAULT_ROUTINE, LibraryError
from stretchtui.surroundings import Failed, Surroundings


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


def _print_json(document: object) -> None:
    click.echo(json.dumps(document, indent=2, ensure_ascii=True))


# --- journal ------------------------------------------------------------------------------


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
        _print_json([encode(record) for record in records])
    else:
        for record in records:
            click.echo(_line(record))
        if not records and not book.problems():
            click.echo("No sessions.", err=True)
    _report_problems(surroundings)


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
        _print_json(encode(record))
    else:
        click.echo("\n".join(_page(record, surroundings)))
    _report_problems(surroundings)


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
    _known_routine(surroundings, routine)
    now = surroundings.clock.now().replace(microsecond=0)
    started_at = _started_at(now, day, at)
    record = SessionRecord(
        id=new_id(now, os.urandom(10)),
        day=day or surroundings.day_of(started_at),
        started_at=started_at,
        timezone=now.timezone_name or "",
        routine=routine,
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
        _print_json(encode(saved))
    else:
        click.echo(saved.id)
    _report_problems(surroundings)


def _known_routine(surroundings: Surroundings, routine: str) -> Routine:
    try:
        return surroundings.library().routine(routine)
    except LibraryError as error:
        raise Failed(str(error)) from None


def _started_at(now: pendulum.DateTime, day: date | None, at: time | None) -> datetime:
    """Place a session in time, in the present zone; it cannot lie in the future."""
    if at is None and day in (None, now.date()):
        return now
    when = at or time(8, 0)
    on = day or now.date()
    started_at = pendulum.datetime(on.year, on.month, on.day, when.hour, when.minute, tz=now.timezone or "UTC")
    if started_at.timestamp() > now.timestamp():
        raise click.UsageError(f"{started_at:%Y-%m-%d %H:%M} is still to come; note a session once it is done")
    return started_at


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


def _page(record: SessionRecord, surroundings: Surroundings) -> list[str]:
    """Write a session out, a fact a line."""
    exercises = surroundings.library().exercises
    lines = [
        f"{record.day} {record.started_at:%H:%M}  {one_line(record.routine)}, {wording.OUTCOME_WORDS[record.outcome]}",
        f"stiffness  {wording.stiffness_change(record) or 'not rated'}",
        f"comfort    {wording.comfort(record)}",
    ]
    if record.active_s is not None:
        lines.append(f"active     {wording.clock(record.active_s)}")
    for entry in record.exercises:
        name = exercises[entry.exercise].name if entry.exercise in exercises else one_line(entry.exercise)
        outcome = wording.EXERCISE_OUTCOME_WORDS[entry.outcome]
        lines.append(f"{name}, {entry.side.value}: {outcome}, {wording.done_dose(entry)}")
    if record.note:
        lines.append(f"note       {harmless(record.note)}")
    return lines


def _report_problems(surroundings: Surroundings) -> None:
    """Say on stderr what could not be read; that is a failure, though the rest was shown."""
    problems = surroundings.journal().problems()
    for problem in problems:
        click.echo(f"stretchtui: {problem}", err=True)
    if problems:
        raise click.exceptions.Exit(1)


# --- routines -----------------------------------------------------------------------------


@click.group()
def routines() -> None:
    """See which routines there are."""


@routines.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_routines(surroundings: Surroundings, as_json: bool) -> None:
    """List the routines."""
    shelf = surroundings.library()
    if as_json:
        _print_json([_routine_document(routine) for routine in shelf.routines.values()])
    else:
        for routine in shelf.routines.values():
            length = wording.minutes(total_s(routine_timeline(routine, Level.STANDARD)))
            click.echo(f"{routine.id}  {routine.name}, {len(routine.exercises)} exercises, {length}")
    for problem in shelf.problems:
        click.echo(f"stretchtui: {problem}", err=True)


@routines.command("show")
@click.argument("routine_id", metavar="ID", default=DEFAULT_ROUTINE)
@click.option("--json", "as_json", is_flag=True, help="Print the routine as JSON.")
@click.pass_obj
def show_routine(surroundings: Surroundings, routine_id: str, as_json: bool) -> None:
    """Show a routine with its exercises, doses and cautions."""
    routine = _known_routine(surroundings, routine_id)
    if as_json:
        _print_json(_routine_document(routine))
        return
    click.echo(f"{routine.name}\nFrom “{routine.source.title}”, {routine.source.author}\n{routine.start}")
    for number, exercise in enumerate(routine.exercises, start=1):
        click.echo(f"\n{number}. {exercise.name}: {exercise.dose.summary()}")
        click.echo("\n".join(f"   {text}" for text in _texts(exercise)))


def _texts(exercise: Exercise) -> Sequence[str]:
    return [
        exercise.purpose,
        *exercise.instructions,
        *(f"Take care: {text}" for text in exercise.cautions),
        *(f"Ask first: {text}" for text in exercise.ask_first),
        exercise.dose.note,
    ]


def _routine_document(routine: Routine) -> dict[str, object]:
    return {
        "id": routine.id,
        "name": routine.name,
        "source": {"title": routine.source.title, "author": routine.source.author, "url": routine.source.url},
        "short": list(routine.short),
        "exercises": [_exercise_document(exercise) for exercise in routine.exercises],
    }


def _exercise_document(exercise: Exercise) -> dict[str, object]:
    dose = exercise.dose
    return {
        "id": exercise.id,
        "name": exercise.name,
        "purpose": exercise.purpose,
        "start": exercise.start,
        "instructions": list(exercise.instructions),
        "cautions": list(exercise.cautions),
        "ask_first": list(exercise.ask_first),
        "dose": {
            "sets": list(dose.sets),
            "reps": list(dose.reps),
            "hold_s": list(dose.hold_s),
            "sides": dose.sides.value,
            "tempo_s": [dose.move_in_s, list(dose.hold_s), dose.move_out_s],
            "rest_s": dose.rest_s,
            "ours": list(dose.ours),
            "note": dose.note,
        },
    }


# --- paths --------------------------------------------------------------------------------


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def paths(surroundings: Surroundings, as_json: bool) -> None:
    """Say where your journal, settings, routines and exercises are."""
    places = surroundings.locations.as_dict()
    if as_json:
        _print_json(places)
    else:
        for name, path in places.items():
            click.echo(f"{name:<10} {one_line(path)}")
