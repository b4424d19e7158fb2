"""Containers that only arrange others."""

from __future__ import annotations

from textual.containers import Horizontal


class Row(Horizontal):
    """Puts widgets side by side and draws nothing itself, which saves work in every frame above it."""

    BLANK = True
