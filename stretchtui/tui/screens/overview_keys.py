"""The keys of the overview, and what they do."""

from __future__ import annotations

from textual.binding import Binding

from stretchtui.tui.widgets.key_names import KeyGroup

READING = KeyGroup(explanation="Read on in the exercise's text")

BINDINGS = (
    Binding("enter", "app.start_session", "Start", id="overview-start", tooltip="Start the routine"),
    Binding(
        "o,right",
        "next_routine(1)",
        "Routine",
        show=False,
        id="overview-routine",
        tooltip="The next routine",
    ),
    Binding(
        "left",
        "next_routine(-1)",
        "Routine before",
        show=False,
        id="overview-routine-before",
        tooltip="The routine before",
    ),
    Binding(
        "e",
        "edit('shown')",
        "Change",
        show=False,
        id="overview-edit",
        tooltip="Change the routine; one that ships is copied first",
    ),
    Binding("y", "edit('copy')", "Copy", show=False, id="overview-copy", tooltip="Change a copy of the routine"),
    Binding("n", "edit('new')", "New routine", show=False, id="overview-new", tooltip="Make a routine of your own"),
    Binding("x", "mend", "Mend", show=False, id="overview-mend", tooltip="Mend a file of your own that cannot be used"),
    Binding("l", "next_level", "Level", id="overview-level", tooltip="Level: gentle, standard or full"),
    Binding("f", "other_side_first", "Side", show=False, id="overview-side", tooltip="The side that comes first"),
    Binding(
        "minus",
        "leave_out",
        "Not for me",
        show=False,
        id="overview-leave-out",
        tooltip="Not for me: leave this exercise out, today or always, or take it in again",
    ),
    Binding("r", "toggle_short", "Short", id="overview-short", tooltip="Short version for a rough morning"),
    Binding("c", "app.open_calendar", "Calendar", id="overview-calendar", tooltip="Calendar: how the mornings went"),
    Binding("t", "app.open_trends", "Trends", id="overview-trends", tooltip="Trends: stiffness over the weeks"),
    Binding(
        "s",
        "app.open_settings",
        "Settings",
        id="overview-settings",
        tooltip="Settings: level, goal, sound, colours",
    ),
    Binding(
        "exclamation_mark",
        "app.open_urgent_care",
        "Urgent care",
        show=False,
        id="overview-urgent",
        tooltip="When to seek help",
    ),
    Binding("w", "plan", "Plan", show=False, id="overview-plan", tooltip="Plan: the days you mean to stretch on"),
    Binding(
        "pageup",
        "read_on(-1)",
        "Read back",
        show=False,
        id="overview-read-back",
        tooltip="Back in the exercise's text",
        group=READING,
    ),
    Binding(
        "pagedown",
        "read_on(1)",
        "Read on",
        show=False,
        id="overview-read-on",
        tooltip="More of the exercise's text",
        group=READING,
    ),
    Binding("q", "app.quit", "Quit", id="overview-quit", tooltip="Leave; everything is kept"),
)
