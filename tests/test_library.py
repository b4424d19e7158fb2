from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stretchtui import library
from stretchtui.domain import limits
from stretchtui.domain.dose import Sides, Span
from stretchtui.domain.routine import Exercise
from stretchtui.library import FileProblem, Library, LibraryError
from stretchtui.system import resources
from tests.tables import every_row

EXERCISE = """
id = "cat-cow"
name = "Cat and cow"
side_phrase = "{side} arm"
[cues]
get_ready = "On all fours."
move_in = "In."
hold = "Stay."
move_out = "Out."
[dose]
reps = [2, 3]
hold_s = [3, 5]
sides = "each"
move_in_s = 2
rest_s = 1.5
ours = ["hold_s"]
"""


ROUTINE = """
id = "evening"
name = "Evening"
exercises = ["cat-cow", "knee-to-chest"]
short = ["cat-cow"]
[source]
title = "My own"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for name in ("routines", "exercises"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def load(own: Path) -> Callable[[], Library]:
    """Load what ships with the files that a test has written over it."""
    return lambda: library.load(resources.folder("data"), own / "routines", own / "exercises")


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path, text: str | bytes) -> list[str]:
    """Read an exercise file, and give all that is told of it."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    told: list[FileProblem] = []
    library.read_exercise(path, told.append)
    return [str(problem).removeprefix(str(path)).removeprefix(": ") for problem in told]


def mistake(path: Path, text: str | bytes) -> str:
    """Read a file with one mistake in it and give the message without its line."""
    told: list[FileProblem] = []
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    assert library.read_exercise(path, told.append) is None
    assert len(told) == 1
    return told[0].message


def exercise_in(path: Path) -> Exercise:
    """Read an exercise file in which nothing is wrong."""
    told: list[FileProblem] = []
    exercise = library.read_exercise(path, told.append)
    assert told == []
    assert exercise is not None
    return exercise


def test_an_exercise_file_becomes_an_exercise(tmp_path: Path) -> None:
    exercise = exercise_in(write(tmp_path / "any-name.toml", EXERCISE))
    assert (exercise.id, exercise.name, exercise.side_phrase) == ("cat-cow", "Cat and cow", "{side} arm")
    assert exercise.cues.switch_sides == ""
    dose = exercise.dose
    assert (dose.sets, dose.reps, dose.hold_s, dose.sides) == (Span(1, 1), Span(2, 3), Span(3, 5), Sides.EACH)
    assert (dose.move_in_s, dose.move_out_s, dose.rest_s, dose.ours) == (2.0, 3.0, 1.5, ("hold_s",))


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ("[figure]\nmove = []", ":18: figure.move: unknown key, passed over (did you mean moves?)"),
        (
            "[figure]\n[[figure.frames]]\ntrunks = 3",
            ":19: figure.frames[0].trunks: unknown key, passed over (did you mean",
        ),
        (
            "[figure]\n[[figure.frames]]\nleg = {hip = 90, knee = 9, toe = 1}",
            ":19: figure.frames[0].leg.toe: unknown key, passed over",
        ),
        ("[extra]\na = 1", ":17: extra: unknown key, passed over"),
    ],
)
def test_an_unknown_key_is_told_and_passed_over(tmp_path: Path, added: str, told: str) -> None:
    path = write(tmp_path / "x.toml", f"{EXERCISE}{added}\n")
    problems: list[FileProblem] = []
    exercise = library.read_exercise(path, problems.append)
    assert exercise is not None
    assert exercise.id == "cat-cow"
    assert [problem.warning for problem in problems] == [True]
    assert str(problems[0]).startswith(f"{path}{told}")


