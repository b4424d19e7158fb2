"""Draw the morning bed routine's movements for the README: `python -m tests.tools.exercises_picture`."""

from __future__ import annotations

from pathlib import Path

from stretchtui import library
from stretchtui.drawing.stills import overview
from stretchtui.system import resources

PICTURE = Path(__file__).parents[2] / "docs" / "exercises.svg"
WIDTH = 760


def picture() -> str:
    """Draw start and hold of each exercise, in the routine's order."""
    routine = library.load(resources.folder("data")).routines["morning-bed"]
    figures = [(exercise.name, exercise.figure) for exercise in routine.exercises if exercise.figure is not None]
    return overview(figures, f"{routine.name}: start and hold of each exercise", WIDTH) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
