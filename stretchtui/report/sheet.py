"""A routine on paper: its exercises with dose, steps and cautions, as text or as a page with still figures."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from stretchtui.domain.routine import Exercise, Routine
from stretchtui.domain.text import one_line
from stretchtui.drawing.stills import start_and_end
from stretchtui.report.style import FONT
from stretchtui.words import sheet as words

_WIDTH = 390
"""How wide two stills are, in pixels: they stand beside the words on A4."""

_STYLE = """\
@page { size: A4; margin: 12mm 14mm }
* { box-sizing: border-box; margin: 0 }
body { font-size: 10pt; line-height: 1.4; color: #22303a; max-width: 190mm; margin: 8mm auto; padding: 0 4mm;
  -webkit-print-color-adjust: exact; print-color-adjust: exact }
h1 { font-size: 17pt; font-weight: 600; color: #174f57 }
h2 { font-size: 12pt; font-weight: 600; color: #174f57 }
header, section { border-bottom: .2mm solid #c6d2d5; padding: 3mm 0 }
section { display: flow-root; break-inside: avoid }
.dose { font-size: 12pt; font-weight: 600 }
.stills { float: right; margin: 0 0 2mm 6mm }
ol { padding-left: 5mm; margin: 1mm 0 }
li { padding-left: 1mm }
.remarks { font-size: 9pt; color: #3d4d57 }
footer { font-size: 8pt; color: #4b5d66; padding-top: 3mm }
"""


def sheet_text(routine: Routine) -> str:
    """Write a routine as plain text."""
    lines = [routine.name, *words.head(routine)]
    for number, exercise in enumerate(routine.exercises, start=1):
        lines += ["", f"{number}. {exercise.title}", f"   {words.dose(exercise)}"]
        lines += [f"   {text}" for text in filter(None, (words.start(exercise),))]
        lines += [f"   {step}. {text}" for step, text in enumerate(exercise.instructions, start=1)]
        lines += [f"   {text}" for text in words.remarks(exercise)]
    return "\n".join([*lines, "", *words.foot(routine), ""])


def sheet_page(routine: Routine) -> str:
    """Write a routine as an HTML document that prints on A4: nothing in it is fetched or run."""
    sections = (_section(number, exercise) for number, exercise in enumerate(routine.exercises, start=1))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(routine.name)}</title>
<style>
{FONT}{_STYLE}</style>
</head>
<body>
<header>
<h1>{_text(routine.name)}</h1>
{_paragraphs(words.head(routine))}
</header>
{"".join(sections)}<footer>
{_paragraphs(words.foot(routine))}
</footer>
</body>
</html>
"""


def _section(number: int, exercise: Exercise) -> str:
    steps = "".join(f"<li>{_text(step)}</li>" for step in exercise.instructions)
    return f"""<section>
<div class="stills">{_stills(exercise)}</div>
<h2>{number}. {_text(exercise.title)}</h2>
<p class="dose">{_text(words.dose(exercise))}</p>
{_paragraphs(filter(None, (words.start(exercise),)))}
{f"<ol>{steps}</ol>" if steps else ""}
<div class="remarks">
{_paragraphs(words.remarks(exercise))}
</div>
</section>
"""


def _stills(exercise: Exercise) -> str:
    """Draw the beginning and the end of a movement; nothing where it has no figure."""
    if exercise.figure is None:
        return ""
    return start_and_end(exercise.figure, exercise.title, _WIDTH)


def _text(text: str) -> str:
    return escape(one_line(text))


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f"<p>{_text(text)}</p>" for text in texts)
