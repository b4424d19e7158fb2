"""A file of a person's own that cannot be used is opened, put right, and saved; nothing else in it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchtui.library import LibraryError
from stretchtui.library.drafting import ChangedMeanwhileError, FaultyError
from stretchtui.session.context import AppContext
from stretchtui.session.faulty_files import FaultyFile, Mending, faulty_files
from stretchtui.session.open_routine import OpenRoutine
from stretchtui.session.open_text import OpenText
from tests.bad_files import EXERCISE, IN_A_ROUTINE, NO_TOML, ROUTINE
from tests.support import make_context
from tests.tables import every_row
from tests.test_drafting import SHEET, diff

CUT_OFF = SHEET.replace('"pelvic-tilt"', '"pelvic-tilt')


def wrong_file(folder: Path, text: str | bytes, kind: str = "routines", name: str = "sheet") -> tuple[AppContext, Path]:
    """Write a file of a person's own, and read all of them."""
    path = folder / kind / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return make_context(folder), path


def faulty(context: AppContext) -> FaultyFile:
    (file,) = faulty_files(context)
    return file


def without_what_is_wrong(routine: OpenRoutine) -> None:
    """Leave out every value that is wrong, as a person does who wants no more of them."""
    for _ in range(10):
        judged, lines = routine.judged, range(len(routine.draft.lines))
        places = [(None, key) for key, _ in judged.of_head] + [
            (at, key) for at in lines for key, _ in judged.of_line(at)
        ]
        said = [place for place in places if routine.draft.says(*place)]
        if not said:
            return
        routine.change(routine.draft.without(*said[0]))


@every_row("old, new", [(old, new) for old, new, told in IN_A_ROUTINE if "(warning)" not in told])
def test_every_bad_routine_opens_with_its_mistakes_and_is_saved_only_once_they_are_gone(
    tmp_path: Path, old: str, new: str
) -> None:
    text = f"# from the practice\n{ROUTINE.replace(old, new, 1)}"
    context, path = wrong_file(tmp_path, text, name="evening")
    file = faulty(context)
    if file.mending is Mending.BY_TEXT:
        assert "own_exercises" in new or "not valid TOML" in file.problems[0].message
        return
    routine = OpenRoutine.of_file(context, path)
    assert routine.judged.mistakes or (routine.unsaved, routine.draft.value("id")) == (True, "evening")
    if routine.judged.mistakes:
        with pytest.raises(FaultyError):
            routine.save()
    assert path.read_text(encoding="utf-8") == text
    without_what_is_wrong(routine)
    if routine.judged.mistakes:
        assert all("is missing" in each.message or each.key == "lines" for each in routine.judged.mistakes)
        return
    routine.save()
    assert path.read_text(encoding="utf-8").startswith("# from the practice\n")
    assert not [*faulty_files(context)]
    routine.undo()
    assert routine.unsaved, "what was left out can be had back"


def test_what_is_put_right_is_saved_and_all_else_stays_as_it_was(tmp_path: Path) -> None:
    bad = (
        SHEET.replace("[2, 3]", "[3, 2]")
        .replace('"pelvic-tilt"', '"pelvic-tlt"')
        .replace("[source]", '[plan]\ndays = ["monday", "funday"]\n[source]')
    )
    context, path = wrong_file(tmp_path, bad.replace('id = "sheet"\n', 'id = "sheet"\nshort = ["pelvic-tlt"]\n'))
    before = path.read_text(encoding="utf-8")
    assert faulty(context).mending is Mending.BY_FIELDS
    routine = OpenRoutine.of_file(context, path)
    assert not routine.unsaved
    assert [routine.line(number) is None for number in range(3)] == [True, True, False]
    assert routine.judged.of_line(1)[0][0] == "exercise"
    assert [key for key, _ in routine.judged.of_head] == ["plan.days[1]"]
    draft = routine.draft.line_changed(0, "reps", [2, 3]).exchanged(1, "pelvic-tilt").without(None, "plan.days[1]")
    routine.change(draft)
    routine.save()
    assert diff(before, path.read_text(encoding="utf-8")) == [
        '-short = ["pelvic-tlt"]',
        '-days = ["monday", "funday"]',
        "-reps = [3, 2]",
        '-exercise = "pelvic-tlt"',
        '+short = ["pelvic-tilt"]',
        '+days = ["monday"]',
        "+reps = [2, 3]",
        '+exercise = "pelvic-tilt"',
    ]
    assert (context.routine.id, [*faulty_files(context)]) == ("sheet", [])


