"""The verbs of the command line, called in this process and as a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import click
import pytest

from stretchtui import __version__
from stretchtui.cli.lazy import LazyGroup
from stretchtui.cli.verbs import cli
from stretchtui.system import resources
from tests.tables import every_row
from tests.terminal.home import PATIENCE_S, call, environment, month_file, recorded, settings, today, verb

HOSTILE = "\x1b]52;c;ZXZpbA==\x07\x1b[2Jhurt \u202eleft\u2066 [/] [@click=app.quit]x[/] \x9b31m"
HARMFUL = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066")
FIELDS = {
    "schema", "id", "day", "started_at", "ended_at", "timezone", "routine", "level", "short", "outcome", "active_s",
    "exercises", "stiffness_before", "stiffness_after", "comfort", "scales", "note", "source", "speed", "updated_at",
    "deleted", "routine_name",
}  # fmt: skip

ADD_A_FEW = """
import sys
from stretchtui.cli.verbs import cli
for number in range(5):
    cli(["journal", "add", "--note", f"{sys.argv[1]}-{number}"], standalone_mode=False)
"""


def add(home: Path, *arguments: str) -> str:
    """Note a session; give its id."""
    result = call(home, "journal", "add", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.strip()


# --- the program itself -------------------------------------------------------------------


def test_the_module_names_the_program_in_wrong_usage(tmp_path: Path) -> None:
    done = verb(tmp_path, "journal", "lst")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: stretchtui journal")


def test_it_tells_its_version(tmp_path: Path) -> None:
    done = call(tmp_path, "--version")
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"stretchtui, version {__version__}\n", "")


def test_help_names_every_command_and_imports_no_screen(tmp_path: Path) -> None:
    done = call(tmp_path, "--help")
    assert done.exit_code == 0
    assert all(f"\n  {name} " in done.stdout for name in ("start", "journal", "routines", "paths"))
    asked = "import sys; from stretchtui.cli.verbs import cli; cli(['--help'], standalone_mode=False); "
    script = f"{asked}sys.exit(bool({{'textual', 'pendulum', 'msgspec', 'tinydb', 'tomlkit'}} & {{*sys.modules}}))"
    assert subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False).returncode == 0


def test_without_a_word_it_says_what_it_says_with_an_option_and_does_not_import_click(tmp_path: Path) -> None:
    opened = (
        "import contextlib, sys; from stretchtui.cli.main import main\nwith contextlib.suppress(SystemExit): main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{opened}sys.exit('click' in sys.modules)"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    refused = verb(tmp_path, "--no-plain")
    assert (done.returncode, done.stderr) == (0, refused.stderr)
    assert verb(tmp_path).returncode == refused.returncode == 2


def every_command(command: click.Command, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    found = {path: command}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found |= every_command(inner, (*path, name))
    return found


EVERY_COMMAND = every_command(cli)


@pytest.mark.parametrize(
    "group", [path for path, it in EVERY_COMMAND.items() if isinstance(it, LazyGroup)], ids=" ".join
)
def test_a_line_of_the_help_is_how_the_help_of_its_command_begins(group: tuple[str, ...]) -> None:
    lazy = EVERY_COMMAND[group]
    assert isinstance(lazy, LazyGroup)
    for name, (_, line) in lazy.verbs.items():
        assert " ".join((EVERY_COMMAND[*group, name].help or "").split()).startswith(line.removesuffix("."))


@every_row("command", EVERY_COMMAND)
def test_every_command_explains_itself_in_its_help(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = call(tmp_path, *command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: stretchtui{''.join(f' {word}' for word in command)}")
    assert not list(tmp_path.iterdir()), "asking for help wrote something"


# --- paths --------------------------------------------------------------------------------


def test_paths_has_the_places_and_what_ships_and_makes_none_of_them(tmp_path: Path) -> None:
    result = call(tmp_path, "paths", "--json")
    places = json.loads(result.stdout)
    assert list(places) == ["journal", "config", "routines", "exercises", "state", "shipped"]
    plain = call(tmp_path, "paths").stdout
    assert all(name in plain and path in plain for name, path in places.items())
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG folders are Linux's convention")
def test_the_xdg_variables_are_obeyed(tmp_path: Path) -> None:
    places = json.loads(call(tmp_path, "paths", "--json").stdout)
    assert places == {
        "journal": str(tmp_path / "data/stretchtui/journal"),
        "config": str(tmp_path / "config/stretchtui/config.toml"),
        "routines": str(tmp_path / "config/stretchtui/routines"),
        "exercises": str(tmp_path / "config/stretchtui/exercises"),
        "state": str(tmp_path / "state/stretchtui"),
        "shipped": str(resources.folder("data")),
    }


def test_another_journal_folder_can_be_named(tmp_path: Path) -> None:
    other = tmp_path / "other journal"
    done = call(tmp_path, "journal", "add", STRETCHTUI_JOURNAL=str(other))
    assert done.exit_code == 0
    assert (other / f"{today():%Y-%m}.json").exists()
    assert not (tmp_path / "data").exists()
    assert recorded(tmp_path) == []


# --- journal add --------------------------------------------------------------------------


def test_adding_prints_the_id_alone_and_keeps_every_option(tmp_path: Path) -> None:
    options = ["--day", "2026-03-01", "--time", "06:45", "--routine", "morning-bed", "--outcome", "stopped-pain"]
    ratings = ["--stiffness-before", "7", "--stiffness-after", "0", "--comfort", "2", "--note", "knee\nhurt"]
    found = add(tmp_path, *options, *ratings)
    record = json.loads(call(tmp_path, "journal", "show", found, "--json").stdout)
    assert set(record) == FIELDS
    expected = {
        "id": found,
        "day": "2026-03-01",
        "routine": "morning-bed",
        "outcome": "stopped-pain",
        "stiffness_before": 7,
        "stiffness_after": 0,
        "comfort": 2,
        "note": "knee\nhurt",
        "source": "manual",
    }
    assert {key: record[key] for key in expected} == expected
    assert record["started_at"].startswith("2026-03-01T06:45:00")


def test_adding_without_options_notes_a_completed_unrated_session_of_today(tmp_path: Path) -> None:
    result = call(tmp_path, "journal", "add", "--json")
    record = json.loads(result.stdout)
    assert (record["day"], record["outcome"], record["note"]) == (str(today()), "completed", "")
    assert [record[key] for key in ("stiffness_before", "stiffness_after", "comfort")] == [None, None, None]
    assert json.loads(call(tmp_path, "journal", "list", "--json").stdout) == [record]


@every_row(
    "wrong",
    [
        ("--day", "22.11.2026"),
        ("--day", "2026-02-30"),
        ("--day", "yesterday"),
        ("--day", "2026-1-1"),
        ("--day", "9999-12-31"),
        ("--time", "25:00"),
        ("--time", "7"),
        ("--stiffness-before", "11"),
        ("--stiffness-after", "-1"),
        ("--stiffness-after", "2.5"),
        ("--comfort", "0"),
        ("--comfort", "6"),
        ("--outcome", "great"),
    ],
)
def test_a_value_out_of_range_is_wrong_usage_and_saves_nothing(tmp_path: Path, wrong: tuple[str, str]) -> None:
    result = call(tmp_path, "journal", "add", *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert wrong[1] in result.stderr
    assert not (tmp_path / "data").exists()


def test_an_unknown_routine_fails_with_the_known_ones_named(tmp_path: Path) -> None:
    result = call(tmp_path, "journal", "add", "--routine", "evening-sofa")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "evening-sofa" in result.stderr
    assert "morning-bed" in result.stderr


def test_adding_where_nothing_can_be_written_fails_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = call(tmp_path, "journal", "add", STRETCHTUI_JOURNAL=str(tmp_path / "file" / "journal"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "could not be written" in done.stderr


def test_what_was_saved_is_done_whatever_else_is_odd_in_that_month(tmp_path: Path) -> None:
    odd = add(tmp_path)
    path = month_file(tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["sessions"][odd]["outcome"] = "splendid"
    path.write_text(json.dumps(document), encoding="utf-8")
    done = call(tmp_path, "journal", "add", "--note", "fine")
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 1)
    assert "could not be understood" in done.stderr
    listed = call(tmp_path, "journal", "list", "--json")
    assert (listed.exit_code, [record["note"] for record in json.loads(listed.stdout)]) == (1, ["fine"])


@pytest.mark.slow
def test_programs_adding_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", ADD_A_FEW, str(writer)],
            env=environment(tmp_path),
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for writer in range(4)
    ]
    for process in writers:
        _, complaint = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, complaint) == (0, b"")
    notes = sorted(record["note"] for record in recorded(tmp_path))
    assert notes == sorted(f"{writer}-{number}" for writer in range(4) for number in range(5))


# --- journal list and show ----------------------------------------------------------------


def test_an_empty_journal_lists_nothing_and_says_so(tmp_path: Path) -> None:
    plain = call(tmp_path, "journal", "list")
    assert (plain.exit_code, plain.stdout, plain.stderr) == (0, "", "No sessions.\n")
    assert json.loads(call(tmp_path, "journal", "list", "--json").stdout) == []
    assert not list(tmp_path.iterdir())


def test_listing_goes_by_day_and_can_be_narrowed(tmp_path: Path) -> None:
    days = ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"]
    ids = {day: add(tmp_path, "--day", day) for day in reversed(days)}

    def listed(*options: str) -> list[str]:
        return [line.split()[0] for line in call(tmp_path, "journal", "list", *options).stdout.splitlines()]

    assert listed() == [ids[day] for day in days]
    assert listed("--from", days[1]) == [ids[day] for day in days[1:]]
    assert listed("--to", days[2]) == [ids[day] for day in days[:3]]
    assert listed("--from", days[1], "--to", days[1]) == [ids[days[1]]]
    assert listed("--from", days[3], "--to", days[0]) == []
    assert listed("-n", "1") == [ids[days[3]]]
    assert listed("--to", days[2], "-n", "2") == [ids[day] for day in days[1:3]]
    assert listed("-n", "9") == listed()
    narrowed = json.loads(call(tmp_path, "journal", "list", "--from", days[2], "--json").stdout)
    assert [record["day"] for record in narrowed] == days[2:]


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_a_wrong_date_to_list_by_is_wrong_usage(tmp_path: Path, option: str) -> None:
    result = call(tmp_path, "journal", "list", option, "last week")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2026-11-22" in result.stderr, "no example of a right one"


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "all"])
def test_a_wrong_number_to_list_is_wrong_usage(tmp_path: Path, count: str) -> None:
    result = call(tmp_path, "journal", "list", "-n", count)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'-n'" in result.stderr


def test_showing_a_session_says_how_it_was_and_an_unknown_one_fails(tmp_path: Path) -> None:
    found = add(tmp_path, "--day", str(today() - timedelta(days=1)), "--stiffness-before", "6", "--note", "slept badly")
    page = call(tmp_path, "journal", "show", found).stdout
    assert "6 → –" in page
    assert "comfort    not rated" in page
    assert "slept badly" in page
    missing = call(tmp_path, "journal", "show", "nobody\x1b[2J")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "\x1b" not in missing.stderr
    assert "journal list" in missing.stderr


def test_a_hostile_note_comes_out_harmless_everywhere(tmp_path: Path) -> None:
    found = call(tmp_path, "journal", "add", "--note", HOSTILE).stdout.strip()
    for arguments in (("list",), ("list", "--json"), ("show", found), ("show", found, "--json")):
        done = call(tmp_path, "journal", *arguments)
        assert (done.exit_code, done.stderr) == (0, "")
        assert not any(harm in done.stdout for harm in HARMFUL)
    note = recorded(tmp_path)[0]["note"]
    assert not any(harm in note for harm in HARMFUL)
    assert "[/] [@click=app.quit]x[/]" in note, "what is only text was changed"


# --- routines -----------------------------------------------------------------------------


def test_routines_are_listed_and_shown_with_their_source_and_doses(tmp_path: Path) -> None:
    assert "\nmorning-bed  Morning bed routine, 6 exercises" in call(tmp_path, "routines", "list").stdout
    listed = {each["id"]: each for each in json.loads(call(tmp_path, "routines", "list", "--json").stdout)}
    shown = json.loads(call(tmp_path, "routines", "show", "morning-bed", "--json").stdout)
    assert shown == listed["morning-bed"]
    doses = {exercise["id"]: exercise["dose"] for exercise in shown["exercises"]}
    assert [doses[name]["reps"] for name in ("lumbar-rotation", "pelvic-tilt", "bed-bridge")] == [
        [2, 3],
        [3, 4],
        [4, 5],
    ]
    held = ("knee-to-chest", "hamstring-stretch", "knees-to-chest")
    assert [doses[name]["hold_s"] for name in held] == [[10, 15]] * 3
    assert len(shown["short"]) == 3
    page = call(tmp_path, "routines", "show").stdout
    assert all(exercise["name"] in page for exercise in shown["exercises"])
    assert "Lower Back Stretches for Back Relief" in page


@every_row(
    ("chosen", "told"),
    [
        ({}, "6 exercises, 6 min, at first 10 min"),
        ({"guidance": "full"}, "6 exercises, 10 min"),
        ({"guidance": "brief", "level": "gentle"}, "6 exercises, 5 min"),
    ],
)
def test_a_listed_routine_has_its_minutes_by_the_settings_and_those_of_the_first_times(
    tmp_path: Path, chosen: dict[str, str], told: str
) -> None:
    settings(tmp_path, **chosen)
    assert f"Morning bed routine, {told}\n" in call(tmp_path, "routines", "list").stdout


def test_what_is_left_out_is_told_and_a_start_without_anything_left_is_refused(tmp_path: Path) -> None:
    settings(tmp_path, not_for_me=["pelvic-tilt"])
    assert "Morning bed routine, 5 of 6 exercises" in call(tmp_path, "routines", "list").stdout
    assert (
        "2. Posterior pelvic tilt: 3-4 times, hold 3-5 s, rest 3 s between\n   Left out always"
        in call(tmp_path, "routines", "show").stdout
    )
    assert "Left out always" in call(tmp_path, "exercises", "show", "pelvic-tilt").stdout
    shown = json.loads(call(tmp_path, "routines", "show", "--json").stdout)
    assert shown["left_out"] == ["pelvic-tilt"]
    known = "; there are: lumbar-rotation, "
    wrong = call(tmp_path, "start", "--plain", "--without", "pelvic-tlt")
    assert (wrong.exit_code, "there is no exercise 'pelvic-tlt' in this session" + known in wrong.stderr) == (1, True)
    others = [each["id"] for each in shown["exercises"] if each["id"] != "pelvic-tilt"]
    nothing = call(tmp_path, "start", "--plain", *(word for each in others for word in ("--without", each)))
    assert (nothing.exit_code, nothing.stderr.startswith("stretchtui: every exercise is left out")) == (1, True)
    gone = call(tmp_path, "start", "--plain", "--from", "pelvic-tilt")
    assert (gone.exit_code, known in gone.stderr) == (1, True)


def test_a_mistake_in_an_own_routine_is_told_and_the_others_stay(tmp_path: Path) -> None:
    places = json.loads(call(tmp_path, "paths", "--json").stdout)
    folder = Path(places["routines"])
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('id = "mine"\nname = 3\n', encoding="utf-8")
    result = call(tmp_path, "routines", "list")
    assert "morning-bed" in result.stdout
    assert "mine.toml" in result.stderr
    assert "name" in result.stderr
    unknown = call(tmp_path, "routines", "show", "mine")
    assert (unknown.exit_code, unknown.stdout) == (1, "")


# --- journal merge, check and repair ------------------------------------------------------


def test_two_machines_journals_are_merged(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for home in (mine, theirs):
        home.mkdir()
    found = [add(mine, "--note", "mine"), add(theirs, "--note", "theirs")]
    result = call(mine, "journal", "merge", str(theirs / "data" / "stretchtui" / "journal"))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "1 new, 0 newer than before.\n", "")
    assert sorted(record["id"] for record in recorded(mine)) == sorted(found)
    missing = call(mine, "journal", "merge", str(tmp_path / "nowhere"))
    assert (missing.exit_code, len(missing.stderr.splitlines())) == (1, 1)
    assert call(mine, "journal", "merge").exit_code == 2


def test_what_a_merge_passes_over_is_named_and_listed(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for home in (mine, theirs):
        home.mkdir()
    journals = [home / "data" / "stretchtui" / "journal" for home in (mine, theirs)]
    found = add(mine)
    assert call(theirs, "journal", "merge", str(journals[0])).exit_code == 0
    for home in (mine, theirs):
        assert call(home, "journal", "edit", found, "--note", home.name).exit_code == 0
    results = [call(mine, "journal", "merge", str(journals[1])), call(theirs, "journal", "merge", str(journals[0]))]
    assert [result.stdout for result in results] == [
        "0 new, 1 newer than before, 1 older kept in the backups.\n",
        "0 new, 0 newer than before.\n",
    ]
    assert "kept by a merge, with the older copies" in call(mine, "journal", "backups").stdout


def test_check_and_repair_say_what_is_wrong_and_what_was_done(tmp_path: Path) -> None:
    assert call(tmp_path, "journal", "check").exit_code == 0
    assert call(tmp_path, "journal", "repair").stdout == "There was nothing to repair.\n"
    ids = [add(tmp_path) for _ in range(3)]
    sound = call(tmp_path, "journal", "check")
    assert (sound.exit_code, sound.stderr) == (0, "")
    assert f"{month_file(tmp_path).name}  sound, 3 sessions, 2 backups" in sound.stdout
    month_file(tmp_path).write_bytes(b"")
    wrong = call(tmp_path, "journal", "check")
    assert (wrong.exit_code, wrong.stderr) == (1, "")
    assert "wrong" in wrong.stdout
    assert month_file(tmp_path).read_bytes() == b"", "checking changed something"
    repaired = call(tmp_path, "journal", "repair")
    assert (repaired.exit_code, repaired.stderr) == (0, "")
    assert "3 sessions came back from its backup" in repaired.stdout
    assert call(tmp_path, "journal", "check").exit_code == 0
    assert sorted(record["id"] for record in recorded(tmp_path)) == sorted(ids)


def test_a_damage_met_on_the_way_is_told_in_one_line_and_everything_listed(tmp_path: Path) -> None:
    ids = [add(tmp_path) for _ in range(3)]
    month_file(tmp_path).write_bytes(b"{")
    done = call(tmp_path, "journal", "list")
    assert sorted(line.split()[0] for line in done.stdout.splitlines()) == sorted(ids)
    assert len(done.stderr.splitlines()) == 1
    assert "was kept whole as" in done.stderr
    assert call(tmp_path, "journal", "list").exit_code == 0
