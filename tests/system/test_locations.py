from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from stretchtui.system import locations

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG folders are Linux's convention")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@on_linux
def test_without_variables_everything_lies_in_the_home_folder(home: Path) -> None:
    assert locations.find({}) == locations.Locations(
        journal=home / ".local/share/stretchtui/journal",
        config=home / ".config/stretchtui/config.toml",
        routines=home / ".config/stretchtui/routines",
        exercises=home / ".config/stretchtui/exercises",
        state=home / ".local/state/stretchtui",
    )


@on_linux
def test_xdg_variables_are_obeyed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data", "config", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(home / "x" / name))
    found = locations.find({})
    assert found.journal == home / "x/data/stretchtui/journal"
    assert found.config == home / "x/config/stretchtui/config.toml"
    assert found.state == home / "x/state/stretchtui"


@on_linux
@pytest.mark.parametrize(
    ("value", "folder"),
    [
        ("{home}/elsewhere", "{home}/elsewhere"),
        ("~/notes", "{home}/notes"),
        ("notes", "{cwd}/notes"),
        ("{home}/5$", "{home}/5$"),
        ("", "{home}/.local/share/stretchtui/journal"),
        ("  ", "{home}/.local/share/stretchtui/journal"),
    ],
)
def test_a_variable_names_another_journal_folder(home: Path, value: str, folder: str) -> None:
    found = locations.find({"STRETCHTUI_JOURNAL": value.format(home=home)})
    assert str(found.journal) == folder.format(home=home, cwd=Path.cwd())
    assert found.journal.is_absolute()
    assert found.config == home / ".config/stretchtui/config.toml"


@on_linux
@pytest.mark.parametrize("value", ["$HOME/notes", "${HOME}/notes", "/a/$USER", "~nobody-has-this-name/notes", "a\0b"])
def test_a_name_that_nobody_filled_in_is_refused(home: Path, value: str) -> None:
    with pytest.raises(ValueError, match="STRETCHTUI_JOURNAL: "):
        locations.find({"STRETCHTUI_JOURNAL": value})


@on_linux
@pytest.mark.parametrize("value", ["$HOME/x", "~/x", "~nobody-has-this-name/x", "/a/$USER"])
def test_an_xdg_folder_is_one_that_is_meant_or_refused(home: Path, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", value)
    try:
        found = locations.find({}).journal
    except ValueError as error:
        assert "the folder for your data: " in str(error)  # noqa: PT017 - it may be passed over as well
    else:
        assert found.is_absolute()
        assert not set("$~") & set(str(found.relative_to(home)))


@on_linux
@pytest.mark.parametrize("named", [None, "", " ", "/x", "//x/", "/x/../y", "/ ", "/x\ny"])
@pytest.mark.parametrize("home", [None, "", "home", "/", "//", "/home/anna/", "/home/an na"])
def test_the_folders_are_those_that_platformdirs_finds(
    named: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in (("HOME", home), *((f"XDG_{kind}_HOME", named) for kind in ("DATA", "CONFIG", "STATE"))):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    dirs = PlatformDirs("stretchtui", appauthor=False)
    found = locations.find({})
    assert (found.journal.parent, found.config.parent, found.state) == (
        dirs.user_data_path,
        dirs.user_config_path,
        dirs.user_state_path,
    )


def test_finding_creates_nothing(home: Path) -> None:
    locations.find({"STRETCHTUI_JOURNAL": str(home / "journal")})
    assert list(home.iterdir()) == []


def test_paths_are_told_by_name(home: Path) -> None:
    found = locations.find({})
    told = json.loads(json.dumps(found.as_dict()))
    assert list(told) == ["journal", "config", "routines", "exercises", "state"]
    assert all(told[name] == str(getattr(found, name)) for name in told)
