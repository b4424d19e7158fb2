"""The figure: keyframes turned into joints at an instant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Placeholder."""
