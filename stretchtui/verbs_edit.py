"""The verbs of the command line that change a session, delete it and take that back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import click
import pendulum

from stretchtui.domain import wording
from stretchtui.domain.rating import COMFORT, STIFFNESS, Scale
from stretchtui.domain.record import Outcome, SessionRecord
from stretchtui.domain.text import harmless, one_line
from stretchtui.journal.codec import encode
from stretchtui.journal.errors import JournalError
from stretchtui.surroundings import Failed, Surroundings
from stretchtui.verbs import print_json
from stretchtui.verbs_journal import OUTCOME, Day, TimeOfDay, refuse_future, report_problems


class Rating(click.ParamType[int]):
    """A point on a scale, or the word `none` for no rating."""

    name = "rating"
    NONE = -1
    """What the word is read as: a point on no scale."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Say what may be given."""
        return f"[{self._scale.minimum}-{self._scale.maximum}|none]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the point exactly."""
        text = str(value)
        if text == "none":
            return self.NONE
        if text not in map(str, self._scale.points):
            low, high = self._scale.minimum, self._scale.maximum
            self.fail(f"expected a whole number {low}-{high} or none, got {one_line(text)!r}", param, ctx)
        return int(text)


@click.command("edit")
@click.argument("record_id", metavar="ID")
@click.option("--day", type=Day(), help="Day it belongs to; its times move along.")
@click.option("--time", type=TimeOfDay(), help="Time it began on that day.")
@click.option("--outcome", type=OUTCOME, help="How it went.")
@click.option("--stiffness-before", type=Rating(STIFFNESS))
@click.option("--stiffness-after", type=Rating(STIFFNESS))
@click.option("--comfort", type=Rating(COMFORT))
@click.option("--note", help="A note, in place of the one there.")
@click.option("--json", "as_json", is_flag=True, help="Print the changed record as JSON.")
@click.pass_obj
def edit_session(surroundings: Surroundings, /, record_id: str, as_json: bool, **options: Any) -> None:
    """Change a session, and print its id.

    What is not named stays as it is. A rating of `none` takes the rating away.
    """
    wanted = {name: value for name, value in options.items() if value is not None}
    if not wanted:
        raise click.UsageError("nothing to change; name at least one of --day, --time, --outcome, a rating or --note")
    now = surroundings.clock.now()
    try:
        saved = surroundings.journal().revise(record_id, lambda record: _edited(record, wanted, now))
    except JournalError as error:
        raise Failed(str(error)) from None
    if as_json:
        print_json(encode(saved))
    else:
        click.echo(saved.id)
    report_problems(surroundings)


@click.command("delete")
@click.argument("record_id", metavar="ID")
@click.pass_obj
def delete_session(surroundings: Surroundings, record_id: str) -> None:
    """Delete a session, and print its id.

    It stays in the files, marked as deleted, so that merging another machine's journal does
    not bring it back; `journal restore ID` does.
    """
    try:
        gone = surroundings.journal().delete(record_id)
    except JournalError as error:
        raise Failed(str(error)) from None
    click.echo(gone.id)
    click.echo(f"Deleted: {_title(gone)}. `stretchtui journal restore {gone.id}` takes that back.", err=True)
    report_problems(surroundings)


@click.command("restore")
@click.argument("record_id", metavar="ID")
@click.pass_obj
def restore_session(surroundings: Surroundings, record_id: str) -> None:
    """Take a deletion back, and print the session's id."""
    try:
        back = surroundings.journal().restore(record_id)
    except JournalError as error:
        raise Failed(str(error)) from None
    click.echo(back.id)
    report_problems(surroundings)


def _edited(record: SessionRecord, wanted: Mapping[str, Any], now: pendulum.DateTime) -> SessionRecord:
    """Give a record with what was wanted in place of what was there."""
    changes: dict[str, Any] = {name: None if value == Rating.NONE else value for name, value in wanted.items()}
    day, at = changes.pop("day", record.day), changes.pop("time", None)
    if "outcome" in changes:
        changes["outcome"] = Outcome(changes["outcome"])
    if "note" in changes:
        changes["note"] = harmless(changes["note"])
    if at is not None or day != record.day:
        changes |= {"day": day} | _moved(record, day, at, now)
    return replace(record, **changes)


def _moved(record: SessionRecord, day: date, at: time | None, now: pendulum.DateTime) -> dict[str, datetime | None]:
    """Place a session on another day or at another time, in its own zone; it keeps its length."""
    old = record.started_at
    try:
        # One that began after midnight may belong to the day before; it stays as far from its day as it was.
        on = day if at is not None else old.date() + (day - record.day)
        wall = datetime.combine(on, at or old.time())
        try:
            started_at: datetime = pendulum.instance(wall, tz=record.timezone)
        except (ValueError, OSError):
            started_at = wall.replace(tzinfo=old.tzinfo)
        refuse_future(started_at, now)
        length_s = 0.0 if record.ended_at is None else record.ended_at.timestamp() - old.timestamp()
        ended_at = None if record.ended_at is None else started_at + timedelta(seconds=length_s)
    except OverflowError:
        raise click.UsageError(f"{day} is beyond all calendars here") from None
    return {"started_at": started_at, "ended_at": ended_at}


def _title(record: SessionRecord) -> str:
    outcome = wording.OUTCOME_WORDS[record.outcome]
    return f"{record.day} {record.started_at:%H:%M}, {one_line(record.routine)}, {outcome}"
