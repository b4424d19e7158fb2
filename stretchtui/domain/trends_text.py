"""A period looked back on, as a page of text and as a JSON document. Pure text, for every way out."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence

from stretchtui.domain import wording
from stretchtui.domain.mornings import MORNINGS_FOR_A_LINE, MovingMean, Spread
from stretchtui.domain.rating import COMFORT, STIFFNESS
from stretchtui.domain.record import ExerciseOutcome, Outcome
from stretchtui.domain.routine import Side
from stretchtui.domain.text import one_line
from stretchtui.domain.trends import SideCount, Trends, WeekTrend

CAPTION = "Stiffness may ease after waking anyway; these notes do not show what caused a change."
"""Goes with every number that sets before and after side by side."""

WEEKS_SHOWN = 13
"""How many weeks a page lists at most; JSON has them all."""

_NAME = 24


def number(value: float) -> str:
    """Write a mean with one decimal, as `4.3`; a whole part of zero keeps no minus: `0.0`."""
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text


def signed(value: float) -> str:
    """Write a difference with its sign, as `-1.5` or `+0.3`; none at all is `0.0`."""
    text = number(value)
    return text if text.startswith("-") or text == "0.0" else f"+{text}"


def spread(found: Spread, *, difference: bool = False) -> str:
    """Write a mean with range and n, as `5.2 (2-8, n 9)`; `not rated` where n is 0."""
    if found.mean is None or found.lowest is None or found.highest is None:
        return "not rated"
    if difference:
        return f"{signed(found.mean)} ({found.lowest:+d} to {found.highest:+d}, n {found.n})"
    return f"{number(found.mean)} ({found.lowest}-{found.highest}, n {found.n})"


def share(part: int, whole: int) -> str:
    """Write a share with its denominator, as `7 of 9 (78 %)`; without a share where there is nothing to share."""
    return f"{part} of {whole} ({round(100 * part / whole)} %)" if whole else "0 of 0"


def span(seconds: float) -> str:
    """Write a length of time, as `1 h 12 min`."""
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else wording.minutes(seconds)


def counted(count: int, word: str) -> str:
    """Write a number of things: `1 day`, `3 days`."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def sessions_line(found: Trends) -> str:
    """Say how many sessions there were, and how they ended."""
    ends = ", ".join(f"{found.outcomes[outcome]} {wording.OUTCOME_WORDS[outcome]}" for outcome in Outcome)
    return f"{found.sessions}: {ends}"


def asides(found: Trends) -> list[str]:
    """Say what else should be known of the sessions, a phrase each; nothing where there is nothing."""
    memory, bare = found.from_memory, found.without_lines
    return [
        phrase
        for count, phrase in (
            (memory == bare and memory, f"{memory} noted from memory, without details of the exercises"),
            (memory != bare and memory, f"{memory} noted from memory"),
            (memory != bare and bare, f"{bare} without details of the exercises"),
            (found.other_speed, f"{found.other_speed} with the clock at another speed"),
        )
        if count
    ]


def page(found: Trends, names: Mapping[str, str]) -> list[str]:
    """Write a period out in lines of at most 80 columns; `names` are the exercises' by id, as they are now."""
    lines = [f"{found.first} to {found.last}, {counted(found.days, 'day')}", ""]
    if not found.sessions:
        return [*lines, "No sessions."]
    done = f"{found.days_done} done of {found.planned_days} planned (goal: {counted(found.goal, 'day')} a week)"
    lines += [
        _fact("days", f"{done}, {found.missing_days} missing"),
        _fact("", f"{found.days_with_session} with a session of any kind"),
        _fact("sessions", sessions_line(found)),
        *(_fact("", text) for text in asides(found)),
        _fact("time", f"{span(found.active_s)}, of it {span(found.held_s)} held"),
        _fact("stiffness", f"before {spread(found.before)}"),
        _fact("", f"after  {spread(found.after)}"),
        _fact("", f"change {spread(found.change, difference=True)}, after minus before"),
        _fact("", f"0 {STIFFNESS.low_anchor}, 10 {STIFFNESS.high_anchor}; not given is not counted"),
        _fact("comfort", f"{spread(found.comfort)}, {COMFORT.maximum} is {COMFORT.high_anchor}"),
    ]
    return [
        *lines,
        "",
        *_weeks(found),
        "",
        *_sides(found.sides, {**found.names, **names}),
        "",
        *textwrap.wrap(CAPTION, 80),
    ]


