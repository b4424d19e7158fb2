"""The JSON Schemas that ship say what the definitions say, key for key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stretchtui.domain.dose import Dose
from stretchtui.domain.fields import fields_of
from stretchtui.domain.routine import Exercise, Line, Routine
from stretchtui.library.schema import exercise_schema, routine_schema
from stretchtui.system import resources
from tests.tables import every_row
from tests.tools import schemas


@pytest.mark.parametrize("name", schemas.written())
def test_what_ships_is_of_the_definitions_as_they_are(name: str) -> None:
    shipped = (resources.folder("data") / "schemas" / name).read_text(encoding="utf-8")
    assert shipped == schemas.written()[name], "python -m tests.tools.schemas writes them anew"


@every_row(
    ("schema", "kind"),
    [
        (exercise_schema(), Exercise),
        (exercise_schema()["properties"]["dose"], Dose),
        (routine_schema()["properties"]["lines"]["items"], Line),
        (routine_schema()["properties"]["own_exercises"]["items"], Exercise),
    ],
)
def test_a_schema_has_every_key_and_what_must_be_there(schema: dict[str, Any], kind: type) -> None:
    taken = fields_of(kind)
    assert set(schema["properties"]) == set(taken)
    assert set(schema["required"]) == {name for name, field in taken.items() if field.required}


def test_a_number_or_a_range_may_stand_where_a_dose_has_one() -> None:
    reps = exercise_schema()["properties"]["dose"]["properties"]["reps"]
    assert reps["anyOf"] == [
        {"type": "integer", "minimum": 1, "maximum": 50},
        {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 50}, "minItems": 2, "maxItems": 2},
    ]


def test_exercises_stand_in_a_routine_by_their_ids() -> None:
    properties = routine_schema()["properties"]
    assert set(properties) == {*fields_of(Routine), "own_exercises"}
    assert properties["exercises"]["items"]["type"] == "string"
    assert properties["lines"]["items"]["properties"]["side"]["enum"] == [
        "both",
        "each",
        "alternating",
        "left",
        "right",
    ]


def keys_of(table: Any, where: str = "") -> Iterator[str]:
    """Give every key of tables in tables, lists passed through."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield f"{where}{key}"
            yield from keys_of(value, f"{where}{key}.")
    elif isinstance(table, list):
        for item in table:
            yield from keys_of(item, where)


def known_to(schema: dict[str, Any], where: str = "") -> Iterator[str]:
    """Give every key that a schema knows, in the same way."""
    for key, value in schema.get("items", schema).get("properties", {}).items():
        yield f"{where}{key}"
        yield from known_to(value, f"{where}{key}.")


@pytest.mark.parametrize(("folder", "schema"), [("exercises", exercise_schema()), ("routines", routine_schema())])
def test_every_key_of_every_shipped_file_is_known_to_the_schema(folder: str, schema: dict[str, Any]) -> None:
    known = set(known_to(schema))
    files: list[Path] = sorted((resources.folder("data") / folder).glob("*.toml"))
    assert files
    for path in files:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        assert {key for key in keys_of(table) if key not in known} == set(), path.name
