"""JSON Schemas of routine and exercise files, made of the very definitions that validate them.

Editors that know TOML complete and check by them. They ship as `data/schemas/*.schema.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from stretchtui.domain.fields import Length, Like, Limit, Matching, OneOf, Taken, Within, fields_of
from stretchtui.domain.routine import Exercise, Routine
from stretchtui.library.reading import OWN_EXERCISES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: Mapping[Any, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}


def routine_schema() -> dict[str, Any]:
    """Give the schema of a routine file: exercises stand in it as ids, and inside as definitions."""
    schema = _definition(Routine, named=(Exercise,))
    schema["properties"][OWN_EXERCISES] = {"type": "array", "items": _definition(Exercise)}
    return {"$schema": DIALECT, "title": "StretchTUI routine", **schema}


def exercise_schema() -> dict[str, Any]:
    """Give the schema of an exercise file."""
    return {"$schema": DIALECT, "title": "StretchTUI exercise", **_definition(Exercise)}


def _definition(kind: type, named: tuple[type, ...] = ()) -> dict[str, Any]:
    taken = fields_of(kind)
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: _value(field, named) for name, field in taken.items()},
    }
    if required := [name for name, field in taken.items() if field.required]:
        schema["required"] = required
    return schema


def _value(taken: Taken, named: tuple[type, ...]) -> dict[str, Any]:
    """Give the schema of one value: its type, then its limits."""
    kind = taken.kind
    if kind in named:
        return {"type": "string", "description": f"the id of an {kind.__name__.lower()}"}
    if taken.definition:
        return _definition(kind, named)
    bounds = [_limit(limit, "Items" if taken.item else "Length") for limit in taken.limits]
    if hasattr(kind, "of_number"):
        whole = {"type": "integer", **bounds[0]}
        pair = {"type": "array", "items": whole, "minItems": 2, "maxItems": 2}
        return {"description": taken.limits[-1].expected, "anyOf": [whole, pair]}
    schema: dict[str, Any] = {}
    if taken.item is not None:
        schema = {"type": "array", "items": _value(taken.item, named)}
    elif kind is date:
        schema = {"type": "string", "format": "date"}
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        schema = {"enum": [str(value) for value in kind]}
    else:
        schema = {"type": _TYPES[kind]}
    for bound in bounds:
        schema |= bound
    if taken.limits:
        schema["description"] = taken.limits[-1].expected
    return schema


def _limit(limit: Limit, counted: str) -> dict[str, Any]:
    match limit:
        case Within(low, high):
            return {"minimum": low, "maximum": high}
        case Matching(pattern):
            return {"pattern": f"^(?:{pattern})$"}
        case OneOf(values):
            return {"enum": list(map(str, values))}
        case Length(low, high):
            return {f"min{counted}": low, f"max{counted}": high}
        case Like():
            return {}
