"""A file of a person's own that is open as text, because it is not written so that it has fields."""

from __future__ import annotations

from pathlib import Path

from stretchtui.domain.text import harm_at, sanitise
from stretchtui.library import FileProblem, LibraryError
from stretchtui.library.drafting import FaultyError, opened_text, written
from stretchtui.library.reading import mistakes_in
from stretchtui.session.context import AppContext
from stretchtui.session.kept_draft import KeptDraft
from stretchtui.words import editor as words


class OpenText:
    """A routine or exercise file whose text is changed; `text` is how it was opened, every line end a newline."""

    def __init__(self, context: AppContext, path: Path) -> None:
        """Open a file; raises LibraryError, for characters too that no screen can show as they are."""
        self._context = context
        self._file = opened_text(path)
        self.text = self._file.text.replace("\r\n", "\n")
        if harm_at(self._file.text) is not None:
            raise LibraryError(words.not_shown(str(path)))
        self._kept = KeptDraft(context.locations.state / "file-drafts" / path.parent.name / f"{path.stem}.json")
        self.kept = self.text

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def mistakes(self, text: str) -> tuple[FileProblem, ...]:
        """Give what is wrong in a text, each with its line."""
        library = self._context.library
        return mistakes_in(self.path, text, library.exercises if self._is_routine else None)

    @property
    def _is_routine(self) -> bool:
        return self.path.parent == self._context.locations.routines

    def save(self, text: str) -> None:
        """Write a text without mistakes into the file; raises FaultyError, ChangedMeanwhileError and LibraryError."""
        if wrong := self.mistakes(text):
            raise FaultyError(words.in_text(wrong[0].line, wrong[0].message))
        end = "\r\n" if "\r\n" in self._file.text else "\n"
        self._file = written(self._file, text.replace("\n", end))
        self.text = text
        self.forget()
        self._context.read_library()
        files = self._context.library.routine_files
        self._context.chosen = next((name for name in files if files[name] == self.path), self._context.chosen)

    def keep(self, text: str) -> str | None:
        """Write down what is not saved, for when the file is opened the next time; a sentence if that failed."""
        self.kept = text
        return self._kept.keep({"there": self.text, "text": text})

    @property
    def left(self) -> str | None:
        """What was changed in this file as it is an earlier time, and not saved; None where there is nothing."""
        kept = self._kept.left
        is_ours = isinstance(kept, dict) and kept.get("there") == self.text and isinstance(kept.get("text"), str)
        return sanitise(kept["text"]) if is_ours else None

    def forget(self) -> None:
        """Let go of what was written down: it was saved, or left on purpose."""
        self._kept.forget()
