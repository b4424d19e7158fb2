"""The report as one self-contained page: no scripts, nothing fetched, every text escaped; prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from stretchtui.domain.history.mornings import Spread
from stretchtui.domain.history.report import Report, ReportLabels
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.rating import STIFFNESS
from stretchtui.domain.record import Outcome
from stretchtui.domain.text import counted, one_line, sanitise
from stretchtui.drawing.stills import still
from stretchtui.report.rows import MEANS, NO_DETAILS, NOTHING_CUT, Cell, Table, day_table, exercise_table, week_table
from stretchtui.report.style import FONT, STYLE
from stretchtui.report.svg import plot
from stretchtui.words import report as words
from stretchtui.words.trends_page import number, out_of_range, signed, span, whole

WEEKS_ON_A_PAGE = 9
"""With more, the table of weeks comes after what sums them up."""

REMARKS_WITH_ROOM = 14
"""With more, everything moves a little closer."""

_STILL = 120
"""How wide a still figure is drawn, in pixels; the page shows it smaller."""

# Nothing may be fetched or run, whatever a note says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def report_page(report: Report, titles: ReportLabels) -> str:
    """Write a report as an HTML document, in UTF-8."""
    found = report.trends
    name = _text(words.title(found))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{_text(titles.program)}">
<title>{name}</title>
<style>
{FONT}{STYLE}</style>
</head>
<body{_density(report)}>
<main>
<header>
<h1>{name}</h1>
<p>{_text(words.CLAIM)}</p>
</header>
{_figures(report, titles)}
{_sections(report, titles)}
<footer>
{_paragraphs((*words.explanations(found, titles), words.versions(report, titles)))}
</footer>
</main>
</body>
</html>
"""


def _density(report: Report) -> str:
    # A month with something to say of nearly every day still goes on one page.
    return ' class="dense"' if len(report.remarks) > REMARKS_WITH_ROOM else ""


def _sections(report: Report, titles: ReportLabels) -> str:
    """Put a month in the order of reading; of a longer time the rows go to the end."""
    days = _section("Days", _days(report, titles))
    sums = (_picture(report.trends), _section("Exercises", _exercises(report, titles)))
    remarks = _section("Cut short, and notes", _remarks(report, titles))
    long = len(report.trends.weeks) > WEEKS_ON_A_PAGE
    return "\n".join((*sums, days, remarks) if long else (days, *sums, remarks))


def _section(head: str, body: str) -> str:
    return f"<section>\n<h2>{head}</h2>\n{body}\n</section>"


def _text(text: str) -> str:
    """Write a text that stays text: harmless, in one line, escaped."""
    return escape(one_line(text))


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f"<p>{_text(text)}</p>" for text in texts)


def _figures(report: Report, titles: ReportLabels) -> str:
    found = report.trends
    tiles = (
        ("Days done", str(found.days_done), f"{found.days_with_session} with a session"),
        ("Goal reached", *_goal(found)),
        (
            "Sessions completed",
            f"{found.outcomes[Outcome.COMPLETED]} <small>of {found.sessions}</small>",
            words.other_ends(found),
        ),
        ("Stiffness before", *_spread(found.before)),
        ("Stiffness after", *_spread(found.after)),
        ("Change", *_spread(found.change, difference=True)),
        ("Comfort", *_spread(found.comfort)),
    )
    cells = "\n".join(
        f"<div><dt>{name}</dt><dd><strong>{value}</strong><span>{note}</span></dd></div>" for name, value, note in tiles
    )
    _, *others = words.session_lines(report, titles)
    others += [f"{span(found.active_s)} in all, of it {span(found.held_s)} held"]
    planned = (f"Planned: {text}" for text in words.planned_lines(titles))
    told = (*planned, *words.without_lines(found), out_of_range(found))
    aside = f'<p class="aside">{_text("; ".join(others).capitalize())}.</p>'
    return "\n".join((f'<dl class="figures">\n{cells}\n</dl>', aside, *_asides(told)))


def _asides(texts: Iterable[str]) -> Iterator[str]:
    for text in filter(None, texts):
        yield f'<p class="aside">{_text(text.removesuffix("."))}.</p>'


def _goal(found: Trends) -> tuple[str, str]:
    weeks = len(found.weeks_counted)
    reached = f"{found.weeks_reached} <small>of {counted(weeks, 'week')}</small>" if weeks else "–"
    so_far = f"; this week so far: {counted(found.so_far.days_done, 'day')}" if found.so_far else ""
    return reached, f"goal: {counted(found.goal, 'day')} a week{so_far}"