def test_every_mistake_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    text = EXERCISE.replace('"cat-cow"', '"Cat"').replace('hold = "Stay."', "").replace("[2, 3]", "[3, 2]")
    text = text.replace('["hold_s"]', '["hold"]').replace("rest_s = 1.5", "rest_s = 1.5\nrests_s = 1")
    text += "[[figure.frames]]\ntrunk = 50\n[[figure.frames]]\nleg = {hip = 200, knee = 10}\n"
    assert problems(tmp_path / "x.toml", text) == [
        ":2: id: expected lower-case words joined by hyphens, e.g. my-stretch, got 'Cat'",
        ":5: cues.hold: is missing; expected text",
        ":11: dose.reps: expected the least first, [2, 3], got [3, 2]",
        ":17: dose.ours[0]: there is no dose key 'hold'",
        ":19: figure.frames[0].trunk: expected 0 to 40, got 50",
        ":21: figure.frames[1].leg.hip: expected 0 to 130, got 200",
        ":16: dose.rests_s: unknown key, passed over (did you mean rest_s?)",
    ]


def test_what_is_told_is_short_however_long_a_value_is(tmp_path: Path) -> None:
    text = EXERCISE.replace('["hold_s"]', f'["{"x" * 9000}"]').replace("Cat and cow", "y" * 200)
    (told,) = problems(tmp_path / "x.toml", text)
    assert told.startswith(":16: dose.ours[0]: there is no dose key 'xxx")
    assert len(told) < 350


def test_of_very_many_mistakes_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    told = problems(tmp_path / "x.toml", "\n".join(f"key{number} = 1" for number in range(500)) + EXERCISE)
    assert len(told) == library.MOST_TOLD + 1
    assert told[-1] == "and 480 more of the kind"


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(EXERCISE, encoding="utf-8-sig")
    assert exercise_in(path).id == "cat-cow"


def test_own_files_join_what_ships(own: Path, load: Callable[[], Library], shipped: Library) -> None:
    write(own / "exercises" / "cat.toml", EXERCISE)
    write(own / "routines" / "evening.toml", ROUTINE)
    shelf = load()
    assert shelf.problems == ()
    assert set(shelf.routines) == {*shipped.routines, "evening"}
    routine = shelf.routine("evening")
    assert [exercise.id for exercise in routine.exercises] == ["cat-cow", "knee-to-chest"]
    assert [exercise.id for exercise in routine.planned(short=True)] == ["cat-cow"]


def test_an_own_file_replaces_the_shipped_one_everywhere(own: Path, load: Callable[[], Library]) -> None:
    write(own / "exercises" / "mine.toml", EXERCISE.replace("cat-cow", "knee-to-chest"))
    write(own / "routines" / "mine.toml", ROUTINE.replace("evening", "morning-bed"))
    write(own / "exercises" / "cat.toml", EXERCISE)
    shelf = load()
    assert shelf.exercises["knee-to-chest"].name == "Cat and cow"
    assert shelf.routine("morning-bed").name == "Evening"
    assert shelf.routine("morning-bed").exercises[1].name == "Cat and cow"


def test_a_broken_own_file_leaves_the_shipped_one_and_the_others(own: Path, load: Callable[[], Library]) -> None:
    broken = write(own / "exercises" / "mine.toml", EXERCISE.replace("cat-cow", "knee-to-chest") + "hold_s = [1, 2]")
    write(own / "exercises" / "cat.toml", EXERCISE)
    shelf = load()
    assert shelf.exercises["knee-to-chest"].name == "Knee to chest"
    assert "cat-cow" in shelf.exercises
    assert [problem.path for problem in shelf.problems] == [broken]
    assert str(shelf.problems[0]).startswith(f"{broken}: is not valid TOML: ")


def test_a_routine_with_a_missing_exercise_is_reported_and_the_rest_stays(
    own: Path, load: Callable[[], Library], shipped: Library
) -> None:
    path = write(own / "routines" / "evening.toml", ROUTINE)
    shelf = load()
    assert shelf.problems == (FileProblem(path, "exercises[0]: there is no exercise 'cat-cow'", 4),)
    assert set(shelf.routines) == set(shipped.routines)


