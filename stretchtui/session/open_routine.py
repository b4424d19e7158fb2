"""A routine that is open to be changed: its draft with every step, what is wrong in it, and saving it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stretchtui.domain.draft import DraftLine, History, RoutineDraft
from stretchtui.domain.routine import Exercise, Line
from stretchtui.library import LibraryError
from stretchtui.library.drafting import Judged, RoutineFile, copy_of, empty, free_id, judged, opened, save, taken
from stretchtui.library.reading import exercises_in
from stretchtui.library.rewriting import rewritten
from stretchtui.session.context import AppContext
from stretchtui.session.kept_draft import KeptDraft
from stretchtui.system.shapes import Reading
from stretchtui.words import editor as words


class OpenRoutine:
    """A routine while it is changed; `draft` is how it would be written now, `judged` what is said of that."""

    def __init__(self, context: AppContext, file: RoutineFile) -> None:
        self._context = context
        self._open(file)

    def _open(self, file: RoutineFile) -> None:
        self.file = file
        self._saved = file.draft
        self._take(History(file.draft))

    @classmethod
    def shown(cls, context: AppContext) -> OpenRoutine:
        """Open the routine that is offered: a person's own as it is, one that ships as a copy; raises LibraryError."""
        path = context.library.routine_files[context.routine.id]
        if path.parent == context.locations.routines:
            return cls(context, opened(path))
        return cls.copy(context)

    @classmethod
    def of_file(cls, context: AppContext, path: Path) -> OpenRoutine:
        """Open a routine file of a person's own, right or wrong; raises LibraryError.

        No field asks for its id: one that is none, or another file's, is changed at once, and that is a step.
        """
        routine = cls(context, opened(path))
        files = context.library.routine_files
        used = {name for name in context.library.own_routines if files[name] != path}
        if routine.draft.value("id") in used or any(key == "id" for key, _ in routine.judged.of_head):
            routine.change(routine.draft.changed("id", free_id(path.stem, files)))
        return routine

    @classmethod
    def copy(cls, context: AppContext) -> OpenRoutine:
        """Open a copy of the routine that is offered; raises LibraryError."""
        routine = context.routine
        source = context.library.routine_files[routine.id]
        name = words.copy_name(routine.name)
        return cls(context, copy_of(source, context.locations.routines, name, _taken(context)))

    @classmethod
    def new(cls, context: AppContext) -> OpenRoutine:
        """Open a routine with nothing in it."""
        return cls(context, empty(context.locations.routines, words.NEW_NAME, _taken(context)))

    @property
    def draft(self) -> RoutineDraft:
        """The routine as it is now."""
        return self._history.present

    @property
    def unsaved(self) -> bool:
        """Tell whether leaving would lose something."""
        return self.draft.table() != self._saved.table()

    @property
    def exercises(self) -> Mapping[str, Exercise]:
        """The exercises that its lines can name, those inside its file too."""
        return exercises_in(self.draft.head, self._context.library.exercises, Reading())

    def exercise(self, line: DraftLine) -> Exercise | None:
        """Give the exercise of a line; None where there is no such one."""
        return self.exercises.get(line.exercise)

    def line(self, number: int) -> Line | None:
        """Give a line as it would be led; None where something in it is wrong."""
        return self.judged.lines[number]

    def change(self, draft: RoutineDraft, what: str = "") -> None:
        """Make a step; `what` names the field that is typed into, whose letters are one step."""
        self._take(self._history.then(draft, what))

    def undo(self) -> None:
        """Take the last step back."""
        self._take(self._history.undone())

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        self._take(self._history.redone())

    def judge(self) -> None:
        """Judge it anew, as the exercises that there are have changed."""
        self.judged: Judged = judged(self.draft, self._context.library.exercises)

    def _take(self, history: History[RoutineDraft]) -> None:
        self._history = history
        self.judge()

    def save(self) -> None:
        """Write it into its file, and offer it from now on; raises LibraryError."""
        file, draft, kept = self.file, self.draft, self._kept
        if file.is_new:
            new_id = free_id(str(draft.head.get("name", "")), _taken(self._context))
            file, draft = replace(file, path=file.path.with_name(f"{new_id}.toml")), draft.changed("id", new_id)
        self.file = save(file, draft, self._context.library.exercises)
        kept.forget()
        # The lines have other places in the file now, for the steps that can be taken back too.
        places = {line.origin: number for number, line in enumerate(self.draft.lines)}
        self._saved = self.file.draft
        self._history = replace(self._history.mapped(lambda draft: draft.placed(places)), present=self._saved)
        self._context.read_library()
        self._context.chosen = str(self.draft.head["id"])
        self.judge()

    # --- what is not saved yet ---------------------------------------------------------

    def keep(self) -> str | None:
        """Write down what is not saved, for when the file is opened the next time; a sentence if that failed."""
        there = None if self.file.there is None else self.file.there.decode("utf-8")
        try:
            text = rewritten(self.file.text, self.draft)
        except LibraryError as error:
            return str(error)
        return self._kept.keep({"there": there, "text": text})

    @property
    def left(self) -> RoutineFile | None:
        """What was changed in this file an earlier time, and not saved; None where there is nothing."""
        kept = self._kept.left
        try:
            there = None if kept["there"] is None else str(kept["there"]).encode()
            file = RoutineFile(self.file.path, there, str(kept["text"]))
            judged(file.draft, self._context.library.exercises)  # a file that cannot even be judged is not of ours
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None
        return file

    def go_on(self, left: RoutineFile) -> None:
        """Go on with what was not saved an earlier time."""
        self._open(left)
        self._saved = RoutineDraft({})

    def forget(self) -> None:
        """Let go of what was written down: it was saved, or left on purpose."""
        self._kept.forget()

    @property
    def _kept(self) -> KeptDraft:
        return KeptDraft(self._context.locations.state / "routine-drafts" / f"{self.file.path.stem}.json")

    def read_again(self) -> None:
        """Take what the file says now, and let go of what was changed here; raises LibraryError."""
        self._open(opened(self.file.path))


def _taken(context: AppContext) -> set[str]:
    """Give the ids that a new routine cannot have."""
    return taken(context.locations.routines, context.library.routine_files)
