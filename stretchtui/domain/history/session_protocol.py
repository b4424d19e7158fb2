"""What looking back needs of a session: the least that both a record and a glance at one have.

Counting thousands of sessions does not need whole records, so the functions that count take
these. `SessionRecord` and `ExerciseRecord` have all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from stretchtui.domain.choices import Side
from stretchtui.domain.record import ExerciseOutcome, Outcome, RecordSource


class PlannedFacts(Protocol):
    """A dose that was aimed for: reps in each set, seconds of hold in each rep."""

    @property
    def sets(self) -> int: ...  # noqa: D102 - a field

    @property
    def reps(self) -> int: ...  # noqa: D102

    @property
    def hold_s(self) -> float: ...  # noqa: D102


class DoneFacts(Protocol):
    """A dose that was done: reps that reached the minimum, all seconds held."""

    @property
    def reps(self) -> int: ...  # noqa: D102

    @property
    def hold_s(self) -> float: ...  # noqa: D102


class EntryFacts(Protocol):
    """One side of one exercise in a session."""

    @property
    def exercise(self) -> str: ...  # noqa: D102

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def side(self) -> Side: ...  # noqa: D102

    @property
    def planned(self) -> PlannedFacts: ...  # noqa: D102

    @property
    def done(self) -> DoneFacts: ...  # noqa: D102

    @property
    def outcome(self) -> ExerciseOutcome: ...  # noqa: D102


class SessionLike(Protocol):
    """One session; a rating that was not given is None, never 0."""

    @property
    def id(self) -> str: ...  # noqa: D102

    @property
    def day(self) -> date: ...  # noqa: D102

    @property
    def started_at(self) -> datetime: ...  # noqa: D102

    @property
    def routine(self) -> str: ...  # noqa: D102

    @property
    def outcome(self) -> Outcome: ...  # noqa: D102

    @property
    def active_s(self) -> float | None: ...  # noqa: D102

    @property
    def exercises(self) -> Sequence[EntryFacts]: ...  # noqa: D102

    @property
    def stiffness_before(self) -> int | None: ...  # noqa: D102

    @property
    def stiffness_after(self) -> int | None: ...  # noqa: D102

    @property
    def comfort(self) -> int | None: ...  # noqa: D102

    @property
    def source(self) -> RecordSource: ...  # noqa: D102

    @property
    def speed(self) -> float: ...  # noqa: D102


def by_start(session: SessionLike) -> tuple[float, str]:
    """Give what sessions are listed by: when they started, and of the same start their ids."""
    return session.started_at.timestamp(), session.id
