"""The words about safety: how to stretch, and when back pain needs urgent care. The same for everybody."""

from __future__ import annotations


def while_you_stretch(pain_key: str) -> tuple[str, ...]:
    """Say how to stretch safely; `pain_key` is what stops an exercise that hurts."""
    return (
        f"Only as far as is comfortable. Mild discomfort is common; pain is a reason to stop: press {pain_key}.",
        "Stop if symptoms get worse or a new pain appears.",
        "Breathe normally, and never hold your breath.",
    )


SAME_FOR_ALL = "This page is the same for everybody. Nothing on it is worked out from your notes."

SOON = "See a doctor soon if you have back pain and"

SIGNS_FROM = "Public health services list these signs; this page does not replace their advice."

URGENT_NOW = (
    "numbness or tingling around the genitals or buttocks",
    "loss of bladder or bowel control, or difficulty peeing",
    "pain, tingling, weakness or numbness in both legs",
    "it came on after a serious accident",
    "chest pain as well",
)

URGENT_SOON = (
    "a high temperature",
    "weight loss that nothing explains",
    "pain that does not ease with rest, or is worse at night",
    "a lump in your back, or a change in its shape",
)


LASTING_STIFFNESS = (
    "Stiffness of half an hour and more every morning, for months, that eases with moving and not with rest, "
    "is worth telling a doctor about."
)


def urgent_call(emergency_number: str) -> str:
    """Say whom to call at once, with the person's own emergency number if they gave one."""
    call = f"Call {emergency_number}" if emergency_number else "Call your emergency number"
    return f"{call} or go to an emergency department if you have back pain and"


# --- the pages of the help --------------------------------------------------------------------

KEYS_PAGE, WELLNESS_PAGE, URGENT_PAGE, ABOUT_PAGE = "Keys", "Wellness", "Urgent care", "About"

WHAT_THIS_IS = "What this is"
GUIDES = "StretchTUI guides a gentle stretching routine and keeps your own notes."
WHILE_YOU_STRETCH = "While you stretch"
ABOUT_MORNINGS = "What to know about mornings"
WHO_ASKS_FIRST = "Who should ask first"
OUR_CHOICE = "What the article leaves open is our own choice and is marked so with each exercise."
WHERE_THINGS_ARE = "Where your things are"


def keys_can_be_changed(table: str, command: str) -> str:
    """Say where keys are changed, and which command lists what they are called there."""
    return f"Every key can be changed under {table} in the settings file; `{command}` lists the names for it."


def routine_name(name: str) -> str:
    """Name the routine."""
    return f"Routine: {name}"


def source(title: str, author: str) -> str:
    """Name what the routine comes from."""
    return f"Source: “{title}”, {author}" if author else f"Source: “{title}”"
