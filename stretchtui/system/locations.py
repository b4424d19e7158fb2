"""Per-user folders and files, by each system's own convention."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import platformdirs

from stretchtui.domain.dataclass import dataclass

APP = "stretchtui"
JOURNAL_VARIABLE = "STRETCHTUI_JOURNAL"


@dataclass(frozen=True, slots=True)
class Locations:
    """Where a person's things are: folders, except `config`, which is the settings file."""

    journal: Path
    config: Path
    routines: Path
    exercises: Path
    state: Path

    def as_dict(self) -> dict[str, str]:
        """Give every path as text, in the order and with the keys of `stretchtui paths --json`."""
        return {name: str(getattr(self, name)) for name in ("journal", "config", "routines", "exercises", "state")}


def find(environ: Mapping[str, str]) -> Locations:
    """Work out the locations; creates nothing.

    `STRETCHTUI_JOURNAL` in `environ` names another journal folder. The XDG variables are read
    by platformdirs from the process's own environment. Raises ValueError with a sentence for a
    folder that cannot be known, or whose name nobody filled in.
    """
    dirs = platformdirs.PlatformDirs(APP, appauthor=False, roaming=False)
    config = _own("settings", lambda: dirs.user_config_dir)
    journal = environ.get(JOURNAL_VARIABLE, "").strip()
    return Locations(
        journal=_named(JOURNAL_VARIABLE, journal) if journal else _own("data", lambda: dirs.user_data_dir) / "journal",
        config=config / "config.toml",
        routines=config / "routines",
        exercises=config / "exercises",
        state=_own("state", lambda: dirs.user_state_dir),
    )


def _own(what: str, ask: Callable[[], str]) -> Path:
    """Give a folder of the system's own convention; without a home platformdirs raises, or leaves the `~` as it is."""
    try:
        written = ask()
    except RuntimeError:
        written = "~"
    return _named(f"the folder for your {what}", written)


def _named(what: str, written: str) -> Path:
    try:
        return folder(written)
    except ValueError as error:
        raise ValueError(f"{what}: {error}") from None


def folder(written: str) -> Path:
    """Make the path of a folder as a person wrote it absolute, a leading `~` filled in.

    Raises ValueError, with a sentence, for what only a shell would fill in, or nobody can: it would
    become a folder of that very name.
    """
    if "\0" in written:
        raise ValueError(f"{written} is no name for a folder")
    if re.search(r"\$[\w{]", written) or (os.name == "nt" and re.search("%.+%", written)):
        raise ValueError(f"{written} has a variable in it that was not filled in; write the whole path")
    try:
        return Path(written).expanduser().absolute()
    except RuntimeError:
        raise ValueError(
            f"{written} begins with a home folder that is not known; set HOME, or write the whole path"
        ) from None
    except OSError:
        raise ValueError(f"{written} begins in the working folder, and that is gone; write the whole path") from None
