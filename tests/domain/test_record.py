from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, Outcome, new_id, session_outcome
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.results import left_out
from stretchtui.domain.session.summary import SessionStart, summarise
from stretchtui.domain.session.timeline import timeline
from stretchtui.words import labels
from tests.support import MORNING, FakeClock, make_exercise, make_line, make_record
from tests.tables import every_row

DONE, PARTIAL, SKIPPED, PAIN = ExerciseOutcome
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@every_row("name", ["started_at", "ended_at", "updated_at"])
def test_an_instant_without_a_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} needs a time zone"):
        make_record(**{name: datetime(2026, 11, 22, 12)})  # noqa: DTZ001


def test_a_session_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ended_at is before started_at"):
        make_record(started_at=NOON, ended_at=NOON - timedelta(seconds=1))


def test_start_and_end_are_compared_as_instants_not_as_wall_clocks() -> None:
    ended_at = (NOON + timedelta(minutes=5)).astimezone(timezone(timedelta(hours=-5)))  # 07:05 there
    assert make_record(started_at=NOON, ended_at=ended_at).ended_at == ended_at


def test_ratings_not_given_are_missing_not_zero() -> None:
    record = make_record()
    assert (record.stiffness_before, record.stiffness_after, record.comfort) == (None, None, None)


def test_records_do_not_share_what_they_hold() -> None:
    assert make_record().scales == make_record().scales == {"stiffness": "nrs-0-10/1", "comfort": "comfort-1-5/1"}
    assert make_record().scales is not make_record().scales


def test_all_holds_of_a_session_add_up() -> None:
    lines = (make_line(DONE, hold_s=12.5), make_line(PARTIAL, hold_s=3.0), make_line(SKIPPED, hold_s=0.0))
    assert make_record(exercises=lines).held_s == 15.5


@every_row(
    ("lines", "outcome"),
    [
        ([DONE, DONE], Outcome.COMPLETED),
        ([DONE, PARTIAL], Outcome.PARTIAL),
        ([DONE, SKIPPED], Outcome.PARTIAL),
        ([SKIPPED, SKIPPED], Outcome.PARTIAL),
        ([DONE, PAIN, SKIPPED], Outcome.STOPPED_PAIN),
        ([], Outcome.PARTIAL),
    ],
)
def test_a_session_is_summed_up_from_its_lines(lines: list[ExerciseOutcome], outcome: Outcome) -> None:
    assert session_outcome(make_line(line) for line in lines) is outcome


def test_what_was_left_out_beforehand_is_not_counted_against_a_session() -> None:
    beforehand = left_out(make_exercise())
    assert beforehand.left_out
    assert session_outcome([make_line(DONE), beforehand]) is Outcome.COMPLETED
    assert session_outcome([make_line(PARTIAL), beforehand]) is Outcome.PARTIAL
    assert session_outcome([beforehand]) is Outcome.PARTIAL, "nothing was to be done, so nothing was completed"
    done_after_all = replace(beforehand, outcome=DONE)
    assert not done_after_all.left_out
    assert not make_line(SKIPPED).left_out
    assert labels.exercises_done(make_record(exercises=(make_line(DONE), beforehand))) == (1, 1)


def test_an_exercise_counts_once_for_both_sides_and_each_time_that_it_comes() -> None:
    def sides(left: ExerciseOutcome, right: ExerciseOutcome) -> tuple[ExerciseRecord, ...]:
        return replace(make_line(left), side=Side.LEFT), replace(make_line(right), side=Side.RIGHT)

    entries = (*sides(DONE, DONE), *sides(DONE, SKIPPED), *sides(SKIPPED, SKIPPED))
    assert labels.exercises_done(make_record(exercises=entries)) == (1, 3)


INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(instant=INSTANTS, noise=st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid_of_version_7_that_carries_its_instant(instant: datetime, noise: bytes) -> None:
    value = uuid.UUID(new_id(instant, noise))
    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    assert value.int >> 80 == int(instant.timestamp() * 1000)


@given(first=INSTANTS, later_ms=st.integers(2, 10**9), noises=st.tuples(*[st.binary(min_size=10, max_size=10)] * 2))
def test_ids_sort_by_time(first: datetime, later_ms: int, noises: tuple[bytes, bytes]) -> None:
    assert new_id(first, noises[0]) < new_id(first + timedelta(milliseconds=later_ms), noises[1])


def test_an_id_needs_ten_random_bytes() -> None:
    with pytest.raises(ValueError, match="10 random bytes"):
        new_id(NOON, b"123")


def test_a_session_that_was_led_is_summed_up(clock: FakeClock) -> None:
    player = SessionPlayer(timeline([make_exercise(), make_exercise("other")], Level.GENTLE))
    player.start(clock.monotonic())
    for _ in range(26):
        player.advance(clock.go(1.0))
    start = SessionStart(
        id="an-id",
        started_at=MORNING,
        timezone="Europe/Paris",
        routine="own",
        level=Level.GENTLE,
        short=False,
        stiffness_before=6,
    )
    record = summarise(start, player, lasted_s=86.4, day_starts_at=time(8, 0))
    assert record.day.isoformat() == "2026-11-21"  # 07:02 lies before that border
    assert record.ended_at == MORNING.add(seconds=86)
    assert (record.active_s, record.outcome, record.stiffness_before) == (26.0, Outcome.PARTIAL, 6)
    assert [line.outcome for line in record.exercises] == [DONE, SKIPPED]


def test_a_wall_clock_set_back_does_not_end_a_session_before_its_start(clock: FakeClock) -> None:
    player = SessionPlayer(timeline([make_exercise()], Level.FULL))
    start = SessionStart(
        id="an-id", started_at=clock.now(), timezone="Europe/Paris", routine="own", level=Level.FULL, short=True
    )
    record = summarise(start, player, lasted_s=-3600.0, day_starts_at=time(4, 0))
    assert record.ended_at == record.started_at
