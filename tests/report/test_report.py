"""The report: complete, the same numbers as everywhere, safe whatever a note says, and never hiding a day."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from stretchtui.domain.history.report import Report, ReportLabels, report
from stretchtui.domain.history.trends import trends
from stretchtui.domain.record import DoneDose, ExerciseOutcome, ExerciseRecord, Outcome, PlannedDose, SessionRecord
from stretchtui.domain.routine import Side
from stretchtui.drawing.stills import still
from stretchtui.report import svg
from stretchtui.report.page import report_page
from stretchtui.report.text import WIDTH, report_lines
from stretchtui.words import plot
from stretchtui.words import report as words
from tests.domain.figures import SHIPPED
from tests.hostile import HOSTILE, marks_in_output
from tests.support import make_record
from tests.tables import every_row

FIRST, LAST = date(2026, 10, 26), date(2026, 11, 22)
AFTER = date(2026, 11, 23)
LABELS = ReportLabels(
    exercises={"lift": "Bed bridge", "pull": "Knee to chest"},
    routines={"morning-bed": "Morning bed routine"},
    program="StretchTUI 0.1.0",
    made_on=LAST,
)
VOID = {"meta", "line", "rect", "circle", "polyline", "br"}


def line(exercise: str, side: Side, outcome: ExerciseOutcome, reps: int, held_s: float, aim: int = 2) -> ExerciseRecord:
    planned = PlannedDose(sets=1, reps=aim, hold_s=10)
    return ExerciseRecord(
        exercise=exercise, side=side, planned=planned, done=DoneDose(reps=reps, hold_s=held_s), outcome=outcome
    )


def session(offset: int, **values: Any) -> SessionRecord:
    day = FIRST + timedelta(days=offset)
    started_at = datetime(day.year, day.month, day.day, 7, 2, tzinfo=UTC)
    return make_record(**{"day": day, "started_at": started_at, "id": f"s{offset}", "active_s": 300.0, **values})


ALL_DONE = (
    line("pull", Side.LEFT, ExerciseOutcome.DONE, 2, 20.0),
    line("pull", Side.RIGHT, ExerciseOutcome.DONE, 3, 31.5),
    line("lift", Side.BOTH, ExerciseOutcome.DONE, 3, 30.0, aim=3),
)
CUT = (
    line("pull", Side.LEFT, ExerciseOutcome.SKIPPED, 0, 0.0),
    line("pull", Side.RIGHT, ExerciseOutcome.SKIPPED, 0, 0.0),
    line("lift", Side.BOTH, ExerciseOutcome.STOPPED_PAIN, 1, 12.0),
)


def made(*records: SessionRecord, first: date = FIRST, last: date = LAST) -> Report:
    return report(records, trends(records, first, last, goal=3, today=AFTER))


MONTH = (
    session(1, exercises=ALL_DONE, stiffness_before=6, stiffness_after=3, comfort=4, note="slept well"),
    session(3, exercises=CUT, outcome=Outcome.STOPPED_PAIN, stiffness_before=8),
    session(15, exercises=(), outcome=Outcome.PARTIAL, stiffness_after=2, level=None, active_s=None),
)


def page_of(found: Report, titles: ReportLabels = LABELS) -> str:
    return report_page(found, titles)


def text_of(found: Report, titles: ReportLabels = LABELS) -> str:
    return "\n".join(report_lines(found, titles))


class Reader(HTMLParser):
    """Reads a page strictly: every element closed, every attribute noted, text put together."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data
        if "style" not in self.open:
            self.text.append(data)


# --- what is in it ------------------------------------------------------------------------


def test_doses_are_summed_by_side() -> None:
    doses = made(*MONTH).doses
    left, right, both = doses["pull", Side.LEFT], doses["pull", Side.RIGHT], doses["lift", Side.BOTH]
    assert left.planned == (PlannedDose(sets=1, reps=2, hold_s=10),)
    assert (left.reps_planned, left.reps_done, left.hold_planned_s, left.held_s) == (4, 2, 40, 20.0)
    assert (right.reps_done, right.held_s) == (3, 31.5), "more than planned was cut off"
    assert (both.planned, both.reps_planned) == (
        (PlannedDose(sets=1, reps=2, hold_s=10), PlannedDose(sets=1, reps=3, hold_s=10)),
        5,
    )
    assert (words.aim(left), words.aim(both)) == ("1 x 2 x 10 s", "1 x 2-3 x 10 s")


