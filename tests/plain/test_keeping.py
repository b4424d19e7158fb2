"""Sessions that something cut short, and a journal that refuses: by lines, nothing is lost either."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stretchtui.domain.record import ExerciseOutcome, Outcome
from stretchtui.journal import Checkpoints, Journal
from tests.plain.person import EOF, FAR, LEFT_OUT, POWER_CUT, STIFF, TERM, Morning, Paper, Person, Typed
from tests.support import MORNING, FakeClock

# --- cut short, and refused -------------------------------------------------------------


def left(folder: Path) -> int:
    return len(Checkpoints(folder / "state" / "sessions").interrupted())


@pytest.mark.parametrize(
    ("typed", "outcome", "ratings"),
    [
        ([], None, (None, None, None)),
        ([(1, "6"), (2, TERM)], Outcome.PARTIAL, (6, None, None)),
        ([(1, ""), (2, TERM)], None, (None, None, None)),
        ([(1, "6"), (60, TERM)], Outcome.PARTIAL, (6, None, None)),
        ([(1, ""), (60, "q"), (60.5, TERM)], Outcome.PARTIAL, (None, None, None)),
        ([(1, "6"), (FAR, TERM)], Outcome.COMPLETED, (6, None, None)),
        ([(1, "6"), (FAR, "3"), (FAR + 1, TERM)], Outcome.COMPLETED, (6, 3, None)),
        ([(1, "6"), (FAR, "3"), (FAR + 1, "2"), (FAR + 2, TERM)], Outcome.COMPLETED, (6, 3, 2)),
    ],
)
def test_being_told_to_leave_keeps_what_there_is_at_once(
    tmp_path: Path, typed: list[Typed], outcome: Outcome | None, ratings: tuple[int | None, ...]
) -> None:
    hand = Morning(tmp_path, typed or [(0.5, TERM)])
    assert hand.code == 128 + TERM
    records = hand.records()
    assert [record.outcome for record in records] == ([outcome] if outcome else [])
    for record in records:
        assert (record.stiffness_before, record.stiffness_after, record.comfort) == ratings
    assert hand.lines[-1].startswith("Leaving. ")
    assert left(tmp_path) == 0


def cut_short(folder: Path) -> None:
    """Let a session die in its third exercise, as if the machine had lost its power."""
    hand = Morning(folder, [(1, "6"), (160, POWER_CUT)])
    assert hand.records() == []
    assert left(folder) == 1


def next_start(folder: Path, *typed: Typed, **options: Any) -> Morning:
    return Morning(folder, typed, clock=FakeClock(start=MORNING.add(hours=1)), **options)


def test_the_next_start_says_when_and_where_a_session_stopped(tmp_path: Path) -> None:
    cut_short(tmp_path)
    hand = next_start(tmp_path, (1, "l"), (2, "q"))
    assert hand.lines[0] == "A session was interrupted. It stopped at 07:04 in: Knee to chest, left leg."
    assert hand.lines[1].startswith("Type r to go on with it, k to keep it as it is")
    assert left(tmp_path) == 1, "deciding later keeps it for then"
    assert hand.records() == []


def test_going_on_leads_to_one_record_that_began_when_it_did(tmp_path: Path) -> None:
    cut_short(tmp_path)
    hand = next_start(tmp_path, (1, "r"), (60, ""), *LEFT_OUT)
    assert "Paused at knee to chest, left leg. Press Enter to go on." in hand.lines
    assert not any(STIFF in line for line in hand.after(1)[:3])
    assert hand.after(60)[0].startswith("Going on. Back into position")
    (record,) = hand.records()
    assert (record.outcome, record.stiffness_before, record.started_at) == (
        Outcome.COMPLETED,
        6,
        MORNING.add(seconds=1),
    )
    assert {entry.outcome for entry in record.exercises} == {ExerciseOutcome.DONE}
    assert left(tmp_path) == 0


@pytest.mark.parametrize("answers", [["k"], ["Keep"], [""], ["zzz", "k"]])
def test_keeping_puts_it_into_the_journal_as_it_stood(tmp_path: Path, answers: list[str]) -> None:
    cut_short(tmp_path)
    hand = next_start(tmp_path, *enumerate([*answers, "q"], start=1))
    assert [record.outcome for record in hand.records()] == [Outcome.PARTIAL]
    assert "That session is kept in your journal." in hand.lines
    assert left(tmp_path) == 0


@pytest.mark.parametrize("terminal", [True, False])
def test_nobody_there_to_decide_keeps_it_and_begins_the_session(tmp_path: Path, terminal: bool) -> None:
    cut_short(tmp_path)
    hand = next_start(tmp_path, (0.01, EOF), terminal=terminal)
    assert sorted(record.outcome for record in hand.records()) == [Outcome.COMPLETED, Outcome.PARTIAL]


def test_discarding_asks_once_more_and_leaves_no_trace(tmp_path: Path) -> None:
    cut_short(tmp_path)
    hand = next_start(tmp_path, (1, "d"), (2, "d"), (3, "q"))
    assert "Discard it for good? What was done in it is lost. Type d again, or press Enter to keep it." in hand.lines
    assert hand.records() == []
    assert left(tmp_path) == 0
    cut_short(tmp_path)
    hand = next_start(tmp_path, (1, "d"), (2, ""), (3, "q"))
    assert [record.outcome for record in hand.records()] == [Outcome.PARTIAL]


def test_a_session_whose_routine_has_changed_is_kept(tmp_path: Path) -> None:
    cut_short(tmp_path)
    own = tmp_path / "routines" / "morning-bed.toml"
    own.parent.mkdir()
    own.write_text('id = "morning-bed"\nname = "Mine"\nexercises = ["bed-bridge"]\n[source]\ntitle = "Me"\n')
    hand = next_start(tmp_path, (1, "r"), (2, "q"))
    assert any(line.startswith("It cannot go on: ") for line in hand.lines)
    assert [record.outcome for record in hand.records()] == [Outcome.PARTIAL]


def refused(folder: Path, *typed: Typed, **options: Any) -> Morning:
    """Come to the end of a session, rate it, and find that the journal cannot be written."""
    folder.mkdir(exist_ok=True)
    (folder / "journal").write_text("a file where the folder should be")
    rated: list[Typed] = [(1, "6"), (FAR, "3"), (FAR + 1, "4"), (FAR + 2, "")]
    return Morning(folder, [*rated, *typed], **options)


def rated(hand: Morning) -> list[tuple[int | None, ...]]:
    return [(record.stiffness_before, record.stiffness_after, record.comfort) for record in hand.records()]


def test_a_refusing_journal_says_why_holds_the_session_and_the_next_start_has_it(tmp_path: Path) -> None:
    hand = refused(tmp_path, (FAR + 3, "l"))
    told = " ".join(hand.after(FAR + 2))
    assert "Not saved in the journal yet." in told
    assert "move it or choose another folder" in told
    assert "the next start offers this session again" in told
    assert hand.code == 1
    assert hand.program.failure is not None
    assert "the session is not in the journal" in hand.program.failure
    hand.context.checkpoints.abandon()
    (tmp_path / "journal").unlink()
    hand = next_start(tmp_path, (1, "k"), (2, "q"))
    assert hand.lines[0].startswith("A session is not in the journal yet. It ended at ")
    assert "r to go on rating it" in hand.lines[1]
    assert rated(hand) == [(6, 3, 4)]


def test_trying_again_saves_once_the_cause_is_gone(tmp_path: Path) -> None:
    class Mending(Person):
        def take(self, wait_s: float | None) -> str | None:
            if self.at_s >= FAR + 3:
                (tmp_path / "journal").unlink(missing_ok=True)
            return super().take(wait_s)

    hand = refused(tmp_path, (FAR + 3, ""), (FAR + 4, ""), person=Mending)
    assert sum("Not saved in the journal yet." in line for line in hand.lines) == 2
    assert rated(hand) == [(6, 3, 4)]
    assert hand.code == 0
    assert left(tmp_path) == 0


def test_another_folder_takes_it_and_the_way_back_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other"
    hand = refused(tmp_path, (FAR + 3, str(tmp_path / "journal" / "x")), (FAR + 3.5, "t"), (FAR + 4, str(other)))
    assert hand.code == 0
    assert {"stiffness  6 → 3", "comfort    4 of 5, comfortable"} <= set(hand.after(FAR + 3.5))
    assert f"Saved in {other}." in hand.lines[-1]
    assert "journal merge" in hand.lines[-1]
    (record,) = Journal(other, hand.clock.now).between(MORNING.date(), MORNING.date())
    assert (record.stiffness_before, record.stiffness_after, record.comfort) == (6, 3, 4)


def test_what_is_nowhere_else_is_not_left_at_the_first_word(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("another file in the way")
    hand = refused(tmp_path, (FAR + 3, "l"), (FAR + 4, "l"))
    assert any("It is only here so far." in line for line in hand.lines)
    assert "Leaving loses this session." in hand.lines[-1]
    assert hand.code == 1
    assert hand.program.failure is not None
    assert hand.program.failure.endswith("It is lost.")


def test_in_a_pipe_a_refusal_is_an_error_with_a_copy_kept(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file where the folder should be")
    hand = Morning(tmp_path, [(0, EOF)], terminal=False)
    assert hand.code == 1
    hand.context.checkpoints.abandon()
    assert left(tmp_path) == 1


def test_leaving_while_the_journal_refuses_holds_the_session_too(tmp_path: Path) -> None:
    hand = refused(tmp_path, (FAR + 3, TERM))
    assert hand.code == 128 + TERM
    assert hand.program.failure is not None
    hand.context.checkpoints.abandon()
    assert left(tmp_path) == 1


def test_a_fault_of_ours_keeps_the_session_and_reports_without_anybodys_words(tmp_path: Path) -> None:
    class Torn(Paper):
        def say(self, line: str) -> None:
            super().say(line)
            if line == "Now to the right.":
                raise RuntimeError("a note of mine")

    hand = Morning(tmp_path, [(1, "6")], paper=Torn)
    assert hand.code == 1
    assert hand.program.failure is not None
    assert "fault of its own" in hand.program.failure
    assert [record.outcome for record in hand.records()] == [Outcome.PARTIAL]
    (report,) = (tmp_path / "state").glob("fault-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "a note of mine" not in text
    assert "session_runner.py" in text


# --- killed while rating -----------------------------------------------------------------


def test_answers_given_before_a_power_cut_are_asked_on_from(tmp_path: Path) -> None:
    cut = Morning(tmp_path, [(1, "6"), (FAR, "3"), (FAR + 1, "4"), (FAR + 2, POWER_CUT)])
    assert [(record.stiffness_after, record.comfort) for record in cut.records()] == [(None, None)]
    assert left(tmp_path) == 1
    hand = next_start(tmp_path, (1, "r"), (2, ""), (3, "5"), (4, "slept badly"), (5, "q"), (6, "q"))
    assert hand.lines[0].startswith("A rating is not saved yet. The session of 07:02 is in the journal.")
    assert any("Entered before: 3. Enter alone leaves it so." in line for line in hand.after(1))
    (record,) = hand.records()
    assert (record.stiffness_before, record.stiffness_after, record.comfort, record.note) == (6, 3, 5, "slept badly")
    assert left(tmp_path) == 0


def test_discarding_a_rating_leaves_the_session(tmp_path: Path) -> None:
    Morning(tmp_path, [(1, "6"), (FAR, "3"), (FAR + 1, POWER_CUT)])
    hand = next_start(tmp_path, (1, "d"), (2, "d"), (3, "q"))
    assert any("the journal stays as it is" in line for line in hand.lines)
    assert [record.stiffness_after for record in hand.records()] == [None]
    assert left(tmp_path) == 0
