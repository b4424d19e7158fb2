"""How the command line says things: data on standard output, all else on standard error."""

from __future__ import annotations

import contextlib
import sys

from stretchtui.system.program import PROGRAM


def print_json(document: object) -> None:
    """Print one JSON document that any terminal can show."""
    import json

    say(json.dumps(document, indent=2, ensure_ascii=True))


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


def tell(*sentences: str) -> None:
    """Say on stderr what a person should know."""
    if sys.stderr is None:
        return  # print would take standard output for it
    for sentence in sentences:
        print(f"{PROGRAM}: {sentence}", file=sys.stderr, flush=True)  # noqa: T201


def complain(*sentences: str) -> None:
    """Say on stderr what is wrong, if anybody reads it."""
    with contextlib.suppress(OSError):
        tell(*sentences)
