"""An exercise written out beside the list: what for, how much at each level, how, and with what care."""

from __future__ import annotations

from textual.content import Content

from stretchtui.domain.routine import Exercise, Level
from stretchtui.tui.widgets.links import link
from stretchtui.words import leading, overview


def exercise_text(exercise: Exercise, level: Level, left_out: str, key: str) -> Content:
    """Write out an exercise; `left_out` says how it is left out, if it is, and `key` is what changes that."""
    parts: list[Content] = []
    if left_out:
        again = overview.takes_in(left_out, key)
        parts += [link(Content.styled(again, "bold"), "screen.leave_out"), Content("")]
    parts += [Content(exercise.purpose), _doses(exercise, level)]
    if exercise.dose.pain_limit is not None:
        parts.append(Content.styled(overview.pain_limit(exercise.dose.pain_limit), "bold"))
    if exercise.note:
        parts.append(Content.styled(overview.note(exercise.note), "bold"))
    parts += [Content(""), *map(Content, overview.steps(exercise))]
    parts += [Content(""), Content.styled(overview.TAKE_CARE, "bold")]
    parts += [Content(f"- {text}") for text in exercise.cautions]
    parts.append(Content(""))
    if exercise.ask_first:
        parts.append(Content.styled(overview.ASK_FIRST, "bold"))
        parts += [Content(f"- {text}") for text in exercise.ask_first]
    if not left_out:
        parts.append(link(Content.styled(overview.leaves_out(key), "$foreground-muted"), "screen.leave_out"))
    parts += [Content(""), Content.styled(exercise.dose.note, "$foreground-muted")]
    return Content("\n").join(parts)


def _doses(exercise: Exercise, chosen: Level) -> Content:
    """Write the dose of every level in a line, the chosen one standing out."""
    doses = [
        Content.styled(
            f"{level.value} {leading.short_dose(exercise, level)}", "bold" if level is chosen else "$foreground-muted"
        )
        for level in Level
    ]
    return Content(", ").join(doses)
