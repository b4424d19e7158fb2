"""What is wrong in a routine that is changed: shown at its place, led to by a key, and kept from being saved."""

from __future__ import annotations

from textual import work
from textual.widget import Widget

from stretchtui.domain.draft import RoutineDraft
from stretchtui.session.open_routine import OpenRoutine
from stretchtui.tui.screens.drafted import DraftedScreen
from stretchtui.tui.screens.exercise_picker import ExercisePickerScreen
from stretchtui.tui.widgets import line_fields, routine_head
from stretchtui.tui.widgets.draft_list import DraftList
from stretchtui.tui.widgets.line_detail import LineDetail
from stretchtui.tui.widgets.line_fields import LineFields
from stretchtui.tui.widgets.routine_head import RoutineHead
from stretchtui.words import editor as words

OF_A_LINE = ("side", "first_side", *line_fields.READ)
OF_THE_HEAD = (routine_head.DAYS, *routine_head.READ)
"""The keys that have fields."""


class PutRightScreen(DraftedScreen[bool]):
    """Leads to the field where something is wrong, and takes out what has none."""

    routine: OpenRoutine
    number: int

    def show(self, typing: str = "") -> None:
        """Show the draft as it is now."""
        raise NotImplementedError

    _offered: bool | None = None

    def offer_putting_right(self) -> None:
        """Have the key on show while something is wrong, and then only."""
        wrong = bool(self.routine.judged.mistakes)
        if wrong != self._offered:
            self._offered = wrong
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to put something right where something is wrong."""
        if action == "put_right":
            return bool(self.routine.judged.mistakes)
        return super().check_action(action, parameters)

    def go_to_mistake(self) -> tuple[int | None, str, str] | None:
        """Choose a line that is wrong, if any is; give its number, None for the head, the key, and what is wrong."""
        judged = self.routine.judged
        for number in sorted(range(len(self.routine.draft.lines)), key=lambda number: number != self.number):
            for key, message in judged.of_line(number)[:1]:
                self.number = number
                return number, key, message
        return next(((None, key, message) for key, message in judged.of_head), None)

    def bring_in_front(self, *, fields: bool) -> None:
        """Choose what a narrow window shows, without a class that would have all fields styled anew."""
        self.query_one(DraftList).set_class(fields, "-behind")
        self.query_one(LineDetail).styles.display = "block" if fields else None

    def action_put_right(self) -> None:
        """Go to the field of what is wrong, or ask for another exercise; what has no field is taken out, or told."""
        found = self.go_to_mistake()
        if found is None:
            return
        number, key, message = found
        field = self._field(number, key)
        if number is not None and key == "exercise":
            self._exchange(number)
        elif field is not None:
            self.show()
            self.bring_in_front(fields=number is not None)
            if number is None and self.has_class("-narrow"):  # what is wrong stands beside the lines, where no room is
                self.notify(words.wrong(key, message), severity="warning", timeout=15)
            field.focus()
        elif self.routine.draft.says(number, key):
            self._step(self.routine.draft.without(number, key))
            self.notify(words.value_left_out(key))
        else:
            self.notify(words.wrong(key, message), severity="warning")

    def _field(self, number: int | None, key: str) -> Widget | None:
        """Give the field at a key, or for a table that is missing the first of its fields; None where there is none."""
        keys, id_of, form = (
            (OF_THE_HEAD, routine_head.field_id, RoutineHead)
            if number is None
            else (OF_A_LINE, line_fields.field_id, LineFields)
        )
        name = key.partition("[")[0].replace("tempo.hold_s", "hold_s")
        if name not in keys and not self.routine.draft.says(number, name):
            name = next((inner for inner in keys if inner.startswith(f"{name}.")), name)
        return self.query_one(form).query_one(f"#{id_of(name)}") if name in keys else None

    @work
    async def _exchange(self, number: int) -> None:
        """Ask for an exercise that there is, in the place of one that there is not."""
        chosen = await self.app.push_screen_wait(ExercisePickerScreen(self.context, self.routine.exercises))
        self.routine.judge()
        if chosen is not None:
            self._step(self.routine.draft.exchanged(number, chosen))
        self.show()

    def _step(self, draft: RoutineDraft) -> None:
        self.routine.change(draft)
        self.show()
