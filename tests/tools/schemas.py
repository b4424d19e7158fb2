"""Writes the JSON Schemas that ship, of the definitions as they are now: `python -m tests.tools.schemas`."""

from __future__ import annotations

import json
from pathlib import Path

from stretchtui.library.schema import exercise_schema, routine_schema

FOLDER = Path(__file__).parents[2] / "data" / "schemas"


def written() -> dict[str, str]:
    """Give each file's text by its name."""
    schemas = {"routine.schema.json": routine_schema(), "exercise.schema.json": exercise_schema()}
    return {name: json.dumps(schema, indent=1) + "\n" for name, schema in schemas.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
