"""Per-user folders and files, by each system's own convention."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from stretchtui.domain.dataclass import dataclass
from stretchtui.system.program import PROGRAM

JOURNAL_VARIABLE = "STRETCHTUI_JOURNAL"

_XDG = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}
"""For each kind of folder the variable that names it on Linux, and where it is in the home folder without."""


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
    from the process's own environment. Raises ValueError with a sentence for a
    folder that cannot be known, or whose name nobody filled in.
    """
    config = _own("config", "settings")
    journal = environ.get(JOURNAL_VARIABLE, "").strip()
    return Locations(
        journal=_named(JOURNAL_VARIABLE, journal) if journal else _own("data", "data") / "journal",
        config=config / "config.toml",
        routines=config / "routines",
        exercises=config / "exercises",
        state=_own("state", "state"),
    )


def _own(kind: str, what: str) -> Path:
    """Give a folder of the system's own convention; without a home platformdirs raises, or leaves the `~` as it is."""
    try:
        written = _on_linux(kind) or _elsewhere(kind)
    except RuntimeError:
        written = "~"
    return _named(f"the folder for your {what}", written)


def _on_linux(kind: str) -> str | None:
    """Give a folder by two variables, as platformdirs does; None where they do not tell, or on another system.

    Every run asks, and platformdirs takes as long to import as all that is read for a list of the journal.
    """
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ:
        return None
    variable, usual = _XDG[kind]
    named, home = os.environ.get(variable, ""), os.environ.get("HOME", "").rstrip("/")
    if named.startswith("/"):
        return f"{named}/{PROGRAM}"
    return f"{home}/{usual}/{PROGRAM}" if home.startswith("/") else None


def _elsewhere(kind: str) -> str:
    import platformdirs

    dirs = platformdirs.PlatformDirs(PROGRAM, appauthor=False, roaming=False)
    return {"data": dirs.user_data_dir, "config": dirs.user_config_dir, "state": dirs.user_state_dir}[kind]


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
