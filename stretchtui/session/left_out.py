"""What is not for a person: exercises left out always, by the settings, or today, by a note in the state folder.

The note is of one day, as the journal counts days. It outlasts the program, since the knee that hurts in the
morning still does when the laptop was shut meanwhile, and the next day it means nothing any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.library import Library
from stretchtui.system import files
from stretchtui.system.shapes import nearest
from stretchtui.words import commands, overview

TODAY_FILE = "left-out.json"


def unknown(library: Library, not_for_me: Collection[str]) -> Iterator[str]:
    """Say which exercises of the settings are nowhere; whatever was meant by them is not left out."""
    if not_for_me:
        inside = (exercise.id for routine in library.routines.values() for exercise in routine.exercises)
        known = {*library.exercises, *inside}
        for wanted in not_for_me:
            if wanted not in known:
                yield f"not_for_me: {commands.no_such_exercise(wanted)}{nearest(wanted, known)}"


def read_today(state: Path, today: date) -> frozenset[str]:
    """Give the ids of the exercises left out today; a note that cannot be read is none."""
    try:
        kept = files.read(state / TODAY_FILE, limits.SETTINGS_BYTES)
        import json  # on most mornings nothing is left out

        note = json.loads(kept)
        return frozenset(map(str, note["exercises"])) if note["day"] == today.isoformat() else frozenset()
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return frozenset()


def write_today(state: Path, today: date, exercises: Iterable[str]) -> str | None:
    """Note which exercises are left out today; a sentence if that failed."""
    import json

    try:
        files.make_folder(state)
        content = {"day": today.isoformat(), "exercises": sorted(exercises)}
        files.write(state / TODAY_FILE, json.dumps(content).encode())
    except OSError as error:
        return overview.not_noted(str(state / TODAY_FILE), error.strerror or str(error))
    return None