def test_what_was_cut_short_says_why() -> None:
    remarks = made(*MONTH).remarks
    assert [list(words.remark_lines(remark, LABELS)) for remark in remarks] == [
        [("note", "slept well")],
        [("stopped for pain", "Bed bridge"), ("skipped", "Knee to chest (left, right)")],
        [("partial", "the session, noted without its exercises")],
    ]


@pytest.mark.parametrize("write", [page_of, text_of])
def test_both_have_all_that_a_physiotherapist_asks_for(write: Any) -> None:
    found = write(made(*MONTH))
    said = " ".join(Reader(found).text) if write is page_of else found
    said = re.sub(r"\s+", " ", said)
    for words_of_it in (
        "26 October to 22 November 2026",
        "Self-reported, timer-completed; for general wellness use",
        "goal: 3 days a week" if write is page_of else "goal reached in 0 of 4 weeks (goal: 3 days a week)",
        "24 days without a session, of the 27 from 27 Oct to 22 Nov: 28 Oct, 30 Oct to 9 Nov, 11 Nov to 22 Nov",
        "a day without a session is no more than that",
        "1 partial, 1 stopped for pain",
        "0 no stiffness, 10 worst imaginable",
        "1 very uncomfortable, 5 very comfortable",
        "right now, lying still",
        "Stiffness may ease after waking anyway",
        "slept well",
        "Knee to chest (left, right)",
        "StretchTUI 0.1.0",
        "nrs-0-10/1",
        "records of schema 1",
        "Morning bed routine",
        "22 November 2026",
    ):
        assert words_of_it in said


def test_the_page_shows_every_day_of_the_period_and_its_numbers() -> None:
    rows = {row[0]: row for row in Reader(page_of(made(*MONTH))).rows}
    assert rows["26 Oct"][1:] == [
        "",
        "● 6→3",
        "·",
        "▲ 8→–",
        "·",
        "·",
        "·",
        "1",
        "7.0 n 2",
        "3.0 n 1",
        "−3.0 n 1",
    ]
    assert rows["2 Nov"][1:] == [*"·······", "0", "–", "–", "–"]
    assert rows["9 Nov"][2] == "◐ –→2"
    assert rows["Knee to chest"][1:] == ["left", "1 × 2 × 10 s", "1 of 2 (50 %)", "–", "1", "–", "2 of 4", "20 of 40 s"]
    assert rows["Bed bridge"][1:] == ["", "1 × 2–3 × 10 s", "1 of 2 (50 %)", "–", "–", "1", "4 of 5", "42 of 50 s"]


def test_the_text_shows_the_same() -> None:
    lines = report_lines(made(*MONTH), LABELS)
    assert "2026-10-26          ● 6→3   ·       ▲ 8→–   ·       ·       ·       1" in lines
    assert "2026-11-02  ·       ·       ·       ·       ·       ·       ·       0" in lines
    (pull,) = (line for line in lines if line.startswith("Knee to chest        left"))
    assert pull.split()[3:] == ["left", "1x2x10", "s", "1/2", "0", "1", "0", "2/4", "20/40"]
    assert max(map(len, lines)) <= WIDTH


def test_days_outside_the_period_are_left_blank() -> None:
    rows = Reader(page_of(made(*MONTH, first=FIRST + timedelta(days=2), last=FIRST + timedelta(days=8)))).rows
    assert rows[1][1:8] == ["", "", "", "▲ 8→–", "·", "·", "·"], "a day before the first session is in it"
    assert rows[2][1:8] == ["·", "·", "", "", "", "", ""]


@pytest.mark.parametrize("write", [page_of, text_of])
def test_a_period_without_a_session_is_still_a_report(write: Any) -> None:
    found = write(made())
    assert words.NO_SESSION in found
    assert "without a session" not in found.split(words.NO_SESSION)[0]
    assert "not rated" in found
    assert "<svg" not in found
    assert "nan" not in found.lower().replace("nance", "")


def test_a_session_after_midnight_says_so() -> None:
    late = session(4, started_at=datetime(2026, 10, 31, 0, 30, tzinfo=UTC), note="late")
    assert "2026-10-30 00:30 on 31 Oct  note: late" in report_lines(made(late), LABELS)


# --- the plot -----------------------------------------------------------------------------


