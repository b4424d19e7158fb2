"""The keys of the overview, and what they do."""

from __future__ import annotations

from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted

READING = KeyGroup(explanation="Read on in the exercise's text")

BINDINGS = (
    listed("overview-start", "enter", "app.start_session", "Start", "Start the routine"),
    unlisted("overview-routine", "o,right", "next_routine(1)", "Routine", "The next routine"),
    unlisted("overview-routine-before", "left", "next_routine(-1)", "Routine before", "The routine before"),
    unlisted("overview-edit", "e", "edit('shown')", "Change", "Change the routine; one that ships is copied first"),
    unlisted("overview-copy", "y", "edit('copy')", "Copy", "Change a copy of the routine"),
    unlisted("overview-new", "n", "edit('new')", "New routine", "Make a routine of your own"),
    unlisted("overview-mend", "x", "mend", "Mend", "Mend a file of your own that cannot be used"),
    listed("overview-level", "l", "next_level", "Level", "Level: gentle, standard or full"),
    unlisted("overview-side", "f", "other_side_first", "Side", "The side that comes first"),
    unlisted(
        "overview-leave-out",
        "minus",
        "leave_out",
        "Not for me",
        "Not for me: leave this exercise out, today or always, or take it in again",
    ),
    listed("overview-short", "r", "toggle_short", "Short", "Short version for a rough morning"),
    listed("overview-calendar", "c", "app.open_calendar", "Calendar", "Calendar: how the mornings went"),
    listed("overview-trends", "t", "app.open_trends", "Trends", "Trends: stiffness over the weeks"),
    listed("overview-settings", "s", "app.open_settings", "Settings", "Settings: level, goal, sound, colours"),
    unlisted("overview-urgent", "exclamation_mark", "app.open_urgent_care", "Urgent care", "When to seek help"),
    unlisted("overview-plan", "w", "plan", "Plan", "Plan: the days you mean to stretch on"),
    unlisted("overview-read-back", "pageup", "read_on(-1)", "Read back", "Back in the exercise's text", READING),
    unlisted("overview-read-on", "pagedown", "read_on(1)", "Read on", "More of the exercise's text", READING),
    listed("overview-quit", "q", "app.quit", "Quit", "Leave; everything is kept"),
)
