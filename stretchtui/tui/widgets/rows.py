"""Containers that only arrange others."""

from __future__ import annotations

from textual.containers import Horizontal

from stretchtui.tui.widgets.cached_lines import CachedLines


class Row(Horizontal, CachedLines):
    """Puts widgets side by side and draws nothing itself, which saves work in every frame above it."""

    BLANK = True
