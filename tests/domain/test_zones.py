from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from stretchtui.domain.zones import known_zone
from tests.tables import every_row


@every_row("name", ["UTC", "Etc/UTC", "Europe/Paris", "GMT0", "Etc/GMT+3"])
@every_row("month", [1, 7])
def test_a_zone_is_known_by_its_name(name: str, month: int) -> None:
    assert (
        datetime(2026, month, 15, tzinfo=known_zone(name)).utcoffset()
        == datetime(2026, month, 15, tzinfo=ZoneInfo(name)).utcoffset()
    )


@every_row("name", ["", "+02:00", "-05:30", "No/Such_Zone", "../etc/passwd", "NOON3", "a\0b"])
def test_no_other_word_is_a_zone(name: str) -> None:
    assert known_zone(name) is None
