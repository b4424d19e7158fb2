"""Time zones by their names."""

from __future__ import annotations

from datetime import UTC, tzinfo
from functools import lru_cache

_UTC = frozenset({"UTC", "Etc/UTC"})


@lru_cache(maxsize=16)
def known_zone(name: str) -> tzinfo | None:
    """Give the zone of a name; None where none of that name is known, as of a bare offset.

    Zones' files are looked into for neither UTC nor an offset: to import what reads them takes longer than to note
    a session.
    """
    if name in _UTC:
        return UTC
    if name.startswith(("+", "-")):
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