def test_an_exercise_that_is_nearly_right_is_told_its_name_and_an_unknown_key_hides_nothing(
    own: Path, load: Callable[[], Library], shipped: Library
) -> None:
    write(own / "exercises" / "cat.toml", "colour = 1\n" + EXERCISE)
    write(own / "routines" / "evening.toml", ROUTINE.replace("[source]", "weather = 3\n[source]"))
    write(own / "routines" / "late.toml", ROUTINE.replace("evening", "late").replace('"knee-to-chest"', '"knee-chest"'))
    shelf = load()
    assert set(shelf.routines) == {*shipped.routines, "evening"}
    assert [(problem.path.name, problem.line, problem.message, problem.warning) for problem in shelf.problems] == [
        ("cat.toml", 1, "colour: unknown key, passed over", True),
        ("evening.toml", 6, "weather: unknown key, passed over", True),
        ("late.toml", 4, "exercises[1]: there is no exercise 'knee-chest' (did you mean knee-to-chest?)", False),
    ]


@every_row(
    ("old", "new", "message"),
    [
        (
            'exercises = ["cat-cow", "knee-to-chest"]',
            "exercises = []",
            "exercises: expected 1 to 200 exercise ids, got 0",
        ),
        ('"knee-to-chest"]', '"nobody"]', "exercises[1]: there is no exercise 'nobody'"),
        ('"knee-to-chest"]', "7]", "exercises[1]: expected the id of an exercise, got 7"),
        ('name = "Evening"', 'name = ""', "name: expected some text"),
    ],
)
def test_a_mistake_in_a_routine_names_its_key(
    tmp_path: Path, shipped: Library, old: str, new: str, message: str
) -> None:
    assert old in ROUTINE
    cat = exercise_in(write(tmp_path / "cat.toml", EXERCISE))
    path = write(tmp_path / "x.toml", ROUTINE.replace(old, new))
    told: list[FileProblem] = []
    assert library.read_routine(path, {**shipped.exercises, cat.id: cat}, told.append) is None
    assert [problem.message[: len(message)] for problem in told] == [message]


@every_row(
    ("text", "message"),
    [
        (b"#" * (limits.LIBRARY_FILE_BYTES + 1), "cannot be read: it is larger than 128 KiB"),
        (b"id = ", "is not valid TOML: Invalid value (at end of document)"),
        (EXERCISE.replace('"cat-cow"', f"0x{'f' * 5000}").encode(), "id: expected lower-case words joined by hyphens"),
        (
            EXERCISE.replace("rest_s = 1.5", f"rest_s.{'a.' * 3000}b = 1").encode(),
            "is nested too deeply",
        ),
        (
            EXERCISE.replace("[2, 3]", f"{'{a = ' * 50}1{'}' * 50}").encode(),
            "dose.reps: expected a whole number or [minimum, maximum] betw",
        ),
    ],
)
def test_a_file_that_is_no_exercise_at_all_is_only_a_mistake(tmp_path: Path, text: bytes, message: str) -> None:
    said = mistake(tmp_path / "x.toml", text)
    assert said.startswith(message)
    assert len(said) < 300


def test_a_file_that_is_not_there_is_a_mistake_with_its_reason(tmp_path: Path) -> None:
    told: list[FileProblem] = []
    assert library.read_exercise(tmp_path / "x.toml", told.append) is None
    assert told == [FileProblem(tmp_path / "x.toml", "cannot be read: No such file or directory")]


@pytest.mark.parametrize("kind", ["routines", "exercises"])
def test_a_file_in_place_of_a_folder_of_ones_own_is_told(own: Path, load: Callable[[], Library], kind: str) -> None:
    (own / kind).rmdir()
    (own / kind).write_bytes(b"x")
    (problem,) = load().problems
    assert str(problem).startswith(f"{own / kind}: cannot be read: ")
    assert problem.message.endswith("the files in it are missing")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_folder_or_a_pipe_named_like_a_file_is_passed_over(own: Path, load: Callable[[], Library]) -> None:
    (own / "exercises" / "folder.toml").mkdir()
    os.mkfifo(own / "exercises" / "pipe.toml")
    shelf = load()
    assert [problem.message for problem in shelf.problems] == [
        "cannot be read: it is a folder; move it away",
        "cannot be read: it is a pipe; move it away",
    ]
    assert "knee-to-chest" in shelf.exercises


