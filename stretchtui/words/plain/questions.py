"""What plain mode says of a question that is asked, and of an answer that is none."""

from __future__ import annotations

from stretchtui.domain.rating import Scale
from stretchtui.words.plain.keys import PlainKeys


def question(scale: Scale, keys: PlainKeys) -> str:
    """Ask for a number on a scale, both ends named."""
    if scale.words:
        ends = ", ".join(f"{value} {scale.word(value)}" for value in scale.points)
    else:
        ends = f"{scale.minimum} is {scale.low_anchor}, {scale.maximum} is {scale.high_anchor}"
    return f"{scale.question} {ends}. Type a number, or press {keys.enter} to leave it out."


def expected(scale: Scale, answer: str, keys: PlainKeys) -> str:
    """Say what an answer should have been."""
    return (
        f"{quoted(answer)} is no whole number from {scale.minimum} to {scale.maximum}. "
        f"Try again, or press {keys.enter}."
    )


def quoted(text: str) -> str:
    """Give what somebody typed, shortened, between quotation marks."""
    return f'"{text[:20]}{"..." if len(text) > 20 else ""}"'


def none_of_these(answer: str, question: str) -> str:
    """Say that an answer is none of those offered, and ask again."""
    return f"{quoted(answer)} is none of these. {question}"
