"""The facts of a report for the physiotherapist: a period's trends, doses, and what was cut short.

Self-reported and timer-completed, for wellness use: it shows what the person noted, the days
without a session too, and draws no conclusion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from stretchtui.domain import calendar
from stretchtui.domain.calendar import DayMark
from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.history.mornings import Morning
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, Outcome, Pain, PlannedDose
from stretchtui.domain.routine import Level, Routine, Side
from stretchtui.domain.session_protocol import SessionLike, alike, by_start


@dataclass(frozen=True, slots=True)
class DoseSum:
    """What was planned and done for one side of one exercise, over all its times; holds in seconds.

    `planned` are the doses that were aimed for, each once, the smallest first. `reps_done` may be
    more than planned, and so may `held_s`: the person may have asked for more.
    """

    planned: tuple[PlannedDose, ...]
    reps_planned: int
    reps_done: int
    hold_planned_s: float
    held_s: float


CutEntry = tuple[str, Side, Pain | None]
"""A line that was cut short: exercise, side, and what hurt, if that was said."""


@dataclass(frozen=True, slots=True)
class SessionNote:
    """A session that was cut short in something, or has a note.

    `cut` maps how exercises ended, other than done, to exercise, side and what hurt.
    """

    day: date
    started_at: datetime
    outcome: Outcome
    cut: Mapping[ExerciseOutcome, tuple[CutEntry, ...]]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a report tells; texts in it are as the journal has them, to be made harmless when shown.

    `marks` and `mornings` are by day, `doses` by exercise and side. `levels` are how many sessions
    aimed for which level; `short` how many were the short version, `left_out` from how many of them
    an exercise was left out beforehand, by its id. `scales` are the scales that ratings were given on, by id.
    """

    trends: Trends
    marks: Mapping[date, DayMark]
    mornings: Mapping[date, Morning]
    doses: Mapping[tuple[str, Side], DoseSum]
    remarks: tuple[SessionNote, ...]
    routines: tuple[str, ...]
    levels: Mapping[Level, int]
    short: int
    left_out: Mapping[str, int]
    scales: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLabels:
    """What ids stand for, names of exercises and routines and figures by id; what made the report, and on which day.

    `planned` are the routines with a plan, as it is now.
    """

    exercises: Mapping[str, str] = field(default_factory=dict)
    routines: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    program: str = "StretchTUI"
    schema: int = 1
    made_on: date | None = None
    planned: tuple[Routine, ...] = ()
    first_weekday: int = 0

    def exercise(self, key: str) -> str:
        """Give an exercise's name, or its id where it has none."""
        return self.exercises.get(key, key)


def report(records: Iterable[SessionLike], trends: Trends) -> Report:
    """Gather a report from the records that its trends were counted from; others are passed over."""
    found = sorted((record for record in records if trends.first <= record.day <= trends.last), key=by_start)
    levels = [record.level for record in found if record.level is not None]
    return Report(
        trends=trends,
        marks=calendar.marks(calendar.by_day(found)),
        mornings={morning.day: morning for morning in trends.mornings},
        doses=doses(found),
        remarks=tuple(remark for record in found if (remark := _remark(record)).cut or remark.note),
        routines=tuple(dict.fromkeys(record.routine for record in found)),
        levels={level: levels.count(level) for level in Level if level in levels},
        short=sum(record.short for record in found),
        left_out=_left_out(found),
        scales=tuple(dict.fromkeys(scale for record in found for scale in record.scales.values())),
    )


def doses(records: Iterable[SessionLike]) -> dict[tuple[str, Side], DoseSum]:
    """Sum up the doses of every side of every exercise, in the order in which they first came up."""
    found: dict[tuple[str, Side], list[tuple[ExerciseRecord, int]]] = {}
    for exercises, times in alike(records):
        for entry in exercises:
            if not entry.left_out:
                found.setdefault((entry.exercise, entry.side), []).append((entry, times))
    return {key: _dose_sum(entries) for key, entries in found.items()}


def _dose_sum(entries: Sequence[tuple[ExerciseRecord, int]]) -> DoseSum:
    """Sum up what was planned and done, each so many times."""
    planned = [(entry.planned, times) for entry, times in entries]
    return DoseSum(
        planned=tuple(sorted({dose for dose, _ in planned}, key=_by_size)),
        reps_planned=sum(times * dose.sets * dose.reps for dose, times in planned),
        reps_done=sum(times * entry.done.reps for entry, times in entries),
        hold_planned_s=sum(times * dose.sets * dose.reps * dose.hold_s for dose, times in planned),
        held_s=sum(times * entry.done.hold_s for entry, times in entries),
    )


def _by_size(dose: PlannedDose) -> tuple[int, int, float]:
    return dose.sets, dose.reps, dose.hold_s


def _left_out(records: Iterable[SessionLike]) -> Counter[str]:
    """Count how often exercises were left out beforehand."""
    count: Counter[str] = Counter()
    for exercises, times in alike(records):
        for entry in exercises:
            if entry.left_out:
                count[entry.exercise] += times
    return count


def _remark(record: SessionLike) -> SessionNote:
    cut: dict[ExerciseOutcome, list[CutEntry]] = {}
    for entry in record.exercises:
        if entry.outcome is not ExerciseOutcome.DONE and not entry.left_out:
            cut.setdefault(entry.outcome, []).append((entry.exercise, entry.side, entry.pain))
    # A session noted from memory has nothing but its own outcome to tell that it was cut short.
    if not record.exercises and record.outcome is not Outcome.COMPLETED:
        cut[_BARE[record.outcome]] = []
    kept = {outcome: tuple(entries) for outcome, entries in cut.items()}
    return SessionNote(record.day, record.started_at, record.outcome, kept, record.note.strip())


_BARE = {Outcome.PARTIAL: ExerciseOutcome.PARTIAL, Outcome.STOPPED_PAIN: ExerciseOutcome.STOPPED_PAIN}
