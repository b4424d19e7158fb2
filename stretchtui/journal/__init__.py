"""The session records on the disk: the one door to them for the rest of the program, and the only place of TinyDB.

Each name is loaded from its room when it is first asked for, so that nobody who only catches an
error waits for the reading of spreadsheets to be loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchtui.journal.checkpoints import Checkpoints
    from stretchtui.journal.errors import ExchangeError, JournalError, RecordDeleted, VersionError
    from stretchtui.journal.exchange import FILE_SUFFIXES, Exported, Imported, Own, export, import_file, write_file
    from stretchtui.journal.journal import Journal, Saved
    from stretchtui.journal.records.checkpoint import Checkpoint
    from stretchtui.journal.records.codec import encode
    from stretchtui.journal.records.form_drafts import FormDraft
    from stretchtui.journal.recovery.versions import Restored, Version
    from stretchtui.journal.storage.month import Month
    from stretchtui.journal.transfer.differences import Difference
    from stretchtui.journal.trends import load_trends

__all__ = [
    "FILE_SUFFIXES",
    "Checkpoint",
    "Checkpoints",
    "Difference",
    "ExchangeError",
    "Exported",
    "FormDraft",
    "Imported",
    "Journal",
    "JournalError",
    "Month",
    "Own",
    "RecordDeleted",
    "Restored",
    "Saved",
    "Version",
    "VersionError",
    "encode",
    "export",
    "import_file",
    "load_trends",
    "write_file",
]

_ROOMS = {
    "checkpoints": ("Checkpoints",),
    "errors": ("ExchangeError", "JournalError", "RecordDeleted", "VersionError"),
    "exchange": ("FILE_SUFFIXES", "Exported", "Imported", "Own", "export", "import_file", "write_file"),
    "journal": ("Journal", "Saved"),
    "records.checkpoint": ("Checkpoint",),
    "records.codec": ("encode",),
    "records.form_drafts": ("FormDraft",),
    "recovery.versions": ("Restored", "Version"),
    "storage.month": ("Month",),
    "transfer.differences": ("Difference",),
    "trends": ("load_trends",),
}

if not TYPE_CHECKING:  # a type checker would take every name for one of these

    def __getattr__(name: str) -> object:
        """Load a name from its room."""
        for room, names in _ROOMS.items():
            if name in names:
                value = globals()[name] = getattr(import_module(f"{__name__}.{room}"), name)
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
