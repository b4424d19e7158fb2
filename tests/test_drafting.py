"""Routine files that a screen changes: what it does not touch stays, and nobody's work is overwritten."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from stretchtui.domain.choices import Weekday
from stretchtui.domain.draft import RoutineDraft
from stretchtui.library import Library, drafting
from stretchtui.library.drafting import ChangedMeanwhileError, FaultyError
from stretchtui.library.library import LibraryError
from stretchtui.library.rewriting import UnchangeableError, rewritten
from tests.tables import every_row

SHEET = """\
# My sheet, from the practice.
id = "sheet"
name = "Sheet"  # as it says at the top
colour = "blue"

# Twice a week at most.
[source]
title = "Sheet"

# the bad side first
[[lines]]  # for the hips
exercise = "knee-to-chest"
side = "right"  # only this one
# sets = 2
reps = [2, 3]
shade = 3

# -- after a break --

[[lines]]
exercise = "pelvic-tilt"
[lines.tempo]
in_s = 2  # slowly

[[lines]]
exercise = "bed-bridge"

[extra]
kept = true
"""


def draft_of(text: str) -> RoutineDraft:
    return RoutineDraft.of_table(tomllib.loads(text))


def diff(before: str, after: str) -> list[str]:
    """Give the rows that went and came, blank ones aside."""
    old, new = ([row for row in text.splitlines() if row.strip()] for text in (before, after))
    return [f"-{row}" for row in old if row not in new] + [f"+{row}" for row in new if row not in old]


def test_a_draft_without_a_change_is_written_as_the_file_was() -> None:
    for text in (SHEET, SHEET.replace("\n", "\r\n"), 'id = "a"\nexercises = ["b",  # c\n]\n'):
        assert rewritten(text, draft_of(text)) == text


def test_only_what_is_changed_differs() -> None:
    draft = (
        draft_of(SHEET).line_changed(0, "side", "left").line_changed(1, "note", 'Say "ah".').changed("name", "My #1")
    )
    draft = draft.line_changed(2, "hold_s", [5, 8]).changed("frequency", "twice a day")
    assert diff(SHEET, rewritten(SHEET, draft)) == [
        '-name = "Sheet"  # as it says at the top',
        '-side = "right"  # only this one',
        '+name = "My #1"  # as it says at the top',
        '+frequency = "twice a day"',
        '+side = "left"  # only this one',
        '+note = "Say \\"ah\\"."',
        "+hold_s = [5, 8]",
    ]


def test_how_often_a_day_it_is_planned_is_written_beside_the_days() -> None:
    assert diff(SHEET, rewritten(SHEET, draft_of(SHEET).changed("plan.times", 2))) == ["+plan = {times = 2}"]
    days = 'id = "a"\nname = "A"\nplan = { days = ["mon"], times = 3 }  # as told\nexercises = ["b"]\n'
    assert diff(days, rewritten(days, draft_of(days).changed("plan.times", 2)))[1:] == [
        '+plan = { days = ["mon"], times = 2 }  # as told'
    ]
    without = tomllib.loads(rewritten(days, draft_of(days).changed("plan.times", None)))
    assert without["plan"] == {"days": ["mon"]}
    assert "plan" not in draft_of(SHEET).changed("plan.times", 2).changed("plan.times", None).head


def test_dates_plan_and_tempo_are_written_where_they_are_and_beside_the_name_where_they_are_not() -> None:
    begins = date(2026, 11, 20)
    new = draft_of(SHEET).changed("dates.begins", begins).planned_on([Weekday.MONDAY, Weekday.FRIDAY])
    new = new.line_changed(0, "tempo.out_s", 3).line_changed(1, "tempo.out_s", 2.5)
    assert diff(SHEET, rewritten(SHEET, new)) == [
        '+plan = {days = ["monday", "friday"]}',
        "+dates = {begins = 2026-11-20}",
        "+tempo = {out_s = 3}",
        "+out_s = 2.5",
    ]
    tables = SHEET + "\n# as told\n[plan]\ntimes = 2  # both at home\n\n[dates]\nbegins = 2026-11-19\n"
    written = rewritten(tables, draft_of(tables).changed("plan.times", 3).changed("dates", None))
    assert diff(tables, written) == [
        "-times = 2  # both at home",
        "-[dates]",
        "-begins = 2026-11-19",
        "+times = 3  # both at home",
    ]
    assert diff(SHEET, rewritten(SHEET, draft_of(SHEET).line_changed(1, "tempo.in_s", None))) == [
        "-[lines.tempo]",
        "-in_s = 2  # slowly",
    ]


def test_what_is_not_understood_stays_as_it_is() -> None:
    for wrong in (
        SHEET.replace('name = "Sheet"', "name = 3\nplan = 3\nshort = 4\ndates = [5]"),
        SHEET.replace("[lines.tempo]\nin_s = 2", 'tempo = "2-0-2"').replace("[2, 3]", '"many"'),
        SHEET.replace('colour = "blue"', 'exercises = ["knee-to-chest"]  # once more'),
        'id = "a"\nname = "A"\nlines = 3\n',
        'id = "a"\nname = "A"\nexercises = ["bed-bridge", 3]\n',
    ):
        draft = draft_of(wrong)
        assert draft.table() == tomllib.loads(wrong)
        assert diff(wrong, rewritten(wrong, draft.changed("set_by", "me"))) == ['+set_by = "me"']


def test_a_line_takes_its_comments_and_unknown_keys_along() -> None:
    written = rewritten(SHEET, draft_of(SHEET).moved(0, 1).moved(1, 1))
    assert diff(SHEET, written) == []
    rows = written.splitlines()
    assert rows.index("# the bad side first") + 1 == rows.index("[[lines]]  # for the hips")
    assert rows.index('exercise = "bed-bridge"') < rows.index("# the bad side first") < rows.index("[extra]")
    assert rows.index("shade = 3") > rows.index("in_s = 2  # slowly")


def test_what_is_removed_leaves_what_is_not_its_own() -> None:
    written = rewritten(SHEET, draft_of(SHEET).removed(0).removed(0).added(1, "heel-slide"))
    assert "# -- after a break --" in written
    assert "hips" not in written
    assert [line["exercise"] for line in tomllib.loads(written)["lines"]] == ["bed-bridge", "heel-slide"]
    assert "\n\n\n" not in written
    nothing = rewritten(SHEET, draft_of(SHEET).removed(0).removed(0).removed(0).added(0, "heel-slide"))
    assert [line["exercise"] for line in tomllib.loads(nothing)["lines"]] == ["heel-slide"]


def test_a_list_of_ids_becomes_lines_and_keeps_its_comments() -> None:
    text = (
        'id = "a"\nname = "A"\nexercises = [\n  "bed-bridge",  # gently\n  # "neck-tilt",\n]\n\n[source]\ntitle = "T"\n'
    )
    written = rewritten(text, draft_of(text).line_changed(0, "reps", 4).added(1, "neck-tilt"))
    assert written == (
        'id = "a"\nname = "A"\n\n[source]\ntitle = "T"\n\n# gently\n# "neck-tilt",\n\n'
        '[[lines]]\nexercise = "bed-bridge"\nreps = 4\n\n[[lines]]\nexercise = "neck-tilt"\n'
    )
    inline = 'id = "a"\nname = "A"\nlines = [{exercise = "b", tempo = {in_s = 1}}] # all\n'
    moved = rewritten(inline, draft_of(inline).doubled(0))
    assert tomllib.loads(moved)["lines"] == [{"exercise": "b", "tempo": {"in_s": 1}}] * 2


@every_row(
    "text",
    [
        'id = "a"\nname = """A\n# b"""\n\n[[lines]]\nexercise = "x"\nnote = \'\'\'\n[[lines]]\n#no\n\'\'\'\n'
        '[[lines]]\nexercise = "y"\n',
        'name = "A"\n[[ "lines" ]]\nexercise = "x"\n[source]\ntitle = "S"\n[[lines]]\nexercise = "y"\n'
        "  [lines.tempo]\n  in_s = 1",
        '[[lines]]\nexercise = "x"\n\n\n# end\n# of it',
        '[source]\ntitle = "S"\n[[own_exercises]]\nid = "x"\n[own_exercises.cues]\nhold = "h"\n'
        '[[lines]]\nexercise = "x"\n',
    ],
)
def test_awkward_files_are_changed_rightly(text: str) -> None:
    first = draft_of(text)
    last = len(first.lines) - 1
    for draft in (
        first.moved(last, -1),
        first.added(0, "z").removed(last + 1),
        first.added(0, "z").line_changed(1, "note", "é\n#"),
        first.doubled(last).line_changed(0, "reps", [1, 2]).changed("set_by", "me"),
    ):
        written = rewritten(text, draft)
        assert RoutineDraft.of_table(tomllib.loads(written)).table() == draft.table()
        assert set(_remarks(text)) <= {*_remarks(written)}


