"""A routine on paper: its exercises with dose, steps and cautions, as text or as a page with still figures."""

from __future__ import annotations

from stretchtui.domain.routine import Exercise, Routine
from stretchtui.drawing.stills import start_and_end
from stretchtui.report.html import document, escaped, paragraphs
from stretchtui.report.style import SHEET_STYLE
from stretchtui.words import sheet as words

_WIDTH = 390
"""How wide two stills are, in pixels: they stand beside the words on A4."""


def sheet_text(routine: Routine) -> str:
    """Write a routine as plain text."""
    lines = [routine.name, *words.head(routine)]
    for number, exercise in enumerate(routine.exercises, start=1):
        lines += ["", f"{number}. {exercise.title}", f"   {words.dose(exercise)}"]
        lines += [f"   {text}" for text in words.start(exercise)]
        lines += [f"   {step}. {text}" for step, text in enumerate(exercise.instructions, start=1)]
        lines += [f"   {text}" for text in words.remarks(exercise)]
    return "\n".join([*lines, "", *words.foot(routine), ""])


def sheet_page(routine: Routine) -> str:
    """Write a routine as an HTML document that prints on A4: nothing in it is fetched or run."""
    sections = (_section(number, exercise) for number, exercise in enumerate(routine.exercises, start=1))
    body = f"""<header>
<h1>{escaped(routine.name)}</h1>
{paragraphs(words.head(routine))}
</header>
{"".join(sections)}<footer>
{paragraphs(words.foot(routine))}
</footer>"""
    return document(routine.name, SHEET_STYLE, body)


def _section(number: int, exercise: Exercise) -> str:
    steps = "".join(f"<li>{escaped(step)}</li>" for step in exercise.instructions)
    return f"""<section>
<div class="stills">{_stills(exercise)}</div>
<h2>{number}. {escaped(exercise.title)}</h2>
<p class="dose">{escaped(words.dose(exercise))}</p>
{paragraphs(words.start(exercise))}
{f"<ol>{steps}</ol>" if steps else ""}
<div class="remarks">
{paragraphs(words.remarks(exercise))}
</div>
</section>
"""


def _stills(exercise: Exercise) -> str:
    """Draw the beginning and the end of a movement; nothing where it has no figure."""
    if exercise.figure is None:
        return ""
    return start_and_end(exercise.figure, exercise.title, _WIDTH)
