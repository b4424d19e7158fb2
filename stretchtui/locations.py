"""Per-user folders and files, by each system's own convention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

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
    by platformdirs from the process's own environment.
    """
    dirs = platformdirs.PlatformDirs(APP, appauthor=False, roaming=False)
    config = dirs.user_config_path
    journal = environ.get(JOURNAL_VARIABLE, "").strip()
    return Locations(
        journal=_expanded(journal) if journal else dirs.user_data_path / "journal",
        config=config / "config.toml",
        routines=config / "routines",
        exercises=config / "exercises",
        state=dirs.user_state_path,
    )


def _expanded(folder: str) -> Path:
    """Make a folder absolute, `~` filled in; a `~name` that nobody has stays as it is written."""
    try:
        return Path(folder).expanduser().absolute()
    except RuntimeError:
        return Path(folder).absolute()
