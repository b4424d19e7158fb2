"""Print the lowest declared version of every dependency: `python -m tests.tools.lowest_versions > pins.txt`.

A bound is true only if it was run: .ci/run installs these pins in an environment of its own and
runs the core tests against them.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
_BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*>=\s*(?P<version>[0-9][0-9A-Za-z.]*)\s*(?:,\s*<[0-9.]+)?")


def pins(project: Mapping[str, Any]) -> list[str]:
    """List `name==version` for the dependencies and all extras of a pyproject's [project] table.

    Raises ValueError for one without a lower bound, of which nothing could be said.
    """
    groups = [project["dependencies"], *project.get("optional-dependencies", {}).values()]
    return [_lowest(requirement) for group in groups for requirement in group]


def _lowest(requirement: str) -> str:
    found = _BOUND.fullmatch(requirement)
    if found is None:
        msg = f"pyproject.toml: {requirement!r} is not of the form name>=version or name>=version,<version"
        raise ValueError(msg)
    return f"{found['name']}=={found['version']}"


def main(argv: Sequence[str] | None = None) -> None:
    """Print the pins, one a line."""
    argparse.ArgumentParser(description=__doc__).parse_args(argv)
    print("\n".join(pins(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"])))  # noqa: T201


if __name__ == "__main__":
    main()
