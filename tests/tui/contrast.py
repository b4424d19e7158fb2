"""How well what is drawn stands out: every run of cells of a screen, in the colours that the terminal gets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rich.style import Style as CellStyle
from textual.color import Color
from textual.errors import NoWidget
from textual.geometry import Region
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from stretchtui.domain.figure.parts import Part
from stretchtui.tui.widgets.exercise_list import ExerciseRows
from stretchtui.tui.widgets.figure_view import FigureView

TEXT, MARK = 4.5, 3.0
"""What WCAG 2.1 asks of text, and of what is told by shape: edges of focus, signs, limbs."""

FURNITURE = frozenset({Part.BED, Part.LINEN, Part.PILLOW, Part.SHADOW})
"""What the figure lies on; nothing is told by it."""

BEHIND = ("hold-ring--track", "rating-plot--grid")
"""Lines that only lie behind what is told, by ring and digits and by numbered ticks."""

_PICTURES = (
    range(0x2800, 0x2900),  # braille
    range(0x1CC00, 0x1CEC0),  # octants
    range(0x1FB00, 0x1FC00),  # sextants
)

_MARKS = (
    range(0x2190, 0x2200),  # arrows
    range(0x2500, 0x2600),  # lines, blocks, circles and triangles
    range(0x2713, 0x2718),  # ticks
    *_PICTURES,
)


@dataclass(frozen=True, order=True)
class Run:
    """A run of cells that is told apart too little."""

    ratio: float
    least: float
    owner: str
    text: str
    colours: tuple[str, str]

    def __str__(self) -> str:
        return f"{self.ratio:.2f} of {self.least} for {self.text!r} in {self.owner}, {' on '.join(self.colours)}"


def ratio(one: Color, other: Color) -> float:
    """Give the contrast ratio of two colours as WCAG 2.1 defines it, 1 to 21."""
    high, low = sorted(map(_luminance, (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    shares = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.normalized)
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), shares, strict=True))


def too_faint(screen: Screen[Any], among: Iterable[Widget]) -> Iterator[Run]:
    """Find what stands out too little among these widgets of a screen, be it scrolled out of sight."""
    for widget in among:
        if shown(screen, widget):
            yield from (run for run in [*_drawn(widget), *_thumbs(widget)] if run.ratio < run.least)


def _drawn(widget: Widget) -> Iterator[Run]:
    """Measure what a widget draws; of figures the parts of the body, on each ground they lie on."""
    if isinstance(widget, FigureView):
        yield from _limbs(widget, widget.visual_style)
    elif isinstance(widget, ExerciseRows):
        for chosen in (False, True):
            yield from _limbs(widget, widget.look(chosen=chosen)[0])
        yield from _runs(widget, but=_PICTURES)
    else:
        yield from _runs(widget)


def shown(screen: Screen[Any], widget: Widget) -> bool:
    """Tell whether a widget has a place on the screen."""
    try:
        screen.find_widget(widget)
    except NoWidget:
        return False
    return True


def _runs(widget: Widget, but: Collection[range] = ()) -> Iterator[Run]:
    """Measure every run of cells of one colour that has something in it, but pictures where they are measured apart."""
    behind = {widget.get_component_rich_style(name).color for name in BEHIND if name in widget.COMPONENT_CLASSES}
    for strip in widget.render_lines(Region(0, 0, *widget.outer_size)):
        for text, style, _ in strip:
            if (
                style is None
                or not text.strip()
                or style.color in behind
                or any(ord(text.strip()[0]) in kind for kind in but)
            ):
                continue
            fore, back = _colours(style)
            marks = [any(ord(character) in kind for kind in _MARKS) for character in text if not character.isspace()]
            yield _run(widget, text.strip(), fore, back, MARK if all(marks) else TEXT)


def _colours(style: CellStyle) -> tuple[Color, Color]:
    fore, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return (back, fore) if style.reverse else (fore, back)


def _limbs(widget: Widget, ground: Style) -> Iterator[Run]:
    """Measure the colours of every part of the body on the ground it lies on."""
    below = Color.from_rich_color(ground.rich_style.bgcolor)
    for part, name in FigureView.INKS.items():
        if part not in FURNITURE:
            colour = (ground + Style.parse(name)).rich_style.color
            yield _run(widget, Part(part).name, Color.from_rich_color(colour), below, MARK)


def _thumbs(widget: Widget) -> Iterator[Run]:
    """Measure the place of a scroll bar in its bar."""
    for bar in (widget.vertical_scrollbar, widget.horizontal_scrollbar) if widget.is_scrollable else ():
        if bar.is_attached and (widget.show_vertical_scrollbar if bar.vertical else widget.show_horizontal_scrollbar):
            styles = widget.styles
            yield _run(widget, "scroll bar", styles.scrollbar_color, styles.scrollbar_background, MARK)


def _run(widget: Widget, text: str, fore: Color, back: Color, least: float) -> Run:
    owner = " ".join(filter(None, (type(widget.screen).__name__, widget.css_identifier)))
    return Run(ratio(fore, back), least, owner, text, (fore.hex, back.hex))