def test_own_folders_need_not_be_there(own: Path, load: Callable[[], Library], shipped: Library) -> None:
    for name in ("routines", "exercises"):
        shutil.rmtree(own / name)
    assert load() == shipped


def test_what_ships_tells_its_name_alone_unless_an_own_file_may_replace_it(own: Path, shipped: Library) -> None:
    def name(routine_id: str) -> str | None:
        return library.shipped_name(resources.folder("data"), own / "routines", routine_id)

    assert {key: name(key) for key in shipped.routines} == dict(shipped.names.routines)
    assert [name(key) for key in ("", "none", "../exercises/knee-to-chest", "morning-bed.toml")] == [None] * 4
    (own / "routines" / "mine.toml").write_text('id = "morning-bed"', "utf-8")
    assert name("morning-bed") is None


def test_hidden_and_other_files_are_not_read(own: Path, load: Callable[[], Library]) -> None:
    for name in (".cat.toml", "cat.toml~", "cat.txt"):
        write(own / "exercises" / name, EXERCISE)
    shelf = load()
    assert "cat-cow" not in shelf.exercises
    assert shelf.problems == ()


def test_markup_stays_text_and_lines_become_one(tmp_path: Path) -> None:
    text = EXERCISE.replace("Cat and cow", r"[red]Cat\r\nand\tcow[/red]").replace("Stay.", r"[@click=quit]")
    exercise = exercise_in(write(tmp_path / "x.toml", text))
    assert exercise.name == "[red]Cat and cow[/red]"
    assert exercise.cues.hold == "[@click=quit]"


def test_a_message_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (said,) = problems(tmp_path / "x.toml", EXERCISE.replace("name =", r'"\u001b[2J\n" = 1' + "\nname ="))
    assert said == "\ufffd[2J: unknown key, passed over"
    assert str(FileProblem(Path("bad\x1b[2J.toml"), said)).startswith("bad\ufffd[2J.toml: ")


def test_files_that_ship_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    for kind in ("exercises", "routines"):
        shutil.copytree(Path(__file__).parents[1] / "data" / kind, tmp_path / kind)
    shelf = library.load(tmp_path)
    assert len(shelf.exercises) >= 20
    for path in (tmp_path / "exercises").iterdir():
        if path.stem != "knee-to-chest":
            path.unlink()
    assert shelf.exercise("knee-to-chest").name == "Knee to chest"
    assert "bed-bridge" not in shelf.exercises


def test_an_unknown_routine_names_the_ones_there_are(shipped: Library) -> None:
    with pytest.raises(LibraryError, match="there is no routine 'evening'; there are: before-getting-up, chair, "):
        shipped.routine("evening")
    with pytest.raises(LibraryError, match="there are: none"):
        Library({}, {}, ()).routine("evening")


def test_of_two_own_files_with_one_id_the_first_by_name_is_used_and_both_are_named(tmp_path: Path) -> None:
    own = tmp_path / "exercises"
    own.mkdir()
    text = (resources.folder("data") / "exercises" / "bed-bridge.toml").read_text(encoding="utf-8")
    for name in ("z", "a", "m"):
        (own / f"{name}.toml").write_text(re.sub("(?m)^name = .*", f'name = "Bridge of {name}"', text, count=1))
    routines = tmp_path / "routines"
    routines.mkdir()
    for name in ("second", "first"):
        routine = f'id = "mine"\nname = "{name}"\nexercises = ["bed-bridge"]\n[source]\ntitle = "Me"\n'
        (routines / f"{name}.toml").write_text(routine)
    shelf = library.load(resources.folder("data"), routines, own)
    assert shelf.exercises["bed-bridge"].name == "Bridge of a"
    assert shelf.routine("mine").name == "first"
    assert [
        (problem.path.name, "a.toml" in str(problem), "first.toml" in str(problem)) for problem in shelf.problems
    ] == [
        ("m.toml", True, False),
        ("z.toml", True, False),
        ("second.toml", False, True),
    ]
