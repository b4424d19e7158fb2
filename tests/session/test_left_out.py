"""Not for me: what is left out today or always, and what a session makes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stretchtui import config
from stretchtui.domain.history.report import report
from stretchtui.domain.history.trends import trends
from stretchtui.domain.record import ExerciseOutcome, Outcome, SessionRecord
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.request import SessionRequest
from stretchtui.session.controller import SessionController
from stretchtui.session.interrupted import resumed_request
from stretchtui.session.left_out import TODAY_FILE, unknown
from stretchtui.words import labels
from stretchtui.words.plain import morning as plain
from tests.led import Led
from tests.support import FakeClock, make_context, shipped

WITHOUT = frozenset({"pelvic-tilt", "bed-bridge"})


def ids(record: SessionRecord) -> set[str]:
    return {entry.exercise for entry in record.exercises if not entry.left_out}


def test_a_session_leads_without_it_and_is_completed_and_its_record_says_what_was_left_out(tmp_path: Path) -> None:
    led = Led(tmp_path, without=WITHOUT)
    assert {phase.exercise.id for phase in led.player.phases}.isdisjoint(WITHOUT)
    assert [phase.number for phase in led.player.phases][-1] == 4
    led.play_out()
    led.recorder.save()
    record = led.stored()
    assert record.outcome is Outcome.COMPLETED
    beforehand = [(entry.exercise, entry.side, entry.outcome) for entry in record.exercises if entry.left_out]
    assert beforehand == [
        ("pelvic-tilt", Side.BOTH, ExerciseOutcome.SKIPPED),
        ("bed-bridge", Side.BOTH, ExerciseOutcome.SKIPPED),
    ]
    assert labels.exercises_done(record) == (4, 4)
    names = led.context.library.names
    assert "Posterior pelvic tilt: left out" in labels.page(record, names)

    looked_back = trends([record], None, record.day, goal=3, today=record.day)
    assert WITHOUT.isdisjoint({side.exercise for side in looked_back.sides}), "there was nothing of it to do"
    assert looked_back.names["bed-bridge"] == "Bed bridge", "its name is known even when the exercise is gone"
    found = report([record], looked_back)
    assert (found.remarks, found.left_out) == ((), {"pelvic-tilt": 1, "bed-bridge": 1})
    assert WITHOUT.isdisjoint({exercise for exercise, _ in found.doses})


def test_an_interrupted_session_goes_on_without_it_whatever_was_chosen_since(tmp_path: Path) -> None:
    led = Led(tmp_path, without=WITHOUT)
    led.run(90)
    interrupted = led.abandoned()
    request = resumed_request(led.context, interrupted)
    assert request.without == WITHOUT
    going_on = SessionController(led.context, request, interrupted=interrupted)
    assert ids(going_on.recorder.record()).isdisjoint(WITHOUT)
    assert sum(entry.left_out for entry in going_on.recorder.record().exercises) == 2


def test_today_outlasts_the_program_and_ends_with_the_day_as_the_journal_counts_it(tmp_path: Path) -> None:
    clock = FakeClock()
    context = make_context(tmp_path, clock)
    assert context.leave_out("bed-bridge", always=False) is None
    again = make_context(tmp_path, clock)
    again.look_for_left_out()
    assert again.without == {"bed-bridge"}
    clock.set(clock.now().add(days=1).at(3, 59))
    assert again.without == {"bed-bridge"}, "the night still belongs to the day before"
    clock.set(clock.now().at(4, 0))
    assert again.without == frozenset()
    again.look_for_left_out()
    assert again.without == frozenset()


def test_always_is_a_line_of_the_settings_whose_comments_stay(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    path = context.locations.config
    path.write_text('# mine\nnot_for_me = [\n  "bed-bridge",  # my shoulder\n]\n\n[keys]\n# own\n', encoding="utf-8")
    context.config = replace(context.config, not_for_me=config.load(path)[0].not_for_me)
    assert context.leave_out("pelvic-tilt", always=True) is None
    written = path.read_text(encoding="utf-8")
    assert all(comment in written for comment in ("# mine", "# my shoulder", "# own"))
    assert config.load(path) == (config.Config(not_for_me=("bed-bridge", "pelvic-tilt")), ())
    context.leave_out("bed-bridge", always=False)
    assert context.take_in("bed-bridge") is None
    assert context.without == {"pelvic-tilt"}, "taken in again it is neither left out today nor always"
    assert config.load(path)[0].not_for_me == ("pelvic-tilt",)


def test_what_another_window_left_out_meanwhile_stays_left_out(tmp_path: Path) -> None:
    clock = FakeClock()
    here, there = make_context(tmp_path, clock), make_context(tmp_path, clock)
    here.leave_out("bed-bridge", always=True)
    there.leave_out("pelvic-tilt", always=True)
    here.leave_out("knee-to-chest", always=False)
    there.leave_out("knees-to-chest", always=False)
    here.take_in("bed-bridge")
    assert here.without == {"pelvic-tilt", "knee-to-chest", "knees-to-chest"}
    assert config.load(here.locations.config)[0].not_for_me == ("pelvic-tilt",)


@pytest.mark.parametrize("note", [b"", b"[]", b"{}", b'{"day": 1}', b"\xff", b'{"day": "2026-11-22", "exercises": 3}'])
def test_a_note_that_cannot_be_read_leaves_nothing_out(tmp_path: Path, note: bytes) -> None:
    context = make_context(tmp_path)
    context.locations.state.mkdir()
    (context.locations.state / TODAY_FILE).write_bytes(note)
    context.look_for_left_out()
    assert context.without == frozenset()


def test_a_note_that_cannot_be_written_is_told_and_still_holds_this_time(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    context.locations.state.write_text("in the way", encoding="utf-8")
    told = context.leave_out("bed-bridge", always=False)
    assert told is not None
    assert TODAY_FILE in told
    assert context.without == {"bed-bridge"}


def test_an_unknown_id_is_told_and_leaves_the_others_out() -> None:
    told = [*unknown(shipped(), ("bed-bridge", "bed-brige", "[b]\n"))]
    assert told == [
        "not_for_me: there is no exercise 'bed-brige' (did you mean bed-bridge?)",
        "not_for_me: there is no exercise '[b]'",
    ]
    assert not [*unknown(shipped(), ())]


def test_plain_lines_say_what_is_left_out(tmp_path: Path) -> None:
    routine = make_context(tmp_path).routine
    first, second = plain.opening(SessionRequest(routine=routine, level=Level.FULL, without=WITHOUT), 300.0)
    assert "four exercises" in first
    assert second == "Left out: Posterior pelvic tilt, Bed bridge."
