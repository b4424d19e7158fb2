"""Documents of older schemas as the present one has them.

They are brought there whenever they are read, and stay as they are in the file until the
record itself is changed: a program of that time can go on reading them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: tuple[Step | None, ...] = (None,)
"""What brings a document from schema 1 to 2, from 2 to 3 and so on.

A step gives a new document, and passes over what is not as it expects: the codec refuses that.
None is a step that changes nothing, because the schema only has more that may be there: 2 has
an entry's `pain` and the `name`s that exercises and routine had.
"""


def has_changed(schema: int) -> bool:
    """Tell whether what counting needs may be elsewhere in a document of a schema than in one of the present."""
    return schema <= len(STEPS) and any(step is not None for step in STEPS[schema - 1 :])


def migrated(document: object) -> object:
    """Give a document in the present schema; one that is of it, of a newer one or no record is given as it is."""
    if not isinstance(document, dict):
        return document
    schema = document.get("schema")
    schema = 1 if schema is None else schema
    if type(schema) is not int or not 1 <= schema <= len(STEPS):
        return document
    for step in filter(None, STEPS[schema - 1 :]):
        document = step(document)
    return document | {"schema": len(STEPS) + 1}