def _fact(name: str, text: str) -> str:
    return f"{name:<11}{text}".rstrip()


def _weeks(found: Trends) -> list[str]:
    shown = found.weeks[-WEEKS_SHOWN:]
    hidden = len(found.weeks) - len(shown)
    lines = ["week of      days  before      after       change      (means of rated mornings)"]
    lines += [_week(week) for week in shown]
    if hidden:
        lines.append(f"{counted(hidden, 'earlier week')} not shown: choose them by --from and --to, or use --json")
    if found.means:
        last = found.means[-1]
        lines.append(f"7-day mean before, on {last.day}: {number(last.mean)} (n {last.n})")
    else:
        rated = sum(morning.before is not None for morning in found.mornings)
        lines.append(f"7-day mean: from {MORNINGS_FOR_A_LINE} rated mornings on; there are {rated}")
    return lines


def _week(week: WeekTrend) -> str:
    def mean(found: Spread, write: Callable[[float], str] = number) -> str:
        return "–" if found.mean is None else f"{write(found.mean)} (n {found.n})"

    cells = f"{mean(week.before):<12}{mean(week.after):<12}{mean(week.change, signed)}"
    return f"{week.first}   {week.days_done}/{week.planned}   {cells}".rstrip()


def _sides(sides: Sequence[SideCount], names: Mapping[str, str]) -> list[str]:
    lines = ["exercise                 side     done  partial  skipped  pain    of"]
    for side in sides:
        name = one_line(names.get(side.exercise, side.exercise))
        name = name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
        word = "" if side.side is Side.BOTH else side.side.value
        counts = f"{side.done:>6}{side.partial:>9}{side.skipped:>9}{side.stopped_pain:>6}{side.planned:>6}"
        lines.append(f"{name:<{_NAME}} {word:<7}{counts}")
    return lines if sides else ["No session has details of its exercises."]


# --- JSON ---------------------------------------------------------------------------------


def document(found: Trends) -> dict[str, object]:
    """Give a period as a JSON object; times in seconds, a mean without ratings is null."""
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "days": found.days,
        "goal_days": found.goal,
        "days_planned": found.planned_days,
        "days_done": found.days_done,
        "days_missing": found.missing_days,
        "days_with_session": found.days_with_session,
        "sessions": found.sessions,
        "outcomes": {outcome.value: found.outcomes[outcome] for outcome in Outcome},
        "from_memory": found.from_memory,
        "without_exercises": found.without_lines,
        "other_speed": found.other_speed,
        "active_s": round(found.active_s, 1),
        "held_s": round(found.held_s, 1),
        "stiffness": {
            "scale": STIFFNESS.id,
            "before": _spread(found.before),
            "after": _spread(found.after),
            "change": _spread(found.change),
        },
        "comfort": {
            "scale": COMFORT.id,
            **_spread(found.comfort),
            "given": {str(point): found.comfort_counts.get(point, 0) for point in COMFORT.points},
        },
        "mornings": [
            {"day": morning.day.isoformat(), "before": morning.before, "after": morning.after}
            for morning in found.mornings
        ],
        "mean_7_days": {"before": _means(found.means), "after": _means(found.after_means)},
        "weeks": [_week_document(week) for week in found.weeks],
        "exercises": [_side_document(side) for side in found.sides],
    }


def _spread(found: Spread) -> dict[str, object]:
    return {"n": found.n, "mean": found.mean, "lowest": found.lowest, "highest": found.highest}


def _means(means: Sequence[MovingMean]) -> list[dict[str, object]]:
    return [{"day": mean.day.isoformat(), "mean": mean.mean, "n": mean.n} for mean in means]


def _week_document(week: WeekTrend) -> dict[str, object]:
    return {
        "first": week.first.isoformat(),
        "days": week.days,
        "days_planned": week.planned,
        "days_done": week.days_done,
        "before": _spread(week.before),
        "after": _spread(week.after),
        "change": _spread(week.change),
    }


def _side_document(side: SideCount) -> dict[str, object]:
    return {
        "exercise": side.exercise,
        "side": side.side.value,
        "planned": side.planned,
        ExerciseOutcome.DONE.value: side.done,
        ExerciseOutcome.PARTIAL.value: side.partial,
        ExerciseOutcome.SKIPPED.value: side.skipped,
        ExerciseOutcome.STOPPED_PAIN.value: side.stopped_pain,
    }
