"""An exercise of a person's own that is being made: what is wrong in it, keeping it on the way, and saving it."""

from __future__ import annotations

from dataclasses import asdict

from stretchtui.library.drafting import free_id, taken
from stretchtui.library.entered import EnteredExercise, mistakes, save
from stretchtui.session.context import AppContext
from stretchtui.session.kept_draft import KeptDraft
from stretchtui.system.shapes import Mistake, Reading
from stretchtui.words.routine_files import Names


class OpenExercise:
    """An exercise while it is entered; `commands` are those that the comments in its file name."""

    def __init__(self, context: AppContext, commands: Names, name: str = "") -> None:
        self._context = context
        self._commands = commands
        self._kept = KeptDraft(context.locations.state / "exercise-drafts" / "new.json")
        self.begun = EnteredExercise(name=name)
        self.written = self.begun

    def keep(self, entered: EnteredExercise) -> str | None:
        """Write down what is entered, for the next time an exercise is made; a sentence if that failed."""
        self.written = entered
        if entered == self.begun:
            self.forget()
            return None
        return self._kept.keep({key: value for key, value in asdict(entered).items() if value is not None})

    @property
    def left(self) -> EnteredExercise | None:
        """What was entered an earlier time and not saved; None where there is nothing."""
        kept = self._kept.left
        return Reading().table(kept, EnteredExercise) if isinstance(kept, dict) else None

    def forget(self) -> None:
        """Let go of what was written down: it was saved, or left on purpose."""
        self._kept.forget()

    def mistakes(self, entered: EnteredExercise) -> tuple[Mistake, ...]:
        """Give what the validator of files says is wrong in what is entered."""
        return mistakes(entered, self._id_of(entered), self._commands)

    def save(self, entered: EnteredExercise) -> str:
        """Write it into a file of its own, and give its id; raises LibraryError."""
        new_id = self._id_of(entered)
        save(entered, self._context.locations.exercises, new_id, self._commands)
        self.forget()
        self._context.read_library()
        return new_id

    def _id_of(self, entered: EnteredExercise) -> str:
        """Give the id that its name makes."""
        return free_id(entered.name, taken(self._context.locations.exercises, self._context.library.exercise_files))
