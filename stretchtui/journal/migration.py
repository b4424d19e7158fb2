"""Documents of older schemas as the present one has them.

They are brought there whenever they are read, and stay as they are in the file until the
record itself is changed: a program of that time can go on reading them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

STEPS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()
"""What brings a document from schema 1 to 2, from 2 to 3 and so on; there has been one schema so far.

A step gives a new document, and passes over what is not as it expects: the codec refuses that.
"""


def is_old(schema: int) -> bool:
    """Tell whether there is a step to take from a schema."""
    return schema <= len(STEPS)


def migrated(document: object) -> object:
    """Give a document in the present schema; one that is of it, of a newer one or no record is given as it is."""
    if not isinstance(document, dict):
        return document
    schema = document.get("schema", 1)
    if type(schema) is not int or schema < 1 or not is_old(schema):
        return document
    for step in STEPS[schema - 1 :]:
        document = step(document)
    return document | {"schema": len(STEPS) + 1}
