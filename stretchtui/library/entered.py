"""An exercise of a person's own made of the few things that a form asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import tomlkit

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.dose import Sides
from stretchtui.domain.figure.positions import Position
from stretchtui.domain.routine import Exercise, Kind
from stretchtui.library.writing import new_exercise, write_new
from stretchtui.system.shapes import Mistake, Reading
from stretchtui.words import routine_files as words

PACED_S = 2
"""Seconds in and out of a repetition that is not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredExercise:
    """What was entered; numbers and ranges as a file has them, None where nothing was."""

    name: str
    position: Position | None = None
    kind: Kind = Kind.STRETCH
    sides: Sides = Sides.EACH
    sets: Any = None
    reps: Any = None
    hold_s: Any = None
    instructions: tuple[str, ...] = ()

    def text(self, new_id: str, commands: words.Names) -> str:
        """Write it as a file, every other key explained beside it."""
        row = f'position = "{self.position}"' if self.position else words.NO_POSITION
        document: Any = tomlkit.parse(new_exercise(new_id, self.name, row, commands))
        steps = tomlkit.array()
        steps.extend(self.instructions)
        document.update(
            {"kind": str(self.kind), "purpose": "", "start": "", "always": "", "instructions": steps.multiline(True)}
        )
        document["side_phrase"] = "{side} side"
        document["cues"].update(words.ENTERED_CUES)
        dose = document["dose"]
        held = self.hold_s or 0
        sets, reps = (1 if said is None else said for said in (self.sets, self.reps))  # 0 is a mistake, not nothing
        dose.update({"sides": str(self.sides), "sets": sets, "reps": reps, "hold_s": held})
        if not held:
            dose.update({"move_in_s": PACED_S, "move_out_s": PACED_S})
        return str(tomlkit.dumps(document))


def mistakes(entered: EnteredExercise, new_id: str, commands: words.Names) -> tuple[Mistake, ...]:
    """Give what the validator of files says is wrong in what was entered."""
    reading = Reading()
    reading.table(tomllib.loads(entered.text(new_id, commands)), Exercise)
    return tuple(reading.mistakes)


def save(entered: EnteredExercise, folder: Path, new_id: str, commands: words.Names) -> Path:
    """Write a file of what was entered, where there is none of its name; raises LibraryError."""
    path = folder / f"{new_id}.toml"
    write_new(path, entered.text(new_id, commands))
    return path
