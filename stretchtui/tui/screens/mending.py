"""The overview's way to a file that cannot be used: what is said of it there, and the screen that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.screen import Screen

from stretchtui.domain.text import one_line
from stretchtui.library import LibraryError
from stretchtui.session.context import AppContext
from stretchtui.system.program import CHECK, PROGRAM
from stretchtui.tui.screens.base import BaseScreen
from stretchtui.tui.widgets.links import link
from stretchtui.words import overview as words

if TYPE_CHECKING:
    from stretchtui.session.faulty_files import FaultyFile

MOST_OFFERED = 20
"""So many files are looked at whether they can be mended here, and offered by their names."""


class MendingScreen(BaseScreen[None]):
    """Names a file that cannot be used, and leads to the screen that mends it."""

    context: AppContext

    async def show_routine(self) -> None:
        """Show the routine that was chosen."""
        raise NotImplementedError

    @property
    def mistakes(self) -> int:
        """How much keeps files from being used; what is passed over does not count."""
        return sum(not problem.warning for problem in self.context.library.problems)

    def faulty(self) -> Iterator[FaultyFile]:
        """Give some of the files that cannot be used, each looked at when it is asked for."""
        from itertools import islice

        from stretchtui.session.faulty_files import faulty_files

        return islice(faulty_files(self.context), MOST_OFFERED)

    def first_to_mend(self) -> FaultyFile:
        """Give the first that can be mended here, or else the first of all."""
        from stretchtui.session.faulty_files import Mending

        here = (file for file in self.faulty() if file.mending is not Mending.ELSEWHERE)
        return next(here, None) or next(self.faulty())

    def broken_line(self) -> Content:
        """Say what is wrong with the first of them; a click on that mends it."""
        from stretchtui.session.faulty_files import Mending

        first = self.first_to_mend()
        problem, more = first.problems[0], self.mistakes - 1
        if first.mending is Mending.ELSEWHERE:
            return link(words.broken(str(problem), more, CHECK), "screen.mend")
        name = one_line(first.path.name)
        return link(
            words.to_mend(self.key_of("overview-mend"), name, problem.line, problem.message, more), "screen.mend"
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to mend where something is broken."""
        return self.mistakes > 0 if action == "mend" else super().check_action(action, parameters)

    def offers(self) -> Iterator[tuple[str, str, str]]:
        """Offer to mend each file."""
        for number, file in enumerate(self.faulty() if self.mistakes else ()):
            yield words.mend(one_line(file.path.name)), str(file.problems[0]), f"mend({number})"

    @work
    async def action_mend(self, number: int | None = None) -> None:
        """Open a file that cannot be used, by its number among them, and show what it is once it is saved."""
        file = self.first_to_mend() if number is None else [*self.faulty()][number]
        try:
            screen = self._screen_for(file)
        except LibraryError as error:
            self.notify(one_line(str(error)), severity="error", timeout=15)
            return
        if screen is None:
            command = f"{PROGRAM} {file.path.parent.name} edit {one_line(file.path.stem)}"
            told = words.mended_elsewhere(one_line(str(file.problems[0])), command)
            self.notify(told, severity="warning", timeout=30)
        elif await self.app.push_screen_wait(screen):
            # In the screen's own turn, so that nothing looks for what is just being made anew.
            self.call_next(self.show_routine)

    def _screen_for(self, file: FaultyFile) -> Screen[bool] | None:
        """Make the screen that mends a file; None where there is none. Raises LibraryError."""
        from stretchtui.session.faulty_files import Mending
        from stretchtui.session.open_routine import OpenRoutine
        from stretchtui.session.open_text import OpenText
        from stretchtui.tui.screens.file_text import FileTextScreen
        from stretchtui.tui.screens.routine_editor import RoutineEditorScreen
        from stretchtui.words import editor

        if file.mending is Mending.BY_TEXT:
            return FileTextScreen(self.context, OpenText(self.context, file.path))
        if file.mending is Mending.ELSEWHERE:
            return None
        routine = OpenRoutine.of_file(self.context, file.path)
        if routine.unsaved:
            self.notify(editor.id_changed(str(routine.draft.value("id"))), timeout=15)
        return RoutineEditorScreen(self.context, routine)
