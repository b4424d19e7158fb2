"""The report as one self-contained page: no scripts, nothing fetched, every text escaped; prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from stretchtui.domain.history.report import Report, ReportLabels
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.text import sanitise
from stretchtui.drawing.stills import still
from stretchtui.report.html import attribute, document, escaped, paragraphs
from stretchtui.report.rows import MEANS, Cell, Table, day_table, exercise_table, week_table
from stretchtui.report.style import STYLE
from stretchtui.report.svg import plot
from stretchtui.words import plot as plot_words
from stretchtui.words import report as words
from stretchtui.words.trends_page import out_of_range

WEEKS_ON_A_PAGE = 9
"""With more, the table of weeks comes after what sums them up."""

REMARKS_WITH_ROOM = 14
"""With more, everything moves a little closer."""

_STILL = 120
"""How wide a still figure is drawn, in pixels; the page shows it smaller."""


def report_page(report: Report, titles: ReportLabels) -> str:
    """Write a report as an HTML document, in UTF-8."""
    found = report.trends
    body = f"""<main>
<header>
<h1>{escaped(words.title(found))}</h1>
<p>{escaped(words.CLAIM)}</p>
</header>
{_figures(report, titles)}
{_sections(report, titles)}
<footer>
{paragraphs((*words.explanations(found, titles), words.versions(report, titles)))}
</footer>
</main>"""
    # A month with something to say of nearly every day still goes on one page.
    kind = "dense" if len(report.remarks) > REMARKS_WITH_ROOM else ""
    return document(words.title(found), STYLE, body, program=titles.program, kind=kind)


def _sections(report: Report, titles: ReportLabels) -> str:
    """Put a month in the order of reading; of a longer time the rows go to the end."""
    days = _section(words.DAYS, _days(report, titles))
    sums = (_picture(report.trends), _section(words.EXERCISES, _exercises(report, titles)))
    remarks = _section(words.CUT_AND_NOTES, _remarks(report, titles))
    long = len(report.trends.weeks) > WEEKS_ON_A_PAGE
    return "\n".join((*sums, days, remarks) if long else (days, *sums, remarks))


def _section(head: str, body: str) -> str:
    return f"<section>\n<h2>{head}</h2>\n{body}\n</section>"


def _figures(report: Report, titles: ReportLabels) -> str:
    found = report.trends
    cells = "\n".join(
        f"<div><dt>{name}</dt><dd><strong>{_written(Cell(figure, whole))}</strong><span>{beside}</span></dd></div>"
        for name, figure, whole, beside in words.tiles(found)
    )
    _, *others = words.session_lines(report, titles)
    others += [words.how_long_in_all(found)]
    planned = (f"{words.PLANNED}: {text}" for text in words.planned_lines(titles))
    told = (*planned, *words.without_lines(found), out_of_range(found))
    aside = f'<p class="aside">{escaped("; ".join(others).capitalize())}.</p>'
    return "\n".join((f'<dl class="figures">\n{cells}\n</dl>', aside, *_asides(told)))


def _asides(texts: Iterable[str]) -> Iterator[str]:
    for text in filter(None, texts):
        yield f'<p class="aside">{escaped(text.removesuffix("."))}.</p>'


def _days(report: Report, titles: ReportLabels) -> str:
    if not report.trends.weeks:
        return f"<p>{words.NO_SESSION}</p>"
    table = day_table(report, titles.first_weekday).beside(week_table(report.trends).only(*MEANS))
    rows = (f'<tr><th scope="row">{_written(first)}</th>{_cells(cells)}</tr>' for first, *cells in table.rows)
    return _table("days", table, rows, words.day_legend())


def _exercises(report: Report, titles: ReportLabels) -> str:
    table = exercise_table(report.trends.sides, titles.exercises, report.doses)
    if not table.rows:
        return f"<p>{words.NO_DETAILS}</p>"
    rows = []
    for name, group in groupby(table.rows, key=lambda row: row[0]):
        sides = list(group)
        head = f'<th scope="rowgroup" rowspan="{len(sides)}">{_written(name)}</th>'
        for _, *cells in sides:
            rows.append(f"<tr>{head}{_cells(cells)}</tr>")
            head = ""
    return _stills(report, titles) + _table("exercises", table, rows, words.EXERCISES_LEGEND)


def _stills(report: Report, titles: ReportLabels) -> str:
    """Show each exercise where it is held; on paper, where a month has one sheet, the page leaves them out."""
    pictures = (
        f"<figure>{still(titles.figures[key], 1.0, _STILL)}\n"
        f"<figcaption>{escaped(titles.exercise(key))}</figcaption></figure>"
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
        f"<td{attribute('class', cell.kind)}{attribute('title', cell.title)}>{_written(cell)}</td>" for cell in cells
    )


def _written(cell: Cell) -> str:
    return f"{escaped(cell.text)} <small>{escaped(cell.note)}</small>" if cell.note else escaped(cell.text)


def _picture(found: Trends) -> str:
    drawing = plot(found)
    if not drawing:
        return ""
    figure = f"<figure>\n{drawing}\n<figcaption>{escaped(plot_words.caption(found))}</figcaption>\n</figure>"
    return _section(f"{words.STIFF} <small>{words.STIFFNESS_ENDS}</small>", figure)


def _remarks(report: Report, titles: ReportLabels) -> str:
    if not report.remarks:
        return f"<p>{words.NOTHING_CUT}</p>"
    rows = []
    for remark in report.remarks:
        when = f"{words.day_within(remark.day, report.trends)} <small>{words.time(remark)}</small>"
        parts = " ".join(_remark(name, text) for name, text in words.remark_lines(remark, titles))
        rows.append(f"<div><dt>{when}</dt><dd>{parts}</dd></div>")
    return "\n".join(('<dl class="remarks">', *rows, "</dl>"))


def _remark(name: str, text: str) -> str:
    kept = escape(sanitise(text)).replace("\n", "<br>")
    return f'<span class="note">“{kept}”</span>' if name == "note" else f"<span><b>{name}:</b> {kept}</span>"