@every_row(
    "text", [SHEET.replace('id = "sheet"\n', ""), SHEET.replace('"sheet"', "3"), SHEET.replace('"sheet"', '"first"')]
)
def test_an_id_that_is_none_or_anothers_is_changed_as_no_field_asks_for_it(tmp_path: Path, text: str) -> None:
    wrong_file(tmp_path, SHEET.replace('"sheet"', '"first"'), name="first")
    context, path = wrong_file(tmp_path, text)
    routine = OpenRoutine.of_file(context, path)
    assert (routine.unsaved, routine.draft.value("id")) == (True, "sheet")
    routine.save()
    assert {"first", "sheet"} <= {*context.library.own_routines}
    assert "# My sheet, from the practice." in path.read_text(encoding="utf-8")


def test_a_routine_in_the_place_of_one_that_ships_keeps_its_id(tmp_path: Path) -> None:
    context, path = wrong_file(tmp_path, SHEET.replace('"sheet"', '"neck"').replace("[2, 3]", "0"), name="neck")
    assert OpenRoutine.of_file(context, path).draft.value("id") == "neck"


# --- as text ------------------------------------------------------------------------------


def test_what_is_no_toml_is_put_right_as_text_with_its_line_ends(tmp_path: Path) -> None:
    context, path = wrong_file(tmp_path, CUT_OFF.replace("\n", "\r\n"))
    assert faulty(context).mending is Mending.BY_TEXT
    text = OpenText(context, path)
    line = CUT_OFF.splitlines().index('exercise = "pelvic-tilt') + 1
    assert [problem.line for problem in text.mistakes(text.text)] == [line]
    with pytest.raises(FaultyError, match=f"Line {line}: is not valid TOML"):
        text.save(text.text)
    assert [problem.message[:13] for problem in text.mistakes(SHEET.replace("[2, 3]", "0"))] == ["lines[0].reps"]
    text.save(SHEET)
    assert path.read_bytes() == SHEET.replace("\n", "\r\n").encode()
    assert (context.routine.id, [*faulty_files(context)]) == ("sheet", [])


def test_an_exercise_is_put_right_as_text(tmp_path: Path) -> None:
    context, path = wrong_file(tmp_path, EXERCISE.replace("[2, 3]", "0"), kind="exercises", name="cat-cow")
    assert faulty(context).mending is Mending.BY_TEXT
    OpenText(context, path).save(EXERCISE)
    assert context.library.exercise("cat-cow").dose.reps == (2, 3)


def test_a_text_that_is_not_saved_is_offered_again_and_never_written_over_what_others_wrote(tmp_path: Path) -> None:
    context, path = wrong_file(tmp_path, CUT_OFF)
    text = OpenText(context, path)
    assert text.left is None
    assert text.keep(f"{CUT_OFF}# more\n") is None
    assert OpenText(context, path).left == f"{CUT_OFF}# more\n"
    path.write_text(SHEET, encoding="utf-8")
    assert OpenText(context, path).left is None, "it was of another text"
    with pytest.raises(ChangedMeanwhileError):
        text.save(SHEET.replace("Sheet", "Late"))
    assert path.read_text(encoding="utf-8") == SHEET


@every_row("content", NO_TOML)
def test_whatever_a_file_has_it_is_opened_as_it_is_or_not_at_all(tmp_path: Path, content: bytes) -> None:
    context, path = wrong_file(tmp_path, content)
    mending = faulty(context).mending
    if mending is Mending.BY_TEXT:
        text = OpenText(context, path)
        assert text.text.encode() == content
        assert len(text.mistakes(text.text)) == 1
    else:
        assert mending is Mending.ELSEWHERE
        with pytest.raises(LibraryError):
            OpenText(context, path)
