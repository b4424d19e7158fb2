"""What stands in a form and is not saved yet is there at the next start; nothing here is drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stretchtui.domain.entered_time import EnteredTimeError
from stretchtui.domain.history.edits import Changes
from stretchtui.domain.history.form_entries import FormEntries, entered_changes, entries_of
from stretchtui.domain.record import SessionRecord
from stretchtui.session.context import AppContext
from stretchtui.session.open_forms import OpenForm, keep_left_form, left_form_words, left_forms
from stretchtui.session.saving import clear_checkpoint
from stretchtui.words.saving import when_fault
from tests.led import free_locks, interrupted
from tests.support import MORNING, FakeClock, make_context, make_record

TODAY = MORNING.date()


class Program:
    """A program that is killed while a form is open, and the one that starts after it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, FakeClock()
        self.context: AppContext = make_context(folder, self.clock)

    def killed_with(self, form: OpenForm, entries: FormEntries) -> None:
        assert form.keep(entries) is None
        free_locks(self.context)
        self.clock.go(3600)
        self.context = make_context(self.folder, self.clock)

    def killed_while_editing(self, **entered: object) -> SessionRecord:
        """Change a session of today and be killed before that is saved."""
        record = make_record(TODAY, stiffness_before=6, comfort=2, note="old", started_at=MORNING)
        record = self.context.journal.add(record)
        self.killed_with(OpenForm(self.context, record), replace(entries_of(record), **entered))  # type: ignore[arg-type]
        return record

    @property
    def records(self) -> list[SessionRecord]:
        return list(self.context.journal.between(TODAY.subtract(days=7), TODAY))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_an_edit_is_told_and_kept_by_its_fields(program: Program) -> None:
    record = program.killed_while_editing(note="new")
    program.context.journal.save(record, Changes(values={"comfort": 5}))
    (left,) = left_forms(program.context)
    title, detail = left_form_words(program.context, left)
    assert title == "Changes to a session are not saved"
    assert detail == 'The session began at 07:02. Entered: the note "new".'
    assert keep_left_form(program.context, left) is None
    assert [(record.note, record.comfort, record.stiffness_before) for record in program.records] == [("new", 5, 6)]
    assert interrupted(program.context) == []


def test_an_edit_that_is_discarded_changes_nothing(program: Program) -> None:
    record = program.killed_while_editing(note="new")
    (left,) = left_forms(program.context)
    assert clear_checkpoint(program.context, left.draft.id) is None
    assert (program.records, interrupted(program.context)) == ([record], [])


def test_an_edit_is_gone_on_with_and_what_was_not_touched_is_as_it_is_by_then(program: Program) -> None:
    record = program.killed_while_editing(note="new")
    program.context.journal.save(record, Changes(values={"comfort": 5}))
    (left,) = left_forms(program.context)
    form = OpenForm.resumed(program.context, left.draft)
    assert (form.entries.note, form.entries.ratings["comfort"]) == ("new", 5)
    assert form.meanwhile == ("comfort",)


def test_what_the_journal_has_by_now_is_not_offered_again(program: Program) -> None:
    record = program.killed_while_editing(note="new")
    program.context.journal.save(record, Changes(values={"note": "new"}))
    assert list(left_forms(program.context)) == []
    assert interrupted(program.context) == []


def test_an_edit_of_a_session_deleted_since_says_so(program: Program) -> None:
    record = program.killed_while_editing(note="new")
    program.context.journal.delete(record.id)
    (left,) = left_forms(program.context)
    assert left_form_words(program.context, left)[1].endswith("It was deleted from the journal meanwhile.")


def test_one_being_added_with_a_day_half_written_cannot_be_kept_and_can_be_gone_on_with(program: Program) -> None:
    form = OpenForm.for_new(program.context, TODAY)
    program.killed_with(form, replace(form.entries, day="2026-11-2"))
    (left,) = left_forms(program.context)
    assert left_form_words(program.context, left)[0] == "A session that you were adding is not saved"
    assert "cannot be kept as it was entered" in str(keep_left_form(program.context, left))
    assert program.records == []
    assert OpenForm.resumed(program.context, left.draft).entries.day == "2026-11-2"


def test_a_form_in_which_nothing_is_changed_any_more_leaves_nothing(program: Program) -> None:
    form = OpenForm.for_new(program.context, TODAY)
    assert form.keep(replace(form.entries, note="no")) is None
    program.killed_with(form, entries_of(form.record))
    assert interrupted(program.context) == []


@pytest.mark.parametrize(
    ("day", "at", "sentence"),
    [
        ("2026-11-2", "07:00", "The day is written as 2026-11-22."),
        ("2026-02-30", "07:00", "The day is written as 2026-11-22."),
        ("0206-11-22", "07:00", "A day before 1900? Please check the year."),
        ("2026-11-23", "07:00", "That day is still to come."),
        ("2026-11-22", "7:5", "The time is written as 07:05."),
        ("2026-11-22", "24:00", "The time is written as 07:05."),
    ],
)
def test_a_day_or_a_time_that_cannot_be_is_said_in_words(program: Program, day: str, at: str, sentence: str) -> None:
    form = OpenForm.for_new(program.context, TODAY.subtract(days=1))
    entries = replace(form.entries, day=day, at=at)
    with pytest.raises(EnteredTimeError) as refused:
        entered_changes(form.record, entries, program.clock.now(), program.context.config.day_starts_at)
    assert when_fault(refused.value) == sentence
