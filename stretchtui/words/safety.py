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

URGENT = "Ask for an urgent appointment with a doctor if you have back pain and one of these is true"

LASTING = "Speak to a doctor about back pain if one of these is true"

SIGNS_FROM = "Public health services list these signs; this page does not replace their advice."

EMERGENCY_SIGNS = (
    "The skin around your genitals, buttocks or inner thighs is numb or tingles.",
    "It feels different when you wipe yourself after using the toilet.",
    "You have lost control of your bladder or bowel, or have difficulty peeing.",
    "You do not notice any more that your bladder or bowel is full.",
    "You have pain, tingling, weakness or numbness in both legs.",
    "Your legs feel heavy, or do not move together as they should.",
    "Your sexual feeling or function has changed.",
    "It came on after a serious accident.",
    "You have chest pain as well.",
)

URGENT_SIGNS = (
    "You have a high temperature.",
    "You have lost weight, and nothing explains it.",
    "There is a lump or a swelling in your back, or its shape has changed.",
    "The pain does not ease with rest, or is worse at night.",
    "The pain is worse when you cough, sneeze or strain.",
    "The pain is high up, between your shoulders.",
)

LASTING_SIGNS = (
    "It has not become better after a few weeks.",
    "You have or had cancer.",
    "You have weak bones, or take steroids.",
    "Your immune system is weakened.",
)

LASTING_STIFFNESS = (
    "Stiffness of half an hour and more every morning, for months, that eases with moving and not with rest, "
    "is worth telling a doctor about."
)


def urgent_call(emergency_number: str) -> str:
    """Say whom to call at once, with the person's own emergency number if they gave one."""
    call = f"Call {emergency_number}" if emergency_number else "Call your emergency number"
    return f"{call} or go to an emergency department if you have back pain and one of these is true"


def signs(emergency_number: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the lists of signs, the most urgent first: what to do, and the signs, each a sentence of its own."""
    return (
        (urgent_call(emergency_number), EMERGENCY_SIGNS),
        (URGENT, URGENT_SIGNS),
        (LASTING, LASTING_SIGNS),
    )


# --- the pages of the help --------------------------------------------------------------------

KEYS_PAGE, WELLNESS_PAGE, URGENT_PAGE, ABOUT_PAGE = "Keys", "Wellness", "Urgent care", "About"

WHAT_THIS_IS = "What this is"
GUIDES = "StretchTUI guides a gentle stretching routine and keeps your own notes."
WHILE_YOU_STRETCH = "While you stretch"
ABOUT_MORNINGS = "What to know about mornings"
WHO_ASKS_FIRST = "Who should ask first"
OUR_CHOICE = (
    "What the article leaves open is ours, and marked so in each exercise's file: times to move and rest, breathing, "
    "who should ask first, and these cautions: shoulders down and small at first in rotations, no hard push in the "
    "tilt, one leg after the other, easing off, pain below the knee, how high to lift, and no arching."
)
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
