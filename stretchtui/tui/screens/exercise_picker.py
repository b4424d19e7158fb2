"""Choosing an exercise from the library: found by typing, by position, and seen before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from stretchtui.domain.routine import Exercise
from stretchtui.session.context import AppContext
from stretchtui.tui.screens.base import BaseModal
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.exercise_figure import ExerciseFigure
from stretchtui.tui.widgets.found_list import FoundList, finding
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed
from stretchtui.words import editor as words
from stretchtui.words import overview
from stretchtui.words.routines import POSITIONS


class FindInput(Input):
    """Takes what is looked for; its other keys go through what was found."""

    BINDINGS: ClassVar = [
        listed("picker-take", "enter", "screen.take", "Take", "Take the exercise into the routine"),
        *finding("picker", "exercise"),
    ]


class ExercisePickerScreen(BaseModal[str | None]):
    """Asks for an exercise; its id, or None."""

    AUTO_FOCUS = "#picker-find"
    FOCUS = ((FindInput,), (ChoiceField,))
    BINDINGS: ClassVar = [
        listed("picker-make", "ctrl+n", "make", "Make one", "Make an exercise of your own"),
        listed("picker-back", "escape", "dismiss(None)", "Back", "Back; nothing is added"),
    ]

    def __init__(self, context: AppContext, exercises: Mapping[str, Exercise]) -> None:
        super().__init__()
        self.context = context
        self._exercises = sorted(exercises.values(), key=lambda exercise: exercise.title.lower())
        self._found: list[Exercise] = []

    def compose(self) -> ComposeResult:
        """Lay out what is looked for over what was found and how that is done."""
        places = [("", words.ANY_POSITION), *((place.value, word) for place, word in POSITIONS.items())]
        with Vertical(id="picker-box"):
            yield Static(words.PICK, id="picker-title")
            with Horizontal(id="picker-asked"):
                yield FindInput(placeholder=words.FIND_HINT, compact=True, id="picker-find")
                yield ChoiceField(f"{words.FIELDS['position']} ", places, "", id="picker-position")
            with Horizontal(id="picker-columns"):
                yield FoundList(id="picker-found", markup=False)
                with Vertical(id="picker-detail"):
                    yield ExerciseFigure(self.context.figure_rendering, blocks=self.context.unicode)
                    with VerticalScroll(id="picker-scroll", can_focus=False):
                        yield Static(id="picker-text", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all there is."""
        self._find()

    @on(Input.Changed)
    @on(ChoiceField.Changed)
    def look_again(self) -> None:
        """Find what fits by now."""
        self._find()

    def _find(self) -> None:
        """List the exercises that have every word that was typed, those so named first."""
        wanted = self.query_one(Input).value.lower().strip()
        place = self.query_one(ChoiceField).value
        fitting = [
            exercise
            for exercise in self._exercises
            if place in ("", exercise.position or "")
            and all(word in words.looked_through(exercise) for word in wanted.split())
        ]

        def nearness(exercise: Exercise) -> tuple[bool, bool]:
            name = exercise.title.lower()
            return wanted not in name, not all(word in name for word in wanted.split())

        self._found = sorted(fitting, key=nearness)
        self.query_one(FoundList).show(map(_row, self._found))
        self._show(self._found[0] if self._found else None)

    def _show(self, exercise: Exercise | None) -> None:
        self.query_one(ExerciseFigure).show(exercise)
        text = [words.none_found(self.query_one(Input).value, self.key_of("picker-make"))]
        if exercise is not None:
            text = [words.usually(exercise), exercise.purpose, "", *overview.steps(exercise)]
        self.query_one("#picker-text", Static).update("\n".join(text))
        self.query_one("#picker-scroll", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_highlighted(self) -> None:
        """Show the exercise that is looked at."""
        row = self.query_one(FoundList).highlighted
        if row is not None and row < len(self._found):
            self._show(self._found[row])

    def action_choose(self, step: int) -> None:
        """Look at another exercise."""
        self.query_one(FoundList).choose(step)

    def action_take(self) -> None:
        """Close with the exercise that is looked at."""
        row = self.query_one(FoundList).highlighted
        if row is not None:
            self.dismiss(self._found[row].id)

    @work
    async def action_make(self) -> None:
        """Ask for an exercise of a person's own, and take it."""
        from stretchtui.tui.screens.new_exercise import NewExerciseScreen

        made = await self.app.push_screen_wait(NewExerciseScreen(self.context, self.query_one(Input).value))
        if made is not None:
            self.dismiss(made)


def _row(exercise: Exercise) -> Content:
    return Content.assemble((exercise.title, "bold"), "\n  ", (words.in_short(exercise), "$foreground-muted"))
