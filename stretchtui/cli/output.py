"""How the command line says things: data on standard output, all else on standard error."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from stretchtui.system.program import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path


def print_json(document: object) -> None:
    """Print one JSON document that any terminal can show."""
    import json

    say(json.dumps(document, indent=2, ensure_ascii=True))


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


def is_page(path: Path) -> bool:
    """Tell by a file's name whether it is to be a page in HTML."""
    return path.suffix.lower() in (".html", ".htm")


def save(path: Path, content: str | bytes, *, force: bool) -> None:
    """Write a file that leaves the program, a text in UTF-8, and print its name; raises JournalError."""
    from stretchtui.domain.text import one_line
    from stretchtui.journal import write_file

    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    write_file(path, raw, force=force)
    say(one_line(str(path)))


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
