"""Sessions on awkward dates: the true length, the right day, and the right order, whatever the wall clock does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pendulum
import pytest

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.routine import Level
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.recorder import SessionRecorder
from tests.support import FakeClock
from tests.tui.harness import make_context

PARIS = "Europe/Paris"
TEN_MINUTES_S = 600


@dataclass(frozen=True)
class Case:
    """A session of ten minutes: when it starts, and where and when the wall clock is put in the middle of it."""

    name: str
    starts: pendulum.DateTime
    day: date
    ends: str
    travels_to: str | None = None
    clock_set_by_s: float = 0


CASES = (
    Case("spring: the clock goes forward", pendulum.datetime(2026, 3, 29, 1, 55, tz=PARIS), date(2026, 3, 28), "03:05"),
    Case(
        "autumn: an hour comes twice",
        pendulum.datetime(2026, 10, 25, 2, 55, tz=PARIS, fold=0),
        date(2026, 10, 24),
        "02:05",
    ),
    Case("over midnight", pendulum.datetime(2026, 11, 22, 23, 55, tz=PARIS), date(2026, 11, 22), "00:05"),
    Case("before the day begins", pendulum.datetime(2026, 11, 22, 3, 55, tz=PARIS), date(2026, 11, 21), "04:05"),
    Case("as the day begins", pendulum.datetime(2026, 11, 22, 4, 0, tz=PARIS), date(2026, 11, 22), "04:10"),
    Case(
        "a day without midnight",
        pendulum.datetime(2026, 9, 5, 23, 55, tz="America/Santiago"),
        date(2026, 9, 5),
        "01:05",
    ),
    Case(
        "before a day that does not exist",
        pendulum.datetime(2011, 12, 29, 23, 55, tz="Pacific/Apia"),
        date(2011, 12, 29),
        "00:05",
    ),
    Case("29 February", pendulum.datetime(2028, 2, 29, 7, 0, tz=PARIS), date(2028, 2, 29), "07:10"),
    Case(
        "a journey to another zone",
        pendulum.datetime(2026, 11, 22, 7, 0, tz=PARIS),
        date(2026, 11, 22),
        "07:10",
        travels_to="America/New_York",
    ),
    Case(
        "the clock set back an hour",
        pendulum.datetime(2026, 11, 22, 7, 0, tz=PARIS),
        date(2026, 11, 22),
        "07:10",
        clock_set_by_s=-3600,
    ),
    Case(
        "the clock set on a day",
        pendulum.datetime(2026, 11, 22, 7, 0, tz=PARIS),
        date(2026, 11, 22),
        "07:10",
        clock_set_by_s=86400,
    ),
)


def lead(folder: Path, case: Case) -> SessionRecord:
    """Lead through a session for ten minutes, as a screen does, and save it."""
    clock = FakeClock(start=case.starts)
    context = make_context(folder, clock)
    request = SessionRequest(routine=context.routine, level=Level.STANDARD)
    player = SessionPlayer(request.timeline())
    recorder = SessionRecorder(context, request, player)
    player.start(clock.seconds)
    for second in range(1, TEN_MINUTES_S + 1):
        player.advance(clock.go(1))
        if second == TEN_MINUTES_S // 2:
            if case.travels_to:
                clock.set(clock.now().in_timezone(case.travels_to))
            clock.set(clock.now().add(seconds=case.clock_set_by_s))
    record, error = recorder.save()
    assert error is None
    assert record is not None
    return record


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_session_has_its_true_length_and_the_day_it_started_on(tmp_path: Path, case: Case) -> None:
    saved = lead(tmp_path, case)
    (record,) = make_context(tmp_path).journal.between(case.day, case.day)
    for found in (saved, record):
        assert found.day == case.day
        assert found.ended_at is not None
        assert found.ended_at.timestamp() - found.started_at.timestamp() == TEN_MINUTES_S
        assert found.started_at.utcoffset() == case.starts.utcoffset()
        assert found.timezone == case.starts.timezone_name
    assert f"{pendulum.instance(saved.ended_at).in_timezone(saved.timezone):%H:%M}" == case.ends  # type: ignore[arg-type]


def test_in_the_autumn_hour_the_order_is_that_of_the_instants(tmp_path: Path) -> None:
    first, second = (
        Case(f"fold {fold}", pendulum.datetime(2026, 10, 25, 2, 30, tz=PARIS, fold=fold), date(2026, 10, 24), "")
        for fold in (0, 1)
    )
    later, earlier = lead(tmp_path, second), lead(tmp_path, first)
    assert later.started_at.timestamp() - earlier.started_at.timestamp() == 3600
    found = make_context(tmp_path).journal.between(date(2026, 10, 24), date(2026, 10, 25))
    assert [record.id for record in found] == [earlier.id, later.id]
    latest = make_context(tmp_path).journal.latest()
    assert latest is not None
    assert latest.id == later.id
