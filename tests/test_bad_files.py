"""Files of others are untrusted: whatever stands in them, each mistake is told with its key, and nothing is hidden."""

from __future__ import annotations

import os
import random
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomlkit

from stretchtui import library
from stretchtui.domain import limits
from stretchtui.domain.cues.cue_sheet import cue_sheet
from stretchtui.domain.fields import fields_of
from stretchtui.domain.routine import Exercise, Level, Routine
from stretchtui.domain.session.timeline import routine_timeline, timeline
from stretchtui.domain.text import one_line
from stretchtui.library import FileProblem, Library, LibraryError
from stretchtui.system import resources
from stretchtui.words import leading
from tests.bad_exercises import IN_AN_EXERCISE
from tests.bad_files import EXERCISE, IN_A_ROUTINE, LINES, NO_TOML, ROUTINE, Told
from tests.hostile import ESCAPES, MARKUP, ORDER
from tests.how_often import and_slowly
from tests.support import CALM
from tests.tables import every_row
from tests.tools.fuzz import mutated

SLOW_S = 2.0
"""The longest that a file of the largest size may take, in seconds of a processor."""


def read(path: Path, text: str | bytes, shipped: Library) -> tuple[Exercise | Routine | None, list[FileProblem]]:
    path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    told: list[FileProblem] = []
    if path.stem == "exercise":
        return library.read_exercise(path, told.append), told
    return library.read_routine(path, shipped.exercises, told.append), told


def messages(path: Path, text: str | bytes, shipped: Library) -> list[str]:
    """Read a file, and give all that is told of it without its name."""
    item, told = read(path, text, shipped)
    assert (item is None) == any(not problem.warning for problem in told)
    return [
        str(problem).removeprefix(str(path)).removeprefix(": ") + (" (warning)" if problem.warning else "")
        for problem in told
    ]


@every_row(
    ("name", "good", "old", "new", "told"),
    [
        *(("exercise", EXERCISE, *case) for case in IN_AN_EXERCISE),
        *(("routine", ROUTINE, *case) for case in IN_A_ROUTINE),
    ],
)
def test_a_mistake_is_told_with_line_key_and_what_was_expected(
    tmp_path: Path, shipped: Library, name: str, good: str, old: str, new: str, told: Told
) -> None:
    assert old in good
    path = tmp_path / f"{name}.toml"
    assert messages(path, good, shipped) == []
    assert messages(path, good.replace(old, new, 1), shipped) == ([told] if isinstance(told, str) else told)


@every_row("name", ["exercise", "routine"])
@every_row(("content", "told"), NO_TOML.items())
def test_a_file_that_is_no_toml_is_told_in_one_sentence(
    tmp_path: Path, shipped: Library, name: str, content: bytes, told: str
) -> None:
    (said,) = messages(tmp_path / f"{name}.toml", content, shipped)
    assert said.startswith(told)
    assert one_line(said) == said
    assert len(said) < 200


def test_there_are_at_least_sixty_bad_files_in_the_tables() -> None:
    assert len(IN_AN_EXERCISE) + len(IN_A_ROUTINE) >= 60


@pytest.mark.parametrize("hostile", MARKUP)
def test_what_only_looks_like_a_command_is_text_as_any_other(tmp_path: Path, shipped: Library, hostile: str) -> None:
    table = tomllib.loads(EXERCISE) | {"name": hostile, "cautions": [hostile]}
    exercise, told = read(tmp_path / "exercise.toml", tomlkit.dumps(table), shipped)
    assert told == []
    assert isinstance(exercise, Exercise)
    assert (exercise.name, exercise.cautions) == (hostile, (hostile,))


@every_row("hostile", [*ESCAPES, *ORDER])
def test_what_is_said_of_harmful_keys_and_values_is_harmless(tmp_path: Path, shipped: Library, hostile: str) -> None:
    table = tomllib.loads(EXERCISE) | {"name": hostile, "id": hostile, "kind": hostile, "easier": [hostile]}
    exercise, told = read(tmp_path / "exercise.toml", tomlkit.dumps({hostile: 3, **table}), shipped)
    assert exercise is None
    assert sorted(problem.message.partition(": ")[0] for problem in told if not problem.warning) == [
        "easier",
        "id",
        "kind",
        "name",
    ]
    assert [str(problem) for problem in told] == [one_line(str(problem)) for problem in told]


