"""Routine and exercise files written, checked, edited and passed on by the command line."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from stretchtui import library
from stretchtui.domain import limits
from stretchtui.system import resources
from tests.terminal.home import call


def own(home: Path, kind: str, name: str) -> Path:
    return home / "config" / "stretchtui" / kind / f"{name}.toml"


def write(home: Path, kind: str, name: str, text: str) -> Path:
    path = own(home, kind, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


ONE = 'id = "mine"\nname = "One"\nexercises = ["bed-bridge"]\n[source]\ntitle = "Mine"\n'


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def shelf(home: Path) -> library.Library:
    folder = home / "config" / "stretchtui"
    return library.load(resources.folder("data"), folder / "routines", folder / "exercises")


# --- new ----------------------------------------------------------------------------------


def test_a_new_routine_runs_as_it_is_and_names_its_schema(tmp_path: Path) -> None:
    done = call(tmp_path, "routines", "new", "my-evening")
    path = own(tmp_path, "routines", "my-evening")
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{path}\n", "")
    assert call(tmp_path, "routines", "check").exit_code == 0
    routine = shelf(tmp_path).routine("my-evening")
    assert (routine.name, len(routine.exercises)) == ("My evening", 3)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = Path(first.removeprefix("#:schema file://"))
    assert json.loads(schema.read_text(encoding="utf-8"))["title"] == "StretchTUI routine"


@pytest.mark.parametrize("kind", ["routines", "exercises"])
def test_every_line_of_a_new_file_that_is_there_to_be_uncommented_can_be(tmp_path: Path, kind: str) -> None:
    call(tmp_path, kind, "new", "mine")
    path = own(tmp_path, kind, "mine")
    lines = path.read_text(encoding="utf-8").splitlines()
    offered = [line for line in lines if line.startswith("# ") and " = " in line]
    assert len(offered) >= 6
    text = "\n".join(line.removeprefix("# ") if line in offered else line for line in lines)
    # The line's own hold stands beside one without a hold, and only one of two sides is the first.
    path.write_text(text, encoding="utf-8")
    done = call(tmp_path, "routines", "check")
    assert done.exit_code == 0
    assert [row for row in done.stdout.splitlines() if "as a new file has it" not in row] == []


def test_what_a_new_exercise_says_in_place_of_ones_own_words_is_told_and_can_be_led(tmp_path: Path) -> None:
    call(tmp_path, "exercises", "new", "wall")
    path = own(tmp_path, "exercises", "wall")

    def told(*command: str) -> list[str]:
        done = call(tmp_path, *command)
        assert done.exit_code == 0
        return [row.removeprefix(str(path)) for row in done.stdout.splitlines()]

    left = "is still as a new file has it; say it in your words, or leave it out (warning)"
    begun = [f":13: purpose: {left}", f":14: start: {left}", f":15: instructions: {left}"]
    assert told("routines", "check") == told("routines", "check", str(path)) == begun
    assert "wall" in shelf(tmp_path).exercises
    assert shelf(tmp_path).problems == ()
    text = (
        path.read_text(encoding="utf-8").replace("What it is for.", "The calf.").replace("How to lie", "Where to lie")
    )
    path.write_text(re.sub(r"instructions = \[.*?\]", "instructions = []", text, flags=re.DOTALL), encoding="utf-8")
    wrong = [":15: instructions: nothing says how it is done but the cues (warning)"]
    assert told("routines", "check") == wrong
    path.write_text(path.read_text(encoding="utf-8").replace('sides = "each"', 'sides = "both"'), encoding="utf-8")
    wrong.append(":27: cues.move_in: names a side, and both are moved at once; leave {side} out (warning)")
    assert told("routines", "check") == wrong


def test_a_routine_from_another_has_all_its_lines_to_change(tmp_path: Path) -> None:
    assert call(tmp_path, "routines", "new", "mine", "--from", "morning-bed").exit_code == 0
    found = shelf(tmp_path)
    assert found.routine("mine").exercises == found.routine("morning-bed").exercises
    assert found.routine("mine").source.title == found.routine("morning-bed").source.title


def test_a_routine_from_one_of_ones_own_keeps_its_comments(tmp_path: Path) -> None:
    call(tmp_path, "routines", "new", "mine")
    change(own(tmp_path, "routines", "mine"), "[source]", "# mine alone\n[source]")
    assert call(tmp_path, "routines", "new", "other", "--from", "mine").exit_code == 0
    text = own(tmp_path, "routines", "other").read_text(encoding="utf-8")
    assert "# mine alone" in text
    assert text.count("#:schema") == 1
    assert shelf(tmp_path).routine("other").name == "Other"


def test_an_exercise_from_another_is_its_copy_with_its_figure_and_comments(tmp_path: Path) -> None:
    assert call(tmp_path, "exercises", "new", "small-bridge", "--from", "bed-bridge").exit_code == 0
    found = shelf(tmp_path)
    assert found.problems == ()
    assert found.exercises["small-bridge"].figure == found.exercises["bed-bridge"].figure
    assert "# At 22 shoulder, hip and knee" in own(tmp_path, "exercises", "small-bridge").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["routines", "exercises"])
def test_what_is_there_is_not_written_over(tmp_path: Path, kind: str) -> None:
    call(tmp_path, kind, "new", "mine")
    again = call(tmp_path, kind, "new", "mine")
    assert (again.exit_code, again.stdout) == (1, "")
    assert f"there is 'mine' already; to begin with a copy of it, `stretchtui {kind} new OTHER-ID" in again.stderr


@pytest.mark.parametrize("wanted", ["Mine", "../mine", "a b", "x" * 65, "", "con/aux"])
def test_an_id_that_could_be_a_path_or_is_no_id_is_wrong_usage(tmp_path: Path, wanted: str) -> None:
    done = call(tmp_path, "routines", "new", wanted)
    assert done.exit_code == 2
    assert "expected lower-case words joined by hyphens, e.g. my-stretch, got" in done.stderr
    assert not list(tmp_path.rglob("*.toml"))


# --- check --------------------------------------------------------------------------------


def test_check_names_every_mistake_of_every_file_at_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        call(tmp_path, "routines", "new", name)
    one, two = (own(tmp_path, "routines", name) for name in ("one", "two"))
    change(one, '"pelvic-tilt"', '"pelvis-tilt"\nreps = 99\nside = "lift"')
    change(two, 'name = "Two"', 'nam = "Two"')
    done = call(tmp_path, "routines", "check")
    assert done.exit_code == 1
    lines = [line.removeprefix(str(one)).removeprefix(str(two)) for line in done.stdout.splitlines()]
    assert lines == [
        ":34: lines[1].exercise: there is no exercise 'pelvis-tilt' (did you mean pelvic-tilt?)",
        ":35: lines[1].reps: expected a whole number or [minimum, maximum] between 1 and 50, got 99",
        ":36: lines[1].side: expected one of both, each, alternating, left, right, got 'lift' (did you mean left?)",
        ": name: is missing; expected some text of at most 200 characters",
        ":6: nam: unknown key, passed over (did you mean name?) (warning)",
    ]
    assert done.stderr == "Checked 2 files: 4 mistakes, 1 warning.\n"


def test_files_that_are_named_are_checked_together(tmp_path: Path) -> None:
    for kind, name, source in (("exercises", "wall", ("--from", "pelvic-tilt")), ("routines", "mine", ())):
        call(tmp_path, kind, "new", name, *source)
        own(tmp_path, kind, name).rename(tmp_path / f"{name}.toml")
    change(tmp_path / "mine.toml", '"pelvic-tilt"', '"wall"')
    wall, mine = str(tmp_path / "wall.toml"), str(tmp_path / "mine.toml")
    assert call(tmp_path, "routines", "check", mine).exit_code == 1
    done = call(tmp_path, "routines", "check", mine, wall)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Checked 2 files: no mistakes.\n")


def test_an_easier_exercise_that_there_is_not_is_a_warning_beside_all_that_is_wrong(tmp_path: Path) -> None:
    call(tmp_path, "exercises", "new", "wall", "--from", "pelvic-tilt")
    path = own(tmp_path, "exercises", "wall")
    change(path, "\n[cues]", 'easier = "pelvic-tile"\n\n[cues]')
    told = "easier: there is no exercise 'pelvic-tile' (did you mean pelvic-tilt?) (warning)"
    for command in (("routines", "check"), ("routines", "check", str(path))):
        done = call(tmp_path, *command)
        assert (done.exit_code, done.stderr) == (0, "Checked 1 file: 1 warning.\n")
        assert done.stdout.endswith(f"{told}\n")
    change(path, "hold_s = [3, 5]", "hold_s = true")
    for command in (("routines", "check"), ("routines", "check", str(path))):
        done = call(tmp_path, *command)
        assert (done.exit_code, done.stderr) == (1, "Checked 1 file: 1 mistake, 1 warning.\n")
        assert told in done.stdout


def test_of_very_many_files_the_last_is_shown_checked_and_added_too(tmp_path: Path) -> None:
    there = tmp_path / "sheets"
    there.mkdir()
    text = ONE.replace("mine", "m{0:03}")
    for number in range(limits.LIBRARY_FILES + 3):
        (there / f"{number}.toml").write_text(text.format(number), encoding="utf-8")
    done = call(tmp_path, "routines", "add", str(there))
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, limits.LIBRARY_FILES + 3)
    assert call(tmp_path, "routines", "show", "m502").stdout.startswith("One\n")
    assert "m502" not in call(tmp_path, "routines", "list").stdout
    change(own(tmp_path, "routines", "m502"), "bed-bridge", "bed-bridg")
    done = call(tmp_path, "routines", "check")
    assert done.exit_code == 1
    assert "m502.toml:3: exercises[0]: there is no exercise 'bed-bridg'" in done.stdout
    assert "has 503 files; the first 500 by name are listed" in done.stdout
    assert call(tmp_path, "routines", "edit", "m502", EDITOR="true").stderr.endswith("Checked 1 file: 1 mistake.\n")


# --- a broken file ------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [("routines", "show"), ("start",)])
def test_a_broken_routine_is_told_where_it_is_asked_for(tmp_path: Path, verb: tuple[str, ...]) -> None:
    path = write(tmp_path, "routines", "my-own", 'id = "mine"\nname = 3\n')
    write(tmp_path, "routines", "other", 'id = "other"\nname = 3\nset_by = 4\n')
    done = call(tmp_path, *verb, "mine")
    assert (done.exit_code, done.stdout) == (1, "")
    others, told, *mistakes = done.stderr.splitlines()
    assert others == "stretchtui: other.toml cannot be used; `stretchtui routines check` names everything"
    assert told == "stretchtui: routine 'mine' cannot be used:"
    assert [line.partition(":")[0] for line in mistakes] == [f"  {path}"] * 2, "a line each, in the order of the file"
    assert "source: is missing" in mistakes[0]
    assert ":2: name: expected some text" in mistakes[1]
    assert "morning-bed" in call(tmp_path, "routines", "list").stdout


def test_a_session_begins_with_a_sentence_about_broken_files_and_not_with_a_page(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path, "routines", name, f'id = "{name}"\nname = 3\nset_by = 4\nfrequency = 5\n')
    write(tmp_path, "exercises", "three", 'id = "three"\nshade = 3\n')
    call(tmp_path, "routines", "new", "odd")
    change(own(tmp_path, "routines", "odd"), 'id = "odd"', 'id = "odd"\nshade = 3')
    done = call(tmp_path, "start", "--plain", "--speed", "1000")
    (told,) = (line for line in done.stderr.splitlines() if ".toml" in line)
    assert told == (
        "stretchtui: three.toml and 2 more files cannot be used, and something in odd.toml is passed over; "
        "`stretchtui routines check` names everything"
    )


# --- edit ---------------------------------------------------------------------------------


def editor(home: Path, old: str, new: str) -> str:
    """Write a program that changes a text in the file it is given, and give the command that runs it."""
    script = home / "editor.py"
    lines = ["import sys, pathlib", "path = pathlib.Path(sys.argv[-1])", "text = path.read_text(encoding='utf-8')"]
    lines.append(f"path.write_text(text.replace({old!r}, {new!r}), encoding='utf-8')")
    script.write_text("\n".join(lines), encoding="utf-8")
    return f"{sys.executable} {script}"


def test_edit_opens_the_file_and_checks_it_on_closing(tmp_path: Path) -> None:
    call(tmp_path, "routines", "new", "mine")
    right = call(tmp_path, "routines", "edit", "mine", VISUAL=editor(tmp_path, '"Mine"', '"Late"'))
    assert (right.exit_code, right.stderr) == (0, "Checked 1 file: no mistakes.\n")
    assert shelf(tmp_path).routine("mine").name == "Late"
    wrong = call(tmp_path, "routines", "edit", "mine", VISUAL=editor(tmp_path, '"Late"', "3"))
    assert wrong.exit_code == 1
    assert "name: expected some text of at most 200 characters, got 3" in wrong.stdout
    mended = call(tmp_path, "routines", "edit", "mine", VISUAL=editor(tmp_path, "name = 3", 'name = "Mended"'))
    assert mended.exit_code == 0, "a broken file can be opened again"


def test_what_ships_is_copied_and_not_edited(tmp_path: Path) -> None:
    done = call(tmp_path, "exercises", "edit", "bed-bridge", VISUAL="false")
    assert done.exit_code == 1
    assert "`stretchtui exercises new my-bed-bridge --from bed-bridge` writes a copy of your own" in done.stderr
    none = call(tmp_path, "routines", "edit", "mine", VISUAL="false")
    assert "there is no 'mine' of your own; `stretchtui routines new mine` writes one" in none.stderr


# --- passing on ---------------------------------------------------------------------------


def test_a_routine_is_passed_on_as_one_file_with_its_own_exercises_inside(tmp_path: Path) -> None:
    giver, taker = tmp_path / "giver", tmp_path / "taker"
    call(giver, "exercises", "new", "wall")
    call(giver, "routines", "new", "mine")
    change(own(giver, "routines", "mine"), '"pelvic-tilt"', '"wall"\nreps = 4')
    sheet = tmp_path / "sheet.toml"
    done = call(giver, "routines", "export", "mine", str(sheet))
    assert (done.exit_code, done.stdout) == (0, f"{sheet}\n")
    again = call(giver, "routines", "export", "mine", str(sheet))
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)
    assert call(giver, "routines", "export", "mine", str(sheet), "--force").exit_code == 0
    taken = call(taker, "routines", "add", str(sheet))
    assert (taken.exit_code, taken.stdout) == (0, f"{own(taker, 'routines', 'mine')}\n")
    assert shelf(taker).routine("mine").exercises == shelf(giver).routine("mine").exercises
    assert "wall" not in shelf(taker).exercises, "it is the routine's own"


def test_a_folder_is_added_whole_or_not_at_all(tmp_path: Path) -> None:
    giver, taker = tmp_path / "giver", tmp_path / "taker"
    call(giver, "exercises", "new", "wall")
    call(giver, "routines", "new", "mine")
    folder = tmp_path / "sheets"
    folder.mkdir()
    for kind, name in (("exercises", "wall"), ("routines", "mine")):
        own(giver, kind, name).rename(folder / f"{kind}.toml")
    change(folder / "routines.toml", '"pelvic-tilt"', '"wal"')
    refused = call(taker, "routines", "add", str(folder))
    assert refused.exit_code == 1
    assert "there is no exercise 'wal' (did you mean wall?)" in refused.stdout
    assert not taker.exists()
    change(folder / "routines.toml", '"wal"', '"wall"')
    assert call(taker, "routines", "add", str(folder)).exit_code == 0
    assert own(taker, "exercises", "wall").exists()
    assert shelf(taker).problems == ()
    change(folder / "exercises.toml", 'name = "Wall"', 'name = "Wall slide"')
    refused = call(taker, "routines", "add", str(folder))
    assert (refused.exit_code, "--force" in refused.stderr) == (1, True)
    assert call(taker, "routines", "add", str(folder), "--force").exit_code == 0
    assert shelf(taker).exercises["wall"].name == "Wall slide"


def test_exercises_are_listed_and_shown(tmp_path: Path) -> None:
    listed = json.loads(call(tmp_path, "exercises", "list", "--json").stdout)
    assert {exercise["id"] for exercise in listed} == set(shelf(tmp_path).exercises)
    assert "bed-bridge  Bed bridge, 4-5 times\n" in call(tmp_path, "exercises", "list").stdout
    shown = call(tmp_path, "exercises", "show", "bed-bridge").stdout
    assert shown.startswith("Bed bridge: 4-5 times, hold 3-5 s, rest 3 s between\n")
    assert "\nStretch: on the back\n" in call(tmp_path, "exercises", "show", "knee-to-chest").stdout
    for wrong, meant in (("bed-bride", "bed-bridge"), ("tilt", "neck-tilt"), ("squeez", "buttock-squeeze")):
        unknown = call(tmp_path, "exercises", "show", wrong)
        assert unknown.exit_code == 1
        assert f"there is no exercise '{wrong}' (did you mean {meant}?)" in unknown.stderr
