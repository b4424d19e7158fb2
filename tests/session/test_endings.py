"""Taken back means gone: what a session left, whatever ended it, is what it was when it ended."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from stretchtui.domain.dose import Sides
from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, SessionRecord
from stretchtui.domain.routine import Level
from stretchtui.domain.session.player_state import PauseReason
from stretchtui.domain.session.request import SessionRequest
from stretchtui.journal import Checkpoint, Checkpoints, JournalError
from stretchtui.session.context import AppContext
from stretchtui.session.controller import SessionController
from stretchtui.session.interrupted import keep_interrupted
from stretchtui.session.saving import clear_checkpoint, save_elsewhere, worth_keeping
from tests.support import FakeClock, make_context, make_exercise, make_routine

TICK_S = 1.0

ROUTINE = make_routine(
    make_exercise("pull", sides=Sides.EACH, get_ready_s=5.0), make_exercise("lift", hold_s=(3, 5), get_ready_s=5.0)
)
REQUEST = SessionRequest(routine=ROUTINE, level=Level.GENTLE)


class Program:
    """One run of the program: a session led without any drawing, as both ways of leading do it."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.folder, self.clock = folder, clock
        self.context: AppContext = make_context(folder, clock)
        self.session: SessionController | None = None

    def lead(self, interrupted: Checkpoint | None = None) -> Program:
        self.session = SessionController(self.context, REQUEST, interrupted=interrupted)
        self.session.player.start(self.clock.monotonic())
        return self

    @property
    def led(self) -> SessionController:
        assert self.session is not None
        return self.session

    def run(self, seconds: float) -> Program:
        for _ in range(round(seconds / TICK_S)):
            self.clock.go(TICK_S)
            self.led.player.advance(self.clock.monotonic())
        return self.note()

    def press(self, *keys: str) -> Program:
        now = self.clock.monotonic()
        for key in keys:
            if key == "x":
                self.led.player.stop_for_pain(now)
            elif key.isdecimal():
                self.led.digit(int(key))
            else:
                getattr(self.led, key)(now)
            self.note()
        return self

    def note(self) -> Program:
        if not self.led.player.over:
            assert self.led.recorder.checkpoint_if_due(phase_ended=True) is None
        return self

    def end(self) -> SessionRecord | None:
        """End as q, a signal and a closed window do."""
        self.led.end(self.clock.monotonic())
        return self.save()

    def save(self) -> SessionRecord | None:
        record, trouble = self.led.recorder.save()
        assert trouble is None
        return record

    def die(self) -> None:
        """Do all that a system does for a program that was killed: its locks are free."""
        for path in (self.folder / "state" / "sessions").glob("*.lock"):
            path.unlink()

    @property
    def record(self) -> SessionRecord:
        return self.led.recorder.record()

    @property
    def kept(self) -> SessionRecord | None:
        return self.context.journal.get(self.led.recorder.start.id)


def standing(folder: Path) -> list[Checkpoint]:
    """Give the sessions that the next start would offer if every program stopped at this moment."""
    copies = folder / "copies"
    copies.mkdir(exist_ok=True)
    for copy in copies.iterdir():
        copy.unlink()
    for path in (folder / "state" / "sessions").glob("*.checkpoint"):
        shutil.copy(path, copies)
    return list(Checkpoints(copies).interrupted())


def lines(record: SessionRecord | None) -> tuple[ExerciseRecord, ...]:
    return () if record is None else record.exercises


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path, FakeClock()).lead()


@pytest.mark.parametrize("undo", [("take_back",), ("toggle", "take_back"), ("0", "toggle", "take_back")])
def test_pain_that_was_taken_back_is_offered_by_no_start(program: Program, undo: tuple[str, ...]) -> None:
    program.press("next", "next").run(6).press("x")
    (left,) = standing(program.folder)
    assert left.player.reason is PauseReason.PAIN
    assert any(line.pain for line in left.record.exercises), "its record is what leaving would write"
    program.press(*undo)
    assert standing(program.folder) == []
    assert program.end() is None
    assert (standing(program.folder), program.kept) == ([], None)
    assert list((program.folder / "state" / "sessions").iterdir()) == []


def test_a_pause_for_pain_is_still_one_at_the_next_start(program: Program) -> None:
    program.run(13).press("x", "4")
    program.die()
    later = Program(program.folder, program.clock)
    later.lead(standing(program.folder)[0])
    assert later.led.in_pain
    assert later.record.exercises == program.record.exercises
    later.press("take_back")
    assert not any(line.pain for line in later.record.exercises)


def test_pain_of_which_nothing_is_said_is_kept_as_it_stands(program: Program) -> None:
    program.run(30).press("x", "back")
    hurt, *_ = program.record.exercises
    assert (hurt.outcome, hurt.pain) == (ExerciseOutcome.STOPPED_PAIN, None)
    assert [left.record.exercises for left in standing(program.folder)] == [program.record.exercises]
    program.end()
    assert lines(program.kept) == program.record.exercises


def test_an_end_taken_back_takes_its_mark_out_of_the_journal(program: Program) -> None:
    program.run(7).press("x", "6")
    assert program.end() is not None
    assert program.kept is not None
    program.press("take_back")
    assert (program.kept, standing(program.folder)) == (None, [])
    assert program.end() is None
    assert program.kept is None


