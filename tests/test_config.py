from __future__ import annotations

import os
import random
import re
import tomllib
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from stretchtui import config
from stretchtui.config import Config, ConfigError, FigureStyle
from stretchtui.domain import limits
from stretchtui.domain.choices import Weekday
from stretchtui.domain.due import WeekPlan
from stretchtui.domain.routine import Level
from stretchtui.domain.sound import Sound, VoiceEngine
from tests.tables import every_row

FULL = """\
# My settings
level = "gentle"          # mornings are hard
short = true
sound = "silent"
voice_engine = "spd-say"
voice = "en-gb-x-rp"
voice_rate = 140
volume = 0
goal_days = 5
day_starts_at = 03:30:00
week_starts_on = "sunday"
animation = false
plain = true
figure = "ascii"
theme = "dusk"
emergency_number = "112"
colour = "blue"           # nobody reads this

[keys]
session-next = "right,n"  # as it was
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    settings, complaints = config.load(path)
    assert settings == Config()
    assert complaints == ()
    assert (settings.level, settings.goal_days, settings.day_starts_at) == (Level.STANDARD, 3, time(4, 0))


def test_every_key_is_read_and_an_unknown_one_is_named_and_passed_over(path: Path) -> None:
    path.write_text(FULL, encoding="utf-8")
    settings, complaints = config.load(path)
    assert settings == Config(
        level=Level.GENTLE,
        short=True,
        sound=Sound.SILENT,
        voice_engine=VoiceEngine.DISPATCHER,
        voice="en-gb-x-rp",
        voice_rate=140,
        volume=0,
        goal_days=5,
        day_starts_at=time(3, 30),
        week_starts_on=Weekday.SUNDAY,
        animation=False,
        plain=True,
        figure=FigureStyle.ASCII,
        theme="dusk",
        emergency_number="112",
        keys={"session-next": "right,n"},
    )
    assert complaints == (f"{path}:17: colour: unknown key, passed over",)


@every_row(
    ("line", "key", "expected"),
    [
        ('first_side = "both"', "first_side", "expected one of left, right, got 'both'"),
        ("pace = 3", "pace", "expected one of 1.0, 1.25, 1.5, 2.0, got 3"),
        ('level = "hard"', "level", "expected one of gentle, standard, full, got 'hard'"),
        ("level = 2", "level", "expected one of gentle, standard, full, got 2"),
        ("voice_rate = 79", "voice_rate", "expected words a minute, 80-400, got 79"),
        ("voice_rate = 401", "voice_rate", "expected words a minute, 80-400, got 401"),
        ("voice_rate = 160.0", "voice_rate", "expected words a minute, 80-400, got 160.0"),
        ("volume = 101", "volume", "expected percent, 0-100, got 101"),
        ("volume = true", "volume", "expected percent, 0-100, got true"),
        ('voice_engine = "sh"', "voice_engine", "expected one of auto, espeak-ng, spd-say, say, sapi, got 'sh'"),
        ('voice = "-x"', "voice", "expected a voice's name, letters, digits and - + . _ / ( ), got '-x'"),
        ('voice = "en;ls"', "voice", "expected a voice's name, letters, digits and - + . _ / ( ), got 'en;ls'"),
        ("voice = 3", "voice", "expected a voice's name, letters, digits and - + . _ / ( ), got 3"),
        ("sound = true", "sound", "expected one of silent, chime, voice, got true"),
        ('figure = ["fine"]', "figure", "expected one of auto, fine, solid, sextants, octants, ascii, got ['fine']"),
        ('week_starts_on = "Monday"', "week_starts_on", "expected one of monday,"),
        ("short = 1", "short", "expected true or false, got 1"),
        ('animation = "no"', "animation", "expected true or false, got 'no'"),
        ("goal_days = 0", "goal_days", "expected days a week, 1-7, got 0"),
        ('plan_days = "monday"', "plan_days", "expected a list of days such as"),
        ('plan_days = ["monday", 2]', "plan_days[1]", "expected one of monday, tuesday,"),
        ("goal_days = 8", "goal_days", "expected days a week, 1-7, got 8"),
        ("goal_days = 3.0", "goal_days", "expected days a week, 1-7, got 3.0"),
        ("goal_days = true", "goal_days", "expected days a week, 1-7, got true"),
        ('day_starts_at = "4"', "day_starts_at", "expected a time such as \"04:00\", got '4'"),
        ('day_starts_at = "25:00"', "day_starts_at", "expected a time such as \"04:00\", got '25:00'"),
        ("day_starts_at = 4", "day_starts_at", 'expected a time such as "04:00", got 4'),
        ("theme = 3", "theme", "expected a short text, got 3"),
        (f'theme = "{"x" * 101}"', "theme", "expected a short text, got 'xxx"),
        ('keys = "n"', "keys", 'expected a table such as session-next = "n,right"'),
        (
            f"level = 0x{'f' * 9000}",
            "level",
            "expected one of gentle, standard, full, got a number of thousands of digits",
        ),
        (f"level.{'a.' * 3_000}b = 1", "level", "expected one of gentle, standard, full, got {'a'"),
        (f"animation.{'a.' * 3_000}b = 1", "animation", "expected true or false, got {'a'"),
    ],
)
def test_a_wrong_value_is_named_and_the_rest_is_used(path: Path, line: str, key: str, expected: str) -> None:
    path.write_text(f"{line}\nemergency_number = '112'\n", encoding="utf-8")
    settings, complaints = config.load(path)
    assert settings == Config(emergency_number="112")
    assert len(complaints) == 1
    assert complaints[0].startswith(f"{path}:1: {key}: {expected}")
    assert complaints[0].endswith("; using the default")
    assert len(complaints[0]) < len(str(path)) + 250


@pytest.mark.parametrize(("text", "hour"), [('"05:15"', time(5, 15)), ("00:00:00", time(0, 0))])
def test_the_border_of_the_day_is_a_time_or_its_text(path: Path, text: str, hour: time) -> None:
    path.write_text(f"day_starts_at = {text}", encoding="utf-8")
    assert config.load(path) == (Config(day_starts_at=hour), ())


NOT_TOML = [b"level = ", b"level = 'gentle'\nlevel = 'full'", b"\xff\xfe", b"x = " + b"9" * 5000, b"x = " + b"[" * 5000]


@pytest.mark.parametrize("content", NOT_TOML)
def test_a_file_that_is_no_toml_gives_the_defaults_and_is_never_written(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    settings, complaints = config.load(path)
    assert settings == Config()
    assert len(complaints) == 1
    assert re.match(rf"{re.escape(str(path))}(:\d+)?: is not valid TOML \(", complaints[0])
    assert ("at line" in complaints[0]) == complaints[0].startswith(f"{path}:1:") or b"\n" in content
    with pytest.raises(ConfigError, match="settings not saved, mend the file first"):
        config.save(path, {"short": True})
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_file_far_too_large_is_not_read(path: Path) -> None:
    path.write_text("#" * (limits.SETTINGS_BYTES + 1), encoding="utf-8")
    assert config.load(path) == (
        Config(),
        (f"{path}: cannot be read (it is larger than 16 KiB; move it away); using the defaults",),
    )


def test_a_folder_in_the_files_place_is_reported(path: Path) -> None:
    path.mkdir()
    settings, complaints = config.load(path)
    assert settings == Config()
    assert complaints == (f"{path}: cannot be read (it is a folder; move it away); using the defaults",)


def test_complaints_and_settings_cannot_steer_the_terminal(path: Path) -> None:
    path.write_text('"\\u001b[2J" = 1\nlevel = "\\u001b[2J"\ntheme = "a\\u001b\\nb"', encoding="utf-8")
    settings, complaints = config.load(path)
    assert settings.theme == "a\ufffd b"
    assert "\x1b" not in "".join(complaints)
    assert len(complaints) == 2


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_saving_changes_the_settings_named_and_not_a_letter_more(path: Path, newline: str) -> None:
    before = FULL.replace("\n", newline)
    path.write_bytes(before.encode())
    config.save(path, {"level": Level.FULL, "goal_days": 2})
    after = before.replace('"gentle"', '"full"').replace("goal_days = 5", "goal_days = 2")
    assert path.read_bytes().decode() == after


def test_a_setting_added_to_a_file_of_tables_lands_before_them(path: Path) -> None:
    path.write_text('# mine\n[keys]\nsession-next = "n"\n', encoding="utf-8")
    config.save(path, {"short": True, "day_starts_at": time(5, 0)})
    assert config.load(path) == (Config(short=True, day_starts_at=time(5, 0), keys={"session-next": "n"}), ())
    assert path.read_text(encoding="utf-8").startswith("# mine\n")


def test_saving_makes_the_folder_and_the_file_for_the_person_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    config.save(path, {"sound": Sound.VOICE})
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"sound": "voice"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_link_in_the_folder_is_not_followed_and_a_linked_folder_is(tmp_path: Path, path: Path) -> None:
    real = tmp_path / "dotfiles" / "config.toml"
    real.parent.mkdir()
    real.write_text("short = true\n", encoding="utf-8")
    path.symlink_to(real)
    settings, (complaint,) = config.load(path)
    assert settings == Config()
    assert "it is a link" in complaint
    with pytest.raises(ConfigError, match="it is a link"):
        config.save(path, {"short": True})
    assert path.is_symlink()
    assert real.read_text(encoding="utf-8") == "short = true\n"
    (tmp_path / "linked").symlink_to(real.parent)
    config.save(tmp_path / "linked" / "config.toml", {"volume": 40})
    assert config.load(real) == (replace(Config(), short=True, volume=40), ())


@pytest.mark.parametrize("part", ["config.toml", "folder"])
def test_a_link_that_leads_nowhere_is_no_missing_file(tmp_path: Path, part: str) -> None:
    (tmp_path / part).symlink_to("nowhere")
    _, (complaint,) = config.load(tmp_path / part if part == "config.toml" else tmp_path / part / "config.toml")
    assert str(tmp_path / part) in complaint
    assert "link" in complaint


def test_settings_that_cannot_be_written_say_where_and_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / "file" / "config.toml"
    with pytest.raises(ConfigError) as caught:
        config.save(path, {"short": True})
    assert str(caught.value) in {f"{path}: settings not saved ({why})" for why in ("Not a directory", "File exists")}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_leaves_the_settings_as_they_were(path: Path) -> None:
    path.write_text(FULL, encoding="utf-8")
    path.parent.chmod(0o500)
    try:
        with pytest.raises(ConfigError, match=r"settings not saved \(Permission denied\)"):
            config.save(path, {"short": False})
    finally:
        path.parent.chmod(0o700)
    assert path.read_text(encoding="utf-8") == FULL


def test_weekdays_are_numbered_from_monday() -> None:
    assert [day.number for day in Weekday] == list(range(7))
    assert Weekday("sunday").number == 6


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('level = "Gentle"', "got 'Gentle' (did you mean gentle?)"),
        ('week_starts_on = "Sonday"', "(did you mean sunday?)"),
        ('plan_days = ["Monday"]', "(did you mean monday?)"),
        ('plan_days = ["x"]', "plan_days[0]: expected one of monday, tuesday,"),
        ('goal_days = "4"', "got '4' (write it without quotes)"),
        ('short = "true"', "(write it without quotes)"),
        ("emergency_number = 112", "(write it in quotes)"),
    ],
)
def test_a_value_that_is_nearly_right_is_told_how_it_would_be(path: Path, line: str, hint: str) -> None:
    path.write_text(line, encoding="utf-8")
    settings, (complaint,) = config.load(path)
    assert settings == Config()
    assert hint in complaint


def test_every_mistake_is_told_with_its_line_and_the_right_values_are_used(path: Path) -> None:
    path.write_text(
        '# mine\ngoal_days = 9\nvolume = 30\nplan_days = [\n  "monday",\n  "x",\n  "y",\n]\n', encoding="utf-8"
    )
    settings, complaints = config.load(path)
    assert settings == Config(volume=30)
    assert [complaint.removeprefix(f"{path}:").partition(": expected")[0] for complaint in complaints] == [
        "2: goal_days",
        "6: plan_days[1]",
        "7: plan_days[2]",
    ]


def test_a_plan_that_is_wrong_is_told_and_leaves_the_others(path: Path) -> None:
    path.write_text('[plan.neck]\ndays = ["friday"]\n[plan.chair]\ntimes = 0\ntime = 2\n', encoding="utf-8")
    settings, complaints = config.load(path)
    assert settings == Config(plan={"neck": WeekPlan(days=(Weekday.FRIDAY,))})
    assert [complaint.removeprefix(f"{path}:").partition(",")[0] for complaint in complaints] == [
        "4: plan.chair.times: expected times a day",
        "5: plan.chair.time: unknown key",
    ]
    path.write_text("plan = 2", encoding="utf-8")
    settings, (complaint,) = config.load(path)
    assert settings == Config()
    assert complaint.startswith(f"{path}:1: plan: expected a table for each routine, such as [plan.morning-bed]")


def test_a_key_that_is_nearly_right_is_told_its_name(path: Path) -> None:
    path.write_text("goal-days = 4", encoding="utf-8")
    assert config.load(path) == (
        Config(),
        (f"{path}:1: goal-days: unknown key, passed over (did you mean goal_days?)",),
    )


@every_row(
    "text",
    [
        '"04-00"', '"04:00Z"', '"04:00+01"', '"24:00"', '"T0400"', '"0400"', '"04.00"', '"04:60"', '" 4:00"',
        '"04:00:30"', '"٠٤:٠٠"', "04:00:30", "04:00:00.5", "2026-11-22T04:00:00Z", "2026-11-22", "4.0", "true",
        "[4]", '""',
    ],
)  # fmt: skip
def test_what_is_no_time_of_a_wall_clock_is_said_and_the_usual_one_used(path: Path, text: str) -> None:
    path.write_text(f"day_starts_at = {text}", encoding="utf-8")
    settings, (complaint,) = config.load(path)
    assert settings.day_starts_at == time(4, 0)
    assert settings.day_starts_at.tzinfo is None
    assert 'expected a time such as "04:00"' in complaint


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_file_of_any_editor_is_read_and_saved_with_its_comments(path: Path, mark: bytes, newline: str) -> None:
    path.write_bytes(mark + FULL.replace("\n", newline).encode())
    settings, complaints = config.load(path)
    assert (settings.level, len(complaints)) == (Level.GENTLE, 1)
    config.save(path, {"level": Level.FULL})
    kept = newline if newline == "\r\n" else "\n"  # a lone CR ends no line in TOML
    assert path.read_bytes() == mark + FULL.replace('"gentle"', '"full"').replace("\n", kept).encode()
    assert config.load(path)[0].level is Level.FULL


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_what_is_no_file_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    assert config.load(path) == (
        Config(),
        (f"{path}: cannot be read (it is a pipe; move it away); using the defaults",),
    )
    with pytest.raises(ConfigError, match="it is a pipe"):
        config.save(path, {"short": True})


PIECES = (
    b'"', b"'", b"\n", b"\r", b"=", b"[", b"]", b"[[", b".", b"#", b"\\", b"\x00", b"\xff", b"\xef\xbb\xbf", b"{", b"}",
    b",", b"level", b"keys", b"04:00", b"04-00", b"1e999", b"nan", b"0x", b"9999-12-31T23:59:60Z", b'"""',
    b"\\u0000", b"\t", b"true",
)  # fmt: skip