def texts_in(kind: type, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Give where a definition has text, and whether it is a list of texts."""
    for name, taken in fields_of(kind).items():
        inside = taken.item or taken
        if inside.definition and inside.kind is not Exercise:
            yield from texts_in(inside.kind, (*where, name))
        elif inside.kind is str:
            yield (*where, name), taken.item is not None


@every_row(
    ("name", "good", "way", "listed"),
    [("exercise", EXERCISE, *found) for found in texts_in(Exercise)]
    + [("routine", ROUTINE, *found) for found in texts_in(Routine)],
)
def test_no_text_has_a_control_character(
    tmp_path: Path, shipped: Library, name: str, good: str, way: tuple[str, ...], listed: bool
) -> None:
    table = document = tomllib.loads(good)
    for key in way[:-1]:
        inside = table.setdefault(key, {})
        table = inside[0] if isinstance(inside, list) else inside
    table[way[-1]] = ["a\x1b"] if listed else "a\x1b"
    item, told = read(tmp_path / f"{name}.toml", tomlkit.dumps(document), shipped)
    assert item is None
    assert any(way[-1] in problem.message for problem in told if not problem.warning)


# --- many, large and looping ------------------------------------------------------------------


def filled(line: str) -> str:
    """Repeat a line up to the largest size of a file, its number filled in."""
    count = (limits.LIBRARY_FILE_BYTES - 1000) // (len(line) + 4)
    return "".join(line.replace("%", str(number)) for number in range(count))


LARGE = [
    ("exercise", "", "k%=1\n", ""),
    ("routine", "", "[[a]]\n", ""),
    ("exercise", "", "[t%]\n", ""),
    ("routine", "", f"{'.'.join('abcdefghijklmnopqrstuvwxyz')}.k%=1\n", ""),
    ("exercise", "", "k%={a=1}\n", ""),
    ("routine", "short=[", "1,", "]"),
    ("routine", "", "[[own_exercises]]\n", ""),
    ("routine", ROUTINE.removesuffix(LINES), "[[lines]]\nexercise='bed-bridg'\n", ""),
    ("exercise", "", "[[figure.frames]]\ntrunk=99\n", ""),
    ("exercise", "", "a" * 1000, ""),
    ("exercise", "a = '''", "%", "'''"),
]
OF_THE_OTHER_KIND = [({"exercise": "routine", "routine": "exercise"}[name], *parts) for name, *parts in LARGE]


@pytest.mark.parametrize(("name", "first", "repeated", "last"), [*LARGE, *and_slowly(*OF_THE_OTHER_KIND)])
def test_no_file_takes_long_and_few_of_very_many_mistakes_are_told(
    tmp_path: Path, shipped: Library, name: str, first: str, repeated: str, last: str
) -> None:
    text = f"{first}{filled(repeated)}{last}"
    assert limits.LIBRARY_FILE_BYTES / 6 < len(text) <= limits.LIBRARY_FILE_BYTES
    began_s = time.process_time()
    _, told = read(tmp_path / f"{name}.toml", text, shipped)
    assert time.process_time() - began_s < SLOW_S
    assert 1 <= len(told) <= library.MOST_TOLD + 1
    assert all(len(problem.message) < 350 for problem in told)


def test_of_ten_thousand_files_each_is_found_by_its_name_and_few_are_read(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"n{number:04}.toml").touch()
    (tmp_path / "n8888.toml").write_text(EXERCISE.replace("cat-cow", "n8888"), encoding="utf-8")
    (tmp_path / "pelvic-tilt.toml").write_text(EXERCISE.replace("cat-cow", "pelvic-tilt"), encoding="utf-8")
    began_s = time.process_time()
    found = library.load(resources.folder("data"), None, tmp_path)
    assert found.exercise("n8888").name == "Cat and cow"
    assert found.exercise("pelvic-tilt").name == "Cat and cow", "what ships hides one of the person's own"
    assert time.process_time() - began_s < SLOW_S
    assert found.exercise_files["n8888"] == tmp_path / "n8888.toml"
    many = "has 10001 files; the first 500 by name are listed, each other is used when its id is asked for"
    assert FileProblem(tmp_path, many, warning=True) in found.problems


def test_a_file_too_many_is_used_by_its_name_or_told_why_not(tmp_path: Path) -> None:
    for number in range(limits.LIBRARY_FILES):
        (tmp_path / f"a{number}.toml").touch()
    for name, text in (("b-right", ROUTINE.replace("evening", "b-right")), ("b-wrong", "id = 3"), ("b-other", ROUTINE)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    found = library.load(resources.folder("data"), tmp_path)
    assert found.routine("b-right").name == "Evening"
    with pytest.raises(
        LibraryError, match=r"^routine 'b-wrong' cannot be used:\n(.*\n){2}.*b-wrong.toml:1: id: expect"
    ):
        found.routine("b-wrong")
    with pytest.raises(LibraryError, match=r"b-other.toml:1: id: expected b-other, the file's name, by which alone"):
        found.routine("b-other")
    for there_is_none in ("b-none", "../b-right", "", "/etc/passwd", "b-right.toml", "b-right\0"):
        with pytest.raises(LibraryError, match="there is no routine"):
            found.routine(there_is_none)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_folder_that_is_a_loop_is_told_and_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(tmp_path / "there")
    (tmp_path / "there").symlink_to(tmp_path / "here")
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "loop.toml").symlink_to(tmp_path / "exercises" / "loop.toml")
    found = library.load(resources.folder("data"), tmp_path / "here", tmp_path / "exercises")
    assert [problem.path for problem in found.problems] == [tmp_path / "exercises" / "loop.toml", tmp_path / "here"]
    assert found.routine(library.DEFAULT_ROUTINE).exercises


def test_two_files_of_one_id_are_told_and_the_first_by_name_is_used(tmp_path: Path) -> None:
    for name, title in (("a", "First"), ("b", "Second")):
        (tmp_path / f"{name}.toml").write_text(EXERCISE.replace("Cat and cow", title), encoding="utf-8")
    found = library.load(resources.folder("data"), None, tmp_path)
    message = "id: cat-cow is the id of a.toml too, which is used; choose another"
    assert found.problems == (FileProblem(tmp_path / "b.toml", message, 1),)
    assert found.exercises["cat-cow"].name == "First"


def test_a_routine_of_the_most_lines_is_laid_out_at_once(tmp_path: Path, shipped: Library) -> None:
    began_s = time.process_time()
    routine, told = read(tmp_path / "routine.toml", ROUTINE.replace(LINES, LINES * 100), shipped)
    assert told == []
    assert isinstance(routine, Routine)
    assert routine_timeline(routine, Level.FULL)[-1].count == limits.EXERCISES
    assert time.process_time() - began_s < 0.5


# --- changed at random ------------------------------------------------------------------------


def fuzz(folder: Path, shipped: Library, inputs: int, seed: str) -> None:
    """Read files that are changed at random; one that is found right can be led, seen and heard."""
    chance = random.Random(seed)  # noqa: S311
    sheet = f"{ROUTINE}\n[[own_exercises]]\n{EXERCISE.replace('[', '[own_exercises.', 2)}"
    samples = {
        "exercise": (EXERCISE.encode(), *(path.read_bytes() for path in sorted(shipped.exercise_files.values()))),
        "routine": (ROUTINE.encode(), sheet.encode(), *(path.read_bytes() for path in shipped.routine_files.values())),
    }
    for number in range(inputs):
        name = chance.choice(("exercise", "routine"))
        raw = mutated(chance.choice(samples[name]), chance, samples[name])
        began_s = time.process_time()
        try:
            item, told = read(folder / f"{name}.toml", raw, shipped)
            exercises = () if item is None else (item,) if isinstance(item, Exercise) else item.exercises
            phases = timeline(exercises, chance.choice(list(Level)))
            heard = [cue.text for cue in cue_sheet(phases, CALM)] if phases else []
            seen = [leading.dose_range(exercise.dose) for exercise in exercises]
        except Exception as error:
            raise AssertionError(f"{seed} {number}: {raw!r}") from error
        assert time.process_time() - began_s < SLOW_S, raw
        assert (item is None) == any(not problem.warning for problem in told), raw
        said = [*map(str, told), *heard, *seen]
        assert [one_line(text) for text in said] == said, raw


def test_files_changed_at_random_never_end_in_an_error(tmp_path: Path, shipped: Library) -> None:
    fuzz(tmp_path, shipped, 80, "quick")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_twenty_thousand_files_changed_at_random_never_end_in_an_error(
    tmp_path: Path, shipped: Library, seed: int
) -> None:
    fuzz(tmp_path, shipped, 5_000, str(seed))
