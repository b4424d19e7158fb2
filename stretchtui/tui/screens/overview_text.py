"""What the overview writes out: the exercise beside the list, and what is planned for today and other days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from stretchtui.domain.due import Due
from stretchtui.domain.routine import Exercise, Level
from stretchtui.tui.widgets.links import link
from stretchtui.words import labels, leading, overview, plan


def exercise_text(exercise: Exercise, level: Level, left_out: str, key: str) -> Content:
    """Write out an exercise: what for, how much at each level, how, and with what care.

    `left_out` says how it is left out, if it is, and `key` is what changes that.
    """
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


def plan_text(found: Sequence[Due], names: Mapping[str, str], days: Sequence[int], asking: str) -> Content:
    """Write what is due today and the if-then plan, or where there is neither what asks for one.

    A click on a routine that is due shows it; `names` are the routines' by id, `days` the plan's weekdays.
    """
    due = [link(plan.due(names[each.routine], each), f"screen.choose_routine('{each.routine}')") for each in found]
    lines = [Content.assemble(f"{plan.DUE_TODAY}: ", Content("; ").join(due))] if due else []
    if days:
        lines.append(link(labels.if_then(days), "screen.plan"))
    elif asking and not due:
        lines.append(link(asking, "screen.plan"))
    return Content("\n").join(lines)


def _doses(exercise: Exercise, chosen: Level) -> Content:
    """Write the dose of every level in a line, the chosen one standing out."""
    doses = [
        Content.styled(
            f"{level.value} {leading.short_dose(exercise, level)}", "bold" if level is chosen else "$foreground-muted"
        )
        for level in Level
    ]
    return Content(", ").join(doses)
