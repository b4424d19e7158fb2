"""The whole journal as lines: what an export stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from stretchtui.domain.record import SCHEMA
from stretchtui.journal.months import Months
from stretchtui.journal.progress import Progress, reported
from stretchtui.journal.records.loaded_month import LoadedMonth
from stretchtui.journal.records.order import union
from stretchtui.journal.records.summaries import SessionSummary
from stretchtui.journal.storage.month import Month


def all_lines(months: Months, open_month: Callable[[Month], LoadedMonth], progress: Progress) -> dict[str, bytes]:
    """Give every record as the line it is, deleted ones too, the newest copy of each, oldest months first.

    A record that is not understood is left out, unless a newer version wrote it; problems are
    noted as in any reading.
    """
    tables: list[Mapping[str, bytes]] = []
    for month in reported(months.listed(), progress):
        sound = months[month].summaries()
        if sound is not None:
            tables.append(sound[0].lines)
        else:
            content = open_month(month)
            lines = content.sheet.lines if content.sheet else {}
            left_out = {key for key in content.faults if not is_newer(msgspec.json.decode(lines[key]))}
            tables.append({key: line for key, line in lines.items() if key not in left_out})
    return union(*tables)


def is_newer(document: object) -> bool:
    """Tell whether a newer version than this one wrote a record's document."""
    schema = document.get("schema") if isinstance(document, dict) else None
    return type(schema) is int and schema > SCHEMA


def settled(months: Months, progress: Progress) -> list[SessionSummary]:
    """List the living sessions that lie in one month alone; none where any month needs a closer look."""
    found: list[SessionSummary] = []
    for month in reported(months.listed(), progress):
        sound = months[month].summaries()
        if sound is None:
            return []
        found += sound[1]
    copies = Counter(session.id for session in found)
    return [session for session in found if copies[session.id] == 1 and not session.deleted]
