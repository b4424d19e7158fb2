"""What is entered and not saved: in a file of its own, from which it is offered the next time."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from stretchtui.domain import limits
from stretchtui.system import files
from stretchtui.words import editor as words


class KeptDraft:
    """One thing that is being written, kept until it is saved or left on purpose."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, entered: object) -> str | None:
        """Write down what is entered; a sentence if that failed."""
        try:
            files.make_folder(self._path.parent)
            files.write(self._path, json.dumps(entered).encode())
        except OSError as error:
            return words.not_kept(error.strerror or str(error))
        return None

    @property
    def left(self) -> Any:
        """What was written down an earlier time; None where there is nothing, or nothing that can be read."""
        try:
            return json.loads(files.read(self._path, 8 * limits.LIBRARY_FILE_BYTES))
        except (OSError, ValueError, RecursionError):
            return None

    def forget(self) -> None:
        """Let go of it."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
