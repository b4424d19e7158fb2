"""Containers that only arrange others."""

from __future__ import annotations

from textual.containers import Horizontal

from stretchtui.tui.widgets.kept_lines import KeptLines


class Row(Horizontal, KeptLines):
    """Puts widgets side by side and draws nothing itself, which saves work in every frame above it."""

    BLANK = True
