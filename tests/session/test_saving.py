"""Keeping a session that is led, while other programs change or delete it in the journal."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchtui.domain.history.edits import Changes
from stretchtui.domain.record import ExerciseOutcome, Outcome
from stretchtui.journal import Checkpoint, Checkpoints, Journal, Saved
from stretchtui.session.interrupted import interrupted_sessions, interrupted_words, keep_interrupted
from stretchtui.session.saving import SaveRefused, clear_checkpoint, save_elsewhere
from tests.led import RATING, Led, interrupted, killed_while_rating

HELD_S = 200.0


@pytest.fixture
def led(tmp_path: Path) -> Led:
    session = Led(tmp_path)
    session.run(HELD_S)
    return session


def test_a_rating_leaves_what_another_program_changed_meanwhile(led: Led) -> None:
    record = led.ended()
    led.other.save(
        record, Changes(values={"note": "from elsewhere", "stiffness_before": 2, "outcome": Outcome.COMPLETED})
    )
    saved = led.recorder.save_rated(Changes(values={"comfort": 4}))
    assert isinstance(saved, Saved)
    assert saved.meanwhile == ("outcome", "stiffness_before", "note")
    assert led.stored() == saved.record
    assert (saved.record.note, saved.record.stiffness_before, saved.record.comfort) == ("from elsewhere", 2, 4)
    assert saved.record.outcome is Outcome.COMPLETED


def test_saving_a_rating_again_takes_nothing_back_that_came_between(led: Led) -> None:
    led.ended()
    led.recorder.save_rated(Changes(values={"comfort": 4}))
    led.other.save(led.stored(), Changes(values={"outcome": Outcome.COMPLETED, "stiffness_before": 1}))
    led.recorder.save_rated(Changes(values={"comfort": 4, "note": "mine"}))
    stored = led.stored()
    assert (stored.outcome, stored.stiffness_before, stored.note) == (Outcome.COMPLETED, 1, "mine")


def test_a_session_deleted_while_it_is_rated_is_said_to_be_and_comes_back_when_asked_for(led: Led) -> None:
    record = led.ended()
    led.other.delete(record.id)
    rating = Changes(values={"stiffness_after": 3, "note": "late"})
    refused = led.recorder.save_rated(rating)
    assert isinstance(refused, SaveRefused)
    assert (refused.deleted, refused.safe) == (True, True)
    assert led.other.get(record.id) is None
    saved = led.recorder.save_rated(rating, restore=True)
    assert isinstance(saved, Saved)
    assert (led.stored().stiffness_after, led.stored().note) == (3, "late")
    assert not Checkpoints(led.context.locations.state / "sessions").interrupted()


def test_going_on_after_the_end_adds_what_was_done_and_keeps_what_others_changed(led: Led) -> None:
    before = led.player.state
    record = led.ended()
    led.other.save(record, Changes(values={"note": "from elsewhere", "stiffness_after": 9}))
    led.player.state = before
    led.run(HELD_S)
    again = led.ended()
    assert again.held_s > record.held_s
    assert (again.note, again.stiffness_after) == ("from elsewhere", 9)
    assert again == led.stored()
    assert again.ended_at is not None
    assert again.ended_at.timestamp() - again.started_at.timestamp() == pytest.approx(2 * HELD_S, abs=1)


def test_one_deleted_before_it_went_on_comes_back_whole(led: Led) -> None:
    before = led.player.state
    record = led.ended()
    led.other.delete(record.id)
    led.player.state = before
    led.run(HELD_S)
    led.player.end(led.clock.seconds)
    ended, trouble = led.recorder.save()
    assert ended is not None
    assert trouble is not None
    assert "deleted" in trouble
    led.recorder.save_rated(Changes(values={"comfort": 5}), restore=True)
    assert (led.stored().comfort, led.stored().exercises) == (5, ended.exercises)


def refused_rating(led: Led) -> Checkpoint:
    """End a session, rate it while the journal refuses, and leave it to the next start."""
    led.ended()
    folder = led.context.locations.journal
    folder.rename(folder.with_name("away"))
    folder.write_text("in the way")
    assert isinstance(led.recorder.save_rated(Changes(values={"stiffness_after": 3, "note": "mine"})), SaveRefused)
    folder.unlink()
    folder.with_name("away").rename(folder)
    return led.abandoned()


def test_what_is_kept_at_the_next_start_is_the_rating_and_not_the_whole_old_record(led: Led) -> None:
    interrupted = refused_rating(led)
    led.clock.go(60)
    led.other.save(led.stored(), Changes(values={"comfort": 2, "note": "newer"}))
    assert keep_interrupted(led.context, interrupted, asked=True) is None
    stored = led.stored()
    assert (stored.stiffness_after, stored.comfort, stored.note) == (3, 2, "newer")


def test_one_that_was_deleted_meanwhile_comes_back_only_when_somebody_says_so(led: Led) -> None:
    interrupted = refused_rating(led)
    led.other.delete(interrupted.id)
    told = keep_interrupted(led.context, interrupted, asked=False)
    assert told is not None
    assert "deleted" in told
    assert led.other.get(interrupted.id) is None
    assert led.abandoned().id == interrupted.id, "it is offered again"
    assert keep_interrupted(led.context, interrupted, asked=True) is None
    assert led.stored().stiffness_after == 3


def test_a_checkpoint_from_before_the_last_save_takes_nothing_back(led: Led) -> None:
    led.recorder.checkpoint_if_due(phase_ended=True)
    old = led.abandoned()
    led.run(HELD_S)
    record = led.ended()
    led.other.save(record, Changes(values={"comfort": 1}))
    led.context.checkpoints.write(old)
    assert keep_interrupted(led.context, old, asked=True) is None
    stored = led.stored()
    assert (stored.exercises, stored.ended_at, stored.comfort) == (record.exercises, record.ended_at, 1)


def test_a_session_saved_elsewhere_is_not_offered_again(led: Led, tmp_path: Path) -> None:
    interrupted = refused_rating(led)
    saved = save_elsewhere(led.context, interrupted.record, f"  {tmp_path / 'other'} ")
    assert saved == tmp_path / "other"
    (record,) = Journal(tmp_path / "other", led.clock.now).between(interrupted.record.day, interrupted.record.day)
    assert (record.stiffness_after, record.note) == (3, "mine")
    assert {entry.outcome for entry in record.exercises} >= {ExerciseOutcome.DONE}
    assert Checkpoints(led.context.locations.state / "sessions").interrupted() == ()


@pytest.mark.parametrize("folder", ["$HOME/journal", "${HOME}", "~nobody-of-that-name/x", "a\0b"])
def test_a_folder_that_only_a_shell_could_name_is_refused_and_not_made(
    led: Led, tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    refused = save_elsewhere(led.context, led.recorder.record(), folder)
    assert isinstance(refused, str)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_rating_that_was_cut_short_is_told_and_kept_as_it_was_entered(tmp_path: Path) -> None:
    led = killed_while_rating(tmp_path)
    assert (led.stored().stiffness_after, led.stored().note) == (None, "")
    (cut_short,) = interrupted_sessions(led.context)
    title, detail = interrupted_words(led.context, cut_short)
    assert title == "A rating is not saved yet"
    assert 'Entered since: stiffness after 3, comfort 4 and the note "som".' in detail
    assert keep_interrupted(led.context, cut_short, asked=True) is None
    stored = led.stored()
    assert (stored.stiffness_before, stored.stiffness_after, stored.comfort, stored.note) == (6, 3, 4, "som")
    assert interrupted(led.context) == []


def test_a_rating_that_is_discarded_leaves_the_session(tmp_path: Path) -> None:
    led = killed_while_rating(tmp_path)
    before = led.stored()
    assert clear_checkpoint(led.context, before.id) is None
    assert (led.stored(), interrupted(led.context)) == (before, [])


def test_a_kept_rating_changes_only_what_was_entered_and_nothing_that_was_changed_since(tmp_path: Path) -> None:
    led = killed_while_rating(tmp_path)
    led.clock.go(3600)
    led.other.save(led.stored(), Changes(values={"note": "newer", "stiffness_before": 2}))
    (cut_short,) = interrupted_sessions(led.context)
    assert keep_interrupted(led.context, cut_short, asked=True) is None
    stored = led.stored()
    assert (stored.stiffness_before, stored.stiffness_after, stored.comfort, stored.note) == (2, 3, 4, "newer")


def test_what_the_journal_has_by_now_is_not_offered_again(tmp_path: Path) -> None:
    led = killed_while_rating(tmp_path)
    led.other.save(led.stored(), RATING)
    assert list(interrupted_sessions(led.context)) == []
    assert interrupted(led.context) == []


def test_a_session_deleted_since_is_said_to_be_and_comes_back_with_its_rating(tmp_path: Path) -> None:
    led = killed_while_rating(tmp_path)
    led.other.delete(led.stored().id)
    (cut_short,) = interrupted_sessions(led.context)
    assert "deleted from the journal meanwhile" in interrupted_words(led.context, cut_short)[1]
    assert keep_interrupted(led.context, cut_short, asked=True) is None
    assert led.stored().comfort == 4
