"""A period looked back on, as a JSON document."""

from __future__ import annotations

from collections.abc import Sequence

from stretchtui.domain.calendar import WEEKDAYS
from stretchtui.domain.history.adherence import DaysCounted
from stretchtui.domain.history.mornings import MovingMean, Spread
from stretchtui.domain.history.trends import SideCount, Trends, WeekTrend
from stretchtui.domain.rating import COMFORT, STIFFNESS
from stretchtui.domain.record import ExerciseOutcome, Outcome


def document(found: Trends) -> dict[str, object]:
    """Give a period as a JSON object; times in seconds, a mean without ratings is null."""
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "days": found.days,
        "goal_days": found.goal,
        "days_done": found.days_done,
        "days_with_session": found.days_with_session,
        "days_counted": _counted_document(found.counted),
        "weeks_counted": len(found.weeks_counted),
        "weeks_goal_reached": found.weeks_reached,
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
        "out_of_range": [{"id": record.id, "day": record.day.isoformat()} for record in found.out_of_range],
    }


def _counted_document(found: DaysCounted) -> dict[str, object]:
    plan = {
        "weekdays": [WEEKDAYS[day] for day in found.plan],
        "days": found.plan_days,
        "not_done": [day.isoformat() for day in found.not_done],
    }
    return {
        "from": found.first and found.first.isoformat(),
        "to": found.last and found.last.isoformat(),
        "days": found.days,
        "without_session": [day.isoformat() for day in found.without],
        "plan": plan if found.plan else None,
    }


def _spread(found: Spread) -> dict[str, object]:
    return {"n": found.n, "mean": found.mean, "lowest": found.lowest, "highest": found.highest}


def _means(means: Sequence[MovingMean]) -> list[dict[str, object]]:
    return [{"day": mean.day.isoformat(), "mean": mean.mean, "n": mean.n} for mean in means]


def _week_document(week: WeekTrend) -> dict[str, object]:
    return {
        "first": week.first.isoformat(),
        "days": week.days,
        "days_done": week.days_done,
        "goal_reached": week.reached,
        "standing": week.standing.value,
        "before": _spread(week.before),
        "after": _spread(week.after),
        "change": _spread(week.change),
    }


def _side_document(side: SideCount) -> dict[str, object]:
    return {
        "exercise": side.exercise,
        "side": side.side.value,
        "times": side.times,
        ExerciseOutcome.DONE.value: side.done,
        ExerciseOutcome.PARTIAL.value: side.partial,
        ExerciseOutcome.SKIPPED.value: side.skipped,
        ExerciseOutcome.STOPPED_PAIN.value: side.stopped_pain,
    }
