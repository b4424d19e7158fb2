"""What a reminder says when it rings, and what is said of one that was made."""

from __future__ import annotations

from datetime import date

from stretchtui.words import labels

SUMMARY = "Morning stretches"
"""What the event of the usual routine is called."""

HOW_TO_ADD = """\
To add it to your calendar:
  Apple Calendar, Outlook, Thunderbird, GNOME Calendar: open the file.
  Google Calendar, in a browser: Settings, Import & export, Import.
  A phone: send the file to yourself, and open it there.
To change it, make it again and add it again: the event has the same id, so most
calendars put the new one in the place of the old; in others, delete the old one."""
"""What a person does with the file, by kinds of calendars."""


def description(command: str) -> str:
    """Say what is to be done when it rings."""
    return f"A few gentle minutes: open a terminal and type  {command}"


def rings(at: str, zone: str, days: str, first: date) -> str:
    """Say when a reminder rings."""
    where = f" in {zone}" if zone else ""
    return f"Rings at {at}{where}, {days}, first on {first}."


def fewer_alarms(plan: str, alarms: int, option: str) -> str:
    """Say that there are fewer alarms a day than the plan has."""
    return f"The plan is {plan}; this rings {labels.times(alarms)}: give {option} again for another."


def over(routine: str, ends: date) -> str:
    """Say that there is no day left to be reminded of."""
    return f"{routine} was set until {ends}, so there is no day left to be reminded of"