def _spread(found: Spread, *, difference: bool = False) -> tuple[str, str]:
    if found.mean is None or found.lowest is None or found.highest is None:
        return "–", "not rated"
    if difference:
        low, high = (_minus(whole(value, difference=True)) for value in (found.lowest, found.highest))
        return (low, f"n {found.n}") if low == high else (_minus(signed(found.mean)), f"{low} to {high}, n {found.n}")
    if found.lowest == found.highest:
        return str(found.lowest), f"n {found.n}"
    return number(found.mean), f"{found.lowest}–{found.highest}, n {found.n}"


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _days(report: Report, titles: ReportLabels) -> str:
    if not report.trends.weeks:
        return f"<p>{words.NO_SESSION}</p>"
    table = day_table(report, titles.first_weekday).beside(week_table(report.trends).only(*MEANS))
    rows = (f'<tr><th scope="row">{_written(first)}</th>{_cells(cells)}</tr>' for first, *cells in table.rows)
    return _table("days", table, rows, words.day_legend())


def _exercises(report: Report, titles: ReportLabels) -> str:
    table = exercise_table(report.trends.sides, titles.exercises, report.doses)
    if not table.rows:
        return f"<p>{NO_DETAILS}</p>"
    rows = []
    for name, group in groupby(table.rows, key=lambda row: row[0]):
        sides = list(group)
        head = f'<th scope="rowgroup" rowspan="{len(sides)}">{_written(name)}</th>'
        for _, *cells in sides:
            rows.append(f"<tr>{head}{_cells(cells)}</tr>")
            head = ""
    return _stills(report, titles) + _table(
        "exercises", table, rows, ("Dose: sets × repetitions × hold.", "Pain: stopped for pain.")
    )


def _stills(report: Report, titles: ReportLabels) -> str:
    """Show each exercise where it is held; on paper, where a month has one sheet, the page leaves them out."""
    pictures = (
        f"<figure>{still(titles.figures[key], 1.0, _STILL)}\n"
        f"<figcaption>{_text(titles.exercise(key))}</figcaption></figure>"
        for key in dict.fromkeys(side.exercise for side in report.trends.sides)
        if key in titles.figures
    )
    return f'<div class="stills">{"".join(pictures)}</div>\n'


def _table(kind: str, table: Table, rows: Iterable[str], legend: Iterable[str]) -> str:
    heads = "".join(f"<th>{column.head}</th>" for column in table.columns)
    body = "\n".join(rows)
    spans = "".join(f"<span>{text}</span>" for text in legend)
    return (
        f'<table class="{kind}">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n'
        f'<p class="legend">{spans}</p>'
    )


def _cells(cells: Iterable[Cell]) -> str:
    return "".join(
        f"<td{_attribute('class', cell.kind)}{_attribute('title', cell.title)}>{_written(cell)}</td>" for cell in cells
    )


def _attribute(name: str, value: str) -> str:
    return f' {name}="{_text(value)}"' if value else ""


def _written(cell: Cell) -> str:
    return f"{_text(cell.text)} <small>{_text(cell.note)}</small>" if cell.note else _text(cell.text)


def _picture(found: Trends) -> str:
    drawing = plot(found)
    if not drawing:
        return ""
    anchors = f"{STIFFNESS.minimum} {STIFFNESS.low_anchor}, {STIFFNESS.maximum} {STIFFNESS.high_anchor}"
    figure = f"<figure>\n{drawing}\n<figcaption>{_text(words.plot_caption(found))}</figcaption>\n</figure>"
    return _section(f"Stiffness <small>{anchors}</small>", figure)


def _remarks(report: Report, titles: ReportLabels) -> str:
    if not report.remarks:
        return f"<p>{NOTHING_CUT}</p>"
    rows = []
    for remark in report.remarks:
        when = f"{words.day_within(remark.day, report.trends)} <small>{words.time(remark)}</small>"
        parts = " ".join(_remark(name, text) for name, text in words.remark_lines(remark, titles))
        rows.append(f"<div><dt>{when}</dt><dd>{parts}</dd></div>")
    return "\n".join(('<dl class="remarks">', *rows, "</dl>"))


def _remark(name: str, text: str) -> str:
    kept = escape(sanitise(text)).replace("\n", "<br>")
    return f'<span class="note">“{kept}”</span>' if name == "note" else f"<span><b>{name}:</b> {kept}</span>"