def test_steps_taken_back_after_an_end_take_what_they_held_out_of_the_journal(program: Program) -> None:
    program.press("next").run(4)
    assert program.end() is not None
    program.press("take_back")
    assert lines(program.kept)
    program.press("take_back")
    assert (program.kept, standing(program.folder)) == (None, [])


def test_a_session_that_was_taken_out_of_the_journal_comes_back_when_there_is_something_to_keep(
    program: Program,
) -> None:
    program.run(7).press("x")
    program.end()
    program.press("take_back").run(14)
    assert [left.record.exercises for left in standing(program.folder)] == [program.record.exercises]
    assert program.end() is not None
    assert lines(program.kept) == program.record.exercises
    assert not any(line.pain for line in lines(program.kept))


def test_x_in_the_last_exercise_is_taken_back_after_the_end(program: Program) -> None:
    program.press("next", "next", "next").run(7).press("x", "toggle")
    assert program.led.player.over
    assert program.save() is not None
    program.press("take_back")
    assert not program.led.player.over
    assert (program.kept, standing(program.folder)) == (None, [])


def test_what_the_journal_refused_is_kept_and_goes_once_it_is_safe_elsewhere(program: Program) -> None:
    program.run(15)
    program.context.journal.folder.parent.mkdir(exist_ok=True)
    program.context.journal.folder.write_text("in the way")
    program.led.end(program.clock.monotonic())
    record, trouble = program.led.recorder.save()
    assert record is not None
    assert trouble is not None
    assert [left.ended for left in standing(program.folder)] == [True]
    assert isinstance(save_elsewhere(program.context, record, str(program.folder / "other")), Path)
    assert standing(program.folder) == []


def test_only_one_program_takes_a_session_up_and_nothing_is_lost(program: Program) -> None:
    program.run(15)
    program.die()
    (left,) = standing(program.folder)
    first, second = (Program(program.folder, program.clock) for _ in range(2))
    first.lead(left).press("toggle").run(8)
    with pytest.raises(JournalError, match="another program"):
        second.lead(left)
    assert "another program" in str(clear_checkpoint(second.context, left.id))
    assert "another program" in str(keep_interrupted(second.context, left, asked=True))
    assert [found.record.exercises for found in standing(program.folder)] == [first.record.exercises]
    first.end()
    assert lines(first.kept) == first.record.exercises
    with pytest.raises(JournalError, match="seen to that"):
        second.lead(left)
    assert lines(first.kept) == first.record.exercises


def test_what_is_kept_is_how_it_stood_last(program: Program) -> None:
    """One window asks what becomes of a session, while another one leads it on and dies."""
    program.run(15)
    program.die()
    (asked,) = standing(program.folder)
    other = Program(program.folder, program.clock).lead(asked)
    other.press("toggle").run(12)
    other.die()
    assert keep_interrupted(make_context(program.folder, program.clock), asked, asked=True) is None
    assert lines(other.kept) == other.record.exercises


KEYS = ["toggle", "next", "back", "x", "1", "0", "leave_out", "take_back"]


class Endings(RuleBasedStateMachine):
    """Presses keys, ends by every way and starts anew; after each, the disk has the session as it stands."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FakeClock()
        self.program = Program(self.folder, self.clock).lead()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    @property
    def over(self) -> bool:
        return self.program.led.player.over

    @precondition(lambda self: not self.over)
    @rule(key=st.sampled_from(KEYS))
    def press(self, key: str) -> None:
        self.program.press(key)
        if self.over:
            self.program.save()

    @precondition(lambda self: not self.over)
    @rule(seconds=st.integers(1, 12))
    def run(self, seconds: int) -> None:
        self.program.run(seconds)
        if self.over:
            self.program.save()

    @precondition(lambda self: not self.over)
    @rule()
    def end(self) -> None:
        self.program.end()

    @precondition(lambda self: self.over and self.program.led.can_take_back)
    @rule()
    def take_the_end_back(self) -> None:
        self.program.press("take_back")

    @precondition(lambda self: self.over)
    @rule()
    def next_morning(self) -> None:
        self.program = Program(self.folder, self.clock).lead()

    @precondition(lambda self: not self.over)
    @rule(answer=st.sampled_from(["go on", "keep", "discard", "later"]))
    def power_cut(self, answer: str) -> None:
        expected = self.program.record
        self.program.die()
        offered = standing(self.folder)
        assert len(offered) == worth_keeping(expected)
        self.program = Program(self.folder, self.clock)
        if offered and answer == "go on":
            self.program.lead(offered[0])
            return
        if offered and answer == "keep":
            assert keep_interrupted(self.program.context, offered[0], asked=True) is None
            assert lines(self.program.context.journal.get(expected.id)) == expected.exercises
        elif offered:  # to decide later is to find it again
            assert clear_checkpoint(self.program.context, offered[0].id) is None
        self.program.lead()

    @invariant()
    def the_disk_has_the_session_as_it_stands(self) -> None:
        record, left = self.program.record, standing(self.folder)
        if self.over or not worth_keeping(record):
            assert left == []
        else:
            assert [(found.id, found.record.exercises) for found in left] == [(record.id, record.exercises)]
        if self.over or not worth_keeping(record):
            assert lines(self.program.kept) == (record.exercises if worth_keeping(record) else ())


TestEndings = Endings.TestCase
TestEndings.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)


@pytest.mark.slow
class TestManyEndings(Endings.TestCase):
    """The same, for much longer."""

    settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
