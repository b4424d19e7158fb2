"""Routine and exercise files: reading what ships and a person's own, checking them, and writing new ones.

A person's own files lie in the config folder; one with the same id replaces the shipped one. A
mistake in a file is reported with file, line, key and what was expected, and leaves the others usable.
"""

from stretchtui.library.reading import MOST_TOLD, FileProblem, read_exercise, read_routine
from stretchtui.library.shelf import DEFAULT_ROUTINE, Library, LibraryError, load

__all__ = [
    "DEFAULT_ROUTINE",
    "MOST_TOLD",
    "FileProblem",
    "Library",
    "LibraryError",
    "load",
    "read_exercise",
    "read_routine",
]
