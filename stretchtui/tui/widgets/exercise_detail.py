"""The exercise that the overview looks at: its figure, and under it all there is to read about it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.routine import Exercise, Level
from stretchtui.drawing.cells import Rendering
from stretchtui.tui.widgets.cached_lines import CachedText, LaidOutOnce
from stretchtui.tui.widgets.figure_view import FigureView
from stretchtui.tui.widgets.links import link
from stretchtui.words import leading, overview


class _Text(VerticalScroll, LaidOutOnce, can_focus=False):
    """Scrolls what there is to read."""

    def begin(self, text: CachedText) -> None:
        """Go to the beginning of another text, its bar drawn with it: told by the layout, it comes a picture later."""
        self.scroll_home(animate=False)
        if self.show_vertical_scrollbar and (rows := text.rows) > self.size.height:
            self.virtual_size = self.virtual_size.with_height(rows)
            self.vertical_scrollbar.window_virtual_size = rows


class ExerciseDetail(Vertical):
    """Shows one exercise, written out beside the list."""

    def __init__(self, rendering: Rendering | None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rendering = rendering

    def compose(self) -> ComposeResult:
        """Lay out the figure above the text."""
        yield FigureView(self._rendering, id="overview-figure")
        with _Text(id="detail-scroll"):
            yield CachedText(id="detail-text")

    @property
    def figure(self) -> FigureView:
        """The figure, to be moved."""
        return self.query_one(FigureView)

    def show(self, exercise: Exercise, figure: Figure | None, level: Level, left_out: str, key: str) -> None:
        """Show an exercise from its beginning, and its figure or none; `left_out` and `key` are as for its text."""
        text, around = self.query_one("#detail-text", CachedText), self.query_one(_Text)
        text.say(exercise_text(exercise, level, left_out, key))
        around.begin(text)
        self.figure.show(figure, 1.0)

    def read_on(self, pages: int) -> None:
        """Scroll the text."""
        text = self.query_one(VerticalScroll)
        text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)


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
    if exercise.cautions:
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


def _doses(exercise: Exercise, chosen: Level) -> Content:
    """Write the dose of every level in a line, the chosen one standing out; a dose without a choice once."""
    doses = {level: leading.short_dose(exercise, level) for level in Level}
    if len(set(doses.values())) == 1:
        return Content.styled(overview.at_every_level(doses[chosen]), "bold")
    styles = {level: "bold" if level is chosen else "$foreground-muted" for level in Level}
    return Content(", ").join(Content.styled(f"{level.value} {dose}", styles[level]) for level, dose in doses.items())