@pytest.mark.parametrize("count", [300, pytest.param(6000, marks=pytest.mark.slow)])
def test_no_file_of_settings_stops_anything_and_none_is_made_worse_by_saving(path: Path, count: int) -> None:
    chance = random.Random(12)  # noqa: S311 - the same trials each time
    for _ in range(count):
        raw = bytearray(FULL.encode())
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(raw) + 1)
            until = at + chance.choice((0, 0, 1, 3, 40))
            raw[at:until] = chance.choice(PIECES) if chance.random() < 0.8 else bytes([chance.randrange(256)])
        path.write_bytes(raw)
        before, complaints = config.load(path)
        assert all(len(complaint.splitlines()) == 1 for complaint in complaints)
        try:
            config.save(path, {"goal_days": 6, "day_starts_at": time(5, 30)})
        except ConfigError as error:
            assert len(str(error).splitlines()) == 1  # noqa: PT017 - not every file is refused
            assert path.read_bytes() == bytes(raw)
        else:
            after, _ = config.load(path)
            assert after == replace(before, goal_days=6, day_starts_at=time(5, 30))


def test_an_odd_entry_among_the_keys_is_left_to_be_told_with_the_others(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[keys]\na = ["n", "right"]\nb = 5\nc = []\nd = { e = 1 }\n', encoding="utf-8")
    loaded, complaints = config.load(path)
    assert loaded.keys == {"a": "n,right", "b": "5", "c": "", "d": "{'e': 1}"}
    assert complaints == ()