def test_the_plot_has_a_dot_for_each_rating_and_lines_that_break() -> None:
    offsets = (0, 1, 2, 3, 12, 13, 14)
    rated = [
        session(offset, stiffness_before=offset % 11, stiffness_after=1 if offset < 5 else None) for offset in offsets
    ]
    drawing = svg.plot(made(*rated).trends)
    assert drawing.count("<circle") == 7
    assert drawing.count("<rect") == 4
    assert drawing.count("before-mean") == 2, "the line goes on over a gap"
    assert drawing.count("after-mean") == 0, "a line of fewer than seven mornings"
    assert "begin with 7 rated mornings" in plot.caption(made(*rated[:6]).trends)


def test_the_scale_of_the_plot_is_always_the_whole_one() -> None:
    for value in (0, 10, 4):
        drawing = svg.plot(made(session(0, stiffness_before=value)).trends)
        (height,) = re.findall(r'cy="([\d.]+)"', drawing)
        inside = svg.HEIGHT - svg.TOP - svg.BOTTOM
        assert float(height) == pytest.approx(svg.TOP + inside * (10 - value) / 10, abs=0.1)


@every_row("days", [1, 2, 31, 98, 99, 365, 400, 900, 1300, 3660, 11_000, 46_000])
def test_the_plot_of_any_period_has_marks_that_can_be_read(days: int) -> None:
    first = date(1900, 2, 28)
    last = first + timedelta(days=days - 1)
    records = [make_record(first, stiffness_before=5), make_record(last, stiffness_before=5)]
    drawing = svg.plot(made(*records, first=first, last=last).trends)
    marks = re.findall(rf'class="tick" x="([\d.]+)" y="{svg.HEIGHT - 7}" text-anchor="(\w+)">([^<]+)<', drawing)
    letter = 5.2
    spans = [
        (float(x), float(x) + letter * len(word)) if anchor == "start" else (float(x) - letter * len(word), float(x))
        for x, anchor, word in marks
    ]
    assert 1 <= len(spans) <= 16
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans)), "labels run into one another"
    assert all(start >= svg.LEFT and end <= svg.WIDTH for start, end in spans)


# --- hostile text -------------------------------------------------------------------------

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><b>",
    "&lt;b&gt; &amp;",
    "<!-- ",
    "]]>",
    *HOSTILE,
)


@every_row("text", EVIL)
def test_a_hostile_text_stays_text_everywhere(text: str) -> None:
    records = [
        session(0, note=f"{text}\n{text}", routine=text, scales={"stiffness": text}, exercises=ALL_DONE),
        session(1, exercises=tuple(replace(entry, exercise=text) for entry in CUT), outcome=Outcome.PARTIAL),
    ]
    titles = replace(LABELS, exercises={"pull": text}, routines={"morning-bed": text})
    found = made(*records)
    read, plain = Reader(page_of(found, titles)), Reader(page_of(made(session(0, note="x", exercises=CUT)), LABELS))
    assert read.tags == plain.tags | read.tags & {"br"}
    assert {name for name, _ in read.attributes} <= {name for name, _ in plain.attributes}
    assert marks_in_output("".join(read.text)) == []
    lines = report_lines(found, titles)
    assert marks_in_output("\n".join(lines)) == []
    assert max(map(len, lines)) <= WIDTH


def test_each_exercise_whose_figure_is_known_is_shown_once_where_it_is_held() -> None:
    known = replace(LABELS, figures={"lift": SHIPPED["bed-bridge"], "else": SHIPPED["knee-to-chest"]})
    page = page_of(made(session(0, exercises=ALL_DONE), session(1, exercises=ALL_DONE)), known)
    assert page.count("<figcaption>Bed bridge</figcaption>") == 1
    assert page.count(still(SHIPPED["bed-bridge"], 1.0, 120)) == 1
    assert "<figcaption>Knee to chest" not in page


def test_the_page_fetches_and_runs_nothing() -> None:
    page = page_of(made(*MONTH))
    read = Reader(page)
    assert not read.tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert re.findall(r"https?://[^\"]*", page) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in page
    assert "@import" not in page
    assert ("charset", "utf-8") in read.attributes
    assert ("lang", "en") in read.attributes


def test_plain_drawings_are_ascii() -> None:
    lines = report_lines(made(*MONTH), LABELS, unicode=False)
    assert "\n".join(lines).isascii()
    assert "2026-10-26          # 6>3   .       ! 8>-   .       .       .       1" in lines
