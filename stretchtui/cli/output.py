"""How the command line says things: data on standard output, all else on standard error."""

from __future__ import annotations

import contextlib
import json

import click

PROGRAM = "stretchtui"


def print_json(document: object) -> None:
    """Print one JSON document that any terminal can show."""
    click.echo(json.dumps(document, indent=2, ensure_ascii=True))


def tell(*sentences: str) -> None:
    """Say on stderr what a person should know."""
    for sentence in sentences:
        click.echo(f"{PROGRAM}: {sentence}", err=True)


def complain(*sentences: str) -> None:
    """Say on stderr what is wrong, if anybody reads it."""
    with contextlib.suppress(OSError):
        tell(*sentences)
