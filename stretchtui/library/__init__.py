"""Routine and exercise files: reading what ships and a person's own, checking them, and writing new ones.

A person's own files lie in the config folder; one with the same id replaces the shipped one. A
mistake in a file is reported with file, line, key and what was expected, and leaves the others usable.

Each name is loaded from its module when it is first asked for, so that nobody who asks what a routine
is called waits for the reading of exercises to be loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchtui.system.imports import when_asked_for

if TYPE_CHECKING:
    from stretchtui.library.library import DEFAULT_ROUTINE as DEFAULT_ROUTINE
    from stretchtui.library.library import Library as Library
    from stretchtui.library.library import LibraryError as LibraryError
    from stretchtui.library.library import load as load
    from stretchtui.library.naming import shipped_name as shipped_name
    from stretchtui.library.reading import MOST_TOLD as MOST_TOLD
    from stretchtui.library.reading import read_exercise as read_exercise
    from stretchtui.library.reading import read_routine as read_routine
    from stretchtui.system.toml_lines import FileProblem as FileProblem

_MODULES = {
    "naming": ("shipped_name",),
    "reading": ("MOST_TOLD", "FileProblem", "read_exercise", "read_routine"),
    "library": ("DEFAULT_ROUTINE", "Library", "LibraryError", "load"),
}

if not TYPE_CHECKING:  # a type checker would take every name for one of these
    __getattr__ = when_asked_for(__name__, _MODULES)