def _remarks(text: str) -> list[str]:
    return [row for row in text.splitlines() if row.startswith("# ") and not row.endswith('"""')]


def test_what_cannot_be_written_rightly_is_refused() -> None:
    with pytest.raises(UnchangeableError, match="cannot be changed here"):
        rewritten(SHEET, draft_of(SHEET).changed("shade", 3))


def test_every_mistake_stands_at_its_line(shipped: Library) -> None:
    draft = draft_of(SHEET).line_changed(0, "reps", [3, 2]).line_changed(2, "hold_s", 900).added(3, "bed-bridg")
    judged = drafting.judged(draft.changed("name", ""), shipped.exercises)
    span = "expected a whole number or [minimum, maximum] between"
    assert judged.of_line(0) == (("reps", "expected the least first, [2, 3], got [3, 2]"),)
    assert judged.of_line(2) == (("hold_s", f"{span} 0 and 300, got 900"),)
    assert judged.of_line(3) == (("exercise", "there is no exercise 'bed-bridg' (did you mean bed-bridge?)"),)
    assert judged.of_line(1) == ()
    assert judged.of_head == (("name", "expected some text of at most 200 characters, got ''"),)
    assert [line is not None for line in judged.lines] == [False, True, False, False]
    assert drafting.judged(draft_of(SHEET), shipped.exercises).routine is not None


