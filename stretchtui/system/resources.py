"""Finds the folders that ship beside the code: `styles/` and `data/`."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(name: str) -> Path:
    """Find a shipped folder: inside the installed package, or at the top of a checkout.

    Raises FileNotFoundError when the installation is incomplete.
    """
    for parent in (_PACKAGE, _PACKAGE.parent):
        candidate = parent / name
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name!r} of StretchTUI is missing: install it again")
