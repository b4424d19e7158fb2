"""What looking back needs of a session: the least that both a record and a summary of one have.

Counting thousands of sessions does not need whole records, so the functions that count take
these. `SessionRecord` and `ExerciseRecord` have all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from stretchtui.domain.choices import Level
from stretchtui.domain.record import ExerciseRecord, Outcome, RecordSource


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
    def routine_name(self) -> str: ...  # noqa: D102

    @property
    def level(self) -> Level | None: ...  # noqa: D102

    @property
    def short(self) -> bool: ...  # noqa: D102

    @property
    def outcome(self) -> Outcome: ...  # noqa: D102

    @property
    def active_s(self) -> float | None: ...  # noqa: D102

    @property
    def exercises(self) -> Sequence[ExerciseRecord]: ...  # noqa: D102

    @property
    def stiffness_before(self) -> int | None: ...  # noqa: D102

    @property
    def stiffness_after(self) -> int | None: ...  # noqa: D102

    @property
    def comfort(self) -> int | None: ...  # noqa: D102

    @property
    def scales(self) -> Mapping[str, str]: ...  # noqa: D102

    @property
    def note(self) -> str: ...  # noqa: D102

    @property
    def source(self) -> RecordSource: ...  # noqa: D102

    @property
    def speed(self) -> float: ...  # noqa: D102


def by_start(session: SessionLike) -> tuple[float, str]:
    """Give what sessions are listed by: when they started, and of the same start their ids."""
    return session.started_at.timestamp(), session.id


def alike(sessions: Iterable[SessionLike]) -> Iterable[tuple[Sequence[ExerciseRecord], int]]:
    """Give the exercises of sessions, in the order in which they first came up, each with how many sessions had them.

    Day by day the same is done, and is one object then: most of counting is done once for all of these.
    """
    found: dict[int, tuple[Sequence[ExerciseRecord], int]] = {}
    for session in sessions:
        exercises = session.exercises
        found[id(exercises)] = exercises, found.get(id(exercises), (exercises, 0))[1] + 1
    return found.values()