def test_a_draft_is_written_whole_and_again_but_not_with_a_mistake(tmp_path: Path, shipped: Library) -> None:
    path = tmp_path / "sheet.toml"
    path.write_text("\ufeff" + SHEET, encoding="utf-8")
    file = drafting.opened(path)
    draft = file.draft.moved(0, 1)
    with pytest.raises(FaultyError, match=r"^lines\[0\]\.sets: expected a whole number"):
        drafting.save(file, draft.line_changed(0, "sets", 99), shipped.exercises)
    file = drafting.save(file, draft, shipped.exercises)
    file = drafting.save(file, file.draft.changed("set_by", "me"), shipped.exercises)
    assert path.read_bytes() == file.there
    assert drafting.opened(path).draft.table() == {**draft.table(), "set_by": "me"}
    assert [*tmp_path.iterdir()] == [path]


def test_what_others_have_written_meanwhile_is_not_overwritten(tmp_path: Path, shipped: Library) -> None:
    path = tmp_path / "sheet.toml"
    path.write_text(SHEET, encoding="utf-8")
    file = drafting.opened(path)
    new = drafting.empty(tmp_path, "Sheet", ())
    path.write_text(SHEET.replace("blue", "red"), encoding="utf-8")
    for open_file in (file, new):
        with pytest.raises(ChangedMeanwhileError):
            drafting.save(open_file, open_file.draft.added(0, "bed-bridge"), shipped.exercises)
    path.unlink()
    saved = drafting.save(file, file.draft.moved(0, 1), shipped.exercises)
    assert path.read_bytes() == saved.there, "of a file that is gone, what was changed here could not be saved"
    path.unlink()
    with pytest.raises(LibraryError, match=r"sheet\.toml: cannot be read: No such file or directory$"):
        drafting.opened(path)


def test_a_new_file_is_empty_or_a_copy_with_its_comments_under_a_free_id(tmp_path: Path, shipped: Library) -> None:
    new = drafting.empty(tmp_path / "routines", "My sheet", {"my-sheet"})
    assert (new.path, new.is_new) == (tmp_path / "routines" / "my-sheet-2.toml", True)
    assert dict(new.draft.head) == {"id": "my-sheet-2", "name": "My sheet", "source": {"title": "A sheet set for me"}}
    copy = drafting.copy_of(shipped.routine_files["morning-bed"], tmp_path, "Mine", ())
    saved = drafting.save(copy, copy.draft.line_changed(2, "side", "right"), shipped.exercises)
    assert "# For a rough morning" in saved.text
    assert not re.search("article (?:named|is)|are taken from", saved.text), (
        "its doses need not be the article's any more"
    )
    assert "began as a copy of “Morning bed routine”" in saved.draft.head["source"]["note"]
    saved.path.write_text(f"# Mine alone.\n{saved.text}", encoding="utf-8")
    assert "# Mine alone." in drafting.copy_of(saved.path, tmp_path, "Again", ()).text, "of one's own file all is kept"
    assert (saved.draft.head["id"], len(saved.draft.lines), saved.is_new) == ("mine", 6, False)
    assert [drafting.free_id(name, ()) for name in ("朝", "A b!", "x" * 90)] == ["my-own", "a-b", "x" * 50]


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be read"):
        drafting.opened(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_text("id = ")
    with pytest.raises(LibraryError, match="cannot be read"):
        drafting.opened(tmp_path / "bad.toml")
