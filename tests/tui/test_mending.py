"""A file of a person's own that cannot be used, mended without ever seeing a terminal: by its fields, or as text."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Static

from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.exercise_picker import ExercisePickerScreen
from stretchtui.tui.screens.file_text import FileTextScreen
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.routine_editor import RoutineEditorScreen
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.draft_list import DraftList
from stretchtui.tui.widgets.key_line import KeyLine
from tests.bad_files import NO_TOML
from tests.test_drafting import SHEET, diff
from tests.tui.harness import Morning, morning
from tests.tui.test_choosing import own_routine
from tests.tui.test_mouse import click_on

BAD = (
    SHEET.replace("[2, 3]", '"two"').replace('"pelvic-tilt"', '"pelvic-tlt"').replace('side = "right"', 'side = "up"')
).replace('[source]\ntitle = "Sheet"', 'plan = "daily"\nsource = 3')

NEVER_MEANT = """\
id = "sheet"
name = [[1], {a = 0x@}]
frequency = 0x@
plan = {days = 3, times = [[]]}
dates = {begins = "soon", ends = 0x@}
short = [3, {}, "neck"]
source = {title = {}}
start = "\\u001b[2J[bold]"
[[lines]]
exercise = 0x@
side = {a = []}
first_side = 0x@
sets = {}
reps = [[1], 0x@]
hold_s = "\\u202e"
tempo = [1]
rest_s = nan
note = 2026-11-22
pain_limit = inf
""".replace("@", "f" * 9000)


def shown(hand: Morning) -> str:
    """Give what the key line names."""
    return " ".join(word.word for word in hand.app.screen.query_one(KeyLine).keys)


async def test_by_its_fields_a_routine_is_put_right_key_by_key_and_saved_with_its_comments(tmp_path: Path) -> None:
    path = own_routine(tmp_path, BAD, "sheet")
    async with morning(tmp_path) as hand:
        assert hand.text("#broken").startswith("x mends sheet.toml, which cannot be used: line ")
        await hand.press("x")
        screen = hand.app.screen
        assert isinstance(screen, RoutineEditorScreen)
        assert "5 mistakes" in hand.text("#editor-state")
        assert "Put right" in shown(hand)
        assert hand.text("#editor-wrong").startswith("Side: expected one of both, each")
        await hand.press("ctrl+s")
        assert hand.told[-1].title == "Not saved"
        assert path.read_text(encoding="utf-8") == BAD
        await hand.press("x")
        assert isinstance(screen.focused, ChoiceField)
        assert "‹ up ›" in str(screen.focused.content)
        await hand.press(*("right",) * 5, "x")
        assert isinstance(screen.focused, Input)
        await hand.press(*"2-3", "escape", "x")
        assert isinstance(hand.app.screen, ExercisePickerScreen)
        await hand.press(*"back press", "enter")
        assert screen.query_one(DraftList).highlighted == 1
        await hand.press("x", "x", *"Sheet", "escape")
        await click_on(hand, screen.query_one("#editor-wrong"), "Plan:")
        assert [told.message for told in hand.told[-2:]] == ["Left out: Source.", "Left out: Plan."]
        assert "Put right" not in shown(hand)
        assert not screen.query_one("#editor-wrong", Static).display
        await hand.press("ctrl+s", "escape", "escape")
        assert isinstance(hand.app.screen, OverviewScreen)
        assert not hand.app.screen.query("#broken")
        assert hand.app.context.routine.id == "sheet"
        await hand.press("x")
        assert isinstance(hand.app.screen, OverviewScreen)
    assert [row for row in diff(BAD, path.read_text(encoding="utf-8")) if row.startswith("-")] == [
        '-plan = "daily"',
        "-source = 3",
        '-side = "up"  # only this one',
        '-reps = "two"',
        '-exercise = "pelvic-tlt"',
    ]


async def test_what_is_no_toml_is_put_right_as_text_and_saved_only_once_it_is(tmp_path: Path) -> None:
    cut_off = SHEET.replace('"pelvic-tilt"', '"pelvic-tilt')
    path = own_routine(tmp_path, cut_off, "sheet")
    own_routine(tmp_path, "", "unreadable").write_bytes(next(iter(NO_TOML)))
    async with morning(tmp_path) as hand:
        await click_on(hand, hand.app.screen.query_one("#broken"), "mends")
        screen = hand.app.screen
        assert isinstance(screen, FileTextScreen)
        line = cut_off.splitlines().index('exercise = "pelvic-tilt') + 1
        assert hand.text("#text-wrong").startswith(f"Line {line}: is not valid TOML")
        await hand.press("ctrl+s", "end", *'"')
        assert hand.told[-1].title == "Not saved"
        assert hand.text("#text-wrong") == "Nothing is wrong any more."
        await hand.press("escape", "n", "ctrl+s")
        assert path.read_text(encoding="utf-8") == SHEET
        assert isinstance(hand.app.screen, OverviewScreen)
        assert hand.app.context.routine.id == "sheet"
        assert "unreadable.toml: is not text in UTF-8" in hand.text("#broken")
        await hand.press("x")
        assert "`stretchtui routines edit unreadable`" in hand.told[-1].message


async def test_a_note_with_control_characters_is_harmless_in_its_field_and_right_once_it_is_typed(
    tmp_path: Path,
) -> None:
    path = own_routine(tmp_path, SHEET.replace("[2, 3]", '[2, 3]\nnote = "Mind \\u001b[2J\\u202e"'), "sheet")
    async with morning(tmp_path) as hand:
        await hand.press("x")
        assert hand.text("#editor-wrong") == "Note: expected text without control characters, got U+001B as character 6"
        await hand.press("x")
        field = hand.app.screen.focused
        assert isinstance(field, Input)
        assert field.value == "Mind \ufffd[2J\ufffd"
        await hand.press("end", *("backspace",) * 6, "ctrl+s")
    assert path.read_text(encoding="utf-8") == SHEET.replace("[2, 3]", '[2, 3]\nnote = "Mind"')


async def test_whatever_stands_in_its_place_is_shown_and_leaving_changes_nothing(tmp_path: Path) -> None:
    path = own_routine(tmp_path, NEVER_MEANT, "sheet")
    async with morning(tmp_path, size=(120, 36)) as hand:
        await hand.press("x")
        screen = hand.app.screen
        assert isinstance(screen, RoutineEditorScreen)
        assert "and 16 more mistakes" in hand.text("#editor-wrong")
        assert screen.query_one("#head-start", Input).value == "\ufffd[2J[bold]"
        await hand.press("q")
        if isinstance(hand.app.screen, ConfirmScreen):
            await hand.press("y")
        assert isinstance(hand.app.screen, OverviewScreen)
        path.write_text('id = "sheet', encoding="utf-8")
        hand.app.context.read_library()
        await hand.press("x", "a", "escape", "y")
        assert path.read_text(encoding="utf-8") == 'id = "sheet'
